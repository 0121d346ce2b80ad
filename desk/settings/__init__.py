"""What a person set: `DIR/desk.toml` read once into typed values, checked whole before anything starts.

    settings = load(data_dir)                  # ConfigFault with one sentence, or everything is usable
    settings.shop                              # desk.domain.shop.Shop
    settings.store.url, settings.api.host
    settings.source("website").secret.reveal()

Reading starts nothing and opens nothing but files; keyring and platformdirs are imported when needed.
"""

from desk.settings.folder import CONFIG_FILE, config_path, default_data_dir
from desk.settings.live_rules import LiveRules, Rules
from desk.settings.model import ApiSettings, Settings, SourceSettings, StoreSettings
from desk.settings.reading import load, parse
from desk.settings.secrets import Secret, keep_secret
from desk.settings.template import STARTER, write_default

__all__ = [
    "CONFIG_FILE",
    "STARTER",
    "ApiSettings",
    "LiveRules",
    "Rules",
    "Secret",
    "Settings",
    "SourceSettings",
    "StoreSettings",
    "config_path",
    "default_data_dir",
    "keep_secret",
    "load",
    "parse",
    "write_default",
]
