"""Taking money and giving it back, beside an order: the block in its panel, and what it asks of the desk."""
