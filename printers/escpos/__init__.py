"""The printer language: commands, encoding, rasters, and what a printer says back."""
