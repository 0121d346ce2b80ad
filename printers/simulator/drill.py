"""Drills: a scripted sequence of faults, so that a shop can rehearse its bad day.

A drill is a TOML file: `description`, `repeat` (false), and `[[steps]]`, each with how long to wait since the step
before (`seconds`, or `tickets` cut, or `bytes` received), what then happens (`do`, words of the control port), and
a sentence for whoever rehearses (`say`). Offers: `Drill`, `load_drill`, `drill_names`, `DrillRun`. Does not know:
clocks, sockets; it is told the time.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from printers.errors import PrinterError
from printers.profile import load_profile
from printers.resources import assets
from printers.simulator.device import Device
from printers.simulator.faults import control

Wait = Literal["seconds", "tickets", "bytes"]
_WAITS: tuple[Wait, ...] = ("seconds", "tickets", "bytes")
#: Bounds of a file: bytes, steps, words of a step, characters of a sentence, and of what is waited for.
_MAX_FILE, _MAX_STEPS, _MAX_WORDS, _MAX_SAY, _MAX_AMOUNT = 65_536, 500, 20, 300, 1_000_000


class BadDrill(PrinterError):
    """A drill that is not there or cannot be carried out; the sentence names the step."""


@dataclass(frozen=True, slots=True)
class Step:
    """After `amount` seconds, tickets or bytes since the step before, the lines of `do` are carried out."""

    wait: Wait
    amount: float
    do: tuple[str, ...]
    say: str = ""


@dataclass(frozen=True, slots=True)
class Drill:
    """A whole drill; `repeat` begins it again after its last step."""

    name: str
    steps: tuple[Step, ...]
    description: str = ""
    repeat: bool = False


def drill_names() -> list[str]:
    """The shipped drills, sorted."""
    return sorted(path.stem for path in (assets() / "drills").glob("*.toml"))


def load_drill(name: str | Path) -> Drill:
    """A shipped drill by its name, or one from a file. Raises BadDrill."""
    shipped = assets() / "drills" / f"{name}.toml"
    path = shipped if isinstance(name, str) and name in drill_names() else Path(name)
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_FILE:
            raise BadDrill(f"the drill {path} has more than {_MAX_FILE} bytes")
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise BadDrill(
            f"there is no drill {name} ({error.strerror}); there are: {', '.join(drill_names())}, or name a file"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDrill(f"the drill {path} is no valid TOML: {error}") from error
    return _drill(path.stem, table)


def _drill(name: str, table: Mapping[str, Any]) -> Drill:
    unknown = set(table) - {"description", "repeat", "steps"}
    if unknown:
        raise BadDrill(f"the drill {name} has unknown keys: {', '.join(sorted(unknown))}")
    listed: Any = table.get("steps", [])
    if not isinstance(listed, list) or not 1 <= len(cast("list[Any]", listed)) <= _MAX_STEPS:
        raise BadDrill(f"the drill {name} needs 1 to {_MAX_STEPS} tables [[steps]]")
    steps = tuple(
        _step(f"step {at} of the drill {name}", step) for at, step in enumerate(cast("list[Any]", listed), 1)
    )
    repeat = table.get("repeat", False) is True
    if repeat and not any(step.amount for step in steps):
        raise BadDrill(f"the drill {name} repeats without ever waiting")
    return Drill(name, steps, str(table.get("description", ""))[:_MAX_SAY], repeat)


def _step(where: str, step: Any) -> Step:
    if not isinstance(step, dict):
        raise BadDrill(f"{where} is no table")
    fields = cast("dict[str, Any]", step)
    waits: list[Wait] = [wait for wait in _WAITS if wait in fields]
    unknown = set(fields) - {*_WAITS, "do", "say"}
    if unknown or len(waits) != 1:
        raise BadDrill(f"{where} needs one of seconds, tickets or bytes, then do and say, and nothing else")
    amount: Any = fields[waits[0]]
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount <= _MAX_AMOUNT:
        raise BadDrill(f"{where}: {waits[0]} must be a number from 0 to {_MAX_AMOUNT}")
    lines: Any = fields.get("do", [])
    if not isinstance(lines, list) or not 1 <= len(cast("list[Any]", lines)) <= _MAX_WORDS:
        raise BadDrill(f"{where}: do must be a list of 1 to {_MAX_WORDS} lines such as 'paper out'")
    # tried on a printer of its own: the words are the control port's, and nothing else knows them
    scratch = Device(load_profile("epson-80mm"))
    for line in cast("list[Any]", lines):
        answer = control(scratch, str(line), 0.0)
        if answer != "ok":
            raise BadDrill(f"{where}: {answer.removeprefix('error ')}")
    return Step(
        waits[0],
        float(amount),
        tuple(str(line) for line in cast("list[Any]", lines)),
        str(fields.get("say", ""))[:_MAX_SAY],
    )


class DrillRun:
    """A drill under way on one device. Ask `advance` whenever something happened, or `due` has come."""

    def __init__(self, drill: Drill, device: Device, now: float) -> None:
        self.drill = drill
        self.done = 0  # steps carried out, repetitions included
        self._device = device
        self._at = 0
        self._mark(now)

    @property
    def over(self) -> bool:
        """Whether the last step was carried out and nothing repeats."""
        return self._at >= len(self.drill.steps)

    def due(self) -> float | None:
        """When time alone brings the next step; None when tickets or bytes do, or nothing does."""
        if self.over or self.drill.steps[self._at].wait != "seconds":
            return None
        return self._since + self.drill.steps[self._at].amount

    def advance(self, now: float) -> list[Step]:
        """Carry out what is due; the steps that were."""
        taken: list[Step] = []
        while not self.over and self._ready(now):
            step = self.drill.steps[self._at]
            for line in step.do:
                control(self._device, line, now)
            taken.append(step)
            self.done += 1
            self._at += 1
            if self.over and self.drill.repeat:
                self._at = 0
            self._mark(now)
            if len(taken) >= len(self.drill.steps):
                break  # one round in one moment is enough, whatever the file says
        return taken

    def _ready(self, now: float) -> bool:
        step = self.drill.steps[self._at]
        passed = {
            "seconds": now - self._since,
            "tickets": self._device.sheets_cut - self._sheets,
            "bytes": self._device.bytes_received - self._bytes,
        }
        return passed[step.wait] >= step.amount

    def _mark(self, now: float) -> None:
        self._since, self._sheets, self._bytes = now, self._device.sheets_cut, self._device.bytes_received
