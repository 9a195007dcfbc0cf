"""``--resolve host[:port]=ip[:port]``: where a name is to be found, and whether an audit leaves this machine at all."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from crawler.order import Mapping
from records.school import School
from runner.errors import InputError

_BRACKETED = re.compile(r"\[([^\]]*)\](?::(\d+))?")
_PLAIN = re.compile(r"([^:\[\]]+)(?::(\d+))?")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")


def parse_mapping(text: str) -> Mapping:
    """Read one ``host[:port]=ip[:port]``; IPv6 addresses stand in brackets. Raises InputError."""
    left, separator, right = text.strip().partition("=")
    if not separator:
        raise _unusable(text, "thiếu dấu “=”")
    host, port = _split(text, left.strip())
    ip, ip_port = _split(text, right.strip())
    host = host.lower().rstrip(".")
    if ":" not in host and not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise _unusable(text, f"“{host}” không phải là tên máy chủ") from error
    if not _HOST.fullmatch(host) and not _is_address(host):
        raise _unusable(text, f"“{host}” không phải là tên máy chủ")
    if not _is_address(ip):
        raise _unusable(text, f"“{ip}” không phải là địa chỉ IP")
    return Mapping(host=host, port=port, ip=str(ipaddress.ip_address(ip)), ip_port=ip_port)


def _split(text: str, side: str) -> tuple[str, int | None]:
    match = _BRACKETED.fullmatch(side) or _PLAIN.fullmatch(side)
    if match is None:
        raise _unusable(text, "địa chỉ IPv6 phải đặt trong ngoặc vuông, ví dụ [::1]:8080")
    port = int(match[2]) if match[2] else None
    if port is not None and not 1 <= port <= 65535:
        raise _unusable(text, f"số cổng {port} không hợp lệ")
    return match[1].strip(), port


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _unusable(text: str, why: str) -> InputError:
    return InputError(f"--resolve {text[:120]}: {why}; hãy viết như truong.example=127.0.0.1:8080.")


def stays_here(schools: Iterable[School], mappings: Sequence[Mapping]) -> bool:
    """Tell whether every portal and parent portal of `schools` is on this machine, so that no contact is needed."""
    found = {(mapping.host, mapping.port): mapping.ip for mapping in mappings}
    return all(_is_local(url, found) for school in schools for url in (school.portal, *school.parents))


def _is_local(url: str, found: dict[tuple[str, int | None], str]) -> bool:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = found.get((host, port)) or found.get((host, None)) or host
    return address == "localhost" or (_is_address(address) and ipaddress.ip_address(address).is_loopback)
