"""The page of products: what the shop sells, what is sold out, and what each costs where and when."""
