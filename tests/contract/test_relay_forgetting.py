"""What is of no more use goes, in pieces; what may still be asked for stays."""

import asyncio
from datetime import timedelta

import pytest
from relay_samples import NOON, Database, Relay, read, scene, write

from desk.domain.trading import Load
from desk.relay.housekeeping import sweep
from desk.relay.store import forgetting
from desk.relay.store.devices import Device
from desk.relay.store.forgetting import KEEP_COMMAND, KEEP_FEED, KEEP_ORDER, KEEP_TALK
from desk.relay.store.placed import PlacedOrder
from desk.relay.store.talks import KEEP_REPLY
from desk.relay.store.work import RelayWork

SECOND = timedelta(seconds=1)


@pytest.fixture
def relay(database: Database) -> Relay:
    return database.relay()


def order(number: str) -> PlacedOrder:
    return PlacedOrder(number, number, "cake", f"o{number}", 1, "completed", {}, None)


def test_the_old_goes_and_the_young_stays(relay: Relay) -> None:
    def fill(work: RelayWork) -> None:
        for name, age in (("old", SECOND), ("young", -SECOND)):
            work.talks.keep_talk("cake", f"o{name}", "{}", NOON - KEEP_TALK - age)
            work.talks.keep_reply("cake", name, "好的", NOON - KEEP_REPLY - age)
            work.placed.place(order(name), Load(), None, NOON - KEEP_ORDER - age)
            work.devices.keep_command("desk-1", name, "{}", NOON - KEEP_COMMAND - age)
            work.devices.put_code(name, NOON - age)
            work.feed.append("cake", name, {}, NOON - KEEP_FEED - age)
        for day in ("stock", "2026-11-19", "2026-11-20", "2026-11-27"):
            work.placed.sell("CR", day, 1)
        work.devices.add_device(Device("desk-1", "", "", 1, revoked=False), NOON)

    write(relay, fill)
    assert scene(sweep(relay.store, NOON)) == 1

    def left(work: RelayWork) -> list[object]:
        return [
            [name for name in ("old", "young") if found(name)]
            for found in (
                lambda name: work.talks.talk("cake", f"o{name}"),
                lambda name: work.talks.reply("cake", name, NOON - KEEP_REPLY),
                work.placed.order,
                lambda name: work.devices.command("desk-1", name),
                lambda name: name in [code for code, _, _ in work.devices.codes()],
                lambda name: name in [entry.kind for entry in work.feed.after(0, 9)],
            )
        ]

    assert read(relay, left) == [["young"]] * 6
    days = ("stock", "2026-11-19", "2026-11-20", "2026-11-27")
    assert read(relay, lambda work: [work.placed.sold("CR", day) for day in days]) == [1, 0, 1, 1]


def test_what_a_desk_does_not_have_yet_stays_however_old(relay: Relay) -> None:
    def fill(work: RelayWork) -> None:
        for _ in range(3):
            work.feed.append("cake", "order", {}, NOON - timedelta(days=300))

    write(relay, fill)
    scene(sweep(relay.store, NOON))
    assert scene(relay.feed()) == [1, 2, 3], "no desk is paired"
    write(relay, lambda work: work.devices.add_device(Device("desk-1", "", "", 3, revoked=False), NOON))
    write(relay, lambda work: work.devices.add_device(Device("desk-2", "", "", 1, revoked=False), NOON))
    scene(sweep(relay.store, NOON))
    assert scene(relay.feed()) == [2, 3]
    write(relay, lambda work: work.devices.revoke("desk-2"))
    scene(sweep(relay.store, NOON))
    assert scene(relay.feed()) == []


def test_much_goes_in_pieces_and_messages_are_answered_between_them(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "PIECE", 10)

    def fill(work: RelayWork) -> None:
        for number in range(95):
            work.talks.keep_reply("cake", str(number), "", NOON - KEEP_REPLY - SECOND)

    write(relay, fill)

    async def story() -> list[str]:
        done: list[str] = []

        async def cleans() -> None:
            assert await sweep(relay.store, NOON) == 10
            done.append("cleaned")

        async def asks() -> None:
            await relay.dialogue("oAmy", "菜单")
            done.append("answered")

        await asyncio.gather(cleans(), asks())
        return done

    assert scene(story()) == ["answered", "cleaned"]


def test_what_waits_for_the_desk_is_counted(relay: Relay) -> None:
    assert read(relay, lambda work: work.feed.waiting()) == (0, None)

    def fill(work: RelayWork) -> None:
        for number in range(3):
            work.feed.append("cake", "order", {}, NOON + timedelta(seconds=number))

    write(relay, fill)
    assert read(relay, lambda work: work.feed.waiting()) == (3, NOON)
    write(relay, lambda work: work.devices.add_device(Device("desk-1", "", "", 1, revoked=False), NOON))
    assert read(relay, lambda work: work.feed.waiting()) == (2, NOON + SECOND)
