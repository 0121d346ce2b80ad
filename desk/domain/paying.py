"""How the shop lets itself be paid: the ways it offers, and what of an order is to be paid in advance. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from desk.domain.money import exponent

#: The ways that customers can be offered; `wechat` only where a relay has WeChat Pay.
METHODS = ("cash-on-delivery", "counter-qr", "wechat")
DepositFor = Literal["preorder", "all"]


@dataclass(frozen=True, slots=True)
class PayRules:
    """`methods` in the order they are offered. `deposit_percent` of an order paid by WeChat is its deposit (定金), 0 for
    the whole of it, of orders for a later day or of all.
    """

    methods: tuple[str, ...] = ("cash-on-delivery", "counter-qr")
    deposit_percent: int = 0
    deposit_for: DepositFor = "preorder"

    def deposit(
        self, method: str, total: int, due: datetime | None, now: datetime, zone: ZoneInfo, currency: str
    ) -> int:
        """What is to be paid in advance, in minor units, in whole major ones; 0 when all of it is."""
        if method != "wechat" or not 0 < self.deposit_percent < 100 or total <= 0:
            return 0
        later = due is not None and due.astimezone(zone).date() > now.astimezone(zone).date()
        if self.deposit_for == "preorder" and not later:
            return 0
        whole = 10 ** exponent(currency)
        part = -(-total * self.deposit_percent // (100 * whole)) * whole
        return part if part < total else 0
