"""Our side of each bench, one process each, speaking the same small protocol as the peers."""
