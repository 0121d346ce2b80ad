"""What the WeChat page says: types of account, what they can do, the line to the relay, what went wrong."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desk.domain.wechat import RelayCard, WeChatAccount
from desk.ui.times import ShopTime
from desk.ui.words import Chip


def kind_word(kind: str) -> str:
    """The type of an account."""
    match kind:
        case "personal":
            return QCoreApplication.translate("WeChat", "公众号（未认证，个人）")
        case "verified":
            return QCoreApplication.translate("WeChat", "公众号（已认证）")
        case "service":
            return QCoreApplication.translate("WeChat", "服务号（已认证）")
        case "test":
            return QCoreApplication.translate("WeChat", "测试号")
        case _:
            return kind


def line_chip(relay: RelayCard) -> Chip:
    """Whether the relay is connected."""
    match relay.state:
        case "running":
            return Chip(QCoreApplication.translate("WeChat", "● 已连接"), "good")
        case "trouble":
            return Chip(QCoreApplication.translate("WeChat", "▲ 没连上"), "bad")
        case _:
            return Chip(QCoreApplication.translate("WeChat", "正在连接…"), "quiet")


def line_words(relay: RelayCard, times: ShopTime, now: float) -> str:
    """Since when, and what that means for orders."""
    since = "" if relay.since is None else times.due(relay.since, now)
    if relay.state == "running":
        return QCoreApplication.translate("WeChat", "{since} 起一直连着，顾客的单马上就到。").format(
            since=since
        )
    if relay.state != "trouble":
        return QCoreApplication.translate("WeChat", "正在连到中继，一般几秒钟。")
    waiting = QCoreApplication.translate(
        "WeChat", "{since} 起没连上。顾客照样能下单，单子在中继那里等，连上就来。"
    ).format(since=since)
    return f"{waiting}\n{line_trouble(relay.reason)}"


def line_trouble(reason: str) -> str:
    """Why the line is down, and what to do."""
    match reason:
        case "unreachable":
            return QCoreApplication.translate(
                "WeChat", "连不到那台服务器：看看这台电脑的网络，或问架中继的人。"
            )
        case "unknown-desk":
            return QCoreApplication.translate("WeChat", "中继不认得这台电脑了：要一个新的配对码，重新配对。")
        case "clock":
            return QCoreApplication.translate(
                "WeChat", "这台电脑的时间差了 5 分钟以上：在系统设置里打开自动校时。"
            )
        case "insecure":
            return QCoreApplication.translate(
                "WeChat", "地址是 http:// 开头，密钥会被人看到：请架中继的人换成 https://。"
            )
        case "no-relay":
            return QCoreApplication.translate("WeChat", "那个地址上回答的不是中继：检查地址。")
        case _:
            return QCoreApplication.translate("WeChat", "中继回答说不行：请架中继的人看它的日志。")


def pairing_trouble(reason: str) -> str:
    """Why pairing did not come about, and what to do."""
    match reason:
        case "address":
            return QCoreApplication.translate("WeChat", "这不像中继的地址。照抄一遍，以 https:// 开头。")
        case "insecure":
            return QCoreApplication.translate(
                "WeChat",
                "地址是 http:// 开头，公众号的密钥会在路上被人看到，所以不能配对。请架中继的人给它装证书，换成 https://。",
            )
        case "digits":
            return QCoreApplication.translate("WeChat", "配对码是 6 位数字。")
        case "unreachable":
            return QCoreApplication.translate(
                "WeChat", "连不上这个地址。检查有没有打错、网络通不通；都对的话，请架中继的人看它开着没有。"
            )
        case "no-relay":
            return QCoreApplication.translate(
                "WeChat", "这个地址上回答的不是中继。检查地址，别把网页或公众号后台的地址填进来。"
            )
        case "clock":
            return QCoreApplication.translate(
                "WeChat", "这台电脑和中继的时间差了 5 分钟以上。在系统设置里打开自动校时，再试一次。"
            )
        case "wrong-code":
            return QCoreApplication.translate("WeChat", "配对码不对。再看一眼；错满 5 次这个码就作废。")
        case "void-code":
            return QCoreApplication.translate(
                "WeChat", "这个配对码作废了：超过 10 分钟、用过一次，或错了 5 次。要一个新的。"
            )
        case _:
            return QCoreApplication.translate("WeChat", "没有配对成：{reason}").format(reason=reason)


def ability(name: str) -> str:
    """A capability as a person understands it; "" for one that means nothing to an owner."""
    words = {
        "passive-reply": QCoreApplication.translate("WeChat", "顾客发消息时自动回复、点单"),
        "safe-mode": QCoreApplication.translate("WeChat", "消息加密（安全模式）"),
        "service-message": QCoreApplication.translate("WeChat", "在“消息”页直接回复、主动通知做好了"),
        "service-desk": QCoreApplication.translate("WeChat", "转给微信自带的多客服"),
        "notice": QCoreApplication.translate("WeChat", "发订阅通知（送出、做好了）"),
        "template": QCoreApplication.translate("WeChat", "发模板消息"),
        "menu": QCoreApplication.translate("WeChat", "由程序设置聊天窗下面的菜单"),
        "menu-by-hand": QCoreApplication.translate("WeChat", "保留后台手设的菜单"),
        "followers": QCoreApplication.translate("WeChat", "看关注者名单、打标签"),
        "oauth": QCoreApplication.translate("WeChat", "打开网页就认出是哪位顾客"),
        "scene-qr": QCoreApplication.translate("WeChat", "带参数的二维码（桌号、渠道）"),
        "mass-send": QCoreApplication.translate("WeChat", "群发"),
        "publish": QCoreApplication.translate("WeChat", "由程序发布文章"),
        "statistics": QCoreApplication.translate("WeChat", "读阅读和关注的数据"),
        "pay": QCoreApplication.translate("WeChat", "聊天里用微信支付付款"),
    }
    return words.get(name, "")


def abilities(account: WeChatAccount) -> tuple[Sequence[str], Sequence[str]]:
    """What it can do, and what it cannot; by hand or after an approval counts as can, and says so."""
    able: list[str] = []
    unable: list[str] = []
    for name, how in account.can:
        words = ability(name)
        if not words:
            continue
        match how:
            case "yes":
                able.append(words)
            case "manual":
                able.append(
                    QCoreApplication.translate("WeChat", "{what}：要到公众号后台手动弄").format(what=words)
                )
            case "apply":
                able.append(QCoreApplication.translate("WeChat", "{what}：先向微信申请").format(what=words))
            case _:
                unable.append(words)
    return able, unable


def console_steps(account: WeChatAccount) -> list[str]:
    """What to do in WeChat's console, in order."""
    mode = (
        QCoreApplication.translate("WeChat", "测试号只有明文方式，填 URL 和 Token 就行。")
        if account.kind == "test"
        else QCoreApplication.translate("WeChat", "“消息加解密方式”选“安全模式”。")
    )
    return [
        QCoreApplication.translate(
            "WeChat", "用电脑打开 mp.weixin.qq.com 登录，先把现在的自动回复和菜单截图留底。"
        ),
        QCoreApplication.translate(
            "WeChat",
            "左边进“设置与开发”→“开发接口管理”（有的账号叫“基本配置”），找到“服务器配置”，点“修改配置”。",
        ),
        QCoreApplication.translate(
            "WeChat", "把上面的回调地址贴到 URL，再贴 Token 和 EncodingAESKey，一个字都不要改。{mode}"
        ).format(mode=mode),
        QCoreApplication.translate(
            "WeChat", "点“提交”。显示“提交成功”就是通了；失败就看看中继是不是开着、地址对不对。"
        ),
        QCoreApplication.translate(
            "WeChat", "再点“启用”，然后用自己的微信给公众号发“菜单”：收到价目表就好了。"
        ),
        QCoreApplication.translate(
            "WeChat",
            "想要原来的菜单回来：“自定义菜单”→“详情”→“开启”。开启以后内容改不了，要改得先停用服务器配置。",
        ),
    ]
