"""Orders from CSV: the contract's columns, and what spreadsheets make of them."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.domain.orders import FulfilmentKind, Option, OrderDraft, PaymentMethod, PaymentState
from desk.domain.receipts import MalformedOrder, Receipt
from desk.domain.shop import Shop
from desk.sources.csv_file import COLUMNS, import_file, read_orders

ZONE = ZoneInfo("Asia/Shanghai")
HEADER = ",".join(COLUMNS)
FULL = f"""{HEADER}
a-1,1,2026-11-22 10:15,delivery,2026-11-22T18:00:00+08:00,王小明🎂,13800138000,"望京街9号,3单元",草莓蛋糕 6寸,cake,1,168.00,甜度:少糖;蜡烛:要+2.00,写：生日快乐,173.00,173.00,wechat,"不要按门铃
打电话"
a-1,,,,,,,,可颂,pastry,2,1.5,,,,,,
a-2,,,,,,,,柠檬茶,drink,3,¥19,,,,,,
"""


def read(text: str | bytes, currency: str = "CNY"):
    return read_orders(text if isinstance(text, bytes) else text.encode(), "csv", ZONE, currency)


def rows(
    *lines: str, header: str = "id,product,quantity,unit_price,phone,due_at,options,total,method,kind"
) -> str:
    return "\n".join((header, *lines)) + "\n"


def one(row: str, **kwargs: str) -> OrderDraft:
    orders, faults = read(rows(row, **kwargs))
    assert not faults
    return orders[0].draft


def fault(*lines: str, **kwargs: str) -> str:
    orders, faults = read(rows(*lines, **kwargs))
    assert not orders
    return str(faults[0])


def test_the_contracts_columns():
    orders, faults = read(FULL)
    assert not faults
    first, second = (order.draft for order in orders)
    assert first.placed_at == datetime(2026, 11, 22, 2, 15, tzinfo=UTC)
    assert first.fulfilment.kind is FulfilmentKind.DELIVERY
    assert first.fulfilment.due_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert first.fulfilment.address == "望京街9号,3单元"
    assert [(line.name, line.quantity, line.unit_price) for line in first.lines] == [
        ("草莓蛋糕 6寸", 1, 16800),
        ("可颂", 2, 150),
    ]
    assert first.lines[0].options == (Option("甜度", "少糖"), Option("蜡烛", "要", 200))
    assert (first.total, first.adds_up, first.note) == (17300, True, "不要按门铃\n打电话")
    assert (first.payment.method, first.payment.state) == (PaymentMethod.WECHAT, PaymentState.PAID)
    assert (second.external_id, second.version, second.total) == ("a-2", 1, None)
    assert second.lines[0].unit_price == 1900
    assert second.payment.state is PaymentState.UNPAID
    assert [order.rows for order in orders] == [(2, 3), (4,)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(encoding: str, end: str):
    orders, faults = read(FULL.replace("\n", end).encode(encoding))
    assert not faults
    assert orders[0].draft.fulfilment.name == "王小明🎂"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_the_excel_hint(delimiter: str):
    text = rows("a,蛋糕,1,168.00", header="ID,Product,Quantity,Unit Price").replace(",", delimiter)
    assert read(text)[0][0].draft.lines[0].unit_price == 16800
    orders, _ = read(f"sep={delimiter}\r\n{text}")
    assert orders[0].rows == (2,)


def test_what_spreadsheets_do_is_undone():
    assert one('"=""007""",蛋糕,1').external_id == "007"
    assert one("'007,蛋糕,1").external_id == "007"
    assert one("a,蛋糕,2.0").lines[0].quantity == 2
    assert one('a,蛋糕,1,"1,680.50"').lines[0].unit_price == 168050
    assert one("a,蛋糕,１,１６８元").lines[0].unit_price == 16800
    assert one("a,蛋糕,1,1,13800138000.0").fulfilment.phone == "13800138000"
    assert one("a,蛋糕,1,1,,2026/11/2 8:05").fulfilment.due_at == datetime(2026, 11, 2, 0, 5, tzinfo=UTC)
    assert one("a,蛋糕,1,1,,46348.75").fulfilment.due_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert one("a,蛋糕,1,,,,,,货到付款,自取").payment.method is PaymentMethod.CASH_ON_DELIVERY
    assert len(read(rows("a,蛋糕,1", ",,,,,", "", "b,蛋糕,1,,,,,,,,,"))[0]) == 2


