"""The page of opening hours: when and where the shop delivers, how much of it, and whether it takes orders now."""
