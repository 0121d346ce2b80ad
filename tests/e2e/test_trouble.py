"""The printer's troubles, with real processes: what is said while they last, and what is on paper after."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.rig import COPY, NUMBER, ROOT, Desk, order, shop, until


def states(desk: Desk, station: str = "kitchen") -> list[str]:
    return [job["state"] for job in desk.jobs() if job["station"] == station]


@pytest.mark.timeout(120)
def test_printer_off_then_on_prints_in_order_and_stamped_late(tmp_path: Path) -> None:
    with shop(tmp_path) as (desk, kitchen, _counter):
        desk.stop()
        text = (desk.data / "desk.toml").read_text()
        (desk.data / "desk.toml").write_text(text.replace("[api]", "late_after = 1\n[api]", 1))
        kitchen.stop()
        desk.start()
        for number in range(1, 6):
            assert desk.post(order(number))[0] == 202
        blocked = until(lambda: [j for j in desk.jobs(state="blocked") if j["reasons"]], 20, "blocked jobs")
        assert {reason for job in blocked for reason in job["reasons"]} == {"unreachable"}
        until(lambda: len(desk.jobs(state="blocked")) == 5, 20, "all five wait")
        time.sleep(1.2)
        kitchen.start()
        until(lambda: states(desk) == ["confirmed"] * 5, 40, "all five confirmed")
        sheets = kitchen.sheets()
        assert [f"蛋糕{n}款" in text for n, text in enumerate(sheets, 1)] == [True] * 5
        assert [int(NUMBER.search(text).group(1)) for text in sheets] == [1, 2, 3, 4, 5]  # type: ignore[union-attr]
        assert all("延迟" in text for text in sheets)
        assert not any(COPY.search(text) for text in sheets)


@pytest.mark.timeout(120)
def test_paper_out_in_the_middle_holds_and_then_confirms_without_a_copy(tmp_path: Path) -> None:
    with shop(tmp_path, speed="60") as (desk, kitchen, _counter):
        many = order(1)
        many["lines"] = [{"name": f"货{n}", "quantity": 1} for n in range(30)]
        assert desk.post(many)[0] == 202
        until(lambda: kitchen.status()["bytes_received"] > 500 and states(desk) == ["sent"], 20, "printing")
        kitchen.control("paper out")
        held = until(lambda: desk.jobs(state="holding"), 20, "holding")
        assert held[0]["reasons"] == ["media-empty"] or "media-empty" in held[0]["reasons"]
        printers = desk.request("GET", "/v1/printers")[1]["printers"]
        kitchen_card = next(p for p in printers if p["name"] == "kitchen")
        assert kitchen_card["state"] == "stopped"
        assert "media-empty" in kitchen_card["reasons"]
        kitchen.control("paper ok")
        until(lambda: states(desk) == ["confirmed"], 60, "confirmed after new paper")
        (sheet,) = kitchen.sheets()
        assert "货29" in sheet
        assert not COPY.search(sheet)


@pytest.mark.timeout(120)
def test_power_cycle_in_the_middle_makes_a_marked_copy(tmp_path: Path) -> None:
    with shop(tmp_path, speed="60") as (desk, kitchen, _counter):
        many = order(1)
        many["lines"] = [{"name": f"货{n}", "quantity": 1} for n in range(30)]
        assert desk.post(many)[0] == 202
        until(lambda: states(desk) == ["sent"] and kitchen.status()["bytes_received"] > 500, 20, "printing")
        kitchen.control("power cycle")
        until(lambda: states(desk) == ["confirmed"], 60, "a copy confirmed")
        whole = [text for text in kitchen.sheets() if "货29" in text]
        assert len(whole) == 1
        assert "补打 第2次 可能重复" in whole[0]


@pytest.mark.timeout(120)
def test_a_printer_that_cannot_confirm_is_never_called_printed(tmp_path: Path) -> None:
    with shop(tmp_path, profile="oneway-58mm") as (desk, kitchen, _counter):
        assert desk.post(order(1))[0] == 202
        until(lambda: states(desk) == ["unconfirmed"], 20, "unconfirmed")
        until(kitchen.sheets, 10, "the ticket")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("fault", ["awol", "mute all", "garbage 200"])
def test_a_lying_printer_is_never_believed(tmp_path: Path, fault: str) -> None:
    with shop(tmp_path) as (desk, kitchen, counter):
        kitchen.control(fault)
        assert desk.post(order(1))[0] == 202
        until(lambda: states(desk, "counter") == ["confirmed"], 20, "the other printer is not held up")
        time.sleep(2)
        if not kitchen.sheets():
            assert "confirmed" not in states(desk)
        assert counter.sheets()
        kitchen.control("clear")
        until(lambda: states(desk) == ["confirmed"], 90, "confirmed after the cure")
        assert any("蛋糕1款" in text for text in kitchen.sheets())


@pytest.mark.timeout(120)
def test_the_next_printer_takes_over_with_a_stamp_and_gives_back_and_never_do_both_print(
    tmp_path: Path,
) -> None:
    stations = (
        '[[stations]]\nname = "kitchen"\nprinters = ["kitchen", "counter"]\nticket = "kitchen"\n'
        'categories = ["*"]\nfailover_after = 1\n'
    )
    with shop(tmp_path, stations=stations) as (desk, kitchen, counter):
        kitchen.stop()
        assert desk.post(order(1))[0] == 202
        until(lambda: states(desk) == ["confirmed"], 40, "printed by the next printer")
        (sheet,) = counter.sheets()
        assert "蛋糕1款" in sheet
        assert "备用" in sheet
        assert desk.jobs()[0]["printer"] == "counter"
        kitchen.start()
        until(lambda: printer_state(desk, "kitchen") == "idle", 40, "the first printer is back")
        assert desk.post(order(2))[0] == 202
        until(lambda: states(desk) == ["confirmed"] * 2, 40, "printed by the first printer")
        (sheet,) = kitchen.sheets()
        assert "蛋糕2款" in sheet
        assert "备用" not in sheet
        assert len(counter.sheets()) == 1


def printer_state(desk: Desk, name: str) -> str:
    return next(p["state"] for p in desk.request("GET", "/v1/printers")[1]["printers"] if p["name"] == name)


@pytest.mark.timeout(60)
def test_bad_surroundings_get_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    with shop(tmp_path) as (desk, _kitchen, _counter):
        second = Desk(tmp_path / "second")
        second.configure("", "", None)
        taken = (second.data / "desk.toml").read_text().replace(str(second.port), str(desk.port))
        (second.data / "desk.toml").write_text(taken)
        assert str(desk.port) in fault_of(second.data)
        (second.data / "desk.toml").write_text('[shop\nname = "x"')
        assert "desk.toml" in fault_of(second.data)
        assert fault_of(desk.data)  # a second desk on the same data
        desk.stop()
        link = sqlite3.connect(desk.data / "desk.db")
        link.execute("update alembic_version set version_num = '9999_from_the_future'")
        link.commit()
        link.close()
        assert "newer" in fault_of(desk.data)
        (desk.data / "desk.db").write_bytes(b"this is not a database" * 1000)
        assert "desk.db" in fault_of(desk.data)


def fault_of(data: Path) -> str:
    """What `desk serve` says when it cannot start: one line, exit code 2."""
    done = subprocess.run(
        [sys.executable, "-m", "desk", "serve", "--data", str(data)],
        cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 2, (done.returncode, done.stderr)
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in lines[0]
    return lines[0]


@pytest.mark.timeout(60)
def test_serve_ends_in_order_on_sigterm(tmp_path: Path) -> None:
    with shop(tmp_path) as (desk, kitchen, _counter):
        assert desk.post(order(1))[0] == 202
        until(lambda: states(desk) == ["confirmed"], 20, "confirmed")
        assert desk.process is not None
        os.kill(desk.process.pid, signal.SIGTERM)
        assert desk.process.wait(10) == 0
        assert len(kitchen.sheets()) == 1
