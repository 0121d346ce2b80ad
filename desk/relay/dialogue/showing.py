"""Replies that show something: the menu in pages, the cart, questions with numbered answers, the summary.

A reply is at most REPLY_BYTES of UTF-8 (WeChat cuts a text at 2048 bytes).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from desk.domain.catalogue import OptionGroup, Product
from desk.domain.typed.contact import masked_phone
from desk.relay.dialogue.conversation import CartLine
from desk.relay.dialogue.shop import Offer, Wanted, WantedLine
from desk.relay.dialogue.texts import money, say, say_short

#: WeChat's limit on a passive text reply, in bytes of UTF-8.
REPLY_BYTES = 2048
#: Room a page leaves for what is said before and after it.
_SPARE = 500
#: What stands around a page of the menu, in bytes of each text.
_FRAME = 150
_WEEKDAYS = "一二三四五六日"


def menu_pages(offer: Offer, sold_out: frozenset[str] = frozenset(), spare: int = _SPARE) -> list[str]:
    """The menu by category, cut into pages that leave `spare` bytes of a reply for what stands before and after."""
    groups: dict[str, list[str]] = {}
    for number, product in enumerate(offer.menu, 1):
        line = f"{number} {product.name} {money(product.price, offer.currency)}"
        if product.sku in sold_out:
            line += "（售罄）"
        groups.setdefault(product.category, []).append(line)
    pages: list[list[str]] = [[]]
    used = 0
    for category, lines in groups.items():
        heading = f"【{category}】" if category else ""
        for at, line in enumerate(lines):
            new = ([heading] if heading and at == 0 else []) + [clipped(line, 300)]
            size = sum(len(text.encode()) + 1 for text in new)
            if used + size > REPLY_BYTES - spare and pages[-1]:
                pages.append([])
                used = 0
                if heading and at:
                    new.insert(0, heading)
                size = sum(len(text.encode()) + 1 for text in new)
            pages[-1].extend(new)
            used += size
    return ["\n".join(page) for page in pages if page]


def menu_reply(offer: Offer, page: int, sold_out: frozenset[str] = frozenset()) -> tuple[str, int]:
    """A page of the menu (from 0, around at the end) with what to do; and the page it is."""
    texts = offer.texts
    title = clipped(say_short(texts, "menu", _FRAME, shop=offer.shop), _FRAME)
    tail = [say_short(texts, name, _FRAME) for name in ("menu_help", "menu_more")]
    if offer.link:
        tail.append(say_short(texts, "menu_link", _FRAME + len(offer.link), link=offer.link))
    frame = sum(len(text.encode()) + 1 for text in (title, *tail))
    pages = menu_pages(offer, sold_out, max(_SPARE, frame + 2 * _FRAME))
    if not pages:
        return say(offer.texts, "menu_empty"), 0
    page %= len(pages)
    if len(pages) > 1:
        title += f"（{page + 1}/{len(pages)}）"
    else:
        del tail[1]
    return "\n".join([title, pages[page], *tail]), page


def fitted(before: Iterable[str], body: str) -> str:
    """Sentences and what follows them in one reply: where that is too long, the sentences are cut and not the
    choices behind them.
    """
    size = len(body.encode())
    told = "\n".join(filter(None, before))
    if size > REPLY_BYTES - 4 or not told:
        return clipped(body, REPLY_BYTES)
    return f"{clipped(told, REPLY_BYTES - 1 - size)}\n{body}"


def numbered(question: str, answers: Sequence[str], after: str = "") -> str:
    """A question with its answers, each on its own line as `1 …`. However long the texts, none of the answers
    is cut away.
    """
    room = (REPLY_BYTES - _SPARE) // max(1, len(answers))
    rows = [clipped(f"{number} {answer}", max(12, room - 1)) for number, answer in enumerate(answers, 1)]
    return "\n".join(filter(None, [clipped(question, 240), *rows, clipped(after, 240)]))


def option_question(offer: Offer, group: OptionGroup) -> str:
    """`甜度？` and its choices."""
    answers = (
        choice.value + (f" +{money(choice.price, offer.currency)}" if choice.price else "")
        for choice in group.choices
    )
    return numbered(say(offer.texts, "option", option=group.name), list(answers))


def wanted_lines(offer: Offer, cart: Sequence[CartLine]) -> tuple[WantedLine, ...]:
    """The cart at today's prices; what is no longer offered is left out, a choice that is gone costs nothing."""
    lines: list[WantedLine] = []
    for line in cart:
        product = offer.product(line.sku)
        if product is None:
            continue
        prices = {(g.name, c.value): c.price for g in product.options for c in g.choices}
        choices = tuple((name, value, prices.get((name, value), 0)) for name, value in line.choices)
        lines.append(WantedLine(product, line.quantity, choices, line.note))
    return tuple(lines)


