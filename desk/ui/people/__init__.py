"""The page of customers: a list, and one of them whole beside it."""
