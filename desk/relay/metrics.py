"""What an operator may know of a relay in numbers, in Prometheus' text form. No names, no texts, no addresses."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_PREFIX = "order_desk_relay_"
#: Upper bounds in seconds: WeChat waits five.
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
#: Upper bounds of how many writes shared one commit.
GROUPS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0)


class Histogram:
    """How often a value was at most each of the bounds."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def add(self, value: float) -> None:
        """One more value."""
        place = next((n for n, bound in enumerate(self._bounds) if value <= bound), len(self._bounds))
        self._counts[place] += 1
        self._sum += value

    def lines(self, name: str, labels: Mapping[str, str]) -> Iterable[str]:
        """As Prometheus reads it, without the line that says its type."""
        total = 0
        for bound, count in zip((*map(_number, self._bounds), "+Inf"), self._counts):
            total += count
            yield f"{_named(name + '_bucket', {**labels, 'le': bound})} {total}"
        yield f"{_named(name + '_sum', labels)} {_number(self._sum)}"
        yield f"{_named(name + '_count', labels)} {total}"


class Metrics:
    """Counted since the process began. Labels are words of the program's own, so there are few of them."""

    def __init__(self) -> None:
        #: Outcome of a genuine message: answered, quiet (there was nothing to say), repeated, failed.
        self.messages: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.replies = 0
        #: What became of messages that answer no request, by outcomes of desk.relay.wechat.api_errors.
        self.calls: Counter[str] = Counter()
        #: How calls to WeChat Pay and its notifications ended, while there is a till.
        self.payments: Counter[str] = Counter()
        #: Seconds a request took, by what it asked for; waiting for news is left out, it waits on purpose.
        self.seconds: dict[str, Histogram] = {}
        self.groups = Histogram(GROUPS)

    def took(self, route: str, seconds: float) -> None:
        """A request was answered."""
        if route not in self.seconds:
            self.seconds[route] = Histogram(SECONDS)
        self.seconds[route].add(seconds)

    def text(self, gauges: Mapping[str, float]) -> str:
        """All of it; `gauges` are measured now."""
        lines: list[str] = []
        for name, label, counts in (
            ("messages_total", "outcome", self.messages),
            ("refused_total", "reason", self.refused),
            ("api_calls_total", "outcome", self.calls),
            ("payments_total", "outcome", self.payments),
        ):
            lines.append(f"# TYPE {_PREFIX}{name} counter")
            lines += [f"{_named(name, {label: word})} {count}" for word, count in sorted(counts.items())]
        lines += [f"# TYPE {_PREFIX}replies_total counter", f"{_PREFIX}replies_total {self.replies}"]
        for name, value in gauges.items():
            lines += [f"# TYPE {_PREFIX}{name} gauge", f"{_PREFIX}{name} {_number(value)}"]
        lines.append(f"# TYPE {_PREFIX}commit_group_size histogram")
        lines += self.groups.lines("commit_group_size", {})
        lines.append(f"# TYPE {_PREFIX}request_seconds histogram")
        for route, histogram in sorted(self.seconds.items()):
            lines += histogram.lines("request_seconds", {"route": route})
        return "\n".join(lines) + "\n"


def _named(name: str, labels: Mapping[str, str]) -> str:
    inside = ",".join(
        '{}="{}"'.format(key, value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n"))
        for key, value in labels.items()
    )
    return f"{_PREFIX}{name}" + (f"{{{inside}}}" if inside else "")


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
