"""The public relay: it stands on a server, answers customers in their chat, and keeps their orders for the desk.

Deployable alone (`pip install order-desk[relay]`, no Qt). Of the desk it uses the domain, the settings' readers
and the log; the desk uses of it only `desk.relay.protocol`.
"""
