"""The routes of the listener (design section 6): what each path takes and answers."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from desk.domain.json_input import BadJson, read_json
from desk.domain.order_document import timestamp, to_document
from desk.domain.orders import Action, OrderState
from desk.domain.print_jobs import Answer as JobAnswer
from desk.domain.print_jobs import JobState, PrintJob
from desk.domain.receipts import MalformedOrder, NotVerified
from desk.errors import ConfigFault, DeskError, EnvironmentFault, NotFound, Refused
from desk.listener.api import DeskApi, Door
from desk.listener.messages import Answer, Problem, Request, json_answer, same

DEFAULT_LIMIT = 200
MAX_LIMIT = 1000
#: Seconds after which a sender may try again when the store cannot write.
RETRY_AFTER = 5
_MAX_MINUTES = 7 * 24 * 60
_MAX_NAME = 100
_NEEDS_REASON = frozenset({Action.DECLINE, Action.CANCEL})
_PLAIN = re.compile(r"[\w.-]{1,64}", re.ASCII)
_log = logging.getLogger("desk.listener")

Handler = Callable[[Request, str], Awaitable[Answer]]
E = TypeVar("E", bound=StrEnum)


class Routes:
    """Answers requests. `sources` are looked up at each request; those that are no Door take no deliveries."""

    def __init__(self, api: DeskApi, sources: Mapping[str, object], token: str) -> None:
        """`sources` by name; `token` is what readers must send, "" when none is configured."""
        self._api = api
        self._sources = sources
        self._token = token
        #: path with * for one segment -> method -> handler
        self._table: dict[tuple[str, ...], dict[str, Handler]] = {
            ("health",): {"GET": self._health},
            ("v1", "webhooks", "*"): {"POST": self._webhook},
            ("v1", "orders"): {"GET": self._authorised(self._orders)},
            ("v1", "orders", "*"): {"GET": self._authorised(self._order)},
            ("v1", "orders", "*", "actions"): {"POST": self._authorised(self._act)},
            ("v1", "jobs"): {"GET": self._authorised(self._jobs)},
            ("v1", "jobs", "*", "answer"): {"POST": self._authorised(self._answer)},
            ("v1", "printers"): {"GET": self._authorised(self._printers)},
        }

    async def answer(self, request: Request) -> Answer:
        """The response to a request; every error becomes a problem document."""
        try:
            handler, parameter = self._find(request)
            return await handler(request, parameter)
        except Problem as problem:
            return problem.answer()
        except DeskError as error:
            return _problem_of(error, request).answer()
        except Exception as error:  # noqa: BLE001 - one bad request must not end the listener
            # the message of an unknown error may quote an order: its kind and place must do
            at = error.__traceback__
            while at is not None and at.tb_next is not None:
                at = at.tb_next
            place = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "?"
            _log.error("500 %s %s: %s at %s", request.method, _route(request), type(error).__name__, place)
            return Problem(500, "The desk met an error of its own; its log says where.").answer()

    def _find(self, request: Request) -> tuple[Handler, str]:
        for pattern, methods in self._table.items():
            if len(pattern) != len(request.segments):
                continue
            pairs = list(zip(pattern, request.segments, strict=True))
            if not all(want in {"*", got} for want, got in pairs):
                continue
            method = "GET" if request.method == "HEAD" else request.method
            if method not in methods:
                allow = ", ".join(methods)
                raise Problem(405, f"This path takes {allow} only.", (("Allow", allow),))
            return methods[method], next((got for want, got in pairs if want == "*"), "")
        raise Problem(404, "There is nothing at this path.")

    def _authorised(self, handler: Handler) -> Handler:
        async def checked(request: Request, parameter: str) -> Answer:
            challenge = (("WWW-Authenticate", "Bearer"),)
            if not self._token:
                raise Problem(401, "No token is configured: set [api] token in desk.toml.", challenge)
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not same(given.strip(), self._token):
                _log.warning("401 %s %s from %s", request.method, _route(request), request.peer)
                raise Problem(401, "Send the header Authorization: Bearer with the desk's token.", challenge)
            return await handler(request, parameter)

        return checked

    async def _health(self, request: Request, _: str) -> Answer:
        del request
        return json_answer(200, {"status": "ok"})

    async def _webhook(self, request: Request, source: str) -> Answer:
        door = self._sources.get(source)
        if not isinstance(door, Door):
            name = source if _PLAIN.fullmatch(source) else "(not a plain name)"
            _log.warning("refused 404 for source %s from %s: unknown source", name, request.peer)
            raise Problem(404, "There is no such source at this desk.")
        try:
            draft = door.open(request.headers, request.body)
            if draft is None:
                return json_answer(200, {})
            receipt = await self._api.receive(draft, request.body)
        except DeskError as error:
            _log.warning(
                "refused %d for source %s: %s (%d bytes from %s)",
                _status(error), source, error.what, len(request.body), request.peer,
            )  # fmt: skip
            raise
        delivery = request.headers.get("webhook-id", "")
        _log.info(
            "source %s: %s%s (webhook-id %s)",
            source,
            receipt.number,
            ", seen before" if receipt.duplicate else "",
            delivery if _PLAIN.fullmatch(delivery) else "-",
        )
        return json_answer(
            200 if receipt.duplicate else 202,
            {"order_id": receipt.order_id, "number": receipt.number, "duplicate": receipt.duplicate},
        )

    async def _orders(self, request: Request, _: str) -> Answer:
        states, since = _words(request, "state", OrderState), _since(request.first("since"))
        try:
            orders, following = await self._api.orders(
                states, since, request.first("after") or None, _limit(request)
            )
        except Refused:
            raise Problem(400, "after must be the key that the page before gave as next.") from None
        return json_answer(200, {"orders": [to_document(order) for order in orders], "next": following})

    async def _order(self, request: Request, order_id: str) -> Answer:
        del request
        return json_answer(200, to_document(await self._api.order(order_id)))

    async def _jobs(self, request: Request, _: str) -> Answer:
        after = request.first("after")
        jobs = await self._api.jobs(
            request.first("order") or None,
            _words(request, "state", JobState),
            _job_id(after, "after must be the id of a job.") if after else None,
            _limit(request),
        )
        return json_answer(200, {"jobs": [job_document(job) for job in jobs]})

    async def _printers(self, request: Request, _: str) -> Answer:
        del request
        printers = [
            {
                "name": card.name,
                "uri": card.uri,
                "state": card.state,
                "reasons": list(card.reasons),
                "backlog": card.backlog,
                "oldest_at": None
                if card.oldest_at is None
                else timestamp(datetime.fromtimestamp(card.oldest_at, UTC)),
            }
            for card in await self._api.printers()
        ]
        return json_answer(200, {"printers": printers})

    async def _act(self, request: Request, order_id: str) -> Answer:
        body = _object(request.body)
        action = _word(body, "action", Action)
        reason = _text(body, "reason", 1000)
        if action in _NEEDS_REASON and not reason:
            raise Problem(400, "reason is missing: decline and cancel need one.")
        minutes = body.get("minutes")
        if minutes is not None and (
            not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= _MAX_MINUTES
        ):
            raise Problem(400, f"minutes must be a whole number from 0 to {_MAX_MINUTES}.")
        order = await self._api.act(order_id, action, _by(body), reason, minutes)
        return json_answer(200, to_document(order))

    async def _answer(self, request: Request, job_id: str) -> Answer:
        body = _object(request.body)
        answer = _word(body, "answer", JobAnswer)
        try:
            number = _job_id(job_id, "")
        except Problem:
            raise Problem(404, "There is no such job.") from None
        return json_answer(200, job_document(await self._api.answer(number, answer, _by(body))))


def job_document(job: PrintJob) -> dict[str, Any]:
    """A print job as the listener shows it; `number` is the order's number, as customers and slips call it."""
    return {
        "id": job.id,
        "order_id": job.order_id,
        "number": job.order_number,
        "station": job.station,
        "printer": job.printer,
        "kind": job.kind,
        "state": job.state.value,
        "attempt": job.attempt,
        "reasons": list(job.reasons),
        "updated_at": timestamp(job.updated_at),
    }


