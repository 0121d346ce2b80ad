"""Configurations of the shops that are measured."""

from pathlib import Path

#: Seconds the desk is up before the first order, as any desk is; longer than its first housekeeping takes.
WARM = 5

_HEAD = """
[shop]
name = "好味小厨"
[api]
listen = "127.0.0.1:{port}"
token = "bench"
[[sources]]
kind = "webhook"
name = "website"
secret = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ="
auto_accept = true
"""
_PRINTER = """
[[printers]]
name = "{name}"
uri = "{uri}"
profile = "{profile}"
[[stations]]
name = "{name}"
printers = ["{name}"]
ticket = "{ticket}"
"""


def configure(folder: Path, printers: list[tuple[str, str, str, str]], port: int = 0) -> Path:
    """Write desk.toml: for each (name, uri, profile, ticket) a printer and a station that sees everything."""
    folder.mkdir(parents=True, exist_ok=True)
    text = _HEAD.format(port=port) + "".join(
        _PRINTER.format(name=name, uri=uri, profile=profile, ticket=ticket)
        for name, uri, profile, ticket in printers
    )
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    return folder
