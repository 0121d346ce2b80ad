"""The catalogue as JSON values: what the desk pushes to its relay, and how options lie in the store. Pure.

Reading raises ValueError, KeyError or TypeError for anything `*_json` did not write; who takes it from outside
must say so in a sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, PriceFrom, Product


def catalogue_json(catalogue: Catalogue) -> list[dict[str, Any]]:
    """All products, in order."""
    return [
        {
            "sku": product.sku,
            "name": product.name,
            "price": product.price,
            "category": product.category,
            "options": options_json(product.options),
            "stock": product.stock,
            "daily_limit": product.daily_limit,
            "channels": sorted(product.channels),
            "description": product.description,
            "picture": product.picture,
            "prices": [
                {"price": p.price, "channel": p.channel, "day": p.day.isoformat() if p.day else None}
                for p in product.prices
            ],
            "sold_out": product.sold_out,
        }
        for product in catalogue.products
    ]


def for_relay(catalogue: Catalogue, day: date, channel: str) -> Catalogue:
    """As a relay is told it: a relay of before, which knows one price and one stock, sells right today, and one of
    today also tomorrow and on other channels.
    """
    return Catalogue(tuple(_for_relay(product, day, channel) for product in catalogue.products))


def _for_relay(product: Product, day: date, channel: str) -> Product:
    now = product.on(day, channel)
    if not product.prices:
        return now
    return replace(now, prices=(PriceFrom(product.price), *product.prices))


def options_json(options: Sequence[OptionGroup]) -> list[dict[str, Any]]:
    """The options of a product."""
    return [
        {"name": group.name, "choices": [{"value": c.value, "price": c.price} for c in group.choices]}
        for group in options
    ]


def catalogue_of(values: Sequence[Mapping[str, Any]]) -> Catalogue:
    """What `catalogue_json` wrote."""
    return Catalogue(
        tuple(
            Product(
                sku=_text(value["sku"]),
                name=_text(value["name"]),
                price=_number(value["price"]),
                category=_text(value["category"]),
                options=options_of(value["options"]),
                stock=None if value["stock"] is None else _number(value["stock"]),
                daily_limit=None if value["daily_limit"] is None else _number(value["daily_limit"]),
                channels=frozenset(_text(channel) for channel in value["channels"]),
                description=_text(value["description"]),
                picture=_text(value["picture"]),
                prices=tuple(_price(each) for each in value.get("prices", ())),
                sold_out=value.get("sold_out") is True,
            )
            for value in values
        )
    )


def options_of(values: Sequence[Mapping[str, Any]]) -> tuple[OptionGroup, ...]:
    """What `options_json` wrote."""
    return tuple(
        OptionGroup(
            _text(value["name"]),
            tuple(Choice(_text(c["value"]), _number(c["price"])) for c in value["choices"]),
        )
        for value in values
    )


def _price(value: Mapping[str, Any]) -> PriceFrom:
    day = value["day"]
    return PriceFrom(
        _number(value["price"]),
        _text(value["channel"]),
        None if day is None else date.fromisoformat(_text(day)),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number was expected")
    return value
