"""Simulated printers of this process by name: what `sim://name` reaches.

Handles: finding the printer of a name, making one when nobody has put one there. Offers: `place`,
`remove`, `local_printer`, `LocalTransport`. Does not know: windows, shops.
"""

from printers.errors import ConnectionLost, NotSent
from printers.profile import Profile
from printers.simulator.memory import MemoryTransport
from printers.simulator.printer import SimulatedPrinter

_printers: dict[str, SimulatedPrinter] = {}


def place(name: str, printer: SimulatedPrinter) -> None:
    """Let `sim://name` reach this printer; replaces an earlier one of that name."""
    _printers[name] = printer


def remove(name: str) -> None:
    """Nothing is at `sim://name` any more; no error when nothing was."""
    _printers.pop(name, None)


def local_printer(name: str, profile: Profile) -> SimulatedPrinter:
    """The printer of that name; a new one of that model, without ports or paper folder, when there is none."""
    if name not in _printers:
        _printers[name] = SimulatedPrinter(profile, port=None)
    return _printers[name]


class LocalTransport:
    """`sim://name[?profile=NAME]`: a connection to a simulated printer of this process."""

    two_way = True

    def __init__(self, name: str, profile: Profile, uri: str) -> None:
        self.uri = uri
        self._name = name
        self._profile = profile
        self._connection: MemoryTransport | None = None

    @property
    def alive(self) -> bool:
        """False before `open`, and once the connection is gone."""
        return self._connection is not None

    async def open(self) -> None:
        """Connect to whichever printer has the name now."""
        await self.close()
        connection = local_printer(self._name, self._profile).transport(self.uri)
        await connection.open()
        self._connection = connection

    async def write(self, data: bytes) -> None:
        """See Transport.write."""
        try:
            await self._must_be_open().write(data)
        except NotSent as error:
            self._connection = None
            raise ConnectionLost(str(error)) from error
        except ConnectionLost:
            self._connection = None
            raise

    async def read(self) -> bytes:
        """See Transport.read."""
        try:
            return await self._must_be_open().read()
        except ConnectionLost:
            self._connection = None
            raise

    async def close(self) -> None:
        """See Transport.close."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    def _must_be_open(self) -> MemoryTransport:
        if self._connection is None:
            raise ConnectionLost(f"not connected to {self.uri}")
        return self._connection
