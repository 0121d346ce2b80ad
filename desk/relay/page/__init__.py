"""The menu page: what a customer sees who opens the shop in a browser, from the menu to the order.

Handles: sessions and whom they speak for, the cart, the checkout, rendering. Offers: `MenuPage` (routes.py). Prices,
stock, slots and the order itself are the chat's own (desk.relay.dialogue, desk.relay.orders).
"""