def test_options_keep_what_is_no_price():
    options = one("a,蛋糕,1,,,,尺寸:6-8寸;口味：A+B；卡片:写+0.5;随意").lines[0].options
    assert options == (
        Option("尺寸", "6-8寸"),
        Option("口味", "A+B"),
        Option("卡片", "写", 50),
        Option("随意", ""),
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",蛋糕,1", "row 2, id: is missing."),
        ("a,,1", "row 2, product: is missing."),
        ("a,蛋糕,", "row 2, quantity: is missing."),
        ("a,蛋糕,0", "row 2, quantity: must be a whole number from 1 to 1000000."),
        ("a,蛋糕,1.5", "row 2, quantity: must be a whole number"),
        ("a,蛋糕,-1", "row 2, quantity"),
        ("a,蛋糕,很多", "row 2, quantity: must be a number."),
        ("a,蛋糕,1,1.005", "row 2, unit_price: has more decimals than CNY has."),
        ("a,蛋糕,1,1E3", "row 2, unit_price: must be a number."),
        ("a,蛋糕,1,NaN", "row 2, unit_price"),
        ("a,蛋糕,1,99999999999", "row 2, unit_price: is larger"),
        ("a,蛋糕,1,1,1.38E+10", "row 2, phone: was shortened by the spreadsheet"),
        ("1.2E+17,蛋糕,1", "row 2, id: was shortened"),
        ("a,蛋糕,1,1,,明天", "row 2, due_at: must be a time"),
        ("a,蛋糕,1,1,,9999-12-31T23:59:59Z", "row 2, due_at: lies outside"),
        ("a,蛋糕,1,1,,,,,,drone", "row 2, kind: must be"),
        ("a,蛋糕,1,1,,,,,,,望京街,3单元", "row 2: has more cells"),
        (f"{'x' * 201},蛋糕,1", "row 2, id: has more than 200"),
    ],
)
def test_errors_name_row_and_column(row: str, message: str):
    assert fault(row).startswith(message)


@pytest.mark.parametrize("bad", ["a,1,茶,1,望京街,3单元", "a,x,茶,1"])
def test_a_row_that_cannot_be_read_refuses_its_whole_order(bad: str):
    lines = rows("a,1,蛋糕,1", bad, "b,1,茶,1", header="id,version,product,quantity")
    orders, faults = read(lines)
    assert [order.draft.external_id for order in orders] == ["b"]
    assert [fault.row for fault in faults] == [2, 3]


def test_one_version_written_in_two_ways_loses_no_line():
    orders, faults = read(rows("a,1,蛋糕,1", "a,01,茶,1", header="id,version,product,quantity"))
    assert orders == []
    assert [str(fault) for fault in faults] == ["row 3, version: differs from row 2 of the same order."]


def test_one_bad_row_refuses_its_order_and_no_other():
    orders, faults = read(rows("a,蛋糕,1", "b,蛋糕,x", "b,茶,1", "c,茶,1,,138", "c,茶,1,,139"))
    assert [order.draft.external_id for order in orders] == ["a"]
    assert [str(f) for f in faults] == [
        "row 3, quantity: must be a number.",
        "row 6, phone: differs from row 5 of the same order.",
    ]


def test_versions_are_separate_and_rows_of_an_order_need_not_stand_together():
    header = "id,version,product,quantity"
    orders, _ = read(rows("a,1,蛋糕,1", "b,,茶,1", "a,2,蛋糕,2", "a,1,茶,1", header=header))
    assert [(o.draft.external_id, o.draft.version, len(o.draft.lines)) for o in orders] == [
        ("a", 1, 2),
        ("b", 1, 1),
        ("a", 2, 1),
    ]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "lacks the column id"),
        (b"name,price\nx,1\n", "lacks the column id"),
        (b"id,product,quantity,id\n", "names the column id twice"),
        (b"\x81\xff\x00\xff", "neither UTF-8 nor GB18030"),
        (b"\xff\xfea", "neither UTF-8"),
        (b'id,product,quantity\na,"' + b"x" * 200_000 + b'",1\n', "cannot be read"),
        (b"\0" * (32 * 2**20 + 1), "more than 32 MB"),
    ],
)
def test_what_is_no_such_file(raw: bytes, sentence: str):
    with pytest.raises(MalformedOrder, match=sentence):
        read(raw)


def test_currencies_without_minor_unit():
    orders, _ = read(rows("a,cake,1,1680"), "JPY")
    assert orders[0].draft.lines[0].unit_price == 1680


def test_importing_twice_only_gives_duplicates(tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_text(FULL + "a-3,,,,,,,,,,x\n", encoding="utf-8")
    seen: dict[str, bytes] = {}

    async def receive(draft: OrderDraft, raw: bytes) -> Receipt:
        duplicate = draft.external_id in seen
        seen[draft.external_id] = raw
        return Receipt(draft.external_id, "S001", duplicate)

    first = asyncio.run(import_file(path, receive, Shop()))
    again = asyncio.run(import_file(path, receive, Shop()))
    assert (first.taken, first.duplicates) == (2, 0)
    assert [str(f) for f in first.refused] == ["row 5, product: is missing."]
    assert (again.taken, again.duplicates, len(again.refused)) == (0, 2, 1)
    assert [row for row, _ in again.receipts] == [2, 4]