def _status(error: DeskError) -> int:
    match error:
        case NotVerified():
            return 401
        case MalformedOrder():
            return 400
        case NotFound():
            return 404
        case Refused():
            return 409
        case EnvironmentFault() | ConfigFault():
            return 503
        case _:
            return 500


def _problem_of(error: DeskError, request: Request) -> Problem:
    status = _status(error)
    if status >= 500:
        _log.error("%d %s %s: %s", status, request.method, _route(request), error)
    headers = (("Retry-After", str(RETRY_AFTER)),) if status == 503 else ()
    return Problem(status, str(error), headers)


def _route(request: Request) -> str:
    """The path for the log: fixed words as they are, whatever the caller filled in left out."""
    words = {"health", "v1", "webhooks", "orders", "jobs", "printers", "actions", "answer"}
    return "/" + "/".join(part if part in words else "*" for part in request.segments[:6])


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = read_json(body)
    except BadJson as error:
        raise Problem(400, f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    if not isinstance(value, dict):
        raise Problem(400, "The body must be a JSON object.")
    return cast("dict[str, Any]", value)


def _text(body: Mapping[str, Any], key: str, longest: int) -> str:
    value = body.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise Problem(400, f"{key} must be a text of at most {longest} characters.")
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}").strip()


def _by(body: Mapping[str, Any]) -> str:
    name = _text(body, "by", _MAX_NAME)
    if not name:
        raise Problem(400, "by is missing: the name of the person who does it.")
    return name


def _word(body: Mapping[str, Any], key: str, words: type[E]) -> E:
    try:
        return words(body.get(key, ""))
    except ValueError:
        raise Problem(400, f"{key} must be one of: {', '.join(words)}.") from None


def _words(request: Request, name: str, words: type[E]) -> Sequence[E]:
    """The states asked for: the parameter repeated, or words with commas between; none means all."""
    texts = [text for value in request.query.get(name, ()) for text in value.split(",") if text]
    try:
        return [words(text) for text in texts]
    except ValueError:
        raise Problem(400, f"{name} must be one of: {', '.join(words)}.") from None


def _limit(request: Request) -> int:
    text = request.first("limit")
    if not text:
        return DEFAULT_LIMIT
    digits = text.lstrip("0")
    if not (text.isascii() and text.isdigit() and digits):
        raise Problem(400, f"limit must be a whole number from 1 to {MAX_LIMIT}.")
    return min(int(digits[:9]), MAX_LIMIT)


def _job_id(text: str, sentence: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Problem(400, sentence)
    return int(text)


def _since(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(
            text.replace(" ", "+")
        )  # a plus sign arrives as a blank if not quoted
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Problem(400, "since must be an ISO 8601 time with offset, such as 2026-11-22T00:00:00+08:00.")
