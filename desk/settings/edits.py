"""Changing single tables of desk.toml while everything else in it, comments included, stays as it was written."""

import itertools
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desk.errors import ConfigFault, EnvironmentFault


def add_source(path: Path, fields: Mapping[str, str | bool]) -> None:
    """Write a table [[sources]] at the end. Raises EnvironmentFault when the file cannot be written."""
    lines = ["[[sources]]", *(f"{key} = {_toml(value)}" for key, value in fields.items()), ""]
    before = read_text(path)
    table = "\n".join(lines)
    write_text(path, f"{before.rstrip()}\n\n{table}" if before.strip() else table)


def remove_source(path: Path, name: str) -> None:
    """Take the table [[sources]] of that name out.

    Raises ConfigFault when it is not there, or is written in a way that a person must take out.
    """
    text = read_text(path)
    document: dict[str, Any] = tomllib.loads(text)
    kept = [source for source in document.get("sources", []) if source.get("name") != name]
    wanted = {key: value for key, value in document.items() if key != "sources"}
    if kept:
        wanted["sources"] = kept
    lines = text.splitlines(keepends=True)
    heads = [at for at, line in enumerate(lines) if line.lstrip().startswith("[")] + [len(lines)]
    for start, end in itertools.pairwise(heads):
        if lines[start].strip().split("#")[0].strip() != "[[sources]]":
            continue
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1  # what is said before the next table belongs to that
        without = "".join(lines[:start] + lines[end:])
        try:
            if tomllib.loads(without) == wanted:
                write_text(path, without)
                return
        except tomllib.TOMLDecodeError:
            continue
    raise ConfigFault(
        f'{path} has no [[sources]] "{name}" that could be taken out.', "Take it out in an editor."
    )


def _toml(value: str | bool) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_text(path: Path) -> str:
    """What the file holds, nothing when it is not there. Raises EnvironmentFault."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise EnvironmentFault(
            f"{path} cannot be read: {error.strerror}.", "Let this user read the file."
        ) from error


def write_text(path: Path, text: str) -> None:
    """Put the file in its place whole. Raises EnvironmentFault."""
    aside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            aside.chmod(path.stat().st_mode)  # it may hold secrets
        aside.replace(path)
    except OSError as error:
        raise EnvironmentFault(f"{path} cannot be written: {error.strerror}.", "Free some space.") from error
