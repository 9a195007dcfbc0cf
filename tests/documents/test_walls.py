"""A child has no network, writes nothing, starts nothing and has 512 MB: each wall is tried by a process."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.files.reader import FileReader, FileRequest

_PUSH = """
import ctypes, json, os, socket, sys
from crawler.files import cage
from crawler.files.limits import Limits

what, port, entry = sys.argv[1], int(sys.argv[2]), sys.argv[3]
libc = ctypes.CDLL(None, use_errno=True)
walls = {"all": lambda: cage.enter(Limits()), "ocr": lambda: cage.enter(Limits(), True),
         "namespace": lambda: cage._leave_network() and ("namespace",),
         "seccomp": lambda: cage._set_seccomp(False) and ("seccomp",), "none": lambda: ()}[entry]()

def raw_connect():
    # Past Python, past its audit hook: the system calls themselves.
    made = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    if made < 0:
        raise OSError(ctypes.get_errno(), "socket")
    address = ctypes.create_string_buffer(b"\\x02\\x00" + port.to_bytes(2, "big") + bytes((127, 0, 0, 1)) + bytes(8))
    if libc.connect(made, address, 16) != 0:
        raise OSError(ctypes.get_errno(), "connect")

def raw_fork():
    pid = libc.fork()
    if pid == 0:
        os._exit(0)
    if pid < 0:
        raise OSError(ctypes.get_errno(), "fork")

def raw_kill():
    if libc.kill(os.getppid(), 0) != 0:
        raise OSError(ctypes.get_errno(), "kill")

def write():
    # An open descriptor, as a library in C would have: the size of what it writes is bounded, whoever opened it.
    file = libc.open(sys.argv[4].encode(), os.O_CREAT | os.O_WRONLY, 0o600)
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if libc.write(file, b"x" * 100, 100) != 100:
        raise OSError(ctypes.get_errno(), "write")

push = {
    "connect": lambda: socket.create_connection(("127.0.0.1", port), 3),
    "raw connect": raw_connect,
    "resolve": lambda: socket.getaddrinfo("localhost", 80),
    "run": lambda: __import__("subprocess").run(["/bin/true"], check=True),
    "raw fork": raw_fork,
    "raw kill": raw_kill,
    "open": lambda: open(sys.argv[4], "w"),
    "write": write,
    "memory": lambda: bytearray(600_000_000),
}[what]
try:
    push()
    print(json.dumps([walls, "done"]))
except (OSError, MemoryError) as error:
    print(json.dumps([walls, type(error).__name__]))
"""


@pytest.fixture
def listening() -> Iterator[int]:
    """The port of a loopback server that accepts."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    server.accept()[0].close()
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1]
        ended.set()
        thread.join()


def push(what: str, port: int, entry: str, tmp_path: Path) -> tuple[tuple[str, ...], str]:
    """Push at one wall; (walls that stand, "done" or the exception's name)."""
    command = [sys.executable, "-c", _PUSH, what, str(port), entry, str(tmp_path / "written")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    walls, result = json.loads(done.stdout)
    return tuple(walls), result


@pytest.mark.parametrize("what", ["connect", "raw connect", "resolve", "run", "raw fork", "raw kill", "open"])
def test_a_child_cannot(what: str, listening: int, tmp_path: Path) -> None:
    walls, result = push(what, listening, "all", tmp_path)
    assert walls == ("namespace", "rlimits", "seccomp", "audit")
    assert result in ("PermissionError", "OSError")
    assert not (tmp_path / "written").exists()


@pytest.mark.parametrize("what", ["connect", "raw connect", "resolve"])
def test_a_child_that_may_start_tesseract_has_no_network_either(what: str, listening: int, tmp_path: Path) -> None:
    assert push(what, listening, "ocr", tmp_path)[1] == "PermissionError"
    assert push("run", listening, "ocr", tmp_path)[1] == "done"


def test_each_wall_keeps_the_network_out_by_itself(listening: int, tmp_path: Path) -> None:
    assert push("raw connect", listening, "none", tmp_path) == ((), "done")
    assert push("raw connect", listening, "namespace", tmp_path) == (("namespace",), "OSError")
    assert push("raw connect", listening, "seccomp", tmp_path) == (("seccomp",), "PermissionError")


def test_what_is_written_past_python_has_no_bytes(tmp_path: Path) -> None:
    assert push("write", 9, "all", tmp_path)[1] == "OSError"
    assert (tmp_path / "written").stat().st_size == 0


def test_memory_ends_at_half_a_gigabyte(tmp_path: Path) -> None:
    assert push("memory", 9, "none", tmp_path)[1] == "done"
    assert push("memory", 9, "all", tmp_path)[1] == "MemoryError"


def test_the_reader_says_which_walls_stand(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Công khai", "utf-8")
    with FileReader() as reader:
        reader.read(FileRequest(file))
        assert reader.walls == ("namespace", "rlimits", "seccomp", "audit")
