"""What the desk writes down about itself: one rotating file in the data folder and standard error.

Every line passes a redaction, as the last thing before it is written: telephone numbers, openids, addresses,
e-mail addresses, secrets and bodies never stand in a log, whoever put them into a message or an exception.
Topics are logger names: `desk.listener`, `desk.sources`, `desk.spool`, `printers.transport`, …
"""

import logging
import re
import sys
import time
from pathlib import Path
from typing import TextIO

LOG_FILE = "desk.log"
#: Ten files of a megabyte, the one being written included.
FILE_SIZE = 1_000_000
FILES = 10
#: A message longer than this is cut; it is most likely a body.
_LONGEST = 2000
_LONGEST_TRACE = 20_000

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # a JSON object or a repr of a mapping with content, to the end of the message if it was cut
    (re.compile(r"\{\s*[\"'][^\"']{0,64}[\"']\s*:.*", re.DOTALL), "{…}"),
    (re.compile(r"\[parameters: .*", re.DOTALL), "[parameters: …]"),
    (re.compile(r"whsec_[A-Za-z0-9+/=_-]+"), "whsec_…"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]+"), r"\1 …"),
    (re.compile(r"://[^/\s:@]{1,64}:[^/\s@]{1,128}@"), "://…@"),
    # an openid of WeChat: o and 27 letters; a union id likewise
    (re.compile(r"(?<![A-Za-z0-9_-])o[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])"), "o…"),
    # seven digits or more in one run, also with the separators people write in telephone numbers
    (re.compile(r"\+?\d(?:[-\s()]{0,2}\d){6,}"), "#…"),
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
#: A Chinese address: a stretch that names a road, a house, a room. Looked for first, since few lines have one.
_PLACE = re.compile(r"路|街|巷|弄|胡同|小区|大厦|号楼|单元|\d[号室栋座]")
_ADDRESS = re.compile(rf"[\w-]{{0,40}}(?:{_PLACE.pattern})[\w-]{{0,60}}")
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))}


def redact(text: str) -> str:
    """The text without personal data and secrets, at most some 2,000 characters, on one line."""
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}… ({len(text)} characters)"
    return _masked(text).translate(_CONTROL)


def _masked(text: str) -> str:
    for pattern, mask in _RULES:
        text = pattern.sub(mask, text)
    if "@" in text:
        text = _EMAIL.sub("…@…", text)
    if _PLACE.search(text):
        text = _ADDRESS.sub("(address)", text)
    return text


class RedactingFormatter(logging.Formatter):
    """`2026-11-22T02:15:30Z WARNING desk.listener: message`, redacted, with redacted tracebacks below.

    Working on the finished text covers arguments, exception messages and what other packages log.
    """

    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """The line, or lines when there is a traceback."""
        at = self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ")
        try:
            message = record.getMessage()
        except Exception as error:  # noqa: BLE001 - a bad logging call must not stop what it reports on
            message = f"{record.msg!s} (arguments do not fit: {type(error).__name__})"
        lines = f"{at} {record.levelname} {record.name}: {redact(message)}"
        if record.exc_info:
            trace = self.formatException(record.exc_info)[-_LONGEST_TRACE:]
            lines += "\n" + "\n".join(_trace_line(line) for line in trace.splitlines())
        return lines


def _trace_line(line: str) -> str:
    """Where the code was stands as it is; what it said is redacted."""
    if line.startswith('  File "'):
        return line.translate(_CONTROL)
    return redact(line)


def set_up_logging(
    data_dir: Path | None, *, level: int = logging.INFO, stream: TextIO | None = None
) -> list[logging.Handler]:
    """Send what `desk` and `printers` log, and warnings of everything else, to `stream` (default: standard
    error; a windowed program has none) and, with a folder, to its rotating file. Calling it again replaces
    what it set up before. A log that cannot be written never stops the desk.
    """
    root = logging.getLogger()
    tear_down_logging()
    stream = stream or sys.stderr
    handlers: list[logging.Handler] = []
    if stream is not None:  # pyright: ignore[reportUnnecessaryComparison] - None in windowed programs
        handlers.append(logging.StreamHandler(stream))
    if data_dir is not None:
        handlers.append(_file_handler(data_dir / LOG_FILE))
    for handler in handlers:
        handler.setFormatter(RedactingFormatter())
        handler.set_name(_OURS)
        root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for topic in ("desk", "printers"):
        logging.getLogger(topic).setLevel(level)
    return handlers


def tear_down_logging() -> None:
    """Close and remove what `set_up_logging` added."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if handler.get_name() == _OURS]:
        root.removeHandler(handler)
        handler.close()


_OURS = "order-desk"


def _file_handler(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class DeskLog(RotatingFileHandler):
        """A full disk or a file held by another program costs log lines, nothing else."""

        def doRollover(self) -> None:
            """Rotate; where the system refuses (a second desk, a viewer), keep writing to the same file."""
            try:
                super().doRollover()
            except OSError:
                if self.stream is None:  # pyright: ignore[reportUnnecessaryComparison] - None once closed
                    self.stream = self._open()

        def handleError(self, record: logging.LogRecord) -> None:
            """Say nothing: standard error gets the line as well."""
            del record

    return DeskLog(path, maxBytes=FILE_SIZE, backupCount=FILES - 1, encoding="utf-8", delay=True)
