"""The browser's only way out: a proxy on loopback, in the crawler's own event loop, behind the crawler's guard.

Chromium resolves no names. It asks this proxy, which resolves each name through the same guard as Scrapy's resolver
and connects to the very address that was checked: a redirect, a frame, a name that answers differently the second
time cannot lead to a private address.

A *lane* is a port of its own for one school, chosen at random and open only while a page of that school is rendered.
There are no credentials: Chromium would offer them to any server that answers 401, and whoever runs programs on this
machine can reach public addresses without us.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from crawler.browser.rendered import RenderLimits
from crawler.guard import Guard
from records.facts import Reason

logger = logging.getLogger(__name__)

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
Report = Callable[[str, Reason, str], None]

_HEAD = 64 * 1024
_CHUNK = 64 * 1024
_UPLOAD = 1024 * 1024
_RESOLVE_SECONDS = 15.0
_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 30.0
_ADDRESSES_TRIED = 3
_CONNECTIONS = 64
_TLS_HANDSHAKE = b"\x16\x03"
_HOP_BY_HOP = (b"proxy-connection", b"proxy-authorization", b"connection", b"keep-alive", b"te", b"upgrade", b"trailer")


class Refused(Exception):
    """The proxy will not or cannot do it; `place` is ``host:port``."""

    def __init__(self, reason: Reason, detail: str = "", place: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.place = place


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the machine's resolver gives them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def resolve(guard: Guard, host: str, port: int, lookup: Lookup = system_lookup) -> list[tuple[str, int]]:
    """Where a name may be connected to; raises `Refused` when nowhere."""
    place = f"{host}:{port}"
    mapping = guard.mapped(host, port)
    if mapping is not None:
        if guard.allows(host, mapping.ip):
            return [(mapping.ip, mapping.ip_port or port)]
        raise Refused(Reason.PRIVATE_ADDRESS, f"{host} → {mapping.ip}", place)
    try:
        addresses = await asyncio.wait_for(lookup(host, port), _RESOLVE_SECONDS)
    except (OSError, TimeoutError, UnicodeError) as error:
        raise Refused(Reason.DNS, f"{host}: {error}"[:200], place) from error
    allowed = [(address, port) for address in addresses if guard.allows(host, address)]
    if not allowed:
        raise Refused(Reason.PRIVATE_ADDRESS if addresses else Reason.DNS, f"{host} → {', '.join(addresses)}", place)
    return allowed


class Lane:
    """One school's port of the proxy: counts its requests and bytes, and bounds each answer and each render.

    A lane that was never begun refuses everything: what the browser itself wants from the network goes there.
    `report` is told of every refusal: the place (``host:port``), the reason, and words.
    """

    def __init__(self, guard: Guard, lookup: Lookup = system_lookup) -> None:
        self.requests = 0
        self.tunnels = 0
        self.bytes = 0
        self._guard = guard
        self._lookup = lookup
        self._limits = RenderLimits()
        self._report: Report | None = None
        self._left = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_open(self) -> bool:
        """Tell whether it listens."""
        return self._server is not None

    @property
    def port(self) -> int:
        """The port it listens on."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def open(self) -> None:
        """Listen, on loopback only."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0, limit=_HEAD)

    def begin(self, limits: RenderLimits, report: Report) -> None:
        """Let one render through."""
        self._limits, self._report, self._left = limits, report, limits.render_bytes

    def end(self) -> None:
        """Cut all connections and let nothing through until the next render."""
        self._report = None
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        """Stop listening."""
        self.end()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2)

    async def where(self, host: str, port: int) -> list[tuple[str, int]]:
        """Where a name may be connected to; raises `Refused`."""
        return await resolve(self._guard, host, port, self._lookup)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._serve(reader, writer)
        except asyncio.CancelledError:
            # Nobody awaits this task: the end of a render is told to it by cancelling, and that is all.
            writer.transport.abort()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            logger.debug("a connection of the browser ended: %s", error)
            writer.transport.abort()
        except Exception:
            logger.exception("the browser's proxy failed")
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            with contextlib.suppress(OSError):
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _ANSWER_SECONDS)
        method, target, _ = [*head.split(b"\r\n", 1)[0].split(b" "), b"", b""][:3]
        try:
            if self._report is None or len(self._tasks) > _CONNECTIONS:
                raise Refused(Reason.BLOCKED, "no page is being rendered")
            if method == b"CONNECT":
                await self._tunnel(target.decode("latin-1"), reader, writer)
            else:
                await self._forward(target.decode("latin-1"), head, reader, writer)
        except Refused as refused:
            if self._report is not None and refused.place:
                self._report(refused.place, refused.reason, refused.detail)
            writer.write(b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        place = f"{host}:{port}"
        failure: Refused | None = None
        for address, at in (await self.where(host, port))[:_ADDRESSES_TRIED]:
            try:
                return await asyncio.wait_for(asyncio.open_connection(address, at, limit=_HEAD), _CONNECT_SECONDS)
            except TimeoutError:
                failure = Refused(Reason.TIMEOUT, f"{place}: no connection", place)
            except OSError as error:
                failure = Refused(Reason.REFUSED, f"{place}: {error}"[:200], place)
        assert failure is not None
        raise failure

    async def _tunnel(self, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = _place("//" + target, 443)
        server_reader, server_writer = await self._connect(host, port)
        try:
            self.tunnels += 1
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            hello = await asyncio.wait_for(reader.read(_CHUNK), _ANSWER_SECONDS)
            # A tunnel is for TLS. Plain WebSockets would come this way too, and they are not wanted.
            if not hello.startswith(_TLS_HANDSHAKE):
                return
            server_writer.write(hello)
            up = asyncio.ensure_future(self._relay(reader, server_writer, f"{host}:{port}", _UPLOAD))
            down = asyncio.ensure_future(
                self._relay(server_reader, writer, f"{host}:{port}", self._limits.render_bytes)
            )
            try:
                await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for side in (up, down):
                    side.cancel()
                ends = await asyncio.gather(up, down, return_exceptions=True)
            for end in ends:
                if isinstance(end, Refused) and self._report is not None:
                    self._report(end.place, end.reason, end.detail)
        finally:
            server_writer.transport.abort() if server_writer.transport.is_closing() else server_writer.close()

    async def _forward(
        self, target: str, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Pass one plain HTTP request on, on a connection of its own: its end is the answer's end."""
        if not target.startswith("http://"):
            raise Refused(Reason.BAD_URL, target[:200])
        host, port = _place(target, 80)
        place = f"{host}:{port}"
        body = await self._body_of(head, reader, place)
        server_reader, server_writer = await self._connect(host, port)
        try:
            self.requests += 1
            server_writer.write(_request_head(head, target) + body)
            answer = await self._answer_head(server_reader, place)
            length = _content_length(answer)
            if length is not None and length > self._limits.response_bytes:
                raise Refused(Reason.TOO_LARGE, f"{target[:200]}: {length} bytes", place)
            writer.write(_without_hops(answer))
            try:
                await self._relay(server_reader, writer, place, self._limits.response_bytes)
            except Refused as refused:
                # Half an answer must not look like a whole one.
                writer.transport.abort()
                if self._report is not None:
                    self._report(refused.place, refused.reason, target[:200])
        finally:
            server_writer.close()

    async def _body_of(self, head: bytes, reader: asyncio.StreamReader, place: str) -> bytes:
        length = _content_length(head) or 0
        if length > _UPLOAD or b"\r\ntransfer-encoding:" in head.lower():
            raise Refused(Reason.TOO_LARGE, "an upload", place)
        return await reader.readexactly(length) if length else b""

    async def _answer_head(self, server: asyncio.StreamReader, place: str) -> bytes:
        try:
            while True:
                head = await asyncio.wait_for(server.readuntil(b"\r\n\r\n"), _ANSWER_SECONDS)
                self._count(len(head), place)
                if not head[:16].split(b" ", 1)[-1].startswith(b"1"):
                    return head
        except TimeoutError as error:
            raise Refused(Reason.TIMEOUT, f"{place}: no answer", place) from error
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise Refused(Reason.RESET, f"{place}: {type(error).__name__}", place) from error

    async def _relay(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, place: str, most: int) -> None:
        while chunk := await source.read(_CHUNK):
            most -= len(chunk)
            if most < 0:
                raise Refused(Reason.TOO_LARGE, "an answer", place)
            self._count(len(chunk), place)
            sink.write(chunk)
            await sink.drain()

    def _count(self, size: int, place: str) -> None:
        self.bytes += size
        self._left -= size
        if self._left < 0:
            raise Refused(Reason.TOO_LARGE, "the page with all it loads", place)


def _place(url: str, default: int) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        raise Refused(Reason.BAD_URL, url[:200])
    return host, port or default


def _request_head(head: bytes, target: str) -> bytes:
    """The request as a server wants it: the path alone in its first line."""
    parts = urlsplit(target)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    method = head.split(b" ", 1)[0]
    rest = head.split(b"\r\n", 1)[1]
    return _without_hops(b"%s %s HTTP/1.1\r\n%s" % (method, path.encode("latin-1"), rest))


def _without_hops(head: bytes) -> bytes:
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    kept = [line for line in lines if line.split(b":", 1)[0].strip().lower() not in _HOP_BY_HOP]
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""])


def _content_length(head: bytes) -> int | None:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value.strip()[:18])
    return None
