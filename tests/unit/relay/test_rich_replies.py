"""With a link to the menu page, 菜单 and a follow are answered by an article; without one, by text."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from outbox_rig import KEY, Rig, play

from desk.relay.chat import Shopfront
from desk.relay.dialogue.shop import Offer
from desk.relay.store.work import RelayWork
from desk.relay.wechat.replies import Article, kept_article, news_reply, passive_reply
from tests.fakes.wechat_user import Account, WeChat, texts

LINK = "https://shop.example.com/m/abc?x=1&y=2"


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Shopfront.offer

    def with_link(front: Shopfront, work: RelayWork, now: datetime, account: str) -> Offer:
        return replace(offer(front, work, now, account), link=LINK)

    monkeypatch.setattr(Shopfront, "offer", with_link)


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize("account", ["personal", "service"])
def test_the_menu_is_an_article_that_opens_the_page(tmp_path: Path, account: str) -> None:
    async def scene(rig: Rig) -> None:
        title, description, url = (await rig.writes(account, "oAmy", "菜单")).split("\n")
        assert (title, url) == ("大C甜品 菜单", LINK)
        assert "下一页" in description
        assert await rig.writes(account, "oAmy", "1") == "已选：\n可颂 × 1 ¥12\n共 ¥12，回复 0 结账"
        assert "1 可颂 ¥12" in await rig.writes(account, "oAmy", "下一页")

    play(tmp_path, scene)


@pytest.mark.usefixtures("linked")
def test_a_follower_gets_it_once_more_when_the_delivery_is_repeated(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        wechat = WeChat(Account("wx0personal", "tok", KEY, "/wechat/personal"), rig.client, rig.clock)
        follow = wechat.event("oAmy", "subscribe")
        first = await wechat.deliver(follow)
        assert first.startswith("欢迎来到大C甜品！\n")
        assert first.endswith(LINK)
        assert await wechat.deliver(follow) == first

    play(tmp_path, scene)


def test_without_a_link_the_menu_is_text(tmp_path: Path) -> None:
    async def scene(rig: Rig) -> None:
        assert "1 可颂 ¥12" in await rig.writes("service", "oAmy", "菜单")

    play(tmp_path, scene)


def test_nothing_in_an_article_ends_its_cdata() -> None:
    evil = "]]></Title><Url>https://evil.example</Url>\x0b" + "长" * 500
    xml = news_reply("oAmy", "gh_1", 1.0, Article(evil, evil, "https://p.example/1.jpg", "https://s.example"))
    assert texts(xml.encode())["MsgType"] == "news"
    assert xml.count("<Url>") == 1 + 2  # its own, and two that are only words


def test_a_text_that_looks_like_a_kept_article_stays_a_text() -> None:
    """What a customer typed never begins with the mark, since the reply is cleaned of what XML cannot hold."""
    kept = kept_article(Article("t", "d", "", "https://s.example"))
    assert "<![CDATA[news]]>" in passive_reply("o", "gh", 1.0, kept)
    assert "<![CDATA[text]]>" in passive_reply("o", "gh", 1.0, kept[1:])
