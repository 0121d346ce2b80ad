"""A notification is what WeChat signed, to the byte, or it is refused; nothing it holds makes the verifier raise."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import desk.relay
from desk.relay.pay.notices import MAX_BODY, Notice, Refused, read_notice
from tests.fakes.wechat_pay import PROBE, Merchant, notification, sealed, signed
from tests.unit.relay.pay_rig import NOON, PayRig, play

SHOP = Merchant()
KEYS = {SHOP.public_key_id: SHOP.wechat_key.public_key(), "OLD": SHOP.old_key.public_key()}
SAYS = {"out_trade_no": "OD20261127abc", "trade_state": "SUCCESS", "amount": {"total": 1, "currency": "CNY"}}
HEADERS, BODY = notification(SHOP, SAYS, NOON, notice_id="EV-1")


def read(headers: dict[str, str], body: bytes, now: float = NOON) -> Notice | Refused:
    return read_notice(
        {name.lower(): value for name, value in headers.items()}, body, now, KEYS, SHOP.api_v3_key
    )


def of(body: object) -> Notice | Refused:
    """A validly signed body."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read(signed(raw, SHOP.wechat_key, SHOP.public_key_id, NOON), raw)


def test_what_wechat_signed_is_read() -> None:
    assert read(HEADERS, BODY) == Notice("EV-1", "TRANSACTION.SUCCESS", SAYS)


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_any_changed_byte_of_the_body_is_refused(at: int, by: int) -> None:
    changed = BODY[:at] + bytes([BODY[at] ^ by]) + BODY[at + 1 :]
    assert read(HEADERS, changed) == Refused("wrong signature")


@given(st.data())
def test_any_changed_character_of_a_header_is_refused(data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from([k for k in HEADERS if k.startswith("Wechatpay") and not k.endswith("Type")])
    )
    value = HEADERS[name]
    at = data.draw(st.integers(0, len(value) - 1))
    other = data.draw(st.characters(min_codepoint=0x20, max_codepoint=0xFF).filter(lambda c: c != value[at]))
    found = read(HEADERS | {name: value[:at] + other + value[at + 1 :]}, BODY)
    assert isinstance(found, Refused)
    assert 400 <= found.status < 500


@pytest.mark.parametrize("last", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
def test_a_signature_has_one_spelling(last: str) -> None:
    signature = HEADERS["Wechatpay-Signature"]
    assert signature.endswith("==")
    other = signature[:-3] + last + "=="
    assert isinstance(read(HEADERS | {"Wechatpay-Signature": other}, BODY), Refused) is (other != signature)


@given(st.data())
def test_a_cut_or_lengthened_body_is_refused(data: st.DataObject) -> None:
    cut = data.draw(
        st.one_of(
            st.integers(0, len(BODY) - 1).map(lambda n: BODY[:n]),
            st.binary(min_size=1).map(lambda b: BODY + b),
        )
    )
    assert isinstance(read(HEADERS, cut), Refused)


@given(
    st.dictionaries(st.sampled_from(list(HEADERS)), st.text(max_size=2000)),
    st.binary(max_size=300),
    st.floats(0, 1e12),
)
def test_nothing_unsigned_raises(headers: dict[str, str], body: bytes, now: float) -> None:
    assert isinstance(
        read_notice({k.lower(): v for k, v in headers.items()}, body, now, KEYS, SHOP.api_v3_key), Refused
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=15,
)
FIELDS = ("id", "event_type", "resource", "algorithm", "ciphertext", "associated_data", "nonce")


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=200), JSON, st.dictionaries(st.sampled_from(FIELDS), JSON)))
def test_nothing_validly_signed_raises(body: object) -> None:
    assert isinstance(of(body), Refused)


@settings(max_examples=200)
@given(st.sampled_from(FIELDS), JSON)
def test_one_odd_field_of_a_signed_notification_is_refused_or_read(field: str, odd: Any) -> None:
    body = json.loads(BODY)
    (body if field in body else body["resource"])[field] = odd
    found = of(body)
    assert isinstance(found, Refused) or (field in {"id", "event_type"} and isinstance(odd, str))


