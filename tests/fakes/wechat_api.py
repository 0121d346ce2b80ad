"""WeChat's API side: a real HTTP server on 127.0.0.1 with tokens, errcodes, windows and quotas. Time is what `now` says.

Written after WeChat's own rules, with none of the relay's code. It can be told to fail: with an errcode, an HTTP
status, a page of HTML, by silence, or by dropping the connection before or after it took the message.
"""

import contextlib
import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "/cgi-bin/stable_token"
CUSTOM = "/cgi-bin/message/custom/send"
NOTICE = "/cgi-bin/message/subscribe/bizsend"
TEMPLATE = "/cgi-bin/message/template/send"
#: Which types of account have which call.
_HAVE = {CUSTOM: {"verified", "service", "test"}, NOTICE: {"service"}, TEMPLATE: {"test"}}
_SHANGHAI = timezone(timedelta(hours=8))
_MESSAGES = {
    40001: "invalid credential, access_token is invalid or not latest",
    40003: "invalid openid",
    40013: "invalid appid",
    40125: "invalid appsecret",
    40164: "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist",
    41001: "access_token missing",
    42001: "access_token expired",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    48001: "api unauthorized",
    48002: "user block receive message",
    48004: "api forbidden for irregularities",
}


@dataclass
class Person:
    """Somebody who follows an account. `windows` are [end, messages left], the longest first."""

    follows: bool = True
    refuses: bool = False
    windows: list[list[float]] = field(default_factory=list)
    agreed: Counter[str] = field(default_factory=Counter)


@dataclass
class Registered:
    """An account as WeChat knows it."""

    secret: str
    type: str
    people: dict[str, Person] = field(default_factory=dict)
    #: (token, until when it is good), the newest last.
    tokens: list[tuple[str, float]] = field(default_factory=list)
    templates: dict[str, set[str]] = field(default_factory=dict)
    whitelisted: bool = True
    banned: bool = False
    #: Calls of a path a day, and a minute.
    daily: dict[str, int] = field(default_factory=dict)
    per_minute: dict[str, int] = field(default_factory=dict)
    used: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Sent:
    """What a customer got."""

    appid: str
    openid: str
    path: str
    text: str
    at: float
    data: dict[str, str] = field(default_factory=dict)


