"""The schema's history, run by Alembic from inside the program (no alembic.ini)."""

#: Every version this program knows, oldest first; the last is the one it writes. A test compares with the scripts.
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
HEAD = KNOWN[-1]
