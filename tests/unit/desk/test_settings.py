"""desk.toml: what it means, and one clear sentence for each way it can be wrong."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk.domain.shop import PrinterRule, Shop, SourceRule
from desk.domain.stations import Station
from desk.errors import ConfigFault, EnvironmentFault, NotFound
from desk.settings import Settings, config_path, keep_secret, load, parse, write_default
from desk.settings.upgrades import SCHEMA

PROFILES = ("epson-80mm", "generic-80mm-gbk", "generic-58mm-gbk")
#: Word for word from the design, with a token that is there.
EXAMPLE = """
[shop]
name = "大C甜品"
language = "zh_CN"            # zh_CN (default) · zh_TW · en
timezone = "Asia/Shanghai"
currency = "CNY"

[store]
url = "sqlite"                # or postgresql+psycopg://…

[api]                         # the desk's own listener: webhooks in, read-only status out
listen = "127.0.0.1:8710"
token = "env:DESK_API_TOKEN"  # bearer for the read endpoints; the webhook has its own secret

[[printers]]
name = "kitchen"
on_uncertain = "reprint"
uri = "socket://192.168.1.50:9100"
profile = "generic-80mm-gbk"

[[printers]]
name = "counter"
on_uncertain = "ask"
uri = "sim://counter"
profile = "epson-80mm"

[[stations]]
name = "kitchen"
printers = ["kitchen", "counter"]    # first is primary, the rest take over when it cannot print
ticket = "kitchen"                   # the layout: kitchen or counter, or one of your own
categories = ["*"]
copies = 1

[[sources]]
kind = "webhook"
name = "website"
secret = "whsec_c2VjcmV0"
auto_accept = true

[[sources]]
kind = "relay"
name = "wechat"
url = "http://127.0.0.1:8720"
"""
PRINTER = '[[printers]]\nname = "kitchen"\nuri = "sim://kitchen"\n'


def read(text: str, directory: Path = Path("/shop"), **environ: str) -> Settings:
    return parse(text.encode(), directory, environ, lambda: PROFILES)


def test_the_designs_example(caplog: pytest.LogCaptureFixture):
    settings = read(EXAMPLE, DESK_API_TOKEN="t0k")
    assert settings.shop == Shop(
        name="大C甜品",
        printers=(
            PrinterRule("kitchen", "socket://192.168.1.50:9100", "generic-80mm-gbk"),
            PrinterRule("counter", "sim://counter", "epson-80mm", "ask"),
        ),
        stations=(Station("kitchen", ("kitchen", "counter")),),
        sources=(SourceRule("website", "webhook", True), SourceRule("wechat", "relay", "paid")),
    )
    assert (settings.store.url, settings.store.shared) == ("sqlite", False)
    assert (settings.api.host, settings.api.port, settings.api.token) == ("127.0.0.1", 8710, "t0k")
    assert settings.source("website").secret.reveal() == "whsec_c2VjcmV0"
    assert settings.source("wechat").options == {"url": "http://127.0.0.1:8720"}
    assert not settings.source("wechat").secret.at_hand  # pairing keeps it in the key store
    with pytest.raises(NotFound):
        settings.source("nobody")
    assert not caplog.text
    for word in ("t0k", "c2VjcmV0"):
        assert word not in repr(settings)


def test_without_a_file_the_built_in_settings_are_a_usable_empty_shop(tmp_path: Path):
    settings = load(tmp_path / "nowhere")
    assert settings.shop == Shop()
    assert (settings.api.host, settings.api.port, settings.api.token) == ("127.0.0.1", 8710, "")
    assert settings.sources == ()


def test_the_starter_file_says_what_is_built_in(tmp_path: Path):
    path = config_path(tmp_path / "new")
    assert write_default(path)
    written, builtin = load(path.parent), load(tmp_path / "nowhere")
    assert (written.shop, written.store, written.api) == (builtin.shop, builtin.store, builtin.api)
    path.write_text("[shop]\n", encoding="utf-8")
    assert not write_default(path)
    assert path.read_text(encoding="utf-8") == "[shop]\n"
    with pytest.raises(EnvironmentFault):
        write_default(path / "below-a-file" / "desk.toml")


def test_the_starter_files_examples_are_right(tmp_path: Path):
    path = config_path(tmp_path)
    write_default(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    keys = [
        line[2:] for line in lines if line.startswith("# ") and (" = " in line or line.startswith("# [["))
    ]
    examples = [line for line in keys if not line.startswith(("uri:", "profile:"))]
    body = [line for line in lines if not line.startswith("#")]
    at = body.index("[store]")
    top = [line for line in examples if line.startswith(("preorders", "late_after", "stale_after"))]
    rest = [line for line in examples if line not in top and not line.startswith("token")]
    settings = parse("\n".join(body[:at] + top + body[at:] + rest).encode(), tmp_path, {})
    assert [s.name for s in settings.shop.stations] == ["kitchen"]
    assert settings.shop.sources == (
        SourceRule("website", "webhook", "paid"),
        SourceRule("woo", "woocommerce", "paid"),
    )


def test_printers_without_stations_still_print_every_order():
    shop = read(PRINTER).shop
    assert shop.stations == (Station("counter", ("kitchen",), layout="counter"),)
    assert read(PRINTER + "stations = []\n").shop.stations != ()


def test_everything_that_can_be_set():
    text = """
