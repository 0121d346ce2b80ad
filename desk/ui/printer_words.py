"""What the window says of a printer: IPP states and reasons in plain words, and what to do about them."""

from PySide6.QtCore import QCoreApplication

from desk.domain.board import PrinterCard


def reason_word(reason: str) -> str:
    """A printer's or job's reason in two or three words."""
    match reason:
        case "media-empty":
            return QCoreApplication.translate("PrinterWords", "缺纸")
        case "media-low":
            return QCoreApplication.translate("PrinterWords", "纸快用完")
        case "cover-open":
            return QCoreApplication.translate("PrinterWords", "盖子开着")
        case "offline":
            return QCoreApplication.translate("PrinterWords", "离线")
        case "cutter-error":
            return QCoreApplication.translate("PrinterWords", "切刀卡住")
        case "mechanical-error":
            return QCoreApplication.translate("PrinterWords", "机械故障")
        case "unrecoverable-error":
            return QCoreApplication.translate("PrinterWords", "严重故障")
        case "overheated":
            return QCoreApplication.translate("PrinterWords", "过热，等一会儿")
        case "feeding":
            return QCoreApplication.translate("PrinterWords", "正在走纸")
        case "unreachable":
            return QCoreApplication.translate("PrinterWords", "连不上")
        case "not-responding":
            return QCoreApplication.translate("PrinterWords", "没有回应")
        case "superseded":
            return QCoreApplication.translate("PrinterWords", "已改单，由新版代替")
        case "restart":
            return QCoreApplication.translate("PrinterWords", "打印时程序重启过")
        case "timeout":
            return QCoreApplication.translate("PrinterWords", "打印机没有及时确认")
        case "connection-lost":
            return QCoreApplication.translate("PrinterWords", "打印时断了连接")
        case "stale":
            return QCoreApplication.translate("PrinterWords", "等得太久")
        case _:
            return reason


def advice(reason: str) -> str:
    """What a person does about a reason; empty when there is nothing to do."""
    match reason:
        case "media-empty":
            return QCoreApplication.translate("PrinterWords", "装一卷新纸，合上盖子，会自动接着打。")
        case "media-low":
            return QCoreApplication.translate("PrinterWords", "备好一卷新纸，还能打一会儿。")
        case "cover-open":
            return QCoreApplication.translate("PrinterWords", "把盖子合上，听到咔嗒一声。")
        case "offline":
            return QCoreApplication.translate("PrinterWords", "按一下打印机上的联机键，或关掉再打开。")
        case "cutter-error":
            return QCoreApplication.translate("PrinterWords", "关掉电源，取出卡住的纸，再打开。")
        case "mechanical-error" | "unrecoverable-error":
            return QCoreApplication.translate("PrinterWords", "关掉电源再打开；还是不行就换备用打印机。")
        case "overheated":
            return QCoreApplication.translate("PrinterWords", "打印头太热，凉下来会自动接着打。")
        case "feeding":
            return QCoreApplication.translate("PrinterWords", "松开走纸键。")
        case "unreachable":
            return QCoreApplication.translate("PrinterWords", "看电源灯亮不亮、网线或 USB 线插好没有。")
        case "not-responding":
            return QCoreApplication.translate("PrinterWords", "关掉打印机，数到十，再打开。")
        case _:
            return ""


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
    return QCoreApplication.translate("PrinterWords", "%n 张在等", None, backlog)
