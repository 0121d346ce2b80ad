"""The order in which letters stand when some of them run from right to left.

Handles: the bidirectional algorithm of Unicode (UAX 9) for one line of cleaned text; its first strong letter says
where the line starts. Offers: `has_rtl`, `visual_runs`. Does not know: fonts, cells. The library is loaded when
the first such text comes.
"""

import re
import unicodedata
from typing import Any

#: Hebrew to Arabic Extended, their presentation forms, and the right-to-left blocks of the first other plane.
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: What the algorithm orders; a character of any other class (unassigned, say) is ordered as a neutral.
_CLASSES = frozenset({"L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "WS", "ON"})


def has_rtl(text: str) -> bool:
    """Whether anything in `text` may run from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def visual_runs(graphemes: list[str]) -> list[tuple[list[str], bool]]:
    """A line's graphemes in stretches of one direction, from the left of the paper: (stretch, right to left).

    Inside a stretch the order stays the logical one, which is what shaping wants.
    """
    from bidi import algorithm

    uax9: Any = algorithm
    kinds = [_kind(grapheme) for grapheme in graphemes]
    base = next((int(kind != "L") for kind in kinds if kind in {"L", "R", "AL"}), 0)
    storage = uax9.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    storage["chars"] = [
        {"ch": place, "level": base, "type": kind, "orig": kind} for place, kind in enumerate(kinds)
    ]
    for step in (
        uax9.explicit_embed_and_overrides,
        uax9.resolve_weak_types,
        uax9.resolve_neutral_types,
        uax9.resolve_implicit_levels,
        uax9.reorder_resolved_levels,
    ):
        step(storage, False)
    ordered: list[tuple[int, int]] = [(c["ch"], c["level"]) for c in storage["chars"]]
    found: list[tuple[list[str], bool]] = []
    level = -1
    for place, own_level in ordered:
        grapheme = graphemes[place]
        if own_level != level:
            level = own_level
            found.append(([], level % 2 == 1))
        stretch, backwards = found[-1]
        if backwards:
            stretch.insert(0, grapheme)
        else:
            stretch.append(grapheme)
    return found


def _kind(grapheme: str) -> str:
    kind = unicodedata.bidirectional(grapheme[0]) if len(grapheme) == 1 or _marked(grapheme) else "ON"
    return kind if kind in _CLASSES else "ON"


def _marked(grapheme: str) -> bool:
    """A base with its marks, where an emoji sequence is a neutral whatever it starts with."""
    return all(unicodedata.category(character)[0] == "M" for character in grapheme[1:]) and (
        grapheme[-1] not in "\ufe0f\u20e3"
    )
