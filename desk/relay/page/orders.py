"""An order that was placed: where it stands, its money, and what its customer may still do about it."""

from collections.abc import Mapping

from starlette.responses import JSONResponse, Response

from desk.relay.orders import CHANGEABLE, OFF, wanted_of
from desk.relay.page.rendering import HEADERS
from desk.relay.page.scene import Scene, Show, Went
from desk.relay.pay.cashier import Cashier, PayRefused, Standing
from desk.relay.store.placed import PlacedOrder

_OVER = OFF | {"completed"}


class OrderDesk:
    """Asks the cashier, who is not there where the shop takes no WeChat Pay."""

    def __init__(self, cashier: Cashier | None) -> None:
        self._cashier = cashier

    def can_pay(self, account: str) -> bool:
        """Whether customers of the account can pay on the page."""
        return self._cashier is not None and self._cashier.can_jsapi(account)

    async def standing(self, order_id: str) -> Standing | None:
        """Where the money of an order stands; None for one that is not paid by WeChat."""
        if self._cashier is None:
            return None
        try:
            found = await self._cashier.standing(order_id)
        except PayRefused:
            return None
        return found if found.due or found.paid or found.state == "refunded" else None

    async def bridge(self, order_id: str, openid: str) -> Response:
        """What WeixinJSBridge needs, as JSON; a word that says why not."""
        if self._cashier is None:
            return refused("refused", 409)
        try:
            found = await self._cashier.jsapi(order_id, openid)
        except PayRefused as refusal:
            return refused(refusal.word, 409)
        return JSONResponse(dict(found), headers=HEADERS)


def refused(word: str, status: int) -> Response:
    """No, and why, for the page's script."""
    return JSONResponse({"refused": word}, status, HEADERS)


def owned(scene: Scene, order_id: str) -> PlacedOrder | None:
    """The order, for a browser that may speak for who placed it."""
    order = scene.work.placed.order(order_id)
    if order is None or order.account != scene.account or not scene.visit.bound:
        return None
    return order if order.openid == scene.visit.openid else None


def show(scene: Scene, order_id: str, standing: Standing | None, desk: OrderDesk, said: str = "") -> Show:
    """The order as it stands; nothing of anybody else's."""
    order = owned(scene, order_id)
    if order is None:
        words = scene.words
        return scene.show("notice.html", 404, title=words["no_order"], text=words["no_order_text"], back=True)
    wanted = wanted_of(order.wanted)
    latest = scene.work.placed.latest(scene.account, order.openid)
    mine = latest is not None and latest.id == order.id
    return scene.show(
        "order.html",
        id=order.id,
        number=order.number,
        state=scene.words[f"{order.state}_state"],
        word=order.state,
        open=order.state not in _OVER,
        order=scene.views.order(wanted),
        payment=scene.views.payment(wanted, standing),
        can_pay=desk.can_pay(scene.account) and not scene.guest,
        can_cancel=mine and order.state in CHANGEABLE,
        can_rush=mine and order.state not in _OVER,
        said=said,
    )


def change(scene: Scene, form: Mapping[str, str]) -> Show | Went:
    """Cancel or chase it, as the chat would."""
    order = owned(scene, form.get("order", ""))
    if order is None or not scene.has_token(form):
        return Went(f"o/{order.id}") if order is not None else Went()
    match form.get("do"):
        case "cancel":
            word = "cancelled" if scene.book.cancel(order.number) else "cancel_late"
        case "rush":
            word = "rushed" if scene.book.rush(order.number) else "rushed_already"
        case _:
            return Went(f"o/{order.id}")
    return show(scene, order.id, None, OrderDesk(None), scene.words[word])
