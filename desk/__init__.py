"""Order Desk (小票台): every order, once, on paper, provably — and every customer remembered."""
