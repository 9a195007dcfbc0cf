"""Portals behind faulty TLS: what people click away is read and noted, the rest is missing for its reason."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from crawler.order import Budget, Mapping
from records.facts import Aspect, Reason, SignalSeen
from records.findings import Outcome
from tests.crawler.faults import FaultServer, Site, tls_context
from tests.crawler.schools import good_site, school, school_name
from tests.crawler.visiting import Child, facts_of, findings_of, missing_of, order_for
from tests.crawler.visiting import Outcome as Ended

pytestmark = pytest.mark.district
HOST = "truong.test"
BUDGET = Budget(seconds=20.0, timeout_seconds=2.0)


@contextmanager
def served(site: Site, tls: ssl.SSLContext | None) -> Iterator[int]:
    with FaultServer({HOST: site}, tls=tls) as server:
        yield server.port


def visit(folder: Path, port: int, address: str = f"https://{HOST}/") -> Ended:
    one = school(0, HOST, portal=address)
    mappings = (Mapping(host=HOST, port=443, ip="127.0.0.1", ip_port=port),)
    return Child(order_for((one,), mappings, folder, budget=BUDGET), folder).wait(60)


@pytest.mark.parametrize("expired", [False, True], ids=["self-signed", "expired"])
def test_a_certificate_nobody_vouches_for_is_read(tmp_path: Path, expired: bool) -> None:
    with served(good_site(school_name(0)), tls_context(tmp_path, HOST, expired=expired)) as port:
        ended = visit(tmp_path, port)
    seen = ended.visits["truong"]
    assert seen.covered(Aspect.HOME).complete
    assert findings_of(seen)["3.3"].outcome is Outcome.PASS


@pytest.mark.parametrize("expired", [False, True], ids=["self-signed", "expired"])
def test_a_certificate_nobody_vouches_for_is_noted(tmp_path: Path, expired: bool) -> None:
    with served(good_site(school_name(0)), tls_context(tmp_path, HOST, expired=expired)) as port:
        ended = visit(tmp_path, port)
    names = {signal.name for signal in facts_of(ended.visits["truong"], SignalSeen)}
    assert any("tls" in name for name in names), names


@contextmanager
def plain_where_tls_is_asked_for() -> Iterator[int]:
    """What nginx does to TLS on its plain port: a 400 in clear text."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    over = threading.Event()

    def take() -> None:
        while not over.is_set():
            with suppress(TimeoutError, ConnectionError):
                connection, _ = listener.accept()
                connection.recv(1024)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                connection.close()

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join(2)
        listener.close()


def test_no_tls_where_tls_should_be(tmp_path: Path) -> None:
    with plain_where_tls_is_asked_for() as port:
        ended = visit(tmp_path, port)
    seen = ended.visits["truong"]
    assert seen.covered(Aspect.HOME).reason is Reason.TLS
    assert missing_of(seen)[0].reason is Reason.TLS
    assert {finding.outcome for finding in findings_of(seen).values()} == {Outcome.UNKNOWN}
