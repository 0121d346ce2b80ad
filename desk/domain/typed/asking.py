"""What a message asks for: products with quantities, out of the way people type.

`2`, `2份3号`, `3x2`, `3号来两份`, `草莓蛋糕 2个`, `2，再来12份4号`, `不要3号了`. Pure; knows the menu it reads
against and nothing of the conversation. What it cannot place it leaves in `rest` rather than guess.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from desk.domain.catalogue import Product
from desk.domain.typed.numerals import plain, with_digits

#: The most of one product a message may ask for.
MAX_QUANTITY = 999
#: The most parts of one message that are read; what follows is left in `rest`, as one piece.
MAX_PARTS = 50
#: Letters and digits; what is longer names no product.
_LONGEST_NAME = 100
#: How alike a typed name and a product's must be, 0..1.
_ALIKE = 0.72

_UNIT = "(?:份|个|杯|盒|块|只|件|套|条|瓶|碗|支|包|袋|枚|位|打|斤|片|盘|粒|罐|串)"
_PARTS = re.compile(
    r"[,,、;;。.!!\n~]+|再来|再要|再加|再点|还要|还有|还来|另外|以及|外加|加上|然后|和|跟|(?<=[0-9号])\s+(?=[0-9])|\s+(?=[来要再加给]|不要)"
)
_FILLER = re.compile(
    "你好|您好|老板娘?|麻烦|请问?|帮我|给我|给我们|我们?想?要|我们?想|我们?点|我们?订|来一下|来点|想要|要|来|点|订|买|吧|呢|啊|哦|呀|哈|嘛|谢谢|多谢|一下|一共|的话|就|那个|那|先|单子?|下单|各|了|谢|嗯|好的?|ok|okay"
)
_DROP = re.compile("少(?:来|要)?(?=\\d)|不要|去掉|删掉?|取消|减掉?|退掉?|不用|拿掉")
_NUMBERED = re.compile(rf"^(?:第)?(\d+)(?:号|#)(?:的)?\s*[x*×]?\s*(\d+)?\s*{_UNIT}?$")
_COUNTED = re.compile(rf"^(\d+)\s*{_UNIT}(?:的)?\s*(?:第)?(\d+)(?:号|#)?$")
_PLAIN_COUNTED = re.compile(r"^(\d+)\s*(?:第)?(\d+)(?:号|#)$")
_TIMES = re.compile(r"^(\d+)\s*(?:号)?\s*[x*×]\s*(\d+)$")
_ALONE = re.compile(r"^(?:第)?(\d+)(?:号|#)?$")
# Possessive throughout: a long run of digits must not be tried in every way of cutting it.
_EACH = re.compile(
    rf"(?<!\d)((?:\d++号?+[\s,,、和跟]*+)++)各\s*(?:来|要)?\s*(\d+)\s*{_UNIT}?|各\s*(?:来|要)?\s*(\d+)\s*{_UNIT}?\s*((?:\d++号?+[\s,,、和跟]*+)++)"
)
_COUNT = re.compile(rf"(?<!\d)\d++\s*+{_UNIT}")
_NAME_NUMBER = re.compile(rf"([^\d\s*x×]+?\s*[x*×]?\s*\d+(?:\s*{_UNIT})?)\s+(?=[^\d\s])")
_SIZE = re.compile(r"[((].*?[))]|\d+(?:\.\d+)?\s*(?:寸|英寸|ml|毫升|g|克|kg|斤|磅|升|l|pcs|个装|片装|人份)?")
_BEFORE = re.compile(rf"^(\d+)(?!\d|寸|英寸|ml|毫升|g|克|磅|人份)\s*{_UNIT}?\s*(?:的)?\s*(\D.*)$")
_AFTER = re.compile(rf"^(.*\D)\s*(?:[x*×]\s*)?(\d+)\s*{_UNIT}?$")


@dataclass(frozen=True, slots=True)
class Wish:
    """`quantity` of a product; negative takes that many away, 0 takes all. `said` are option values named with it."""

    product: Product
    quantity: int
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks for, in order, and the parts that could not be placed."""

    wishes: tuple[Wish, ...] = ()
    rest: tuple[str, ...] = ()
    beyond: int | None = None  # a number that no product has


def asked(text: str, menu: Sequence[Product], *, numbers: bool = True) -> Asked:
    """Read a message against a menu; a product's number is its place in it, from 1.

    Without `numbers` products are known by name only: who never saw the menu names no place in it.
    """
    wishes: list[Wish] = []
    rest: list[str] = []
    beyond: int | None = None
    whole = plain(text)
    parts = _parts(whole, menu)
    for part in parts[:MAX_PARTS]:
        found = _wish(part, menu, numbers=numbers)
        if isinstance(found, Wish):
            wishes.append(found)
        elif isinstance(found, int):
            beyond = beyond or found
        elif found:
            rest.append(found)
    if len(parts) > MAX_PARTS:
        rest.append(" ".join(parts[MAX_PARTS:]))
    return Asked(tuple(wishes), tuple(rest), beyond)


def named(text: str, menu: Sequence[Product]) -> list[Product]:
    """The products a name may mean, the likeliest first; exactly one when there is no doubt."""
    wanted = _letters(text)
    if not 0 < len(wanted) <= _LONGEST_NAME:
        return []
    names = [(_letters(product.name), product) for product in menu]
    same = [product for name, product in names if name == wanted]
    if same:
        return same[:1]
    within = [product for name, product in names if len(wanted) >= 2 and (wanted in name or name in wanted)]
    if not within:
        core = _letters(_SIZE.sub("", plain(text)))
        within = [product for name, product in names if 2 <= len(core) < len(wanted) and core in name]
    if within:
        return within
    short = [product for name, product in names if len(wanted) >= 3 and _in_order(wanted, name)]
    if short:
        return short
    cores = [_letters(_SIZE.sub("", plain(product.name))) for product in menu]
    scored = sorted(
        ((SequenceMatcher(None, wanted, core).ratio(), -at) for at, core in enumerate(cores)), reverse=True
    )
    alike = [menu[-at] for score, at in scored if score >= _ALIKE]
    if len(alike) > 1 and scored[0][0] - scored[1][0] > 0.1:
        return alike[:1]
    return alike


