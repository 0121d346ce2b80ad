"""Each sender's proof: right, with another secret, one byte changed, a header missing; and the ping that proves nothing."""

import base64
import hashlib
import hmac
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.receipts import NotVerified
from desk.domain.senders import (
    SHOPIFY_HEADERS,
    plain_key,
    verify_shopify,
    verify_woocommerce,
    woocommerce_key,
    woocommerce_ping,
)
from desk.errors import ConfigFault

BODY = '{"id":727,"status":"processing","note":"写：生日快乐"}'.encode()


def signed(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def shopify(secret: str, body: bytes) -> dict[str, str]:
    return {"x-shopify-hmac-sha256": signed(secret, body), **dict.fromkeys(SHOPIFY_HEADERS, "x")}


def test_a_known_signature() -> None:
    """HMAC-SHA256 of a fixed body, worked out with openssl."""
    given_by_openssl = "97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg="
    verify_woocommerce(b"key", {"x-wc-webhook-signature": given_by_openssl},
                       b"The quick brown fox jumps over the lazy dog")  # fmt: skip


def test_woocommerce_takes_its_own_signature_only() -> None:
    key = woocommerce_key("s3cret")
    headers = {"x-wc-webhook-signature": signed("s3cret", BODY)}
    verify_woocommerce(key, headers, BODY)
    for wrong in (
        (woocommerce_key("other"), headers, BODY),
        (key, headers, BODY[:-1] + b" "),
        (key, {}, BODY),
        (key, {"x-wc-webhook-signature": ""}, BODY),
        (key, {"x-wc-webhook-signature": "é\udcff"}, BODY),
        (key, {"x-wc-webhook-signature": headers["x-wc-webhook-signature"].lower()}, BODY),
    ):
        with pytest.raises(NotVerified):
            verify_woocommerce(*wrong)


@pytest.mark.parametrize(
    ("stored", "meant"),
    [("a &amp; b", "a & b"), ("&lt;x&gt;", "<x>"), ("&quot;&#039;", "\"'"), ("&amp;lt;", "&lt;"), ("&copy;", "&copy;")],
)  # fmt: skip
def test_the_secret_is_read_as_woocommerce_reads_it(stored: str, meant: str) -> None:
    verify_woocommerce(woocommerce_key(stored), {"x-wc-webhook-signature": signed(meant, BODY)}, BODY)


@pytest.mark.parametrize(
    ("kind", "body", "ping"),
    [
        ("application/x-www-form-urlencoded", b"webhook_id=7", True),
        ("Application/X-WWW-Form-Urlencoded; charset=utf-8", b"webhook_id=123456", True),
        ("application/json", b"webhook_id=7", False),
        ("application/x-www-form-urlencoded", b"webhook_id=7&id=1", False),
        ("application/x-www-form-urlencoded", b"webhook_id=", False),
        ("application/x-www-form-urlencoded", BODY, False),
        ("", b"webhook_id=7", False),
    ],
)
def test_the_ping(kind: str, body: bytes, ping: bool) -> None:
    assert woocommerce_ping({"content-type": kind}, body) is ping


def test_shopify_needs_its_signature_and_what_it_always_sends() -> None:
    key = plain_key("shpss_x")
    verify_shopify(key, shopify("shpss_x", BODY), BODY)
    with pytest.raises(NotVerified):
        verify_shopify(plain_key("other"), shopify("shpss_x", BODY), BODY)
    with pytest.raises(NotVerified):
        verify_shopify(key, shopify("shpss_x", BODY), BODY + b" ")
    for name in shopify("shpss_x", BODY):
        headers = shopify("shpss_x", BODY)
        del headers[name]
        with pytest.raises(NotVerified):
            verify_shopify(key, headers, BODY)


@given(st.binary(min_size=1, max_size=200), st.data())
def test_any_flipped_bit_is_refused(body: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(body) - 1))
    other = body[:at] + bytes((body[at] ^ 1 << data.draw(st.integers(0, 7)),)) + body[at + 1 :]
    secret = secrets.token_hex(8)
    with pytest.raises(NotVerified):
        verify_woocommerce(woocommerce_key(secret), {"x-wc-webhook-signature": signed(secret, body)}, other)


def test_an_empty_secret_is_none() -> None:
    for key in (plain_key, woocommerce_key):
        with pytest.raises(ConfigFault):
            key(" ")
