"""What a person does at the desk's own window with WeChat, against a relay that runs and a customer who types.

    RELAY_URL=… RELAY_CODE=… RELAY_AES_KEY=… python -m tests.gui.relay_stories STORY FOLDER

As tests.gui.app_stories, with which it shares its way to run.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desk.settings import load
from desk.ui.main_window import MainWindow
from tests.fakes.wechat_user import Account, WeChat
from tests.gui import app_stories
from tests.gui.app_stories import Story


def types(*texts: str, by: str = "oAmy") -> list[str]:
    """A customer types, beside the window's loop; the list fills with what they read."""
    read: list[str] = []

    async def scene() -> None:
        async with httpx.AsyncClient(base_url=os.environ["RELAY_URL"], trust_env=False) as client:
            account = Account("wx0cake", "tok", os.environ["RELAY_AES_KEY"], "/wechat/cake")
            wechat = WeChat(account, client, time.time)
            read.extend([await wechat.types(by, text) for text in texts])

    threading.Thread(target=lambda: asyncio.run(scene()), daemon=True).start()
    return read


def pairs_answers_and_parts(window: MainWindow, folder: Path) -> Story:
    shown, url = window.shown, os.environ["RELAY_URL"]
    yield lambda: shown.wechat.known
    assert not shown.wechat.relays
    desk = window.verbs.backend.wechat
    assert desk is not None
    desk.pair(url, "000000" if os.environ["RELAY_CODE"] != "000000" else "111111")
    yield lambda: shown.wechat.pairing == "wrong-code"
    desk.pair(url, os.environ["RELAY_CODE"])
    yield lambda: shown.wechat.pairing == "done"
    # the running desk goes on with it: no restart
    yield (
        lambda: (
            [(relay.state, relay.accounts is not None) for relay in shown.wechat.relays]
            == [("running", True)]
        )
    )
    (account,) = shown.wechat.relays[0].accounts or ()
    assert account.callback == f"{url}/wechat/cake"
    assert (account.kind, account.token, account.aes_key) == ("personal", "tok", os.environ["RELAY_AES_KEY"])

    types("人工", "蛋糕能写字吗")
    yield lambda: [card.last for card in shown.inbox.waiting] == ["蛋糕能写字吗"]
    card = shown.inbox.waiting[0]
    assert card.human and shown.inbox.unread == 1
    window.verbs.page_wanted.emit("messages")
    page = window.shell.messages
    assert page is not None
    page.open(card.key)
    yield lambda: shown.inbox.talk is not None and shown.inbox.unread == 0
    page.thread_view.composer.sent.emit("可以，写什么？")
    # a personal account cannot send by itself: the owner is told, nothing is claimed
    yield lambda: shown.inbox.talk is not None and shown.inbox.talk.messages[-1].state == "undelivered"
    assert shown.inbox.talk is not None
    assert [each.kind for each in shown.inbox.talk.messages] == ["human", "text", "answer"]
    assert shown.inbox.talk.messages[-1].reason == "unsupported"

    inbox = window.verbs.backend.inbox
    assert inbox is not None
    silent = types("还在吗")
    yield lambda: silent == [""] and shown.inbox.waiting[0].last == "还在吗"
    inbox.set_done(card.key, done=True)
    yield lambda: [each.key for each in shown.inbox.done] == [card.key]
    while True:  # until the relay has heard that the machine goes on
        answered = types("菜单")
        yield lambda answered=answered: answered
        if answered[0]:
            break

    desk = window.verbs.backend.wechat
    assert desk is not None
    desk.unpair(shown.wechat.relays[0].name)
    yield lambda: not shown.wechat.relays
    assert load(folder).source("website")
    assert "relay" not in (folder / "desk.toml").read_text(encoding="utf-8")


def answers_through_wechat(window: MainWindow, _folder: Path) -> Story:
    """A service account: what is typed in the inbox reaches the customer, and says so."""
    shown = window.shown
    yield lambda: shown.wechat.known
    desk = window.verbs.backend.wechat
    assert desk is not None
    desk.pair(os.environ["RELAY_URL"], os.environ["RELAY_CODE"])
    yield lambda: shown.wechat.pairing == "done"
    types("人工", "蛋糕能写字吗")
    yield lambda: [card.last for card in shown.inbox.waiting] == ["蛋糕能写字吗"]
    window.verbs.page_wanted.emit("messages")
    page = window.shell.messages
    assert page is not None
    page.open(shown.inbox.waiting[0].key)
    yield lambda: shown.inbox.talk is not None
    for text, state, reason in (
        ("可以，写什么？", "sent", ""),
        ("第二句", "undelivered", "quota"),
        ("第三句", "undelivered", "unknown"),
    ):
        page.thread_view.composer.sent.emit(text)
        yield (
            lambda text=text: (
                shown.inbox.talk is not None
                and shown.inbox.talk.messages[-1].text == text
                and shown.inbox.talk.messages[-1].state != "sending"
            )
        )
        assert shown.inbox.talk is not None
        last = shown.inbox.talk.messages[-1]
        assert (last.state, last.reason) == (state, reason)


