"""One serving relay for each SQLite file, and none while its data are restored."""

from pathlib import Path

from desk.store.faults import environment_fault
from desk.store.lock import FolderLock


def only_one_on_file(place: Path) -> FolderLock:
    """Hold a relay's file until it is released; its folder is made. EnvironmentFault when another has it."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise (environment_fault(error, str(place.parent)) or error) from error
    return FolderLock(place.parent, f"{place.name}.lock", "relay")
