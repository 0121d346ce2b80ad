"""A scan of a small network, started by a person.

Handles: one polite question to port 9100 of each address. Offers: `scan`. Does not know: which networks
may be scanned (`networks`), how the question is asked (`asking`).
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

from printers.discovery.asking import PARALLEL, Asker, answered
from printers.discovery.sighting import Listener, Sighting, Source, host_mark
from printers.transport.socket import DEFAULT_PORT


def scan(
    networks: Sequence[IPv4Network],
    asker: Asker,
    port: int = DEFAULT_PORT,
    in_use: frozenset[str] = frozenset(),
) -> Source:
    """Look at each address of these networks, at most `PARALLEL` at once; URIs `in_use` are told, not asked."""

    async def look(listener: Listener) -> None:
        total = sum(_size(network) for network in networks)
        addresses = (address for network in networks for address in network.hosts())
        done = 0

        async def view(address: IPv4Address) -> Sighting | None:
            uri = f"socket://{address}:{port}"
            seen = Sighting(
                uri=uri, connection="network", marks=frozenset({host_mark(str(address), port)}), hint=True
            )
            return replace(seen, hint=False) if uri in in_use else answered(seen, await asker.ask(uri))

        def one_more() -> None:
            nonlocal done
            done += 1
            listener.progress(done, total)

        async with asyncio.TaskGroup() as workers:
            for _ in range(min(PARALLEL, total)):
                workers.create_task(_work(addresses, view, listener, one_more))

    return Source("scan", look)


async def _work(
    addresses: Iterator[IPv4Address],
    view: Callable[[IPv4Address], Awaitable[Sighting | None]],
    listener: Listener,
    one_more: Callable[[], None],
) -> None:
    for address in addresses:
        seen = await view(address)
        if seen is not None:
            listener.saw(seen)
        one_more()


def _size(network: IPv4Network) -> int:
    """How many `network.hosts()` are."""
    return network.num_addresses if network.prefixlen >= 31 else network.num_addresses - 2
