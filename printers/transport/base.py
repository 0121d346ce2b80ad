"""The pipe to a device: moves bytes, knows no ESC/POS."""

from typing import Protocol


class Transport(Protocol):
    """One connection to one device. One task writes, one task reads; both may run at once.

    Implementations never interpret the bytes. Errors are `printers.errors`.
    """

    @property
    def uri(self) -> str:
        """The device URI this transport was made from."""
        ...

    @property
    def two_way(self) -> bool:
        """False when `read` can never return a byte (a file, a one-way spooler)."""
        ...

    @property
    def alive(self) -> bool:
        """False as soon as the connection is known to be gone, also before `read` said so. Never waits."""
        ...

    async def open(self) -> None:
        """Connect. Raises Unreachable or AccessDenied; then nothing was sent. May be called again after `close`."""
        ...

    async def write(self, data: bytes) -> None:
        """Hand all of `data` over, waiting while the device does not take it.

        Raises ConnectionLost with `bytes_sent` when the connection breaks. May be cancelled; then an
        unknown part was sent.
        """
        ...

    async def read(self) -> bytes:
        """The next bytes from the device, at least one; b"" when the device closed.

        Raises ConnectionLost when the connection broke. A one-way transport never returns.
        """
        ...

    async def close(self) -> None:
        """Close in order: drain what the device still says, then shut down. Never raises."""
        ...
