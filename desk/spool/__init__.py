"""The durable print queue: routes orders to stations, drives one worker per printer, tells the truth about paper.

Handles: rendering, attempts, fences, failover, reasons for waiting. Offers: `Spool`, and the functions
that services call inside their transactions. Does not know: where orders come from, who looks at them.
"""

from desk.spool.attempts import Attempt, Terms, first_bytes
from desk.spool.pace import Pace
from desk.spool.routing import Routed, route
from desk.spool.spool import Slot, Spool
from desk.spool.worker import PrinterWorker

__all__ = [
    "Attempt",
    "Pace",
    "PrinterWorker",
    "Routed",
    "Slot",
    "Spool",
    "Terms",
    "first_bytes",
    "route",
]
