"""Keys of one TOML table changed in the text of a file, while every comment and every other line stays as it was.

Line by line, for files that people write: tables under a header, a key to a line, lists over several lines. Whoever
changes a text compares what it says afterwards with what it is to say; what cannot be changed so is told.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(value: object) -> str:
    """A value as TOML: texts, numbers, moments, lists of them."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.2f}"
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(written, value))}]"  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - of anything
        case _:
            return json.dumps(value, ensure_ascii=False)


def set_table(text: str, name: str, values: Mapping[str, object]) -> str:
    """The text with these keys in the table `[name]`, which is made at the end where there is none; None takes a key
    out. Keys that are not named stay.
    """
    lines = text.splitlines(keepends=True)
    place = next(iter(_sections(lines, name, "[")), None)
    if place is None:
        wanted = {key: value for key, value in values.items() if value is not None}
        return _with_table(text, f"[{name}]", wanted) if wanted else text
    start, end = place
    return "".join([*lines[: start + 1], *_body(lines[start + 1 : end], values), *lines[end:]])


def drop_table(text: str, name: str) -> str:
    """The text without the table `[name]`; what is said before the next table stays."""
    lines = text.splitlines(keepends=True)
    for start, end in reversed(_sections(lines, name, "[")):
        del lines[start:end]
    return "".join(lines)


def set_tables(text: str, name: str, tables: Sequence[Mapping[str, object]]) -> str:
    """The text with these tables `[[name]]`, one after the other; each is written where the one of its place stood."""
    lines = text.splitlines(keepends=True)
    places = _sections(lines, name, "[[")
    for at in reversed(range(len(places))):
        start, end = places[at]
        if at >= len(tables):
            del lines[start:end]
            continue
        known = dict.fromkeys(_keys(lines[start + 1 : end]))
        lines[start + 1 : end] = _body(lines[start + 1 : end], {**known, **tables[at]})
    text = "".join(lines)
    for table in tables[len(places) :]:
        text = _with_table(text, f"[[{name}]]", table)
    return text


def _with_table(text: str, head: str, values: Mapping[str, object]) -> str:
    made = "".join(
        [
            f"{head}\n",
            *(f"{_key_text(key)} = {written(value)}\n" for key, value in values.items() if value is not None),
        ]
    )
    return f"{text.rstrip()}\n\n{made}" if text.strip() else made


def _sections(lines: Sequence[str], name: str, bracket: str) -> list[tuple[int, int]]:
    """Header and end of each table of a name; comments right before the next header belong to that."""
    heads = [(at, head[1], _plain(head[2])) for at, line in enumerate(lines) if (head := _HEADER.match(line))]
    found: list[tuple[int, int]] = []
    for place, (at, kind, called) in enumerate(heads):
        if (kind, called) != (bracket, name):
            continue
        last = place + 1 == len(heads)
        end = len(lines) if last else heads[place + 1][0]
        while end > at + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        found.append((at, end))
    return found


def _body(lines: Sequence[str], values: Mapping[str, object]) -> list[str]:
    """The lines of a table with other values; a comment behind a value stays behind it."""
    kept: list[str] = []
    left = dict(values)
    at = 0
    while at < len(lines):
        key = _key_of(lines[at])
        end = _end_of(lines, at) if key is not None else at + 1
        if key is None or key not in left:
            kept.extend(lines[at:end])
        else:
            value = left.pop(key)
            if value is not None:
                kept.append(_line(lines[at:end], key, value))
        at = end
    if kept and not kept[-1].endswith("\n"):
        kept[-1] += "\n"
    kept.extend(f"{_key_text(key)} = {written(value)}\n" for key, value in left.items() if value is not None)
    return kept


def _line(old: Sequence[str], key: str, value: object) -> str:
    """One key anew; the line as it is when it says that already."""
    if _value_of("".join(old)) == {key: _read_back(value)}:
        return "".join(old)
    indent = old[0][: len(old[0]) - len(old[0].lstrip())]
    comment = _comment(old[-1]) if len(old) == 1 else ""
    return f"{indent}{_key_text(key)} = {written(value)}{comment}\n"


def _comment(line: str) -> str:
    """What stands behind the value, with the blanks before it."""
    whole = _value_of(line)
    for at, letter in enumerate(line):
        if letter == "#" and whole is not None and _value_of(line[:at]) == whole:
            before = line[:at]
            return before[len(before.rstrip()) :] + line[at:].rstrip()
    return ""


def _keys(lines: Sequence[str]) -> list[str]:
    return [key for line in lines if (key := _key_of(line)) is not None]


def _end_of(lines: Sequence[str], at: int) -> int:
    """After the last line of the value that begins at a line."""
    for end in range(at + 1, len(lines) + 1):
        if _value_of("".join(lines[at:end])) is not None:
            return end
    return at + 1


def _key_of(line: str) -> str | None:
    found = _KEY.match(line)
    return None if found is None else _plain(found[1])


def _plain(name: str) -> str:
    if name[:1] in {'"', "'"}:
        found = _value_of(f"x = {name}")
        return str(found["x"]) if found else name
    return name


def _key_text(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _read_back(value: object) -> object:
    return tomllib.loads(f"x = {written(value)}")["x"]


def _value_of(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
