"""The loopback server of these portals: unlike that of the labelled set it hands on headers and bodies."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl

from tests.portals.labelled.server import Requests
from tests.portals.labelled.site import Ask, Reply, ask_of

LONGEST_BODY = 100_000


@dataclass(frozen=True)
class Call(Ask):
    """A request with its headers (names in lower case) and its body."""

    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def form(self) -> dict[str, str]:
        """The body as a form."""
        return dict(parse_qsl(self.body, keep_blank_values=True))

    @property
    def data(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def number(self, name: str, default: int = 0, most: int = 1_000_000) -> int:
        """A whole number of the query or the form."""
        text = self.query.get(name) or self.form.get(name) or ""
        return min(int(text), most) if text.isascii() and text.isdigit() else default


class Host(Protocol):
    """Whatever answers for a host name."""

    def answer(self, ask: Call) -> Reply:
        """Answer one request."""


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """`value` as an interface sends it."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Reply(body, status, "application/json; charset=utf-8", dict(headers or {}))


@contextmanager
def serve(hosts: Mapping[str, Host]) -> Iterator[tuple[int, Requests]]:
    """Serve the hosts on 127.0.0.1 at a port of the system's choice while the context is open; yields port and log."""
    requests = Requests()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "nginx"
        sys_version = ""
        # Headers and body leave together: apart they wait 40 ms for each other on a kept-alive connection.
        wbufsize = 1 << 16
        disable_nagle_algorithm = True

        def _go(self) -> None:
            name = self.headers.get("Host", "").split(":")[0].lower()
            requests.add(name, self.command, self.path)
            body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LONGEST_BODY))
            plain = ask_of(self.path, self.command)
            headers = {key.lower(): value for key, value in self.headers.items()}
            call = Call(plain.path, plain.query, plain.target, plain.method, headers, body.decode("utf-8", "replace"))
            reply = hosts[name].answer(call) if name in hosts else Reply("no such host here", 421)
            sent = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(sent)))
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(sent)

        do_GET = do_HEAD = do_POST = do_OPTIONS = _go

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the log above is what tests read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], requests
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
