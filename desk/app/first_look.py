"""What the window must know for its first picture, read without any of the desk's machinery.

`DIR/window.toml` keeps how this machine shows the desk, and beside it the few settings of desk.toml that the
first picture needs, so that usually one small file is read, by hand: a TOML parser costs more than the queue.
"""

import os
import sys
from pathlib import Path
from typing import NamedTuple

WINDOW_FILE = "window.toml"
QUEUES = ("columns", "list")
SCHEMES = ("system", "light", "dark")
LANGUAGES = ("zh_CN", "zh_TW", "en")


class FirstLook(NamedTuple):
    """`shop`, `zone`, `currency` and `shop_language` as in desk.toml; `chosen` is a language chosen for this
    window, or "". `scheme` is system, light or dark, `zoom` per cent, `queue` columns or list. `stamp` tells which desk.toml this was
    taken from, "" for none.
    """

    shop: str = "Order Desk"
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    shop_language: str = "zh_CN"
    chosen: str = ""
    scheme: str = "system"
    zoom: int = 100
    stamp: str = ""
    queue: str = "columns"

    @property
    def language(self) -> str:
        """The language of the window."""
        return self.chosen or self.shop_language


def data_folder() -> Path:
    """As desk.settings.default_data_dir, without the package that knows it."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Shop" / "OrderDesk"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "OrderDesk"
    return Path(os.environ.get("XDG_DATA_HOME", "").strip() or home / ".local" / "share") / "OrderDesk"


def read_first_look(data: Path) -> FirstLook:
    """Never raises: what cannot be read stays as shipped, and the desk says what is wrong when it starts."""
    kept = _read(data / WINDOW_FILE)
    stamp = settings_stamp(data)
    shop = kept if stamp == kept.get("stamp", "") else _from_settings(data)
    shipped = FirstLook()
    zoom = kept.get("zoom", "")
    return FirstLook(
        shop.get("shop") or shipped.shop,
        shop.get("zone") or shipped.zone,
        shop.get("currency") or shipped.currency,
        _one_of(shop.get("shop_language"), LANGUAGES) or shipped.shop_language,
        _one_of(kept.get("chosen"), LANGUAGES),
        _one_of(kept.get("scheme"), SCHEMES) or shipped.scheme,
        min(300, max(50, int(zoom))) if zoom.isascii() and zoom.isdigit() and len(zoom) < 4 else shipped.zoom,
        stamp,
        _one_of(kept.get("queue"), QUEUES) or shipped.queue,
    )


def write_first_look(data: Path, look: FirstLook) -> None:
    """Keep it for the next start. A folder that cannot be written costs the window's looks, nothing else."""
    rows = [f'{name} = "{_escaped(str(value))}"\n' for name, value in look._asdict().items()]
    aside = data / f".{WINDOW_FILE}.part"
    try:
        aside.write_text("# How this window looks. Written by the desk.\n" + "".join(rows), encoding="utf-8")
        aside.replace(data / WINDOW_FILE)
    except OSError:
        return


def settings_stamp(data: Path) -> str:
    """Changes when desk.toml does; "" without one."""
    try:
        found = (data / "desk.toml").stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}"


def _one_of(value: str | None, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _read(path: Path) -> dict[str, str]:
    """Lines `name = "value"`, as `write_first_look` writes them."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    found: dict[str, str] = {}
    for row in text.splitlines():
        name, mark, value = row.partition(' = "')
        if mark and value.endswith('"'):
            found[name] = value[:-1].replace('\\"', '"').replace("\\\\", "\\")
    return found


def _from_settings(data: Path) -> dict[str, str]:
    """What desk.toml itself says: on the first start, and after it was changed."""
    import tomllib

    try:
        shop: dict[str, object] = tomllib.loads((data / "desk.toml").read_text(encoding="utf-8-sig"))["shop"]
        names = {"shop": "name", "zone": "timezone", "currency": "currency", "shop_language": "language"}
        values = {ours: shop[theirs] for ours, theirs in names.items() if theirs in shop}
    except (OSError, ValueError, TypeError, LookupError):
        return {}
    return {ours: value for ours, value in values.items() if isinstance(value, str)}
