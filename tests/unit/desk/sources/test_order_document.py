"""The order document: what is read, what is refused, and that it comes out as it went in."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.order_document import document_of, to_bytes, to_document
from desk.domain.orders import (
    FulfilmentKind,
    Line,
    Option,
    Order,
    OrderDraft,
    OrderState,
    PaymentMethod,
    PaymentState,
)
from desk.domain.receipts import MalformedOrder
from desk.sources.order_document import parse_order

#: Word for word from the design.
EXAMPLE = """
{"type":"order","id":"web-10023","version":1,"placed_at":"2026-11-22T10:15:30+08:00",
 "fulfilment":{"kind":"delivery","due_at":"2026-11-22T18:00:00+08:00","name":"王小明🎂","phone":"13800138000","address":"朝阳区望京街9号3单元1202"},
 "lines":[{"sku":"CAKE-06","name":"草莓奶油蛋糕 6寸","category":"cake","quantity":1,"unit_price":16800,
           "options":[{"name":"甜度","value":"少糖","price":0}],"note":"写：生日快乐 Amy"}],
 "discounts":[{"name":"红包","amount":500}],"delivery_fee":800,"total":17100,"currency":"CNY",
 "payment":{"method":"wechat","state":"paid","paid_amount":17100,"paid_at":"2026-11-22T10:15:41+08:00","reference":"4200…"},
 "customer":{"external_id":"oABC…","nickname":"小明🎂","phone":"13800138000"},
 "note":"到了请打电话，不要按门铃"}
