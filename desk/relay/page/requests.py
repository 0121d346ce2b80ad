"""What a request to the page says: its account, its cookie, its form. Everything is bounded before it is looked at."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from desk.relay.bodies import read_body

#: The largest form, in bytes: every field at its longest, as a browser encodes Chinese, is below.
MAX_FORM, MAX_FIELDS = 32 * 1024, 60
#: Of a User-Agent no more is looked at, in characters.
_AGENT = 400


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form, of each name the last; {} for a body that is none. Control characters become blanks, and
    what is no character vanishes. Raises TooLarge and TooSlow.
    """
    body = await read_body(request, MAX_FORM)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        return {}
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"),
            keep_blank_values=True,
            max_num_fields=MAX_FIELDS,
            errors="ignore",
        )
    except ValueError:
        return {}
    return {name: _clean(value) for name, value in pairs}


def agent_of(request: Request) -> str:
    """The User-Agent."""
    return request.headers.get("user-agent", "")[:_AGENT]


def _clean(text: str) -> str:
    return "".join(
        character if character >= " " and character != "\x7f" else "\n" if character == "\n" else " "
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if not 0xD800 <= ord(character) <= 0xDFFF
    )
