"""Filling the cart: numbers, names, options, changes of mind."""

import re
from dataclasses import replace

from desk.domain.catalogue import OptionGroup, Product
from desk.domain.typed.asking import MAX_QUANTITY, Asked, Wish, asked
from desk.domain.typed.numerals import plain, with_digits
from desk.relay.dialogue.conversation import MAX_LINES, CartLine, Conversation
from desk.relay.dialogue.showing import clipped, numbered
from desk.relay.dialogue.turn import Answer, Turn, next_group

_BREAK = re.compile(r"[,,、;;。.!\n]+|(?=再来|再要|还要|再加)")
_NUMBER = re.compile(r"^(?:第)?(\d{1,3})(?:个|号|#)?$")


def browse(turn: Turn, talk: Conversation, text: str) -> Answer:
    """A message while nothing else was asked: products into the cart, or the menu with a kind word."""
    found = asked(text, turn.offer.menu)
    if found.wishes:
        return take(turn, talk, found)
    if found.beyond is not None:
        return turn.menu(talk, 0, turn.say("beyond", number=found.beyond))
    for part in found.rest:
        likely = _likely(part, turn.offer.menu)
        if likely:
            which = replace(
                talk, state="which", candidates=tuple(product.sku for product in likely), wanted=1
            )
            return which, numbered(turn.say("which"), [product.name for product in likely])
    if found.rest:
        said = clipped(" ".join(text.split()), 60)
        return turn.menu(talk, talk.page, turn.say("unknown", said=said))
    return turn.menu(talk)


def take(turn: Turn, talk: Conversation, found: Asked) -> Answer:
    """Put wishes into the cart, or take them out; ask for their options."""
    told: list[str] = []
    for wish in found.wishes:
        talk = _apply(turn, talk, wish, told)
    if found.beyond is not None:
        told.append(turn.say("beyond", number=found.beyond))
    told.extend(turn.say("unknown", said=clipped(part, 60)) for part in found.rest if len(part) > 1)
    return turn.cart(talk, *told)


def choose_option(turn: Turn, talk: Conversation, text: str) -> Answer:
    """The answer to an option's question; what else stands in the message is taken as well."""
    line = talk.asking[0]
    product = turn.offer.product(line.sku)
    group = next_group(product, line) if product else None
    if product is None or group is None:
        return turn.cart(talk)
    parts = [part.strip() for part in _BREAK.split(plain(text)) if part.strip()]
    value = _choice(group, parts[0]) if parts else None
    if value is None:
        found = asked(text, turn.offer.menu)
        if found.wishes and not _NUMBER.match(with_digits(plain(text))):
            return take(turn, talk, found)
        most = len(group.choices)
        return turn.cart(talk, turn.say("pick", most=most))
    line = replace(line, choices=(*line.choices, (group.name, value)))
    talk = replace(talk, asking=(line, *talk.asking[1:]))
    if next_group(product, line) is None:
        talk = replace(talk, asking=talk.asking[1:], cart=_added(talk.cart, line))
    rest = "，".join(parts[1:])
    if not rest:
        return turn.cart(talk)
    if talk.asking:
        return choose_option(turn, talk, rest)
    more = asked(rest, turn.offer.menu)
    return take(turn, talk, more) if more.wishes else turn.cart(talk)


def choose_candidate(turn: Turn, talk: Conversation, text: str) -> Answer:
    """The answer to 您要哪一个？"""
    found = _NUMBER.match(with_digits(plain(text)))
    if found and 1 <= int(found[1]) <= len(talk.candidates):
        product = turn.offer.product(talk.candidates[int(found[1]) - 1])
        if product is not None:
            return take(turn, talk, Asked((Wish(product, talk.wanted),)))
    return browse(turn, talk.back(), text)


def _apply(turn: Turn, talk: Conversation, wish: Wish, told: list[str]) -> Conversation:
    product = wish.product
    if wish.quantity <= 0:
        return _removed(talk, product.sku, -wish.quantity)
    left = turn.left(product, (*talk.cart, *talk.asking))
    quantity = wish.quantity
    if left is not None and left < quantity:
        if left == 0:
            told.append(turn.say("sold_out", product=product.name))
            return talk
        told.append(turn.say("only_left", product=product.name, left=left))
        quantity = left
    if quantity > MAX_QUANTITY or len(talk.cart) + len(talk.asking) >= MAX_LINES:
        told.append(turn.say("too_many", most=MAX_QUANTITY))
        return talk
    line = CartLine(product.sku, quantity, _said(product, wish.said), product.name)
    if next_group(product, line) is None:
        return replace(talk, cart=_added(talk.cart, line))
    return replace(talk, asking=(*talk.asking, line))


def _added(cart: tuple[CartLine, ...], line: CartLine) -> tuple[CartLine, ...]:
    for at, known in enumerate(cart):
        if known.sku == line.sku and known.choices == line.choices:
            quantity = min(known.quantity + line.quantity, MAX_QUANTITY)
            return (*cart[:at], replace(known, quantity=quantity), *cart[at + 1 :])
    return (*cart, line)


def _removed(talk: Conversation, sku: str, quantity: int) -> Conversation:
    """Without `quantity` of a product, the newest first; 0 takes all of it."""
    kept: list[CartLine] = []
    due = quantity or None
    for line in reversed(talk.cart):
        if line.sku != sku or due == 0:
            kept.append(line)
        elif due is not None:
            taken = min(due, line.quantity)
            due -= taken
            if line.quantity > taken:
                kept.append(replace(line, quantity=line.quantity - taken))
    asking = tuple(line for line in talk.asking if line.sku != sku)
    return replace(talk, cart=tuple(reversed(kept)), asking=asking)


def _said(product: Product, said: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The choices that were named along with the product, in the order of its options."""
    chosen: list[tuple[str, str]] = []
    for group in product.options:
        value = next((choice.value for choice in group.choices if choice.value in said), None)
        if value is None:
            break  # options are asked in their order
        chosen.append((group.name, value))
    return tuple(chosen)


def _choice(group: OptionGroup, text: str) -> str | None:
    typed = with_digits(plain(text))
    found = _NUMBER.match(typed)
    if found:
        number = int(found[1])
        return group.choices[number - 1].value if 1 <= number <= len(group.choices) else None
    exact = [choice.value for choice in group.choices if plain(choice.value) == plain(text)]
    within = [choice.value for choice in group.choices if plain(choice.value) in plain(text)]
    chosen = exact or within
    # 不要糖 holds 要: the longest is what was meant
    return max(chosen, key=len) if chosen else None


def _likely(part: str, menu: tuple[Product, ...]) -> list[Product]:
    """Products that a word on its own may mean, when there are a few."""
    word = "".join(character for character in part if character.isalpha())
    likely = [p for p in menu if len(word) >= 2 and (word in p.name or word in p.category)]
    return likely if 1 <= len(likely) <= 9 else []