schema = 1
[shop]
language = "en"
timezone = "America/New_York"
currency = "USD"
late_after = 90
stale_after = 1.5
preorders = "never"
[store]
url = "env:DB"
[api]
listen = "[::1]:0"
token = "literal"
[[printers]]
name = "甜品 1"
uri = "usb://04b8:0e15/X5"
[[stations]]
name = "drinks"
printers = ["甜品 1"]
ticket = "counter"
categories = ["drink", "饮料"]
copies = 3
prep_minutes = 0
start_after = 0
failover_after = 5
[[sources]]
kind = "webhook"
name = "a"
secret = "env:HOOK"
auto_accept = "paid"
[[sources]]
kind = "shopify"
name = "b"
secret = "x"
auto_accept = false
topic = "orders/create"
"""
    settings = read(text, DB="postgresql+psycopg://desk:pw@db/shop", HOOK="whsec_eA==")
    shop = settings.shop
    assert (shop.language, shop.timezone, shop.currency) == ("en", "America/New_York", "USD")
    assert (shop.late_after, shop.stale_after, shop.preorders) == (90.0, 1.5, "never")
    assert shop.stations == (Station("drinks", ("甜品 1",), "counter", ("drink", "饮料"), 3, 0, 0, 5.0),)
    assert (settings.store.url, settings.store.shared) == ("postgresql+psycopg://desk:pw@db/shop", True)
    assert "pw" not in repr(settings)
    assert (settings.api.host, settings.api.port, settings.api.token) == ("::1", 0, "literal")
    assert settings.source("a").secret.reveal() == "whsec_eA=="
    assert shop.sources == (SourceRule("a", "webhook", "paid"), SourceRule("b", "shopify", False))
    assert settings.source("b").options == {"every": 120, "api_version": "2026-10"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[shop\n", ["no valid TOML", "line 1"]),
        ("shop = 3", ["[shop] must be a table"]),
        ("[printers]\nname = 'x'", ["printers must be a list", "[[printers]]"]),
        ("printers = [3]", ["[[printers]] number 1 must be a table"]),
        ('schema = "new"', ["schema must be a whole number"]),
        (f"schema = {SCHEMA + 1}", ["newer version"]),
        ('[shop]\nname = ""', ["[shop] name is empty"]),
        ("[shop]\nname = 3", ["[shop] name must be a text", "Write name ="]),
        ('[shop]\nlanguage = "zh_cn"', ["[shop] language", "zh_CN, zh_TW, en", 'Did you mean "zh_CN"?']),
        ('[shop]\ntimezone = "Asia/Beijing"', ["[shop] timezone", "Asia/Beijing", "Asia/Shanghai"]),
        ('[shop]\ntimezone = "../../etc/passwd"', ["[shop] timezone"]),
        ('[shop]\ntimezone = "Asia"', ["[shop] timezone"]),
        ('[shop]\ncurrency = "¥"', ["[shop] currency", "CNY"]),
        ("[shop]\nlate_after = true", ["[shop] late_after must be a number of seconds"]),
        ("[shop]\nstale_after = -1", ["[shop] stale_after"]),
        ("[shop]\nstale_after = nan", ["[shop] stale_after"]),
        ('[shop]\npreorders = "sometimes"', ["[shop] preorders", "later-day"]),
        ('[store]\nurl = "mysql://x"', ["[store] url", "sqlite"]),
        ('[store]\nurl = "env:NOPE"', ["[store] url", "NOPE", "not set"]),
        ("[api]\nlisten = 8710", ["[api] listen must be a text"]),
        ('[api]\nlisten = "8710"', ["[api] listen", "127.0.0.1:8710"]),
        ('[api]\nlisten = "localhost:99999"', ["[api] listen"]),
        ('[api]\nlisten = ":8710"', ["[api] listen"]),
        ('[api]\nlisten = "::1:8710"', ["[api] listen"]),
        ('[api]\nlisten = "127.0.0.1:８７１０"', ["[api] listen"]),
        ('[[printers]]\nuri = "sim://x"', ["[[printers]] number 1 name is missing", 'Write name = "kitchen"']),
        ('[[printers]]\nname = "x"', ['[[printers]] "x" uri is missing', "socket://"]),
        (PRINTER.replace("sim:", "sokcet:"), ['[[printers]] "kitchen" uri', "sokcet://kitchen", "socket://"]),
        (PRINTER.replace("sim://kitchen", "192.168.1.50"), ["no printer address"]),
        (PRINTER.replace("sim://kitchen", "socket://"), ["names no device"]),
        (PRINTER.replace("sim://kitchen", "socket://host:notaport"), ["names no device"]),
        (PRINTER.replace("sim://kitchen", "socket://host:70000"), ["names no device"]),
        (PRINTER.replace("sim://kitchen", "usb://epson"), ["names no device", "usb://04b8:0e15"]),
        (PRINTER.replace("sim://kitchen", "sim://"), ["names no device"]),
        (PRINTER + 'profile = "epson-80"', ["profile", "epson-80", 'Did you mean "epson-80mm"?']),
        (PRINTER + 'on_uncertain = "hope"', ["on_uncertain", "reprint, ask"]),
        (PRINTER + PRINTER, ['"kitchen" name stands there twice']),
        ('[[stations]]\nname = "k"', ['[[stations]] "k" printers is missing']),
        ('[[stations]]\nname = "k"\nprinters = ["x"]', ['names the printer "x"', "Add a table [[printers]]"]),
        (PRINTER + '[[stations]]\nname = "k"\nprinters = ["kitchn"]', ['"kitchn"', "Write one of: kitchen"]),
        (PRINTER + '[[stations]]\nname = "k"\nprinters = []', ["printers must be a list of names"]),
        (PRINTER + '[[stations]]\nname = "k"\nprinters = "kitchen"', ["printers must be a list of names"]),
        (PRINTER + '[[stations]]\nname = "k"\nprinters = ["kitchen", "kitchen"]', ["names one twice"]),
        (PRINTER + '[[stations]]\nname = "k"\nprinters = ["kitchen"]\ncopies = 0', ["copies", "1 to 20"]),
        (PRINTER + '[[stations]]\nname = "k"\nprinters = ["kitchen"]\nticket = "conter"', ["ticket", 'mean "counter"?']),
        (PRINTER + '[[stations]]\nname = "k"\nprinters = ["kitchen"]\nprep_minutes = 1.5', ["prep_minutes"]),
        ('[[sources]]\nname = "x"', ['[[sources]] "x" kind is missing']),
        ('[[sources]]\nkind = "web"\nname = "x"', ["kind", 'Did you mean "webhook"?']),
        ('[[sources]]\nkind = "webhook"\nname = "x"', ['[[sources]] "x" secret is missing', "whsec_"]),
        ('[[sources]]\nkind = "webhook"\nname = "a/b"\nsecret = "x"', ["slash"]),
        ('[[sources]]\nkind = "webhook"\nname = "x"\nsecret = "env:NOPE"', ["secret", "NOPE", "not set"]),
        ('[[sources]]\nkind = "csv"\nname = "x"\nauto_accept = "yes"', ["auto_accept", "true, false"]),
        ('[[sources]]\nkind = "csv"\nname = "x"\n' * 2, ["twice"]),
        ('[[sources]]\nkind = "csv"\nname = "' + "x" * 61 + '"', ["60 characters"]),
    ],
)  # fmt: skip
def test_each_fault_is_one_sentence_that_says_where_and_what_to_write(text: str, says: list[str]):
    with pytest.raises(ConfigFault) as caught:
        read(text)
    sentence = str(caught.value)
    assert sentence.startswith(str(Path("/shop/desk.toml")))
    assert caught.value.remedy
    assert "\n" not in sentence
    for words in says:
        assert words in sentence


def test_files_that_are_no_utf8_or_cannot_be_read(tmp_path: Path):
    with pytest.raises(ConfigFault, match="not UTF-8"):
        parse('[shop]\nname = "大"'.encode("gbk"), tmp_path)
    assert parse(b"\xef\xbb\xbf[shop]\nname = 'x'", tmp_path).shop.name == "x"
    config_path(tmp_path).mkdir()
    with pytest.raises(ConfigFault, match="cannot be read"):
        load(tmp_path)


def test_unknown_keys_are_a_warning_and_later_tables_are_not(caplog: pytest.LogCaptureFixture):
    text = (
        '[shop]\nnmae = "x"\n[hours]\nmon = ["09:00-18:00"]\n[[areas]]\nname = "a"\n[slots]\n[pay]\n[weather]\n'
        + PRINTER
    )
    settings = read(text + "colour = 3\n")
    assert settings.shop.name == Shop().name
    assert [record.getMessage() for record in caplog.records] == [
        'desk.toml: [[printers]] "kitchen" has an unknown key colour, ignored',
        "desk.toml: [shop] has an unknown key nmae, ignored; did you mean name?",
        "desk.toml: the top level has an unknown key weather, ignored",
    ]


def test_what_is_allowed_but_unwise_is_a_warning(caplog: pytest.LogCaptureFixture):
    read('[api]\nlisten = "0.0.0.0:8710"\n' + PRINTER + PRINTER.replace('name = "kitchen"', 'name = "b"'))
    assert "can be reached from the network" in caplog.text
    assert "same uri as kitchen" in caplog.text


def test_a_missing_token_keeps_nobody_from_printing(caplog: pytest.LogCaptureFixture):
    assert read('[api]\ntoken = "env:NOPE"').api.token == ""
    assert "NOPE" in caplog.text
    assert "answers no questions" in caplog.text


def test_secrets_from_the_file_beside_the_settings(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    file = tmp_path / "secrets.toml"
    file.write_text('"web-hook" = "whsec_eA=="\n', encoding="utf-8")
    file.chmod(0o600)
    text = '[[sources]]\nkind = "webhook"\nname = "x"\nsecret = "keyring:web-hook"\n'
    secret = read(text, tmp_path).source("x").secret
    assert secret.reveal() == "whsec_eA=="
    assert "eA==" not in repr(secret)
    assert not caplog.text
    file.write_text("no toml", encoding="utf-8")
    with pytest.raises(ConfigFault, match=r"secrets\.toml"):
        read(text, tmp_path).source("x").secret.reveal()


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_secrets_file_others_can_read_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    file = tmp_path / "secrets.toml"
    file.write_text('x = "y"\n', encoding="utf-8")
    file.chmod(0o644)
    read('[[sources]]\nkind = "webhook"\nname = "x"\nsecret = "keyring:x"\n', tmp_path).source(
        "x"
    ).secret.reveal()
    assert "0600" in caplog.text


class Vault:
    """A key store in memory, with keyring's functions; broken on demand."""

    def __init__(self, broken: bool = False) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.broken = broken

    def get_password(self, service: str, name: str) -> str | None:
        self.check()
        return self.held.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self.check()
        self.held[service, name] = value

    def check(self) -> None:
        import keyring.errors

        if self.broken:
            raise keyring.errors.NoKeyringError("none here")


