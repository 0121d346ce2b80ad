"""One open transaction as the core sees it."""

from desk.store.catalogue import Catalogue
from desk.store.closing import Closing
from desk.store.connection import Connection
from desk.store.customers import Customers
from desk.store.jobs import Jobs
from desk.store.messages import Messages
from desk.store.numbers import Numbers
from desk.store.orders import Orders
from desk.store.past import Past
from desk.store.payments import Payments
from desk.store.people import People
from desk.store.raw_events import RawEvents
from desk.store.sales import Sales
from desk.store.statistics import Statistics
from desk.store.views import Views


class StoreWork:
    """The repositories on one connection (desk.domain.ports.Work)."""

    def __init__(self, connection: Connection) -> None:
        self.orders = Orders(connection)
        self.jobs = Jobs(connection)
        self.customers = Customers(connection)
        self.numbers = Numbers(connection)
        self.raw_events = RawEvents(connection)
        self.catalogue = Catalogue(connection)
        self.messages = Messages(connection)
        self.sales = Sales(connection)
        self.statistics = Statistics(connection)
        self.closing = Closing(connection)
        self.payments = Payments(connection)
        self.people = People(connection)
        self.past = Past(connection)
        self.views = Views(connection)
