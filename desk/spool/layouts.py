"""Ticket layouts: a snapshot becomes a document. Pure: the same snapshot and width give the same paper.

Kitchen tickets carry no phone or address; the counter ticket is also the delivery slip.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from desk.domain.money import amount, price
from desk.domain.orders import FulfilmentKind, Line, OrderDraft, PaymentState
from desk.domain.tickets import Change, RowStyle, Running, Stamps, Ticket, TicketKind
from desk.spool.words import clock_time, day_and_time, words
from printers import Barcode, Buzzer, Columns, Document, Node, Rule, Space, Style, graphemes
from printers import Line as TextLine

#: A note prints whole up to this many graphemes; the rest stands on the screen (design section 6).
NOTE_LIMIT = 2000

_BIG = Style(2, 2, bold=True)
_TALL = Style(1, 2, bold=True)
_BOLD = Style(bold=True)
_BAR = Style(2, 2, bold=True, inverse=True)
_BAR_TALL = Style(1, 2, bold=True, inverse=True)
_STRIKE = Style(1, 2, strike=True)
_PLAIN = Style()
_GAP = Space(8)


class _Sheet:
    """One ticket while it is laid out."""

    def __init__(self, ticket: Ticket, running: Running, at: datetime, columns: int) -> None:
        self.ticket = ticket
        self.running = running
        self.at = at
        self.wide = columns >= 40
        self.item = _BIG if self.wide else _TALL
        self.bar_style = _BAR if self.wide else _BAR_TALL
        self.zone = ZoneInfo(ticket.timezone)
        self.words = words(ticket.language)
        self.nodes: list[Node] = []

    def add(self, *nodes: Node) -> None:
        self.nodes.extend(nodes)

    def bar(self, text: str) -> None:
        self.add(TextLine(text, self.bar_style, "center"), _GAP)

    def station_name(self) -> str:
        return self.words.get(self.ticket.station, self.ticket.station)

    def source_name(self) -> str:
        return self.words.get(f"source.{self.ticket.source}", self.ticket.source)

    def running_line(self) -> None:
        run = self.running
        left = self.words["running"].format(n=run.number)
        if run.previous is not None and run.previous_at is not None:
            at = clock_time(run.previous_at, self.zone)
            left += " " + self.words["previous"].format(n=run.previous, at=at)
        self.add(Columns(left, self.version()))

    def version(self) -> str:
        ticket = self.ticket
        if ticket.order is None:
            return ""
        if ticket.kind is TicketKind.CHANGE and ticket.old_version is not None:
            at = clock_time(ticket.old_at, self.zone) if ticket.old_at and self.wide else ""
            return (
                self.words["replaces"].format(n=ticket.order.version, old=ticket.old_version, at=at).strip()
            )
        return self.words["version"].format(n=ticket.order.version)

    def head(self) -> None:
        """Order number and station, the running number, and which part of several this is."""
        self.add(Columns(self.ticket.number, self.station_name(), _BIG), _GAP)
        self.running_line()
        if self.ticket.copies > 1:
            self.add(TextLine(self.words["part"].format(n=self.ticket.copy, of=self.ticket.copies)))
        self.add(Rule())

    def due_text(self, due_at: datetime | None, kind: FulfilmentKind) -> str:
        when = day_and_time(due_at, self.at, self.zone, self.words) if due_at else self.words["asap"]
        return f"{when} {self.words[kind.value]}"

    def due(self, order: OrderDraft, *, inverse: bool) -> None:
        text = self.due_text(self.ticket.due_at, order.fulfilment.kind)
        if inverse and self.ticket.start_at:
            text += "  " + self.words["start"].format(at=clock_time(self.ticket.start_at, self.zone))
        if inverse:
            self.add(TextLine(text, _BAR_TALL, "center"))
        else:
            self.add(TextLine(text, self.item))

    def items(self, lines: tuple[Line, ...]) -> None:
        for line in lines:
            self.add(_GAP, Columns(line.name, f"× {line.quantity}", self.item))
            self.details(line)

    def details(self, line: Line) -> None:
        if line.options:
            self.add(TextLine("  ".join(_option(o.name, o.value) for o in line.options), _BOLD, indent=2))
        if line.note:
            self.add(*_paragraphs(line.note, _BOLD, self.words, indent=2))

    def note(self, order: OrderDraft) -> None:
        if order.note:
            self.add(Rule(), *_paragraphs(order.note, _TALL, self.words, prefix=self.words["note"]))

    def foot(self, order: OrderDraft, name: str) -> None:
        received = self.ticket.received_at
        at = ""
        if received:
            local = received.astimezone(self.zone)
            at = self.words["placed"].format(at=f"{local:%m-%d %H:%M:%S}") + " "
        self.add(Rule(), Columns(at + self.source_name(), name))

    def payment(self, order: OrderDraft) -> None:
        """The one thing nobody may miss: paid, or how much to collect."""
        state = order.payment.state
        if state is PaymentState.REFUNDED:
            self.add(TextLine(self.words["refunded"], self.item, "right"))
        elif order.balance <= 0 and (state is PaymentState.PAID or order.payment.paid_amount > 0):
            self.add(TextLine(self.words["paid"], self.item, "right"))
        else:
            due = self.words["due"].format(amount=price(order.balance, order.currency))
            if order.payment.paid_amount:
                paid = price(order.payment.paid_amount, order.currency)
                self.add(TextLine(self.words["part_paid"].format(amount=paid), _BOLD, "right"))
            self.bar(due)


def _option(name: str, value: str) -> str:
    return value if not name else f"{name}:{value}"


def _paragraphs(
    text: str, style: Style, table: dict[str, str], *, prefix: str = "", indent: int = 0
) -> list[Node]:
    """Each line of a note as its own paragraph; over the limit it says how much more there is."""
    rest = 0
    if len(text) > NOTE_LIMIT:
        parts = graphemes(text)
        rest = max(0, len(parts) - NOTE_LIMIT)
        text = "".join(parts[:NOTE_LIMIT])
    nodes: list[Node] = [
        TextLine(part, style, indent=indent) for part in (prefix + text).splitlines() if part.strip()
    ]
    if rest:
        nodes.append(TextLine(table["more"].format(n=rest), _BOLD, indent=indent))
    return nodes


def _kitchen(sheet: _Sheet, order: OrderDraft) -> None:
    sheet.head()
    sheet.due(order, inverse=True)
    sheet.items(sheet.ticket.lines)
    sheet.note(order)
    sheet.foot(order, order.fulfilment.name or order.customer.nickname)
    sheet.add(Space(8), Barcode(sheet.ticket.number))


def _counter(sheet: _Sheet, order: OrderDraft) -> None:
    ticket, table = sheet.ticket, sheet.words
    sheet.add(TextLine(ticket.shop, sheet.item, "center"), _GAP)
    sheet.head()
    _receiver(sheet, order)
    sheet.add(Rule())
    _money(sheet, order, ticket.lines)
    sheet.add(Rule())
    sheet.payment(order)
    method = table[order.payment.method.value]
    reference = order.payment.reference
    shown = f"{reference[:4]}…{reference[-4:]}" if len(reference) > 8 else reference
    sheet.add(Columns(method, table["reference"].format(text=shown) if shown else ""))
    sheet.foot(order, order.customer.nickname)


def _receiver(sheet: _Sheet, order: OrderDraft) -> None:
    to = order.fulfilment
    sheet.due(order, inverse=False)
    if to.name or to.phone:
        sheet.add(_GAP, TextLine(f"{to.name}  {_spaced(to.phone)}".strip(), sheet.item))
    if to.address:
        sheet.add(_GAP, TextLine(to.address, sheet.item), _GAP)
    if order.note:
        sheet.add(*_paragraphs(order.note, _TALL, sheet.words, prefix=sheet.words["note"]))


def _money(sheet: _Sheet, order: OrderDraft, lines: tuple[Line, ...]) -> None:
    for line in lines:
        sheet.add(
            _GAP, Columns(f"{line.name}  {amount(line.amount, order.currency)}", f"× {line.quantity}", _BOLD)
        )
        sheet.details(line)
    for discount in order.discounts:
        sheet.add(Columns(discount.name, amount(-discount.amount, order.currency)))
    if order.delivery_fee:
        sheet.add(Columns(sheet.words["delivery_fee"], amount(order.delivery_fee, order.currency)))
    sheet.add(_GAP, Columns(sheet.words["total"], price(order.amount_due, order.currency), sheet.item))
    if not order.adds_up:
        text = sheet.words["mismatch"].format(amount=price(order.computed_total, order.currency))
        sheet.add(TextLine(text, _BOLD))


def _spaced(phone: str) -> str:
    """A mainland mobile number as people read it; anything else as given."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if len(phone) == 11 and phone.isdigit() else phone


