"""The READMEs keep their word: links lead somewhere, the settings load, the signed order would be accepted."""

import os
import re
import shutil
import subprocess
import time
import tomllib
from pathlib import Path

import pytest

from desk.domain.paying import PayRules
from desk.relay.config import load_relay
from desk.settings import load
from desk.sources.webhook import signing_key, verify
from tests.fakes.wechat_pay import Merchant

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")]
READMES = PAGES[:2]
SHELL = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("openssl")), reason="this machine has no openssl"
)


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", READMES, ids=lambda path: path.name)
def test_the_settings_shown_are_settings_the_desk_takes(page: Path, tmp_path: Path) -> None:
    example, paying, relay, pay, shops = blocks(page, "toml")
    (tmp_path / "desk.toml").write_text(paying, encoding="utf-8")
    assert load(tmp_path).paying == PayRules(("wechat", "cash-on-delivery"), 30)
    (tmp_path / "desk.toml").write_text(example, encoding="utf-8")
    settings = load(tmp_path)
    assert [printer.name for printer in settings.shop.printers] == ["kitchen"]
    assert [source.name for source in settings.sources] == ["website"]
    (tmp_path / "desk.toml").write_text(shops, encoding="utf-8")
    assert [source.kind for source in load(tmp_path).sources] == ["woocommerce", "shopify", "weixin-store"]
    (tmp_path / "relay.toml").write_text(relay, encoding="utf-8")
    (account,) = load_relay(tmp_path / "relay.toml").accounts.values()
    assert account.progress_notice is not None and account.owner_notice is not None
    assert (account.owners, account.service_messages) == (("oOwnersOpenid",), 5)
    merchant = Merchant()
    merchant.toml(tmp_path, "")
    (tmp_path / "merchant.pem").rename(tmp_path / "apiclient_key.pem")
    (tmp_path / "wechat.pem").rename(tmp_path / "pub_key.pem")
    (tmp_path / "relay.toml").write_text(relay + pay, encoding="utf-8")
    till = load_relay(tmp_path / "relay.toml", {"WECHAT_APIV3_KEY": "x" * 32}).pay
    assert till is not None and till.account == "cake"


@SHELL
@pytest.mark.parametrize("page", READMES, ids=lambda path: path.name)
def test_the_order_shown_is_signed_as_the_desk_wants_it(page: Path, tmp_path: Path) -> None:
    (example,) = blocks(page, "sh")
    settings, *_others = blocks(page, "toml")
    curl = tmp_path / "curl"
    curl.write_text('#!/bin/sh\nprintf "%s\\0" "$@"\n', encoding="utf-8")
    curl.chmod(0o755)
    environ = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    sent = subprocess.run(["bash", "-c", example], capture_output=True, check=True, env=environ).stdout
    words = sent.decode("utf-8").split("\0")
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    body = words[words.index("--data-binary") + 1].encode("utf-8")
    secret = tomllib.loads(settings)["sources"][0]["secret"]
    verify(signing_key(secret), headers, body, time.time())  # raises where the desk would refuse