def _parts(text: str, menu: Sequence[Product]) -> list[str]:
    """The message cut where one thing ends and the next begins; a product's own name is never cut."""
    held: list[str] = []
    for product in sorted(menu, key=lambda product: -len(product.name)):
        name = plain(product.name)
        if len(name) > 1 and name in text and (_PARTS.search(name) or re.search(r"\d", name)):
            text = text.replace(name, chr(0xE000 + len(held)))
            held.append(name)
    text = _EACH.sub(_spread, with_digits(text))
    parts = [piece for part in _PARTS.split(text) for piece in _apart(part.strip())]
    for at, name in enumerate(held):
        parts = [part.replace(chr(0xE000 + at), f"\ue7ff{name}\ue7ff") for part in parts]
    return [part for part in parts if part]


def _apart(part: str) -> list[str]:
    """A part that names several things without a break: `2个可颂3个蛋挞`, `可颂2个蛋挞3个`, `可颂 2 蛋挞 6`."""
    counts = list(_COUNT.finditer(part))
    if len(counts) > 1:
        starts = _FILLER.sub("", part[: counts[0].start()]).strip() == ""
        cuts = [count.start() for count in counts[1:]] if starts else [count.end() for count in counts[:-1]]
        edges = [0, *cuts, len(part)]
        return [part[a:b].strip() for a, b in itertools.pairwise(edges)]
    return _NAME_NUMBER.sub(r"\1\n", part).split("\n") if re.search(r"\d\s+\D", part) else [part]


def _wish(part: str, menu: Sequence[Product], *, numbers: bool) -> Wish | int | str:
    """The wish of one part, a number that is beyond the menu, or the part itself when it says nothing we know."""
    drop = _DROP.search(part) is not None
    sign = -1 if drop else 1
    bare = _FILLER.sub("", _DROP.sub("", part)).strip()
    if "\ue7ff" not in bare and numbers:
        numbered = _by_number(bare, menu, drop=drop)
        if numbered is not None:
            return numbered
    held = re.search("\ue7ff(.*?)\ue7ff", bare)
    if not held:
        without, said = _without_options(bare, menu)
        if said and _name_and_count(without)[1] is not None:
            name, count = _name_and_count(without)
            products = named(name, menu)
            if len(products) == 1:
                return Wish(products[0], sign * min(count or 1, MAX_QUANTITY), said)
    name, count = (held[1], _count_around(bare)) if held else _name_and_count(bare)
    quantity = 0 if drop and count is None else sign * min(count or 1, MAX_QUANTITY)
    said: tuple[str, ...] = ()
    products = named(name, menu)
    if len(products) != 1 or len(_letters(name)) > len(_letters(products[0].name)):
        without, said = _without_options(name, menu)
        products = named(without, menu) if said else products
    if len(products) == 1:
        return Wish(products[0], quantity, said)
    return part.replace("\ue7ff", "") if _letters(bare) else ""


def _by_number(bare: str, menu: Sequence[Product], *, drop: bool) -> Wish | int | None:
    number, count = 0, None
    if found := (_COUNTED.match(bare) or _PLAIN_COUNTED.match(bare)):
        number, count = int(found[2]), int(found[1])
    elif found := (_NUMBERED.match(bare) or _TIMES.match(bare)):
        number, count = int(found[1]), int(found[2]) if found[2] else None
    elif found := _ALONE.match(bare):
        number = int(found[1])
    else:
        return None
    if not 1 <= number <= len(menu):
        return number
    quantity = min(1 if count is None else count, MAX_QUANTITY)
    if count == 0 or (drop and count is None):
        return Wish(menu[number - 1], 0)
    return Wish(menu[number - 1], -quantity if drop else quantity)


def _name_and_count(bare: str) -> tuple[str, int | None]:
    if found := _BEFORE.match(bare):
        return found[2], int(found[1])
    if found := _AFTER.match(bare):
        return found[1], int(found[2])
    return bare, None


def _count_around(bare: str) -> int | None:
    """The count beside a name that holds digits itself."""
    outside = re.sub("\ue7ff.*?\ue7ff", " ", bare)
    found = re.search(r"\d+", outside)
    return int(found[0]) if found else None


def _without_options(name: str, menu: Sequence[Product]) -> tuple[str, tuple[str, ...]]:
    """A name without the option values said along with it (草莓蛋糕少糖), and those."""
    values = {choice.value for product in menu for group in product.options for choice in group.choices}
    said: list[str] = []
    for value in sorted(values, key=len, reverse=True):
        typed = plain(value)
        if len(typed) > 1 and typed in name:
            said.append(value)
            name = name.replace(typed, "", 1)
    return name, tuple(said)


def _spread(found: re.Match[str]) -> str:
    """`1号2号各3份` as `,1号3份,2号3份,`."""
    count = found[2] or found[3]
    numbers = re.findall(r"\d+", found[1] or found[4])
    return "," + ",".join(f"{number}号{count}份" for number in numbers) + ","


def _in_order(letters: str, name: str) -> bool:
    """Whether all letters occur in the name in this order, the first at its start."""
    rest = iter(name)
    return name.startswith(letters[0]) and all(letter in rest for letter in letters)


def _letters(text: str) -> str:
    return "".join(character for character in plain(text) if character.isalnum())
