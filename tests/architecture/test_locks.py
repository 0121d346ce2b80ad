"""The lock files: every file pinned by hash, no index and no path named, and a Qt that does not lose references."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / "locks" / f"{name}.txt" for name in ("dev", "run", "desktop", "relay", "uv")]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.]*)( ; (?P<marker>[^\\]+?))? ?\\?$")


def pins(lock: Path) -> list[tuple[str, str, list[str]]]:
    """(name, version, hashes) for each requirement of a lock file; fails on a line of any other kind."""
    found: list[tuple[str, str, list[str]]] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("    --hash=sha256:"):
            found[-1][2].append(line.strip().removesuffix(" \\").removeprefix("--hash=sha256:"))
            continue
        pin = PIN.match(line)
        assert pin, f"{lock.name}: {line!r} is neither a pin nor a hash"
        found.append((pin["name"], pin["version"], []))
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_pin_has_its_hashes(lock: Path) -> None:
    found = pins(lock)
    assert found
    for name, version, hashes in found:
        assert hashes, f"{name} {version} has no hash"
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in hashes)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_no_index_and_no_path(lock: Path) -> None:
    assert not re.search(
        r"://|index-url|find-links|file:|@|/(opt|home|root|tmp|Users)/", lock.read_text("utf-8")
    )


@pytest.mark.parametrize("lock", LOCKS[:3], ids=lambda path: path.stem)
def test_the_locked_qt_keeps_its_references(lock: Path) -> None:
    versions = [version for name, version, _ in pins(lock) if name in {"pyside6-essentials", "shiboken6"}]
    assert len(versions) == 2
    assert all((6, 11) <= tuple(map(int, version.split(".")[:2])) < (6, 12) for version in versions)


def test_the_relay_needs_no_qt() -> None:
    assert not [name for name, _, _ in pins(ROOT / "locks" / "relay.txt") if "pyside" in name or "qt" in name]


def test_all_locks_agree_on_versions() -> None:
    everything = {(name, version) for name, version, _ in pins(LOCKS[0])}
    for lock in LOCKS[1:4]:
        assert {(name, version) for name, version, _ in pins(lock)} <= everything, lock.name


def test_each_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    groups += project["dependency-groups"].values()
    declared = {
        re.split(r"[\[<>=~!; ]", line)[0].lower().replace("_", "-") for group in groups for line in group
    }
    assert declared - {name for name, _, _ in pins(LOCKS[0])} == set()
