"""What each path of the listener answers (design section 6)."""

import json
import logging
from datetime import timedelta

import pytest
from listener_world import NOW, TOKEN, Client, World, order, with_listener

from desk.domain.orders import Action, OrderState
from desk.domain.print_jobs import Answer, JobState
from desk.errors import EnvironmentFault, Refused

HOOK = "/v1/webhooks/website"


async def post(world: World, client: Client, body: bytes, **kwargs: object):
    return await client.ask("POST", HOOK, body, world.signed(body, **kwargs))


def test_health_needs_no_token_and_ignores_parameters():
    async def talk(world: World, client: Client) -> None:
        reply = await client.ask("GET", "/health?probe=1")
        assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
        reply = await client.ask("HEAD", "/health")
        assert (reply.status, reply.body) == (200, b"")
        assert (await client.ask("GET", f"http://127.0.0.1:{world.listener.port}/health")).status == 200

    with_listener(talk)


def test_new_version_and_repetition_answer_202_and_200_with_the_same_ids():
    async def talk(world: World, client: Client) -> None:
        first = await post(world, client, order())
        assert first.status == 202
        assert first.json == {"order_id": "o1", "number": "S001", "duplicate": False}
        again = await post(world, client, order())
        assert again.status == 200
        assert again.json == {"order_id": "o1", "number": "S001", "duplicate": True}
        changed = await post(world, client, order(version=3))
        assert (changed.status, changed.json["duplicate"], changed.json["number"]) == (202, False, "S001")
        older = await post(world, client, order(version=2))
        assert (older.status, older.json["duplicate"]) == (200, True)

    world = with_listener(talk)
    assert world.desk.raw == [order(), order(version=3)]


def test_webhook_is_verified_before_it_is_read():
    async def talk(world: World, client: Client) -> None:
        body = order()
        forged = await client.ask("POST", HOOK, body, world.signed(body + b" "))
        assert forged.status == 401
        assert "signature" in forged.problem()
        for off in (-301, 301):
            stale = await post(world, client, body, at=NOW + timedelta(seconds=off))
            assert stale.status == 401
            assert "300 s" in stale.problem()
        assert (await client.ask("POST", HOOK, body)).status == 401
        assert (await client.ask("POST", HOOK, b"{", world.signed(b"["))).status == 401
        unknown = await client.ask("POST", "/v1/webhooks/other", body, world.signed(body))
        assert unknown.status == 404

    world = with_listener(talk)
    assert not world.desk.raw


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"id":"x","lines":[]}',
        b'{"id":"x","lines":[{"name":"\\ud83d","quantity":1}]}',
        b'{"id":"x","note":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b"[" * 20_000,
        b'{"a":' * 20_000,
    ],
)
def test_malformed_deliveries_are_answered_400(body: bytes):
    async def talk(world: World, client: Client) -> None:
        reply = await post(world, client, body)
        assert reply.status == 400
        assert reply.problem().endswith(".")
        assert (await client.ask("GET", "/health")).status == 200

    with_listener(talk)


def test_text_is_never_a_reason_to_refuse():
    async def talk(world: World, client: Client) -> None:
        hostile = "".join(map(chr, range(0x20))) + "\x7f\x1b@\x1dV\x00 🎂\u202e"
        lines = [{"name": hostile, "quantity": 1, "note": hostile}] * 500
        body = order(lines=lines, note="长" * 10_000, customer={"nickname": hostile})
        assert (await post(world, client, body)).status == 202

    world = with_listener(talk)
    (kept,) = world.desk.by_key.values()
    assert len(kept.content.lines) == 500
    assert "\0" not in kept.content.lines[0].name
    assert kept.content.note == "长" * 10_000


def test_reads_want_the_token():
    async def talk(world: World, client: Client) -> None:
        for target in ("/v1/orders", "/v1/orders/o1", "/v1/jobs", "/v1/printers"):
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
                reply = await client.ask("GET", target, headers=headers)
                assert reply.status == 401
                assert reply.headers["www-authenticate"] == "Bearer"
                reply.problem()
        assert (await client.do("/v1/orders/o1/actions", {}, "wrong")).status == 401
        assert (await client.do("/v1/jobs/7/answer", {}, "")).status == 401
        assert (await client.read("/v1/printers")).status == 200

    with_listener(talk)


def test_without_a_configured_token_reads_say_so():
    async def talk(_: World, client: Client) -> None:
        for token in ("", "anything"):
            reply = await client.read("/v1/orders", token)
            assert reply.status == 401
            assert "desk.toml" in reply.problem()

    with_listener(talk, token="")


