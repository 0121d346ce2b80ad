"""The networks of this computer, and which of them may be scanned.

Handles: own addresses, the rule for scans. Offers: `Networks`, `own_networks`, `BadNetwork`,
`foreign_note`. Does not know: sockets.
"""

from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    ip_address,
    ip_interface,
    ip_network,
)

from printers.errors import PrinterError

#: A scan looks at no more addresses than a /24 has, in each of at most this many networks.
SCAN_LIMIT = 256
NETWORK_LIMIT = 4

#: Addresses that printers have when they leave the factory: Epson's network boards (UB-E02 technical
#: reference guide), Gprinter and its kin (address in the maker's sample programs).
_FACTORY = {"192.168.192.168": "Epson", "192.168.123.100": "Gprinter, Xprinter and others"}


class BadNetwork(PrinterError):
    """A network that must not or cannot be scanned."""


@dataclass(frozen=True, slots=True)
class Networks:
    """The addresses of this computer, each with its network."""

    interfaces: tuple[IPv4Interface | IPv6Interface, ...]

    def near(self, host: str) -> bool:
        """`host` is an address in one of the networks, so it is no farther away than the next switch."""
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        return any(address.version == one.version and address in one.network for one in self.interfaces)

    def ipv4(self) -> list[IPv4Interface]:
        """The IPv4 addresses, without point-to-point ones."""
        return [
            one for one in self.interfaces if isinstance(one, IPv4Interface) and one.network.prefixlen < 31
        ]

    def to_scan(self, text: str = "") -> list[IPv4Network]:
        """The networks of a scan: the one asked for, or for "" the /24 around each own private address.

        Raises BadNetwork with a sentence for anything but a private IPv4 network of at most
        `SCAN_LIMIT` addresses in which this computer has an address.
        """
        if text:
            return [self._permitted(text)]
        own = [_around(one) for one in self.ipv4() if one.ip.is_private]
        if not own:
            raise BadNetwork("this computer has no address in a private IPv4 network; connect it, then scan")
        return list(dict.fromkeys(own))[:NETWORK_LIMIT]

    def _permitted(self, text: str) -> IPv4Network:
        try:
            network = ip_network(text.strip(), strict=False)
        except ValueError:
            raise BadNetwork(f"{text!r} is no network; write for example 192.168.1.0/24") from None
        if not isinstance(network, IPv4Network):
            raise BadNetwork(f"{network} is IPv6, which is too large to scan; give the printer's own address")
        if not network.is_private:
            raise BadNetwork(f"{network} is not private: only the shop's own network may be scanned")
        if network.num_addresses > SCAN_LIMIT:
            raise BadNetwork(
                f"{network} has {network.num_addresses} addresses; at most {SCAN_LIMIT} (/24) are scanned"
            )
        if not any(network.subnet_of(one.network) for one in self.ipv4()):
            own = ", ".join(str(one.network) for one in self.ipv4()) or "none"
            raise BadNetwork(
                f"this computer has no address in {network} (its networks: {own}); it cannot scan there"
            )
        return network

    def foreign_note(self, host: str) -> str:
        """A sentence when the device at `host` answers but cannot be reached from here, else ""."""
        if self.near(host):
            return ""
        maker = _FACTORY.get(host)
        what = f"{host} is the factory address ({maker}) and" if maker else f"{host}"
        return f"{what} is not in this computer's network: set the printer to an address of this network"


def own_networks() -> Networks:
    """The networks of this computer now, loopback left out."""
    import ifaddr

    found: list[IPv4Interface | IPv6Interface] = []
    try:
        adapters = list(ifaddr.get_adapters())
    except OSError:  # a system that does not tell; nothing is near then, and nothing can be scanned
        adapters = []
    for adapter in adapters:
        for ip in adapter.ips:
            text = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
            one = ip_interface(f"{text}/{ip.network_prefix}")
            if not one.ip.is_loopback and not one.ip.is_unspecified:
                found.append(one)
    return Networks(tuple(found))


def _around(one: IPv4Interface) -> IPv4Network:
    """The own network, or the /24 around the own address when that is smaller."""
    if one.network.num_addresses <= SCAN_LIMIT:
        return one.network
    return IPv4Interface(f"{one.ip}/24").network


def literal(address: IPv4Address | IPv6Address | str) -> str:
    """An address as it stands in a URI."""
    text = str(address)
    return f"[{text}]" if ":" in text else text
