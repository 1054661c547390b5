"""Which addresses a link that came from outside may not lead to, decided after the name was resolved."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from ..errors import Denied, Unreachable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")
_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is given out to the public network; the rest is private, reserved, or IPv4 in one more disguise."""
_OURS_OR_NOBODYS = tuple(map(ip_network, ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24")))
"""What Python's list of the public network has in it, or had in one version or another."""


def networks(names: Sequence[str]) -> tuple[Network, ...]:
    """Read the networks that a person allows."""
    return tuple(ip_network(name) for name in names)


async def public_address(host: str, port: int, allowed: Sequence[Network]) -> str:
    """Resolve a name and return the address to connect to, which is thereby the one that was checked.

    Raises:
        Denied: all its addresses are private, local or reserved, and not in an allowed network.
        Unreachable: the name cannot be resolved.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host}: its name cannot be resolved ({error})") from None
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise Unreachable(f"{host}: its name has no address")
    for address in addresses:
        if reachable(address, allowed):
            return str(address)
    raise Denied(
        f"{host}: a link from a page may not lead to {addresses[0]}, a private address ([network] allow_private can "
        "name its network)"
    )


def reachable(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Tell whether an address is one of the public network, or of an allowed one.

    >>> [reachable(ip_address(text)) for text in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    inner = _inner(address)
    if any(candidate.version == network.version and candidate in network
           for network in allowed for candidate in {address, inner}):  # fmt: skip
        return True
    return all(each.is_global and not each.is_multicast and not _withheld(each) for each in {address, inner})


def _inner(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for, or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _withheld(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return any(address in network for network in _OURS_OR_NOBODYS)
    return address not in _UNICAST and address not in _NAT64
