"""The verbs: one module per use case; each opens one transaction through a port and says what changed.

Handles: taking orders, moving them along, answers about paper, what happens with time. Does not know:
Qt, SQL, HTTP, where an order came from.
"""

from desk.services.checks import Checks
from desk.services.entry_check import EntryCheck
from desk.services.fulfilment import Fulfilment, Request
from desk.services.goods import Goods
from desk.services.housekeeping import Housekeeping
from desk.services.inbox import Inbox
from desk.services.intake import Intake
from desk.services.payments import Payments
from desk.services.people import People
from desk.services.recount import Recount
from desk.services.sales import SalesBook
from desk.services.slips import Slips
from desk.services.stock import Stock
from desk.services.test_page import TestPage

__all__ = [
    "Checks",
    "EntryCheck",
    "Fulfilment",
    "Goods",
    "Housekeeping",
    "Inbox",
    "Intake",
    "Payments",
    "People",
    "Recount",
    "Request",
    "SalesBook",
    "Slips",
    "Stock",
    "TestPage",
]
