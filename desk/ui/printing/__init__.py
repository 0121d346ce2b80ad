"""The printers on screen: strip, page, and the paper of simulated ones."""
