"""What a person does at the desk's own window with WeChat, against a relay that runs and a customer who types.

    RELAY_URL=… RELAY_CODE=… RELAY_AES_KEY=… python -m tests.gui.relay_stories STORY FOLDER

As tests.gui.app_stories, with which it shares its way to run.
"""

import asyncio
import os
import sys
import threading
import time
from pathlib import Path

import httpx

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


if __name__ == "__main__":
    setattr(
        app_stories,
        sys.argv[1],
        {each.__name__: each for each in (pairs_answers_and_parts, answers_through_wechat)}[sys.argv[1]],
    )
    sys.exit(app_stories.main(sys.argv[1], Path(sys.argv[2])))
