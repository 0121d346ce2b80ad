"""The rules of the house, as tests: sizes, charters, directions, locks and the Qt we can trust."""
