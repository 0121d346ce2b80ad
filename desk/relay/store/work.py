"""One open transaction of the relay."""

from desk.relay.store.bills import Bills
from desk.relay.store.devices import Devices
from desk.relay.store.feed import Feed
from desk.relay.store.forgetting import Forgetting
from desk.relay.store.outbox import Outbox
from desk.relay.store.payments import Payments
from desk.relay.store.pictures import Pictures
from desk.relay.store.placed import Placed
from desk.relay.store.refunds import Refunds
from desk.relay.store.talks import Talks
from desk.relay.store.visits import Visits
from desk.relay.store.windows import Windows
from desk.store.connection import Connection


class RelayWork:
    """The repositories on one connection."""

    def __init__(self, connection: Connection) -> None:
        self.talks = Talks(connection)
        self.placed = Placed(connection)
        self.feed = Feed(connection)
        self.devices = Devices(connection)
        self.forgetting = Forgetting(connection)
        self.outbox = Outbox(connection)
        self.windows = Windows(connection)
        self.payments = Payments(connection)
        self.bills = Bills(connection)
        self.refunds = Refunds(connection)
        self.visits = Visits(connection)
        self.pictures = Pictures(connection)
