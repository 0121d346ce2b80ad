"""Money: integers in the currency's minor unit with a currency code; never a float."""

#: Currencies without a minor unit (ISO 4217 exponent 0) that a shop here may meet.
_WHOLE = frozenset({"JPY", "KRW", "VND"})
#: U+FFE5, the yen sign of the printers' Chinese fonts (U+00A5 is not in GBK).
_SIGNS = {"CNY": "￥", "JPY": "￥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$"}


def exponent(currency: str) -> int:
    """Digits after the point: 2 for CNY, 0 for JPY (ISO 4217)."""
    return 0 if currency in _WHOLE else 2


def amount(minor: int, currency: str = "CNY") -> str:
    """`17100` -> `171.00`; `-500` -> `-5.00`."""
    digits = exponent(currency)
    if not digits:
        return str(minor)
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 100)
    return f"{sign}{whole}.{rest:02d}"


def price(minor: int, currency: str = "CNY") -> str:
    """With its sign: `17100` -> `￥171.00` (U+FFE5)."""
    return _SIGNS.get(currency, currency + " ") + amount(minor, currency)


def short_price(minor: int, currency: str = "CNY") -> str:
    """For the screen: as `price`, without `.00`."""
    text = price(minor, currency)
    return text.removesuffix(".00")