def menu_says(word: str, text: str = "菜单") -> Iterator[Callable[[], object]]:
    """Waits until a customer who types reads that, which must be within two seconds from now."""
    start = time.monotonic()
    while True:
        read = types(text)
        yield lambda read=read: read
        if word in read[0]:
            break
        assert time.monotonic() - start < 2, (word, read)


def typed(field: QLineEdit, text: str) -> None:
    """Somebody types into a field in place of what it holds."""
    field.selectAll()
    QTest.keyClicks(field, text)


def sells_from_the_pages(window: MainWindow, folder: Path) -> Story:
    """A product is written, changed, sold out and taken back at the window, the shop paused: customers read it at once."""
    shown = window.shown
    yield lambda: shown.wechat.known
    wechat = window.verbs.backend.wechat
    assert wechat is not None
    wechat.pair(os.environ["RELAY_URL"], os.environ["RELAY_CODE"])
    yield lambda: [relay.state for relay in shown.wechat.relays] == ["running"]
    window.verbs.page_wanted.emit("goods")
    page = window.shell.goods
    assert page is not None
    yield lambda: shown.goods.known
    page.list.add.click()
    form = page.card.form
    assert form is not None
    picture = folder / "tea.png"
    Image.new("RGB", (300, 200), "#7a3").save(picture)
    form.name.setText("柠檬茶")  # no keyboard of the tests writes Chinese
    typed(form.price, "18")
    typed(form.stock, "5")
    form.take_file(str(picture))
    page.card.save.click()
    yield lambda: shown.goods.chosen == "P001"
    yield from menu_says("18")
    yield lambda: list(shown.goods.pictures.values()) not in ([], [b""])

    assert page.card.form is not None
    typed(page.card.form.price, "19.5")
    page.card.save.click()
    yield from menu_says("19.5")

    page.card.stop.click()
    yield from menu_says("售罄")
    yield lambda: shown.goods.rows[0].gone
    yield lambda: window.shell.toast is not None and "售罄" in window.shell.toast.text
    assert window.shell.toast is not None
    window.shell.toast.button.click()  # 撤销
    yield lambda: not shown.goods.rows[0].gone
    assert shown.goods.rows[0].left == 5

    desk = window.verbs.backend.goods
    assert desk is not None
    desk.export_file(str(folder / "menu.csv"))
    yield (folder / "menu.csv").exists
    yield lambda: (folder / "menu.csv").read_text(encoding="utf-8-sig").endswith("\n")  # all of it
    header, row = (folder / "menu.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header == "sku,name,category,price,options,stock,daily_limit,channels,description,picture"
    assert row.startswith("P001,柠檬茶,,19.50,,5,,,,P001-")
    (folder / "new.csv").write_text("sku,name,price\nA,热可可,22\nB,冰可可,24\n", encoding="utf-8")
    desk.import_file(str(folder / "new.csv"))
    yield lambda: [each.product.name for each in shown.goods.rows] == ["热可可", "冰可可"]
    desk.exchange("A", "B")
    yield lambda: [each.product.name for each in shown.goods.rows] == ["冰可可", "热可可"]
    yield from menu_says("1 冰可可")

    settings = folder / "desk.toml"
    settings.write_text(f"# 老板写的\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    window.verbs.page_wanted.emit("hours")
    hours = window.shell.hours
    assert hours is not None
    yield lambda: hours.week is not None
    hours.now.text.setText("烤箱坏了")
    hours.now.pause.click()
    yield lambda: "烤箱坏了" in shown.banners.get("paused", ("", ""))[0]
    chosen = types("1")
    yield lambda: chosen
    yield from menu_says("烤箱坏了", "0")
    assert load(folder).trading.paused_until is not None
    hours.now.resume.click()
    yield lambda: "paused" not in shown.banners
    assert hours.week is not None
    typed(hours.week.lead, "90")
    hours.save.click()
    yield lambda: load(folder).trading.hours.lead_minutes == 90
    assert settings.read_text(encoding="utf-8").startswith("# 老板写的\n")
    yield lambda: window.shell.toast is not None and "存好了，从现在起" in window.shell.toast.text
    assert window.shell.toast is not None
    window.shell.toast.button.click()  # 撤销
    yield lambda: load(folder).trading.hours.lead_minutes == 0


STORIES = (pairs_answers_and_parts, answers_through_wechat, sells_from_the_pages)

if __name__ == "__main__":
    setattr(app_stories, sys.argv[1], {each.__name__: each for each in STORIES}[sys.argv[1]])
    sys.exit(app_stories.main(sys.argv[1], Path(sys.argv[2])))
