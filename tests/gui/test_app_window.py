"""The desk with its own window, as a person uses it: each story in a process, on a screen that is not there."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.app.first_look import FirstLook, data_folder, read_first_look, write_first_look
from desk.app.window import read_words
from desk.settings import default_data_dir

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.timeout(90)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **more}


def play(story: str, folder: Path, code: int = 0) -> str:
    """What the story printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.app_stories", story, str(folder)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def test_an_order_typed_in_becomes_paper_and_is_there_again_at_the_next_start(tmp_path: Path) -> None:
    play("an_order_typed_in", tmp_path)
    play("the_last_queue", tmp_path)
    play("the_look_is_kept", tmp_path)


def test_a_rehearsed_outage_blocks_and_goes_on(tmp_path: Path) -> None:
    play("a_printer_without_paper", tmp_path)


def test_a_customer_orders_again_and_is_one_with_another_for_a_while(tmp_path: Path) -> None:
    play("a_customer_orders_again", tmp_path)


def test_an_order_typed_in_during_a_pause_is_taken_when_the_clerk_insists(tmp_path: Path) -> None:
    play("an_order_in_a_pause", tmp_path)


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    play("refused", tmp_path)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[shop\nname = "x"', "desk.toml"),
        ('[[printers]]\nname = "k"\nuri = "file://nowhere"', "printer k"),
        ('[api]\nlisten = "127.0.0.1:{port}"', "another program uses that port"),
    ],
)
def test_a_fault_at_the_start_is_one_sentence_in_the_window_and_exit_code_2(
    tmp_path: Path, settings: str, said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        text = settings.replace("{port}", str(taken.getsockname()[1]))
        (tmp_path / "desk.toml").write_text(text, encoding="utf-8")
        assert said in play("a_fault", tmp_path, code=2)


def test_data_of_a_newer_version_are_left_alone_and_still_shown(tmp_path: Path) -> None:
    play("an_order_typed_in", tmp_path)
    with sqlite3.connect(tmp_path / "desk.db") as link:
        link.execute("update alembic_version set version_num = '9999_from_the_future'")
    link.close()
    before = (tmp_path / "desk.db").read_bytes()
    assert "newer" in play("a_fault", tmp_path, code=2)
    assert (tmp_path / "desk.db").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that asks a window to end")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_order_when_the_system_asks(tmp_path: Path, number: signal.Signals) -> None:
    desk = subprocess.Popen(
        [sys.executable, "-m", "desk", "--data", str(tmp_path)],
        cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert desk.stderr is not None
    with desk.stderr:
        for line in desk.stderr:
            if "listening" in line:
                break
        desk.send_signal(number)
        rest = desk.stderr.read()
    assert desk.wait(20) == 0, rest
    assert "Traceback" not in rest


@pytest.mark.parametrize("moment", ["first-paint", "ready"])
def test_the_moments_of_the_start_that_are_measured(tmp_path: Path, moment: str) -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "desk", "--data", str(tmp_path)],
        cwd=ROOT, env=environment(DESK_BENCH=moment), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < 30
    assert (tmp_path / "desk.db").exists() == (moment == "ready")


def test_the_first_look_comes_from_desk_toml_until_that_changes(tmp_path: Path) -> None:
    assert read_first_look(tmp_path / "nowhere") == FirstLook()
    config = tmp_path / "desk.toml"
    config.write_text(
        '[shop]\nname = "甲\\"乙\\\\"\ntimezone = "Asia/Tokyo"\nlanguage = "en"\n', encoding="utf-8"
    )
    first = read_first_look(tmp_path)
    assert (first.shop, first.zone, first.language) == ('甲"乙\\', "Asia/Tokyo", "en")
    write_first_look(tmp_path, first._replace(chosen="zh_TW", scheme="dark", zoom=150))
    again = read_first_look(tmp_path)
    assert again == first._replace(chosen="zh_TW", scheme="dark", zoom=150)
    assert again.language == "zh_TW"
    config.write_text('[shop]\nname = "丙"\n', encoding="utf-8")
    changed = read_first_look(tmp_path)
    assert (changed.shop, changed.zone, changed.language, changed.zoom) == (
        "丙",
        "Asia/Shanghai",
        "zh_TW",
        150,
    )


@pytest.mark.parametrize(
    "text", ["", "zoom = 12", 'zoom = "x"\nscheme = "pink"\nchosen = "xx"', "\x00", "[shop]\nname = 3"]
)
def test_a_damaged_look_is_the_shipped_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.toml").write_text(text, encoding="utf-8")
    (tmp_path / "desk.toml").write_text(text, encoding="utf-8")
    found = read_first_look(tmp_path)
    assert found._replace(stamp="") == FirstLook()


def test_the_data_folder_is_the_one_that_the_settings_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folder() == default_data_dir()
    if sys.platform.startswith("linux"):
        monkeypatch.setenv("XDG_DATA_HOME", "/somewhere/else")
        assert data_folder() == default_data_dir()


def test_the_words_of_the_command_line(tmp_path: Path) -> None:
    assert read_words([]) == (data_folder(), "")
    assert read_words(["--data", "x", "--lang", "en"]) == (Path("x"), "en")
    assert read_words(["--lang=zh_TW", f"--data={tmp_path}"]) == (tmp_path, "zh_TW")
    for wrong in (["--data"], ["--lang", "fr"], ["more"], ["--data", "x", "y"], ["--date", "x"]):
        assert read_words(wrong) is None


def test_the_demonstration_opens_its_window_and_ends_when_asked(tmp_path: Path) -> None:
    words = ["demo", "--speed", "5", "--orders", "6", "--paper", str(tmp_path)]
    desk = subprocess.Popen(
        [sys.executable, "-m", "desk", *words],
        cwd=ROOT, env=environment(DISPLAY=":99"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        end = time.monotonic() + 40
        while len(list(tmp_path.glob("counter/*.png"))) < 3:
            assert desk.poll() is None, desk.communicate()
            assert time.monotonic() < end, "no slips"
            time.sleep(0.1)
    finally:
        desk.send_signal(signal.SIGTERM)
        _, said = desk.communicate(timeout=20)
    assert desk.returncode == 0 or sys.platform == "win32"
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux does a file say which fonts there are")
@pytest.mark.parametrize("font", ["NotoSansCJKsc-Regular-gbk.otf", "NotoSansMonoCJKsc-latin.otf"])
def test_there_are_emoji_whatever_fonts_the_system_has(tmp_path: Path, font: str) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(ROOT / "assets" / "fonts" / font, fonts)
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>'
    )
    code = (
        "from desk.ui.application import make_application; from PySide6.QtGui import QFontDatabase as F;"
        "app = make_application('zh_CN'); names = F.families();"
        "print(any('emoji' in n.lower() for n in names), bool(F.families(F.WritingSystem.SimplifiedChinese)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "FONTCONFIG_FILE": str(settings), "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["True", "True"], done.stderr


def test_a_printer_is_taken_into_use_behind_the_same_window(tmp_path: Path) -> None:
    play("a_printer_is_added_and_removed", tmp_path)


def test_a_second_start_shows_the_window_that_is_open_and_ends(tmp_path: Path) -> None:
    play("a_second_start", tmp_path)
