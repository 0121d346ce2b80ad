"""What printers there are, and by which URI each is reached.

Handles: looking in several ways at once, telling a receipt printer from a label printer, showing a
device once. Offers: `search.discover`, `found.Found`, `models.suggest`, the verb `printers list`.
Does not know: printing, which printers a program has set up.
"""