class WeChatApi:
    """`with WeChatApi(clock) as api:` serves at `api.url`."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._faults: list[tuple[str, str | int]] = []
        self.released = threading.Event()
        self.accounts: dict[str, Registered] = {}
        self.sent: list[Sent] = []
        self.calls: Counter[str] = Counter()
        self.codes: dict[str, str] = {}
        self.used: set[str] = set()
        #: How many token fetches there were at once, at most.
        self.fetching = self.most_fetching = 0
        self.lasts = 7200.0
        #: Seconds before and after a message is taken.
        self.slow = 0.0
        self.service_messages = 5
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"api": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "WeChatApi":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    # --- what the test sets -----------------------------------------------------------------------

    def add(self, appid: str, secret: str, kind: str = "service") -> Registered:
        self.accounts[appid] = Registered(secret, kind)
        return self.accounts[appid]

    def happens(self, appid: str, openid: str, what: str = "message") -> None:
        """The customer did something: message, click, follow, scan, unfollow."""
        with self._lock:
            person = self.accounts[appid].people.setdefault(openid, Person())
            now = self._now()
            if what == "message":
                person.windows = [[now + 48 * 3600, self.service_messages]]
            elif what == "unfollow":
                person.follows, person.windows = False, []
            else:
                person.follows = True
                person.windows = [w for w in person.windows if w[0] > now + 60 and w[1]] + [[now + 60, 3]]

    def agrees(self, appid: str, openid: str, template: str, times: int = 1) -> None:
        """The customer agrees to notices."""
        with self._lock:
            self.accounts[appid].people.setdefault(openid, Person()).agreed[template] += times

    def fail(self, path: str, how: str | int, times: int = 1) -> None:
        """The next calls of a path fail: an errcode, "502", "html", "hang", "drop-before" or "drop-after"."""
        with self._lock:
            self._faults += [(path, how)] * times

    def later(self, path: str, *how: str | int | None) -> None:
        """What happens to the next calls of a path, one after the other; None is nothing."""
        with self._lock:
            self._faults += [(path, each or "") for each in how]

    def void_tokens(self, appid: str) -> None:
        """Somebody else made the tokens void."""
        with self._lock:
            self.accounts[appid].tokens.clear()

    def texts(self, openid: str) -> list[str]:
        with self._lock:
            return [sent.text for sent in self.sent if sent.openid == openid]

    # --- what WeChat does -------------------------------------------------------------------------

    def fault(self, path: str) -> str | int | None:
        with self._lock:
            for at, (where, how) in enumerate(self._faults):
                if where == path:
                    del self._faults[at]
                    return how or None
        return None

    def answer(self, path: str, query: dict[str, str], body: Any) -> dict[str, Any]:
        with self._lock:
            self.calls[path] += 1
            if path == TOKEN:
                return self._token(body)
            if path not in _HAVE:
                return told(40066)
            found = self._owner(query.get("access_token", ""))
            return told(found) if isinstance(found, int) else self._send(path, *found, body)

    def comes(self, openid: str) -> str:
        """The code that somebody who opens a page comes back with."""
        code = f"c{len(self.codes):030d}"
        self.codes[code] = openid
        return code

    def whose(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        with self._lock:
            self.calls[path] += 1
            account = self.accounts.get(query.get("appid", ""))
            if path != "/sns/oauth2/access_token" or query.get("grant_type") != "authorization_code":
                return told(40002)
            if account is None:
                return told(40013)
            if query.get("secret") != account.secret:
                return told(40125)
            code = query.get("code", "")
            if code in self.used:
                return told(40163)
            openid = self.codes.pop(code, "")
            if not openid:
                return told(40029)
            self.used.add(code)
            return {"access_token": "t", "expires_in": 7200, "openid": openid, "scope": "snsapi_base"}

    def _token(self, body: Any) -> dict[str, Any]:
        if body.get("grant_type") != "client_credential":
            return told(40002)
        account = self.accounts.get(body.get("appid", ""))
        if account is None:
            return told(40013)
        if body.get("secret") != account.secret:
            return told(40125)
        if not account.whitelisted:
            return told(40164)
        over = self._over(account, TOKEN)
        if over:
            return told(over)
        now = self._now()
        account.tokens = [each for each in account.tokens if each[1] > now]
        if not account.tokens or account.tokens[-1][1] - now < 300 or body.get("force_refresh"):
            # both are good for the last five minutes of the older one
            account.tokens.append((secrets.token_urlsafe(90), now + self.lasts))
        token, until = account.tokens[-1]
        return {"access_token": token, "expires_in": int(until - now)}

    def _owner(self, token: str) -> tuple[str, Registered] | int:
        if not token:
            return 41001
        for appid, account in self.accounts.items():
            for known, until in account.tokens:
                if known == token:
                    return (appid, account) if until > self._now() else 42001
        return 40001

    def _over(self, account: Registered, path: str) -> int:
        at = datetime.fromtimestamp(self._now(), UTC).astimezone(_SHANGHAI)
        for limits, stamp, code in (
            (account.daily, f"{at:%Y-%m-%d}", 45009),
            (account.per_minute, f"{at:%Y-%m-%d %H:%M}", 45011),
        ):
            if path in limits and account.used[path, stamp] >= limits[path]:
                return code
            account.used[path, stamp] += 1
        return 0

    def _send(self, path: str, appid: str, account: Registered, body: Any) -> dict[str, Any]:
        over = self._over(account, path)
        openid = body.get("touser")
        person = account.people.get(openid)
        code = (
            48004 if account.banned
            else 48001 if account.type not in _HAVE[path]
            else over if over
            else 40003 if person is None
            else 43004 if not person.follows
            else 48002 if person.refuses
            else 0
        )  # fmt: skip
        if code or person is None:
            return told(code)
        if path == CUSTOM:
            code, text, data = self._custom(person, body), body["text"]["content"], {}
        else:
            code, text, data = self._notice(path, account, person, body)
        if code:
            return told(code)
        self.sent.append(Sent(appid, openid, path, text, self._now(), data))
        return told(0) | ({"msgid": len(self.sent)} if path == TEMPLATE else {})

    def _custom(self, person: Person, body: Any) -> int:
        if body.get("msgtype") != "text":
            return 40008
        if not body["text"]["content"] or len(body["text"]["content"].encode()) > 2048:
            return 45002
        opened = [window for window in person.windows if window[0] > self._now()]
        if not opened:
            return 45015
        for window in opened:
            if window[1] > 0:
                window[1] -= 1
                return 0
        return 45047

    def _notice(
        self, path: str, account: Registered, person: Person, body: Any
    ) -> tuple[int, str, dict[str, str]]:
        template = body.get("template_id")
        names = account.templates.get(template)
        data = {name: value["value"] for name, value in body.get("data", {}).items()}
        if names is None:
            return 40037, "", {}
        if names != data.keys() or any(
            not 0 < len(v) <= 20 for n, v in data.items() if n.startswith("thing")
        ):
            return 47003, "", {}
        if path == NOTICE:
            if person.agreed[template] < 1:
                return 43101, "", {}
            person.agreed[template] -= 1
        return 0, " ".join(data.values()), data


def told(code: int) -> dict[str, Any]:
    return {"errcode": code, "errmsg": _MESSAGES.get(code, "ok" if code == 0 else f"error {code}")}


class _Handler(BaseHTTPRequestHandler):
    api: WeChatApi
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """网页授权: a code for an openid, once."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        how = self.api.fault(parts.path)
        if how is not None:
            self._fails(parts.path, how)
            return
        self._say(200, json.dumps(self.api.whose(parts.path, query)).encode())

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        raw = self.rfile.read(int(self.headers["content-length"]))
        assert b"\\u" not in raw, "WeChat shows escapes as they stand"
        body, how = json.loads(raw.decode()), self.api.fault(parts.path)
        if how not in {None, "drop-after"}:
            self._fails(parts.path, how)
            return
        time.sleep(self.api.slow)  # how far away WeChat is
        answer = self._counted(parts.path, query, body)
        time.sleep(self.api.slow)
        self.close_connection = how == "drop-after"
        if not self.close_connection:
            self._say(200, json.dumps(answer).encode())

    def _counted(self, path: str, query: dict[str, str], body: Any) -> dict[str, Any]:
        if path != TOKEN:
            return self.api.answer(path, query, body)
        with self.api._lock:
            self.api.fetching += 1
            self.api.most_fetching = max(self.api.most_fetching, self.api.fetching)
        try:
            return self.api.answer(path, query, body)
        finally:
            with self.api._lock:
                self.api.fetching -= 1

    def _fails(self, path: str, how: str | int | None) -> None:
        with self.api._lock:
            self.api.calls[path] += 1
        if how == "hang":
            self.api.released.wait(60)
        if how in {"hang", "drop-before"}:
            self.close_connection = True
        elif how == "html":
            self._say(200, "<html>系统繁忙</html>".encode())
        elif how == "502":
            self._say(502, b"Bad Gateway")
        else:
            assert isinstance(how, int)
            self._say(200, json.dumps(told(how)).encode())

    def _say(self, status: int, content: bytes) -> None:
        with contextlib.suppress(OSError):  # the caller was killed
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
