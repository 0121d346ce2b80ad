"""What a printer model can do.

Handles: profiles in TOML that inherit from one another (`inherits`) and build on python-escpos's model
database (`based_on`); what a file says itself goes before both. Offers: `Profile`, `load_profile`,
`profile_names`. Does not know: devices; what one unit really answers is in `printers.devices`.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from printers.database import known_model
from printers.errors import UnknownProfile
from printers.resources import assets

#: 203 dpi heads, the usual ones: 8 dots per millimetre.
DOTS_PER_MM = 8

#: The printer's own double-byte font, "" for none. In a "gb18030" font two-byte characters and ideograph extension A.
Codec = Literal["gbk", "gb18030", "big5", ""]

#: Before the name of a model of python-escpos's database.
DATABASE = "escpos:"

Confirmation = Literal["process-id", "barrier", "none"]
Fence = Literal["clear", "barrier", "none"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One model. Lengths in dots (8 per mm), sizes in bytes, speed in mm/s.

    `codec` is the printer's own double-byte font, or "" when it has none; then `code_pages` lists what
    ESC t n selects as (n, name of Python's codec), best first, and text outside them is sent as dots.
    `raster` "always" has all text drawn ("auto": what the printer's fonts lack). `barcodes` names the
    kinds GS k prints (the others are drawn), `buzzer_command` how the buzzer is sounded. The booleans say
    which ESC/POS functions the model honours: `eot` DLE EOT, `asb` GS a, `gs_r` GS r, `gs_i` GS I,
    kinds GS k prints (the others are drawn), `buzzer_command` how the buzzer is sounded. The booleans say
    which ESC/POS functions the model honours: `eot` DLE EOT, `asb` GS a, `gs_r` GS r, `gs_i` GS I,
    `process_id` GS ( H, `clear` DLE DC4 fn 8, `cutter_counter` GS g 2 for counter 178, the cutter's operations.
    """

    name: str
    description: str = ""
    width_dots: int = 576
    cell_dots: int = 12
    line_dots: int = 30
    codec: Codec = "gbk"
    code_pages: tuple[tuple[int, str], ...] = ()
    raster: Literal["auto", "always"] = "auto"
    barcodes: tuple[str, ...] = (
        "CODE128",
        "CODE39",
        "CODE93",
        "EAN13",
        "EAN8",
        "ITF",
        "NW7",
        "UPC-A",
    )
    cutter: bool = True
    feed_before_cut: int = 4
    eot: bool = True
    eot4_inverted: bool = False
    asb: bool = True
    gs_r: bool = True
    gs_i: bool = True
    process_id: bool = False
    clear: bool = False
    cutter_counter: bool = False
    qr: bool = True
    buzzer: bool = True
    buzzer_command: Literal["ESC B", "ESC ( A"] = "ESC B"
    rx_buffer: int = 4096
    speed: float = 200.0
    model_id: int = 0x20
    maker: str = ""
    model: str = ""

    def __hash__(self) -> int:
        """Of the name alone: profiles are looked up for every ticket, and few share a name."""
        return hash(self.name)

    @property
    def columns(self) -> int:
        """Half-width cells in a line at normal size: 48 on 80 mm paper, 32 on 58 mm."""
        return self.width_dots // self.cell_dots

    @property
    def confirmation(self) -> Confirmation:
        """The strongest proof of a finished ticket this model can give (design section 5)."""
        if self.process_id:
            return "process-id"
        return "barrier" if self.asb and self.gs_r and self.gs_i else "none"

    @property
    def fence(self) -> Fence:
        """How to make sure nothing of an earlier attempt can still come out."""
        if self.clear:
            return "clear"
        return "barrier" if self.asb and self.gs_r and self.gs_i else "none"


@cache
def load_profile(name: str, folder: Path | None = None) -> Profile:
    """The profile of that name from `folder` (default: the shipped ones).

    `escpos:NAME` is a model of python-escpos's database, for example `escpos:TM-T88V`, with what nearly all
    models answer (status, automatic status back, GS r, GS I) and no Chinese font. Raises UnknownProfile.
    """
    if name.startswith(DATABASE):
        table = known_model(name.removeprefix(DATABASE))
    else:
        table = _table(name, folder or assets() / "profiles", ())
    said: dict[str, Any] = {"name": name, **table}
    return Profile(**{key: _frozen(value) for key, value in said.items()})


def _frozen(value: Any) -> Any:
    """TOML's arrays as tuples: a profile is hashable."""
    return tuple(map(_frozen, cast("list[Any]", value))) if isinstance(value, list) else value


def profile_names() -> list[str]:
    """The shipped profiles, sorted."""
    return sorted(path.stem for path in (assets() / "profiles").glob("*.toml"))


def _table(name: str, folder: Path, seen: tuple[str, ...]) -> dict[str, Any]:
    path = folder / f"{name}.toml"
    # names are words, so that no profile is read from outside the folder
    if name in seen or not name.replace("-", "").isalnum() or not path.is_file():
        raise UnknownProfile(f"no printer profile {name!r}; there are: {', '.join(profile_names())}")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    parent, model = table.pop("inherits", None), table.pop("based_on", None)
    known = {f.name for f in fields(Profile)}
    unknown = set(table) - known
    if unknown:
        raise UnknownProfile(f"profile {name!r} has unknown keys: {', '.join(sorted(unknown))}")
    inherited = _table(parent, folder, (*seen, name)) if parent else {}
    return {**inherited, **(known_model(model) if model else {}), **table}
