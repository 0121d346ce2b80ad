"""The sounds of the desk, made here, and what plays them on each system. Knows why nothing would be heard.

Sound needs no library: Windows has it in Python, macOS and Linux have small programs.
"""

import array
import asyncio
import math
import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from desk.domain.alarm import Sound

#: Why nothing would be heard; "" when nothing speaks against it.
Silence = Literal["", "no-program", "no-device", "muted", "failed"]

_RATE = 22_050
#: Tones of each sound: hertz, seconds, loudness from 0 to 1. Two falling ones for an order, three quick ones when it is
#: urgent, a low pair for trouble, so that the ear tells them apart.
_TONES: dict[Sound, Sequence[tuple[float, float, float]]] = {
    Sound.CAME: ((1046.5, 0.25, 0.4),),
    Sound.ORDER: ((880.0, 0.25, 0.6), (659.3, 0.45, 0.6)),
    Sound.URGENT: ((987.8, 0.16, 1.0), (1318.5, 0.16, 1.0), (987.8, 0.16, 1.0), (1318.5, 0.3, 1.0)),
    Sound.TROUBLE: ((220.0, 0.35, 0.8), (196.0, 0.5, 0.8)),
}
#: Programs that play a WAV file and end, best first.
_PROGRAMS = {
    "darwin": (("afplay",),),
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
}
_PATIENCE = 10.0


def samples(sound: Sound) -> "array.array[int]":
    """The sound as 16-bit samples of one channel, 22,050 a second."""
    made = array.array("h")
    for hertz, seconds, loud in _TONES[sound]:
        count = int(seconds * _RATE)
        for place in range(count):
            fade = min(1.0, place / 200) * math.exp(-3 * place / count)  # struck, without a click
            made.append(int(32_000 * loud * fade * math.sin(2 * math.pi * hertz * place / _RATE)))
    return made


class Speaker:
    """Plays the sounds. Lives on the loop; nothing here waits for a sound to end."""

    def __init__(self, folder: Path) -> None:
        """`folder` keeps the sounds as files, which players need."""
        self._folder = folder
        self._failed = False
        self._playing: asyncio.Task[None] | None = None

    async def play(self, sound: Sound) -> None:
        """Begin to play it, unless the one before still sounds."""
        if self._playing is None or self._playing.done():
            self._playing = asyncio.create_task(self._play(sound), name="sound")

    async def stop(self) -> None:
        """Play no more."""
        if self._playing is not None:
            self._playing.cancel()
            await asyncio.wait((self._playing,))

    async def silence(self) -> Silence:
        """Why nothing would be heard."""
        if self._failed:
            return "failed"
        return await asyncio.to_thread(_silence)

    async def _play(self, sound: Sound) -> None:
        try:
            path = await asyncio.to_thread(self._file, sound)
            if sys.platform == "win32":
                import winsound

                winsound.PlaySound(
                    str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
                )
                return
            command = _program()
            if command is None:
                return
            process = await asyncio.create_subprocess_exec(
                *command, str(path), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )  # fmt: skip
            try:
                async with asyncio.timeout(_PATIENCE):
                    self._failed = await process.wait() != 0
            finally:
                if process.returncode is None:
                    with suppress(ProcessLookupError):
                        process.kill()
                    await process.wait()
        except (OSError, RuntimeError, TimeoutError):
            self._failed = True

    def _file(self, sound: Sound) -> Path:
        path = self._folder / f"{sound.value}.wav"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(".part")
            with wave.open(str(aside), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(_RATE)
                made = samples(sound)
                if sys.byteorder == "big":
                    made.byteswap()
                file.writeframes(made.tobytes())
            aside.replace(path)
        return path


def _program() -> list[str] | None:
    """The player of this system with its options."""
    for name, *options in _PROGRAMS.get(sys.platform, ()):
        found = shutil.which(name)
        if found is not None:
            return [found, *options]
    return None


def _silence() -> Silence:
    if sys.platform == "win32":
        import ctypes

        sound = ctypes.windll.winmm
        if sound.waveOutGetNumDevs() == 0:
            return "no-device"
        volume = ctypes.c_uint32()
        known = sound.waveOutGetVolume(None, ctypes.byref(volume)) == 0
        return "muted" if known and volume.value == 0 else ""
    if _program() is None:
        return "no-program"
    if sys.platform == "darwin":
        said = _ask("osascript", "-e", "get volume settings")
        loud = said.partition("output volume:")[2].partition(",")[0].strip()
        return "muted" if "output muted:true" in said or loud == "0" else ""
    if not _has_device():
        return "no-device"
    if "yes" in _ask("pactl", "get-sink-mute", "@DEFAULT_SINK@"):
        return "muted"
    volume = _ask("pactl", "get-sink-volume", "@DEFAULT_SINK@")
    return "muted" if " 0% " in volume and not any(f"{digit}% " in volume for digit in "123456789") else ""


def _has_device() -> bool:
    """Whether a sound server runs for this user, or the kernel knows a card."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/run/user/nobody")
    if (
        os.environ.get("PULSE_SERVER")
        or (runtime / "pulse" / "native").exists()
        or (runtime / "pipewire-0").exists()
    ):
        return True
    try:
        cards = Path("/proc/asound/cards").read_text(encoding="utf-8")
    except OSError:
        return False
    return "no soundcards" not in cards and bool(cards.strip())


def _ask(*command: str) -> str:
    """What a small program says in English; "" when it is not there."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=3, check=False, env={**os.environ, "LC_ALL": "C"}
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
