"""Opening hours, areas and slots are written into a file that people write too: all they wrote stays."""

import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from desk.domain.trading import Area, Hours, SlotRules, Span, Trading
from desk.errors import ConfigFault
from desk.settings import STARTER, load
from desk.settings.trading_edits import with_trading, write_trading

DAY = (Span(time(9), time(12)), Span(time(13, 30), time(20)))
UNTIL = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
FULL = Trading(
    Hours(dict.fromkeys(range(7), DAY), {date(2026, 10, 1): (), date(2026, 12, 31): (Span(time(9), time(0)),)}, 60),
    (Area("望京", ("望京", "来广营"), 800, 5000), Area("别处", (), 1550)),
    SlotRules(60, 5, 6, 20, {"cake": 4, "蛋糕 大": 1}),
    30,
    "今天太忙",
    UNTIL,
    UNTIL,
)  # fmt: skip
MINE = """\
# mein laden
[shop]
name = "大C"     # the name

# when
[hours]   # hours
# every day
daily = [
  "09:00-18:00",  # long
]
lead_minutes = 30   # half an hour
# a word for customers
paused = ""

# where
[[areas]]
name = "A"  # first
fee = 8.0  # cheap

# second area
[[areas]]
name = "B"

# the kitchen printer
[[printers]]
name = "kitchen"
uri = "sim://kitchen"
profile = "epson-80mm"
"""


@pytest.mark.parametrize("text", ["", STARTER, MINE])
@pytest.mark.parametrize(
    "trading",
    [
        FULL,
        Trading(),
        Trading(Hours({**dict.fromkeys(range(6), DAY), 6: ()})),
        Trading(areas=(Area("X"),), slots=SlotRules(30)),
    ],
)
def test_what_is_written_is_what_is_read(tmp_path: Path, text: str, trading: Trading) -> None:
    file = tmp_path / "desk.toml"
    file.write_text(text, encoding="utf-8")
    write_trading(file, trading, "CNY")
    assert load(tmp_path).trading == trading
    write_trading(file, Trading(), "CNY")
    assert load(tmp_path).trading == Trading()
    for line in text.splitlines():
        if line.startswith("#"):
            assert line in file.read_text(encoding="utf-8"), line


def test_only_what_changed_is_another_line() -> None:
    before = tomllib.loads(MINE)
    hours = Hours(dict.fromkeys(range(7), (Span(time(9), time(18)),)), {}, 45)
    after = with_trading(MINE, Trading(hours, (Area("A", (), 800), Area("B", (), 0))), "CNY")
    changed = [line for line in after.splitlines() if line not in MINE.splitlines()]
    assert changed == ["lead_minutes = 45   # half an hour"]
    assert [line for line in MINE.splitlines() if line not in after.splitlines()] == [
        "lead_minutes = 30   # half an hour",
        'paused = ""',
    ]
    assert tomllib.loads(after)["shop"] == before["shop"]


def test_areas_come_and_go_in_their_places() -> None:
    after = with_trading(MINE, Trading(areas=(Area("A2", (), 900),)), "CNY")
    assert 'name = "A2"  # first\nfee = 9.00  # cheap\n' in after
    assert '"B"' not in after and "# the kitchen printer\n[[printers]]" in after
    three = with_trading(MINE, Trading(areas=(Area("A"), Area("B"), Area("C", ("c",)))), "CNY")
    assert tomllib.loads(three)["areas"] == [{"name": "A"}, {"name": "B"}, {"name": "C", "match": ["c"]}]


def test_a_file_that_is_written_otherwise_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    text = 'hours = { daily = ["09:00-18:00"] }\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFault):
        write_trading(file, FULL, "CNY")
    assert file.read_text(encoding="utf-8") == text


def test_busy_and_paused_end_by_themselves() -> None:
    assert FULL.at(datetime(2026, 11, 27, 13, 59, tzinfo=UTC)) is FULL
    over = FULL.at(UNTIL)
    assert (over.busy_minutes, over.paused, over.busy_until, over.paused_until) == (0, "", None, None)