"""
LINE = {"name": "蛋糕", "quantity": 1, "unit_price": 100}


def read(**fields: object) -> OrderDraft:
    return parse_order(json.dumps({"id": "x", "lines": [LINE], **fields}).encode(), "web")


def test_the_designs_example():
    draft = parse_order(EXAMPLE.encode(), "website")
    assert (draft.source, draft.external_id, draft.version) == ("website", "web-10023", 1)
    assert draft.placed_at == datetime(2026, 11, 22, 2, 15, 30, tzinfo=UTC)
    assert draft.fulfilment.kind is FulfilmentKind.DELIVERY
    assert draft.fulfilment.due_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert draft.lines == (
        Line("草莓奶油蛋糕 6寸", 1, 16800, "CAKE-06", "cake", (Option("甜度", "少糖"),), "写：生日快乐 Amy"),
    )
    assert (draft.amount_due, draft.adds_up, draft.balance) == (17100, True, 0)
    assert draft.payment.method is PaymentMethod.WECHAT
    assert draft.customer.nickname == "小明🎂"
    assert parse_order(to_bytes(draft), "website") == draft


def test_only_id_and_one_line_are_needed():
    draft = parse_order(b'{"id":"x","lines":[{"name":"cake","quantity":2}]}', "web", "USD")
    assert draft == OrderDraft("web", "x", (Line("cake", 2),), currency="USD")


def test_what_is_absent_is_worked_out_and_what_is_given_is_kept():
    assert read(fulfilment={"address": "街"}).fulfilment.kind is FulfilmentKind.DELIVERY
    assert read(total=1).adds_up is False
    assert read(total=1).amount_due == 1
    assert read(payment={"state": "paid"}).payment.paid_amount == 100
    assert read(payment={"paid_amount": 40}).payment.state is PaymentState.PART_PAID
    assert read(payment={"paid_amount": 100}).payment.state is PaymentState.PAID
    assert read(payment={"state": "paid", "paid_amount": 7}).payment.paid_amount == 7
    assert read(payment={"method": "barter"}).payment.method is PaymentMethod.OTHER
    assert read(note=None, fulfilment=None, discounts=None, total=None).total is None
    assert read(unknown={"deep": [1.5, "\u00e9", True]}, note="x").note == "x"
    assert read(placed_at="2026-11-22T10:15:30Z").placed_at == datetime(2026, 11, 22, 10, 15, 30, tzinfo=UTC)


def test_doubled_keys_are_tolerated_the_last_one_counts():
    raw = b'{"id":"a","id":"b","lines":[{"name":"x","quantity":1,"quantity":2}]}'
    draft = parse_order(raw, "web")
    assert (draft.external_id, draft.lines[0].quantity) == ("b", 2)


def test_a_byte_order_mark_is_tolerated():
    assert parse_order(b"\xef\xbb\xbf" + EXAMPLE.encode(), "web").external_id == "web-10023"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"id": ""}, "id is missing"),
        ({"id": "  "}, "id is missing"),
        ({"id": None}, "id is missing"),
        ({"id": 5}, "id must be a text"),
        ({"id": "x" * 201}, "id has more than 200"),
        ({"type": "refund"}, "type must"),
        ({"version": 0}, "version must lie"),
        ({"version": "1"}, "version must be a whole number"),
        ({"version": 1.0}, "version must be a whole number"),
        ({"version": True}, "version must be a whole number"),
        ({"lines": []}, "lines is empty"),
        ({"lines": None}, "lines is empty"),
        ({"lines": {}}, "lines must be a list"),
        ({"lines": [[]]}, r"lines\[0\] must be an object"),
        ({"lines": [LINE, {"quantity": 1}]}, r"lines\[1\]\.name is missing"),
        ({"lines": [{**LINE, "name": " "}]}, r"lines\[0\]\.name is missing"),
        ({"lines": [{"name": "x"}]}, r"lines\[0\]\.quantity is missing"),
        ({"lines": [{**LINE, "quantity": 0}]}, r"lines\[0\]\.quantity must lie between 1"),
        ({"lines": [{**LINE, "quantity": -1}]}, "quantity must lie"),
        ({"lines": [{**LINE, "quantity": 1_000_001}]}, "quantity must lie"),
        ({"lines": [{**LINE, "quantity": True}]}, "quantity must be a whole number"),
        ({"lines": [{**LINE, "quantity": "1"}]}, "quantity must be a whole number"),
        ({"lines": [{**LINE, "unit_price": 168.0}]}, "unit_price must be a whole number"),
        ({"lines": [{**LINE, "unit_price": 10**12 + 1}]}, "unit_price must lie"),
        ({"lines": [{**LINE, "unit_price": 2**63}]}, "64 bits"),
        ({"lines": [{**LINE, "options": [{"price": "2"}]}]}, r"lines\[0\]\.options\[0\]\.price"),
        ({"lines": [{**LINE, "options": "少糖"}]}, r"lines\[0\]\.options must be a list"),
        ({"lines": [{**LINE, "quantity": 10**6, "unit_price": 10**12}] * 10}, "come to more"),
        ({"note": 7}, "note must be a text"),
        ({"note": ["a"]}, "note must be a text"),
        ({"total": "17100"}, "total must be a whole number"),
        ({"currency": "yuan"}, "currency must be a code"),
        ({"fulfilment": "pickup"}, "fulfilment must be an object"),
        ({"fulfilment": {"kind": "drone"}}, r"fulfilment\.kind must be one of: delivery"),
        ({"fulfilment": {"due_at": "2026-11-22T18:00:00"}}, r"fulfilment\.due_at needs an offset"),
        ({"fulfilment": {"due_at": "soon"}}, r"fulfilment\.due_at must be an ISO"),
        ({"fulfilment": {"due_at": 1795341600}}, r"fulfilment\.due_at must be a text"),
        ({"placed_at": "0001-01-01T00:00:00+14:00"}, "placed_at must be"),
        ({"placed_at": "9999-12-31T23:59:59+00:00"}, "placed_at lies outside"),
        ({"payment": {"state": "maybe"}}, r"payment\.state must be one of"),
        ({"customer": {"external_id": "x" * 201}}, r"customer\.external_id has more"),
    ],
)
def test_refusals_name_the_field(fields: dict[str, object], sentence: str):
    with pytest.raises(MalformedOrder, match=sentence):
        read(**fields)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "not JSON"),
        (b"null", "must be an object"),
        (b"[]", "must be an object"),
        (b'"x"', "must be an object"),
        (b'{"id":NaN}', "NaN is not"),
        (b'{"id":-Infinity}', "-Infinity is not"),
        (b'{"id":"x",}', "not JSON"),
        (b'{"id":"\xff"}', "not UTF-8"),
        (b'{"id":"\xed\xa0\x80"}', "not UTF-8"),
        ('{"id":"x"}'.encode("utf-16"), "not UTF-8"),
        (b'{"id":"x","note":"\\ud800"}', "surrogate"),
        (b'{"id":"x","\\uDFFF":1}', "surrogate"),
        (b'{"id":"x","note":"\\udc00\\ud800"}', "surrogate"),
        (b'{"n":' + b"9" * 5000 + b"}", "64 bits"),
        (b'{"note":"' + b"x" * 262_144 + b'"}', "more than 262144 bytes"),
        (b"[" * 65 + b"]" * 65, "nested deeper than 64"),
        (b"[" * 20_000, "nested deeper"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "nested deeper"),
        (b'["' + b"[" * 20_000, "nested deeper"),  # an unterminated string counts as brackets
        (b'{"a":"\\"' + b'","b":[' * 100 + b"1" + b"]" * 100 + b"}", "nested deeper|not JSON"),
    ],
)
def test_what_is_no_json_we_take(raw: bytes, sentence: str):
    with pytest.raises(MalformedOrder, match=sentence):
        parse_order(raw, "web")


def test_depth_counts_structure_not_text():
    brackets = "[{" * 10_000 + '\\" ]} \\\\'
    assert read(note=brackets).note == brackets
    assert read(deep=json.loads("[" * 63 + "]" * 63)).external_id == "x"
    with pytest.raises(MalformedOrder, match="nested deeper"):
        read(deep=json.loads("[" * 64 + "]" * 64))


def test_text_survives_whatever_it_holds_but_nul():
    text = "".join(map(chr, range(0x80))) + "\u202e\ufeff𠮷🏃‍♀️ " + "长" * 10_000
    draft = read(note=text, lines=[{**LINE, "name": text}])
    assert draft.note == text.replace("\0", "\ufffd")
    assert draft.lines[0].name == draft.note
    pair = parse_order(b'{"id":"x","note":"\\ud83c\\udf82","lines":[{"name":"x","quantity":1}]}', "web")
    assert pair.note == "🎂"


def test_refusals_do_not_repeat_personal_data():
    for fields in (
        {"customer": {"phone": 13800138000}},
        {"note": [["13800138000"]]},
        {"placed_at": "13800138000"},
    ):
        with pytest.raises(MalformedOrder) as caught:
            read(**fields)
        assert "13800138000" not in str(caught.value)


def test_an_order_as_other_programs_see_it():
    draft = parse_order(EXAMPLE.encode(), "website")
    at = datetime(2026, 11, 22, 2, 16, tzinfo=UTC)
    order = Order("id-1", "S001", OrderState.ACCEPTED, draft, at, at, rushed=1, promised_at=at)
    document = to_document(order)
    assert document["order_id"] == "id-1"
    assert (document["number"], document["state"], document["version"]) == ("S001", "accepted", 1)
    assert document["received_at"] == "2026-11-22T02:16:00+00:00"
    assert (document["source"], document["id"], document["balance"]) == ("website", "web-10023", 0)
    assert parse_order(json.dumps(document).encode(), "website") == draft
    unpriced = replace(draft, total=None)
    assert document_of(unpriced)["total"] == 17100


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "lines", "name", "quantity", "options", "payment", "state", "due_at", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(json_values)
def test_no_document_does_anything_but_parse_or_be_refused(value: object):
    try:
        parse_order(json.dumps(value).encode(), "web")
    except MalformedOrder as refusal:
        assert refusal.what.endswith(".")


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_parse_or_be_refused(raw: bytes):
    with pytest.raises(MalformedOrder):
        parse_order(raw, "web")


@given(
    st.dictionaries(
        st.sampled_from(["note", "id"]),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    )
)
def test_any_text_comes_out_as_it_went_in(fields: dict[str, str]):
    draft = read(**{key: value[:200] for key, value in fields.items() if value[:200].strip()})
    assert parse_order(to_bytes(draft), "web").note == draft.note
