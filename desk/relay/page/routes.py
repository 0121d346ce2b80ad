"""The menu page's addresses, below `/m`. A look at the menu writes nothing; every form is one transaction.

GET  /m/ACCOUNT/              the menu         GET  /m/ACCOUNT/TICKET   the signed link of the chat
GET  /m/ACCOUNT/p/SKU         one product      POST /m/ACCOUNT/add, put, line   the cart
GET  /m/ACCOUNT/cart                           GET, POST /m/ACCOUNT/checkout    the form, then the last look
POST /m/ACCOUNT/place         the order        GET, POST /m/ACCOUNT/o/ORDER     where it stands
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from desk.relay.chat import Shopfront
from desk.relay.config import RelaySettings
from desk.relay.menu_link import MenuLinks
from desk.relay.page import orders, pictures, shopping
from desk.relay.page.oauth import COOKIE as ASKED
from desk.relay.page.oauth import LASTS as ASKS
from desk.relay.page.oauth import Oauth
from desk.relay.page.rendering import Renderer
from desk.relay.page.requests import agent_of, form_of
from desk.relay.page.scene import Scene, Show, Went
from desk.relay.page.sessions import COOKIE, LASTS, Cookie, Cookies
from desk.relay.page.words import page_words
from desk.relay.pay.cashier import Cashier
from desk.relay.store.opening import RelayStore
from desk.relay.store.work import RelayWork

Step = Callable[[Scene, Mapping[str, str]], Show | Went]


class MenuPage:
    """The page of a relay's accounts. `now` gives seconds since 1970, `news` is called when the feed has something."""

    def __init__(
        self,
        settings: RelaySettings,
        store: RelayStore,
        front: Shopfront,
        now: Callable[[], float] = time.time,
        news: Callable[[], None] = lambda: None,
        cashier: Cashier | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._front = front
        self._now = now
        self._news = news
        self._cashier = cashier
        self._links = MenuLinks(settings.public_url, settings.accounts)
        self._cookies = {name: Cookies(account) for name, account in settings.accounts.items()}
        self._oauth = {
            name: Oauth(account, settings.public_url) for name, account in settings.accounts.items()
        }
        self._menu = self._look(shopping.menu)
        self._renderer = Renderer()
        self._desk = orders.OrderDesk(cashier)

    def routes(self) -> list[BaseRoute]:
        """For the relay's application."""
        a = "/{account}"
        routes = [
            Route("/s/{stamp}/{name}", self.static, methods=["GET"]),
            Route(a, self._bare, methods=["GET"]),
            Route(f"{a}/", self.menu, methods=["GET"]),
            Route(f"{a}/oauth", self.back, methods=["GET"]),
            Route(f"{a}/p/{{sku:path}}", self._look(shopping.product), methods=["GET"]),
            Route(f"{a}/cart", self._look(shopping.cart), methods=["GET"]),
            Route(f"{a}/checkout", self._look(shopping.checkout), methods=["GET"]),
            Route(f"{a}/add", self._act(shopping.add), methods=["POST"]),
            Route(f"{a}/put", self._act(shopping.put), methods=["POST"]),
            Route(f"{a}/line", self._act(shopping.line), methods=["POST"]),
            Route(f"{a}/checkout", self._act(shopping.last_look), methods=["POST"]),
            Route(f"{a}/place", self._act(shopping.place), methods=["POST"]),
            Route(f"{a}/o/{{order}}", self.order, methods=["GET"]),
            Route(f"{a}/o/{{order}}", self._act(orders.change), methods=["POST"]),
            Route(f"{a}/o/{{order}}/pay", self.pay, methods=["POST"]),
            Route(f"{a}/{{ticket}}", self.ticket, methods=["GET"]),
        ]
        # pictures are small as they are
        shown = Route("/m/p/{name}", self.picture, methods=["GET"])
        return [shown, Mount("/m", routes=routes, middleware=[Middleware(GZipMiddleware, minimum_size=500)])]

    # --- without a session -----------------------------------------------------------------------

    async def static(self, request: Request) -> Response:
        """Style and script."""
        return self._renderer.static(request.path_params["name"])

    async def picture(self, request: Request) -> Response:
        """A product's picture."""
        return await pictures.show(self._store, request.path_params["name"])

    async def _bare(self, request: Request) -> Response:
        return RedirectResponse(f"/m/{quote(request.path_params['account'])}/", 303)

    async def ticket(self, request: Request) -> Response:
        """A signed link: on to the menu, or to the order named by `to`, with a cookie that says whose it is."""
        account, ticket = request.path_params["account"], request.path_params["ticket"]
        cookies = self._cookies.get(account)
        if cookies is None:
            return self._lost(account, "no_shop", 404)
        now = self._now()
        openid = self._links.openid(account, ticket, now)
        if openid is None:
            return self._lost(account, "link_over", 403)
        to = request.query_params.get("to", "")
        where = to if to.startswith("o/") and to[2:].replace("-", "").isalnum() and to.isascii() else ""
        answer = RedirectResponse(f"/m/{quote(account)}/{where}", 303, {"cache-control": "no-store"})
        old = self._cookie(request, account)
        mine = cookies.new(now, openid, ticket)
        # who follows their link again, or another one of theirs, keeps the cart
        if old is None or (old.openid, old.ticket) != (mine.openid, mine.ticket):
            self._set(answer, account, mine)
        return answer

    async def menu(self, request: Request) -> Response:
        """The menu; whom we do not know, WeChat is asked for first where it tells."""
        account = request.path_params["account"]
        oauth = self._oauth.get(account)
        if (
            oauth is None
            or not oauth.possible
            or "MicroMessenger" not in agent_of(request)
            or request.cookies.get(ASKED)
            or self._cookie(request, account) is not None
        ):
            return await self._menu(request)
        away = oauth.away(self._now())
        answer = RedirectResponse(away.url, 302, {"cache-control": "no-store"})
        self._put(answer, account, ASKED, away.cookie, ASKS)
        return answer

    async def back(self, request: Request) -> Response:
        """Somebody comes back from WeChat; known or not, on to the menu."""
        account = request.path_params["account"]
        oauth = self._oauth.get(account)
        if oauth is None:
            return self._lost(account, "no_shop", 404)
        answer = RedirectResponse(f"/m/{quote(account)}/", 303, {"cache-control": "no-store"})
        query, now = request.query_params, self._now()
        if oauth.ours(query.get("state", ""), request.cookies.get(ASKED, ""), now):
            openid = await oauth.openid(query.get("code", ""))
            if openid is not None:
                self._set(answer, account, self._cookies[account].new(now, openid))
        return answer

    # --- pages and forms -------------------------------------------------------------------------

    def _look(self, step: Step) -> Callable[[Request], Awaitable[Response]]:
        async def look(request: Request) -> Response:
            cookie, fresh = self._known(request)
            if cookie is None:
                return self._lost(request.path_params["account"], "no_shop", 404)

            def read(work: RelayWork) -> Show | Went:
                return step(self._scene(work, request, cookie), request.path_params)

            return self._answer(request, await self._store.read(read), cookie if fresh else None)

        return look

    def _act(self, step: Step) -> Callable[[Request], Awaitable[Response]]:
        async def act(request: Request) -> Response:
            form = {**await form_of(request), **request.path_params}
            cookie, fresh = self._known(request)
            if cookie is None:
                return self._lost(request.path_params["account"], "no_shop", 404)
            news = False

            def write(work: RelayWork) -> Show | Went:
                nonlocal news
                before = work.feed.appended
                scene = self._scene(work, request, cookie)
                scene.open()
                done = step(scene, form)
                scene.keep()
                news = work.feed.appended > before
                return done

            done = await self._store.write(write)
            if news:
                self._news()
            return self._answer(request, done, cookie if fresh else None)

        return act

    async def order(self, request: Request) -> Response:
        """Where an order stands; its money as WeChat says, when it was not asked for some seconds."""
        cookie, fresh = self._known(request)
        if cookie is None:
            return self._lost(request.path_params["account"], "no_shop", 404)
        order_id = request.path_params["order"]

        def mine(work: RelayWork) -> bool:
            return orders.owned(self._scene(work, request, cookie), order_id) is not None

        standing = None
        if await self._store.read(mine):
            standing = await self._desk.standing(order_id)

        def read(work: RelayWork) -> Show | Went:
            return orders.show(self._scene(work, request, cookie), order_id, standing, self._desk)

        return self._answer(request, await self._store.read(read), cookie if fresh else None)

    async def pay(self, request: Request) -> Response:
        """What WeChat's own browser needs to ask its owner for the money."""
        form = await form_of(request)
        cookie, _ = self._known(request)
        if cookie is None:
            return orders.refused("no_order", 404)
        order_id = request.path_params["order"]

        def mine(work: RelayWork) -> str | None:
            scene = self._scene(work, request, cookie)
            owned = orders.owned(scene, order_id)
            return owned.openid if owned is not None and scene.has_token(form) else None

        openid = await self._store.read(mine)
        if openid is None:
            return orders.refused("no_order", 404)
        return await self._desk.bridge(order_id, openid)

    # --- parts -----------------------------------------------------------------------------------

    def _scene(self, work: RelayWork, request: Request, cookie: Cookie) -> Scene:
        account = request.path_params["account"]
        at = datetime.fromtimestamp(self._now(), UTC)
        shop = self._front.shop(work)
        return Scene(
            work, self._front.offer(work, at, account), account, cookie, self._cookies[account], agent_of(request), at,
            page_words(shop.language), shop.pictures,
        )  # fmt: skip

    def _known(self, request: Request) -> tuple[Cookie | None, bool]:
        """The browser's cookie, or a new one for it and that it is new; None for no account of ours."""
        account = request.path_params["account"]
        cookies = self._cookies.get(account)
        if cookies is None:
            return None, False
        known = self._cookie(request, account)
        return (known, False) if known is not None else (cookies.new(self._now()), True)

    def _cookie(self, request: Request, account: str) -> Cookie | None:
        return self._cookies[account].read(request.cookies.get(COOKIE, ""), self._now())

    def _set(self, answer: Response, account: str, cookie: Cookie) -> None:
        self._put(answer, account, COOKIE, self._cookies[account].text(cookie), LASTS)

    def _put(self, answer: Response, account: str, name: str, text: str, seconds: int) -> None:
        answer.set_cookie(
            name, text, max_age=seconds, path=f"/m/{quote(account)}", httponly=True, samesite="lax", secure=self._settings.public_url.startswith("https://"),
        )  # fmt: skip

    def _answer(self, request: Request, done: Show | Went, fresh: Cookie | None) -> Response:
        account = request.path_params["account"]
        if isinstance(done, Went):
            answer: Response = RedirectResponse(
                f"/m/{quote(account)}/{done.to}", 303, {"cache-control": "no-store"}
            )
        else:
            answer = self._renderer.page(
                done.template, {"base": f"/m/{quote(account)}", **done.values}, done.status
            )
        if fresh is not None:
            self._set(answer, account, fresh)
        return answer

    def _lost(self, account: str, word: str, status: int) -> Response:
        words = page_words("zh_CN")
        known = account in self._cookies
        values: dict[str, Any] = {
            "w": words, "title": words[word], "text": words[f"{word}_text"], "shop": {"name": words[word]},
            "base": f"/m/{quote(account)}" if known else "", "back": known,
        }  # fmt: skip
        return self._renderer.page("notice.html", values, status)
