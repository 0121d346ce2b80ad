"""Reads the barcodes on a picture with ZBar, a reader that knows nothing of what drew them."""

import ctypes
import ctypes.util
import os
import sys
from pathlib import Path

import pytest
from PIL import Image


def find_zbar() -> str | None:
    """The library's name for the loader, or None."""
    return ctypes.util.find_library("zbar")


def must_have_zbar() -> None:
    """Skip the test where there is no ZBar; where one was promised that is a failure."""
    if find_zbar() is None:
        promised = os.environ.get("CI") == "true" and Path("/etc/debian_version").exists()
        (pytest.fail if promised else pytest.skip)("libzbar0 is not installed: barcodes were not read back")


def read(picture: Image.Image) -> list[tuple[str, bytes]]:
    """(kind, data) of every symbol found, in ZBar's words: EAN-13, CODE-128, ..."""
    name = find_zbar()
    assert name is not None
    zbar = ctypes.CDLL(name)
    for function in (
        "zbar_image_scanner_create",
        "zbar_image_create",
        "zbar_image_first_symbol",
        "zbar_symbol_next",
        "zbar_symbol_get_data",
    ):
        getattr(zbar, function).restype = ctypes.c_void_p
    zbar.zbar_get_symbol_name.restype = ctypes.c_char_p
    pointer = ctypes.c_void_p
    quiet = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    quiet.paste(picture, (40, 40))
    dots = quiet.tobytes()
    scanner, image = pointer(zbar.zbar_image_scanner_create()), pointer(zbar.zbar_image_create())
    try:
        # No kind, ZBAR_CFG_ENABLE, on: some kinds are off by themselves.
        zbar.zbar_image_scanner_set_config(scanner, 0, 0, 1)
        zbar.zbar_image_set_format(image, ctypes.c_ulong(int.from_bytes(b"Y800", sys.byteorder)))
        zbar.zbar_image_set_size(image, quiet.width, quiet.height)
        zbar.zbar_image_set_data(image, dots, ctypes.c_ulong(len(dots)), None)
        zbar.zbar_scan_image(scanner, image)
        found: list[tuple[str, bytes]] = []
        symbol = zbar.zbar_image_first_symbol(image)
        while symbol:
            data = ctypes.string_at(
                zbar.zbar_symbol_get_data(pointer(symbol)), zbar.zbar_symbol_get_data_length(pointer(symbol))
            )
            kind = zbar.zbar_get_symbol_name(zbar.zbar_symbol_get_type(pointer(symbol)))
            found.append((kind.decode(), data))
            symbol = zbar.zbar_symbol_next(pointer(symbol))
        return found
    finally:
        zbar.zbar_image_destroy(image)
        zbar.zbar_image_scanner_destroy(scanner)
