"""Pairing with a relay, and taking it back: each way to fail is told apart, and nothing is left half done."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from desk.app.pairing import PairingFault, pair_with_relay, unpair
from desk.errors import ConfigFault
from desk.settings import load
from desk.settings.edits import add_source, remove_source
from desk.sources.relay_line import travels_openly

URL = "https://shop.example.com/relay"


@pytest.fixture(autouse=True)
def no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def relay(
    status: int = 200, answer: object = None, *, apart: float = 0.0, died: bool = False
) -> httpx.MockTransport:
    """A relay that answers so; `apart` seconds is how far its clock is from ours."""

    def handle(request: httpx.Request) -> httpx.Response:
        if died:
            raise httpx.ConnectError("no route")
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=apart), usegmt=True)
        if request.url.path == "/relay/health":
            return httpx.Response(200, text="ok", headers={"date": date})
        assert request.url.path == "/relay/v1/pair"
        assert json.loads(request.content)["code"] == "123456"
        return httpx.Response(status, json={"device": "desk-1", "accounts": []} if answer is None else answer)

    return httpx.MockTransport(handle)


def test_pairing_writes_the_source_and_keeps_the_key_apart(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text('# mine\n[shop]\nname = "x"\n', encoding="utf-8")
    assert pair_with_relay(load(tmp_path), f" {URL}/ ", "123 456", relay()) == "wechat"
    text = (tmp_path / "desk.toml").read_text(encoding="utf-8")
    assert text.startswith('# mine\n[shop]\nname = "x"\n')
    settings = load(tmp_path)
    (source,) = settings.sources
    assert (source.kind, source.options["url"], source.rule.auto_accept) == ("relay", URL, True)
    first = source.secret.reveal()
    assert first.startswith("desk-1:")
    assert first not in text
    assert pair_with_relay(settings, URL, "123456", relay()) == "wechat"
    again = load(tmp_path)
    assert len(again.sources) == 1
    assert again.sources[0].secret.reveal() != first


@pytest.mark.parametrize(
    ("url", "code", "far", "reason"),
    [
        ("shop.example.com", "123456", relay, "address"),
        ("https://shop.example.com/?a=1", "123456", relay, "address"),
        ("http://shop.example.com", "123456", relay, "insecure"),
        ("http://192.168.1.4:8720", "123456", relay, "insecure"),
        (URL, "12345", relay, "digits"),
        (URL, "123456", lambda: relay(died=True), "unreachable"),
        (URL, "123456", lambda: relay(apart=400), "clock"),
        (URL, "123456", lambda: relay(apart=-400), "clock"),
        (URL, "123456", lambda: relay(404, "hm"), "no-relay"),
        (URL, "123456", lambda: relay(403, {"detail": "No.", "reason": "wrong-code"}), "wrong-code"),
        (URL, "123456", lambda: relay(403, {"detail": "No.", "reason": "void-code"}), "void-code"),
        (URL, "123456", lambda: relay(403, {"detail": "No.", "reason": "else"}), "refused"),
    ],
)
def test_what_can_go_wrong_is_told_apart_and_changes_nothing(
    tmp_path: Path, url: str, code: str, far: Callable[[], httpx.MockTransport], reason: str
) -> None:
    with pytest.raises(PairingFault) as caught:
        pair_with_relay(load(tmp_path), url, code, far())
    assert caught.value.reason == reason
    assert caught.value.what.endswith(".")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "openly"),
    [
        ("https://shop.example.com", False),
        ("http://127.0.0.1:8720", False),
        ("http://localhost:8720", False),
        ("http://[::1]:8720", False),
        ("http://10.0.0.2", True),
        ("http://localhost.example.com", True),
    ],
)
def test_keys_go_over_https_or_stay_on_this_computer(url: str, openly: bool) -> None:
    assert travels_openly(url) is openly


def test_unpairing_takes_out_that_source_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(
        '[shop]\nname = "甲"\n\n[[sources]] # the site\nkind = "webhook"\nname = "website"\nsecret = "whsec_TWlu"\n',
        encoding="utf-8",
    )
    pair_with_relay(load(tmp_path), URL, "123456", relay())
    with path.open("a", encoding="utf-8") as file:
        file.write('\n# the printer at the back\n[[printers]]\nname = "kitchen"\nuri = "sim://kitchen"\n')
    before = path.read_text(encoding="utf-8")
    unpair(load(tmp_path), "wechat")
    after = path.read_text(encoding="utf-8")
    assert [source.name for source in load(tmp_path).sources] == ["website"]
    assert "# the printer at the back\n[[printers]]" in after and "# the site" in after
    assert len(before) - len(after) > 0
    assert "relay-wechat" not in (tmp_path / "secrets.toml").read_text(encoding="utf-8")


def test_what_only_a_person_can_take_out_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    text = 'sources = [{kind = "relay", name = "wechat", url = "https://a.example"}]\n'
    path.write_text(text, encoding="utf-8")
    for name in ("wechat", "nobody"):
        with pytest.raises(ConfigFault):
            remove_source(path, name)
    assert path.read_text(encoding="utf-8") == text


def test_a_table_is_written_as_toml_whatever_its_text(tmp_path: Path) -> None:
    add_source(tmp_path / "desk.toml", {"kind": "relay", "name": 'a"\\b', "url": URL, "auto_accept": False})
    (source,) = load(tmp_path).sources
    assert (source.name, source.rule.auto_accept) == ('a"\\b', False)
