"""Shop systems, and what the desk has of their orders."""
