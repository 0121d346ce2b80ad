"""`desk backup` and `desk restore` for the shop's own data."""

from pathlib import Path

from desk.settings import Settings
from desk.store.backup import BEFORE, Kind, put_file, put_server, save_file, save_server
from desk.store.engine import owned_connection, server_engine
from desk.store.lock import FolderLock
from desk.store.migrations import KNOWN
from desk.store.opening import FILE

_DESK = Kind(
    "a desk", "SELECT version_num FROM alembic_version", frozenset(KNOWN), ("--exclude-table=relay_*",),
    "alembic_version",
)  # fmt: skip


def back_up_desk(settings: Settings, file: Path) -> str:
    """Write a backup, also while the desk runs; what to tell the person. DeskError when it cannot be made."""
    if settings.store.url == "sqlite":
        save_file(_DESK, settings.data_dir / FILE, file)
    else:
        save_server(_DESK, settings.store.url, file)
    return f"Backed up to {file}."


def restore_desk(settings: Settings, file: Path) -> str:
    """Put a backup in the data's place; what to tell the person. DeskError while a desk runs on them."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    lock = FolderLock(settings.data_dir)
    try:
        if settings.store.url == "sqlite":
            place = settings.data_dir / FILE
            put_file(_DESK, file, place)
            return f"Restored from {file}; what was there before is in {place}{BEFORE}."
        alone = owned_connection(server_engine(settings.store.url), alone=True)
        try:
            put_server(_DESK, settings.store.url, file)
        finally:
            alone.close()
        return f"Restored from {file}."
    finally:
        lock.release()