def test_a_resource_is_sealed_with_the_right_key_and_table() -> None:
    body = json.loads(BODY)
    for resource in (
        sealed(Merchant(api_v3_key=b"x" * 32), json.dumps(SAYS).encode()),
        sealed(SHOP, json.dumps(SAYS).encode()) | {"associated_data": "refund"},
        sealed(SHOP, json.dumps(SAYS).encode()) | {"nonce": "0" * 12},
        sealed(SHOP, json.dumps(SAYS).encode()) | {"nonce": "蛋糕"},
        sealed(SHOP, json.dumps(SAYS).encode()) | {"algorithm": "AES"},
        sealed(SHOP, b"[]"),
        sealed(SHOP, b"\xff"),
    ):
        assert of({**body, "resource": resource}) == Refused("cannot be decrypted", 400)
    bare = sealed(SHOP, json.dumps(SAYS).encode(), "")
    for about in ({"associated_data": ""}, {"associated_data": None}):
        assert isinstance(of({**body, "resource": bare | about}), Notice)


@pytest.mark.parametrize(
    ("headers", "reason", "status"),
    [
        ({"Wechatpay-Serial": ""}, "no signature", 400),
        ({"Wechatpay-Serial": "PUB_KEY_ID_0"}, "unknown serial", 401),
        ({"Wechatpay-Serial": "OLD"}, "wrong signature", 401),
        ({"Wechatpay-Timestamp": "now"}, "no time", 400),
        ({"Wechatpay-Timestamp": "1_795_752_000"}, "no time", 400),
        ({"Wechatpay-Timestamp": f"+{NOON:.0f}"}, "no time", 400),
        ({"Wechatpay-Timestamp": f"0{NOON:.0f}"}, "no time", 400),
        ({"Wechatpay-Timestamp": "1400000000"}, "too old", 401),
        ({"Wechatpay-Nonce": "x" * 1025}, "no signature", 400),
        ({"Wechatpay-Signature": PROBE + HEADERS["Wechatpay-Signature"]}, "probe", 401),
        ({"Wechatpay-Signature": "!"}, "wrong signature", 401),
    ],
)
def test_headers_are_looked_at_in_their_order(headers: dict[str, str], reason: str, status: int) -> None:
    assert read(HEADERS | headers, BODY) == Refused(reason, status)


def test_its_time_may_be_off_by_five_minutes() -> None:
    assert [isinstance(read(HEADERS, BODY, NOON + off), Notice) for off in (-301, -300, 300, 301)] == [
        False,
        True,
        True,
        False,
    ]


def test_more_than_64_kib_are_not_looked_at() -> None:
    for size, whole in ((MAX_BODY, "no notification"), (MAX_BODY + 1, "too large")):
        body = b" " * size
        found = read(signed(body, SHOP.wechat_key, SHOP.public_key_id, NOON), body)
        assert isinstance(found, Refused)
        assert found.reason == whole


def test_one_place_alone_marks_a_payment_paid_and_only_signed_words_come_there() -> None:
    relay = Path(desk.relay.__file__).parent
    calls: dict[str, list[str]] = {"pay": [], "believe_payment": [], "believe_refund": []}
    for path in relay.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and (
                node.attr != "pay" or ast.unparse(node.value).endswith("payments")
            ):
                calls.get(node.attr, []).append(path.relative_to(relay).as_posix())
    assert {name: sorted(found) for name, found in calls.items()} == {
        "pay": ["pay/booking.py"],
        # the answer to a query, and a notification that was read
        "believe_payment": ["pay/cashier.py", "pay/till.py"],
        "believe_refund": ["pay/refunding.py", "pay/till.py"],
    }


def test_over_http_nothing_but_a_status_is_said(tmp_path: Path) -> None:
    async def scene(rig: PayRig) -> None:
        for path in ("/pay/notify", "/pay/refund"):
            for content, status in ((b"", 400), (b"x" * (MAX_BODY + 1), 413)):
                answer = await rig.client.post(path, content=content)
                assert answer.status_code == status
                assert len(answer.content) < 50
            doubled = [*HEADERS.items(), ("wechatpay-serial", SHOP.public_key_id)]
            answer = await rig.client.post(path, content=BODY, headers=doubled)
            assert (answer.status_code, answer.json()) == (400, {"code": "FAIL", "message": ""})
            # validly signed numbers that no table could hold
            for odd in ("\x00", "OD\x00", "蛋糕" * 20, 5, None, ["OD"], "x" * 65):
                for event in ("TRANSACTION.SUCCESS", "REFUND.SUCCESS"):
                    says = {
                        "out_trade_no": odd,
                        "out_refund_no": odd,
                        "amount": odd,
                        "mchid": odd,
                        "refund_status": odd,
                    }
                    headers, body = notification(SHOP, says, NOON, event)
                    assert (await rig.client.post(path, content=body, headers=headers)).status_code == 404
            assert (await rig.client.get(path)).status_code == 405

    play(tmp_path, scene)
