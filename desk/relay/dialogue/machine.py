"""One message in, one reply out: which step answers, and the words that work in every state.

Pure but for the book, which writes inside the caller's transaction. Offers: `converse`, `welcome`.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from desk.domain.chat_texts import MAX_KEYWORD
from desk.domain.typed.asking import asked
from desk.domain.typed.numerals import plain, with_digits
from desk.relay.dialogue.checkout import (
    choose_payment,
    choose_reach,
    choose_when,
    confirm,
    start,
    take_contact,
    take_wishes,
)
from desk.relay.dialogue.choosing import browse, choose_candidate, choose_option, take
from desk.relay.dialogue.conversation import PATIENCE, CartLine, Conversation
from desk.relay.dialogue.questions import ask_again, with_pay_link
from desk.relay.dialogue.shop import Book, Known, Offer, Wanted
from desk.relay.dialogue.showing import REPLY_BYTES, clipped, fitted
from desk.relay.dialogue.turn import Answer, Turn

#: The longest message that is read; WeChat's own limit is about 2,000 characters.
MAX_TEXT = 2000
_POLITE = re.compile(
    "^(?:我要|我想|请|麻烦|帮我|给我|看一?下?|查一?下?|回复)+|(?:一下|吧|呢|了|谢谢|单|啊|呀|[。.!！?？~])+$"
)
#: An answer that says nothing without its question: late, it must not be taken for one.
_BARE = re.compile(
    r"^(?:第)?\d{1,3}(?:个|号|#)?$|^(?:是的?|对的?|好的?|行|嗯|可以|(?:确[认定])?(?:下单)?|ok|yes|没问题)$"
)
#: Open orders that one reply speaks of.
_ORDERS_SHOWN = 5
_WORDS = {
    "menu": {"菜单", "菜單", "menu", "目录", "价目表", "点餐", "点菜", "有什么", "有啥", "开始"},
    "cancel": {"取消", "算", "不要", "不买", "cancel", "取消订", "清空", "退出"},
    "modify": {"修改", "改", "改订", "修改订", "改一下", "edit"},
    "orders": {"订", "订单", "我的订", "我的订单", "order", "进度", "查订", "查询订单", "订单状态"},
    "rush": {"催", "催单", "催催", "快点", "好了吗", "好没", "多久", "还要多久", "到哪"},
    "human": {"人工", "客服", "老板", "店主", "人工客服", "转人工", "找老板", "找人工"},
    "next": {"下一页", "下页", "更多", "next", "翻页"},
    "cart": {"购物车", "看购物车", "已选"},
}
_WORD_OF = {word: name for name, words in _WORDS.items() for word in words}

Step = Callable[[Turn, Conversation, str], Answer]
_STEPS: dict[str, Step] = {
    "browsing": browse,
    "option": choose_option,
    "which": choose_candidate,
    "reach": choose_reach,
    "contact": take_contact,
    "when": choose_when,
    "wishes": take_wishes,
    "pay": choose_payment,
    "confirm": confirm,
}


def welcome(offer: Offer, book: Book, talk: Conversation, now: datetime) -> Answer:
    """What somebody reads who follows the account."""
    turn = Turn(offer, book, now)
    talk, reply = turn.menu(talk, 0, turn.say("welcome", shop=offer.shop), turn.say("notice"))
    return replace(talk, at=now), clipped(reply, REPLY_BYTES)


def converse(offer: Offer, book: Book, talk: Conversation, text: str, now: datetime) -> Answer:
    """Answer one message. The reply is at most REPLY_BYTES of UTF-8; "" means to say nothing."""
    turn = Turn(offer, book, now, _order_in_change(book, talk))
    text = text[:MAX_TEXT].strip()
    talk, reply = _late(turn, talk, text) if _expired(talk, now) else _answer(turn, talk, text)
    return replace(talk, at=now), clipped(reply, REPLY_BYTES)


def command_of(text: str) -> str:
    """Which of the words that always work was said, "" for none."""
    typed = plain(text)
    return _WORD_OF.get(typed) or _WORD_OF.get(_POLITE.sub("", typed), "") if len(typed) <= 12 else ""


def _expired(talk: Conversation, now: datetime) -> bool:
    busy = talk.state not in {"browsing", "human"} or bool(talk.cart or talk.asking)
    return busy and talk.at is not None and now - talk.at > timedelta(seconds=PATIENCE)


def _keyword(turn: Turn, text: str) -> str:
    """The shop's own answer to a word of its own, "" for none; the words that always work come first."""
    if len(text) > MAX_KEYWORD or not turn.offer.keywords or command_of(text):
        return ""
    typed = plain(text)
    return next((answer for word, answer in turn.offer.keywords.items() if plain(word) == typed), "")


