"""The composition root: builds store, spool, services, sources, listener and window, and stops them in order."""
