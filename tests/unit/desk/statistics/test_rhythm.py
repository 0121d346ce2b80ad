"""A customer's own rhythm: robust against one odd interval, and what it says of today."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.rhythm import DAYS_KEPT, LEAST_DAYS, Rhythm, rhythm, standing

START = date(2026, 1, 5)


def days(*gaps: int) -> list[date]:
    found = [START]
    for gap in gaps:
        found.append(found[-1] + timedelta(days=gap))
    return found


def test_every_fortnight() -> None:
    assert rhythm(days(14, 14, 13, 15, 14)) == Rhythm(14.0, 14, 14)


def test_one_holiday_changes_nothing() -> None:
    usual = rhythm(days(7, 7, 60, 7, 7))
    assert usual is not None
    assert usual.days == 7


def test_two_orders_on_one_day_are_one_visit() -> None:
    assert rhythm([*days(7, 7, 7), START, START]) == rhythm(days(7, 7, 7))


def test_two_visits_are_no_rhythm() -> None:
    assert rhythm(days(7)) is None
    assert rhythm([]) is None


def test_where_somebody_stands() -> None:
    usual = Rhythm(14.0, 12, 17)
    first, last = START, START + timedelta(days=140)

    def after(away: int) -> str:
        return standing(first, last, usual, last + timedelta(days=away))

    assert after(0) == "regular"
    assert after(11) == "regular"
    assert after(12) == "soon"
    assert after(14) == "soon"
    assert after(15) == "due"
    assert after(21) == "due"
    assert after(42) == "slipping"
    assert after(90) == "gone"


def test_a_daily_customer_who_missed_a_weekend_is_not_lost() -> None:
    assert standing(START, START, Rhythm(1.0, 1, 1), START + timedelta(days=4)) == "due"


def test_without_a_rhythm() -> None:
    assert standing(START, START, None, START + timedelta(days=30)) == "new"
    assert standing(START, START, None, START + timedelta(days=60)) == "regular"
    assert standing(START, START, None, START + timedelta(days=100)) == "slipping"
    assert standing(START, START, None, START + timedelta(days=400)) == "gone"


@given(st.lists(st.integers(0, 400).map(lambda n: START + timedelta(days=n)), max_size=60))
def test_a_rhythm_lies_within_what_happened(visits: list[date]) -> None:
    usual = rhythm(visits)
    kept = sorted(set(visits))[-DAYS_KEPT:]
    if usual is None:
        assert len(set(visits)) < LEAST_DAYS
        return
    gaps = [(b - a).days for a, b in pairwise(kept)]
    assert min(gaps) <= usual.low <= usual.days <= usual.high <= max(gaps)
    assert rhythm(visits[::-1]) == usual


@given(st.integers(1, 60), st.integers(0, 1000))
def test_the_longer_somebody_is_away_the_worse_they_stand(interval: int, away: int) -> None:
    worse = ["regular", "soon", "due", "slipping", "gone"]
    usual = Rhythm(float(interval), interval, interval)
    first = START - timedelta(days=900)
    now = worse.index(standing(first, START, usual, START + timedelta(days=away)))
    later = worse.index(standing(first, START, usual, START + timedelta(days=away + 1)))
    assert later >= now
