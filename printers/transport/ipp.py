"""As much of IPP as a raw print queue needs: requests as bytes, answers as names and values.

Offers: `request`, `parse_answer`, `Answer`, the operations and states used. Does not know: HTTP. Sources: RFC 8010
(encoding), RFC 8011 (operations, attributes, job and printer states), CUPS' IPP page (CUPS-Get-Printers).
"""

from dataclasses import dataclass, field
from enum import IntEnum

Value = str | int | bytes


class Operation(IntEnum):
    """RFC 8011 section 5.4.15; 4002h is CUPS' own."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_PRINTERS = 0x4002


class JobState(IntEnum):
    """RFC 8011 section 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


#: RFC 8011 section 5.4.11: the printer takes jobs and does not print.
PRINTER_STOPPED = 5
#: Status codes: everything below is success; client-error-forbidden, -not-authenticated, -not-authorized, -not-found.
SUCCESS_BELOW, FORBIDDEN, NOT_AUTHENTICATED, NOT_AUTHORIZED, NOT_FOUND = (
    0x0100,
    0x0401,
    0x0402,
    0x0403,
    0x0406,
)
#: Bounds of an answer: bytes, groups, attributes of a group and values of an attribute.
MAX_ANSWER, MAX_GROUPS, MAX_ATTRIBUTES, MAX_VALUES = 4 * 1024 * 1024, 2000, 500, 500
#: RFC 8010 section 3.5: delimiter and value tags.
_OPERATION_GROUP, _JOB_GROUP, _END, _PRINTER_GROUP = 0x01, 0x02, 0x03, 0x04
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_TEXT, _NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE, _MEDIA_TYPE = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_WORDS = range(0x40, 0x60)
_TAGS = {
    "attributes-charset": _CHARSET,
    "attributes-natural-language": _LANGUAGE,
    "printer-uri": _URI,
    "requesting-user-name": _NAME,
    "job-name": _NAME,
    "document-format": _MEDIA_TYPE,
    "requested-attributes": _KEYWORD,
    "job-id": _INTEGER,
}


class BadAnswer(Exception):
    """Bytes that are no IPP answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status code and the attributes of each printer or job group that came."""

    status: int
    groups: tuple[dict[str, tuple[Value, ...]], ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether the operation was carried out."""
        return self.status < SUCCESS_BELOW

    def first(self, name: str) -> Value | None:
        """The first value of an attribute in the first group that has it."""
        return next((group[name][0] for group in self.groups if group.get(name)), None)

    def all(self, name: str) -> tuple[Value, ...]:
        """All values of an attribute in the first group that has it."""
        return next((group[name] for group in self.groups if name in group), ())


def request(operation: Operation, attributes: dict[str, str | int | list[str]], data: bytes = b"") -> bytes:
    """A request of version 1.1 with its operation attributes, in this order, and the document after them."""
    out = [b"\x01\x01", int(operation).to_bytes(2, "big"), b"\x00\x00\x00\x01", bytes((_OPERATION_GROUP,))]
    given: dict[str, str | int | list[str]] = {
        "attributes-charset": "utf-8",
        "attributes-natural-language": "en",
        **attributes,
    }
    for name, value in given.items():
        values = value if isinstance(value, list) else [value]
        for at, each in enumerate(values):
            content = each.to_bytes(4, "big") if isinstance(each, int) else each.encode()
            out.append(bytes((_TAGS[name],)) + _sized(name.encode() if at == 0 else b"") + _sized(content))
    return b"".join((*out, bytes((_END,)), data))


def parse_answer(raw: bytes) -> Answer:
    """An answer, within its bounds. Raises BadAnswer for anything else."""
    if len(raw) > MAX_ANSWER:
        raise BadAnswer("the answer is too long")
    reader = _Reader(raw)
    reader.take(2)
    status = reader.number(2)
    reader.take(4)
    groups: list[dict[str, list[Value]]] = []
    current: dict[str, list[Value]] = {}
    name = ""
    while (tag := reader.number(1)) != _END:
        if tag < 0x10:
            current = {}
            if tag in {_JOB_GROUP, _PRINTER_GROUP}:
                groups.append(current)
            name = ""
        else:
            given, content = reader.sized().decode("utf-8", "replace"), reader.sized()
            name = given or name
            if not name:
                raise BadAnswer("a value without a name")
            current.setdefault(name, []).append(_value(tag, content))
        if (
            len(groups) > MAX_GROUPS
            or len(current) > MAX_ATTRIBUTES
            or len(current.get(name, ())) > MAX_VALUES
        ):
            raise BadAnswer("the answer has too many parts")
    return Answer(status, tuple({key: tuple(found) for key, found in group.items()} for group in groups))


class _Reader:
    """Takes bytes from the front."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def take(self, count: int) -> bytes:
        part = self._raw[self._at : self._at + count]
        if len(part) < count:
            raise BadAnswer("the answer ends too early")
        self._at += count
        return part

    def number(self, count: int) -> int:
        return int.from_bytes(self.take(count), "big")

    def sized(self) -> bytes:
        return self.take(self.number(2))


def _sized(content: bytes) -> bytes:
    return len(content).to_bytes(2, "big") + content


def _value(tag: int, content: bytes) -> Value:
    if tag in {_INTEGER, _ENUM}:
        return int.from_bytes(content, "big", signed=True)
    if tag == _BOOLEAN:
        return int.from_bytes(content, "big")
    if tag in _WORDS:
        return "".join(c for c in content.decode("utf-8", "replace") if c.isprintable())
    return content
