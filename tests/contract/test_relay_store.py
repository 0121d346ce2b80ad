"""What the relay may rely on from its store, on SQLite and PostgreSQL alike."""

import asyncio
from datetime import timedelta

import pytest
from relay_samples import NOON, Database, Relay, later, read, says, scene, write

from desk.domain.trading import Load
from desk.relay.store.devices import Device
from desk.relay.store.placed import PlacedOrder
from desk.relay.store.talks import KEEP_REPLY
from desk.relay.store.work import RelayWork


@pytest.fixture
def relay(database: Database) -> Relay:
    return database.relay()


def order(number: str, openid: str = "oAmy", state: str = "placed") -> PlacedOrder:
    return PlacedOrder(f"20261127-{number}", number, "cake", openid, 1, state, {"note": "少糖🎂"}, None)


def test_a_conversation_is_kept_for_its_account_and_customer(relay: Relay) -> None:
    def keep(work: RelayWork) -> None:
        work.talks.keep_talk("cake", "oAmy", '{"cart": []}', NOON)
        work.talks.keep_talk("cake", "oAmy", '{"cart": ["可颂"]}', later(1))
        work.talks.keep_talk("tea", "oAmy", "{}", NOON)

    write(relay, keep)
    assert read(relay, lambda work: work.talks.talk("cake", "oAmy")) == '{"cart": ["可颂"]}'
    assert read(relay, lambda work: work.talks.talk("tea", "oAmy")) == "{}"
    assert read(relay, lambda work: work.talks.talk("cake", "oBob")) is None


def test_what_was_answered_is_known_for_as_long_as_it_may_be_asked_again(relay: Relay) -> None:
    write(relay, lambda work: work.talks.keep_reply("cake", "m1", "好的", NOON))
    write(relay, lambda work: work.talks.keep_reply("cake", "m2", "", NOON))

    def known(delivery: str, seconds: float) -> str | None:
        return read(relay, lambda work: work.talks.reply("cake", delivery, later(seconds)))

    assert known("m1", KEEP_REPLY.total_seconds()) == "好的"
    assert known("m1", KEEP_REPLY.total_seconds() + 1) is None
    assert known("m2", 5) == "", "an empty answer is an answer"
    assert known("m3", 5) is None
    assert read(relay, lambda work: work.talks.reply("tea", "m1", NOON)) is None


def test_the_feed_is_numbered_from_one_without_gaps(relay: Relay) -> None:
    def two(work: RelayWork) -> list[int]:
        return [work.feed.append("cake", "order", {"note": note}, NOON) for note in ("生日快乐", "")]

    def fails(work: RelayWork) -> None:
        work.feed.append("cake", "order", {}, NOON)
        raise LookupError

    assert write(relay, two) == [1, 2]
    with pytest.raises(LookupError):
        write(relay, fails)
    assert write(relay, two) == [3, 4], "what was undone took no number"
    entries = read(relay, lambda work: work.feed.after(1, 2))
    assert [(e.seq, e.body, e.at) for e in entries] == [
        (2, {"note": ""}, NOON),
        (3, {"note": "生日快乐"}, NOON),
    ]


def test_an_operation_that_fails_takes_nothing_of_its_neighbours_with_it(relay: Relay) -> None:
    def fails(work: RelayWork) -> None:
        work.feed.append("cake", "order", {}, NOON)
        raise LookupError

    async def together() -> list[object]:
        return await asyncio.gather(
            *(
                relay.store.write(
                    fails if n == 2 else lambda work: work.feed.append("cake", "rush", {}, NOON)
                )
                for n in range(5)
            ),
            return_exceptions=True,
        )

    found = scene(together())
    assert [type(each) for each in found] == [int, int, LookupError, int, int]
    assert scene(relay.feed()) == [1, 2, 3, 4]


