"""WeChat's callbacks at the relay's door: genuine ones are answered once, everything else is refused."""

import asyncio
import base64
import json
import secrets
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.catalogue import Catalogue, Product
from desk.errors import ConfigFault
from desk.relay.config import load_relay
from desk.relay.protocol import ShopDescription, shop_json
from desk.relay.server import Relay
from desk.relay.store.opening import RelayStore, open_relay_store
from desk.relay.wechat.envelope import Envelope, Refusal, Sealed, read_xml
from desk.relay.wechat.replies import MAX_TEXT, text_reply
from tests.fakes.wechat_user import Account, WeChat, cdata, new_aes_key, texts

NOW = 1_795_000_000.0
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APPID, TOKEN = "wx0cake", "tok"
SHOP = ShopDescription("大C甜品", catalogue=Catalogue((Product("CR", "可颂", 1200, "面包"),)))
Scene = Callable[[WeChat, RelayStore], Awaitable[None]]


@dataclass
class Clock:
    """The relay's time and the customers'."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


def run(tmp_path: Path, scene: Scene, clock: Clock | None = None) -> None:
    """A relay in this process, behind its real HTTP application and a real store."""
    clock = clock or Clock()
    config = tmp_path / "relay.toml"
    config.write_text(
        f'[[accounts]]\nid = "cake"\ntype = "personal"\nappid = "{APPID}"\ntoken = "{TOKEN}"\naes_key = "{KEY}"\n',
        encoding="utf-8",
    )
    settings = load_relay(config)

    async def whole() -> None:
        store = open_relay_store(settings.store, tmp_path)
        try:
            at = datetime.fromtimestamp(NOW, UTC)
            await store.write(lambda work: work.feed.keep_snapshot(1, json.dumps(shop_json(SHOP)), at))
            transport = httpx.ASGITransport(Relay(settings, store, clock).app())
            async with httpx.AsyncClient(transport=transport, base_url="http://relay") as client:
                await scene(WeChat(Account(APPID, TOKEN, KEY, "/wechat/cake"), client, clock), store)
        finally:
            store.close()

    asyncio.run(whole())


def test_the_address_is_proved_to_wechat(tmp_path: Path) -> None:
    async def scene(wechat: WeChat, _store: RelayStore) -> None:
        assert await wechat.verify_url()
        wechat.account.token = "another"
        assert not await wechat.verify_url()

    run(tmp_path, scene)


def test_a_repeated_delivery_gets_the_same_reply_and_counts_once(tmp_path: Path) -> None:
    async def scene(wechat: WeChat, _store: RelayStore) -> None:
        message = wechat.message("oAmy", f"<MsgType>text</MsgType><Content>{cdata('2份1号')}</Content>")
        first = wechat.shown(message, await wechat.post(message))
        again = wechat.shown(message, await wechat.post(message))
        assert first == again == "已选：\n可颂 × 2 ¥24\n共 ¥24，回复 0 结账"
        assert "可颂 × 3" in await wechat.types("oAmy", "1")

    run(tmp_path, scene)


def test_two_quick_messages_of_one_customer_are_both_in_the_cart(tmp_path: Path) -> None:
    async def scene(wechat: WeChat, _store: RelayStore) -> None:
        await asyncio.gather(*(wechat.types("oAmy", "1") for _ in range(8)))
        assert "可颂 × 9 " in await wechat.types("oAmy", "1")

    run(tmp_path, scene)


def test_what_was_recorded_early_counts_once_for_as_long_as_it_is_believed(tmp_path: Path) -> None:
    """A callback ten minutes ahead of our clock is believed for twenty: so long its answer must be known."""
    clock = Clock()

    async def scene(wechat: WeChat, _store: RelayStore) -> None:
        recorded = forged(wechat, stamp=str(int(NOW) + 590))
        body = recorded.pop("body")

        async def again() -> httpx.Response:
            return await wechat._client.post(wechat.account.url, params=recorded, content=body)

        first = wechat.shown(genuine(wechat), await again())
        for clock.now in (NOW + 700, NOW + 1180):
            assert wechat.shown(genuine(wechat), await again()) == first
        clock.now = NOW + 1200
        assert (await again()).status_code == 403
        assert "可颂 × 2 " in await wechat.types("oAmy", "1")

    run(tmp_path, scene, clock)


def test_a_customer_may_write_about_document_types(tmp_path: Path) -> None:
    async def scene(wechat: WeChat, _store: RelayStore) -> None:
        assert "可颂" in await wechat.types("oAmy", "<!DOCTYPE html> <!ENTITY a>")

    run(tmp_path, scene)


@pytest.mark.parametrize("length", ["²", "1e3", "-1", "", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(tmp_path: Path, length: str) -> None:
    async def scene(wechat: WeChat, _store: RelayStore) -> None:
        headers = {"content-length": length.encode("latin-1")}
        answer = await wechat._client.post(wechat.account.url, content=b"<xml/>", headers=headers)
        assert answer.status_code == 413

    run(tmp_path, scene)


def genuine(wechat: WeChat, text: str = "1") -> bytes:
    return wechat.message("oAmy", f"<MsgType>text</MsgType><Content>{cdata(text)}</Content>")


def encrypted_body(sealed: str, beside: str = "") -> bytes:
    return f"<xml><ToUserName>{cdata('gh')}</ToUserName>{beside}<Encrypt>{cdata(sealed)}</Encrypt></xml>".encode()


def forged(wechat: WeChat, **changes: str | bytes) -> dict[str, str | bytes]:
    """A genuine delivery with some of it changed."""
    account = wechat.account
    stamp = str(changes.pop("stamp", str(int(NOW))))
    sealed = str(changes.pop("sealed", account.encrypt(genuine(wechat))))
    nonce = "n1"
    query = {
        "timestamp": stamp,
        "nonce": nonce,
        "signature": account.signed(stamp, nonce),
        "encrypt_type": "aes",
    }
    query["msg_signature"] = account.signed(stamp, nonce, sealed)
    return {**query, "body": encrypted_body(sealed), **changes}


FORGERIES: dict[str, Callable[[WeChat], dict[str, str | bytes]]] = {
    "wrong msg_signature": lambda w: forged(w, msg_signature="0" * 40),
    "no msg_signature": lambda w: forged(w, msg_signature=""),
    "eleven minutes old": lambda w: forged(w, stamp=str(int(NOW) - 660)),
    "eleven minutes early": lambda w: forged(w, stamp=str(int(NOW) + 660)),
    "six hundred and one seconds old": lambda w: forged(w, stamp=str(int(NOW) - 601)),
    "a time with blanks": lambda w: forged(w, stamp=f" {int(NOW)}"),
    "a time in other digits": lambda w: forged(w, stamp="１７９５００００００"),
    "no nonce": lambda w: forged(w, nonce=""),
    "a nonce beyond all measure": lambda w: forged(w, nonce="9" * 5000),
    "in plain mode": lambda w: forged(w, encrypt_type="raw"),
    "without its mode": lambda w: forged(w, encrypt_type=""),
    "signed with another token": lambda w: forged(
        w, msg_signature=Account(APPID, "guessed", KEY, "").signed(str(int(NOW)), "n1", "x")
    ),
    "re-encrypted under another key, under the old signature": lambda w: forged(
        w, body=encrypted_body(Account(APPID, TOKEN, new_aes_key(), "").encrypt(b"<xml></xml>"))
    ),
    "re-encrypted under another key and signed": lambda w: forged(
        w, sealed=Account(APPID, TOKEN, new_aes_key(), "").encrypt(genuine(w))
    ),
    "the ciphertext of another message": lambda w: forged(
        w, body=encrypted_body(w.account.encrypt(genuine(w)))
    ),
    "plain text beside the cipher": lambda w: forged(
        w,
        body=encrypted_body(
            sealed := w.account.encrypt(genuine(w)), f"<FromUserName>{cdata('oMallory')}</FromUserName>"
        ),
        msg_signature=w.account.signed(str(int(NOW)), "n1", sealed),
    ),
    "the app's id with more behind it": lambda w: forged(
        w, sealed=w.account.encrypt(genuine(w), appid=APPID + "x")
    ),
    "the app's id cut short": lambda w: forged(w, sealed=w.account.encrypt(genuine(w), appid=APPID[:-1])),
    "no time": lambda w: forged(w, stamp="soon"),
    "plain text under a genuine signature": lambda w: forged(w, body=genuine(w)),
    "another account's message": lambda w: forged(
        w, sealed=w.account.encrypt(b"<xml></xml>", appid="wx0other")
    ),
    "truncated": lambda w: forged(w, sealed=w.account.encrypt(b"<xml></xml>")[:-8]),
    "not base64": lambda w: forged(w, sealed="§§§§"),
    "a document type": lambda w: forged(
        w, body=b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>'
    ),
    "another encoding": lambda w: forged(w, body=b'<?xml version="1.0" encoding="utf-16"?><xml/>'),
    "two Encrypts": lambda w: forged(w, body=b"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>"),
    "nothing inside": lambda w: forged(w, sealed=w.account.encrypt(b"")),
    "no message inside": lambda w: forged(w, sealed=w.account.encrypt(b"<xml><a>1</a></xml>")),
    "no number": lambda w: forged(
        w,
        sealed=w.account.encrypt(
            b"<xml><ToUserName>g</ToUserName><FromUserName>o</FromUserName><CreateTime>1</CreateTime>"
            b"<MsgType>text</MsgType><Content>1</Content></xml>"
        ),
    ),
    "empty": lambda w: forged(w, body=b""),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_what_is_not_genuine_is_refused_without_a_word(tmp_path: Path, name: str) -> None:
    async def scene(wechat: WeChat, store: RelayStore) -> None:
        query = FORGERIES[name](wechat)
        body = query.pop("body")
        answer = await wechat._client.post(wechat.account.url, params=query, content=body)
        assert answer.status_code == 403
        assert answer.content == b""
        assert await store.read(lambda work: work.talks.talk("cake", "oAmy")) is None

    run(tmp_path, scene)


def test_a_body_beyond_64_kib_is_not_read(tmp_path: Path) -> None:
    async def scene(wechat: WeChat, _store: RelayStore) -> None:
        answer = await wechat._client.post(wechat.account.url, content=b"x" * 70_000)
        assert answer.status_code == 413
        assert (await wechat._client.post("/wechat/nobody", content=b"x")).status_code == 404

    run(tmp_path, scene)


def sealed_query(account: Account, sealed: str) -> dict[str, str]:
    stamp = str(int(NOW))
    signed = account.signed(stamp, "n", sealed)
    return {"encrypt_type": "aes", "timestamp": stamp, "nonce": "n", "msg_signature": signed}


@given(st.binary(max_size=300), st.integers(0, 40))
def test_whatever_is_inside_a_genuine_envelope_is_opened_or_refused(inside: bytes, cut: int) -> None:
    """Half of the fuzz that matters: signed and encrypted with the right keys, and nonsense inside."""
    account = Account(APPID, TOKEN, KEY, "")
    envelope = Envelope(APPID, TOKEN, KEY)
    sealed = account.encrypt(inside)
    body = f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode()
    assert envelope.open(sealed_query(account, sealed), body, NOW) == Sealed(inside)
    short = sealed[: len(sealed) - cut]
    again = envelope.open(
        sealed_query(account, short), f"<xml><Encrypt>{short}</Encrypt></xml>".encode(), NOW
    )
    assert isinstance(again, Sealed | Refusal)


@given(st.binary(min_size=1, max_size=20).map(lambda blocks: blocks * 16))
def test_any_blocks_at_all_are_refused_not_raised(blocks: bytes) -> None:
    account = Account(APPID, TOKEN, KEY, "")
    sealed = base64.b64encode(blocks).decode()
    found = Envelope(APPID, TOKEN, KEY).open(
        sealed_query(account, sealed), f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode(), NOW
    )
    assert isinstance(found, Refusal)


@pytest.mark.parametrize("pad", [0, 33, 200])
def test_wrong_padding_and_lengths_are_refused(pad: int) -> None:
    account, text = Account(APPID, TOKEN, KEY, ""), b"<xml></xml>"
    block = secrets.token_bytes(16) + struct.pack(">I", len(text)) + text + APPID.encode()
    padded = block + bytes((pad,)) * (32 - len(block) % 32)
    sealed = account.encrypted(padded)
    found = Envelope(APPID, TOKEN, KEY).open(
        sealed_query(account, sealed), f"<xml><Encrypt>{sealed}</Encrypt></xml>".encode(), NOW
    )
    assert found == Refusal("padding")


@given(st.text(max_size=3000))
def test_no_text_breaks_out_of_a_reply(text: str) -> None:
    xml = text_reply("oAmy", "gh_1", NOW, text)
    reply = texts(xml.encode())
    assert set(reply) == {"ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"}
    legal = "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    cut = legal.encode()[:MAX_TEXT].decode("utf-8", "ignore")
    assert reply["Content"] == cut.replace("\r\n", "\n").replace("\r", "\n")  # as XML reads line ends


@given(st.binary(max_size=400))
def test_any_bytes_are_xml_or_none(raw: bytes) -> None:
    found = read_xml(raw)
    assert found is None or all(isinstance(value, str) for value in found.values())


@pytest.mark.parametrize(
    ("token", "key", "words"),
    [
        ("", KEY, "no token"),
        ("tok", "short", "no EncodingAESKey"),
        ("tok", "§" * 43, "no EncodingAESKey"),
        ("tok", "", "no EncodingAESKey"),
    ],
)
def test_an_account_without_its_keys_is_a_fault_of_the_file(token: str, key: str, words: str) -> None:
    with pytest.raises(ConfigFault, match=words):
        Envelope(APPID, token, key)
