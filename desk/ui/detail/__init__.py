"""The panel beside the queue that shows one order."""
