"""Pipes to devices.

Handles: opening, moving and closing; one module per way of reaching a device. Offers: `base.Transport`
and its implementations; `printers.registry` picks one by URI. Does not know: ESC/POS, tickets, profiles.
"""
