"""The outbox on each database: written once for a cause, claimed by one relay, settled once, forgotten."""

import asyncio
from datetime import timedelta

import pytest
from relay_samples import NOON, Database, Relay, later, read, write

from desk.relay.store.work import RelayWork

BODY = {"text": "订单 W001 已做好", "words": {"number": "W001"}}


def add(
    relay: Relay, cause: str = "", openid: str = "oAmy", about: str = "o1", seconds: float = 3600
) -> bool:
    return write(
        relay,
        lambda work: work.outbox.add(cause, "progress", "cake", openid, BODY, later(seconds), NOON, about),
    )


def due(relay: Relay, seconds: float = 0) -> list[int]:
    return read(relay, lambda work: [message.seq for message in work.outbox.due(later(seconds), 100)])


def ends(relay: Relay) -> list[tuple[str, str]]:
    def found(work: RelayWork) -> list[tuple[str, str]]:
        messages = map(work.outbox.message, range(1, 20))
        return [(message.state, message.reason) for message in messages if message is not None]

    return read(relay, found)


def test_a_cause_has_one_message(database: Database) -> None:
    relay = database.relay()
    assert [add(relay, "reply d k"), add(relay, "reply d k"), add(relay), add(relay)] == [
        True,
        False,
        True,
        True,
    ]
    found = read(relay, lambda work: work.outbox.of_cause("reply d k"))
    assert found is not None
    assert (found.seq, found.body, found.until, found.state) == (1, BODY, later(3600), "waiting")
    assert due(relay) == [1, 2, 3]


def test_a_message_is_claimed_once_and_its_first_end_counts(database: Database) -> None:
    relay = database.relay()
    add(relay)
    assert [write(relay, lambda work: work.outbox.claim(1, NOON)) for _ in range(2)] == [True, False]
    assert due(relay) == []
    assert read(relay, lambda work: work.outbox.busy()) == {("cake", "oAmy")}
    assert not write(relay, lambda work: work.outbox.give_up(1, "wechat-unreachable"))
    write(relay, lambda work: work.outbox.settle(1, "sent"))
    write(relay, lambda work: work.outbox.settle(1, "dropped", "unknown"))
    write(relay, lambda work: work.outbox.put_off(1, later(1)))
    assert ends(relay) == [("sent", "")]


def test_what_is_put_off_waits_until_then_or_until_they_write(database: Database) -> None:
    relay = database.relay()
    add(relay)
    write(relay, lambda work: work.outbox.claim(1, NOON))
    write(relay, lambda work: work.outbox.put_off(1, later(600)))
    assert (due(relay, 599), due(relay, 600)) == ([], [1])
    assert not write(relay, lambda work: work.outbox.wake("cake", "oBob", later(10)))
    assert write(relay, lambda work: work.outbox.wake("cake", "oAmy", later(10)))
    assert due(relay, 10) == [1]


def test_a_claim_that_ran_out_has_an_unknown_end(database: Database) -> None:
    relay = database.relay()
    add(relay)
    add(relay, openid="oBob")
    write(relay, lambda work: work.outbox.claim(1, NOON))
    write(relay, lambda work: work.outbox.claim(2, later(30)))
    assert not read(relay, lambda work: work.outbox.late(NOON))
    assert read(relay, lambda work: work.outbox.late(later(10)))
    assert write(relay, lambda work: work.outbox.lose(later(10))) == 1
    assert ends(relay) == [("dropped", "unknown"), ("sending", "")]


def test_newer_progress_of_an_order_takes_the_place_of_older(database: Database) -> None:
    relay = database.relay()
    add(relay, about="o1")
    add(relay, about="o2")
    add(relay, about="o1", openid="oBob")
    write(relay, lambda work: work.outbox.supersede("cake", "oAmy", "o1", "superseded"))
    assert ends(relay) == [("dropped", "superseded"), ("waiting", ""), ("waiting", "")]
    write(relay, lambda work: work.outbox.drop_account("cake", "stopped"))
    assert [reason for _, reason in ends(relay)] == ["superseded", "stopped", "stopped"]


def test_ends_are_forgotten_after_a_month_and_windows_after_a_year(database: Database) -> None:
    relay = database.relay()
    add(relay)
    write(relay, lambda work: work.windows.wrote("cake", "oAmy", 5, NOON))
    for days, outbox, window in ((29, 1, True), (31, 0, True), (366, 0, False)):
        write(relay, lambda work, days=days: work.forgetting.piece(NOON + timedelta(days=days)))
        assert len(ends(relay)) == outbox
        assert (read(relay, lambda work: work.windows.window("cake", "oAmy")) is not None) is window


def test_a_window_is_open_for_so_long_and_so_many(database: Database) -> None:
    relay = database.relay()

    def is_open(seconds: float) -> bool:
        window = read(relay, lambda work: work.windows.window("cake", "oAmy"))
        return window is not None and window.open(later(seconds))

    assert not is_open(0)
    write(relay, lambda work: work.windows.wrote("cake", "oAmy", 2, NOON))
    assert (is_open(0), is_open(48 * 3600 - 1), is_open(48 * 3600)) == (True, True, False)
    for left in (True, False):
        write(relay, lambda work: work.windows.spend("cake", "oAmy", later(1)))
        assert is_open(2) is left
    write(relay, lambda work: work.windows.acted("cake", "oAmy", later(10)))
    assert (is_open(69), is_open(70)) == (True, False)
    for left in (True, True, False):
        write(relay, lambda work: work.windows.spend("cake", "oAmy", later(11)))
        assert is_open(12) is left
    write(relay, lambda work: work.windows.wrote("cake", "oAmy", 2, later(20)))
    write(relay, lambda work: work.windows.close("cake", "oAmy"))
    assert not is_open(21)
    write(relay, lambda work: work.windows.left("cake", "oAmy", later(30)))
    write(relay, lambda work: work.windows.acted("cake", "oAmy", later(31)))
    assert is_open(32)


@pytest.mark.postgres
def test_two_relays_claim_each_message_once(shared: Database) -> None:
    pair = shared.relay(), shared.relay()
    for _ in range(20):
        add(pair[0])

    async def both() -> list[list[bool]]:
        async def all_of(relay: Relay) -> list[bool]:
            return [
                await relay.store.write(lambda work, seq=seq: work.outbox.claim(seq, NOON))
                for seq in range(1, 21)
            ]

        return await asyncio.gather(*map(all_of, pair))

    first, second = asyncio.run(both())
    assert [one + other for one, other in zip(first, second, strict=True)] == [1] * 20
