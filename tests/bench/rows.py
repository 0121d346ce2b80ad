"""One line of the result: a ratio against a peer, or a word on why there is none."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Row:
    """`ours` and `peer` are medians over the rounds, `ratio` the median of the rounds' own ratios."""

    name: str
    ours: float
    peer: float
    ratio: float
    goal: float
    better: Literal["less", "more"] = "less"

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal if self.better == "less" else self.ratio >= self.goal

    def as_json(self) -> dict[str, Any]:
        sign = "<=" if self.better == "less" else ">="
        return {
            "name": self.name,
            "ours": round(self.ours, 4),
            "peer": round(self.peer, 4),
            "ratio": round(self.ratio, 4),
            "goal": f"{sign} {self.goal:g}",
            "met": self.met,
        }


@dataclass(frozen=True)
class Skipped:
    """What this machine cannot compare with."""

    name: str
    why: str

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "skipped": self.why}


def compared(
    name: str,
    rounds: Sequence[tuple[float, float]],
    goal: float,
    better: Literal["less", "more"] = "less",
) -> Row:
    """The row of (ours, peer) pairs, one a round."""
    return Row(
        name,
        statistics.median(ours for ours, _ in rounds),
        statistics.median(peer for _, peer in rounds),
        statistics.median(ours / peer for ours, peer in rounds),
        goal,
        better,
    )


def table(rows: Sequence[Row | Skipped]) -> str:
    """The rows as people read them."""
    lines = [f"{'':34} {'ours':>10} {'peer':>10} {'ratio':>8}  goal"]
    for row in rows:
        if isinstance(row, Skipped):
            lines.append(f"{row.name:34} skipped: {row.why}")
        else:
            shown = row.as_json()
            verdict = "met" if row.met else "MISSED"
            lines.append(
                f"{row.name:34} {row.ours:10.3f} {row.peer:10.3f} {row.ratio:8.3f}  {shown['goal']:8} {verdict}"
            )
    return "\n".join(lines)
