"""Requests, answers and problems as values, between the connection and the routes."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

JSON = "application/json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Request:
    """One request with its whole body. `segments` are the decoded parts of the path, header names are in
    lower case, `peer` is the address it came from.
    """

    method: str
    segments: tuple[str, ...]
    query: Mapping[str, tuple[str, ...]]
    headers: Mapping[str, str]
    body: bytes
    peer: str

    def first(self, name: str) -> str:
        """The first value of a query parameter, "" when it is not given."""
        return self.query.get(name, ("",))[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """One response."""

    status: int
    body: bytes = b""
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


class Problem(Exception):
    """A request that gets an error: `detail` is a sentence for the sender."""

    def __init__(self, status: int, detail: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers

    def answer(self) -> Answer:
        """As application/problem+json (RFC 9457)."""
        document = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        return Answer(self.status, _encode(document), PROBLEM, self.headers)


def json_answer(status: int, document: Mapping[str, object]) -> Answer:
    """A JSON response."""
    return Answer(status, _encode(document))


def split_target(target: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Path segments and query of a request target in origin or absolute form. Raises Problem."""
    if not target.startswith("/"):
        scheme, separator, rest = target.partition("://")
        if scheme.lower() not in {"http", "https"} or not separator:
            raise Problem(400, "The request target must be a path.")
        target = "/" + rest.partition("/")[2]
    path, _, query = target.partition("?")
    values: dict[str, tuple[str, ...]] = {}
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise Problem(400, "The request has too many parameters.") from None
    for name, value in pairs:
        values[name] = (*values.get(name, ()), value)
    return tuple(unquote(part) for part in path[1:].split("/")), values


def same(given: str, expected: str) -> bool:
    """Whether a header's value is the expected secret, in constant time; nothing equals an empty one.

    Header values are latin-1 on the wire; what a client sent as UTF-8 is compared as the bytes it sent.
    """
    return bool(expected) and hmac.compare_digest(given.encode("latin-1", "replace"), expected.encode())


def _encode(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
