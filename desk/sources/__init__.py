"""Where orders come from: each source verifies and parses, none decides."""
