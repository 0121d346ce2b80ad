"""Forwarded links, stolen cookies, guessed tokens, replayed and forged forms: each gets the right answer, and shows
nobody else's data.
"""

import re
from dataclasses import replace
from pathlib import Path

from desk.domain.catalogue import Catalogue
from tests.unit.relay.page.browser import Browser, Page
from tests.unit.relay.page.page_rig import BOX, CAKE, TART, PageRig, confirm, ordered, story

SECRETS = ("13800138000", "3单元1202", "王小明")
OTHER = "Mozilla/5.0 (iPhone) MicroMessenger/8.0"


def shows_nothing_of_her(page: Page) -> None:
    for secret in SECRETS:
        assert secret not in page.answer.text


async def amy_ordered(rig: PageRig, amy: Browser, link: str) -> str:
    """Amy orders by her link; the address of her order."""
    await amy.get(link)
    await amy.put("cake", "TART", quantity="2")
    return (await ordered(amy)).path


def test_a_forwarded_link_shows_the_menu_and_nobodys_data(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        link = rig.link("oAmy")
        async with rig.browser() as amy, rig.browser(OTHER) as bob:
            hers = await amy_ordered(rig, amy, link)
            menu = await bob.get(link)
            assert "蛋挞" in menu.text
            await bob.put("cake", "TART", quantity="1")
            page = await bob.get("/m/cake/checkout")
            shows_nothing_of_her(page)
            assert "上次" not in page.text
            refused = await bob.get(hers)
            assert refused.status == 404
            shows_nothing_of_her(refused)
            last = await confirm(bob, name="鲍勃", phone="13700000000", address="别处1号")
            who = await bob.send(last.form("/place"))
            assert "先确认是您本人" in who.text
            assert len(await rig.orders()) == 1
            # whoever has the chat may answer; nobody else's chat counts
            code = next(word for word in who.words if re.fullmatch(r"\d{4}", word))
            assert "好了" not in await rig.says("oEve", code)
            assert "先确认" in (await bob.send(who.form("/place"))).text
            assert "好了" in await rig.says("oAmy", f"确认 {code}")
            done = await bob.send(who.form("/place"))
            assert "W002" in done.text

    story(tmp_path, play)


def test_a_look_at_the_link_binds_nobody(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        link = rig.link("oAmy")
        async with rig.browser("WeChat link scanner") as scanner, rig.browser() as amy:
            await scanner.get(link)
            await scanner.get("/m/cake/cart")
            assert (await amy_ordered(rig, amy, link)).startswith("/m/cake/o/")

    story(tmp_path, play)


def test_digits_are_good_for_ten_minutes(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        link = rig.link("oAmy")
        async with rig.browser() as amy, rig.browser(OTHER) as bob:
            await amy_ordered(rig, amy, link)
            await bob.get(link)
            await bob.put("cake", "TART", quantity="1")
            who = await bob.send((await confirm(bob)).form("/place"))
            code = next(word for word in who.words if re.fullmatch(r"\d{4}", word))
            rig.now += 601
            assert "好了" not in await rig.says("oAmy", code)

    story(tmp_path, play)


def test_a_stolen_cookie_in_another_kind_of_browser_speaks_for_nobody(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy, rig.browser(OTHER) as thief:
            hers = await amy_ordered(rig, amy, rig.link("oAmy"))
            for cookie in amy.client.cookies.jar:
                thief.client.cookies.jar.set_cookie(cookie)
            refused = await thief.get(hers)
            assert refused.status == 404
            await thief.put("cake", "TART", quantity="1")
            shows_nothing_of_her(await thief.get("/m/cake/checkout"))
            who = await thief.send((await confirm(thief)).form("/place"))
            assert "先确认是您本人" in who.text
            # hers goes on as before
            assert "W001" in (await amy.get(hers)).text

    story(tmp_path, play)


def test_even_the_same_browser_is_never_shown_a_whole_address_again(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy, rig.browser() as thief:
            hers = await amy_ordered(rig, amy, rig.link("oAmy"))
            for cookie in amy.client.cookies.jar:
                thief.client.cookies.jar.set_cookie(cookie)
            for path in (hers, "/m/cake/cart", "/m/cake/"):
                page = await thief.get(path)
                for secret in SECRETS[:2]:
                    assert secret not in page.answer.text
            await thief.put("cake", "TART", quantity="1")
            page = await thief.get("/m/cake/checkout")
            last = await thief.send(page.form("/checkout"), to="last", pay="cash-on-delivery")
            for secret in SECRETS[:2]:
                assert secret not in last.answer.text

    story(tmp_path, play)


def test_guessed_and_mended_tokens_are_none(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        link = rig.link("oAmy")
        openid, until, signature = link.rsplit("/", 1)[1].split(".")
        async with rig.browser() as eve:
            for guess in (
                f"oBob.{until}.{signature}",
                f"{openid}.{int(until) + 1}.{signature}",
                f"{openid}.{until}.{signature[::-1]}",
                f"{openid}.{until}.",
                "x" * 5000,
            ):
                page = await eve.get(f"/m/cake/{guess}")
                assert page.status in {403, 404}
                assert not eve.client.cookies
            await eve.get("/m/cake/")
            (cookie,) = eve.client.cookies.jar
            assert cookie.value is not None
            parts = cookie.value.split(".")
            parts[1] = "oAmy"
            cookie.value = ".".join(parts)
            await eve.get("/m/cake/")
            await eve.put("cake", "TART", quantity="1")
            await ordered(eve, to="pickup")
        (order,) = await rig.orders()
        assert order["customer"]["external_id"].startswith("guest-")

    story(tmp_path, play)


def test_a_form_without_its_token_does_nothing(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            await amy.get(rig.link("oAmy"))
            await amy.put("cake", "TART", quantity="2")
            last = await confirm(amy)
            form = last.form("/place")
            for token in ("", "x" * 22, form.fields["token"][:-1]):
                form.fields["token"] = token
                assert "过期" in (await amy.send(form)).text
            assert await rig.orders() == []

    story(tmp_path, play)


def test_a_replayed_form_shows_the_order_it_placed(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            await amy.get(rig.link("oAmy"))
            await amy.put("cake", "TART", quantity="2")
            form = (await confirm(amy)).form("/place")
            first = await amy.send(form)
            again = await amy.send(form)
            assert first.path == again.path
            await amy.put("cake", "TART", quantity="5")
            assert (await amy.send(form)).path == first.path, "with a new cart as well"
            assert len(await rig.orders()) == 1

    story(tmp_path, play)


def test_two_tabs_share_one_cart_and_place_one_order(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            await amy.get(rig.link("oAmy"))
            await amy.put("cake", "TART", quantity="2")
            one = (await confirm(amy)).form("/place")
            await amy.put("cake", "TART", quantity="1")  # in the other tab
            seen = await amy.send(one)
            assert "价格有变化" in seen.text, "what was confirmed is not what is in the cart"
            assert "¥18" in seen.text
            two = (await confirm(amy)).form("/place")
            first, second = await amy.send(seen.form("/place")), await amy.send(two)
            assert first.path == second.path
        (order,) = await rig.orders()
        assert order["total"] == 1800

    story(tmp_path, play)


def test_a_changed_price_in_the_form_changes_no_price(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            await amy.get(rig.link("oAmy"))
            await amy.put("cake", "CAKE-06", c0="少糖", c1="不要", quantity="1")
            form = (await confirm(amy)).form("/place")
            form.fields |= {"shown": "1", "price": "1", "total": "1", "unit_price": "1"}
            seen = await amy.send(form)
            assert "价格有变化" in seen.text
            assert await rig.orders() == []
            await rig.sells(catalogue=Catalogue((replace(CAKE, price=19900), TART, BOX)))
            dearer = await amy.send(seen.form("/place"))
            assert "¥199" in dearer.text
            await amy.send(dearer.form("/place"))
        (order,) = await rig.orders()
        assert order["total"] == 19900

    story(tmp_path, play)


def test_what_is_sold_out_meanwhile_is_not_sold_again(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy, rig.browser(OTHER) as bob:
            await amy.get(rig.link("oAmy"))
            await bob.get(rig.link("oBob"))
            for each in (amy, bob):
                await each.put("cake", "BOX", quantity="2")
            hers, his = (await confirm(amy)).form("/place"), (await confirm(bob)).form("/place")
            await amy.send(hers)
            assert "卖完了" in (await bob.send(his)).text
            menu = await bob.get("/m/cake/")
            assert "今天卖完了" in menu.text
            assert len(await rig.orders()) == 1
            assert "卖完" in await rig.says("oEve", "曲奇礼盒")

    story(tmp_path, play)


def test_nothing_odd_in_a_form_is_an_error_of_ours(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as eve:
            await eve.put("cake", "TART", quantity="1")
            odd = (
                "",
                "-1",
                "999999",
                "٣",
                "\x00",
                "🎂" * 300,
                "a" * 9000,
                "../..",
                "<b>",
                "2026-99-99T99:99",
                "0x1",
            )
            for path in ("add", "put", "line", "checkout", "place", "o/x", "o/x/pay"):
                for value in odd:
                    fields = dict.fromkeys(
                        (
                            "sku",
                            "by",
                            "line",
                            "quantity",
                            "c0",
                            "c1",
                            "when",
                            "at",
                            "to",
                            "pay",
                            "shown",
                            "note",
                            "do",
                        ),
                        value,
                    )
                    answer = await eve.client.post(f"/m/cake/{path}", data=fields)
                    assert answer.status_code < 500
                raw = await eve.client.post(
                    f"/m/cake/{path}",
                    content=b"%ff%fe=&&&=%%%",
                    headers={"content-type": "application/x-www-form-urlencoded"},
                )
                assert raw.status_code < 500
            big = await eve.client.post("/m/cake/place", content=b"a=" + b"x" * 40_000)
            assert big.status_code == 413
            for path in ("/m/nowhere/", "/m/cake/p/none", "/m/cake/o/none", "/m/s/x/secret", "/m/", "/m"):
                assert (await eve.client.get(path)).status_code < 500
        assert await rig.orders() == []

    story(tmp_path, play)  # fmt: skip


def test_no_time_is_too_far_away(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            await amy.get(rig.link("oAmy"))
            await amy.put("cake", "TART", quantity="2")
            for when in (
                "9999-12-31T23:59",
                "0001-01-01T00:00",
                "9999-12-31T23:59:59+00:00",
                "2028-01-01T10:00",
                "x",
            ):
                page = await confirm(amy, when="at", at=when)
                assert "请选一个时间" in page.text, when
        assert await rig.orders() == []

    story(tmp_path, play)


def test_every_page_keeps_to_itself(tmp_path: Path) -> None:
    async def play(rig: PageRig) -> None:
        async with rig.browser() as amy:
            hers = await amy_ordered(rig, amy, rig.link("oAmy"))
            for path in ("/m/cake/", "/m/cake/cart", "/m/cake/p/TART", hers, "/m/cake/o/none"):
                headers = (await amy.get(path)).answer.headers
                assert headers["referrer-policy"] == "no-referrer"
                assert headers["cache-control"] == "no-store"
                assert "script-src 'self'" in headers["content-security-policy"]
            (cookie,) = amy.client.cookies.jar
            assert cookie.has_nonstandard_attr("HttpOnly")
            assert cookie.path == "/m/cake"

    story(tmp_path, play)
