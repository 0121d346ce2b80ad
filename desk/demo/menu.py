"""What the demonstration sells, as the desk's own catalogue."""

from typing import TYPE_CHECKING

from desk.demo.shop import CATEGORIES
from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from desk.sources.demo_shop import MENU

if TYPE_CHECKING:
    from desk.app.engine import Engine


def catalogue() -> Catalogue:
    """As customers choose from it."""
    return Catalogue(
        tuple(
            Product(
                each.sku,
                each.name,
                each.price,
                CATEGORIES[each.category],
                tuple(
                    OptionGroup(group.name, tuple(Choice(value, price) for value, price in group.values))
                    for group in each.choices[:1]
                ),
            )
            for each in MENU
        )
    )


async def fill_menu(engine: "Engine") -> None:
    """Something to see on the page of products."""
    await engine.goods.take_in(catalogue())