def _change(sheet: _Sheet, order: OrderDraft) -> None:
    sheet.bar(sheet.words["change"])
    sheet.head()
    for change in sheet.ticket.changes:
        _one_change(sheet, order, change)
    sheet.add(Rule(), TextLine(sheet.words["full"], _BOLD))
    if sheet.ticket.layout == "counter":
        _receiver(sheet, order)
        _money(sheet, order, sheet.ticket.lines)
        sheet.payment(order)
    else:
        sheet.due(order, inverse=False)
        sheet.items(sheet.ticket.lines)
        sheet.note(order)
    sheet.foot(order, order.fulfilment.name or order.customer.nickname)


def _one_change(sheet: _Sheet, order: OrderDraft, change: Change) -> None:
    old, new = change.old, change.new
    if change.what == "line":
        if isinstance(old, Line):
            sheet.add(Columns(old.name, f"× {old.quantity}", _STRIKE))
        if isinstance(new, Line):
            sign = "→" if isinstance(old, Line) else "＋"
            sheet.add(Columns(f"{sign} {new.name}", f"× {new.quantity}", _TALL))
            sheet.details(new)
        return
    label = sheet.words[f"what.{change.what}"]
    before, after = (_shown(sheet, order, change.what, v) for v in (str(old or ""), str(new or "")))
    sheet.add(TextLine(f"{label} {sheet.words['was'].format(text=before)}", _PLAIN))
    sheet.add(TextLine(f"{label} {sheet.words['now'].format(text=after)}", _TALL))


