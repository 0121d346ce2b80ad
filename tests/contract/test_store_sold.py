"""What was sold in a stretch of days is what its orders come to, whichever sums it is read from."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import delete, text
from store_samples import read, write
from test_store_statistics import ZONE, Shop, local, recount, story

import desk.store.migrations
from desk.domain.people import standing_of
from desk.domain.returning import MUCH, OFTEN, Segment
from desk.domain.sales_report import SalesSpan, Sold, Stretch, Sums, report, series_key, stretches
from desk.domain.statistics import Dimension, Group
from desk.store.engine import sqlite_engine
from desk.store.opening import Store
from desk.store.statements import Statement
from desk.store.sum_tables import SALES_BY_MONTH

NOW = datetime(2026, 11, 18, 14, 20, tzinfo=ZONE)


def counted(shop: Shop, span: SalesSpan, stretch: Stretch) -> Sums:
    """The same from the plain orders."""
    made = Sums()
    for each in shop.counted:
        at, content = local(each), each.content
        if not stretch.first <= at.date() <= stretch.last or (stretch.until and at >= stretch.until):
            continue
        sold = Sold(1, content.amount_due)
        made.add_to_series(series_key(span, at.date(), at.hour), sold)
        made.add(Dimension.HOUR, str(at.hour), sold)
        made.add(Dimension.SOURCE, content.source, sold)
        made.add(Dimension.FULFILMENT, content.fulfilment.kind.value, sold)
        made.add(Dimension.PAYMENT, content.payment.method.value, sold)
        for name, category in {(line.name, line.category) for line in content.lines}:
            lines = [line for line in content.lines if line.name == name]
            sums = Sold(1, sum(line.amount for line in lines), sum(line.quantity for line in lines))
            made.add(Dimension.PRODUCT, name, sums)
            made.add(Dimension.CATEGORY, category, sums)
    return made


def test_a_stretch_is_its_orders_grouped(store: Store) -> None:
    shop = story(store, 20, orders=90)
    cut = min(local(each) for each in shop.counted if local(each).date() >= date(2026, 8, 5))
    asked = [(span, back, NOW) for span in SalesSpan for back in (0, 1, 3)]
    asked += [(span, 0, at) for span in SalesSpan for at in (cut, cut + timedelta(microseconds=1))]
    for span, back, now in asked:
        for stretch in stretches(span, back, now):
            found = read(store, lambda w, s=stretch, span=span: w.statistics.sold(span, s, ZONE))
            wanted = counted(shop, span, stretch)
            assert found.by == wanted.by, stretch
            assert found.series == wanted.series, stretch
            assert found.total == wanted.total


def test_months_are_mended_from_their_days(store: Store) -> None:
    shop = story(store, 31)
    write(store, lambda w: w.statistics._db.change(Statement(delete(SALES_BY_MONTH)), {}))  # type: ignore[attr-defined]
    assert recount(store) == 0, "customers and days were right"
    days = [local(each).date() for each in shop.counted]
    mended, day = 0, min(days).replace(day=1)
    while day <= max(days):
        mended += not write(store, lambda w, day=day: w.statistics.recount_month(day))
        day = (day + timedelta(days=31)).replace(day=1)
    assert mended == len({day.replace(day=1) for day in days})
    year = Stretch(date(2026, 1, 1), date(2026, 12, 31))
    assert read(store, lambda w: w.statistics.sold(SalesSpan.YEAR, year, ZONE)).by == (
        counted(shop, SalesSpan.YEAR, year).by
    )


def test_what_is_compared_is_cut_at_the_same_point() -> None:
    day, before = stretches(SalesSpan.DAY, 0, NOW)
    assert day == Stretch(date(2026, 11, 18), date(2026, 11, 18))
    assert before == Stretch(date(2026, 11, 17), date(2026, 11, 17), NOW - timedelta(days=1))
    week, before = stretches(SalesSpan.WEEK, 0, NOW)
    assert week == Stretch(date(2026, 11, 16), date(2026, 11, 18))
    assert before == Stretch(date(2026, 11, 9), date(2026, 11, 11), NOW - timedelta(days=7))
    month, before = stretches(SalesSpan.MONTH, 1, NOW)
    assert month == Stretch(date(2026, 10, 1), date(2026, 10, 31))
    assert before == Stretch(date(2026, 9, 1), date(2026, 9, 30))
    at = datetime.combine(date(2026, 3, 31), time(9), ZONE)
    assert stretches(SalesSpan.MONTH, 0, at)[1] == Stretch(date(2026, 2, 1), date(2026, 2, 28))
    leap = datetime.combine(date(2028, 2, 29), time(9), ZONE)
    assert stretches(SalesSpan.YEAR, 0, leap)[1] == Stretch(date(2027, 1, 1), date(2027, 2, 28))


def test_bars_stand_in_order_of_time_beside_those_of_before() -> None:
    def sums(stretch: Stretch) -> Sums:
        made = Sums()
        made.add_to_series(stretch.first.isoformat(), Sold(1, 100))
        made.add(Dimension.SOURCE, "web", Sold(1, 100))
        return made

    made = report(SalesSpan.MONTH, 0, NOW, sums)
    assert len(made.series) == 30
    assert made.series[0][:1] + made.series[0][3:] == ("2026-11-01", "2026-10-01")
    assert (made.series[0].now.amount, made.series[0].before.amount) == (100, 100)
    assert report(SalesSpan.MONTH, 8, NOW, sums).series[30].key_before == ""  # March beside February
    assert report(SalesSpan.DAY, 0, NOW, lambda _stretch: Sums()).series == ()


def test_the_sums_of_days_from_before_are_the_months_of_now(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "old.db")
    config = Config()
    config.set_main_option("script_location", str(Path(desk.store.migrations.__file__).parent))
    november = date(2026, 11, 30).toordinal()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        put = "INSERT INTO sales_days VALUES (:day, :hour, 'web', 'pickup', 'cash', 2, 500)"
        for day, hour in ((november, 9), (november, 10), (november + 1, 9)):
            connection.execute(text(put), {"day": day, "hour": hour})
        connection.execute(text(f"INSERT INTO product_days VALUES ({november}, '蛋挞', '小点', 1, 6, 3600)"))
        command.upgrade(config, "head")
        months = connection.execute(text("SELECT * FROM sales_by_month WHERE \"by\" IN ('hour', 'source')"))
        month = 12 * 2026 + 10
        assert {tuple(row) for row in months} == {
            (month, "hour", "10", 2, 500),
            (month, "hour", "9", 2, 500),
            (month, "source", "web", 4, 1000),
            (month + 1, "hour", "9", 2, 500),
            (month + 1, "source", "web", 2, 500),
        }
        goods = connection.execute(text("SELECT * FROM product_months"))
        assert [tuple(row) for row in goods] == [(month, "蛋挞", "小点", 1, 6, 3600)]
    engine.dispose()


def test_every_customer_is_in_one_segment(store: Store) -> None:
    story(store, 9, orders=90)
    for today in (NOW.date(), NOW.date() + timedelta(days=60), NOW.date() + timedelta(days=400)):
        rows = read(store, lambda w, t=today: w.statistics.customers(Group.ALL, t, limit=100))
        sizes = read(store, lambda w, t=today: w.statistics.segments(t))
        much = MUCH * sum(row.amount for row in rows) // len(rows)
        seen: list[int] = []
        for size in sizes:
            members = read(store, lambda w, s=size.segment, t=today: w.statistics.members(s, t, 100))
            assert size.customers == len(members)
            assert (size.orders, size.amount) == (
                sum(r.orders for r in members),
                sum(r.amount for r in members),
            )
            assert [r.amount for r in members] == sorted((r.amount for r in members), reverse=True)
            for row in members:
                coming = standing_of(row, today) not in {"slipping", "gone"}
                often, more = row.orders >= OFTEN, row.amount >= much
                assert (size.segment in {Segment.WORTH_A_CALL, Segment.LOST}) is not coming
                if coming and often:
                    assert size.segment is (Segment.CORE if more else Segment.REGULAR)
            seen += [row.id for row in members]
        assert sorted(seen) == sorted(row.id for row in rows)
