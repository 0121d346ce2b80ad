"""One message of a customer and what it leads to, as the steps see it: the shop, the book, the moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.domain.catalogue import OptionGroup, Product
from desk.domain.trading import Load
from desk.relay.dialogue.conversation import CartLine, Conversation
from desk.relay.dialogue.shop import Book, Offer, Wanted, WantedLine
from desk.relay.dialogue.showing import cart_reply, fitted, menu_reply, option_question, wanted_lines
from desk.relay.dialogue.texts import money, say

#: What a step gives: the conversation after it, and what to say.
Answer = tuple[Conversation, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything a step may ask. Steps are functions of a turn, a conversation and what was typed.

    `changing` is the order as it stands that the conversation changes: what it holds is the customer's own.
    """

    offer: Offer
    book: Book
    now: datetime
    changing: Wanted | None = None

    def say(self, key: str, **filled: object) -> str:
        """A text of the shop."""
        return say(self.offer.texts, key, **filled)

    def money(self, minor: int) -> str:
        """An amount as the chat shows it."""
        return money(minor, self.offer.currency)

    def left(self, product: Product, cart: Sequence[CartLine]) -> int | None:
        """How many more of a product this cart may take."""
        left = self.stock(product)
        if left is None:
            return None
        return max(0, left - sum(line.quantity for line in cart if line.sku == product.sku))

    def stock(self, product: Product) -> int | None:
        """How many of a product this customer may have in all; None without a limit."""
        left = self.book.left(product)
        if left is None or self.changing is None:
            return left
        return left + sum(
            line.quantity
            for line in self.changing.lines
            if line.product.sku == product.sku
            and (line.product.stock, line.product.daily_limit) != (None, None)
        )

    def taken(self) -> Mapping[datetime, Load]:
        """What others take of the time slots, by their start."""
        taken = self.book.taken()
        mine = self.changing
        if mine is None or mine.due is None:
            return taken
        start = self.offer.trading.slot_at(mine.due, self.offer.zone) or mine.due
        return {at: load.without(mine.load) if at == start else load for at, load in taken.items()}

    def sold_out(self) -> frozenset[str]:
        """What nothing is left of."""
        return frozenset(product.sku for product in self.offer.menu if self.stock(product) == 0)

    def lines(self, talk: Conversation) -> tuple[WantedLine, ...]:
        """The cart at today's prices."""
        return wanted_lines(self.offer, talk.cart)

    def menu(self, talk: Conversation, page: int = 0, *before: str) -> Answer:
        """A page of the menu after some sentences; the conversation browses again."""
        reply, page = menu_reply(self.offer, page, self.sold_out())
        return replace(talk.back(), page=page), fitted(before, reply)

    def cart(self, talk: Conversation, *before: str) -> Answer:
        """The next option that is still to be asked, else the cart. What is no longer sold is said and left out."""
        talk, gone = self._without_gone(talk)
        sentences = [*before, *gone]
        while talk.asking:
            line = talk.asking[0]
            product = self.offer.product(line.sku)
            group = next_group(product, line) if product else None
            if product is not None and group is not None:
                if len(talk.asking) > 1 or talk.cart:
                    sentences.append(f"{product.name}：")
                question = option_question(self.offer, group)
                return replace(talk, state="option"), fitted(sentences, question)
            # the shop took the question away: all is said
            talk = replace(talk, asking=talk.asking[1:], cart=(*talk.cart, line))
        return talk.back(), fitted(sentences, cart_reply(self.offer, talk.cart))

    def gone(self, talk: Conversation) -> list[CartLine]:
        """What was chosen and is no longer sold."""
        return [line for line in (*talk.cart, *talk.asking) if self.offer.product(line.sku) is None]

    def _without_gone(self, talk: Conversation) -> tuple[Conversation, list[str]]:
        gone = self.gone(talk)
        if not gone:
            return talk, []
        kept = replace(
            talk,
            cart=tuple(line for line in talk.cart if line not in gone),
            asking=tuple(line for line in talk.asking if line not in gone),
        )
        names = dict.fromkeys(line.name or line.sku for line in gone)
        return kept, [self.say("gone", product=name) for name in names]


def next_group(product: Product, line: CartLine) -> OptionGroup | None:
    """The first option of a product that a line has no choice for."""
    chosen = {name for name, _ in line.choices}
    return next((group for group in product.options if group.name not in chosen), None)
