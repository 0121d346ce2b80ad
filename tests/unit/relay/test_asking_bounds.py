"""What one message can cost: reading it stays bounded, whatever was typed."""

import pytest

from desk.domain.catalogue import Product
from desk.domain.typed.asking import MAX_PARTS, asked

MENU = [Product(f"S{n}", f"草莓蛋糕{n}号 特别款", 100, "cake") for n in range(1, 201)]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    [
        "1" * 100,
        "1" * 2000,
        "各" + "1" * 2000,
        "1号" * 1000,
        "1 " * 1000 + "各",
        "可颂 2 " * 500,
        "2 个" * 600,
        "要 " * 1000,
        "第" * 2000,
    ],
)
def test_a_flood_of_characters_is_read_at_once(text: str) -> None:
    """A hundred digits once kept the relay busy for ever; each of these comes back, and asks for little."""
    found = asked(text, MENU)
    assert len(found.wishes) + len(found.rest) <= MAX_PARTS + 1


def test_what_is_beyond_the_bound_is_left_over_and_not_lost() -> None:
    found = asked("，".join(["1"] * MAX_PARTS + ["2份3号"]), MENU)
    assert len(found.wishes) == MAX_PARTS
    assert found.rest == ("2份3号",)


def test_several_numbers_share_one_count() -> None:
    for text in ("1号2号各3份", "各3份1号2号", "12号、3号各来2份"):
        assert len(asked(text, MENU).wishes) == 2, text
