"""Ordering on the page without JavaScript: from the chat's link, and by somebody who follows nobody."""

from dataclasses import replace
from pathlib import Path

from desk.domain.catalogue import Catalogue
from tests.unit.relay.page.page_rig import BOX, CAKE, SHOP, SLOTS, TART, PageRig, confirm, ordered, story


def test_from_the_link_to_the_order(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            menu = await amy.get(rig.link("oAmy"))
            assert menu.path == "/m/cake/"
            assert "草莓奶油蛋糕 6寸" in menu.text
            cake = await amy.get(menu.links["选草莓奶油蛋糕 6寸"])
            menu = await amy.send(
                cake.form("/put"), c0="少糖", c1="要", note="写：生日快乐 Amy", quantity="1"
            )
            assert "¥170" in menu.text
            tart = next(form for form in menu.forms if form.fields.get("sku") == "TART")
            menu = await amy.send(tart, by="1")
            cart = await amy.get("/m/cake/cart")
            assert "少糖 · 要 · 写：生日快乐 Amy" in cart.text
            last = await confirm(amy, note="不要按门铃")
            assert "¥176" in last.text
            assert "望京街9号3单元1202" in last.text
            done = await amy.send(last.form("/place"))
            assert done.path.startswith("/m/cake/o/")
            assert "W001" in done.text
            assert "已收到，等店主确认" in done.text
        (order,) = await rig.orders()
        assert order["number"] == "W001"
        assert order["total"] == 17600
        first = order["lines"][0]
        assert (first["name"], first["note"]) == ("草莓奶油蛋糕 6寸", "写：生日快乐 Amy")
        assert [option["value"] for option in first["options"]] == ["少糖", "要"]
        assert order["fulfilment"]["address"] == "望京街9号3单元1202"
        assert order["note"] == "不要按门铃"
        assert order["payment"]["method"] == "cash-on-delivery"
        assert order["customer"]["external_id"] == "oAmy"

    story(tmp_path, play)


def test_the_chat_knows_the_address_afterwards_and_the_page_the_chats(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            await amy.get(rig.link("oAmy"))
            await amy.put("cake", "TART", quantity="2")
            await ordered(amy)
            assert "W001" in await rig.says("oAmy", "订单")
            await amy.put("cake", "TART", quantity="3")
            form = (await amy.get("/m/cake/checkout")).form("/checkout")
            assert "送到上次的地址 望京街9号3*** ".strip() in " ".join(form.choices["to"])
            last = await amy.send(form, to="last", pay="cash-on-delivery")
            assert "13800138000" not in last.answer.text
            assert "1202" not in last.answer.text
            await amy.send(last.form("/place"))
        second = (await rig.orders())[1]
        assert second["fulfilment"]["address"] == "望京街9号3单元1202"
        assert second["fulfilment"]["phone"] == "13800138000"

    story(tmp_path, play)


def test_a_guest_orders_without_following(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            await guest.put("cake", "TART", quantity="2")
            done = await ordered(guest, to="pickup")
            assert "W001" in done.text
        (order,) = await rig.orders()
        assert order["customer"]["external_id"].startswith("guest-")
        assert order["fulfilment"]["kind"] == "pickup"

    story(tmp_path, play)


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            await guest.put("cake", "TART", quantity="2")
            page = await confirm(guest, name="", phone="12", address="")
            for sentence in ("请写上姓名。", "请写上电话，6 到 20 位数字。", "请写上地址。"):
                assert sentence in page.text
            form = page.form("/checkout")
            assert form.fields["phone"] == "12"
            again = await guest.send(form, name="李娜", phone="13900000000", address="望京街1号")
            assert again.form("/place")
        assert await rig.orders() == []

    story(tmp_path, play)


def test_areas_slots_and_fees_are_the_shops(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            await guest.put("cake", "TART", quantity="2")
            assert "起送" in (await confirm(guest)).text
            await guest.put("cake", "TART", quantity="8")
            assert "送不到" in (await confirm(guest, address="上海路1号")).text
            form = (await guest.get("/m/cake/checkout")).form("/checkout")
            slot = next(words for words in form.choices["when"] if words.startswith("明天 10:00"))
            last = await confirm(guest, when=form.choices["when"][slot])
            assert "配送费 ¥8" in last.text
            assert "明天 10:00" in last.text
            await guest.send(last.form("/place"))
        (order,) = await rig.orders()
        assert order["fulfilment"]["due_at"].startswith("2026-11-28T")
        assert order["delivery_fee"] == 800
        async with rig.browser() as second, rig.browser() as third:
            for each in (second, third):
                await each.put("cake", "TART", quantity="9")
            await ordered(second, when=form.choices["when"][slot])
            full = await confirm(third, when=form.choices["when"][slot])
            assert "约满" in full.text
        assert len(await rig.orders()) == 2

    story(tmp_path, play, replace(SHOP, trading=SLOTS))


def test_the_cart_can_be_changed_and_emptied(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            await guest.put("cake", "CAKE-06", c0="少糖", c1="不要", quantity="1")
            await guest.put("cake", "CAKE-06", c0="无糖", c1="不要", quantity="1")
            await guest.put("cake", "CAKE-06", c0="少糖", c1="不要", quantity="2")
            cart = await guest.get("/m/cake/cart")
            assert cart.text.count("草莓奶油蛋糕") == 2, "the same choices stand together"
            sweet = cart.forms[0]
            cart = await guest.send(sweet, by="-1")
            assert "¥504" in cart.text
            for _ in range(3):
                cart = await guest.send(cart.forms[0], by="-1")
            assert "购物袋是空的" in cart.text
            assert (await guest.get("/m/cake/checkout")).path == "/m/cake/cart"

    story(tmp_path, play)


def test_what_is_gone_from_the_menu_is_said_and_not_counted(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            await guest.put("cake", "TART", quantity="2")
            await guest.put("cake", "BOX", quantity="1")
            await rig.sells(catalogue=Catalogue((CAKE, TART)))
            cart = await guest.get("/m/cake/cart")
            assert "曲奇礼盒" in cart.text
            assert "¥12" in cart.text
            page = await confirm(guest)
            assert "已经下架" in page.text
        assert await rig.orders() == []

    story(tmp_path, play)


def test_the_shops_words_are_shown_as_they_are(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'&"

    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            page = await guest.get("/m/cake/")
            assert evil in page.text
            assert "<script>alert" not in page.answer.text
            await guest.put("cake", "X", note=evil, quantity="1")
            cart = await guest.get("/m/cake/cart")
            assert evil in cart.text
            last = await confirm(guest, name=evil[:40], note=evil, address=evil)
            assert "<script>alert" not in last.answer.text

    cake = replace(TART, sku="X", name=evil, description=evil, category=evil)
    story(tmp_path, play, replace(SHOP, name=evil, catalogue=Catalogue((cake, BOX))))


def test_the_page_speaks_the_shops_language(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as guest:
            assert "Check out" in (await guest.get("/m/cake/")).text
            await rig.sells(language="zh_TW")
            assert "去結帳" in (await guest.get("/m/cake/")).text

    story(tmp_path, play, replace(SHOP, language="en"))
