"""Random days at the till: whatever is lost, doubled, reordered, closed or called off, an order is told paid exactly
when WeChat has its money, and once; and nothing else ever marks it paid.

Both sides run on one clock. After each day everything comes to rest, and what the relay holds and told is compared
with what WeChat has.
"""

import contextlib
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk.relay.pay.api import PayTrouble
from desk.relay.pay.cashier import PayRefused
from desk.relay.pay.till import Till
from tests.fakes.wechat_pay import Told
from tests.unit.relay.pay_rig import MINUTE, PayRig, play

STEPS = 60
FAULTS = ("500", "502", "html", "hang", "drop-before", "drop-after", "unsigned")


class Day:
    """What happens on one, drawn from a seed."""

    def __init__(self, rig: PayRig, seed: int) -> None:
        self.rig = rig
        self.turns = random.Random(seed)
        self.orders: list[str] = []
        self.codes: list[dict[str, Any]] = []
        self.refunds: dict[str, tuple[str, int]] = {}
        self.handles: list[str] = []
        rig.pay.telling = self.telling
        rig.pay.refunds_end = ""

    def telling(self, told: Told) -> list[Told]:
        """A notification on its way: lost, late, doubled, spoiled, told wrongly before it is told right."""
        late = replace(told, due=told.due + self.turns.choice([0, 0, 5, 40, 600, 4000]))
        forged = told.resource | {"mchid": "1900000002"}
        match self.turns.randrange(9):
            case 0 | 1:
                return []
            case 2:
                return [late, told]
            case 3:
                return [late, replace(late, id="EV-" + told.id, due=late.due + 1)]
            case 4:
                return [replace(told, spoil="signature"), late]
            case 5:
                return [replace(told, id="EW-" + told.id, resource=forged), late]
            case 6:
                return [replace(told, spoil="probe")]
            case 7:
                return [replace(told, age=400)]
            case _:
                return [late]

    def relay(self) -> int:
        return self.turns.randrange(len(self.rig.tills))

    def till(self) -> Till:
        return self.rig.tills[self.relay()]

    async def step(self) -> None:
        with contextlib.suppress(PayRefused, PayTrouble):
            await self.act()
        await self.settles()
        await self.rig.later(self.turns.choice([1, 5, 20, 90, 300]), 15)
        await self.holds()

    async def act(self) -> None:
        """One thing somebody does."""
        rig, turns = self.rig, self.turns
        match turns.randrange(14):
            case 0 | 1:
                openid = f"oPerson{len(self.orders)}"
                deposit = turns.choice([0, 0, 5000])
                self.orders.append(await rig.order(openid, tea=turns.choice([0, 1]), deposit=deposit))
            case 2 | 3 if self.orders:
                order = turns.choice(self.orders)
                openid = (await rig.placed(order)).openid
                self.handles.append(await rig.jsapi(order, openid, self.relay()))
            case 4 if self.orders:
                self.handles.append(await self.till().cashier.native(turns.choice(self.orders)))
            case 5:
                done = await rig.collect(
                    f"desk-{turns.randrange(4)}", turns.choice([5000, 6000]), "", self.relay()
                )
                if done["done"]:
                    self.codes.append(done)
                    self.handles.append(done["code_url"])
            case 6 if self.codes:
                await rig.command("uncollect", payment=turns.choice(self.codes)["payment"])
            case 7 | 8 | 9 if self.handles:
                await self.pays(turns.choice(self.handles))
            case 10 if self.orders:
                await self.changes(turns.choice(self.orders))
            case 11:
                await self.gives_back()
            case 12:
                call = turns.choice(["jsapi", "native", "query", "close", "refund", "query-refund"])
                rig.pay.fail(call, turns.choice(FAULTS), turns.choice([1, 1, 3]))
            case 13 if self.orders:
                await self.till().cashier.standing(turns.choice(self.orders))
            case _:
                pass

    async def pays(self, handle: str) -> None:
        """Somebody pays, now and then just when it is closed; WeChat takes nothing for what was closed long ago."""
        payment = await self.rig.store.read(lambda work: work.payments.payment(self.rig.pay.find(handle)))
        assert payment is not None
        crossing = payment.state == "closed" and payment.poll_at is not None and self.turns.random() < 0.3
        self.rig.pay.pay(handle, force=crossing)

    async def changes(self, order: str) -> None:
        """The customer changes or cancels what is not yet over."""
        if (await self.rig.placed(order)).state == "placed":
            if self.turns.random() < 0.4:
                await self.rig.cancel(order)
            else:
                await self.rig.change(order, tea=self.turns.choice([0, 1, 2]))

    async def settles(self) -> None:
        """WeChat is done with some of the refunds."""
        for refund, found in list(self.rig.pay.refunds.items()):
            if found.status == "PROCESSING" and self.turns.random() < 0.2:
                self.rig.pay.settle(refund, self.turns.choice(["SUCCESS", "SUCCESS", "CLOSED"]))

    async def gives_back(self) -> None:
        paid = [
            number for number, order in self.rig.pay.orders.items() if order.state in {"SUCCESS", "REFUND"}
        ]
        if paid:
            payment, amount = self.turns.choice(paid), self.turns.choice([100, 5000, 16800])
            number = f"RF-{len(self.refunds):06d}"
            if (await self.rig.refund(payment, number, amount)) == {"done": True}:
                self.refunds[number] = (payment, amount)

    async def holds(self) -> None:
        """What must hold at every moment: no money but WeChat's, nothing told twice."""
        told = await self.rig.feed()
        paid = [each["payment"] for each in told if each["event"] == "paid"]
        assert len(paid) == len(set(paid)), "told twice"
        back = [(each["refund"], each["event"]) for each in told if each["refund"]]
        assert len(back) == len(set(back)), "told twice"
        for number in paid:
            assert self.rig.pay.orders[number].state in {"SUCCESS", "REFUND"}, "never WeChat's"
        for payment in await self.payments():
            assert (payment.state == "paid") == (payment.number in paid)
        for number, order in self.rig.pay.orders.items():
            back_of = [
                r for r in self.rig.pay.refunds.values() if r.number == number and r.status != "CLOSED"
            ]
            assert sum(r.asked["amount"]["refund"] for r in back_of) <= order.total
        for order in self.orders:
            live = [each for each in await self.rig.payments(order) if each.state == "asked"]
            assert len(live) <= 1, "two that can be paid"

    async def payments(self) -> list[Any]:
        found = [payment for order in self.orders for payment in await self.rig.payments(order)]
        for number in range(4):
            found += await self.rig.payments(desk=f"desk-{number}")
        return found

    async def ends(self) -> None:
        """Everything comes to rest; then both sides agree."""
        rig = self.rig
        rig.pay._faults.clear()
        rig.pay.refunds_end = "SUCCESS"
        for refund in rig.pay.refunds.values():
            if refund.status == "PROCESSING":
                refund.status = "SUCCESS"
        await rig.later(45 * MINUTE, 30)
        await rig.later(14 * 3600, 1800)
        await self.holds()
        told = await rig.feed()
        came = {number for number, order in rig.pay.orders.items() if order.state in {"SUCCESS", "REFUND"}}
        assert {each["payment"] for each in told if each["event"] == "paid"} == came
        for each in told:
            if each["event"] == "paid":
                assert each["amount"] == rig.pay.orders[each["payment"]].total
        ends = {"SUCCESS": "refunded", "CLOSED": "refund-failed"}
        settled = {(number, ends[refund.status]) for number, refund in rig.pay.refunds.items()}
        assert {(each["refund"], each["event"]) for each in told if each["refund"]} == settled
        assert {number for number, _ in settled} == set(self.refunds)
        for payment in await self.payments():
            assert payment.state in {"paid", "closed"}
        for order in self.orders:
            placed = await rig.placed(order)
            money = [each for each in await rig.payments(order) if each.state == "paid"]
            if placed.state == "placed":
                assert money, "an order nobody paid for stands"
            for payment in money:
                assert not (placed.state == "placed" and payment.off and len(money) == 1)
        for order in self.orders:
            cancelled = [each for each in await rig.feed("cancel") if each["id"] == order]
            assert len(cancelled) <= 1


def a_day(folder: Path, seed: int, *, relays: int = 1, store: str = "relay.db", steps: int = STEPS) -> None:
    """One day at one or more relays, looked at after each step and at its end."""

    async def scene(rig: PayRig) -> None:
        for till in rig.tills:
            till.api.line._whole = 0.5
        day = Day(rig, seed)
        for _ in range(steps):
            await day.step()
        await day.ends()

    play(folder, scene, relays=relays, store=store)
