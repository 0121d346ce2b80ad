"""A second start finds the window that is open; nobody else can make it come to the front."""

import asyncio
import stat
import sys
from pathlib import Path

import pytest

from desk.app.one_window import FILE, Door, show_other
from desk.app.window import WINDOW_PORT


def test_the_open_window_comes_to_the_front_and_a_closed_one_does_not(tmp_path: Path) -> None:
    shown: list[int] = []

    async def play() -> None:
        assert not await asyncio.to_thread(show_other, tmp_path)
        async with Door(tmp_path, lambda: shown.append(1)):
            if sys.platform != "win32":
                assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
            assert await asyncio.to_thread(show_other, tmp_path)
            assert await asyncio.to_thread(show_other, tmp_path)
        assert not (tmp_path / FILE).exists()
        assert not await asyncio.to_thread(show_other, tmp_path)

    asyncio.run(play())
    assert shown == [1, 1]


@pytest.mark.parametrize("said", ["{port} wrong", "1 x", "999999 x", "", "a b c"])
def test_who_does_not_know_the_word_is_not_heard(tmp_path: Path, said: str) -> None:
    shown: list[int] = []

    async def play() -> None:
        async with Door(tmp_path, lambda: shown.append(1)):
            port = (tmp_path / FILE).read_text(encoding="ascii").split()[0]
            (tmp_path / FILE).write_text(said.format(port=port), encoding="ascii")
            assert not await asyncio.to_thread(show_other, tmp_path)

    asyncio.run(play())
    assert shown == []


def test_the_start_looks_for_the_same_file() -> None:
    assert WINDOW_PORT == FILE


def test_the_file_of_a_desk_that_was_killed_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("9 abc", encoding="ascii")
    assert not show_other(tmp_path)
