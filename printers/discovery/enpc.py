"""Epson's ENPC: a broadcast to UDP port 3289 that Epson's network printers answer with their model.

Handles: the two queries, strict reading of replies. Offers: `enpc`, `read_reply`, `Reply`, `PORT`. Does not know:
status over ENPC, Epson's other devices.

The protocol is not published. The layout is what captures of the TM-m30 and TM-m30II show: "EPSON" and Q (query) or
q (reply), device type 03 (printer), device number, function (2 bytes), result (2), length of what follows (2), all
big endian. Function 0 answers five bytes and the model; function 1 answers the MAC address (6), the name of the
network board (32), four bytes and the model. Texts end with NUL.
"""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple, cast

from printers.discovery.models import is_receipt
from printers.discovery.networks import Networks
from printers.discovery.sighting import Listener, Sighting, Source, host_mark
from printers.transport.socket import DEFAULT_PORT

PORT = 3289
_HEADER = 14
#: Functions asked for, and where the model stands in the answer.
_MODEL_AT = {0: 5, 1: 42}
QUERIES = tuple(b"EPSONQ\x03\x00" + function.to_bytes(2, "big") + bytes(4) for function in _MODEL_AT)
_LONGEST_MODEL = 64
#: Seconds after the start at which the queries are sent: datagrams get lost.
_SENT_AT = (0.0, 0.4, 1.0)
#: Datagrams looked at before we stop listening.
_DATAGRAMS = 2048


class Reply(NamedTuple):
    """What a printer says of itself. `mac` as 12 hex digits, "" when the reply has none."""

    model: str
    mac: str = ""


def read_reply(data: bytes) -> Reply | None:
    """A reply to one of `QUERIES`; None for anything that is not exactly that. Never raises."""
    if len(data) < _HEADER or data[:7] != b"EPSONq\x03" or data[10:12] != b"\x00\x00":
        return None
    function = int.from_bytes(data[8:10], "big")
    payload = data[_HEADER:]
    start = _MODEL_AT.get(function)
    if start is None or len(payload) != int.from_bytes(data[12:14], "big"):
        return None
    model, end, _ = payload[start : start + _LONGEST_MODEL + 1].partition(b"\x00")
    if not model or not end or any(not 0x20 <= byte <= 0x7E for byte in model):
        return None
    mac = payload[:6].hex() if function == 1 else ""
    return Reply(model.decode("ascii").strip(), mac if mac.strip("0") else "")


class _Socket(asyncio.DatagramProtocol):
    """Hears the replies that come from the port we asked."""

    def __init__(self, listener: Listener, networks: Networks, ports: frozenset[int]) -> None:
        self._listener = listener
        self._networks = networks
        self._ports = ports
        self._left = _DATAGRAMS
        self._transport: asyncio.DatagramTransport | None = None
        self.trouble: OSError | None = None
        self.heard = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the loop."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Called by the loop."""
        self._left -= 1
        if self._left <= 0 and self._transport is not None:
            self._transport.abort()
            return
        host, port = addr[0], addr[1]
        reply = read_reply(data) if port in self._ports else None
        if reply is not None:
            self.heard = True
            self._listener.saw(self._sighting(host, reply))

    def error_received(self, exc: Exception) -> None:
        """Called by the loop when a query could not be sent."""
        if isinstance(exc, OSError):
            self.trouble = exc

    def _sighting(self, host: str, reply: Reply) -> Sighting:
        note = self._networks.foreign_note(host)
        marks = {host_mark(host, DEFAULT_PORT), *([f"mac:{reply.mac}"] if reply.mac else [])}
        return Sighting(
            uri=f"socket://{host}:{DEFAULT_PORT}",
            connection="network",
            marks=frozenset(marks),
            trust=6,
            make="EPSON",
            model=reply.model,
            notes=(note,) if note else (),
            # Epson's office printers answer this search too, and nobody knows what they would do with a question
            ask=not note and is_receipt("EPSON", reply.model),
        )


def enpc(networks: Networks, seconds: float, targets: Sequence[tuple[str, int]] | None = None) -> Source:
    """Ask all Epson printers in reach for `seconds`. `targets`: where to send, default every network's broadcast."""

    async def look(listener: Listener) -> None:
        loop = asyncio.get_running_loop()
        goals = _everywhere(networks) if targets is None else targets
        transport, protocol = await loop.create_datagram_endpoint(
            lambda: _Socket(listener, networks, frozenset(port for _, port in goals)),
            local_addr=("0.0.0.0", 0),
            allow_broadcast=True,
        )
        try:
            slept = 0.0
            for at in (*(at for at in _SENT_AT if at < seconds), seconds):
                await asyncio.sleep(at - slept)
                slept = at
                if at < seconds and not transport.is_closing():
                    for goal in goals:
                        for query in QUERIES:
                            transport.sendto(query, goal)
            if protocol.trouble is not None and not protocol.heard and not networks.interfaces:
                raise protocol.trouble
        finally:
            transport.close()

    return Source("ENPC", look)


def _everywhere(networks: Networks) -> list[tuple[str, int]]:
    """Each network's own broadcast address, because the general one leaves by one network only; and that one too."""
    own = [str(one.network.broadcast_address) for one in networks.ipv4()]
    return [(address, PORT) for address in dict.fromkeys((*own[:16], "255.255.255.255"))]
