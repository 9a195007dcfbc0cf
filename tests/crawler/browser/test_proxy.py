"""The browser's proxy by itself: what it lets through, what it counts, what it refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from crawler.browser.proxy import Lane
from crawler.browser.rendered import RenderLimits
from crawler.guard import Guard
from crawler.order import Mapping
from records.facts import Reason

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Refusals = list[tuple[str, Reason]]
SMALL = RenderLimits(response_bytes=10_000, render_bytes=25_000)


def answer(body: bytes, head: bytes = b"") -> Serve:
    """A server that answers every connection once and remembers nothing."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got = await reader.readuntil(b"\r\n\r\n")
        echo = b"X-Got: " + got.replace(b"\r\n", b"|") + b"\r\n"
        writer.write(b"HTTP/1.1 200 OK\r\n" + head + echo + b"\r\n" + body)
        writer.close()

    return serve


@asynccontextmanager
async def lane_to(serve: Serve, *, allow_private: bool = True, limits: RenderLimits = SMALL, begin: bool = True) -> Any:
    """A lane before a server known as ``mot.test``; yields the lane and what it refused."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    lane = Lane(Guard([Mapping(host="mot.test", ip="127.0.0.1", ip_port=port)], allow_private), no_names)
    await lane.open()
    refusals: Refusals = []
    if begin:
        lane.begin(limits, lambda place, reason, detail: refusals.append((place, reason)))
    try:
        yield lane, refusals
    finally:
        await lane.close()
        server.close()


async def no_names(host: str, port: int) -> Sequence[str]:
    """A resolver that knows one name, and that one privately."""
    if host == "noi-bo.test":
        return ["10.0.0.7", "127.0.0.1"]
    raise OSError("no such name")


async def ask(lane: Lane, request: bytes) -> bytes:
    """Send bytes to the proxy and read to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", lane.port)
    writer.write(request)
    got = b""
    try:
        while chunk := await asyncio.wait_for(reader.read(65536), 5):
            got += chunk
    except ConnectionError:
        got += b"<torn>"
    writer.close()
    return got


GET = b"GET http://mot.test/tin?x=1 HTTP/1.1\r\nHost: mot.test\r\nProxy-Connection: keep-alive\r\nX-A: b\r\n\r\n"


def test_a_plain_request_is_passed_on_and_counted() -> None:
    async def check() -> None:
        async with lane_to(answer(b"chao", b"Content-Length: 4\r\nConnection: keep-alive\r\n")) as (lane, refusals):
            got = await ask(lane, GET)
            assert got.endswith(b"\r\n\r\nchao")
            assert b"X-Got: GET /tin?x=1 HTTP/1.1|Host: mot.test|X-A: b|Connection: close||" in got
            assert got.count(b"Connection: close\r\n") == 1
            assert b"keep-alive" not in got
            assert (lane.requests, refusals) == (1, [])
            assert lane.bytes > 4

    asyncio.run(check())


@pytest.mark.parametrize("head", [b"Content-Length: 50000\r\n", b""])
def test_an_answer_that_is_too_large_is_cut(head: bytes) -> None:
    async def check() -> None:
        async with lane_to(answer(bytes(50_000), head)) as (lane, refusals):
            got = await ask(lane, GET)
            assert len(got) < 45_000
            assert refusals == [("mot.test:80", Reason.TOO_LARGE)]

    asyncio.run(check())


def test_a_render_has_an_end_in_bytes() -> None:
    async def check() -> None:
        async with lane_to(answer(bytes(9_000))) as (lane, refusals):
            for _ in range(4):
                await ask(lane, GET)
            assert (lane.requests, {reason for _, reason in refusals}) == (4, {Reason.TOO_LARGE})
            lane.begin(SMALL, lambda place, reason, detail: None)
            assert (await ask(lane, GET)).endswith(bytes(9_000))

    asyncio.run(check())


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (b"http://noi-bo.test/", Reason.PRIVATE_ADDRESS),
        (b"http://mot.test/", Reason.PRIVATE_ADDRESS),
        (b"http://khong-co.test/", Reason.DNS),
    ],
)
def test_names_go_through_the_guard(target: bytes, reason: Reason) -> None:
    async def check() -> None:
        async with lane_to(answer(b"chao"), allow_private=False) as (lane, refusals):
            host = target.split(b"/")[2]
            assert b"502" in await ask(lane, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"502" in await ask(lane, b"CONNECT " + host + b":80 HTTP/1.1\r\n\r\n")
            assert refusals == [(f"{host.decode()}:80", reason)] * 2

    asyncio.run(check())


def test_a_tunnel_is_for_tls_only() -> None:
    came: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(await reader.read(100))
        writer.write(b"\x16hallo")
        writer.close()

    async def check() -> None:
        async with lane_to(serve) as (lane, _):
            plain = await ask(lane, b"CONNECT mot.test:443 HTTP/1.1\r\n\r\nGET /o-cam HTTP/1.1\r\n\r\n")
            assert plain == b"HTTP/1.1 200 Connected\r\n\r\n"
            tls = await ask(lane, b"CONNECT mot.test:443 HTTP/1.1\r\n\r\n\x16\x03\x01xyz")
            assert tls.endswith(b"\x16hallo")
            assert (lane.requests, lane.tunnels) == (0, 2)

    asyncio.run(check())
    assert [piece for piece in came if piece] == [b"\x16\x03\x01xyz"]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET https://mot.test/ HTTP/1.1\r\n\r\n",
        b"GET ftp://mot.test/ HTTP/1.1\r\n\r\n",
        b"GET http:///x HTTP/1.1\r\n\r\n",
        b"GET http://mot.test:99999/ HTTP/1.1\r\n\r\n",
        b"CONNECT HTTP/1.1\r\n\r\n",
        b"\r\n\r\n",
        b"POST http://mot.test/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST http://mot.test/ HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
    ],
)
def test_what_is_no_request_of_a_browser_is_refused(request_: bytes) -> None:
    async def check() -> None:
        async with lane_to(answer(b"chao")) as (lane, _):
            assert b"chao" not in await ask(lane, request_)
            assert lane.requests == 0

    asyncio.run(check())


def test_nothing_passes_before_a_render_and_after_it() -> None:
    async def check() -> None:
        async with lane_to(answer(b"chao"), begin=False) as (lane, _):
            assert b"502" in await ask(lane, GET)
            lane.begin(SMALL, lambda place, reason, detail: None)
            assert b"chao" in await ask(lane, GET)
            lane.end()
            assert b"502" in await ask(lane, GET)
            assert lane.requests == 1

    asyncio.run(check())


def test_the_end_of_a_render_cuts_what_is_under_way() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await asyncio.sleep(20)

    async def check() -> None:
        async with lane_to(serve) as (lane, _):
            asking = asyncio.ensure_future(ask(lane, GET))
            await asyncio.sleep(0.3)
            lane.end()
            assert len(await asyncio.wait_for(asking, 3)) < 200

    asyncio.run(check())


def test_a_server_that_refuses_or_breaks_off_has_its_reason() -> None:
    async def torn(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async def check() -> None:
        async with lane_to(torn) as (lane, refusals):
            assert b"502" in await ask(lane, GET)
            assert refusals == [("mot.test:80", Reason.RESET)]
        async with lane_to(torn) as (lane, refusals):
            await ask(lane, b"GET http://127.0.0.1:1/ HTTP/1.1\r\n\r\n")
            assert refusals == [("127.0.0.1:1", Reason.DNS)]

    asyncio.run(check())
