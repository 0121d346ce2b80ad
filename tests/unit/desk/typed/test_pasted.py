"""Copied chats become orders to check: what is found, whose word counts, and what is left to the clerk."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.catalogue import Choice, OptionGroup, Product
from desk.domain.typed.pasted import Pasted, read_chat

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZONE)
SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
MENU = (
    Product("CAKE", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET,)),
    Product("MANGO", "芒果千层 6寸", 18800, "蛋糕"),
    Product("TIRA", "提拉米苏", 3800, "蛋糕"),
    Product("TART", "蛋挞", 600, "小点"),
    Product("CR", "可颂", 1200, "小点"),
    Product("BOX", "曲奇礼盒", 8900, "礼盒"),
)

CONVERSATION = """小明🎂 2026/11/26 20:15
你好，在吗？

大C甜品 2026/11/26 20:16
在的，要什么？

小明🎂 2026/11/26 20:17
要一个草莓奶油蛋糕，少糖，再来12个蛋挞

大C甜品 2026/11/26 20:18
好的，168加72，什么时候要？可颂今天也有哦

小明🎂 2026/11/26 20:19
明天下午3点，送到望京街9号3单元1202，王小明 13800138000
蛋糕上写：生日快乐 Amy

大C甜品 2026/11/26 20:20
收到
"""


def read(text: str) -> Pasted:
    return read_chat(text, MENU, "大C甜品", NOW, ZONE)


def goods(found: Pasted) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(wish.product.sku, wish.quantity, wish.said) for wish in found.wishes]


def test_a_copied_conversation() -> None:
    found = read(CONVERSATION)
    assert goods(found) == [("CAKE", 1, ("少糖",)), ("TART", 12, ())]
    assert found.contact.name == "王小明"
    assert found.contact.phone == "13800138000"
    assert found.contact.address == "望京街9号3单元1202"
    assert found.kind == "delivery"
    # "tomorrow" was said yesterday
    assert found.due == datetime(2026, 11, 27, 15, 0, tzinfo=ZONE)
    assert "写：生日快乐 Amy" in found.note
    assert found.rest == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("来两个可颂", [("CR", 2, ())]),
        ("要草莓蛋糕一个 少糖", [("CAKE", 1, ("少糖",))]),
        ("老板，明天要3份提拉米苏和一盒曲奇礼盒", [("TIRA", 3, ()), ("BOX", 1, ())]),
        ("芒果千层来一个\n蛋挞六个", [("MANGO", 1, ()), ("TART", 6, ())]),
        ("可颂2个，蛋挞4个，谢谢！", [("CR", 2, ()), ("TART", 4, ())]),
        ("我要12个蛋挞", [("TART", 12, ())]),
        ("3", []),
        ("望京街5号", []),
    ],
)
def test_what_is_wanted(text: str, wanted: list[tuple[str, int, tuple[str, ...]]]) -> None:
    assert goods(read(text)) == wanted


@pytest.mark.parametrize(
    ("text", "name", "phone", "address"),
    [
        ("李娜 13912345678 朝阳区望京街9号3单元1202", "李娜", "13912345678", "朝阳区望京街9号3单元1202"),
        (
            "姓名：李娜\n电话：139 1234 5678\n地址：望京街9号3单元1202",
            "李娜",
            "13912345678",
            "望京街9号3单元1202",
        ),
        ("来两个可颂，李娜，13912345678，望京街9号3单元1202", "李娜", "13912345678", "望京街9号3单元1202"),
        (
            "送到阜通东大街6号院3号楼501，电话13912345678 李女士",
            "李女士",
            "13912345678",
            "阜通东大街6号院3号楼501",
        ),
        ("今天下午5点自取，李娜 13912345678", "李娜", "13912345678", ""),
    ],
)
def test_who_and_where(text: str, name: str, phone: str, address: str) -> None:
    found = read(text).contact
    assert (found.name, found.phone, found.address) == (name, phone, address)


@pytest.mark.parametrize(
    ("text", "day", "hour", "minute"),
    [
        ("明天下午3点送", 28, 15, 0),
        ("今天晚上七点半来拿", 27, 19, 30),
        ("周日上午10点要", 29, 10, 0),
        ("11月30日 14:30 送到", 30, 14, 30),
    ],
)
def test_when(text: str, day: int, hour: int, minute: int) -> None:
    found = read(f"可颂一个，{text}")
    assert found.due == datetime(2026, 11, day, hour, minute, tzinfo=ZONE)
    assert goods(found) == [("CR", 1, ())]


def test_a_day_may_come_before_its_time() -> None:
    found = read("明天要一个提拉米苏\n下午4点来拿")
    assert found.due == datetime(2026, 11, 28, 16, 0, tzinfo=ZONE)
    assert found.kind == "pickup"
    alone = read("明天要一个提拉米苏")
    assert (alone.due, alone.day, goods(alone)) == (None, "明天", [("TIRA", 1, ())])


def test_fetching_and_bringing() -> None:
    assert read("两个可颂，我自己来拿").kind == "pickup"
    assert read("两个可颂，下午自取").kind == "pickup"
    assert read("两个可颂，送到望京街9号3单元").kind == "delivery"
    assert read("两个可颂").kind == ""


def test_the_later_word_counts() -> None:
    found = read(
        "小明:\n可颂两个，下午3点\n小明:\n改到下午5点吧，电话 13800138000\n小明:\n可颂不要了，来3个蛋挞"
    )
    assert goods(found) == [("TART", 3, ())]
    assert found.due is not None
    assert found.due.hour == 17


def test_saying_it_again_is_no_second_order_and_more_is_more() -> None:
    assert goods(read("可颂两个\n对的，可颂两个")) == [("CR", 2, ())]
    assert goods(read("可颂两个\n再来三个可颂")) == [("CR", 5, ())]


def test_wishes_become_the_note() -> None:
    found = read("蛋挞4个，不要花生，我对坚果过敏，到了请打电话")
    assert goods(found) == [("TART", 4, ())]
    assert found.note == "不要花生，我对坚果过敏，到了请打电话"


def test_what_is_not_understood_is_handed_over_as_written() -> None:
    found = read("可颂一个\n上次那个绿色的也要")
    assert goods(found) == [("CR", 1, ())]
    assert found.rest == ("上次那个绿色的也要",)


def test_a_dialogue_with_names_in_every_line_takes_the_customers_part() -> None:
    found = read("小红：要2个提拉米苏\n店家：可颂要不要？\n小红：不用了 明天中午自取\n店家：好")
    assert goods(found) == [("TIRA", 2, ())]
    assert found.kind == "pickup"


def test_labels_are_nobodys_names() -> None:
    found = read("姓名：张伟\n电话：13700001111\n地址：东直门南大街1号楼2层\n要求：不要打电话\n蛋挞：6个")
    assert found.contact.name == "张伟"
    assert found.contact.phone == "13700001111"
    assert goods(found) == [("TART", 6, ())]


def test_nothing_of_an_order_is_found_in_other_text() -> None:
    assert read("今天天气真好").empty
    assert read("").empty
    assert read("https://example.com/a?b=c").empty


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    found = read(text)
    assert all(wish.quantity > 0 for wish in found.wishes)
    assert len(found.note) <= 500
    assert len(found.rest) <= 12


@given(
    st.lists(
        st.sampled_from(
            [
                "小明 11-26 20:15",
                "可颂2个",
                "，",
                "\n",
                "13800138000",
                "望京街9号3单元",
                "明天3点",
                "自取",
                "再来",
                "不要",
                "：",
                "少糖",
            ]
        ),
        max_size=40,
    )
)
def test_no_chat_is_too_strange(parts: list[str]) -> None:
    read("\n".join(parts))
    read("".join(parts))
