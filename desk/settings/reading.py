"""desk.toml to settings: each table's keys, defaults and rules."""

import logging
import os
import tomllib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from desk.domain.shop import AutoAccept, PrinterRule, Shop, SourceRule
from desk.domain.stations import Station
from desk.errors import ConfigFault
from desk.settings.alarm import read_alarm
from desk.settings.chat import read_chat
from desk.settings.checks import check_currency, check_timezone, check_uri, listen_address
from desk.settings.folder import config_path
from desk.settings.model import ApiSettings, Settings, SourceSettings, StoreSettings
from desk.settings.paying import read_paying
from desk.settings.secrets import Secret
from desk.settings.shop_systems import read_shop_system
from desk.settings.tables import Table
from desk.settings.trading import read_trading
from desk.settings.upgrades import upgrade

LANGUAGES = ("zh_CN", "zh_TW", "en")
LAYOUTS = ("kitchen", "counter")
SOURCE_KINDS = ("relay", "webhook", "woocommerce", "shopify", "weixin-store", "csv", "counter", "demo")
#: Kinds whose sender proves itself with a secret that must be known beforehand.
_SIGNED = frozenset({"webhook", "shopify"})
#: Tables that belong to other parts of the desk.
_ELSEWHERE = ("pay",)
_DEFAULTS = Shop()
_log = logging.getLogger("desk.settings")


def load(
    data_dir: Path,
    environ: Mapping[str, str] | None = None,
    profiles: Callable[[], Collection[str]] | None = None,
) -> Settings:
    """The settings of a data folder; the built-in ones where it has no desk.toml.

    `profiles` gives the known printer profiles (default: those of the printers package). Raises
    ConfigFault with one sentence about the first thing that is wrong.
    """
    path = config_path(data_dir)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except OSError as error:
        raise ConfigFault(
            f"{path} cannot be read: {error.strerror}.",
            "Let this user read the file, or name another folder.",
        ) from None
    return parse(raw, data_dir, environ, profiles)


def parse(
    raw: bytes,
    data_dir: Path,
    environ: Mapping[str, str] | None = None,
    profiles: Callable[[], Collection[str]] | None = None,
) -> Settings:
    """As `load`, from the bytes of a desk.toml, so that a settings page can check before it saves."""
    path = config_path(data_dir)
    top = Table(path, "the top level", upgrade(_document(raw, path), path))
    environ = os.environ if environ is None else environ

    def secret(table: Table, key: str, spec: str) -> Secret:
        return Secret(spec, f"{path}: {table.where} {key}", data_dir, environ)

    printers = _printers(top, profiles or _shipped_profiles)
    stations = _stations(top, printers)
    sources = _sources(top, secret)
    shop = _shop(top.table("shop"), printers, stations, tuple(source.rule for source in sources))
    chat_texts, chat_keywords = read_chat(top.table("chat"))
    settings = Settings(
        data_dir=data_dir,
        path=path,
        shop=shop,
        store=_store(top.table("store"), secret),
        api=_api(top.table("api"), secret),
        sources=sources,
        trading=read_trading(top, shop.currency),
        chat_texts=chat_texts,
        chat_keywords=chat_keywords,
        paying=read_paying(top.table("payments")),
        alarm=read_alarm(top.table("alarm")),
    )
    for name in ("schema", *_ELSEWHERE):
        top.raw(name)
    top.finish()
    return settings


