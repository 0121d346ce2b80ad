"""Money is written exactly and reads back exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.money import amount, exponent, price, short_price

minor = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("stored", "currency", "text"),
    [
        (17100, "CNY", "171.00"),
        (5, "CNY", "0.05"),
        (0, "CNY", "0.00"),
        (-500, "CNY", "-5.00"),
        (-5, "CNY", "-0.05"),
        (-199, "USD", "-1.99"),
        (171, "JPY", "171"),
        (-171, "KRW", "-171"),
    ],
)
def test_amounts(stored: int, currency: str, text: str) -> None:
    assert amount(stored, currency) == text


@given(minor, st.sampled_from(["CNY", "JPY", "USD", "XAU"]))
def test_an_amount_reads_back_exactly(stored: int, currency: str) -> None:
    assert Decimal(amount(stored, currency)).scaleb(exponent(currency)) == stored


@given(minor, st.sampled_from(["CNY", "EUR", "TWD"]))
def test_two_digits_stand_behind_the_point(stored: int, currency: str) -> None:
    assert len(amount(stored, currency).rpartition(".")[2]) == 2


def test_the_yen_sign_is_one_that_chinese_printers_have() -> None:
    assert price(17100) == "￥171.00"
    price(17100).encode("gbk")


@pytest.mark.parametrize(
    ("currency", "text"), [("USD", "$171.00"), ("HKD", "HK$171.00"), ("CHF", "CHF 171.00")]
)
def test_other_currencies_say_which(currency: str, text: str) -> None:
    assert price(17100, currency) == text


@pytest.mark.parametrize(
    ("stored", "text"), [(17100, "￥171"), (17150, "￥171.50"), (0, "￥0"), (10000, "￥100")]
)
def test_the_screen_leaves_out_empty_cents(stored: int, text: str) -> None:
    assert short_price(stored) == text
