"""What the message page says of conversations and answers."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desk.domain.inbox import TalkCard, TalkMessage
from desk.ui.words import Chip


def who(card: TalkCard) -> str:
    """The customer's name, or the end of their id, by which two without a name are told apart."""
    if card.name:
        return card.name
    return QCoreApplication.translate("Inbox", "顾客 …{end}").format(end=card.key.customer[-4:])


def snippet(card: TalkCard) -> str:
    """The newest message in one line."""
    text = " ".join(card.last.split())
    if card.last_kind == "answer":
        return QCoreApplication.translate("Inbox", "我：{text}").format(text=text)
    return event_word(card.last_kind, "", text) or text


def event_word(kind: str, number: str, text: str) -> str:
    """What a message that is more than a text means; "" for a text."""
    match kind:
        case "human":
            return QCoreApplication.translate("Inbox", "想找店主本人")
        case "cancel":
            return (
                QCoreApplication.translate("Inbox", "做起来了才说想取消 {number}")
                .format(number=number)
                .strip()
            )
        case "change":
            words = (
                QCoreApplication.translate("Inbox", "做起来了才说想改 {number}").format(number=number).strip()
            )
            return f"{words}：{text}" if text else words
        case "picture":
            return QCoreApplication.translate("Inbox", "发来图片、语音或表情，要到微信里看")
        case _:
            return ""


def talk_chips(card: TalkCard) -> list[Chip]:
    """What this conversation is about."""
    found: list[Chip] = []
    if card.done:
        found.append(Chip(QCoreApplication.translate("Inbox", "已处理"), "good"))
    elif card.human:
        found.append(Chip(QCoreApplication.translate("Inbox", "● 找人工"), "info"))
    if not card.done and card.last_kind in {"change", "cancel"}:
        found.append(Chip(QCoreApplication.translate("Inbox", "▲ 想改单"), "warn"))
    return found


def fate(message: TalkMessage) -> tuple[str, str]:
    """What became of an answer, and its colour token."""
    match message.state:
        case "sending":
            return QCoreApplication.translate("Inbox", "正在发…"), "muted"
        case "sent":
            return QCoreApplication.translate("Inbox", "已送到微信 ✓"), "green"
        case "by-hand":
            return QCoreApplication.translate("Inbox", "已在微信里回复"), "green"
        case _:
            return QCoreApplication.translate("Inbox", "▲ 没送到"), "red"


def way_out(reason: str, name: str) -> str:
    """Why an answer was not delivered and what to do."""
    match reason:
        case "unsupported":
            return QCoreApplication.translate(
                "Inbox",
                "这个公众号没有主动发消息的接口。复制这段话，打开手机上的“公众号助手”（或 mp.weixin.qq.com 的“私信”），找到{name}，贴上发出。",
            ).format(name=name)
        case "window" | "window-closed" | "45015":
            return QCoreApplication.translate(
                "Inbox",
                "{name}已经超过 48 小时没有发消息，微信不让再主动发。等{name}再发一句，或打电话。",
            ).format(name=name)
        case "quota" | "limit" | "45047":
            return QCoreApplication.translate(
                "Inbox", "微信限制的条数用完了，要等{name}再发一句才能回。"
            ).format(name=name)
        case "unreachable" | "interrupted":
            return QCoreApplication.translate("Inbox", "中继没有回答，不知道送到没有。再试一次不会发成两条。")
        case "unknown-account":
            return QCoreApplication.translate("Inbox", "中继上已经没有这个公众号了。")
        case _:
            return _wechat_says(reason, name)


def _wechat_says(reason: str, name: str) -> str:
    """What its interface answered the relay."""
    match reason:
        case "daily-quota":
            return QCoreApplication.translate(
                "Inbox", "微信今天的发送次数用完了，明天再发；急的话到微信里直接回复{name}，或打电话。"
            ).format(name=name)
        case "busy":
            return QCoreApplication.translate("Inbox", "微信说发得太快了，没有发出去。过一分钟再试。")
        case "unfollowed":
            return QCoreApplication.translate(
                "Inbox", "{name}已经不关注这个公众号了，微信不让再发。请打电话。"
            ).format(name=name)
        case "misconfigured":
            return QCoreApplication.translate(
                "Inbox",
                "中继进不了微信的接口，没有发出去：请架中继的人看看 AppSecret 和 IP 白名单。急的话到微信里直接回复{name}。",
            ).format(name=name)
        case "too-long":
            return QCoreApplication.translate(
                "Inbox", "太长了，没有发出去：微信一条最多收大约 680 个字，表情算得更多。分两条发。"
            )
        case "unavailable":
            return QCoreApplication.translate(
                "Inbox",
                "中继上没有填这个公众号的 AppSecret，发不出去：请架中继的人填上。现在先到微信里直接回复{name}。",
            ).format(name=name)
        case "stopped":
            return QCoreApplication.translate(
                "Inbox", "微信封了这个公众号的发送接口，原因在 mp.weixin.qq.com 里看。急的话打电话给{name}。"
            ).format(name=name)
        case "wechat-unreachable":
            return QCoreApplication.translate("Inbox", "中继连不上微信，没有发出去。过一会儿再试。")
        case "unknown":
            return QCoreApplication.translate(
                "Inbox",
                "微信没有回音，{name}可能收到了，也可能没有。先到微信里看一眼：再试一次可能会发成两条。",
            ).format(name=name)
        case _:
            return QCoreApplication.translate(
                "Inbox", "微信没有收下（{reason}）。再试一次；还是不行就到微信里直接回复{name}。"
            ).format(reason=reason, name=name)


def shipped_replies() -> list[str]:
    """Replies that stand ready until the owner writes others."""
    return [
        QCoreApplication.translate("Inbox", "好的，马上安排。"),
        QCoreApplication.translate("Inbox", "已经在做了，做好马上告诉您。"),
        QCoreApplication.translate("Inbox", "抱歉，已经做好了，这次改不了。"),
        QCoreApplication.translate("Inbox", "可以改，我来处理。"),
        QCoreApplication.translate("Inbox", "骑手已经出发，请留意电话。"),
        QCoreApplication.translate("Inbox", "谢谢，欢迎下次再来！"),
    ]


def replies(own: Sequence[str]) -> Sequence[str]:
    """The owner's replies, or the shipped ones."""
    return own or shipped_replies()
