"""The catalogue's CSV file: what is written reads back, what a spreadsheet made of it is understood or refused."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.app.commands import run_command
from desk.domain.catalogue import CHANNELS, Catalogue, Choice, OptionGroup, PriceFrom, Product
from desk.domain.ports import Work
from desk.domain.receipts import MalformedOrder
from desk.sources.catalogue_file import read_catalogue, write_catalogue
from desk.store.opening import open_store

HEADER = "sku,name,category,price,options,stock,daily_limit,channels,description,picture\n"
CAKE = Product(
    "CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕",
    (OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖"))),
     OptionGroup("蜡烛", (Choice("不要"), Choice("要", 200)))),
)  # fmt: skip

words = st.text("甜度少糖蜡烛要不abc 6寸", min_size=1, max_size=8).map(str.strip).filter(bool)
choices = st.lists(
    st.builds(Choice, words, st.integers(0, 10_000)), min_size=1, max_size=4, unique_by=lambda c: c.value
)
groups = st.builds(OptionGroup, words, choices.map(tuple))
products = st.builds(
    Product,
    sku=st.text("ABC-09", min_size=1, max_size=6),
    name=words,
    price=st.integers(0, 10**8),
    category=words,
    options=st.lists(groups, max_size=3, unique_by=lambda g: g.name).map(tuple),
    stock=st.none() | st.integers(0, 1000),
    daily_limit=st.none() | st.integers(0, 1000),
    channels=st.frozensets(st.sampled_from(CHANNELS)),
    description=words | st.just(""),
)


def test_the_documented_row() -> None:
    row = "CAKE-06,草莓奶油蛋糕 6寸,蛋糕,168.00,甜度:正常|少糖|无糖;蜡烛:不要|要+2.00,,,,,\n"
    assert read_catalogue((HEADER + row).encode()) == (Catalogue((CAKE,)), [])


@given(st.lists(products, max_size=5, unique_by=lambda p: p.sku))
def test_what_is_written_reads_back(listed: list[Product]) -> None:
    catalogue = Catalogue(tuple(listed))
    assert read_catalogue(write_catalogue(catalogue)) == (catalogue, [])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("A,蛋糕,,,,,,,,", "row 2, price: is missing."),
        ("A,,,1,,,,,,", "row 2, name: is missing."),
        ("A,蛋糕,,-1,,,,,,", "row 2, price: may not be negative."),
        ("A,蛋糕,,1.005,,,,,,", "row 2, price: has more decimals than CNY has."),
        ("A,蛋糕,,1,少糖,,,,,", "row 2, options: must read 甜度:正常|少糖;蜡烛:不要|要+2.00."),
        ("A,蛋糕,,1,甜度:少糖|少糖,,,,,", "row 2, options: offers one choice twice."),
        ("A,蛋糕,,1,,-1,,,,", "row 2, stock: must be a whole number from 0 to 1000000, or empty for no limit."),
        ("A,蛋糕,,1,,,,taobao,,", "row 2, channels: must be some of wechat|counter|web, or empty for all."),
        ("A,蛋糕,,1,,,,,,\nA,可颂,,1,,,,,,", "row 3, sku: stands there twice."),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(row: str, fault: str) -> None:
    _, faults = read_catalogue((HEADER + row).encode())
    assert [str(found) for found in faults] == [fault]


def test_spreadsheet_habits_are_understood() -> None:
    text = "sku;name;price;options;channels\nA;蛋糕;¥1,200.00;甜度：正常｜少糖＋1.00；蜡烛：要;微信\n"
    catalogue, faults = read_catalogue(text.encode("gb18030"))
    assert faults == []
    assert catalogue.products[0].price == 120_000
    assert catalogue.products[0].channels == {"wechat"}
    assert catalogue.products[0].options[0].choices == (Choice("正常"), Choice("少糖", 100))


def test_a_file_without_its_columns_is_refused() -> None:
    with pytest.raises(MalformedOrder, match="lacks the column price"):
        read_catalogue(b"sku,name\n")


def test_import_and_export_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    menu, out, data = tmp_path / "menu.csv", tmp_path / "out.csv", ["--data", str(tmp_path / "shop")]
    menu.write_bytes(write_catalogue(Catalogue((CAKE,))))
    assert run_command(["import", "catalogue", str(menu), *data]) == 0
    menu.write_text(HEADER + "B,,,1,,,,,,\n", encoding="utf-8")
    assert run_command(["import", "catalogue", str(menu), *data]) == 1
    assert run_command(["export", "catalogue", str(out), *data]) == 0
    assert read_catalogue(out.read_bytes()) == (Catalogue((CAKE,)), [])
    assert "row 2, name: is missing." in capsys.readouterr().err


def test_a_file_leaves_what_it_does_not_speak_of(tmp_path: Path) -> None:
    """A price of WeChat's own, and that a person called it sold out, outlive an import; prices that are over do not."""
    menu, out, folder = tmp_path / "menu.csv", tmp_path / "out.csv", tmp_path / "shop"
    data = ["--data", str(folder)]
    menu.write_bytes(write_catalogue(Catalogue((CAKE,))))
    assert run_command(["import", "catalogue", str(menu), *data]) == 0
    own, over = PriceFrom(100, "wechat"), PriceFrom(900, "", date(2020, 1, 1))

    async def change(then: Callable[[Work], object]) -> object:
        store = open_store("sqlite", folder)
        try:
            return await store.database.write(then)
        finally:
            store.close()

    known = replace(CAKE, prices=(own, over), sold_out=True)
    asyncio.run(change(lambda work: work.catalogue.put(known, datetime.now(UTC))))
    assert run_command(["export", "catalogue", str(out), *data]) == 0
    assert read_catalogue(out.read_bytes())[0].products[0].price == 900
    assert run_command(["import", "catalogue", str(menu), *data]) == 0
    found = asyncio.run(change(lambda work: work.catalogue.load()))
    assert found == Catalogue((replace(CAKE, prices=(own,), sold_out=True),))
