"""What changed, as ids; views refetch what they show."""

from dataclasses import dataclass, field

from desk.domain.inbox import TalkKey


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of orders, jobs, printers, sources and conversations that are not what they were. Order ids of changed
    jobs are included. `shop`: what it sells or when it is open.
    """

    orders: frozenset[str] = field(default_factory=frozenset[str])
    jobs: frozenset[int] = field(default_factory=frozenset[int])
    printers: frozenset[str] = field(default_factory=frozenset[str])
    sources: frozenset[str] = field(default_factory=frozenset[str])
    talks: frozenset[TalkKey] = field(default_factory=frozenset[TalkKey])
    shop: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.orders | other.orders,
            self.jobs | other.jobs,
            self.printers | other.printers,
            self.sources | other.sources,
            self.talks | other.talks,
            self.shop or other.shop,
        )

    def __bool__(self) -> bool:
        return bool(self.orders or self.jobs or self.printers or self.sources or self.talks or self.shop)
