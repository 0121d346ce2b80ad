"""The one check of a whole order."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.domain.order_check import Piece, Plan, delivery_fee, objections
from desk.domain.trading import Area, Hours, Load, SlotRules, Span, Trading

ZONE = ZoneInfo("Asia/Shanghai")
#: A Thursday.
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=ZONE)
HOURS = Hours({day: (Span(time(9), time(18)),) for day in range(7)}, lead_minutes=60)
LATE = Hours({day: (Span(time(18), time(2)),) for day in range(7)})
ONE = Load(1, 1, {"cake": 1})


def words(
    plan: Plan, trading: Trading, taken: dict[datetime, Load] | None = None, **more: object
) -> list[str]:
    now = more.get("now", NOON)
    assert isinstance(now, datetime)
    return [each.word for each in objections(plan, trading, taken or {}, now, ZONE)]


def test_a_shop_without_rules_takes_everything() -> None:
    plan = Plan((Piece("可颂", 999),), ONE, delivery=True, address="哪里都行", due=NOON + timedelta(days=300))
    assert words(plan, Trading()) == []


def test_everything_that_stands_against_an_order_is_told_and_the_pause_first() -> None:
    pieces = (Piece("可颂", 3, 2), Piece("蛋糕", 1, 0), Piece("旧茶", 1, gone=True), Piece("水", 1, 1))
    plan = Plan(pieces, ONE, delivery=True, address="望京", goods=100, due=NOON)
    trading = Trading(HOURS, (Area("望京", ("望京",), 800, 5000),), paused="累了")
    assert words(plan, trading) == ["paused", "only_left", "sold_out", "gone", "minimum", "when_closed"]


@pytest.mark.parametrize(
    ("now", "due", "expected"),
    [
        (NOON, None, []),
        (NOON.replace(hour=8, minute=30), None, []),  # open by the time it is done
        (NOON.replace(hour=17, minute=30), None, ["closed_now"]),
        (NOON, NOON.replace(hour=12, minute=20), ["when_closed"]),
        (NOON, NOON.replace(hour=12, minute=40), []),  # within the grace
        (NOON, NOON.replace(hour=18), ["when_closed"]),
        (NOON, NOON - timedelta(days=1), ["when_closed"]),
    ],
)
def test_times_without_slots(now: datetime, due: datetime | None, expected: list[str]) -> None:
    assert words(Plan((), ONE, due=due), Trading(HOURS), now=now) == expected


def test_the_next_opening_is_told() -> None:
    trading = Trading(Hours(HOURS.weekdays, {date(2026, 11, 27): ()}))
    found = objections(Plan((), ONE), trading, {}, NOON.replace(hour=20), ZONE)
    assert found[0].values["opens"] == datetime(2026, 11, 28, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (NOON.replace(hour=15, minute=59), ["when_full"]),
        (NOON.replace(hour=16), []),
        (NOON.replace(hour=12, minute=10), ["when_closed"]),
        (NOON + timedelta(days=2), ["when_closed"]),  # two days are offered
        (NOON.replace(hour=23) - timedelta(days=1), ["when_closed"]),
    ],
)
def test_times_with_slots(due: datetime, expected: list[str]) -> None:
    trading = Trading(HOURS, slots=SlotRules(60, 2, categories={"cake": 1}))
    assert words(Plan((), ONE, due=due), trading, {NOON.replace(hour=15): ONE}) == expected


@pytest.mark.parametrize(
    ("at", "start"),
    [
        (datetime(2026, 11, 26, 18, 0, tzinfo=ZONE), datetime(2026, 11, 26, 18, 0, tzinfo=ZONE)),
        (datetime(2026, 11, 27, 1, 14, tzinfo=ZONE), datetime(2026, 11, 27, 0, 45, tzinfo=ZONE)),
        (datetime(2027, 11, 26, 19, 1, tzinfo=ZONE), datetime(2027, 11, 26, 18, 45, tzinfo=ZONE)),
        (datetime(2026, 11, 27, 1, 46, tzinfo=ZONE), None),  # what is left of the night is no whole slot
        (datetime(2026, 11, 26, 12, 0, tzinfo=ZONE), None),
    ],
)
def test_a_slot_is_found_for_any_moment_past_and_to_come(at: datetime, start: datetime | None) -> None:
    assert Trading(LATE, slots=SlotRules(45, 1)).slot_at(at, ZONE) == start


def test_a_slot_of_a_shop_that_has_none() -> None:
    assert Trading(HOURS).slot_at(NOON, ZONE) is None


def test_the_fee_is_that_of_the_area_the_address_lies_in() -> None:
    trading = Trading(areas=(Area("望京", ("望京",), 800), Area("别处", (), 1500)))
    assert [delivery_fee(trading, where) for where in ("望京街", "通州")] == [800, 1500]
    assert delivery_fee(Trading(areas=trading.areas[:1]), "通州") == 0
