"""What customers read in the chat, as shipped; the owner may change each text, keyed by name.

`{…}` are filled in: an owner's text may use what the shipped one of its name uses, and nothing else.
"""

from collections.abc import Mapping

#: The longest text of the owner's, in characters: a question must leave room for its choices in one reply.
MAX_TEXT = 200
#: The longest of those that stand beside others in one reply, in characters, and their names.
MAX_SHORT = 50
SHORT = frozenset(
    {
        "menu", "menu_more", "menu_help", "menu_link", "cart", "cart_total", "delivery", "pickup", "last_address",
        "other_address", "soon", "slots_full", "slots_left", "cash-on-delivery", "counter-qr", "summary", "fee",
        "total", "confirm",
    }
)  # fmt: skip
#: Keywords with an answer of their own, their longest, and the longest answer, in characters.
MAX_KEYWORDS, MAX_KEYWORD, MAX_ANSWER = 50, 20, 600

TEXTS: Mapping[str, str] = {
    "welcome": "欢迎来到{shop}！",
    "notice": "下单时请提供姓名、电话和地址，仅用于本店配送与联系。",
    "menu": "{shop} 菜单",
    "menu_empty": "菜单还在准备中，请稍后再来。",
    "menu_more": "回复 下一页 看更多",
    "menu_help": "回复数字下单，如 2 或 2份3号",
    "menu_link": "也可以在网页上点：{link}",
    "menu_article": "点开看菜单下单；也可以直接回复菜单上的数字，如 2 或 2份3号。回复 下一页 看文字菜单。",
    "unknown": "没看懂“{said}”，请回复菜单上的数字：",
    "no_pictures": "暂时看不了图片和表情，请打字回复。",
    "beyond": "菜单上没有 {number} 号。",
    "which": "您要哪一个？",
    "option": "{option}？",
    "pick": "请回复 1 到 {most} 的数字。",
    "cart": "已选：",
    "cart_empty": "还没有选东西。",
    "cart_total": "共 {total}，回复 0 结账",
    "sold_out": "抱歉，{product} 今天卖完了。",
    "gone": "抱歉，{product} 已经下架了。",
    "only_left": "{product} 只剩 {left} 份了。",
    "too_many": "一次最多 {most} 份，更多请直接联系店主。",
    "delivery": "送货",
    "pickup": "自取",
    "last_address": "送到上次的地址 {address}",
    "other_address": "换地址",
    "contact": "请一次发来：姓名 电话 地址",
    "contact_pickup": "请一次发来：姓名 电话",
    "need_name": "怎么称呼您？",
    "need_phone": "请发一下电话号码",
    "need_address": "请发一下送货地址",
    "no_delivery": "抱歉，这个地址我们送不到。可以换个地址，或回复 2 自取。",
    "minimum": "送到{area}满 {minimum} 起送，现在是 {total}。",
    "when": "什么时候要？",
    "soon": "尽快",
    "slots_full": "{day}已满",
    "slots_left": "{day}还有 {left} 个",
    "when_unknown": "没看懂时间。请回复数字，或写：明天下午3点",
    "when_closed": "这个时间我们做不了，请换一个时间。",
    "when_full": "这个时间已经约满了，请换一个时间。",
    "wishes": "有什么要求？没有回复 0",
    "pay": "怎么付款？",
    "cash-on-delivery": "货到付款",
    "counter-qr": "到店扫码付款",
    "summary": "请核对：",
    "fee": "配送费 {fee}",
    "total": "合计 {total}",
    "confirm": "回复 1 确认下单",
    "confirm_how": "回复 1 确认下单，回复 修改 重选，回复 取消 不要了。",
    "changed": "价格有变化，请再核对一遍。",
    "placed": "下单成功，订单号 {number}",
    "placed_changed": "已改单，订单号 {number}",
    "opens": "现在没有营业，最早 {at}。",
    "closed": "现在不接单：{reason}",
    "cancelled_cart": "已清空。回复 菜单 重新开始。",
    "cancelled_order": "订单 {number} 已取消。",
    "drop_order": "要取消订单 {number} 吗？回复 1 取消，回复其他保留。",
    "kept_order": "好的，订单 {number} 保留。",
    "cancel_late": "订单 {number} 已开始制作，取消请等店主回复。",
    "no_order": "您还没有进行中的订单。回复 菜单 开始点单。",
    "order_state": "订单 {number}：{state}",
    "modify_order": "正在修改订单 {number}，改好后回复 0 结账。",
    "modify_late": "订单 {number} 已开始制作，您的修改已转告店主。",
    "modify_what": "订单 {number} 已开始制作。请把要改的内容发来，我们转告店主。",
    "rushed": "已催单：订单 {number}，我们会尽快。",
    "rushed_already": "刚刚已经催过了，请再等一等。",
    "human": "已转给店主，请直接留言；回复 菜单 回到点单。",
    "expired": "上次的点单超过 30 分钟没有继续，已为您保留购物车。",
    "expired_change": "上次修改超过 30 分钟没有继续，订单 {number} 保持原样。",
    "placed_state": "已收到，等店主确认",
    "accepted_state": "已接单",
    "preparing_state": "制作中",
    "ready_state": "已做好",
    "delivering_state": "配送中",
    "completed_state": "已完成",
    "declined_state": "店主没有接单",
    "cancelled_state": "已取消",
    # sent unasked where the account allows; "-" for none
    "progress_accepted": "订单 {number} 已接单，做好会告诉您。",
    "progress_preparing": "-",
    "progress_ready": "订单 {number} 已做好，可以来取了。",
    "progress_ready_delivery": "-",
    "progress_delivering": "订单 {number} 已送出，请留意电话。",
    "progress_completed": "-",
    "progress_declined": "抱歉，店主没有接订单 {number}。",
    "progress_cancelled": "订单 {number} 已取消。",
    "owner_waiting": "【{shop}】订单 {number} 还没有送到店里的电脑。请看看小票台是否开着、网络是否连着。",
}
