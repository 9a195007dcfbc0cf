"""A MariaDB to put portals into: the one that listens on loopback, else a private one that ends with the tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
USUAL_PORT = 3306
PORTAL_PHP = Path(__file__).with_name("php") / "portal.php"
STARTS_WITHIN_SECONDS = 60.0


@dataclass(frozen=True)
class DatabaseServer:
    """A MariaDB on loopback that lets root in without a password; `private` when it was started here."""

    port: int
    private: bool

    @contextmanager
    def database(self, name: str) -> Iterator[str]:
        """An empty database called `name`, dropped at the end."""
        _php("database-create", self.port, name)
        try:
            yield name
        finally:
            _php("database-drop", self.port, name)


def server_program() -> str | None:
    """The MariaDB server's program, None when it is not installed; Debian keeps it where users' PATH does not look."""
    return shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin:/usr/local/sbin")


def answers(port: int = USUAL_PORT) -> bool:
    """Tell whether a MariaDB on loopback lets root in without a password."""
    return _run_php("database-ping", port, "-").returncode == 0


@contextmanager
def database_server(*, always_private: bool = False) -> Iterator[DatabaseServer]:
    """The MariaDB at the usual port when it lets us in, else (or with `always_private`) one of our own."""
    if not always_private and answers():
        yield DatabaseServer(USUAL_PORT, private=False)
        return
    program = server_program()
    if program is None:
        raise RuntimeError("no MariaDB answers on 127.0.0.1:3306 and mariadb-server is not installed")
    with tempfile.TemporaryDirectory(prefix="kiemcong-mariadb-") as folder:
        data = Path(folder) / "data"
        subprocess.run(
            [
                "mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db",
                "--auth-root-authentication-method=normal", "--skip-name-resolve",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        port = free_port(HOST)
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    program, "--no-defaults", f"--datadir={data}", f"--socket={folder}/s", f"--pid-file={folder}/pid",
                    f"--bind-address={HOST}", f"--port={port}", "--skip-name-resolve",
                    "--innodb-flush-log-at-trx-commit=0", f"--user={Path(folder).owner()}",
                ],
                stdout=log,
                stderr=log,
            )  # fmt: skip
        try:
            _wait(port, process)
            yield DatabaseServer(port, private=True)
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port(address: str) -> int:
    """A TCP port nobody listens on at `address` just now."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the private MariaDB ended with status {process.returncode}")
        if answers(port):
            return
        time.sleep(0.2)
    raise RuntimeError("the private MariaDB did not start in time")


def _run_php(command: str, port: int, name: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["php", str(PORTAL_PHP), command, HOST, str(port), name], capture_output=True, text=True, check=False
    )


def _php(command: str, port: int, name: str) -> None:
    done = _run_php(command, port, name)
    if done.returncode != 0:
        raise RuntimeError(f"{command} {name}: {done.stderr.strip()[:500]}")
