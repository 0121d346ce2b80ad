"""The page of sales: how this day, week, month or year goes beside the one before, and who comes back."""
