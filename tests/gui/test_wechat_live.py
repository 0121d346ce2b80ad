"""The desk's own window and a relay that runs: paired, asked for a person, answered and parted, without a terminal."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.wechat_rig import RelayProcess
from tests.fakes.wechat_api import CUSTOM, WeChatApi
from tests.gui.test_app_window import ROOT, environment

pytestmark = pytest.mark.timeout(90)


def test_the_owner_pairs_answers_and_parts_at_the_window(tmp_path: Path) -> None:
    relay = RelayProcess(tmp_path / "relay").start()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.gui.relay_stories", "pairs_answers_and_parts", str(tmp_path / "desk")],
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


def test_what_is_typed_in_the_inbox_reaches_the_customer_of_a_service_account(tmp_path: Path) -> None:
    with WeChatApi(time.time) as api:
        api.add("wx0cake", "app secret").people.clear()
        api.happens("wx0cake", "oAmy")
        more = f'secret = "app secret"\napi_base = "{api.url}"'
        relay = RelayProcess(tmp_path / "relay", kind="service", more=more).start()
        api.later(CUSTOM, None, 45047, "drop-after")
        try:
            done = subprocess.run(
                [sys.executable, "-m", "tests.gui.relay_stories", "answers_through_wechat", str(tmp_path / "desk")],
                cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
                env=environment(RELAY_URL=relay.url, RELAY_CODE=relay.code(), RELAY_AES_KEY=relay.aes_key),
            )  # fmt: skip
        finally:
            relay.stop()
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert api.texts("oAmy") == ["可以，写什么？", "第三句"]
        assert api.calls[CUSTOM] == 3


def test_what_is_changed_on_the_pages_of_products_and_hours_is_in_the_chat_within_two_seconds(
    tmp_path: Path,
) -> None:
    relay = RelayProcess(tmp_path / "relay").start()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.gui.relay_stories", "sells_from_the_pages", str(tmp_path / "desk")],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
            env=environment(RELAY_URL=relay.url, RELAY_CODE=relay.code(), RELAY_AES_KEY=relay.aes_key),
        )  # fmt: skip
    finally:
        relay.stop()
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
