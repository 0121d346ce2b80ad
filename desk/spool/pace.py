"""How patient a worker is, and what it remembers from one turn to the next."""

from dataclasses import dataclass, field

from desk.domain.print_jobs import PrintJob
from desk.spool.attempts import Attempt


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `retry_first` doubles up to `retry_most` between connection attempts; `look` between liveness
    checks of an idle or blocked printer; `complete` is how long a ticket may take to be confirmed while the
    printer says it is well; `give_up` after which an attempt on an unreachable printer becomes a question.
    """

    retry_first: float = 0.5
    retry_most: float = 4.0
    look: float = 5.0
    complete: float = 30.0
    give_up: float = 30.0
    store_retry: float = 1.0


@dataclass(slots=True)
class Turn:
    """What the worker remembers between turns; nothing here is needed after a restart."""

    uncertain: list[PrintJob] = field(default_factory=list[PrintJob])
    insisted: set[int] = field(default_factory=set[int])
    torn: bool = False
    fenced: bool = False
    idle: bool = False
    reserved: bool = False
    handed: Attempt | None = None
    down_since: float | None = None
    delay: float = 0.0
