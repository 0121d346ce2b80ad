"""What `desk --self-check` says of a checkout that has everything, and how it says that something is missing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk.app import self_check
from desk.errors import ConfigFault, EnvironmentFault


def test_a_whole_checkout_passes_and_tells_so_in_json(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "desk", "--self-check", str(report)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert {name for name, check in told["checks"].items() if not check["ok"]} == set(), (told, done.stderr)
    assert (done.returncode, told["ok"], told["packaged"]) == (0, True, False)
    assert told["checks"].keys() == self_check.CHECKS.keys()


def test_what_is_missing_is_told_and_hides_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking() -> str:
        raise EnvironmentFault("no libusb")

    monkeypatch.setattr(self_check, "CHECKS", {"usb": lacking, "tls": lambda: "OpenSSL"})
    assert self_check.run_self_check([]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"]
    assert "no libusb" in told["checks"]["usb"]["found"]
    assert told["checks"]["tls"] == {"ok": True, "found": "OpenSSL"}


def test_too_many_words_are_one_sentence() -> None:
    with pytest.raises(ConfigFault):
        self_check.run_self_check(["a", "b"])


def test_a_report_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(self_check, "CHECKS", {})
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        self_check.run_self_check([str(tmp_path / "nowhere" / "report.json")])
