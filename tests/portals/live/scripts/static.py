"""A plain static web server, as cheap hosting gives it: ``python static.py ADDRESS PORT FOLDER``. Standard library."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, kept alive, with the media types that any hosting knows."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".xml": "application/xml",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }

    def list_directory(self, path: object) -> None:
        """No listing of folders without an index: forbidden, as hosting has it."""
        self.send_error(403)


def main(address: str, port: int, folder: str) -> None:
    """Serve until ended."""
    with ThreadingHTTPServer((address, port), partial(Handler, directory=folder)) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
