"""A scan of a small network, started by a person.

Handles: one polite question to port 9100 of each address. Offers: `scan`. Does not know: which networks
may be scanned (`networks`), how the question is asked (`asking`).
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network

from printers.discovery.asking import PARALLEL, Asker
from printers.discovery.sighting import Listener, Sighting, Source, host_mark
from printers.transport.socket import DEFAULT_PORT


def scan(networks: Sequence[IPv4Network], asker: Asker, port: int = DEFAULT_PORT) -> Source:
    """Look at each address of these networks, at most `PARALLEL` at once."""

    async def look(listener: Listener) -> None:
        total = sum(_size(network) for network in networks)
        addresses = (address for network in networks for address in network.hosts())
        done = 0

        def one_more() -> None:
            nonlocal done
            done += 1
            listener.progress(done, total)

        async with asyncio.TaskGroup() as workers:
            for _ in range(min(PARALLEL, total)):
                workers.create_task(_work(addresses, asker, port, listener, one_more))

    return Source("scan", look)


async def _work(
    addresses: Iterator[IPv4Address],
    asker: Asker,
    port: int,
    listener: Listener,
    one_more: Callable[[], None],
) -> None:
    for address in addresses:
        uri = f"socket://{address}:{port}"
        answer = await asker.ask(uri)
        if answer.reached:
            listener.saw(
                Sighting(
                    uri=uri,
                    connection="network",
                    marks=frozenset({host_mark(str(address), port)}),
                    trust=8,
                    make=answer.make,
                    model=answer.model,
                    serial=answer.serial,
                    answers=answer.answers,
                    refused=answer.refused,
                )
            )
        one_more()


def _size(network: IPv4Network) -> int:
    """How many `network.hosts()` are."""
    return network.num_addresses if network.prefixlen >= 31 else network.num_addresses - 2
