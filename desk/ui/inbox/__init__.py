"""The page of messages between customers and the shop: a list of conversations, one opened beside it."""
