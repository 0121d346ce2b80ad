"""The desk's own window and a relay that runs: paired, asked for a person, answered and parted, without a terminal."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_wechat_story import RelayProcess
from tests.gui.test_app_window import ROOT, environment

pytestmark = pytest.mark.timeout(90)


def test_the_owner_pairs_answers_and_parts_at_the_window(tmp_path: Path) -> None:
    relay = RelayProcess(tmp_path / "relay").start()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.gui.relay_stories", str(tmp_path / "desk")],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
            env=environment(RELAY_URL=relay.url, RELAY_CODE=relay.code(), RELAY_AES_KEY=relay.aes_key),
        )  # fmt: skip
    finally:
        relay.stop()
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    log = next(tmp_path.rglob("desk.log")).read_text(encoding="utf-8")
    assert "source wechat" in log or "listening" in log
    for private in ("oAmy", "蛋糕能写字吗", "可以，写什么", relay.aes_key):
        assert private not in done.stderr + log