def test_orders_are_listed_as_documents():
    async def talk(world: World, client: Client) -> None:
        await post(world, client, order(note="少糖", total=16800))
        reply = await client.read(
            "/v1/orders?state=placed,accepted&state=ready&since=2026-11-22T00:00:00+08:00&x=1"
        )
        assert set(reply.json) == {"orders", "next"}
        (found,) = reply.json["orders"]
        assert found["order_id"] == "o1"
        assert (found["id"], found["number"], found["state"], found["version"]) == (
            "web-1",
            "S001",
            "placed",
            1,
        )
        assert found["received_at"] == "2026-11-22T02:15:30+00:00"
        assert found["note"] == "少糖"
        one = await client.read("/v1/orders/o1")
        assert one.json == found
        assert (await client.read("/v1/orders/nothing")).status == 404
        assert (await client.read("/v1/orders?state=&limit=99999999999999999999")).status == 200

    world = with_listener(talk)
    states, since, after, limit = world.desk.asked[0]
    assert states == (OrderState.PLACED, OrderState.ACCEPTED, OrderState.READY)
    assert (since.isoformat(), after, limit) == ("2026-11-21T16:00:00+00:00", None, 200)
    assert world.desk.asked[1] == ((), None, None, 1000)


def test_jobs_have_exactly_the_contracts_fields():
    async def talk(_: World, client: Client) -> None:
        reply = await client.read("/v1/jobs?order=o1&state=ask&limit=3")
        assert list(reply.json) == ["jobs"]
        (job,) = reply.json["jobs"]
        assert job == {
            "id": 7, "order_id": "o1", "number": "S001", "station": "kitchen", "printer": "front",
            "kind": "kitchen", "state": "ask", "attempt": 1, "reasons": ["timeout"],
            "updated_at": "2026-11-22T02:15:30+00:00",
        }  # fmt: skip

    world = with_listener(talk)
    assert world.desk.asked == [("o1", (JobState.ASK,), None, 3)]


def test_printers_have_exactly_the_contracts_fields():
    async def talk(_: World, client: Client) -> None:
        reply = await client.read("/v1/printers")
        assert reply.json == {
            "printers": [
                {
                    "name": "kitchen", "uri": "sim://kitchen", "state": "stopped", "reasons": ["media-empty"],
                    "backlog": 3, "oldest_at": "2026-11-22T02:14:30+00:00",
                },
                {
                    "name": "counter", "uri": "sim://counter", "state": "idle", "reasons": [],
                    "backlog": 0, "oldest_at": None,
                },
            ]
        }  # fmt: skip

    with_listener(talk)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=ten", "limit=1.5", "state=lost", "since=yesterday", "since=2026-11-22T10:00:00", "since=0001-01-01T00:00:00%2B14:00"]
)  # fmt: skip
def test_parameters_that_are_wrong_are_answered_400(query: str):
    async def talk(_: World, client: Client) -> None:
        reply = await client.read(f"/v1/orders?{query}")
        assert reply.status == 400
        assert reply.problem().startswith(query.partition("=")[0])

    with_listener(talk)


def test_actions_do_what_the_buttons_do():
    async def talk(world: World, client: Client) -> None:
        await post(world, client, order())
        target = "/v1/orders/o1/actions"
        done = await client.do(target, {"action": "accept", "by": "小李", "minutes": 15})
        assert (done.status, done.json["state"]) == (200, "accepted")
        wrong = await client.do(target, {"action": "accept", "by": "小李"})
        assert wrong.status == 409
        assert "accepted" in wrong.problem()
        for bad, field in (
            ({"action": "start"}, "by"),
            ({"action": "start", "by": "  "}, "by"),
            ({"action": "start", "by": 7}, "by"),
            ({"action": "cancel", "by": "小李"}, "reason"),
            ({"action": "decline", "by": "小李", "reason": ""}, "reason"),
            ({"action": "explode", "by": "小李"}, "action"),
            ({"by": "小李"}, "action"),
            ({"action": [], "by": "小李"}, "action"),
            ({"action": "start", "by": "小李", "minutes": True}, "minutes"),
            ({"action": "start", "by": "小李", "minutes": -1}, "minutes"),
            ([], "The body"),
        ):
            reply = await client.do(target, bad)
            assert reply.status == 400
            assert reply.problem().startswith(field)
        cancelled = await client.do(target, {"action": "cancel", "by": "小李", "reason": "卖完了"})
        assert cancelled.json["state"] == "cancelled"
        assert (await client.do("/v1/orders/o9/actions", {"action": "start", "by": "小李"})).status == 404

    world = with_listener(talk)
    assert world.desk.acts == [
        ("o1", Action.ACCEPT, "小李", "", 15),
        ("o1", Action.CANCEL, "小李", "卖完了", None),
    ]


