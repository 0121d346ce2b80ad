"""What a ticket says, before it is any printer's bytes: its model, its text in cells, its rows."""
