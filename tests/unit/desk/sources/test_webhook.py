"""Standard Webhooks: what counts as proof of the sender."""

import asyncio
import base64
from datetime import UTC, datetime

import pytest

from desk.domain.receipts import MalformedOrder, NotVerified
from desk.errors import ConfigFault
from desk.sources.webhook import WebhookSource, sign, signing_key, verify

#: The example of the Standard Webhooks specification.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
STAMP = 1614265330
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def headers(signature: str = SIGNATURE, stamp: str = str(STAMP), delivery: str = ID) -> dict[str, str]:
    return {"webhook-id": delivery, "webhook-timestamp": stamp, "webhook-signature": signature}


def check(given: dict[str, str], body: bytes = BODY, now: float = STAMP) -> None:
    verify(signing_key(SECRET), given, body, now)


def test_the_specifications_own_vector():
    assert sign(signing_key(SECRET), ID, STAMP, BODY) == SIGNATURE
    check(headers())


@pytest.mark.parametrize(
    "signature",
    [f"v1,AAAA {SIGNATURE}", f"v2,xyz {SIGNATURE} v1a,zz", f"{SIGNATURE}  v1,", f"nonsense v1 , {SIGNATURE}"],
)
def test_any_v1_signature_of_the_list_may_match(signature: str):
    check(headers(signature))


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "v1,",
        "v1",
        SIGNATURE.removeprefix("v1,"),
        SIGNATURE.replace("v1", "v2"),
        SIGNATURE[:-1],
        SIGNATURE + "=",
        "v1,é",
    ],
)
def test_everything_else_is_refused(signature: str):
    with pytest.raises(NotVerified):
        check(headers(signature))


def test_each_signed_part_counts():
    for given, body in (
        (headers(), BODY + b" "),
        (headers(delivery="msg_2"), BODY),
        (headers(stamp=str(STAMP + 1)), BODY),
    ):
        with pytest.raises(NotVerified, match="does not match"):
            check(given, body)
    for missing in headers():
        with pytest.raises(NotVerified, match="needs the headers"):
            check({name: value for name, value in headers().items() if name != missing})


def test_the_time_stamp_may_be_300_seconds_off_either_way():
    check(headers(), now=STAMP + 300)
    check(headers(), now=STAMP - 300)
    for now in (STAMP + 300.5, STAMP - 301):
        with pytest.raises(NotVerified, match="300 s"):
            check(headers(), now=now)
    for stamp in ("-1", "1e9", " 1614265330", "٣", "9" * 400, "0x10"):
        with pytest.raises(NotVerified, match="webhook-timestamp"):
            check(headers(stamp=stamp))


def test_secrets_with_and_without_prefix_and_padding():
    key = b"\x01" * 32
    text = base64.b64encode(key).decode()
    assert text.endswith("=")
    for secret in (text, text.rstrip("="), f"whsec_{text}", f" whsec_{text.rstrip('=')}\n"):
        assert signing_key(secret) == key
    for secret in ("", "whsec_", "whsec_===", "whsec_不", "whsec_a b", "whsec_A"):
        with pytest.raises(ConfigFault) as caught:
            signing_key(secret)
        assert secret.removeprefix("whsec_").strip("=") in {"", "A"} or secret not in str(caught.value)


class At:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        del seconds


def test_a_source_verifies_before_it_parses():
    source = WebhookSource("website", SECRET, At(STAMP + 10), "HKD")
    body = '{"id":"a","lines":[{"name":"蛋糕","quantity":1}]}'.encode()
    draft = source.open(headers(sign(signing_key(SECRET), ID, STAMP, body)), body)
    assert (draft.source, draft.external_id, draft.currency) == ("website", "a", "HKD")
    with pytest.raises(MalformedOrder):
        source.open(headers(), BODY)
    with pytest.raises(NotVerified):
        source.open(headers("v1,AAAA"), b"[" * 20_000)
    with pytest.raises(NotVerified):
        WebhookSource("website", SECRET, At(STAMP + 301)).open(headers(), BODY)


def test_it_runs_until_it_is_stopped():
    async def whole() -> None:
        source = WebhookSource("website", SECRET, At(0))
        running = asyncio.create_task(source.run(None))  # pyright: ignore[reportArgumentType] - never called
        await asyncio.sleep(0)
        assert source.health.state == "running"
        await source.stop()
        await running
        assert source.health.state == "stopped"

    asyncio.run(whole())
