"""Programs of others, driven by adapters of our own, for where the shared ones are not there."""
