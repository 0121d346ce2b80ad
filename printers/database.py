"""What python-escpos knows about printer models, read from the installed package.

Handles: finding a model in its capability database (CC-BY-4.0, made by the escpos-printer-db project),
translating its words into ours, refusing what this driver cannot drive. Offers: `known_model`,
`model_names`. Does not know: profiles, inheritance; which status questions a model answers, since the
database does not say.

The file is read as package data: importing python-escpos itself would make a temporary folder and set
up a root logging handler, and takes a third of a second.
"""

import json
from functools import cache
from typing import Any

from printers.errors import UnknownProfile

#: Font A is 12 dots wide on nearly all models, 13 in the 42- and 44-column modes of 576-dot heads.
_CELL, _WIDEST_CELL = 12, 13
#: Fewer columns than this are a mistake of the database: no receipt printer's paper is that narrow.
_FEWEST_COLUMNS = 24


@cache
def _database() -> dict[str, Any]:
    from importlib.resources import files

    try:
        text = (files("escpos") / "capabilities.json").read_text(encoding="utf-8")
        tables: dict[str, Any] = json.loads(text)
    except (ImportError, OSError, ValueError) as error:
        raise UnknownProfile(
            "the model database of python-escpos cannot be read; install python-escpos 3.1"
        ) from error
    return tables


def _models() -> dict[str, dict[str, Any]]:
    return _database()["profiles"]


def model_names() -> list[str]:
    """The models of the database, sorted; some of them are refused by `known_model`."""
    return sorted(_models())


def known_model(name: str) -> dict[str, Any]:
    """The fields of `printers.profile.Profile` that the database gives for a model.

    No Chinese font, because it does not say whether a unit has one. Raises UnknownProfile for a name it has
    not, and for a device that this driver cannot print on.
    """
    model = _models().get(name)
    if model is None:
        raise UnknownProfile(f"python-escpos knows no model {name!r}; it knows: {', '.join(model_names())}")
    has: dict[str, bool] = model["features"]
    if has["starCommands"]:
        raise UnknownProfile(
            f"{name} is a printer with Star's commands; switch it to ESC/POS and choose a generic profile"
        )
    if not any(has.values()):
        raise UnknownProfile(f"{name} is a display for customers, not a printer")
    if not has["bitImageRaster"]:
        raise UnknownProfile(
            f"{name} prints no raster pictures, so text outside its fonts would be lost; choose another model"
        )
    width, cell = _line(model)
    return {
        "description": f"{model['vendor']} {model['name']}, as python-escpos describes it",
        "maker": model["vendor"],
        "model": model["name"],
        "width_dots": width,
        "cell_dots": cell,
        "codec": "",
        "code_pages": _code_pages(model["codePages"]),
        "cutter": has["paperFullCut"] or has["paperPartCut"],
        "qr": has["qrCode"],
        # with function B the usual kinds
        **({} if has["barcodeB"] else {"barcodes": []}),
    }


def _code_pages(pages: dict[str, str]) -> list[list[int | str]]:
    """ESC t n and Python's codec, for the pages that are one byte a character and ASCII in their lower half."""
    encodings: dict[str, dict[str, Any]] = _database()["encodings"]
    return [
        [int(n), codec]
        for n, name in pages.items()
        if (codec := encodings[name].get("python_encode")) is not None and _is_code_page(codec)
    ]


@cache
def _is_code_page(codec: str) -> bool:
    """False for Shift JIS, and for CP864, whose percent sign is another one."""
    try:
        lower = bytes(range(0x20, 0x7F)).decode(codec)
        return lower.isascii() and len(bytes(range(0x80, 0x100)).decode(codec, errors="replace")) == 0x80
    except LookupError:
        return False


def _line(model: dict[str, Any]) -> tuple[int, int]:
    """Width of the text line and of a cell in dots, such that their quotient is the columns of font A."""
    columns: int = model["fonts"]["0"]["columns"]
    pixels = model["media"]["width"].get("pixels")
    if not isinstance(pixels, int):
        return columns * _CELL, _CELL
    if columns < _FEWEST_COLUMNS:
        return pixels, _CELL
    cell = pixels // columns
    if _CELL <= cell <= _WIDEST_CELL and pixels // cell == columns:
        return pixels, cell
    return columns * _CELL, _CELL
