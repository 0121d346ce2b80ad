"""The rules a shop trades by, read again when desk.toml was changed: a pause must not wait for a restart."""

import logging
from collections.abc import Mapping
from typing import NamedTuple

from desk.domain.paying import PayRules
from desk.domain.trading import Trading
from desk.errors import DeskError
from desk.settings.model import Settings
from desk.settings.reading import load

_log = logging.getLogger("desk.settings")


class Rules(NamedTuple):
    """When and where the shop delivers, its own texts for the chat, its own answers to keywords, how it is paid."""

    trading: Trading
    texts: Mapping[str, str]
    keywords: Mapping[str, str]
    paying: PayRules = PayRules()


class LiveRules:
    """The rules of a shop as its desk.toml has them now; while it cannot be read, as it had them before."""

    def __init__(self, settings: Settings) -> None:
        self._data_dir = settings.data_dir
        self._path = settings.path
        self._rules = _of(settings)
        self._stamp = self._read_stamp()

    def now(self) -> Rules:
        """Looks at the file's time, and reads it when that is another one."""
        stamp = self._read_stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._rules = _of(load(self._data_dir))
            except DeskError as fault:
                _log.warning("the rules stay as they were: %s", fault)
        return self._rules

    def _read_stamp(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def _of(settings: Settings) -> Rules:
    return Rules(settings.trading, settings.chat_texts, settings.chat_keywords, settings.paying)
