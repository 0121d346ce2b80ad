"""An order out of a copied chat: a WeChat conversation, some of its messages, or one of them.

Everything that is found is a proposal: a clerk looks at it before it becomes an order, and what could not be placed
is handed over as it was written. The later word counts; who restates an order does not order twice. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Product
from desk.domain.typed.asking import MAX_QUANTITY, Wish, asked
from desk.domain.typed.contact import MAX_ADDRESS, Contact, read_contact
from desk.domain.typed.messages import Said, messages
from desk.domain.typed.numerals import plain
from desk.domain.typed.when import read_when

#: So many characters of a copied text are read; a day of chat is shorter.
MAX_PASTED = 20_000
#: Wishes are cut at so many characters, as in the chat.
MAX_NOTE = 500
#: So many clauses are handed over as not understood.
MAX_REST = 12

_CLAUSE = re.compile(r"[,，。;；!！?？\n]+|(?<=[^\d\s])\s+(?=(?:电话|手机|地址|姓名))")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
_PLACE = re.compile(r"[省市区县镇村路街道巷弄号栋幢座楼层室]|单元|小区|广场|大厦|公寓|花园|家园")
_BRING = re.compile(
    r"(?:请|帮我|麻烦|给我)?(?:配?送|寄|快递|发)(?:货|过来|上门)?(?:[到至去给]|地址[:：是]?)\s*(?P<to>.*)"
)
_BRING_ONLY = re.compile(r"配送|送货|送上门|送过来|送一下|外送|快递|同城")
_FETCH = re.compile(
    r"自取|自提|自己(?:来|过来|去)?[拿取]|(?:过来|到店|来店|上门|去)(?:里)?(?:拿|取)|(?:我来|我去|来)[拿取]"
)
_WISH = re.compile(
    r"不要|不吃|不放|不加|别|少|多放|多加|写|蜡烛|过敏|忌|记得|生日|祝|敲门|门铃|放在|放门口|打电话|先|包装|卡片|贺卡|餐具|刀叉|冰袋|清淡|低糖|无糖|热|冰"
)
_MORE = re.compile(r"再|另外|还要|加一|多一")
_IDLE = re.compile(
    r"^(?:你好呀?|您好|在吗|在不在|老板娘?|好的?|嗯+|哦+|行|可以|收到|谢谢(?:你|您|老板)?|多谢|辛苦(?:了|啦)?|麻烦(?:了|你|您)?|ok(?:ay)?|哈+|嘿+|早(?:上好)?|晚上好|下午好|对的?|是的?|没(?:了|有了|问题)|就这些?|先这样|\[[^\]]{1,8}\]|[\W_]+)+$"
)
_QUESTION = re.compile(r"[?？]|吗$|多少钱|几点|有没有|能不能|怎么")
_DAY = re.compile(
    r"大后天|后天|明[天日晚早]|今[天日晚早]|(?:下下?|这|本)?(?:周|星期|礼拜)[1-7一二三四五六日天]|\d{1,2}月\d{1,2}[日号]?"
)
_TIME_WORDS = re.compile(
    r"大后天|后天|明[天日晚早]|今[天日晚早]|(?:下下?|这|本)?(?:周|星期|礼拜)[1-7一二三四五六日天]|\d{1,2}月\d{1,2}[日号]?|(?:早上|上午|中午|下午|傍晚|晚上|凌晨)|[\d一二两三四五六七八九十]{1,3}\s*[:：点时](?:\s*(?:半|[13一三]刻|\d{1,2}\s*分?|[一二三四五]十[一-九]?分?))?(?:左右|前|之前|钟|以前)?|尽快|马上|越快越好"
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a chat asks for. `kind` is `delivery`, `pickup` or "" when it was not said; `day` is a day that was named
    without a time, as it was written; `rest` are the clauses that were not understood, likewise.
    """

    wishes: tuple[Wish, ...] = ()
    contact: Contact = field(default_factory=Contact)
    kind: str = ""
    due: datetime | None = None
    day: str = ""
    note: str = ""
    rest: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing of an order was found."""
        return not (self.wishes or self.contact.phone or self.contact.address or self.due)


def read_chat(text: str, menu: Sequence[Product], shop: str, now: datetime, zone: ZoneInfo) -> Pasted:
    """The order in a copied chat. `shop` is our own name in it; "tomorrow" counts from the day it was written on,
    where the copy tells that, else from `now` (aware).
    """
    said = messages(text[:MAX_PASTED], now, zone)
    found = _best(said, menu, shop, now, zone)
    return found if found.kind or not found.contact.address else replace(found, kind="delivery")


def _best(said: list[Said], menu: Sequence[Product], shop: str, now: datetime, zone: ZoneInfo) -> Pasted:
    """What the customer said: whoever is not us, and of several the one who orders most plainly."""
    speakers = list(dict.fromkeys(each.who for each in said if each.who != shop and each.who != "我"))
    read = [_said_by((each for each in said if each.who == who), menu, now, zone) for who in speakers]
    if not read:
        return _said_by(said, menu, now, zone)
    return max(read, key=_weight)


def _weight(found: Pasted) -> int:
    who = found.contact
    return 3 * bool(who.phone) + 2 * bool(who.address) + min(3, 2 * len(found.wishes)) + bool(found.due)


def _said_by(said: Iterable[Said], menu: Sequence[Product], now: datetime, zone: ZoneInfo) -> Pasted:
    draft = Pasted()
    for message in said:
        draft = _Message(message, menu, now, zone).added_to(draft)
    return replace(draft, note=draft.note[:MAX_NOTE], rest=draft.rest[:MAX_REST])


class _Message:
    """One message, clause by clause."""

    def __init__(self, said: Said, menu: Sequence[Product], now: datetime, zone: ZoneInfo) -> None:
        self._menu = menu
        self._at = said.at or now
        self._zone = zone
        self._clauses = [clause.strip() for clause in _CLAUSE.split(said.text)]
        self._clauses = [clause for clause in self._clauses if clause]

    def added_to(self, draft: Pasted) -> Pasted:
        """The draft with what this message says as well."""
        person: list[str] = []
        for clause in self._clauses:
            draft, left = self._placed(draft, clause)
            if left and (
                _PHONE.search(left) or _labelled(left) or _looks_like_place(left) or _short_name(left)
            ):
                person.append(left)
            elif left:
                draft = _noted(draft, left)
        return self._with_person(draft, person)

    def _placed(self, draft: Pasted, clause: str) -> tuple[Pasted, str]:
        """The draft with what the clause says of goods, time and way; what is left of the clause."""
        if _IDLE.match(plain(clause)):
            return draft, ""
        if _FETCH.search(clause):
            draft = replace(draft, kind="pickup")
            clause = _FETCH.sub("", clause).strip()
        due = None if _PHONE.search(clause) else self._due(clause, draft.day)
        if due is not None:
            if due != "soon":
                draft = replace(draft, due=due, day="")
            clause = _TIME_WORDS.sub("", clause).strip(" 的要送来取拿吧左右前")
            if bring := _BRING.search(clause):
                clause = bring["to"]
        elif bring := _BRING.search(clause):
            draft = replace(draft, kind="delivery")
            clause = bring["to"]
        elif day := _DAY.match(clause):
            draft = replace(draft, day=day[0])
            clause = clause[day.end() :].strip()
        elif _BRING_ONLY.search(clause) and len(clause) < 12:
            return replace(draft, kind="delivery"), ""
        if not clause or _IDLE.match(plain(clause)):
            return draft, ""
        if _PHONE.search(clause) or _looks_like_place(clause):
            return draft, clause
        return self._goods(draft, clause)

    def _due(self, clause: str, day: str) -> datetime | Literal["soon"] | None:
        """The time in a clause; the day may have been named before it."""
        due = read_when(clause, self._at, self._zone)
        if day and isinstance(due, datetime) and not _DAY.search(clause):
            return read_when(f"{day} {clause}", self._at, self._zone) or due
        return due

    def _goods(self, draft: Pasted, clause: str) -> tuple[Pasted, str]:
        """The draft with the products and choices in a clause; what is left of it when it names none."""
        if option := _option(draft, clause):
            return option, ""
        wishes = asked(clause, self._menu, numbers=False).wishes
        if wishes:
            return replace(draft, wishes=_joined(draft.wishes, wishes, more=bool(_MORE.search(clause)))), ""
        first, _, last = clause.partition(" ")
        if last:
            after, left = self._goods(draft, first)
            if not left:
                return self._goods(after, last.strip())
        return draft, clause

    def _with_person(self, draft: Pasted, parts: list[str]) -> Pasted:
        if not parts:
            return draft
        alone = len(parts) == 1 and not _PHONE.search(parts[0]) and not _labelled(parts[0])
        if alone and not _looks_like_place(parts[0]):
            if draft.contact.name or not draft.contact.phone:
                return _noted(draft, parts[0])  # a short word that names nobody as far as we can tell
            return replace(draft, contact=replace(draft.contact, name=parts[0]))
        found = read_contact("\n".join(parts))
        known = draft.contact
        if alone:
            found = Contact(address=parts[0][:MAX_ADDRESS])
        contact = Contact(
            found.name or known.name, found.phone or known.phone, found.address or known.address
        )
        kind = "delivery" if found.address and draft.kind != "pickup" else draft.kind
        return replace(draft, contact=contact, kind=kind)


def _labelled(clause: str) -> bool:
    return (
        re.match(r"(?:收货人|收件人|联系人|姓名|名字|电话|手机|地址|收货地址|送货地址)", clause) is not None
    )


def _looks_like_place(clause: str) -> bool:
    return len(_PLACE.findall(clause)) >= 2 and len(clause) >= 5


def _short_name(clause: str) -> bool:
    """Two to four Chinese letters that say nothing else, as people sign."""
    return re.fullmatch(r"[\u4e00-\u9fff]{2,4}", clause) is not None and not _WISH.search(clause)


def _option(draft: Pasted, clause: str) -> Pasted | None:
    """少糖, said after the cake: it belongs to the last thing that has such a choice."""
    typed = plain(clause).removeprefix("要")
    for at in range(len(draft.wishes) - 1, -1, -1):
        wish = draft.wishes[at]
        for group in wish.product.options:
            for choice in group.choices:
                if plain(choice.value) == typed and choice.value not in wish.said:
                    said = replace(wish, said=(*wish.said, choice.value))
                    return replace(draft, wishes=(*draft.wishes[:at], said, *draft.wishes[at + 1 :]))
    return None


def _joined(known: tuple[Wish, ...], wishes: Iterable[Wish], *, more: bool) -> tuple[Wish, ...]:
    """Both; the same thing said again is said, not ordered, again, unless more of it is asked for."""
    kept = {(wish.product.sku, wish.said): wish for wish in known}
    for wish in wishes:
        key = (wish.product.sku, wish.said)
        before = kept.get(key)
        if wish.quantity <= 0:
            for other in [each for each in kept if each[0] == wish.product.sku]:
                left = 0 if wish.quantity == 0 else kept[other].quantity + wish.quantity
                if left > 0:
                    kept[other] = replace(kept[other], quantity=left)
                else:
                    del kept[other]
        elif before is not None and more:
            kept[key] = replace(before, quantity=min(MAX_QUANTITY, before.quantity + wish.quantity))
        else:
            kept[key] = wish
    return tuple(kept.values())


def _noted(draft: Pasted, clause: str) -> Pasted:
    """Into the note when it is a wish, else to what was not understood."""
    if _QUESTION.search(clause) and not _WISH.search(clause):
        return draft if len(clause) < 8 else replace(draft, rest=(*draft.rest, clause))
    if _WISH.search(clause):
        if clause in draft.note:
            return draft
        return replace(draft, note=f"{draft.note}，{clause}" if draft.note else clause)
    return replace(draft, rest=(*draft.rest, clause))
