"""A throw-away shop with simulated printers and scripted customers."""
