"""The window. Asks services through one bridge; never sees the store."""
