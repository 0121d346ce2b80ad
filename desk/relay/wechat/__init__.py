"""WeChat's side of the relay: callbacks are verified, opened and read here, and replies sealed."""
