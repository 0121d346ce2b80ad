"""The desk's own HTTP listener: webhooks in, read-only status and the buttons' actions out."""
