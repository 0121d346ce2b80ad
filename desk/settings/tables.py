"""One table of desk.toml with typed access; every fault names file, table and key and says what to write."""

import logging
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, cast

from desk.errors import ConfigFault

_log = logging.getLogger("desk.settings")


class Table:
    """A table and where it stands; reading a key marks it as known, `finish` warns of the others."""

    def __init__(self, file: Path, where: str, data: object) -> None:
        self.file = file
        self.where = where
        if not isinstance(data, dict):
            raise ConfigFault(f"{file}: {where} must be a table.", f"Write a line {where} above its keys.")
        self._data = cast("dict[str, Any]", data)
        self._seen: set[str] = set()

    def fault(self, key: str, what: str, remedy: str) -> ConfigFault:
        """A fault at `key`."""
        return ConfigFault(f"{self.file}: {self.where} {key} {what}.", remedy)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._seen.add(key)
        return key in self._data

    def raw(self, key: str, default: object = None) -> Any:
        """The value as TOML gave it."""
        self._seen.add(key)
        return self._data.get(key, default)

    def text(self, key: str, default: str | None = None, example: str = "") -> str:
        """A text that is not empty; without a default it is required."""
        value = self.raw(key, default)
        example = example or default or "…"
        if value is None:
            raise self.fault(key, "is missing", f'Write {key} = "{example}".')
        if not isinstance(value, str):
            raise self.fault(key, "must be a text in quotes", f'Write {key} = "{example}".')
        if not value.strip() or any(ord(c) < 0x20 or ord(c) == 0x7F for c in value):
            raise self.fault(key, "is empty or holds control characters", f'Write {key} = "{example}".')
        return value

    def word(self, key: str, default: str | None, words: Collection[str]) -> str:
        """One of the given words."""
        value = self.text(key, default, example=next(iter(words)))
        if value not in words:
            near = _nearest(value, words)
            guess = f' Did you mean "{near}"?' if near else ""
            raise self.fault(key, f'is "{value}"', f"Write one of: {', '.join(words)}.{guess}")
        return value

    def integer(self, key: str, default: int | None, low: int, high: int) -> int | None:
        """A whole number between the bounds."""
        value = self.raw(key, default)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.fault(
                key, f"must be a whole number from {low} to {high}", f"Write {key} = {default or low}."
            )
        return value

    def seconds(self, key: str, default: float) -> float:
        """A time span of 0 seconds to a week."""
        value = self.raw(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 604_800:
            raise self.fault(
                key, "must be a number of seconds from 0 to 604800", f"Write {key} = {default:g}."
            )
        return float(value)

    def names(self, key: str, default: Collection[str] | None, example: str) -> tuple[str, ...]:
        """A list of texts, at least one, none twice."""
        value = self.raw(key, default)
        remedy = f'Write {key} = ["{example}"].'
        if value is None:
            raise self.fault(key, "is missing", remedy)
        items = cast("list[object]", value) if isinstance(value, list | tuple) else [None]
        texts = [item for item in items if isinstance(item, str) and item]
        if not texts or len(texts) != len(items):
            raise self.fault(key, "must be a list of names in quotes", remedy)
        if len(set(texts)) != len(texts):
            raise self.fault(key, "names one twice", remedy)
        return tuple(texts)

    def table(self, key: str) -> "Table":
        """A table below the top, empty when it is not there."""
        return Table(self.file, f"[{key}]", self.raw(key, {}))

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list such as [[printers]], called by their names as far as they have one."""
        value = self.raw(key, [])
        if not isinstance(value, list):
            raise ConfigFault(
                f"{self.file}: {key} must be a list of tables.", f"Write [[{key}]] above each of them."
            )
        tables: list[Table] = []
        for at, item in enumerate(cast("list[object]", value), 1):
            where = f"[[{key}]] number {at}"
            table = Table(self.file, where, item)
            name = table.raw("name")
            if isinstance(name, str) and name.isprintable():
                table.where = f'[[{key}]] "{name}"'
            tables.append(table)
        return tables

    def rest(self) -> Mapping[str, Any]:
        """The keys nobody asked for; they count as known from now on."""
        rest = {key: value for key, value in self._data.items() if key not in self._seen}
        self._seen.update(rest)
        return rest

    def finish(self) -> None:
        """Warn of keys that nobody asked for: a slip of the pen, or written by a later version."""
        known = sorted(self._seen)
        for key in self.rest():
            near = _nearest(key, known)
            guess = f"; did you mean {near}?" if near else ""
            _log.warning("%s: %s has an unknown key %s, ignored%s", self.file.name, self.where, key, guess)


def _nearest(word: str, words: Collection[str]) -> str:
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in words}
    return next((folded[near] for near in get_close_matches(word.casefold(), folded, 1)), "")
