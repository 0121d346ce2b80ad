"""`printers list` as people and scripts meet it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from printers import Found
from printers.cli import main
from printers.discovery.commands import table
from printers.discovery.merging import LEASE

ROOT = Path(__file__).resolve().parents[3]
QUICK = ["list", "--seconds", "0.5"]


def found(**facts: object) -> Found:
    return Found(**{"key": "k", "uri": "socket://192.168.1.50:9100", "connection": "network", **facts})  # type: ignore[arg-type]


def test_json_is_a_list_of_objects_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert isinstance(listed, list)
    assert all(
        {"uri", "connection", "make", "model", "answers", "profile", "refused", "notes"} <= set(one)
        for one in listed
    )


@pytest.mark.skipif(sys.platform != "linux", reason="takes the network away with unshare")
def test_it_works_without_any_network() -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us make a network of our own")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "printers", *QUICK, "--json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0
    assert [one for one in json.loads(done.stdout) if one["connection"] in {"network", "simulated"}] == []
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("network", ["8.8.8.0/24", "10.0.0.0/8", "kitchen"])
def test_a_network_that_may_not_be_scanned_is_refused_in_a_sentence(
    network: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--scan", network]) == 2
    assert "Traceback" not in (said := capsys.readouterr().err)
    assert said.startswith("printers: ")


def test_the_table_shows_what_must_be_known_before_use() -> None:
    lines = table([
        found(make="EPSON", model="TM-T88V", answers=True, profile="epson-80mm", notes=(LEASE,), also=("cups://till",)),
        found(uri="socket://192.168.1.51:9100", name="厨房", answers=False, profile="generic-80mm-gbk"),
        found(uri="usb://1:2", connection="usb", model="ZD421", refused="ZD421 is a label printer"),
    ])  # fmt: skip
    assert lines[1].split() == (
        [
            "socket://192.168.1.50:9100",
            "network",
            "EPSON",
            "TM-T88V",
            "answers",
            "status",
            "--profile",
            "epson-80mm",
        ]
    )
    assert lines[2] == "      also cups://till"
    assert "厨房" in lines[3]
    assert "no status" in lines[3]
    assert lines[4].endswith("REFUSED")
    assert lines[5] == "      ZD421 is a label printer"
    assert sum("DHCP" in line for line in lines) == 1


def test_an_empty_table_says_what_to_do() -> None:
    assert "printers list --scan" in "\n".join(table([]))
