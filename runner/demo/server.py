"""The loopback server under the district: HTTP/1.1 with keep-alive, hosts told apart by name, requests counted."""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from runner.demo.model import Request, Response
from runner.demo.portal import Site

BIND = "127.0.0.1"
# struct linger: two ints, but two shorts on Windows.
RESET_ON_CLOSE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


@dataclass(frozen=True)
class Asked:
    """A request that reached the server; `at` is UTC."""

    host: str
    method: str
    target: str
    user_agent: str
    at: datetime


class Register:
    """Who answers for which host, what was asked, and which hosts are dead; safe to use from any thread."""

    def __init__(self, sites: dict[str, Site]) -> None:
        self._sites = sites
        self._lock = threading.Lock()
        self._asked: list[Asked] = []
        self._left: dict[str, int] = {}

    def site(self, host: str) -> Site | None:
        """The site of `host`, None for a host that is not of the district."""
        return self._sites.get(host)

    @property
    def hosts(self) -> tuple[str, ...]:
        """All hosts that are answered for."""
        return tuple(self._sites)

    def note(self, asked: Asked) -> bool:
        """Write the request down; False when its host is dead by now."""
        with self._lock:
            self._asked.append(asked)
            left = self._left.get(asked.host)
            if left is None:
                return True
            self._left[asked.host] = left - 1
            return left > 0

    def kill(self, host: str, after: int) -> None:
        """From `after` more requests on, reset the host's connections."""
        if host not in self._sites:
            raise KeyError(host)
        with self._lock:
            self._left[host] = after

    def revive(self, host: str) -> None:
        """Let the host answer again."""
        with self._lock:
            self._left.pop(host, None)

    def counts(self) -> dict[str, int]:
        """Requests so far, by host."""
        with self._lock:
            return dict(Counter(asked.host for asked in self._asked))

    def log(self) -> tuple[Asked, ...]:
        """All requests so far, in the order they came."""
        with self._lock:
            return tuple(self._asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True
    server_version = "Apache"
    sys_version = ""
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def _serve(self) -> None:
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0].lower().rstrip(".")
        agent = self.headers.get("User-Agent") or ""
        register = self.server.register
        if not register.note(Asked(host, self.command, self.path, agent, datetime.now(UTC))):
            self._reset()
            return
        site = register.site(host)
        if site is None:
            response = Response(b"Misdirected request", 421, "text/plain")
        else:
            response = site.answer(Request(self.command, host, self.path, agent))
        self.send_response(response.status)
        self.send_header("Content-Type", response.media_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def _reset(self) -> None:
        # Closing with a zero linger time sends RST instead of FIN: what a client of a dying host sees.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self.close_connection = True
        self.connection.close()

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            # The client went away, or the connection was reset on purpose: nothing is left to flush.
            return

    def log_message(self, format: str, *args: Any) -> None:
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Connections that are kept alive must not hold up the end.
    block_on_close = False
    request_queue_size = 128

    def __init__(self, register: Register) -> None:
        self.register = register
        super().__init__((BIND, 0), _Handler)

    def shutdown_request(self, request: Any) -> None:
        try:
            super().shutdown_request(request)
        except OSError:
            # Reset on purpose: already closed.
            return

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that leaves in mid-answer is its own affair; anything else is a defect and must be heard.
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Server:
    """Serves the sites of a register from `start` until `stop`."""

    def __init__(self, register: Register) -> None:
        self._server = _Server(register)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="demo-district", daemon=True
        )

    @property
    def port(self) -> int:
        """The port the system chose."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and close the socket."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)
