"""`[pay]` of relay.toml is read with its keys, or told what is wrong with it."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from desk.errors import ConfigFault
from desk.relay.config import RelaySettings, load_relay
from tests.fakes.wechat_pay import Merchant

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SHOP = Merchant()


def accounts(*kinds: str) -> str:
    return "".join(
        f'[[accounts]]\nid = "{kind}"\ntype = "{kind}"\nappid = "wx0{kind}"\ntoken = "t"\naes_key = "{KEY}"\n'
        for kind in kinds
    )


def load(folder: Path, pay: str, *kinds: str, environ: dict[str, str] | None = None) -> RelaySettings:
    file = folder / "relay.toml"
    file.write_text(accounts(*(kinds or ("personal", "service"))) + pay, encoding="utf-8")
    return load_relay(file, environ or {})


def good(folder: Path) -> str:
    return SHOP.toml(folder, "https://api.mch.weixin.qq.com", certificate=True)


def test_without_it_there_is_no_pay(tmp_path: Path) -> None:
    assert load(tmp_path, "").pay is None


def test_it_is_read(tmp_path: Path) -> None:
    found = load(tmp_path, good(tmp_path)).pay
    assert found is not None
    assert (found.mchid, found.account, found.appid) == (SHOP.mchid, "service", "wx0service")
    assert found.api_v3_key == SHOP.api_v3_key
    assert found.keys[SHOP.public_key_id].public_numbers() == SHOP.wechat_key.public_key().public_numbers()
    serial = f"{SHOP.certificate().serial_number:X}"
    assert found.keys[serial].public_numbers() == SHOP.old_key.public_key().public_numbers()
    shown = repr(found)
    assert SHOP.api_v3_key.decode() not in shown
    assert "BEGIN" not in shown


def test_keys_may_stand_in_the_file_itself_or_in_the_environment(tmp_path: Path) -> None:
    text = good(tmp_path)
    private = (tmp_path / "merchant.pem").read_text("ascii")
    text = text.replace('private_key = "merchant.pem"', f'private_key = """\n{private}"""')
    text = text.replace('public_key = "wechat.pem"', 'public_key = "env:WECHAT_PEM"')
    text = text.replace(f'api_v3_key = "{SHOP.api_v3_key.decode()}"', 'api_v3_key = "env:V3"')
    for name in ("merchant.pem", "wechat.pem"):
        (tmp_path / name).rename(tmp_path / f"gone-{name}")
    environ = {
        "WECHAT_PEM": (tmp_path / "gone-wechat.pem").read_text("ascii"),
        "V3": SHOP.api_v3_key.decode(),
    }
    found = load(tmp_path, text, environ=environ).pay
    assert found is not None
    assert found.private_key == private


def test_the_account_may_be_named(tmp_path: Path) -> None:
    text = good(tmp_path).replace("[pay]\n", '[pay]\naccount = "test"\n')
    found = load(tmp_path, text, "service", "test").pay
    assert found is not None
    assert (found.account, found.appid) == ("test", "wx0test")


@pytest.mark.parametrize("name", ["personal", "verified"])
def test_other_accounts_cannot_be_paid(tmp_path: Path, name: str) -> None:
    text = good(tmp_path)
    with pytest.raises(ConfigFault, match="needs an account that WeChat Pay can be bound to"):
        load(tmp_path, text, name)
    with pytest.raises(ConfigFault, match="account is an account that WeChat Pay cannot be bound to"):
        load(tmp_path, text.replace("[pay]\n", f'[pay]\naccount = "{name}"\n'), "service", name)


WRONG = (
    ("mchid", '"19000"', "mchid is no merchant number"),
    ("mchid", "1900000001", "mchid must be a text"),
    ("account", '"pie"', 'account is "pie"'),
    ("serial", '"wx"', "serial is no certificate's serial number"),
    ("api_v3_key", '"short"', "api_v3_key does not have 32 bytes"),
    ("api_v3_key", '"env:NOWHERE"', "environment variable NOWHERE"),
    ("private_key", '"nowhere.pem"', "private_key names no file that can be read"),
    ("private_key", '"wechat.pem"', "private_key is no RSA key without a password"),
    ("private_key", '"curve.pem"', "private_key is no RSA key without a password"),
    ("private_key", '"relay.toml"', "private_key names a file that is no PEM"),
    ("private_key", "5", "private_key is missing"),
    ("public_key_id", '"5157F09EFDC096DE"', "public_key_id is no public key's id"),
    ("public_key", '"old.pem"', "public_key is no RSA public key"),
    ("public_key", '"curve_public.pem"', "public_key is no RSA public key"),
    ("certificates", '["wechat.pem"]', "certificates holds what is no certificate"),
    ("certificates", '"old.pem"', "certificates must be a list"),
    ("api_base", '"api.mch.weixin.qq.com"', "api_base is no web address"),
)


@pytest.mark.parametrize(("key", "value", "words"), WRONG)
def test_what_is_wrong_is_told(tmp_path: Path, key: str, value: str, words: str) -> None:
    lines = [line for line in good(tmp_path).splitlines() if not line.startswith(f"{key} =")]
    curve = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "curve.pem").write_bytes(
        curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (tmp_path / "curve_public.pem").write_bytes(
        curve.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(ConfigFault, match=words):
        load(tmp_path, "\n".join([*lines, f"{key} = {value}", ""]))


@pytest.mark.parametrize(
    "key", ["mchid", "serial", "api_v3_key", "private_key", "public_key_id", "public_key"]
)
def test_what_is_missing_is_told(tmp_path: Path, key: str) -> None:
    lines = [line for line in good(tmp_path).splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(ConfigFault, match=f"{key} is missing"):
        load(tmp_path, "\n".join([*lines, ""]))