def _order_in_change(book: Book, talk: Conversation) -> Wanted | None:
    """The order that the conversation changes, as long as it can be changed."""
    if not talk.editing:
        return None
    known = book.latest()
    return known.wanted if known is not None and known.number == talk.editing and known.changeable else None


def _late(turn: Turn, talk: Conversation, text: str) -> Answer:
    """After a long silence: where they were is kept, and a bare answer is not taken for one."""
    told = turn.say("expired")
    if talk.editing and turn.changing is None:  # it cannot be changed any more, and is no new order either
        told = turn.say("expired_change", number=talk.editing)
        talk = talk.emptied()
    if talk.state == "human":
        return _answer(turn, talk, text)
    if talk.state == "note":
        talk = talk.back()
    bare = _bare(text) or (talk.state == "confirm" and not asked(text, turn.offer.menu).wishes)
    if bare and not command_of(text) and talk.state not in {"browsing", "wishes"}:
        talk, reply = _question(turn, talk)
    else:
        talk, reply = _answer(turn, talk, text)
    return (talk, fitted([told], reply)) if reply else (talk, reply)


def _bare(text: str) -> bool:
    return _BARE.match(with_digits(plain(text)).rstrip("。.!")) is not None


def _question(turn: Turn, talk: Conversation) -> Answer:
    """What the conversation waits for, asked again; "" when it waits for nothing."""
    if talk.state == "drop":
        known = turn.book.latest()
        return talk, turn.say("drop_order", number=known.number) if known else ""
    if talk.state == "note":
        known = turn.book.latest()
        return talk, turn.say("modify_what", number=known.number) if known else ""
    return ask_again(turn, talk)


def _answer(turn: Turn, talk: Conversation, text: str) -> Answer:
    keyword = _keyword(turn, text)
    if keyword:
        return talk, keyword
    command = command_of(text)
    if command:
        return _COMMANDS[command](turn, talk)
    if talk.state == "human":
        turn.book.tell(text)
        return talk, ""
    if talk.state == "note":
        return _note(turn, talk, text)
    if talk.state == "drop":
        return _drop(turn, talk, text)
    if talk.state == "browsing" and talk.asking:  # a person spoke in between: the question comes first
        found = asked("" if _bare(text) else text, turn.offer.menu)
        return take(turn, talk, found) if found.wishes else turn.cart(talk)
    if plain(text) in {
        "0",
        "零",
        "结账",
        "结帐",
        "下单",
        "买单",
        "付款",
        "好了就这些",
        "就这些",
    } and talk.state in {"browsing", "which"}:
        return start(turn, talk)
    return _STEPS[talk.state](turn, talk, text)


def _menu(turn: Turn, talk: Conversation) -> Answer:
    return _page(turn, talk, 0)


def _next(turn: Turn, talk: Conversation) -> Answer:
    return _page(turn, talk, talk.page + 1)


def _page(turn: Turn, talk: Conversation, page: int) -> Answer:
    """A page of the menu, and under it what the conversation waits for: an option or which product was meant is
    asked again; a checkout, whose numbers mean something else, goes on with `0`.
    """
    if talk.asking or talk.state == "which":
        state, candidates = talk.state, talk.candidates
        talk, menu = turn.menu(talk.aside(), page)
        talk, question = ask_again(turn, replace(talk, state=state, candidates=candidates))
        return talk, fitted([menu], question)
    talk, menu = turn.menu(talk.aside(), page)
    if not talk.cart:
        return talk, menu
    total = sum(line.amount for line in turn.lines(talk))
    return talk, fitted([menu], turn.say("cart_total", total=turn.money(total)))


