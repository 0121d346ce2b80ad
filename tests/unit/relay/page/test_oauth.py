"""A telephone that WeChat itself names: once, by its own browser, and never in circles."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.fakes.wechat_api import WeChatApi
from tests.unit.relay.page.browser import Browser, Page
from tests.unit.relay.page.page_rig import PageRig, ordered, story

Scene = Callable[[PageRig, WeChatApi], Awaitable[None]]


def run(folder: Path, scene: Scene) -> None:
    with WeChatApi(lambda: 0.0) as api:
        api.add("wx0cake", "s3cret")
        account = f"type = 'service'\nsecret = 's3cret'\napi_base = '{api.url}'\nopen_base = 'https://open.example.com'"
        story(folder, lambda rig: scene(rig, api), account=account)


async def sent_away(browser: Browser) -> str:
    """Opens the menu unknown; the state that travels along."""
    answer = await browser.client.get("/m/cake/", follow_redirects=False)
    assert answer.status_code == 302
    where = urlsplit(answer.headers["location"])
    query = {name: values[0] for name, values in parse_qs(where.query).items()}
    assert (where.netloc, where.path, where.fragment) == (
        "open.example.com", "/connect/oauth2/authorize", "wechat_redirect",
    )  # fmt: skip
    assert query["redirect_uri"] == "http://shop.example.com/m/cake/oauth"
    assert query["scope"] == "snsapi_base"
    return query["state"]


async def comes_back(browser: Browser, code: str, state: str) -> Page:
    return Page(await browser.client.get("/m/cake/oauth", params={"code": code, "state": state}))


async def whose(rig: PageRig, browser: Browser) -> str:
    """Whose order it is that the browser places."""
    await browser.put("cake", "TART", quantity="1")
    await ordered(browser, to="pickup")
    return (await rig.orders())[-1]["customer"]["external_id"]


def test_wechat_says_whose_it_is(tmp_path: Path) -> None:
    async def scene(rig: PageRig, api: WeChatApi) -> None:
        async with rig.browser() as amy:
            state = await sent_away(amy)
            menu = await comes_back(amy, api.comes("oAmy"), state)
            assert menu.path == "/m/cake/"
            assert "蛋挞" in menu.text
            assert await whose(rig, amy) == "oAmy"
            assert (await amy.get("/m/cake/")).status == 200, "known from now on"

    run(tmp_path, scene)


def test_elsewhere_and_where_the_account_may_not_nobody_is_sent_away(tmp_path: Path) -> None:
    async def scene(rig: PageRig, _api: WeChatApi) -> None:
        async with rig.browser("Mozilla/5.0 Firefox") as guest:
            assert (await guest.client.get("/m/cake/", follow_redirects=False)).status_code == 200

    run(tmp_path, scene)

    async def personal(rig: PageRig) -> None:
        async with rig.browser() as guest:
            assert (await guest.client.get("/m/cake/", follow_redirects=False)).status_code == 200

    (tmp_path / "other").mkdir()
    story(tmp_path / "other", personal)


@pytest.mark.parametrize("how", ["502", "html", "drop-before", 40029, 45009])
def test_what_fails_leads_to_the_menu_as_a_guest_and_not_in_circles(tmp_path: Path, how: str | int) -> None:
    async def scene(rig: PageRig, api: WeChatApi) -> None:
        api.fail("/sns/oauth2/access_token", how)
        async with rig.browser() as amy:
            state = await sent_away(amy)
            assert (await comes_back(amy, api.comes("oAmy"), state)).status == 200
            assert (await whose(rig, amy)).startswith("guest-")

    run(tmp_path, scene)


def test_a_code_is_good_once(tmp_path: Path) -> None:
    async def scene(rig: PageRig, api: WeChatApi) -> None:
        code = api.comes("oAmy")
        async with rig.browser() as amy, rig.browser() as eve:
            await comes_back(amy, code, await sent_away(amy))
            await comes_back(eve, code, await sent_away(eve))
            assert await whose(rig, amy) == "oAmy"
            assert (await whose(rig, eve)).startswith("guest-")

    run(tmp_path, scene)


def test_a_state_belongs_to_the_browser_that_was_sent_away(tmp_path: Path) -> None:
    async def scene(rig: PageRig, api: WeChatApi) -> None:
        async with rig.browser() as amy, rig.browser() as eve:
            hers, his = await sent_away(amy), await sent_away(eve)
            odd = (hers, "", "a.b.c", f"{his}x", his.replace(".", "."[:0], 1), "x" * 500)
            for state in odd:
                await comes_back(eve, api.comes("oAmy"), state)
                assert (await whose(rig, eve)).startswith("guest-")
            rig.now += 601
            await comes_back(amy, api.comes("oAmy"), hers)
            assert (await whose(rig, amy)).startswith("guest-")
            assert api.calls["/sns/oauth2/access_token"] == 0, "nobody's code was spent"

    run(tmp_path, scene)


def test_the_secret_stands_in_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(rig: PageRig, api: WeChatApi) -> None:
        api.fail("/sns/oauth2/access_token", "drop-before")
        async with rig.browser() as amy:
            await comes_back(amy, api.comes("oAmy"), await sent_away(amy))
        assert "does not say" in caplog.text
        assert "s3cret" not in caplog.text
        assert isinstance(amy.client, httpx.AsyncClient)

    run(tmp_path, scene)
