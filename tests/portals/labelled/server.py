"""The loopback server: one address, many hosts, told apart by the Host header; every request is counted."""

from __future__ import annotations

import ssl
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from tests.portals.labelled.site import Ask, Reply, ask_of


class Host(Protocol):
    """Whatever answers for a host name."""

    def answer(self, ask: Ask) -> Reply:
        """Answer one request."""


class Requests:
    """What was asked for: per host, in order. Safe to read while the server runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._log: list[tuple[str, str, str]] = []

    def add(self, host: str, method: str, target: str) -> None:
        """Note one request."""
        with self._lock:
            self._log.append((host, method, target))

    def count(self, host: str) -> int:
        """How many requests a host has had."""
        return self.per_host()[host]

    def per_host(self) -> Counter[str]:
        """Requests by host."""
        with self._lock:
            return Counter(host for host, _, _ in self._log)

    def targets(self, host: str) -> list[str]:
        """What was asked of a host, in order, as ``GET /path?query``."""
        with self._lock:
            return [f"{method} {target}" for name, method, target in self._log if name == host]

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._log.clear()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that left before it had all is no error of a portal; everything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(hosts: Mapping[str, Host], tls: ssl.SSLContext | None = None) -> Iterator[tuple[int, Requests]]:
    """Serve the hosts on 127.0.0.1 at a port of the system's choice while the context is open; yields port and log."""
    requests = Requests()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "Apache"
        sys_version = ""
        # Headers and body leave together: apart they wait 40 ms for each other on a kept-alive connection.
        wbufsize = 1 << 16
        disable_nagle_algorithm = True

        def _go(self) -> None:
            name = self.headers.get("Host", "").split(":")[0].lower()
            requests.add(name, self.command, self.path)
            # A body is read and thrown away, so that the connection stays usable.
            self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 1_000_000))
            host = hosts.get(name)
            headers = {key.lower(): value for key, value in self.headers.items()}
            reply = host.answer(ask_of(self.path, self.command, headers)) if host else Reply("no such host here", 421)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            chunked = reply.headers.get("Transfer-Encoding") == "chunked"
            if reply.status != 304 and not chunked:
                self.send_header("Content-Length", str(len(body)))
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.end_headers()
            if chunked and self.command != "HEAD":
                body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
            if self.command != "HEAD" and reply.status != 304:
                self.wfile.write(body)

        do_GET = do_HEAD = do_POST = _go

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the log above is what tests read."""

    server = _Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], requests
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