def _cart(turn: Turn, talk: Conversation) -> Answer:
    return turn.cart(talk.aside())


def _meanwhile(turn: Turn, talk: Conversation, told: str) -> Answer:
    """Something said in between, and then the question the conversation waits at."""
    if talk.state == "human":
        return talk, told
    talk, question = _question(turn, talk)
    return talk, fitted([told], question) if question else told


def _cancel(turn: Turn, talk: Conversation) -> Answer:
    if talk.cart or talk.asking or talk.editing:
        return talk.emptied(), turn.say("cancelled_cart")
    known = turn.book.latest()
    if known is None:
        return talk.emptied(), turn.say("cancelled_cart")
    if not known.changeable:
        turn.book.tell("", "cancel")
        return talk.back(), turn.say("cancel_late", number=known.number)
    return replace(talk.back(), state="drop"), turn.say("drop_order", number=known.number)


def _drop(turn: Turn, talk: Conversation, text: str) -> Answer:
    known = turn.book.latest()
    if known is None:
        return browse(turn, talk.back(), text)
    if plain(text) not in {"1", "是", "确认", "取消", "对", "好"}:
        return talk.back(), turn.say("kept_order", number=known.number)
    if turn.book.cancel(known.number):
        return talk.emptied(), turn.say("cancelled_order", number=known.number)
    turn.book.tell("", "cancel")
    return talk.back(), turn.say("cancel_late", number=known.number)


def _modify(turn: Turn, talk: Conversation) -> Answer:
    if talk.cart or talk.asking:
        return turn.cart(talk)
    known = turn.book.latest()
    if known is None:
        return talk.back(), turn.say("no_order")
    if not known.changeable:
        return replace(talk.back(), state="note"), turn.say("modify_what", number=known.number)
    return turn.cart(_editing(talk, known), turn.say("modify_order", number=known.number))


def _editing(talk: Conversation, known: Known) -> Conversation:
    wanted = known.wanted
    cart = tuple(
        CartLine(
            line.product.sku,
            line.quantity,
            tuple((name, value) for name, value, _ in line.choices),
            line.product.name,
            line.note,
        )
        for line in wanted.lines
    )
    return replace(
        talk.back(),
        cart=cart,
        editing=known.number,
        name=wanted.name,
        phone=wanted.phone,
        address=wanted.address or talk.address,
        note=wanted.note,
        payment=wanted.payment,
    )


def _note(turn: Turn, talk: Conversation, text: str) -> Answer:
    known = turn.book.latest()
    number = known.number if known else ""
    turn.book.tell(text, "change")
    return talk.back(), turn.say("modify_late", number=number)


def _orders(turn: Turn, talk: Conversation) -> Answer:
    known = turn.book.open_orders()[:_ORDERS_SHOWN]
    rows = [turn.say("order_state", number=each.number, state=_stands(turn, each)) for each in known]
    if not rows:
        return _meanwhile(turn, talk, turn.say("no_order"))
    return _meanwhile(turn, talk, with_pay_link(turn, "\n".join(rows)))


def _stands(turn: Turn, known: Known) -> str:
    """`已接单，已付款`."""
    words = [turn.say(f"{known.state}_state"), turn.say(known.money) if known.money else ""]
    return "，".join(filter(None, words))


def _rush(turn: Turn, talk: Conversation) -> Answer:
    known = turn.book.latest()
    if known is None:
        return _meanwhile(turn, talk, turn.say("no_order"))
    key = "rushed" if turn.book.rush(known.number) else "rushed_already"
    return _meanwhile(turn, talk, turn.say(key, number=known.number))


def _human(turn: Turn, talk: Conversation) -> Answer:
    turn.book.tell("", "human")
    return replace(talk.aside(), state="human"), turn.say("human")


_COMMANDS: dict[str, Callable[[Turn, Conversation], Answer]] = {
    "menu": _menu,
    "cancel": _cancel,
    "modify": _modify,
    "orders": _orders,
    "rush": _rush,
    "human": _human,
    "next": _next,
    "cart": _cart,
}
