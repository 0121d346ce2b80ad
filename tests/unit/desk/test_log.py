"""The log: what may never stand in it, and that writing it never stops the desk."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.log import FILE_SIZE, FILES, RedactingFormatter, redact, set_up_logging, tear_down_logging


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    root = logging.getLogger()
    levels = [(name, logging.getLogger(name).level) for name in ("", "desk", "printers")]
    yield
    tear_down_logging()
    for name, level in levels:
        logging.getLogger(name).setLevel(level)
    assert root is logging.getLogger()


@pytest.mark.parametrize(
    "private",
    [
        "13800138000",
        "+86 138-0013-8000",
        "138 0013 8000",
        "１３８００１３８０００",
        "010-65551234",
        "oABCDEFGHIJKLMNOPQRSTUVWXYZ_",
        "朝阳区望京街9号3单元1202",
        "中关村南大街",
        "wang@example.com",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "Bearer abc.def-123",
        "postgresql+psycopg://desk:geheim@db/shop",
        '{"id":"x","note":"生日快乐"}',
        "{'name': '王小明'}",
        "[parameters: ('王小明', 3)]",
    ],
)
def test_personal_data_and_secrets_are_masked(private: str):
    line = redact(f"before {private}")
    assert line.startswith("before ")
    for word in (private, "王小明", "生日快乐", "geheim", "abc.def"):
        assert word not in line


def test_what_helps_stays():
    for line in (
        "listening on 127.0.0.1:8710",
        "source website: S001, seen before (webhook-id msg_2b)",
        "printer kitchen (socket://192.168.1.50:9100): media-empty, 3 jobs wait",
        "refused 400 for source website: lines[0].quantity must lie between 1 and 1000000. (812 bytes from ::1)".replace(
            "1000000", "100000"
        ),
        "厨房: 等待：缺纸",
    ):
        assert redact(line) == line


def test_a_message_cannot_forge_another_line_or_grow_without_bound():
    assert redact("a\nb\x1b[31m\x85\u009b") == "a\\x0ab\\x1b[31m\\x85\\x9b"
    assert len(redact("长" * 100_000)) < 2100
    assert len(redact("a-1 " * 100_000)) < 2100


def test_lines_of_both_packages_reach_stream_and_file(tmp_path: Path):
    stream = io.StringIO()
    set_up_logging(tmp_path, stream=stream)
    logging.getLogger("desk.listener").info("call %s", 13800138000)
    logging.getLogger("printers.transport").debug("too fine")
    logging.getLogger("elsewhere").info("not ours")
    logging.getLogger("elsewhere").warning("a warning")
    try:
        raise ValueError("王小明 wants {'note': 'x'}, call 13800138000")
    except ValueError:
        logging.getLogger("desk.spool").exception("failed")
    tear_down_logging()
    text = (tmp_path / "desk.log").read_text(encoding="utf-8")
    assert text == stream.getvalue()
    assert "INFO desk.listener: call #…" in text
    assert "WARNING elsewhere: a warning" in text
    assert "not ours" not in text
    assert "too fine" not in text
    assert "Traceback" in text
    assert "test_log.py" in text
    assert "ValueError" in text
    assert "13800138000" not in text
    assert text.splitlines()[0][4] == "-" and text.splitlines()[0][19] == "Z"


def test_a_bad_logging_call_is_reported_as_such():
    record = logging.LogRecord("desk", logging.WARNING, "", 1, "%d jobs", ("many",), None)
    assert "%d jobs (arguments do not fit: TypeError)" in RedactingFormatter().format(record)


def test_the_file_rotates_and_ten_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert FILE_SIZE * FILES == 10_000_000
    monkeypatch.setattr("desk.log.FILE_SIZE", 2000)
    set_up_logging(tmp_path, stream=io.StringIO())
    for count in range(400):
        logging.getLogger("desk").info("%d %s", count, "word " * 20)
    tear_down_logging()
    files = sorted(tmp_path.glob("desk.log*"))
    assert len(files) == FILES
    assert all(file.stat().st_size <= 2000 for file in files)
    assert "399 word" in (tmp_path / "desk.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path):
    stream = io.StringIO()
    (tmp_path / "desk.log").mkdir()
    set_up_logging(tmp_path, stream=stream)
    logging.getLogger("desk").warning("still here")
    assert "still here" in stream.getvalue()


def test_setting_up_twice_writes_once(tmp_path: Path):
    stream = io.StringIO()
    set_up_logging(tmp_path, stream=io.StringIO())
    set_up_logging(tmp_path, stream=stream)
    logging.getLogger("desk").warning("once")
    assert stream.getvalue().count("once") == 1
