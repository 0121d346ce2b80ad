"""What an account of relay.toml may say about sending, and what is refused with a sentence."""

from pathlib import Path

import pytest

from desk.errors import ConfigFault
from desk.relay.config import Account, NoticeTemplate, load_relay

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def account(folder: Path, lines: str) -> Account:
    file = folder / "relay.toml"
    file.write_text(
        f'[[accounts]]\nid = "cake"\ntype = "service"\nappid = "wx0"\ntoken = "t"\naes_key = "{KEY}"\n{lines}\n',
        encoding="utf-8",
    )
    return load_relay(file).accounts["cake"]


def test_without_them_five_messages_nobody_and_no_template(tmp_path: Path) -> None:
    found = account(tmp_path, "")
    assert (found.owners, found.service_messages, found.progress_notice, found.owner_notice) == (
        (),
        5,
        None,
        None,
    )


def test_they_are_read(tmp_path: Path) -> None:
    found = account(
        tmp_path,
        'owners = ["oBoss", "oWife"]\nservice_messages = 20\n'
        'progress_notice = { template = "T1", values = { phrase2 = "{state}" } }',
    )
    assert (found.owners, found.service_messages) == (("oBoss", "oWife"), 20)
    assert found.progress_notice == NoticeTemplate("T1", {"phrase2": "{state}"})


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('owners = "oBoss"', "owners must be a list"),
        ('owners = ["王小明"]', "owners holds what is no openid"),
        ("service_messages = 0", "service_messages must be a whole number"),
        ('progress_notice = "T1"', "progress_notice must be a table"),
        ('progress_notice = { values = { a1 = "x" } }', "template is missing"),
        ('progress_notice = { template = "T1" }', "values is missing"),
        ('progress_notice = { template = "T1", values = { a1 = 5 } }', "a1 must be a text"),
        ('api_base = "api.weixin.qq.com"', "api_base is no web address"),
        ('api_base = "https://"', "api_base is no web address"),
        ('api_base = "https://a.example/?x=1"', "api_base is no web address"),
    ],
)
def test_what_is_none_is_told(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(ConfigFault, match=words):
        account(tmp_path, line)