def _shown(sheet: _Sheet, order: OrderDraft, what: str, value: str) -> str:
    if not value:
        return sheet.words["asap"] if what == "due" else sheet.words["none"]
    if what == "due":
        return day_and_time(datetime.fromisoformat(value), sheet.at, sheet.zone, sheet.words)
    if what == "kind":
        return sheet.words[value]
    if what == "total":
        return price(int(value), order.currency)
    if what == "payment":
        if value in {"paid", "refunded"}:
            return sheet.words[value]
        return sheet.words["due"].format(amount=price(int(value), order.currency))
    return value[:NOTE_LIMIT]


def _cancel(sheet: _Sheet, order: OrderDraft) -> None:
    sheet.bar(sheet.words["cancel"])
    sheet.head()
    sheet.items(sheet.ticket.lines)
    if sheet.ticket.reason:
        sheet.add(TextLine(sheet.words["reason"].format(text=sheet.ticket.reason), _BOLD))
    sheet.foot(order, order.fulfilment.name or order.customer.nickname)


def _rush(sheet: _Sheet, order: OrderDraft) -> None:
    sheet.bar(sheet.words["rush"])
    sheet.head()
    if sheet.ticket.rushed > 1:
        sheet.add(TextLine(sheet.words["rush_n"].format(n=sheet.ticket.rushed), _TALL))
    sheet.due(order, inverse=False)
    sheet.items(sheet.ticket.lines)
    sheet.foot(order, order.fulfilment.name or order.customer.nickname)


def _now_paid(sheet: _Sheet, order: OrderDraft) -> None:
    sheet.bar(sheet.words["paid"])
    sheet.head()
    sheet.add(Columns(sheet.words["total"], price(order.amount_due, order.currency), sheet.item))
    sheet.add(TextLine(sheet.words[order.payment.method.value]))
    sheet.foot(order, order.fulfilment.name or order.customer.nickname)


def _plain(sheet: _Sheet) -> None:
    ticket = sheet.ticket
    sheet.add(TextLine(ticket.shop, sheet.item, "center"))
    if ticket.kind is TicketKind.TEST:
        sheet.bar(sheet.words["test"])
    sheet.running_line()
    sheet.add(Rule())
    sheet.add(*(Columns(left, right) for left, right in ticket.text))


def _summary(sheet: _Sheet) -> None:
    ticket = sheet.ticket
    sheet.bar(ticket.number)
    sheet.add(TextLine(ticket.shop, _BOLD, "center"))
    sheet.running_line()
    sheet.add(Rule())
    for left, right in ticket.text:
        match left[:1]:
            case RowStyle.RULE:
                sheet.add(Rule())
            case RowStyle.HEADING:
                sheet.add(_GAP, Columns(left[1:], right, _TALL))
            case RowStyle.ITEM:
                sheet.add(_GAP, Columns(left[1:], right, sheet.item))
            case RowStyle.BUZZER:
                sheet.add(Buzzer(5, 400))
            case _:
                sheet.add(Columns(left[1:], right))


_LAYOUTS = {
    TicketKind.KITCHEN: _kitchen,
    TicketKind.COUNTER: _counter,
    TicketKind.CHANGE: _change,
    TicketKind.CANCEL: _cancel,
    TicketKind.RUSH: _rush,
    TicketKind.NOW_PAID: _now_paid,
}


def lay_out(ticket: Ticket, running: Running, at: datetime, columns: int) -> Document:
    """The ticket as a document for paper of that many half-width columns; `at` is when its first attempt starts."""
    sheet = _Sheet(ticket, running, at, columns)
    layout = _LAYOUTS.get(ticket.kind)
    if ticket.kind in {TicketKind.SUMMARY, TicketKind.RECONCILE}:
        _summary(sheet)
    elif layout is None or ticket.order is None:
        _plain(sheet)
    else:
        layout(sheet, ticket.order)
    return Document(tuple(sheet.nodes))


def banner(stamps: Stamps, language: str, columns: int) -> Document | None:
    """What stands above one attempt's ticket: 补打, 备用, 延迟. None when there is nothing to say."""
    table = words(language)
    style = _BAR_TALL
    nodes: list[Node] = []
    if stamps.attempt > 1:
        nodes.append(TextLine(table["copy"].format(n=stamps.attempt), style, "center"))
    if stamps.backup_from:
        nodes.append(TextLine(table["backup"].format(printer=stamps.backup_from), style, "center"))
    if stamps.late_minutes is not None:
        nodes.append(TextLine(table["late"].format(n=stamps.late_minutes), style, "center"))
    return Document(tuple(nodes)) if nodes else None
