"""The guard: names resolve to public addresses only, wherever they come from.

It sits in the resolver, so literals, odd notations (``2130706433``, ``0x7f.1``), redirects and robots.txt all pass
through it. ``--resolve`` maps names and does not lift it; ``--allow-private`` does.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer, provider

from crawler.order import Mapping

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an IP address may be visited: globally routable, also where an IPv4 address is wrapped in IPv6."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour
        if wrapped is None and (ip in _NAT64 or (int(ip) >> 32 == 0 and int(ip) > 1)):
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.is_site_local:
            return False
        if wrapped is not None:
            ip = wrapped
    return ip.is_global and not ip.is_multicast


def is_loopback(address: str) -> bool:
    """Tell whether an IP address is this machine's own."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class Guard:
    """What was refused, and where names led, for the process: read by the fetcher and by politeness."""

    def __init__(self, mappings: Sequence[Mapping], allow_private: bool) -> None:
        self.allow_private = allow_private
        self.refused: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self._mappings = {(mapping.host.lower(), mapping.port): mapping for mapping in mappings}

    def __deepcopy__(self, memo: dict[int, Any]) -> Guard:
        # Scrapy deep-copies its settings; politeness must read the names that the resolver wrote.
        return self

    def mapped(self, host: str, port: int) -> Mapping | None:
        """The mapping of the command line for a name, that of its port first."""
        host = host.lower()
        return self._mappings.get((host, port)) or self._mappings.get((host, None))

    def allows(self, host: str, address: str) -> bool:
        """Decide on one resolved address, and remember the answer."""
        if self.allow_private or is_public(address):
            self.addresses.setdefault(host.lower(), address)
            return True
        self.refused[host.lower()] = address
        return False

    def is_local(self, host: str) -> bool:
        """Tell whether a name led to loopback and loopback is allowed: nobody to be polite to."""
        return self.allow_private and is_loopback(self.addresses.get(host.lower(), host))


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's name resolver behind the guard."""

    def __init__(self, reactor: Any, guard: Guard) -> None:
        self.reactor = reactor
        self._original = reactor.nameResolver
        self._guard = guard

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GuardedResolver:
        """Called by Scrapy; the guard itself is handed over in the settings."""
        return cls(reactor, crawler.settings["KIEMCONG_GUARD"])

    def install_on_reactor(self) -> None:
        """Called by Scrapy once the reactor stands."""
        self.reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """Resolve a name; addresses the guard refuses are not handed on."""
        mapping = self._guard.mapped(hostName, portNumber)
        if mapping is not None:
            resolution = HostResolution(hostName)
            resolutionReceiver.resolutionBegan(resolution)
            if self._guard.allows(hostName, mapping.ip):
                kind = IPv6Address if ":" in mapping.ip else IPv4Address
                resolutionReceiver.addressResolved(kind(transportSemantics, mapping.ip, mapping.ip_port or portNumber))
            resolutionReceiver.resolutionComplete()
            return resolution
        receiver = _guarded(resolutionReceiver, hostName, self._guard)
        resolved: IHostResolution = self._original.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolved


def _guarded(receiver: IResolutionReceiver, host: str, guard: Guard) -> Any:
    @provider(IResolutionReceiver)
    class _Guarded:
        @staticmethod
        def resolutionBegan(resolution: IHostResolution) -> None:
            receiver.resolutionBegan(resolution)

        @staticmethod
        def addressResolved(address: Any) -> None:
            if guard.allows(host, address.host):
                receiver.addressResolved(address)

        @staticmethod
        def resolutionComplete() -> None:
            receiver.resolutionComplete()

    return _Guarded