def test_a_job_is_answered():
    async def talk(_: World, client: Client) -> None:
        reply = await client.do("/v1/jobs/7/answer", {"answer": "printed", "by": "小李"})
        assert (reply.status, reply.json["state"]) == (200, "person-confirmed")
        assert (await client.do("/v1/jobs/8/answer", {"answer": "again", "by": "小李"})).status == 404
        assert (await client.do("/v1/jobs/x/answer", {"answer": "again", "by": "小李"})).status == 404
        assert (await client.do("/v1/jobs/7/answer", {"answer": "maybe", "by": "小李"})).status == 400
        assert (await client.do("/v1/jobs/7/answer", {"answer": "drop"})).status == 400

    world = with_listener(talk)
    assert world.desk.acts == [(7, Answer.PRINTED, "小李")]


def test_unknown_paths_and_methods():
    async def talk(_: World, client: Client) -> None:
        for target in ("/", "/v1", "/v1/orders/", "/v2/orders", "/v1/orders/a/b", "//health", "/health/x"):
            reply = await client.read(target)
            assert reply.status == 404
            reply.problem()
        for method, target, allow in (
            ("DELETE", "/v1/orders", "GET"),
            ("GET", HOOK, "POST"),
            ("PUT", "/health", "GET"),
        ):
            reply = await client.ask(method, target)
            assert (reply.status, reply.headers["allow"]) == (405, allow)
            reply.problem()

    with_listener(talk)


def test_a_store_that_cannot_write_asks_the_sender_to_come_again():
    async def talk(world: World, client: Client) -> None:
        world.desk.trouble = EnvironmentFault("The disk is full.", "Free some space.")
        reply = await post(world, client, order())
        assert reply.status == 503
        assert int(reply.headers["retry-after"]) > 0
        assert "disk is full" in reply.problem()
        world.desk.trouble = None
        assert (await post(world, client, order())).status == 202

    with_listener(talk)


def test_an_unforeseen_error_is_a_500_that_tells_nothing(caplog: pytest.LogCaptureFixture):
    async def talk(world: World, client: Client) -> None:
        world.desk.trouble = ValueError("13800138000 王小明")
        reply = await post(world, client, order())
        assert reply.status == 500
        assert "13800138000" not in reply.body.decode()

    with caplog.at_level(logging.INFO, "desk"):
        with_listener(talk)
    assert "ValueError" in caplog.text
    assert "13800138000" not in caplog.text


def test_the_log_says_what_was_refused_without_personal_data(caplog: pytest.LogCaptureFixture):
    private = ("13800138000", "王小明", "望京街", "oABCDEFGHIJKLMNOPQRSTUVWXYZ12", "生日快乐")

    async def talk(world: World, client: Client) -> None:
        personal = {
            "fulfilment": {"name": private[1], "phone": private[0], "address": private[2]},
            "customer": {"external_id": private[3]},
            "note": private[4],
        }
        await post(world, client, order(**personal, lines=[]))
        await post(world, client, order(**personal, lines=[{"name": private[1], "quantity": 0}]))
        body = order(**personal)
        await client.ask("POST", HOOK, body, world.signed(b""))
        await client.ask("POST", f"/v1/webhooks/{private[0]}%0a", body, world.signed(body))
        await post(world, client, body)
        await client.read(f"/v1/orders/{private[3]}", "wrong")

    with caplog.at_level(logging.DEBUG, "desk"):
        with_listener(talk)
    for word in private[1:]:
        assert word not in caplog.text
    assert "refused 400 for source website: lines is empty" in caplog.text
    assert "lines[0].quantity" in caplog.text
    assert "refused 401 for source website" in caplog.text
    assert "bytes from 127.0.0.1" in caplog.text
    assert "S001" in caplog.text


def test_answers_are_json_that_any_reader_takes():
    async def talk(world: World, client: Client) -> None:
        await post(world, client, order(note="\u2028 </script> 🎂"))
        reply = await client.read("/v1/orders/o1")
        assert json.loads(reply.body)["note"] == "\u2028 </script> 🎂"

    with_listener(talk)


def test_a_key_of_no_page_is_the_callers_mistake():
    async def talk(world: World, client: Client) -> None:
        world.desk.trouble = Refused("That is not the key of a page of orders.")
        reply = await client.read("/v1/orders?after=bogus")
        assert reply.status == 400
        assert reply.problem().startswith("after ")

    with_listener(talk)