@pytest.mark.parametrize("broken", [False, True])
def test_secrets_are_kept_in_the_key_store_or_else_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool
):
    import keyring

    vault = Vault(broken)
    monkeypatch.setattr(keyring, "get_password", vault.get_password)
    monkeypatch.setattr(keyring, "set_password", vault.set_password)
    text = '[[sources]]\nkind = "webhook"\nname = "x"\nsecret = "keyring:hook"\n'
    with pytest.raises(ConfigFault, match="keyring:hook"):
        read(text, tmp_path).source("x").secret.reveal()
    assert keep_secret(tmp_path, "hook", '老"\\值') == "keyring:hook"
    assert keep_secret(tmp_path, "other", "2") == "keyring:other"
    assert read(text, tmp_path).source("x").secret.reveal() == '老"\\值'
    file = tmp_path / "secrets.toml"
    assert file.exists() is broken
    if broken and os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    vault.broken = False  # a key store appeared: the newest value counts, the file forgets
    keep_secret(tmp_path, "hook", "new")
    assert read(text, tmp_path).source("x").secret.reveal() == "new"


def test_importing_and_loading_settings_is_cheap(tmp_path: Path):
    code = (
        "import sys, pathlib; import desk.settings; desk.settings.load(pathlib.Path(sys.argv[1]));"
        "print([m for m in ('keyring','platformdirs','PIL','sqlalchemy','asyncio','h11','PySide6') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_profiles_of_the_printers_package_are_known(tmp_path: Path):
    config_path(tmp_path).write_text(PRINTER + 'profile = "oneway-58mm"\n', encoding="utf-8")
    assert load(tmp_path).shop.printers[0].profile == "oneway-58mm"
    with pytest.raises(ConfigFault, match="epson-80mm"):
        parse((PRINTER + 'profile = "nothing"').encode(), tmp_path)


def test_the_logger_is_by_topic(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, "desk.settings"):
        read("x = 1")
    assert {record.name for record in caplog.records} == {"desk.settings"}


WOO = '[[sources]]\nkind = "woocommerce"\nname = "woo"\n'


def test_a_shop_system() -> None:
    text = (
        WOO
        + 'url = "https://shop.example.com"\nkey = "env:K"\nsecret = "cs"\nwebhook_secret = "env:W"\ncheck_every = 60\n'
    )
    options = read(text, K="ck", W="hook").source("woo").options
    assert (options["url"], options["every"]) == ("https://shop.example.com", 60)
    assert (options["key"].reveal(), options["webhook_secret"].reveal()) == ("ck", "hook")
    assert read(WOO + 'webhook_secret = "x"').source("woo").options["every"] == 120


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ["url is missing, and so is webhook_secret"]),
        ('url = "https://shop.example.com"\n', ["key is missing"]),
        ('url = "https://shop.example.com"\nkey = "k"\n', ["secret is missing"]),
        ('webhook_secret = "env:GONE"\n', ["GONE", "not set"]),
        ('webhook_secret = "x"\ncheck_every = 1\n', ["check_every", "from 30 to 3600"]),
    ],
)
def test_a_shop_system_that_cannot_be_asked(text: str, says: list[str]) -> None:
    with pytest.raises(ConfigFault) as fault:
        read(WOO + text)
    assert all(word in str(fault.value) for word in ['"woo"', *says])


def test_other_shop_systems() -> None:
    text = '[[sources]]\nkind = "shopify"\nname = "s"\nsecret = "x"\nurl = "https://c.myshopify.com"\ntoken = "env:T"\n'
    options = read(text, T="shpat").source("s").options
    assert (options["url"], options["token"].reveal()) == ("https://c.myshopify.com", "shpat")
    store = read('[[sources]]\nkind = "weixin-store"\nname = "s"\n').source("s").options
    assert store == {"every": 120, "relay": "wechat"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('kind = "shopify"\n', "secret is missing"),
        ('kind = "shopify"\nsecret = "x"\nurl = "https://c.myshopify.com"\n', "token is missing"),
        ('kind = "shopify"\nsecret = "x"\ntoken = "t"\n', "url is missing"),
        ('kind = "shopify"\nsecret = "x"\napi_version = "latest"\n', "no version of Shopify's API"),
        ('kind = "weixin-store"\nrelay = 5\n', "relay must be a text"),
    ],
)
def test_other_shop_systems_that_cannot_be_asked(text: str, says: str) -> None:
    with pytest.raises(ConfigFault, match=says):
        read(f'[[sources]]\nname = "s"\n{text}')
