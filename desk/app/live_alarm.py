"""The alarm on a running desk: listens to the queue and the printers, sounds, and says when it cannot be heard."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from desk.app.speaker import Silence
from desk.domain.alarm import EVERY, MUTE, Alarm, AlarmRules, Sound
from desk.domain.board import OrderCard
from desk.ui.board.columns import NEW
from desk.ui.printer_words import stopped
from desk.ui.shown import Shown

#: Prints that nobody took these orders: their numbers.
Untaken = Callable[[Sequence[str]], Coroutine[object, object, object]]
#: Seconds between two looks while something waits, and between two checks whether a sound would be heard.
_LOOK, _CHECK = 0.5, 300.0


class Player(Protocol):
    """What makes the sounds; see desk.app.speaker.Speaker."""

    async def play(self, sound: Sound) -> None:
        """Begin to play it."""
        ...

    async def silence(self) -> Silence:
        """Why nothing would be heard."""
        ...

    async def stop(self) -> None:
        """Play no more."""
        ...


class LiveAlarm:
    """Rings until somebody acts."""

    def __init__(
        self, rules: AlarmRules, shown: Shown, player: Player, untaken: Untaken,
        now: Callable[[], float] | None = None,
    ) -> None:  # fmt: skip
        """`now` in seconds of a clock that only goes forward; the loop's when None."""
        self._alarm = Alarm(rules)
        self._shown = shown
        self._player = player
        self._untaken = untaken
        self._now = now or asyncio.get_running_loop().time
        self._stirred = asyncio.Event()
        self._running: list[asyncio.Task[None]] = []
        self._chime = False
        self._last: tuple[Sound, float] = (Sound.NONE, 0.0)

    def start(self) -> None:
        """Listen and sound from now on."""
        if not self._alarm.rules.enabled:
            return
        shown = self._shown
        shown.board.changed.connect(self._changed)
        shown.board.came.connect(self._came)
        shown.printers_changed.connect(self._changed)
        shown.selected_changed.connect(self._selected)
        self._changed()
        loop = asyncio.get_running_loop()
        self._running = [loop.create_task(self._ring()), loop.create_task(self._check_often())]

    async def stop(self) -> None:
        """Be silent."""
        if not self._running:
            return
        shown = self._shown
        shown.board.changed.disconnect(self._changed)
        shown.board.came.disconnect(self._came)
        shown.printers_changed.disconnect(self._changed)
        shown.selected_changed.disconnect(self._selected)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._player.stop()

    def quiet(self) -> None:
        """A person heard it; or, while it is quiet by their wish, wants to hear it again."""
        now = self._now()
        if self._alarm.muted(now):
            self._alarm.unmute()
        else:
            self._alarm.acknowledge(now)
        self._stirred.set()

    def _came(self, _card: OrderCard) -> None:
        self._chime = True
        self._stirred.set()

    def _selected(self, order_id: str) -> None:
        self._alarm.see(order_id)
        self._stirred.set()

    def _changed(self, _ids: object = None) -> None:
        shown = self._shown
        self._alarm.wait_for((key[1] for key in shown.board.columns[NEW].keys), self._now())
        self._alarm.in_trouble(card.name for card in shown.printers if stopped(card))
        self._stirred.set()

    async def _ring(self) -> None:
        while True:
            # first of all, so that what comes while a sound begins or a ticket is queued is looked at again
            self._stirred.clear()
            chime, self._chime = self._chime, False
            now = self._now()
            sound = self._alarm.sound(now)
            if sound is not Sound.NONE:
                before, at = self._last
                if sound is not before or now - at >= EVERY[sound]:
                    self._last = sound, now
                    await self._player.play(sound)
            elif chime and not self._alarm.muted(now):
                await self._player.play(Sound.CAME)
            else:
                self._last = Sound.NONE, 0.0
            self._say(sound, muted=self._alarm.muted(now))
            await self._print(self._alarm.untaken(now))
            busy = sound is not Sound.NONE or self._alarm.muted(now) or self._alarm.unseen()
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK if busy else None):
                    await self._stirred.wait()

    async def _print(self, orders: Sequence[str]) -> None:
        numbers = [
            card.number for order in orders if (card := self._shown.board.cards.get(order)) is not None
        ]
        if numbers:
            await self._untaken(numbers)

    def _say(self, sound: Sound, *, muted: bool) -> None:
        count, text, kind = self._alarm.unseen(), "", "warn"
        if muted:
            text = QCoreApplication.translate("Desk", "提示音静音 {n} 秒。按 Q 或点这里，恢复声音。").format(
                n=int(MUTE)
            )
        elif sound in {Sound.ORDER, Sound.URGENT}:
            text = QCoreApplication.translate(
                "Desk", "{n} 张新单等人接。接单、点开，或者点这里：知道了（Q）"
            ).format(n=count)
            kind = "bad" if sound is Sound.URGENT else "warn"
        elif sound is Sound.TROUBLE:
            text = QCoreApplication.translate("Desk", "有打印机停了，看“打印机”。点这里：知道了（Q）")
            kind = "bad"
        if self._shown.banners.get("alarm", ("", ""))[0] != text:
            self._shown.set_banner("alarm", text, kind)

    async def _check_often(self) -> None:
        while True:
            why = await self._player.silence()
            self._shown.set_banner("alarm-check", silence_sentence(why), "bad")
            await asyncio.sleep(_CHECK)


def silence_sentence(why: Silence) -> str:
    """What is wrong with the sound, and what to do; "" when nothing is."""
    match why:
        case "no-program":
            return QCoreApplication.translate(
                "Desk",
                "新单来了不会响：这台电脑没有放声音的程序。装上 pipewire 或 alsa-utils，或者盯着屏幕。",
            )
        case "no-device":
            return QCoreApplication.translate(
                "Desk", "新单来了不会响：没有找到音箱。接上音箱或耳机，或者盯着屏幕。"
            )
        case "muted":
            return QCoreApplication.translate("Desk", "新单来了不会响：电脑静音了。把音量打开。")
        case "failed":
            return QCoreApplication.translate("Desk", "新单来了不会响：上次没放出声音。看看音箱和音量。")
        case _:
            return ""
