"""What the window says of a printer: IPP states and reasons in plain words, and what to do about them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desk.domain.board import PrinterCard

#: A printer's or job's reason in two or three words.
_REASONS = {
    "media-empty": QT_TRANSLATE_NOOP("PrinterWords", "缺纸"),
    "media-low": QT_TRANSLATE_NOOP("PrinterWords", "纸快用完"),
    "cover-open": QT_TRANSLATE_NOOP("PrinterWords", "盖子开着"),
    "offline": QT_TRANSLATE_NOOP("PrinterWords", "离线"),
    "cutter-error": QT_TRANSLATE_NOOP("PrinterWords", "切刀卡住"),
    "mechanical-error": QT_TRANSLATE_NOOP("PrinterWords", "机械故障"),
    "unrecoverable-error": QT_TRANSLATE_NOOP("PrinterWords", "严重故障"),
    "overheated": QT_TRANSLATE_NOOP("PrinterWords", "过热，等一会儿"),
    "feeding": QT_TRANSLATE_NOOP("PrinterWords", "正在走纸"),
    "unreachable": QT_TRANSLATE_NOOP("PrinterWords", "连不上"),
    "not-responding": QT_TRANSLATE_NOOP("PrinterWords", "没有回应"),
    "superseded": QT_TRANSLATE_NOOP("PrinterWords", "已改单，由新版代替"),
    "restart": QT_TRANSLATE_NOOP("PrinterWords", "打印时程序重启过"),
    "timeout": QT_TRANSLATE_NOOP("PrinterWords", "打印机没有及时确认"),
    "connection-lost": QT_TRANSLATE_NOOP("PrinterWords", "打印时断了连接"),
    "stale": QT_TRANSLATE_NOOP("PrinterWords", "等得太久"),
}
#: What a person does about it.
_ADVICE = {
    "media-empty": QT_TRANSLATE_NOOP("PrinterWords", "装一卷新纸，合上盖子，会自动接着打。"),
    "media-low": QT_TRANSLATE_NOOP("PrinterWords", "备好一卷新纸，还能打一会儿。"),
    "cover-open": QT_TRANSLATE_NOOP("PrinterWords", "把盖子合上，听到咔嗒一声。"),
    "offline": QT_TRANSLATE_NOOP("PrinterWords", "按一下打印机上的联机键，或关掉再打开。"),
    "cutter-error": QT_TRANSLATE_NOOP("PrinterWords", "关掉电源，取出卡住的纸，再打开。"),
    "mechanical-error": QT_TRANSLATE_NOOP("PrinterWords", "关掉电源再打开；还是不行就换备用打印机。"),
    "unrecoverable-error": QT_TRANSLATE_NOOP("PrinterWords", "关掉电源再打开；还是不行就换备用打印机。"),
    "overheated": QT_TRANSLATE_NOOP("PrinterWords", "打印头太热，凉下来会自动接着打。"),
    "feeding": QT_TRANSLATE_NOOP("PrinterWords", "松开走纸键。"),
    "unreachable": QT_TRANSLATE_NOOP("PrinterWords", "看电源灯亮不亮、网线或 USB 线插好没有。"),
    "not-responding": QT_TRANSLATE_NOOP("PrinterWords", "关掉打印机，数到十，再打开。"),
}


def reason_word(reason: str) -> str:
    """A printer's or job's reason in two or three words."""
    return QCoreApplication.translate("PrinterWords", str(_REASONS[reason])) if reason in _REASONS else reason


def advice(reason: str) -> str:
    """What a person does about a reason; empty when there is nothing to do."""
    return QCoreApplication.translate("PrinterWords", str(_ADVICE[reason])) if reason in _ADVICE else ""


def reason_sentence(reason: str) -> str:
    """What is the matter and what to do, as one or two sentences."""
    todo = advice(reason)
    if not todo:
        return reason_word(reason)
    return QCoreApplication.translate("PrinterWords", "{reason}。{advice}").format(
        reason=reason_word(reason), advice=todo
    )


def troubled(card: PrinterCard) -> bool:
    """Whether somebody should look at the printer; little paper counts."""
    return card.state == "stopped" or bool(card.reasons)


def stopped(card: PrinterCard) -> bool:
    """Whether nothing prints."""
    return card.state == "stopped" or any(reason != "media-low" for reason in card.reasons)


def printer_word(card: PrinterCard) -> str:
    """The printer's state in a word or two: its first reason, else what it does."""
    if card.reasons:
        worst = sorted(card.reasons, key=lambda reason: reason == "media-low")
        return reason_word(worst[0])
    match card.state:
        case "stopped":
            return QCoreApplication.translate("PrinterWords", "停了")
        case "processing":
            return QCoreApplication.translate("PrinterWords", "打印中")
        case _:
            return QCoreApplication.translate("PrinterWords", "就绪")


def printer_name(name: str) -> str:
    """The usual station names in words; any other name as it is configured."""
    match name:
        case "kitchen":
            return QCoreApplication.translate("PrinterWords", "厨房打印机")
        case "counter":
            return QCoreApplication.translate("PrinterWords", "前台打印机")
        case "drinks":
            return QCoreApplication.translate("PrinterWords", "饮品打印机")
        case "packing":
            return QCoreApplication.translate("PrinterWords", "打包打印机")
        case _:
            return name


def station_name(name: str) -> str:
    """The usual stations in words; any other name as it is configured."""
    match name:
        case "kitchen":
            return QCoreApplication.translate("PrinterWords", "厨房")
        case "counter":
            return QCoreApplication.translate("PrinterWords", "前台")
        case "drinks":
            return QCoreApplication.translate("PrinterWords", "饮品")
        case "packing":
            return QCoreApplication.translate("PrinterWords", "打包")
        case _:
            return name


def waiting(backlog: int) -> str:
    """How many tickets wait."""
    return QCoreApplication.translate("PrinterWords", "{n} 张在等").format(n=backlog)
