"""The web server of one portal: ``python -m tests.portals.browser.serve ADDRESS PORT MAKE SEED KIND BUILT FILES``.

What a portal is given is its seed: the server draws the same school as the truth does. Its own addresses come first,
then uploaded files, then built files, then the shell, as a web server in front of such portals is commonly set up.
"""

from __future__ import annotations

import mimetypes
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.portals.browser.aspnet import AspNetSite
from tests.portals.browser.makes import MAKES, Make
from tests.portals.browser.web import HTML, Ask, Reply, Site, as_json
from tests.portals.live.school import Kind

LONGEST_FORM = 100_000
MEDIA = {
    ".html": HTML,
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Portal:
    """Answers for one portal. `files` is the folder of uploads, whose address begins with `files_at`."""

    def __init__(self, make: Make, site: Site, files_at: str, built: Path, files: Path) -> None:
        self._make, self._site, self._files_at = make, site, files_at
        self._built, self._files = built.resolve(), files.resolve()

    def answer(self, ask: Ask) -> Reply:
        """The answer to any request."""
        own = self._site.answer(ask)
        if own is not None:
            return own
        if ask.method == "POST":
            return as_json({"message": "Method Not Allowed"}, 405)
        if ask.path.startswith(self._files_at):
            found = _file(self._files, ask.path.removeprefix(self._files_at))
        else:
            found = _file(self._built, ask.path.removeprefix("/"))
        if found is not None:
            return found
        if isinstance(self._site, AspNetSite):
            return self._site.missing(ask)
        return Reply((self._built / "index.html").read_bytes(), HTML)


def _file(folder: Path, name: str) -> Reply | None:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return None
    media = MEDIA.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Reply(path.read_bytes(), media)


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the `Portal` of its server."""

    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    # Headers and body leave together: apart they wait 40 ms for each other on a kept-alive connection.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    def _go(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LONGEST_FORM))
        ask = Ask(
            method=self.command,
            path=unquote(parts.path),
            query=dict(parse_qsl(parts.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            form=dict(parse_qsl(body.decode("utf-8", "replace"))) if self.command == "POST" else {},
        )
        reply = cast(Server, self.server).portal.answer(ask)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = _go


class Server(ThreadingHTTPServer):
    """A server that knows its portal."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], portal: Portal) -> None:
        super().__init__(address, Handler)
        self.portal = portal


def main(address: str, port: str, name: str, seed: str, kind: str, built: str, files: str) -> None:
    """Serve until ended."""
    make = MAKES[name]
    content = make.content(int(seed), cast(Kind, kind))
    portal = Portal(make, make.site(content), content.routes.files, Path(built), Path(files))
    with Server((address, int(port)), portal) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
