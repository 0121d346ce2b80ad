"""A link to the menu page is its customer's alone, for a day; and there is none until the page is switched on."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.errors import ConfigFault
from desk.relay.config import RelaySettings, load_relay
from desk.relay.menu_link import LASTS, MenuLinks
from tests.unit.relay.test_desk_side import CONFIG, NOW

OPENID = "oAmy_000-0000000000000000000"


def settings(tmp_path: Path, more: str = "") -> RelaySettings:
    path = tmp_path / "relay.toml"
    path.write_text(CONFIG.replace("[relay]\n", f"[relay]\n{more}\n", 1), encoding="utf-8")
    return load_relay(path)


def ticket(links: MenuLinks, openid: str = OPENID) -> str:
    return links.link("cake", openid, NOW).rpartition("/")[2]


@pytest.fixture
def links(tmp_path: Path) -> MenuLinks:
    made = settings(tmp_path)
    return MenuLinks(made.public_url, made.accounts)


def test_a_link_names_its_customer_until_it_ends(links: MenuLinks) -> None:
    assert links.link("cake", OPENID, NOW).startswith(f"https://shop.example.com/m/cake/{OPENID}.")
    assert links.openid("cake", ticket(links), NOW) == OPENID
    assert links.openid("cake", ticket(links), NOW + LASTS - 1) == OPENID
    assert links.openid("cake", ticket(links), NOW + LASTS) is None


def test_no_part_of_a_link_can_be_another(links: MenuLinks) -> None:
    openid, until, signature = ticket(links).split(".")
    forged = [
        ("big", f"{openid}.{until}.{signature}"),
        ("nobody", f"{openid}.{until}.{signature}"),
        ("cake", f"oBob{openid[4:]}.{until}.{signature}"),
        ("cake", f"{openid}.{int(until) + 1}.{signature}"),
        ("cake", f"{openid}.0{until}.{signature[:-1]}"),
        ("cake", f"{openid}.{until}.{'A' * 43}"),
        ("cake", f"{openid}.{until}."),
        ("cake", f"{openid}.{until}.{signature}\n"),
        ("cake", f"{openid}.{'9' * 5000}.{signature}"),
        ("cake", f"{openid}.{until}.{signature[:-1]}é"),
        ("cake", ""),
    ]
    assert [links.openid(account, text, NOW) for account, text in forged] == [None] * len(forged)


def test_another_secret_ends_all_links(links: MenuLinks, tmp_path: Path) -> None:
    made = settings(tmp_path)
    cake = replace(made.accounts["cake"], token="another")
    assert MenuLinks(made.public_url, {"cake": cake}).openid("cake", ticket(links), NOW) is None


def test_the_page_is_off_unless_switched_on(tmp_path: Path) -> None:
    assert not settings(tmp_path).menu_page
    assert settings(tmp_path, "menu_page = true").menu_page
    with pytest.raises(ConfigFault, match="neither true nor false"):
        settings(tmp_path, 'menu_page = "yes"')
