"""Writes `[hours]`, `[[areas]]` and `[slots]` of desk.toml as a page has them, and everything else as it was."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from desk.domain.money import exponent
from desk.domain.trading import Hours, SlotRules, Span, Trading
from desk.errors import ConfigFault
from desk.settings.edits import read_text, write_text
from desk.settings.tables import Table
from desk.settings.toml_text import drop_table, set_table, set_tables
from desk.settings.trading import DAYS, read_trading


def write_trading(path: Path, trading: Trading, currency: str) -> None:
    """Let the file say these rules. Raises EnvironmentFault when it cannot be written, ConfigFault when it is written
    in a way that a person must change in an editor.
    """
    before = after = read_text(path)
    try:
        after = with_trading(before, trading, currency)
        found = read_trading(Table(path, "the top level", tomllib.loads(after)), currency)
        rest = _rest(before) == _rest(after)
    except (tomllib.TOMLDecodeError, ConfigFault):
        found, rest = None, False
    if found != trading or not rest:
        raise ConfigFault(
            f"{path} is written in a way that is not changed from here.",
            "Write [hours], [[areas]] and [slots] in it each under a line of its own, a key to a line.",
        )
    write_text(path, after)


def with_trading(text: str, trading: Trading, currency: str) -> str:
    """The text with these rules."""
    hours = trading.hours
    closed = [day for day, spans in sorted(hours.dates.items()) if not spans]
    special = {day.isoformat(): _spans(spans) for day, spans in sorted(hours.dates.items()) if spans}
    text = set_table(text, "hours", {
        **_week(hours),
        "closed": [day.isoformat() for day in closed] or None,
        "lead_minutes": hours.lead_minutes or None,
        "busy_minutes": trading.busy_minutes or None,
        "busy_until": trading.busy_until if trading.busy_minutes else None,
        "paused": trading.paused or None,
        "paused_until": trading.paused_until if trading.paused else None,
    })  # fmt: skip
    text = _set_whole(text, "hours.dates", special)
    text = set_tables(text, "areas", [
        {
            "name": area.name,
            "match": list(area.match) or None,
            "fee": _major(area.fee, currency) if area.fee else None,
            "minimum": _major(area.minimum, currency) if area.minimum else None,
        }
        for area in trading.areas
    ])  # fmt: skip
    slots = trading.slots
    usual = SlotRules()
    text = set_table(text, "slots", {
        "minutes": slots.minutes or None,
        "days": slots.days if slots.days != usual.days else None,
        "orders": slots.orders,
        "items": slots.items,
    })  # fmt: skip
    return _set_whole(text, "slots.categories", dict(slots.categories))


def _week(hours: Hours) -> dict[str, object]:
    """`daily` when all days are alike, else a key for each day."""
    none: dict[str, object] = {key: None for key in ("daily", *DAYS)}  # noqa: C420 - its values are no None later
    if hours.always:
        return none
    days = [tuple(hours.weekdays.get(at, ())) for at in range(len(DAYS))]
    if len(set(days)) == 1:
        return {**none, "daily": _spans(days[0])}
    return {**none, **{day: _spans(spans) for day, spans in zip(DAYS, days, strict=True)}}


def _set_whole(text: str, name: str, values: Mapping[str, object]) -> str:
    """A table that holds these keys and no others."""
    if not values:
        return drop_table(text, name)
    top, below = name.split(".")
    known = tomllib.loads(text).get(top, {}).get(below, {})
    gone = {str(key): None for key in known if key not in values}
    return set_table(text, name, {**gone, **values})


def _spans(spans: tuple[Span, ...]) -> list[str]:
    def end(span: Span) -> str:
        text = span.end.isoformat("minutes")
        return "24:00" if text == "00:00" else text

    return [f"{span.start.isoformat('minutes')}-{end(span)}" for span in spans]


def _major(minor: int, currency: str) -> object:
    """An amount as a person writes it; read back it is the same."""
    digits = exponent(currency)
    return float(Decimal(minor).scaleb(-digits)) if digits else minor


def _rest(text: str) -> dict[str, object]:
    found = tomllib.loads(text)
    return {key: value for key, value in found.items() if key not in {"hours", "areas", "slots"}}
