"""Old desk.toml files: pure functions from one schema to the next."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desk.errors import ConfigFault

#: The schema this version reads and writes; a file without the key is of this one.
SCHEMA = 1
#: schema -> what makes the next one of it.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def upgrade(document: dict[str, Any], path: Path) -> dict[str, Any]:
    """The document in today's schema. Raises ConfigFault for one of a later version."""
    schema = document.get("schema", SCHEMA)
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise ConfigFault(f"{path}: schema must be a whole number.", f"Write schema = {SCHEMA}.")
    if schema > SCHEMA:
        raise ConfigFault(
            f"{path} was written by a newer version of the desk (schema {schema}).",
            "Install that version, or restore an older desk.toml.",
        )
    while schema < SCHEMA:
        document = UPGRADES[schema](document)
        schema += 1
    return document
