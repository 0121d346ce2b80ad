"""What happened to an order and its tickets, in sentences a layman reads."""

from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desk.domain.board import JobCard, OrderDetail, TimelineEntry
from desk.domain.money import short_price
from desk.ui.printer_words import printer_name, reason_word, station_name
from desk.ui.times import ShopTime
from desk.ui.words import state_word


class Sentence(NamedTuple):
    """One line of a history; `tone` is a colour token for its dot and text."""

    at: float
    text: str
    tone: str


def ticket_name(job: JobCard) -> str:
    """`厨房小票`, `前台改单票`."""
    station = station_name(job.station)
    match job.kind:
        case "change":
            return QCoreApplication.translate("History", "{station}改单票").format(station=station)
        case "cancel":
            return QCoreApplication.translate("History", "{station}取消票").format(station=station)
        case "rush":
            return QCoreApplication.translate("History", "{station}催单票").format(station=station)
        case "now-paid":
            return QCoreApplication.translate("History", "{station}收款票").format(station=station)
        case _:
            return QCoreApplication.translate("History", "{station}小票").format(station=station)


def ticket_title(job: JobCard) -> str:
    """The ticket with its running number, once it has one."""
    return f"{ticket_name(job)} #{job.number}" if job.number else ticket_name(job)


def question_reason(job: JobCard, times: ShopTime) -> str:
    """Why a person is asked about a ticket."""
    at = times.clock(job.updated_at)
    reason = job.reasons[0] if job.reasons else ""
    match reason:
        case "connection-lost":
            text = QCoreApplication.translate("History", "{time} 打到一半断了连接，可能只打了一部分。")
        case "restart":
            text = QCoreApplication.translate("History", "{time} 打印时程序重启过，可能已经打出来。")
        case "timeout" | "not-responding":
            text = QCoreApplication.translate("History", "{time} 打印机没有回答，可能已经打出来。")
        case "stale":
            text = QCoreApplication.translate("History", "这张票等得太久（从 {time} 起），还要打吗？")
        case _:
            text = QCoreApplication.translate("History", "{time} 起不能确定，请去打印机那里看一眼。")
    return text.format(time=at)


#: Job state -> sentence and tone. `{reason}`, `{n}` and `{by}` are filled in.
_SENTENCES = {
    "queued": (QT_TRANSLATE_NOOP("History", "排队等打印"), "muted"),
    "queued again": (QT_TRANSLATE_NOOP("History", "{by} 要求再打一次"), "ink"),
    "blocked": (QT_TRANSLATE_NOOP("History", "等待：{reason}"), "amber"),
    "sending": (QT_TRANSLATE_NOOP("History", "开始打印"), "muted"),
    "sending again": (QT_TRANSLATE_NOOP("History", "补打，第 {n} 次"), "ink"),
    "sent": (QT_TRANSLATE_NOOP("History", "已全部送到打印机，等它确认"), "muted"),
    "holding": (QT_TRANSLATE_NOOP("History", "打到一半缺纸，装纸后会继续"), "amber"),
    "confirmed": (QT_TRANSLATE_NOOP("History", "打印机确认：已打印 ✓"), "green"),
    "unconfirmed": (QT_TRANSLATE_NOOP("History", "已发送，此打印机无法确认"), "ink"),
    "uncertain": (QT_TRANSLATE_NOOP("History", "可能已打印"), "red"),
    "uncertain why": (QT_TRANSLATE_NOOP("History", "{reason}，可能已打印"), "red"),
    "ask": (QT_TRANSLATE_NOOP("History", "等人看一眼：出来了吗？"), "red"),
    "person-confirmed": (QT_TRANSLATE_NOOP("History", "{by} 看过：出来了 ✓"), "green"),
    "cancelled": (QT_TRANSLATE_NOOP("History", "不打了 {by}"), "muted"),
    "cancelled superseded": (QT_TRANSLATE_NOOP("History", "没有打，改单后由新票代替"), "muted"),
}


def job_sentence(state: str, attempt: int, reason: str, by: str) -> tuple[str, str]:
    """One entry of a ticket's log as a sentence without its subject, and its tone."""
    key = state
    if (state == "queued" and by) or (state == "sending" and attempt > 1):
        key += " again"
    elif state == "uncertain" and reason:
        key += " why"
    elif state == "cancelled" and reason == "superseded":
        key += " superseded"
    text, tone = _SENTENCES.get(key, (state, "muted"))
    words = QCoreApplication.translate("History", str(text))
    return words.format(reason=reason_word(reason), n=attempt, by=by).strip(), tone


def job_sentences(job: JobCard) -> list[Sentence]:
    """The whole log of a ticket."""
    return [
        Sentence(at, *job_sentence(state, attempt, reason, by)) for at, state, attempt, reason, by in job.log
    ]


def timeline_sentence(entry: TimelineEntry, detail: OrderDetail) -> str:
    """One entry of an order's time line."""
    match entry.what:
        case "received":
            text = QCoreApplication.translate("History", "下单")
        case "changed":
            text = QCoreApplication.translate("History", "改单")
        case "rush":
            text = QCoreApplication.translate("History", "催单")
        case "reprint":
            text = QCoreApplication.translate("History", "要求补打")
        case "undo":
            text = QCoreApplication.translate("History", "撤销上一步")
        case "note":
            text = QCoreApplication.translate("History", "备注")
        case "paid":
            amount = entry.detail
            if amount.isdigit():
                amount = short_price(int(amount), detail.card.currency)
            return QCoreApplication.translate("History", "已付款 {amount}").format(amount=amount).strip()
        case "refunded" | "refund-needed" | "refund-failed" | "payment-closed" | "payment-refused":
            return _money_sentence(entry, detail)
        case _:
            text = state_word(entry.what)
    return " · ".join(part for part in (text, entry.detail, entry.by) if part)


def _money_sentence(entry: TimelineEntry, detail: OrderDetail) -> str:
    """Money that went back, or has to."""
    amount = short_price(int(entry.detail), detail.card.currency) if entry.detail.isdigit() else ""
    match entry.what:
        case "refunded":
            text = QCoreApplication.translate("History", "已退款 {amount}")
        case "refund-needed":
            text = QCoreApplication.translate("History", "▲ 要退款 {amount}：单子取消了，钱已经收了")
        case "refund-failed":
            text = QCoreApplication.translate("History", "▲ 退款 {amount} 没有成功，到微信支付商户平台看看")
        case "payment-refused":
            text = QCoreApplication.translate(
                "History", "▲ 微信来了一笔对不上的钱 {amount}，没有算进去，到商户平台看看"
            )
        case _:
            text = QCoreApplication.translate("History", "没有付款，付款码作废了")
    return text.format(amount=amount)


def whole_history(detail: OrderDetail) -> list[Sentence]:
    """Time line and tickets together, oldest first; of the tickets only what matters."""
    found = [Sentence(entry.at, timeline_sentence(entry, detail), "ink") for entry in detail.timeline]
    for job in detail.jobs:
        title = ticket_title(job)
        for at, state, attempt, reason, by in job.log:
            if state in {"sent", "ask"} or (state in {"queued", "sending"} and attempt <= 1 and not by):
                continue
            text, tone = job_sentence(state, attempt, reason, by)
            found.append(Sentence(at, f"{title} {text}", tone))
    return sorted(found, key=lambda sentence: sentence.at)


def ticket_place(job: JobCard) -> str:
    """Where a ticket prints and which attempt it is at."""
    where = printer_name(job.printer)
    if job.attempt > 1:
        return QCoreApplication.translate("History", "{printer} · 第 {n} 次打印").format(
            printer=where, n=job.attempt
        )
    return where
