"""Templates and the files that pages are made with; everything is loaded once, when the relay starts."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

#: Nothing comes from elsewhere, nothing is run that does not stand in a file of ours, nobody puts us into a frame.
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}
#: Stands where each visitor's own token goes; no product can be called so, since its & would be escaped.
_TOKEN = "&token;"
#: So many lists are kept: one for each account and what is left just now.
_LISTS = 16
_TYPES = {"page.css": "text/css", "page.js": "text/javascript"}


class Renderer:
    """Makes the answers."""

    def __init__(self) -> None:
        here = files("desk.relay.page")
        templates = {
            each.name: each.read_text(encoding="utf-8") for each in here.joinpath("templates").iterdir()
        }
        self._static = {name: here.joinpath("static", name).read_bytes() for name in _TYPES}
        self._stamp = hashlib.sha256(b"".join(self._static.values())).hexdigest()[:12]
        self._lists: dict[str, str] = {}
        self._environment = Environment(
            loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, auto_reload=False,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip

    def page(self, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
        """A page for one person."""
        if template == "menu.html":
            values = {**values, "list": self._list(values)}
        html = self._environment.get_template(template).render(values, stamp=self._stamp)
        return HTMLResponse(html, status, HEADERS)

    def _list(self, values: Mapping[str, Any]) -> Markup:
        """The products of the menu. What most visitors are shown alike, who have nothing in their cart yet, is
        rendered once; only the token in its forms is each one's own.
        """
        template = self._environment.get_template("list.html")
        if not values["bar"]["empty"]:
            return Markup(template.render(values))
        alike = {name: values[name] for name in ("groups", "base", "w")}
        key = repr((alike["base"], alike["w"]["lang"], alike["groups"]))
        known = self._lists.get(key)
        if known is None:
            known = template.render(alike, token=Markup(_TOKEN))
            if len(self._lists) >= _LISTS:
                self._lists.pop(next(iter(self._lists)))
            self._lists[key] = known
        return Markup(known.replace(_TOKEN, str(values["token"])))

    def static(self, name: str) -> Response:
        """A file that never changes under its address; 404 for what is none."""
        if name not in self._static:
            return Response(status_code=404)
        headers = {
            "cache-control": "public, max-age=31536000, immutable",
            "x-content-type-options": "nosniff",
        }
        return Response(self._static[name], media_type=_TYPES[name], headers=headers)
