"""`desk backup` and `desk restore`: a desk's and a relay's data, in a file and on a server."""

import asyncio
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from relay_samples import NOON, Database, Relay, later, says
from store_samples import Shop, order, read, write

from desk.app.commands import run_command
from desk.errors import ConfigFault, DeskError, EnvironmentFault
from desk.relay.backups import FEED_JUMP, restore_relay
from desk.relay.config import load_relay
from desk.relay.store.devices import Device
from desk.relay.store.running import only_one_on_file

CHECKOUT = ("1", "0", "2", "王小明 13800138000", "1", "0", "1", "1")
NEEDS_PG_DUMP = pytest.mark.skipif(shutil.which("pg_dump") is None, reason="PostgreSQL: no pg_dump here")
KINDS = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, NEEDS_PG_DUMP])]


@dataclass
class Place:
    """A relay's configuration and its data."""

    config: Path
    url: str

    def relay(self) -> Relay:
        return Database(self.url, self.config.parent).relay()


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    url = "relay.db" if request.param == "sqlite" else request.getfixturevalue("new_database")()
    config = tmp_path / "relay.toml"
    config.write_text(f'[relay]\nstore = "{url}"\n')
    return Place(config, url)


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    url = "sqlite" if request.param == "sqlite" else request.getfixturevalue("new_database")()
    made = Shop(url, tmp_path)
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "desk.toml").write_text(f'[store]\nurl = "{url}"\n')
    yield made
    made.close()


def command(*words: str | Path) -> int:
    return run_command([str(word) for word in words])


async def order_ids(relay: Relay, after: int = 0) -> list[tuple[int, str, str]]:
    entries = await relay.store.read(lambda work: work.feed.after(after, 1000))
    return [(entry.seq, entry.body["number"], entry.body["id"]) for entry in entries]


def test_a_desk_comes_back_as_it_was_backed_up_while_it_ran(desk: Shop, tmp_path: Path) -> None:
    store = desk.open()
    data, file = tmp_path / "desk", tmp_path / "desk.backup"
    write(store, lambda work: work.orders.insert(order("o1")))
    assert command("backup", file, "--data", data) == 0
    write(store, lambda work: work.orders.insert(order("o2")))
    with pytest.raises(EnvironmentFault, match="running on"):
        command("restore", file, "--data", data)
    assert read(store, lambda work: work.orders.get("o2")) is not None
    store.close()
    assert command("restore", file, "--data", data) == 0
    again = desk.open()
    assert read(again, lambda work: work.orders.get("o1")) == order("o1")
    assert read(again, lambda work: work.orders.get("o2")) is None


