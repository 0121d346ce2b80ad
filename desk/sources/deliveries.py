"""What the relay took for the desk: pushes of other systems, verified there, read here by the rules of their kind."""

from collections.abc import Mapping

from desk.domain.orders import OrderDraft
from desk.domain.receipts import MalformedOrder
from desk.sources import shopify_order, woocommerce_order
from desk.sources.foreign import read_table
from desk.sources.order_document import parse_order


def read_delivery(
    kind: str, source: str, currency: str, headers: Mapping[str, str], body: bytes
) -> OrderDraft | None:
    """The draft in a verified delivery for the source of that name; None when it tells of no order.

    Raises MalformedOrder, also for a kind this version cannot read.
    """
    match kind:
        case "webhook":
            return parse_order(body, source, currency)
        case "woocommerce":
            if not headers.get("x-wc-webhook-topic", "order.").startswith("order."):
                return None
            found = read_table(body)
            return (
                woocommerce_order.order_of(found, source, currency)
                if woocommerce_order.known_shape(found)
                else None
            )
        case "shopify":
            if not headers.get("x-shopify-topic", "orders/").startswith("orders/"):
                return None
            found = read_table(body)
            return (
                shopify_order.order_of(found, source, currency) if shopify_order.known_shape(found) else None
            )
        case _:
            raise MalformedOrder("This version cannot read deliveries of that kind.")
