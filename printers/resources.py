"""Finds the shipped data: `assets/` in a checkout, `_assets/` in an installed package."""

from functools import cache
from pathlib import Path


@cache
def assets() -> Path:
    """The folder that holds fonts/ and profiles/."""
    here = Path(__file__).resolve().parent
    installed = here / "_assets"
    return installed if installed.is_dir() else here.parent / "assets"