def test_a_restored_relay_gives_no_number_twice(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "relay.backup"
    relay = place.relay()

    async def before() -> list[tuple[int, str, str]]:
        await relay.store.write(
            lambda work: work.devices.add_device(Device("desk-1", "", "key", 0, revoked=False), NOON)
        )
        await relay.store.write(lambda work: work.devices.put_code("hash", later(600)))
        await relay.store.write(
            lambda work: work.outbox.add("c1", "progress", "cake", "oAmy", {"text": "好了"}, later(600), NOON)
        )
        for openid in ("oAmy", "oBob"):
            await relay.dialogue(openid, *CHECKOUT)
        assert await asyncio.to_thread(command, "backup", file, "--config", place.config) == 0
        for openid in ("oEve", "oMax", "oSue"):
            await relay.dialogue(openid, *CHECKOUT)
        return await order_ids(relay)

    lost = asyncio.run(before())
    with pytest.raises(EnvironmentFault, match="relay is running"):
        _restore_beside_a_running_one(place, file)
    relay.store.close()
    restore_relay(load_relay(place.config), file, NOON)
    restored = place.relay()

    async def after() -> list[tuple[int, str, str]]:
        assert (await order_ids(restored)) == lost[:2], "what was backed up is there"
        assert await restored.store.read(lambda work: work.devices.codes()) == []
        assert await restored.store.read(lambda work: work.outbox.due(later(60), 9)) == [], (
            "sent since, perhaps"
        )
        assert await restored.store.read(lambda work: work.devices.device("desk-1")) is not None
        assert await restored.hears(says("oNew", "菜单"))
        for openid in ("oEve", "oTom"):
            assert "下单成功" in (await restored.dialogue(openid, *CHECKOUT))[-1]
        return await order_ids(restored, lost[-1][0])

    found = asyncio.run(after())
    restored.store.close()
    assert [seq for seq, _, _ in found] == [FEED_JUMP + 3, FEED_JUMP + 4], "behind what any desk has seen"
    assert [number for _, number, _ in found] == ["W1001", "W1002"]
    assert not {each[2] for each in found} & {each[2] for each in lost}


@pytest.mark.postgres
@NEEDS_PG_DUMP
def test_a_server_s_restore_that_cannot_go_on_changes_nothing(
    tmp_path: Path, new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config, file = tmp_path / "relay.toml", tmp_path / "relay.backup"
    url = new_database()
    config.write_text(f'[relay]\nstore = "{url}"\n')
    place = Place(config, url)
    relay = place.relay()
    command("backup", file, "--config", config)
    asyncio.run(relay.dialogue("oAmy", *CHECKOUT))
    relay.store.close()
    monkeypatch.setattr("desk.relay.backups.go_on", lambda _now, _schema: ["SELECT 1 FROM nowhere"])
    with pytest.raises(DeskError, match=r"psql failed: .*nowhere"):
        command("restore", file, "--config", config)
    again = place.relay()
    assert [number for _, number, _ in asyncio.run(order_ids(again))] == ["W001"]
    again.store.close()


@pytest.mark.postgres
@NEEDS_PG_DUMP
def test_a_dump_that_ends_early_is_refused(tmp_path: Path, new_database: Callable[[], str]) -> None:
    config, file, url = tmp_path / "relay.toml", tmp_path / "relay.backup", new_database()
    config.write_text(f'[relay]\nstore = "{url}"\n')
    relay = Place(config, url).relay()
    asyncio.run(relay.dialogue("oAmy", *CHECKOUT))
    command("backup", file, "--config", config)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 3 // 4])
    relay.store.close()
    with pytest.raises(DeskError, match="pg_restore failed"):
        command("restore", file, "--config", config)
    again = Place(config, url).relay()
    assert [number for _, number, _ in asyncio.run(order_ids(again))] == ["W001"]
    again.store.close()


@pytest.mark.postgres
@NEEDS_PG_DUMP
def test_a_dump_of_a_newer_program_is_refused(tmp_path: Path, new_database: Callable[[], str]) -> None:
    import psycopg

    config, url = tmp_path / "relay.toml", new_database()
    config.write_text(f'[relay]\nstore = "{url}"\n')
    Place(config, url).relay().store.close()
    with psycopg.connect(url.replace("+psycopg", "")) as server:
        server.execute("UPDATE relay_version SET version = 99")
    with pytest.raises(EnvironmentFault, match=r"newer version of Order Desk .data version 99"):
        command("backup", tmp_path / "x", "--config", config)
    assert not (tmp_path / "x").exists()


def _restore_beside_a_running_one(place: Place, file: Path) -> None:
    """On a file it is the serving process that holds the lock; on a server whoever is connected."""
    if "://" in place.url:
        command("restore", file, "--config", place.config)
        return
    lock = only_one_on_file(place.config.parent / place.url)
    try:
        command("restore", file, "--config", place.config)
    finally:
        lock.release()


def test_restoring_twice_goes_on_further(place: Place, tmp_path: Path) -> None:
    file, second = tmp_path / "one.backup", tmp_path / "two.backup"
    place.relay().store.close()
    command("backup", file, "--config", place.config)
    command("restore", file, "--config", place.config)
    command("backup", second, "--config", place.config)
    command("restore", second, "--config", place.config)
    relay = place.relay()
    now = datetime.now(UTC)
    assert asyncio.run(relay.store.write(lambda work: work.feed.append("cake", "rush", {}, now))) == (
        2 * FEED_JUMP + 1
    )
    relay.store.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda file: file.write_bytes(b"hello"), "no backup"),
        (lambda file: file.unlink(), "cannot be read"),
        (lambda file: file.write_bytes(file.read_bytes()[:20_000]), "damaged|no backup"),
        (lambda file: file.write_bytes(_scratched(file.read_bytes())), "damaged"),
        (lambda file: _sql(file, "UPDATE relay_version SET version = 99"), "newer version"),
        (lambda file: _sql(file, "DROP TABLE relay_version"), "no backup of a relay"),
        (lambda file: file.write_bytes(b"PGDMP" + bytes(100)), "another kind"),
    ],
)
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    tmp_path: Path, spoil: Callable[[Path], object], words: str
) -> None:
    config, file = tmp_path / "relay.toml", tmp_path / "relay.backup"
    config.write_text('[relay]\nstore = "relay.db"\n')
    relay = Database("relay.db", tmp_path).relay()
    asyncio.run(relay.dialogue("oAmy", *CHECKOUT))
    relay.store.close()
    command("backup", file, "--config", config)
    spoil(file)
    before = (tmp_path / "relay.db").read_bytes()
    with pytest.raises(DeskError, match=words):
        command("restore", file, "--config", config)
    assert (tmp_path / "relay.db").read_bytes() == before
    assert not list(tmp_path.glob("*.new"))


def _scratched(data: bytes) -> bytes:
    return data[:4096] + bytes(4096) + data[8192:]


def _sql(file: Path, statement: str) -> None:
    database = sqlite3.connect(file)
    database.execute(statement)
    database.commit()
    database.close()


def test_a_backup_is_one_file_for_its_owner_alone_and_an_older_one_stays_until_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, file = tmp_path / "relay.toml", tmp_path / "relay.backup"
    config.write_text('[relay]\nstore = "relay.db"\n')
    relay = Database("relay.db", tmp_path).relay()
    command("backup", file, "--config", config)
    first = file.read_bytes()
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr("desk.store.backup.check", _refuses)
    with pytest.raises(EnvironmentFault):
        command("backup", file, "--config", config)
    assert file.read_bytes() == first
    relay.store.close()
    assert sorted(path.name for path in tmp_path.glob("relay.backup*")) == ["relay.backup"]


def _refuses(*_anything: object, **_more: object) -> None:
    raise EnvironmentFault("It is damaged.")


def test_a_desk_s_backup_is_no_relay_s(tmp_path: Path) -> None:
    Shop("sqlite", tmp_path).open().close()
    config = tmp_path / "relay.toml"
    config.write_text('[relay]\nstore = "relay.db"\n')
    command("backup", tmp_path / "desk.backup", "--data", tmp_path / "desk")
    with pytest.raises(ConfigFault, match="no backup of a relay"):
        command("restore", tmp_path / "desk.backup", "--config", config)
    assert not (tmp_path / "relay.db").exists()


@pytest.mark.postgres
def test_without_pg_dump_a_sentence_says_what_to_do(
    tmp_path: Path, new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "relay.toml"
    config.write_text(f'[relay]\nstore = "{new_database()}"\n')
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigFault, match="pg_dump is not installed"):
        command("backup", tmp_path / "x", "--config", config)
    assert not (tmp_path / "x").exists()


def test_nothing_to_back_up_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="no data of a desk"):
        command("backup", tmp_path / "x", "--data", tmp_path)
    assert not (tmp_path / "desk.db").exists()
