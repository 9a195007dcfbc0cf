"""A web server on loopback that misbehaves on purpose: sites by Host, on each path an answer, good or nasty.

An answer is a coroutine that is given the request and the connection. Every request is written down with its time,
so tests can count, measure gaps, and prove that nothing was asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import itertools
import re
import socket
import ssl
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server got it; `at` is in seconds of the monotonic clock, `done` when the answer had gone."""

    at: float
    host: str
    path: str
    agent: str


Answer = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def reply(
    body: bytes | str = b"",
    status: int = 200,
    kind: str = HTML,
    headers: Mapping[str, str] | None = None,
    length: int | None = None,
) -> Answer:
    """A plain answer; `length` overrides what Content-Length claims, -1 leaves it out (the end is the closing)."""
    data = body.encode() if isinstance(body, str) else body

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", "Connection: close"]
        if length != -1:
            lines.append(f"Content-Length: {len(data) if length is None else length}")
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        for start in range(0, len(data), 1 << 16):
            writer.write(data[start : start + (1 << 16)])
            await writer.drain()

    return answer


def redirect(to: str, status: int = 302) -> Answer:
    """Send the visitor on; `{n}` in `to` stands for one more than the number in the path asked for."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        number = re.search(r"(\d+)$", asked.path)
        target = to.replace("{n}", str(int(number[1]) + 1 if number else 1))
        await reply("", status, headers={"Location": target})(asked, writer)

    return answer


def slow_headers(seconds: float, then: Answer | None = None) -> Answer:
    """Say nothing for a while."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await (then or reply("<p>muộn</p>"))(asked, writer)

    return answer


def drip(every: float = 0.1) -> Answer:
    """Headers at once, then a byte at a time, for ever."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>")
        while not writer.is_closing():
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(every)

    return answer


def reset() -> Answer:
    """Tear the connection down with an RST instead of an answer."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        tear(writer)

    return answer


def tear(writer: asyncio.StreamWriter) -> None:
    """Close with RST: a linger of zero seconds throws away what was not sent."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def truncated(body: str) -> Answer:
    """Half of what Content-Length promises."""
    return reply(body, length=2 * len(body.encode()))


def truncated_gzip(body: str) -> Answer:
    """A gzip stream cut in the middle, its length honestly told."""
    packed = gzip.compress((body + " đệm " * 20_000).encode())
    return reply(packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})


def gzip_bomb(megabytes: int = 512) -> Answer:
    """A small answer that unpacks to very much."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(b"<p>" * 349_525) for _ in range(megabytes)) + packer.flush()
    return reply(packed, headers={"Content-Encoding": "gzip"})


def flood(piece: bytes, size: int, *, claim: bool) -> Answer:
    """`size` bytes of `piece` again and again, without holding them in memory; `claim` sends a Content-Length."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        length = f"Content-Length: {size}\r\n" if claim else ""
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}Connection: close\r\n\r\n".encode())
        block = piece * (65_536 // len(piece))
        for _ in range(size // len(block)):
            if writer.is_closing():
                return
            writer.write(block)
            await writer.drain()
        writer.write(block[: size % len(block)])
        await writer.drain()

    return answer


def in_turn(*answers: Answer) -> Answer:
    """The first answer once, then the second, …; the last one stays."""
    line = iter(answers)
    current = [next(line)]
    count = itertools.count()

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if next(count):
            current[0] = next(line, current[0])
        await current[0](asked, writer)

    return answer


def later(seconds: float) -> str:
    """A Retry-After as HTTP date, `seconds` from now."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@dataclass(slots=True)
class Site:
    """What one host answers: by path with query, else by path, else by the longest prefix ending in ``*``."""

    pages: dict[str, Answer]
    otherwise: Answer = field(default_factory=lambda: reply("<h1>Không tìm thấy trang</h1>", 404))
    dies_after: int | None = None
    """After so many requests every further one is answered with RST."""

    def find(self, path: str) -> Answer:
        """The answer for a path with its query."""
        bare = path.partition("?")[0]
        for key in (path, bare):
            if key in self.pages:
                return self.pages[key]
        fitting = [key for key in self.pages if key.endswith("*") and path.startswith(key[:-1])]
        return self.pages[max(fitting, key=len)] if fitting else self.otherwise


class FaultServer:
    """Serves sites on one or more loopback addresses, plain and, where `tls` is given, behind TLS.

    Use as a context manager. `ports` maps each address to its port.
    """

    def __init__(
        self, sites: dict[str, Site], addresses: tuple[str, ...] = ("127.0.0.1",), tls: ssl.SSLContext | None = None
    ) -> None:
        self.sites = sites
        self.ports: dict[str, int] = {}
        self.asked: list[Asked] = []
        self.at_once: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        """The most requests under way at one time, by address of the server."""
        self._addresses = addresses
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def port(self) -> int:
        """The port of the first address."""
        return self.ports[self._addresses[0]]

    def of(self, host: str) -> list[Asked]:
        """The requests for one host, in order."""
        return [asked for asked in self.asked if asked.host == host]

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        # An abandoned connection is what these tests are about: no noise about it.
        self._loop.set_exception_handler(lambda loop, context: None)
        for address in self._addresses:
            server = self._loop.run_until_complete(asyncio.start_server(self._serve, address, 0, ssl=self._tls))
            self.ports[address] = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        local = str(writer.get_extra_info("sockname")[0])
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            lines = head.split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
            asked = Asked(
                at=time.monotonic(), host=host, path=lines[0].split(" ")[1], agent=headers.get("user-agent", "")
            )
            self.asked.append(asked)
            self.at_once[local] += 1
            self.most_at_once[local] = max(self.most_at_once[local], self.at_once[local])
            try:
                await self._answer(asked, writer)
            finally:
                self.at_once[local] -= 1
        with contextlib.suppress(ConnectionError, OSError):
            writer.close()
            await writer.wait_closed()

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        site = self.sites.get(asked.host)
        if site is None:
            await reply("no such site", 404)(asked, writer)
        elif site.dies_after is not None and len(self.of(asked.host)) > site.dies_after:
            tear(writer)
        else:
            await site.find(asked.path)(asked, writer)
            await writer.drain()


def tls_context(folder: Path, host: str, *, expired: bool = False) -> ssl.SSLContext:
    """A server's TLS with a certificate signed by itself for `host`, on request one that ran out a year ago."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    until = datetime.now(UTC) + timedelta(days=-365 if expired else 365)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=700))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextlib.contextmanager
def counting_sink() -> Iterator[tuple[int, list[bytes]]]:
    """A port that takes connections and writes down what is sent: proof that nobody came."""
    came: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    over = threading.Event()

    def take() -> None:
        while not over.is_set():
            with contextlib.suppress(TimeoutError, OSError):
                connection, _ = listener.accept()
                came.append(b"connected")
                connection.close()

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], came
    finally:
        over.set()
        thread.join(2)
        listener.close()