def line_text(offer: Offer, line: WantedLine) -> str:
    """`草莓奶油蛋糕 6寸 少糖 × 1 ¥168`."""
    words = " ".join([line.product.name, *(value for _, value, _ in line.choices)])
    return f"{words} × {line.quantity} {money(line.amount, offer.currency)}"


def cart_reply(offer: Offer, cart: Sequence[CartLine]) -> str:
    """What is in the cart, ending with the total and how to go on."""
    lines = wanted_lines(offer, cart)
    if not lines:
        return say(offer.texts, "cart_empty")
    total = money(sum(line.amount for line in lines), offer.currency)
    shown = _some([line_text(offer, line) for line in lines], REPLY_BYTES - 900)
    head = say_short(offer.texts, "cart", _FRAME)
    return "\n".join([head, *shown, say_short(offer.texts, "cart_total", _FRAME, total=total)])


def summary(offer: Offer, wanted: Wanted, now: datetime) -> str:
    """The whole order for a last look, with the total and how to confirm."""
    texts = offer.texts

    def short(key: str, **values: object) -> str:
        return say_short(texts, key, _FRAME, **values)

    who = " ".join(part for part in (wanted.name, masked_phone(wanted.phone), wanted.address) if part)
    rest = [
        f"{short('delivery' if wanted.kind == 'delivery' else 'pickup')} {clipped(who, 300)}",
        short("soon") if wanted.due is None else moment(wanted.due, now, offer),
        clipped(wanted.note, 200),
        short("fee", fee=money(wanted.fee, offer.currency)) if wanted.fee else "",
        short(wanted.payment),
        short("total", total=money(wanted.total, offer.currency)),
        short("deposit", deposit=money(wanted.deposit, offer.currency)) if wanted.deposit else "",
        short("confirm"),
    ]
    head = short("summary")
    room = REPLY_BYTES - sum(len(text.encode()) + 1 for text in (head, *rest)) - _FRAME
    shown = _some([line_text(offer, line) for line in wanted.lines], min(room, REPLY_BYTES - 900))
    return "\n".join(filter(None, [head, *shown, *rest]))


def moment(at: datetime, now: datetime, offer: Offer) -> str:
    """`今天 18:30`, `周六 10:00`, `12月5日 周六 10:00`."""
    local, today = at.astimezone(offer.zone), now.astimezone(offer.zone).date()
    return f"{day_name(local, today)} {local:%H:%M}"


def day_name(local: datetime, today: date) -> str:
    """`今天`, `明天`, `周六`, and with the date from a week on."""
    days = (local.date() - today).days
    if days in {0, 1}:
        return ("今天", "明天")[days]
    weekday = f"周{_WEEKDAYS[local.weekday()]}"
    return weekday if 0 < days < 7 else f"{local.month}月{local.day}日 {weekday}"


def clipped(text: str, size: int) -> str:
    """`text` in at most `size` bytes of UTF-8, with an ellipsis where it was cut."""
    if len(text.encode()) <= size:
        return text
    return text.encode()[: size - 3].decode("utf-8", "ignore") + "…"


def _some(lines: list[str], room: int) -> list[str]:
    """As many lines as there is room for in bytes, and how many there are in all."""
    shown: list[str] = []
    used = 0
    for line in lines:
        line = clipped(line, 240)
        used += len(line.encode()) + 1
        if used > room:
            return [*shown, f"……共 {len(lines)} 项"]
        shown.append(line)
    return shown


def sold_out_skus(menu: Sequence[Product], left: dict[str, int | None]) -> frozenset[str]:
    """The products of which nothing is left."""
    return frozenset(product.sku for product in menu if left.get(product.sku) == 0)