def _document(raw: bytes, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigFault(f"{path} is not UTF-8 text.", "Save it from the editor as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigFault(
            f"{path} is no valid TOML: {error}.", "Mend that line; texts stand in double quotes."
        ) from None


def _shipped_profiles() -> Collection[str]:
    from printers import profile_names

    return profile_names()


def _shop(
    table: Table,
    printers: tuple[PrinterRule, ...],
    stations: tuple[Station, ...],
    sources: tuple[SourceRule, ...],
) -> Shop:
    preorders = table.word("preorders", _DEFAULTS.preorders, ("later-day", "always", "never"))
    shop = Shop(
        name=table.text("name", _DEFAULTS.name),
        language=table.word("language", _DEFAULTS.language, LANGUAGES),
        timezone=check_timezone(table, table.text("timezone", _DEFAULTS.timezone)),
        currency=check_currency(table, table.text("currency", _DEFAULTS.currency)),
        printers=printers,
        stations=stations,
        sources=sources,
        late_after=table.seconds("late_after", _DEFAULTS.late_after),
        stale_after=table.seconds("stale_after", _DEFAULTS.stale_after),
        preorders="always" if preorders == "always" else "never" if preorders == "never" else "later-day",
    )
    table.finish()
    return shop


def _store(table: Table, secret: Callable[[Table, str, str], Secret]) -> StoreSettings:
    url = secret(table, "url", table.text("url", "sqlite")).reveal()
    if url != "sqlite" and not url.startswith(("postgresql://", "postgresql+psycopg://")):
        raise table.fault(
            "url",
            "is no database this desk uses",
            'Write url = "sqlite" or "postgresql+psycopg://user@host/database".',
        )
    table.finish()
    return StoreSettings(url)


def _api(table: Table, secret: Callable[[Table, str, str], Secret]) -> ApiSettings:
    host, port = listen_address(table, "listen", "127.0.0.1:8710")
    token = ""
    if table.has("token"):
        held = secret(table, "token", table.text("token"))
        try:
            token = held.reveal()
        except ConfigFault as fault:  # status for other programs is no reason to keep the shop closed
            _log.warning("%s Until then the listener answers no questions.", fault)
    table.finish()
    return ApiSettings(host, port, token)


def _printers(top: Table, profiles: Callable[[], Collection[str]]) -> tuple[PrinterRule, ...]:
    printers: list[PrinterRule] = []
    tables = top.tables("printers")
    known = sorted(profiles()) if tables else []
    for table in tables:
        name = _new_name(table, [p.name for p in printers], "kitchen")
        uri = check_uri(table, table.text("uri", example="socket://192.168.1.50:9100"), printers)
        profile = table.word("profile", "generic-80mm-gbk", known)
        policy = table.word("on_uncertain", "reprint", ("reprint", "ask"))
        printers.append(PrinterRule(name, uri, profile, "ask" if policy == "ask" else "reprint"))
        table.finish()
    return tuple(printers)


def _stations(top: Table, printers: tuple[PrinterRule, ...]) -> tuple[Station, ...]:
    """The stations as configured. A shop with printers that names no station gets one slip per order on
    its first printer, the others taking over: silence would be the worst default.
    """
    names = tuple(printer.name for printer in printers)
    if not top.has("stations"):
        return (Station("counter", names, layout="counter"),) if names else ()
    stations: list[Station] = []
    for table in top.tables("stations"):
        name = _new_name(table, [s.name for s in stations], "kitchen")
        used = table.names("printers", None, names[0] if names else "kitchen")
        unknown = next((printer for printer in used if printer not in names), None)
        if unknown is not None:
            remedy = f"Write one of: {', '.join(names)}." if names else "Add a table [[printers]] for it."
            raise table.fault("printers", f'names the printer "{unknown}", which is not configured', remedy)
        stations.append(
            Station(
                name=name,
                printers=used,
                layout=table.word("ticket", "kitchen", LAYOUTS),
                categories=table.names("categories", ("*",), "*"),
                copies=table.integer("copies", 1, 1, 20) or 1,
                prep_minutes=table.integer("prep_minutes", Station("", ()).prep_minutes, 0, 10_080) or 0,
                start_after=table.integer("start_after", None, 0, 10_080),
                failover_after=table.seconds("failover_after", Station("", ()).failover_after),
            )
        )
        table.finish()
    return tuple(stations)


def _sources(top: Table, secret: Callable[[Table, str, str], Secret]) -> tuple[SourceSettings, ...]:
    sources: list[SourceSettings] = []
    for table in top.tables("sources"):
        kind = table.word("kind", None, SOURCE_KINDS)
        name = _new_name(table, [s.name for s in sources], "website")
        if "/" in name:
            raise table.fault("name", "holds a slash", "It is part of a web address; write it without.")
        paired = f"keyring:relay-{name}" if kind == "relay" else ""  # where pairing keeps the desk's key
        spec = table.text("secret", example="whsec_…") if kind in _SIGNED or table.has("secret") else paired
        held = secret(table, "secret", spec)
        if held.at_hand:
            held.reveal()
        rule = SourceRule(name, kind, _auto_accept(table))
        options: Mapping[str, Any] = {} if kind == "webhook" else read_shop_system(kind, table, secret)
        sources.append(SourceSettings(rule, held, options))
        table.finish()
    return tuple(sources)


def _auto_accept(table: Table) -> AutoAccept:
    value = table.raw("auto_accept", "paid")
    if value == "paid" or isinstance(value, bool):
        return "paid" if value == "paid" else bool(value)
    raise table.fault(
        "auto_accept", "is neither true, false nor paid", 'Write auto_accept = true, false or "paid".'
    )


def _new_name(table: Table, taken: list[str], example: str) -> str:
    name = table.text("name", example=example)
    if len(name) > 60:
        raise table.fault("name", "has more than 60 characters", f'Write name = "{example}".')
    if name in taken:
        raise table.fault("name", "stands there twice", "Give each of them a name of its own.")
    return name
