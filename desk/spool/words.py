"""The words on paper, in the shop's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

_ZH = {
    "copy": "补打 第{n}次 可能重复",
    "backup": "备用 代替 {printer}",
    "late": "延迟 {n} 分钟",
    "change": "改单 旧票作废",
    "cancel": "取消",
    "rush": "催单",
    "rush_n": "第 {n} 次催",
    "test": "测试小票",
    "running": "第 {n} 张",
    "previous": "上一张 #{n} {at}",
    "version": "第{n}版",
    "replaces": "第{n}版 代替第{old}版 {at}",
    "part": "第{n}联 共{of}联",
    "today": "今天",
    "tomorrow": "明天",
    "asap": "尽快",
    "delivery": "送",
    "pickup": "自取",
    "dine-in": "堂食",
    "start": "{at} 开始做",
    "note": "备注：",
    "more": "（还有 {n} 字，看屏幕）",
    "placed": "下单 {at}",
    "paid": "已付款",
    "refunded": "已退款",
    "due": "待收 {amount}",
    "part_paid": "已付 {amount}",
    "total": "合计",
    "delivery_fee": "配送费",
    "mismatch": "金额不符：明细合计 {amount}",
    "was": "原 {text}",
    "now": "改 {text}",
    "none": "无",
    "full": "新单内容",
    "reason": "原因：{text}",
    "reference": "流水 {text}",
    "wechat": "微信支付",
    "cash-on-delivery": "货到付款",
    "counter-qr": "扫码付款",
    "cash": "现金",
    "card": "刷卡",
    "transfer": "转账",
    "other": "其他付款",
    "source.relay": "微信",
    "source.counter": "柜台",
    "source.demo": "演示",
    "kitchen": "厨房",
    "counter": "前台",
    "drinks": "饮品",
    "packing": "打包",
    "what.due": "时间",
    "what.note": "备注",
    "what.name": "姓名",
    "what.phone": "电话",
    "what.address": "地址",
    "what.kind": "方式",
    "what.total": "合计",
    "what.payment": "付款",
    "weekdays": "一二三四五六日",
    "date": "{m}月{d}日 周{w}",
}
_TW = str.maketrans(
    "补复备开单废测试张联联这还有字厨饮货付现转账计费额细应时间话电订发当台",
    "補複備開單廢測試張聯聯這還有字廚飲貨付現轉帳計費額細應時間話電訂發當臺",
)
_EN = {
    "copy": "COPY {n} MAY BE A DUPLICATE",
    "backup": "BACKUP FROM {printer}",
    "late": "LATE {n} MIN",
    "change": "CHANGED  OLD TICKET VOID",
    "cancel": "CANCELLED",
    "rush": "RUSH",
    "rush_n": "asked {n} times",
    "test": "TEST TICKET",
    "running": "No. {n}",
    "previous": "previous #{n} {at}",
    "version": "v{n}",
    "replaces": "v{n} replaces v{old} {at}",
    "part": "part {n} of {of}",
    "today": "today",
    "tomorrow": "tomorrow",
    "asap": "ASAP",
    "delivery": "DELIVERY",
    "pickup": "PICKUP",
    "dine-in": "DINE IN",
    "start": "start {at}",
    "note": "NOTE: ",
    "more": "({n} more characters on screen)",
    "placed": "ordered {at}",
    "paid": "PAID",
    "refunded": "REFUNDED",
    "due": "TO COLLECT {amount}",
    "part_paid": "paid {amount}",
    "total": "Total",
    "delivery_fee": "Delivery",
    "mismatch": "Does not add up: lines give {amount}",
    "was": "was {text}",
    "now": "now {text}",
    "none": "none",
    "full": "The order now",
    "reason": "Reason: {text}",
    "reference": "ref {text}",
    "wechat": "WeChat Pay",
    "cash-on-delivery": "Cash on delivery",
    "counter-qr": "QR at counter",
    "cash": "Cash",
    "card": "Card",
    "transfer": "Transfer",
    "other": "Other payment",
    "source.relay": "WeChat",
    "source.counter": "Counter",
    "source.demo": "Demo",
    "kitchen": "KITCHEN",
    "counter": "COUNTER",
    "drinks": "DRINKS",
    "packing": "PACKING",
    "what.due": "Time",
    "what.note": "Note",
    "what.name": "Name",
    "what.phone": "Phone",
    "what.address": "Address",
    "what.kind": "How",
    "what.total": "Total",
    "what.payment": "Payment",
    "weekdays": "",
    "date": "{m}/{d}",
}
_TABLES = {"zh_CN": _ZH, "zh_TW": {k: v.translate(_TW) for k, v in _ZH.items()}, "en": _EN}


def words(language: str) -> dict[str, str]:
    """The table of a language: zh_CN, zh_TW or en; anything else reads Chinese."""
    return _TABLES.get(language, _ZH)


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """`10:02` in the shop's zone."""
    local = at.astimezone(zone)
    return f"{local.hour:02d}:{local.minute:02d}"


def day_and_time(at: datetime, today: datetime, zone: ZoneInfo, table: dict[str, str]) -> str:
    """`今天 18:00`, `明天 09:30` or `11月25日 周三 09:30`, seen from `today`."""
    local, here = at.astimezone(zone), today.astimezone(zone)
    days = (local.date() - here.date()).days
    time = f"{local.hour:02d}:{local.minute:02d}"
    if days == 0:
        return f"{table['today']} {time}"
    if days == 1:
        return f"{table['tomorrow']} {time}"
    weekdays = table["weekdays"]
    day = table["date"].format(m=local.month, d=local.day, w=weekdays[local.weekday()] if weekdays else "")
    return f"{day} {time}"