def test_a_placed_order_comes_back_changed_and_over(relay: Relay) -> None:
    slot = later(3600)

    def place(work: RelayWork) -> None:
        work.placed.place(order("W001"), Load(1, 2, {"蛋糕": 2}), slot, NOON)
        work.placed.place(order("W002"), Load(1, 1, {}), None, later(1))
        work.placed.place(order("W003", "oBob"), Load(1, 5, {"蛋糕": 1}), slot, later(2))

    write(relay, place)
    newest = read(relay, lambda work: work.placed.latest("cake", "oAmy"))
    assert newest is not None and (newest.number, newest.wanted) == ("W002", {"note": "少糖🎂"})
    assert read(relay, lambda work: work.placed.taken(NOON)) == {slot: Load(2, 7, {"蛋糕": 3})}
    assert write(relay, lambda work: work.placed.set_state("20261127-W002", "cancelled"))
    assert not write(relay, lambda work: work.placed.set_state("20261127-W999", "ready"))
    write(relay, lambda work: work.placed.change_order("20261127-W001", 2, {}, Load(1, 9, {}), slot))
    write(relay, lambda work: work.placed.set_rushed("20261127-W001", later(60)))
    newest = read(relay, lambda work: work.placed.latest("cake", "oAmy"))
    assert newest is not None
    assert (newest.number, newest.version, newest.rushed_at) == ("W001", 2, later(60))
    assert read(relay, lambda work: work.placed.taken(NOON)) == {slot: Load(2, 14, {"蛋糕": 1})}
    assert read(relay, lambda work: work.placed.taken(slot + timedelta(seconds=1))) == {}


def test_an_order_number_is_given_once(relay: Relay) -> None:
    assert [write(relay, lambda work: work.feed.count("W 2026-11-27")) for _ in range(3)] == [1, 2, 3]
    assert write(relay, lambda work: work.feed.count("W 2026-11-28")) == 1


def test_a_desk_is_paired_acknowledges_forward_and_is_revoked(relay: Relay) -> None:
    write(
        relay, lambda work: work.devices.add_device(Device("desk-1", "前台", "key", 0, revoked=False), NOON)
    )
    write(relay, lambda work: work.devices.acknowledge("desk-1", 7, NOON))
    write(relay, lambda work: work.devices.acknowledge("desk-1", 3, NOON))
    found = read(relay, lambda work: work.devices.device("desk-1"))
    assert found == Device("desk-1", "前台", "key", 7, revoked=False)
    assert write(relay, lambda work: work.devices.revoke("desk-1"))
    found = read(relay, lambda work: work.devices.device("desk-1"))
    assert found is not None and found.revoked
    assert read(relay, lambda work: work.devices.device("desk-2")) is None


def test_codes_and_commands(relay: Relay) -> None:
    write(relay, lambda work: work.devices.put_code("hash", later(600)))
    write(relay, lambda work: work.devices.count_wrong_code())
    assert read(relay, lambda work: work.devices.codes()) == [("hash", later(600), 1)]
    write(relay, lambda work: work.devices.drop_code("hash"))
    assert read(relay, lambda work: work.devices.codes()) == []
    write(relay, lambda work: work.devices.keep_command("desk-1", "k1", '{"done": true}', NOON))
    assert read(relay, lambda work: work.devices.command("desk-1", "k1")) == '{"done": true}'
    assert read(relay, lambda work: work.devices.command("desk-2", "k1")) is None


def test_an_order_by_numbers_is_in_the_feed_when_it_was_answered(relay: Relay) -> None:
    async def story() -> str:
        replies = await relay.dialogue("oAmy", "1", "0", "2", "王小明 13800138000", "1", "0", "1", "1")
        return replies[-1]

    assert scene(story()) == "下单成功，订单号 W001"
    (entry,) = read(relay, lambda work: work.feed.after(0, 10))
    assert (entry.kind, entry.body["number"]) == ("order", "W001")
    assert entry.body["id"].startswith("20261127-W001-")


def test_a_nul_in_what_a_customer_typed_is_no_reason_to_refuse(relay: Relay) -> None:
    assert "可颂" in scene(relay.hears(says("oAmy", "1\x00")))
