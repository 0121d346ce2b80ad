"""A copied chat in the form: prices of the catalogue with what was chosen, and a day that has no time yet."""

from datetime import UTC, datetime

from desk.app.pasted_chat import chat_for_form
from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.domain.shop import Shop
from desk.ui.backend import CounterLine

CANDLE = OptionGroup("蜡烛", (Choice("不要"), Choice("数字蜡烛", 200)))
MENU = Catalogue((Product("CAKE", "草莓蛋糕", 16800, "蛋糕", (CANDLE,), channels=frozenset({"wechat"})),))
NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


def test_prices_are_the_catalogues() -> None:
    found = chat_for_form("一个草莓蛋糕，数字蜡烛", MENU, Shop("大C甜品"), NOW)
    assert found.lines == (CounterLine("草莓蛋糕", 1, 17000, "数字蜡烛"),)


def test_a_day_without_a_time_stands_in_the_note() -> None:
    found = chat_for_form("后天要一个草莓蛋糕，不要花生", MENU, Shop("大C甜品"), NOW)
    assert (found.due_at, found.note) == (None, "后天，不要花生")
