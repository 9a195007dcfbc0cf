"""The browser's way out is the guard's: no private address by redirect, script, frame, name or datagram."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.crawler.browser.batches import Batch, links, page, run
from tests.crawler.browser.pages import answering, shell
from tests.crawler.faults import FaultServer, Site, redirect, reply, slow_headers

pytestmark = pytest.mark.browser
HOST, PUBLIC, PRIVATE = "mot.test", "127.0.0.2", "127.0.0.1"


@contextlib.contextmanager
def listening(port: int = 0) -> Iterator[tuple[int, list[str]]]:
    """A private port, for TCP and UDP, that writes down who came."""
    came: list[str] = []
    over = threading.Event()
    with socket.create_server((PRIVATE, port)) as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        number = stream.getsockname()[1]
        datagrams.bind((PRIVATE, number))
        for one in (stream, datagrams):
            one.settimeout(0.1)

        def take() -> None:
            while not over.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = stream.accept()
                    came.append("tcp")
                    connection.close()
                with contextlib.suppress(OSError):
                    datagrams.recvfrom(2048)
                    came.append("udp")

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield number, came
        finally:
            over.set()
            thread.join()


def portal(inside: int, outside: int) -> Site:
    """A portal that tries to lead the browser to a private port."""
    show = 'app.innerHTML = `<a href="/tin/${1}">Tin</a>`;'
    turning = f"http://xoay.test:{inside}/"
    return Site(
        answering(
            {
                "/chuyen": redirect(f"http://{PRIVATE}:{inside}/"),
                "/chuyen-10": redirect("http://10.0.0.1/"),
                "/kich-ban": shell(f"location.href = 'http://{PRIVATE}:{inside}/';"),
                "/le": shell(f"location.href = 'http://{0x7F000001}:{inside}/';"),
                "/noi-bo": shell(f"location.href = 'http://localhost:{inside}/';"),
                "/goi": shell(
                    f"fetch('http://{PRIVATE}:{inside}/', {{mode: 'no-cors'}}).catch(() => 0);"
                    f"fetch('http://[::1]:{inside}/', {{mode: 'no-cors'}}).catch(() => 0);"
                    f"fetch('https://localhost:{inside}/', {{mode: 'no-cors'}}).catch(() => 0);"
                    f"new WebSocket('wss://{PRIVATE}:{inside}/');" + show,
                    body=f'<div id="app"></div><iframe src="http://{PRIVATE}:{inside}/"></iframe>'
                    f'<link rel="dns-prefetch" href="//{PRIVATE}"><img src="http://{PRIVATE}:{inside}/a.png">',
                ),
                "/rtc": shell(
                    f"const urls = ['stun:{PRIVATE}:{inside}', 'turn:{PRIVATE}:{inside}?transport=tcp'];"
                    "const peer = new RTCPeerConnection({iceServers: [{urls, username: 'a', credential: 'b'}]});"
                    "peer.createDataChannel('x');"
                    "peer.createOffer().then(offer => peer.setLocalDescription(offer));"
                    "fetch('/cham').then(() => { " + show + " });"
                ),
                "/cham": slow_headers(2.0, reply("{}", kind="application/json")),
                # The name leads outside for the first call and inside for the second.
                "/xoay": shell(
                    f"const ask = () => fetch('{turning}?' + Math.random(), {{mode: 'no-cors'}}).catch(() => 0);"
                    "ask().then(() => ask()).then(() => ask()).then(() => { " + show + " });"
                ),
            }
        )
    )


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Batch, list[str], FaultServer]]:
    paths = ["/chuyen", "/chuyen-10", "/kich-ban", "/le", "/noi-bo", "/goi", "/rtc", "/xoay"]
    server = FaultServer({HOST: Site({}), "xoay.test": Site({"*": reply("{}")})}, addresses=(PUBLIC,))
    with server, listening(server.ports[PUBLIC]) as (inside, came):
        server.sites[HOST] = portal(inside, server.ports[PUBLIC])
        batch = run(
            tmp_path_factory.mktemp("canh"),
            [[page(f"http://{HOST}{path}") for path in paths]],
            mappings=[{"host": HOST, "ip": PUBLIC, "ip_port": server.ports[PUBLIC]}],
            allow_private=False,
            public=[PUBLIC],
            names={"xoay.test": [[PUBLIC], [PRIVATE]], "localhost": [[PRIVATE]]},
            politeness={"host_delay": 0.0, "platform_delay": 0.0},
        )
        yield batch, came, server


@pytest.mark.parametrize("path", ["/chuyen", "/chuyen-10", "/kich-ban", "/le", "/noi-bo"])
def test_a_page_that_leads_to_a_private_address_is_missing(
    outcome: tuple[Batch, list[str], FaultServer], path: str
) -> None:
    batch = outcome[0]
    assert batch.reason(HOST + path) == "private-address", batch.page(HOST + path)["detail"]


@pytest.mark.parametrize("path", ["/goi", "/rtc", "/xoay"])
def test_a_page_that_only_calls_there_is_read_without_it(
    outcome: tuple[Batch, list[str], FaultServer], path: str
) -> None:
    shown = outcome[0].page(HOST + path)
    assert (shown["reason"], links(shown)) == (None, 1), shown["detail"]


def test_a_name_that_turns_private_is_refused_the_second_time(outcome: tuple[Batch, list[str], FaultServer]) -> None:
    batch, _, server = outcome
    assert len(server.of("xoay.test")) == 1
    assert {gap["reason"] for gap in batch.page("/xoay")["gaps"]} == {"private-address"}
    assert not any(gap["own"] for gap in batch.page("/xoay")["gaps"])


def test_nobody_came_to_the_private_port(outcome: tuple[Batch, list[str], FaultServer]) -> None:
    batch, came, _ = outcome
    assert batch.status == 0
    assert batch.errors == ""
    assert came == []
