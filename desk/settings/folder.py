"""Where a shop's data lies."""

from pathlib import Path

CONFIG_FILE = "desk.toml"


def default_data_dir() -> Path:
    """The per-user folder of this system: `%LOCALAPPDATA%\\Shop\\OrderDesk` on Windows,
    `~/.local/share/OrderDesk` on Linux, `~/Library/Application Support/OrderDesk` on macOS.
    """
    from platformdirs import user_data_path

    return user_data_path("OrderDesk", "Shop")


def config_path(data_dir: Path) -> Path:
    """The one configuration file of a data folder."""
    return data_dir / CONFIG_FILE
