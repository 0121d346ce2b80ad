"""A browser without a screen: cookies, links, and forms filled in and sent as a person would, without JavaScript."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from urllib.parse import urlsplit

import httpx

PHONE = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0"
#: Tags that have no end.
_VOID = frozenset({"input", "link", "meta", "img", "br"})


@dataclass
class Form:
    """A form as it stands: the fields that would be sent, the choices of each group, and its buttons."""

    action: str
    fields: dict[str, str] = field(default_factory=dict[str, str])
    choices: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    buttons: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    id: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.words: list[str] = []
        self._form: Form | None = None
        self._radio: tuple[str, str] | None = None
        self._select = ""
        self._option: str | None = None
        self._area = ""
        self._link: str | None = None
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: C901 - a switch
        a = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(a["action"], id=a.get("id", ""))
            self.forms.append(self._form)
        elif tag == "a":
            self._link = a["href"]
            self.links.setdefault(a.get("aria-label", ""), a["href"])
        elif tag in {"script", "title"}:
            self._quiet += 1
        if self._form is None:
            return
        if tag == "input" and a.get("type") == "radio":
            self._radio = a["name"], a["value"]
            self._form.choices.setdefault(a["name"], {})
            if "checked" in dict(attrs):
                self._form.fields[a["name"]] = a["value"]
        elif tag == "input":
            self._form.fields[a["name"]] = a.get("value", "")
        elif tag == "select":
            self._select = a["name"]
            self._form.choices[self._select] = {}
        elif tag == "option":
            self._option = a["value"]
            if "selected" in dict(attrs) or self._select not in self._form.fields:
                self._form.fields[self._select] = a["value"]
        elif tag == "textarea":
            self._area = a["name"]
            self._form.fields[self._area] = ""
        elif tag == "button":
            self._form.buttons.append((a.get("name", ""), a.get("value", ""), a.get("aria-label", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "a":
            self._link = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag in {"script", "title"}:
            self._quiet -= 1

    def handle_data(self, data: str) -> None:
        told = " ".join(data.split())
        if self._form is not None and self._area:
            self._form.fields[self._area] += data
        if not told or self._quiet:
            return
        self.words.append(told)
        if self._link is not None:
            self.links.setdefault(told, self._link)
        if self._form is not None and self._option is not None:
            self._form.choices[self._select][told] = self._option
            self._option = None
        elif self._form is not None and self._radio is not None:
            name, value = self._radio
            self._form.choices[name].setdefault(told, value)
            self._radio = None


class Page:
    """What came: its status, its words, its links and forms."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.path = urlsplit(str(answer.url)).path
        reader = _Reader()
        reader.feed(answer.text)
        self.forms, self.links, self.words = reader.forms, reader.links, reader.words

    @property
    def text(self) -> str:
        """All words."""
        return " ".join(self.words)

    def form(self, ending: str) -> Form:
        """The form that goes to an address with this ending."""
        return next(form for form in self.forms if form.action.endswith(ending))


class Browser:
    """One person's browser at one relay."""

    def __init__(self, app: object, agent: str = PHONE, base: str = "http://shop.example.com") -> None:
        transport = httpx.ASGITransport(app)  # pyright: ignore[reportArgumentType] - any ASGI application
        self.client = httpx.AsyncClient(
            transport=transport, base_url=base, headers={"user-agent": agent}, follow_redirects=True
        )

    async def __aenter__(self) -> "Browser":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.client.aclose()

    async def get(self, path: str) -> Page:
        """Open an address."""
        return Page(await self.client.get(path))

    async def send(self, form: Form, **typed: str) -> Page:
        """Send a form with these fields typed or chosen; a choice by its words."""
        fields = dict(form.fields)
        for name, value in typed.items():
            fields[name] = form.choices.get(name, {}).get(value, value)
        return Page(await self.client.post(form.action, data=fields))

    async def put(self, account: str, sku: str, **typed: str) -> Page:
        """Put a product into the cart by its own page."""
        page = await self.get(f"/m/{account}/p/{sku}")
        return await self.send(page.form("/put"), **typed)
