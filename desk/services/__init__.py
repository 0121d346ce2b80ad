"""The verbs: one module per use case; each opens one transaction through a port and says what changed."""
