"""Printers that announce themselves (Bonjour, multicast DNS) through zeroconf.

Handles: three service types, their TXT records. Offers: `mdns`, `read_announcement`, `TYPES`. Does not know: IPP.

`_pdl-datastream._tcp` is the raw port, its SRV record says which. `_ipp._tcp` and `_printer._tcp` (LPD) only hint that
a printer is there: those ports swallow ESC/POS without a word, so such a device is shown when its port 9100 answers.
TXT keys (Apple, Bonjour Printing Specification 1.2.1, section 9): ty maker and model, product "(model)" of the driver,
usb_MFG, usb_MDL and usb_CMD as in the IEEE 1284 device ID.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from printers.discovery.models import languages, split_make
from printers.discovery.networks import Networks, literal
from printers.discovery.sighting import Listener, Sighting, Source, host_mark
from printers.transport.socket import DEFAULT_PORT

RAW = "_pdl-datastream._tcp.local."
TYPES = (RAW, "_ipp._tcp.local.", "_printer._tcp.local.")
#: Announcements looked into, and addresses of each.
_NAMES = 128
_ADDRESSES = 8


def read_announcement(
    kind: str,
    instance: str,
    addresses: Sequence[str],
    port: int,
    text: Mapping[str, str | None],
    networks: Networks,
) -> Sighting | None:
    """What an announcement of service type `kind` says; None when it says nothing of use. Never raises."""
    raw = kind == RAW
    port = port if raw else DEFAULT_PORT
    usable = [one for one in addresses[:_ADDRESSES] if one]
    if not usable or not 0 < port < 65536:
        return None
    facts = {key.casefold(): (value or "").strip() for key, value in list(text.items())[:64]}
    make, model = facts.get("usb_mfg", ""), facts.get("usb_mdl", "")
    if not model:
        by_name, model = split_make(facts.get("ty", "") or facts.get("product", "").strip("()"))
        make = make or by_name
    best = next((one for one in usable if networks.near(one)), usable[0])
    note = networks.foreign_note(best)
    name = instance.removesuffix("." + kind)
    return Sighting(
        uri=f"socket://{literal(best)}:{port}",
        connection="network",
        marks=frozenset(host_mark(one, port) for one in usable),
        trust=5,
        make=make,
        model=model,
        name=name,
        sets=languages(facts.get("usb_cmd", "")) | _formats(facts.get("pdl", "")),
        notes=(note,) if note else (),
        ask=not note,
        hint=not raw,
    )


def _formats(pdl: str) -> frozenset[str]:
    """The office languages among the MIME types of the key pdl."""
    known = {
        "postscript": "POSTSCRIPT",
        "vnd.hp-pcl": "PCL",
        "vnd.hp-pclxl": "PCLXL",
        "pdf": "PDF",
        "urf": "URF",
        "pwg-raster": "PWG",
    }
    types = (one.strip().casefold().rpartition("/")[2] for one in pdl[:1000].split(","))
    return frozenset(known[one] for one in types if one in known)


def mdns(networks: Networks, seconds: float, interfaces: Sequence[str] | None = None) -> Source:
    """Listen for `seconds`. `interfaces`: own addresses to listen on, default all."""

    async def look(listener: Listener) -> None:
        from zeroconf import Error, InterfaceChoice
        from zeroconf.asyncio import AsyncZeroconf

        try:
            zeroconf = AsyncZeroconf(interfaces=list(interfaces) if interfaces else InterfaceChoice.All)
        except (Error, RuntimeError) as error:
            raise OSError(f"no network to listen on ({error})") from error
        try:
            await _browse(zeroconf, listener, networks, seconds)
        finally:
            # a second cancellation must not leave sockets behind
            await asyncio.shield(zeroconf.async_close())

    return Source("mDNS", look)


async def _browse(zeroconf: Any, listener: Listener, networks: Networks, seconds: float) -> None:
    from zeroconf import Error, IPVersion, ServiceStateChange, Zeroconf
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo

    looking: set[asyncio.Task[None]] = set()
    names: set[tuple[str, str]] = set()

    async def resolve(kind: str, name: str) -> None:
        try:
            info = AsyncServiceInfo(kind, name)
        except Error:  # a name that none may have, with control characters in it
            return
        if await info.async_request(zeroconf.zeroconf, seconds * 1000):
            addresses = info.parsed_scoped_addresses(IPVersion.V4Only) or info.parsed_scoped_addresses()
            seen = read_announcement(kind, name, addresses, info.port or 0, info.decoded_properties, networks)
            if seen is not None:
                listener.saw(seen)

    def changed(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if (
            state_change is ServiceStateChange.Removed
            or len(names) >= _NAMES
            or (service_type, name) in names
        ):
            return
        names.add((service_type, name))
        task = asyncio.get_running_loop().create_task(resolve(service_type, name))
        looking.add(task)
        task.add_done_callback(looking.discard)

    browser = AsyncServiceBrowser(zeroconf.zeroconf, list(TYPES), handlers=[changed])
    try:
        await asyncio.sleep(seconds)
    finally:
        await browser.async_cancel()
        for task in tuple(looking):
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
