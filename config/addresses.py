"""Web addresses as people type them into lists, made into addresses that can be asked for."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit, urlunsplit

MAX_ADDRESS = 2_000

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_SEPARATORS = re.compile(r"[\s;|,]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class AddressError(ValueError):
    """Not an address that can be visited; the message is Vietnamese and never repeats a password."""


def normalise_address(text: str) -> str:
    """Return `text` as an absolute http(s) address: lower-case host (punycode), a path, no fragment.

    A missing scheme becomes ``http://``, not ``https://``: a portal that has both redirects from the former to the
    latter, while one that has only the former would look dead. A name without a dot counts as a host only behind an
    explicit scheme. Raises `AddressError`.
    """
    text = text.strip().replace("\\", "/")
    if not text:
        raise AddressError("chưa có địa chỉ.")
    if len(text) > MAX_ADDRESS:
        raise AddressError(f"địa chỉ dài quá {MAX_ADDRESS} ký tự.")
    if any(character.isspace() or not character.isprintable() for character in text):
        raise AddressError("địa chỉ có khoảng trắng hoặc ký tự lạ bên trong.")
    explicit = _SCHEME.match(text)
    if explicit is not None and explicit[1].lower() not in _DEFAULT_PORTS:
        raise AddressError("không phải là địa chỉ http hoặc https.")
    if explicit is not None and not text[explicit.end() :].startswith("//"):
        raise AddressError("không phải là địa chỉ http hoặc https (thiếu “//” sau dấu hai chấm).")
    full = text if explicit is not None else "http://" + text.removeprefix("//")
    return _checked(full, needs_dot=explicit is None)


def _checked(full: str, needs_dot: bool) -> str:
    try:
        parts = urlsplit(full)
        port = parts.port
    except ValueError as error:
        raise AddressError("không phải là địa chỉ web hợp lệ.") from error
    if "@" in parts.netloc:
        if needs_dot:
            raise AddressError("đây có vẻ là địa chỉ thư điện tử, không phải địa chỉ web.")
        raise AddressError("địa chỉ chứa tên đăng nhập hoặc mật khẩu; hãy bỏ phần trước dấu @.")
    if port == 0:
        raise AddressError("số cổng không hợp lệ.")
    host = _host(parts.hostname or "", needs_dot)
    scheme = parts.scheme.lower()
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def _host(host: str, needs_dot: bool) -> str:
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError as error:
            raise AddressError("địa chỉ IPv6 không hợp lệ.") from error
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise AddressError("tên miền không hợp lệ.") from error
    labels = host.split(".")
    if not host or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressError("tên miền không hợp lệ.")
    if needs_dot and len(labels) < 2:
        raise AddressError("không phải là địa chỉ web (thiếu tên miền).")
    return host


def split_addresses(text: str) -> tuple[str, ...]:
    """Split a cell into the addresses written in it, separated by white space, ``;``, ``,`` or ``|``."""
    return tuple(piece for piece in _SEPARATORS.split(text) if piece)


def same_place(address: str) -> str:
    """Return what two normalised addresses of one portal have in common: no scheme, no ``www.``, no last slash."""
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}{'?' + parts.query if parts.query else ''}"
