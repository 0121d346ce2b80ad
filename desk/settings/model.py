"""The settings as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desk.domain.alarm import AlarmRules
from desk.domain.paying import PayRules
from desk.domain.shop import Shop, SourceRule
from desk.domain.trading import Trading
from desk.errors import NotFound
from desk.settings.secrets import Secret


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """`url` is the word `sqlite` for DIR/desk.db, or `postgresql+psycopg://…`."""

    url: str = field(repr=False)

    @property
    def shared(self) -> bool:
        """Whether several desks may work on this database."""
        return self.url != "sqlite"


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """The desk's own listener. Port 0 lets the system choose one; `token` "" means that nobody may read."""

    host: str
    port: int
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source. `options` are the keys only its kind knows, such as `url` of a relay."""

    rule: SourceRule
    secret: Secret
    options: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)

    @property
    def name(self) -> str:
        """Its name, unique in the shop."""
        return self.rule.name

    @property
    def kind(self) -> str:
        """Its kind (design section 2)."""
        return self.rule.kind


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything desk.toml says. `path` need not exist: without it all of this is built-in."""

    data_dir: Path
    path: Path
    shop: Shop
    store: StoreSettings
    api: ApiSettings
    sources: tuple[SourceSettings, ...]
    trading: Trading = field(default_factory=Trading)
    chat_texts: Mapping[str, str] = field(default_factory=dict[str, str])
    chat_keywords: Mapping[str, str] = field(default_factory=dict[str, str])
    paying: PayRules = field(default_factory=PayRules)
    alarm: AlarmRules = AlarmRules()  # noqa: RUF009 - a tuple cannot be changed

    def source(self, name: str) -> SourceSettings:
        """The source of that name. Raises NotFound."""
        for source in self.sources:
            if source.name == name:
                return source
        raise NotFound(f"There is no source {name!r} in {self.path}.")
