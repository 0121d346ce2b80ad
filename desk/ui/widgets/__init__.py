"""The few widgets that more than one panel is built of."""
