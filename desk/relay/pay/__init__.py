"""WeChat Pay at the relay: asking for money, believing that it came, giving it back. The desk's ledger decides."""
