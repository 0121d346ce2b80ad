"""What changed, as ids; views refetch what they show."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of orders, jobs and printers that are not what they were. Order ids of changed jobs are included."""

    orders: frozenset[str] = field(default_factory=frozenset[str])
    jobs: frozenset[int] = field(default_factory=frozenset[int])
    printers: frozenset[str] = field(default_factory=frozenset[str])

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.orders | other.orders, self.jobs | other.jobs, self.printers | other.printers)

    def __bool__(self) -> bool:
        return bool(self.orders or self.jobs or self.printers)
