"""Any JSON, and any JSON where a shop system's field stands: what a mapping must live through."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(max_size=20),
    st.sampled_from(["168.00", "1e400", "-1", "nan", "2026-11-22T10:00:00", "0001-01-01T00:00:00", "\ud800", "\0"]),
)  # fmt: skip
ANY = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def spoilt(whole: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A good order with some of it replaced by anything, at any depth."""

    @st.composite
    def make(draw: st.DrawFn) -> dict[str, Any]:
        return {key: _spoil(draw, value) for key, value in whole.items()}

    return make()


def _spoil(draw: st.DrawFn, value: Any) -> Any:
    if draw(st.integers(0, 9)) == 0:
        return draw(ANY)
    if isinstance(value, dict):
        return {key: _spoil(draw, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_spoil(draw, each) for each in value]
    return value
