"""What the demonstration shop sells and who comes in: all of it made up, telephone numbers included."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One question about a product and its answers, each with what it adds in minor units."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """One thing on the menu; `price` in minor units."""

    sku: str
    name: str
    category: str
    price: int
    choices: tuple[Choice, ...] = ()


_SWEET = Choice("甜度", (("正常", 0), ("少糖", 0), ("半糖", 0), ("无糖", 0)))
_CANDLES = Choice("蜡烛", (("不要", 0), ("数字蜡烛 6", 200), ("烟花蜡烛🎆", 500)))
_PLATES = Choice("餐具", (("5 份", 0), ("10 份", 300), ("不要，环保♻️", 0)))
_CREAM = Choice("奶油", (("动物奶油", 0), ("酸奶奶油", 800), ("奶油霜", 0)))
_ICE = Choice("温度", (("热", 0), ("少冰", 0), ("去冰🧊", 0)))
_WARM = Choice("加热", (("不用", 0), ("热一下🔥", 0)))

MENU = (
    Product("CAKE-06", "草莓奶油蛋糕 6寸", "cake", 16800, (_SWEET, _CREAM, _CANDLES, _PLATES)),
    Product("CAKE-08", "草莓奶油蛋糕 8寸", "cake", 23800, (_SWEET, _CREAM, _CANDLES, _PLATES)),
    Product("CAKE-MG", "杨枝甘露千层 🥭", "cake", 19800, (_SWEET, _CANDLES)),
    Product("CAKE-DR", "榴莲爆浆蛋糕", "cake", 22800, (_SWEET, _CANDLES, _PLATES)),
    Product("CAKE-BB", "巴斯克芝士 Basque", "cake", 15800, (_CANDLES,)),
    Product("CAKE-LD", "小鹿斑比生日蛋糕（定制）", "cake", 32800, (_SWEET, _CREAM, _CANDLES, _PLATES)),
    Product("SLICE-TM", "提拉米苏 Tiramisù", "slice", 3200, ()),
    Product("SLICE-MC", "抹茶红豆卷 🍵", "slice", 2800, (_SWEET,)),
    Product("PUFF-01", "海盐焦糖泡芙", "pastry", 1200, ()),
    Product("TART-EG", "葡式蛋挞（6 只）", "pastry", 3600, (_WARM,)),
    Product("BREAD-CR", "可颂 Croissant", "pastry", 1500, (_WARM,)),
    Product("COOK-BT", "黄油曲奇礼盒 🍪", "gift", 6800, (Choice("丝带", (("红", 0), ("雾霾蓝", 0), ("写贺卡💌", 300))),)),
    Product("MOON-4", "流心月饼 四枚装", "gift", 12800, ()),
    Product("DRINK-LT", "桂花拿铁", "drink", 2600, (_ICE, _SWEET)),
    Product("DRINK-LM", "手打柠檬茶 🍋", "drink", 1900, (_ICE, _SWEET)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guest:
    """A scripted customer. `nickname` as a chat shows it, `name` as they sign for a delivery."""

    nickname: str
    name: str
    address: str


GUESTS = (
    Guest("小满🌸", "满女士", "朝阳区望京街 9 号 3 单元 1202"),
    Guest("阿柚 🍊", "柚子", "海淀区中关村南大街 5 号 理工楼 B 座 前台"),
    Guest("今天也要开心鸭🦆", "开心", "西城区德胜门内大街 88 号院 2 号楼 501（门禁 #501）"),
    Guest("Mia 🎂", "Mia", "Apt 12-3, 18 Xinyuan South Rd"),
    Guest("老面馆隔壁", "老李", "东城区东四十条 22 号 一层 花店"),
    Guest("さくら🌸", "桜", "朝阳区亮马桥路 50 号 写字楼 1808"),
    Guest("👨‍👩‍👧 豆豆妈", "豆豆妈妈", "丰台区方庄芳城园一区 6 号楼 2 门 803，家里有小宝宝"),
    Guest("Zoë & Łukasz", "Zoë", "顺义区天竺镇 丽嘉花园 17 栋"),
    Guest("一只羴", "羴羴", "通州区新华大街 𠮷祥里 4 号"),
    Guest("민지 ☕", "민지", "朝阳区望京西园四区 410 号楼 1 单元 902"),
    Guest("ขนมหวาน 🍮", "阿泰", "朝阳区三里屯路 19 号院 3 层"),
    Guest("加班到秃头🧑‍💻", "前台代收", "海淀区西二旗大街 39 号 A3 楼 大堂外卖柜"),
)

LINE_NOTES = (
    "写：生日快乐 Amy",
    "写：祝爸爸 60 大寿 🎉 身体健康",
    "写：嫁给我吧 💍（千万别打电话！）",
    "写：Happy Birthday 豆豆 🐣",
    "不要坚果，孩子过敏 🥜❌",
    "奶油要粉色的 🩷，不要太红",
    "",
    "",
    "",
)
NOTES = (
    "到了请打电话，不要按门铃",
    "放门口就好，谢谢🙏",
    "麻烦带一把切刀 🔪 和打火机",
    "",
    "",
    "公司开票，抬头到店说",
    "请一定准时：客人七点到，蛋糕要先放冰箱里醒一个小时，如果路上堵车请提前十分钟告诉我，我下楼来拿 🏃‍♀️",
    "狗很大但是很乖🐕",
)
REASONS = ("临时有事，不办了", "地址填错了，重新下单", "朋友已经买了 😅")
