"""New orders are heard until a person acts, and the window says so."""

import asyncio
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.app.live_alarm import LiveAlarm, silence_sentence
from desk.app.speaker import Silence
from desk.domain.alarm import AlarmRules, Sound
from tests.gui.conftest import Desk
from tests.gui.samples import card, printers

LEFT = Qt.MouseButton.LeftButton


class Heard:
    """A player that remembers."""

    def __init__(self, why: Silence = "") -> None:
        self.sounds: list[Sound] = []
        self.why: Silence = why
        self.ended = False

    async def play(self, sound: Sound) -> None:
        self.sounds.append(sound)

    async def silence(self) -> Silence:
        return self.why

    async def stop(self) -> None:
        self.ended = True


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not so():  # noqa: ASYNC110 - what is awaited are widgets
            await asyncio.sleep(0)


def banner(desk: Desk, key: str) -> str:
    return desk.window.shown.banners.get(key, ("", ""))[0]


def put(desk: Desk, *numbers: str, state: str = "placed") -> None:
    desk.window.update_cards({number.lower(): card(number, state=state) for number in numbers})
    desk.window.shown.board.flush()


def test_it_sounds_until_the_order_is_taken(open_desk: Callable[..., Desk]) -> None:
    desk, player, printed, now = open_desk(empty=True), Heard(), list[list[str]](), [0.0]

    async def untaken(numbers: Sequence[str]) -> None:
        printed.append(list(numbers))

    async def play() -> None:
        rules = AlarmRules(escalate_after=60, ticket_after=300)
        alarm = LiveAlarm(rules, desk.window.shown, player, untaken, lambda: now[0])
        alarm.start()
        put(desk, "W501", state="accepted")
        await until(lambda: player.sounds == [Sound.CAME])
        put(desk, "W502")
        await until(lambda: player.sounds[-1] is Sound.ORDER)
        assert "1 张新单" in banner(desk, "alarm")
        now[0] = 61.0
        put(desk, "W503")
        await until(lambda: player.sounds[-1] is Sound.URGENT)
        alarm.quiet()
        await until(lambda: "静音" in banner(desk, "alarm"))
        now[0] = 130.0
        put(desk, "W504")
        await until(lambda: player.sounds[-1] is Sound.ORDER)
        desk.window.select("w504")
        await until(lambda: not banner(desk, "alarm"))
        put(desk, "W505")
        now[0] = 431.0
        put(desk, "W506")
        await until(lambda: bool(printed))
        assert printed == [["W505"]]
        put(desk, "W502", "W503", "W504", "W505", "W506", state="accepted")
        await until(lambda: not banner(desk, "alarm"))
        desk.window.set_printers([printers()[0]._replace(state="stopped", reasons=("media-empty",))])
        await until(lambda: player.sounds[-1] is Sound.TROUBLE)
        await alarm.stop()
        count = len(player.sounds)
        put(desk, "W507")
        await asyncio.sleep(0)
        assert len(player.sounds) == count and player.ended

    asyncio.run(play())


def test_one_that_comes_while_a_sound_begins_is_heard_too(open_desk: Callable[..., Desk]) -> None:
    desk, player = open_desk(empty=True), Heard()

    class Slow(Heard):
        async def play(self, sound: Sound) -> None:
            await player.play(sound)
            if len(player.sounds) == 1:
                put(desk, "W502", state="accepted")

    async def untaken(_numbers: Sequence[str]) -> None: ...

    async def play() -> None:
        alarm = LiveAlarm(AlarmRules(), desk.window.shown, Slow(), untaken)
        alarm.start()
        put(desk, "W501", state="accepted")
        await until(lambda: player.sounds == [Sound.CAME, Sound.CAME])
        await alarm.stop()

    asyncio.run(play())


def test_a_desk_that_cannot_be_heard_says_so_in_red(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(empty=True)

    async def untaken(_numbers: Sequence[str]) -> None: ...

    async def play() -> None:
        alarm = LiveAlarm(AlarmRules(), desk.window.shown, Heard("muted"), untaken)
        alarm.start()
        await until(lambda: bool(banner(desk, "alarm-check")))
        assert desk.window.shown.banners["alarm-check"] == (silence_sentence("muted"), "bad")
        await alarm.stop()

    asyncio.run(play())


def test_the_line_and_the_key_both_say_that_it_was_heard(desk: Desk, qtbot: QtBot) -> None:
    desk.window.set_banner("store", "磁盘满了")
    desk.window.set_banner("alarm", "1 张新单等人接", "warn")
    banners = desk.window.shell.banners
    assert banners is not None
    qtbot.mouseClick(banners, LEFT, pos=banners.rect().topLeft())
    assert desk.backend.asked("quiet") == []
    qtbot.mouseClick(banners, LEFT, pos=banners.rect().bottomLeft())
    assert desk.backend.asked("quiet") == [("quiet",)]
    qtbot.keyClick(desk.window, "q")
    qtbot.waitUntil(lambda: len(desk.backend.asked("quiet")) == 2)
