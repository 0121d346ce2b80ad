"""How patient a worker is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `retry_first` doubles up to `retry_most` between connection attempts; `look` between liveness
    checks of an idle or blocked printer; `complete` is how long a ticket may take to be confirmed while the
    printer says it is well; `give_up` after which an attempt on an unreachable printer becomes a question;
    `store_retry` between tries to write to a store that cannot be written.
    """

    retry_first: float = 0.5
    retry_most: float = 4.0
    look: float = 5.0
    complete: float = 30.0
    give_up: float = 30.0
    store_retry: float = 1.0
