"""`desk demo`: a day in a throw-away shop, accounted for by counting sheets."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import desk.demo.headless as headless
from desk.demo import run_demo
from desk.demo.slips import PaperFolder
from printers.simulator import sheets
from printers.simulator.paper import Sheet
from tests.e2e.rig import ROOT

pytestmark = pytest.mark.timeout(120)


def demo(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    command = [sys.executable, "-X", "faulthandler", "-m", "desk", "demo", *words]
    with subprocess.Popen(
        command, cwd=ROOT, env={**bare, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as running:  # fmt: skip
        try:
            said = running.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGABRT)  # shows where each thread stands
            raise AssertionError(running.communicate()) from None
    return subprocess.CompletedProcess(command, running.returncode, *said)


def test_a_day_without_a_screen_ends_accounted_for(tmp_path: Path) -> None:
    throw_away = tmp_path / "tmp"
    throw_away.mkdir()
    began = time.monotonic()
    done = demo(
        "--speed", "4", "--paper", str(tmp_path / "paper"), TMPDIR=str(throw_away), TEMP=str(throw_away)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert time.monotonic() - began < 60
    said = done.stdout
    assert "there is no display" in said
    for word in ("下单 order", "改单 change", "取消 cancel", "催单 chase", "缺纸", "接着打", "held until"):
        assert word in said, said
    numbers = re.findall(r"(D\d{3})  下单 order", said)
    assert numbers == [f"D{n:03d}" for n in range(1, 21)]
    texts = sorted((tmp_path / "paper").glob("*/*.txt"))
    assert f"{len(texts)} 张小票" in said
    for text in texts:
        assert text.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    assert str(tmp_path / "paper") in said
    assert list(throw_away.iterdir()) == []  # the shop is gone


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a screen there")
def test_a_screen_that_does_not_answer_is_one_sentence_and_the_terminal(tmp_path: Path) -> None:
    words = ("--speed", "50", "--orders", "1", "--paper", str(tmp_path))
    done = demo(*words, DISPLAY=":987", QT_QPA_PLATFORM="xcb")
    assert done.returncode == 0, done.stderr
    assert "窗口打不开" in done.stdout.splitlines()[0]
    assert "nothing lost" in done.stdout


@pytest.mark.parametrize("shop", ["small", "large"])
def test_the_whole_story_by_chat(tmp_path: Path, shop: str) -> None:
    """Follow, order by number, ticket, progress, 修改, 催单, 人工: over the real relay, counted on paper."""
    words = (
        "--wechat",
        "--headless",
        "--speed",
        "5",
        "--orders",
        "3",
        "--shop",
        shop,
        "--paper",
        str(tmp_path),
    )
    done = demo(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout
    for word in ("（关注", "下单成功，订单号 W001", "订单 W001：已接单", "已改单，订单号 W001", "已催单：订单 W001",
                 "订单 W001：制作中", "我们转告店主", "已转给店主", "这个号不能从软件里回复", "nothing lost"):  # fmt: skip
        assert word in said, said
    assert "下单成功，订单号 W003" in said
    kitchen = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "kitchen").glob("*.txt"))
    for word in ("W001", "改单 旧票作废", "催单", "写：生日快乐 Amy"):
        assert word in kitchen


def test_the_same_seed_is_the_same_paper(tmp_path: Path) -> None:
    wanted: list[dict[str, tuple[tuple[str, int], ...]]] = []
    for name in ("a", "b"):
        counter = PaperFolder(tmp_path / name, ["counter"])
        done = demo(
            "--headless", "--speed", "20", "--orders", "8", "--seed", "3", "--paper", str(tmp_path / name)
        )
        assert done.returncode == 0, done.stdout + done.stderr
        counter.look()
        wanted.append({slip.number: slip.items for slip in counter.slips if slip.kind in {"main", "change"}})
    assert len(wanted[0]) >= 7
    assert wanted[0] == wanted[1]


@pytest.mark.parametrize("shop", ["small", "large"])
def test_every_shop_and_a_crowd(tmp_path: Path, shop: str) -> None:
    done = demo(
        "--headless",
        "--speed",
        "40",
        "--orders",
        "30",
        "--shop",
        shop,
        "--seed",
        "11",
        "--paper",
        str(tmp_path),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "drinks").is_dir() == (shop == "large")


def test_paper_of_an_earlier_day_is_not_counted(tmp_path: Path) -> None:
    for _ in range(2):
        done = demo("--headless", "--speed", "20", "--orders", "3", "--paper", str(tmp_path))
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("trick", ["lost", "twice"])
def test_a_sheet_lost_or_doubled_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trick: str
) -> None:
    honest = sheets.write_sheet
    touched: list[int] = []

    def write(folder: Path, number: int, sheet: Sheet) -> sheets.SheetFiles:
        files = honest(folder, number, sheet)
        if number == 3 and folder.name == "kitchen":
            touched.append(number)
            if trick == "lost":
                files.text.unlink()
            else:
                files.text.with_name("9003.txt").write_bytes(files.text.read_bytes())
        return files

    monkeypatch.setattr(sheets, "write_sheet", write)
    monkeypatch.setattr(headless, "_PATIENCE", 1.0)
    assert run_demo(["--headless", "--speed", "20", "--orders", "6", "--paper", str(tmp_path)]) == 1
    assert touched
    said = capsys.readouterr().out
    assert "NOT ACCOUNTED FOR" in said
    assert ("sheet missing" if trick == "lost" else "not marked as a copy") in said


@pytest.mark.skipif(sys.platform == "win32", reason="a console event there")
def test_ctrl_c_ends_it_clean(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "desk", "demo", "--headless", "--paper", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        # whoever runs the tests in the background has SIGINT ignored, and children inherit that
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - one signal, no threads yet
    )  # fmt: skip
    with running:
        try:
            assert running.stdout is not None
            assert "D001" in running.stdout.readline()
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=80)
        finally:
            running.kill()
    assert running.returncode == 130
    assert "Traceback" not in said


def test_a_terminal_without_chinese_gets_question_marks(tmp_path: Path) -> None:
    done = demo(
        "--headless", "--speed", "50", "--orders", "1", "--paper", str(tmp_path), PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 0, done.stderr
    assert "nothing lost" in done.stdout


@pytest.mark.parametrize("words", [["--orders", "0"], ["--speed", "0"], ["--shop", "huge"], ["--seed", "x"]])
def test_words_that_make_no_sense_are_refused(words: list[str]) -> None:
    done = demo(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
