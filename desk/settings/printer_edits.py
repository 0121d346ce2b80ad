"""Writes `[[printers]]` and the printers of `[[stations]]` into desk.toml, and leaves everything else as it was."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from desk.errors import ConfigFault
from desk.settings.edits import read_text, write_text
from desk.settings.reading import parse
from desk.settings.toml_text import set_tables

#: The station that a shop has which names none (desk.settings.reading).
_USUAL = "counter"
#: Changes printers and stations in place.
_Change = Callable[[list[dict[str, Any]], list[dict[str, Any]]], None]


def add_printer(path: Path, name: str, uri: str, profile: str, station: str) -> None:
    """Add a printer; it takes the tickets of the station, after those that are there. A station that is not there
    yet is made. Raises EnvironmentFault, or ConfigFault with what is wrong.
    """

    def change(printers: list[dict[str, Any]], stations: list[dict[str, Any]]) -> None:
        named = [each["name"] for each in printers]
        if printers and not stations and station != _USUAL:
            # what the others did without being told, they go on doing
            stations.append({"name": _USUAL, "printers": named, "ticket": "counter"})
        printers.append({"name": name, "uri": uri, "profile": profile})
        if not stations and station == _USUAL:
            return  # every printer belongs to it
        for each in stations:
            if each["name"] == station:
                used = list(each.get("printers", named[:1]))
                each["printers"] = [*used, name]
                return
        ticket = "counter" if station == _USUAL else "kitchen"
        stations.append({"name": station, "printers": [name], "ticket": ticket})

    _write(path, change)


def remove_printer(path: Path, name: str) -> None:
    """Take a printer out, and a station that has no other. Raises EnvironmentFault or ConfigFault."""

    def change(printers: list[dict[str, Any]], stations: list[dict[str, Any]]) -> None:
        printers[:] = [each for each in printers if each["name"] != name]
        for each in stations:
            if "printers" in each:
                each["printers"] = [used for used in each["printers"] if used != name]
        stations[:] = [each for each in stations if each.get("printers") != []]

    _write(path, change)


def _write(path: Path, change: _Change) -> None:
    before = read_text(path)
    document = _read(path, before)
    printers = _tables(document, "printers")
    stations = _tables(document, "stations")
    change(printers, stations)
    after = set_tables(before, "printers", printers)
    after = set_tables(after, "stations", stations)
    wanted = {**document, "printers": printers, "stations": stations}
    if _filled(_read(path, after)) != _filled(wanted):
        raise ConfigFault(
            f"{path} is written in a way that is not changed from here.",
            "Write each [[printers]] and [[stations]] in it under a line of its own, a key to a line.",
        )
    parse(after.encode(), path.parent)  # nothing is written that the next start would refuse
    write_text(path, after)


def _read(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigFault(f"{path} is no TOML: {error}.", "Mend it in an editor.") from None


def _tables(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found: Sequence[Mapping[str, Any]] = document.get(name, [])
    return [dict(each) for each in found]


def _filled(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value not in ([], {})}
