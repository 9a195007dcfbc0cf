"""What a child process gives up before it touches a file: memory, time, writing, other processes and the network.

Each wall stands for itself, for none is to be had everywhere: rlimits, a network namespace of its own with nothing in
it, a seccomp filter (Linux on x86-64 and arm64) that refuses sockets, and an audit hook that refuses them in Python.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from typing import Any

from crawler.files.limits import Limits

_CLONE_NEWUSER = 0x1000_0000
_CLONE_NEWNET = 0x4000_0000
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 4, 38, 22
_SECCOMP_FILTER = 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF_0000, 0x0005_0001, 0x8000_0000  # _REFUSE carries EPERM.
_X32 = 0x4000_0000

# Syscall numbers: what nobody in a child needs, and what only a child that starts Tesseract needs.
_FORBIDDEN: dict[str, tuple[int, tuple[int, ...], tuple[int, ...]]] = {
    "x86_64": (
        0xC000_003E,
        # socket connect sendto sendmsg bind listen setpgid setsid ptrace process_vm_* io_uring_setup unshare setns
        (41, 42, 44, 46, 49, 50, 109, 112, 101, 310, 311, 425, 272, 308),
        # clone fork vfork execve kill tkill tgkill execveat clone3
        (56, 57, 58, 59, 62, 200, 234, 322, 435),
    ),
    "aarch64": (
        0xC000_00B7,
        (198, 203, 206, 211, 200, 201, 154, 157, 117, 270, 271, 425, 97, 268),
        (220, 221, 129, 130, 131, 281, 435),
    ),
}
_PROCESS_EVENTS = (
    "subprocess.Popen",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.",
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction))]


def enter(limits: Limits, processes: bool = False) -> tuple[str, ...]:
    """Put this process behind every wall the system has, for good; return the names of those that stand.

    `processes`: it may start programs (Tesseract), which live behind the same walls.
    """
    walls = ["namespace"] if _leave_network() else []
    walls += ["rlimits"] if _set_rlimits(limits) else []
    if _set_seccomp(processes):
        walls.append("seccomp")
    sys.addaudithook(_Refusal(processes))
    return (*walls, "audit")


def allow_seconds(limits: Limits, wall: float) -> None:
    """Give the next file its processor time and wall time; both end this process at once when used up."""
    if hasattr(signal, "setitimer"):
        # The default action is not Python's to delay: it works in the middle of a C library, too.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, wall)
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    ends = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or ends <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (ends, hard))


def _set_rlimits(limits: Limits) -> bool:
    try:
        import resource
    except ImportError:
        return False
    wanted = (
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
    )
    for what, most in wanted:
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    return True


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _leave_network() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    libc = _libc()
    # With a user namespace root's child is nobody in particular; without one, only root may leave the network.
    return any(libc.unshare(flags) == 0 for flags in (_CLONE_NEWUSER | _CLONE_NEWNET, _CLONE_NEWNET))


def _set_seccomp(processes: bool) -> bool:
    known = _FORBIDDEN.get(platform.machine()) if sys.platform.startswith("linux") else None
    if known is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    machine, always, starting = known
    refused = always if processes else (*always, *starting)
    lines = [_Instruction(_LOAD, 0, 0, 4), _Instruction(_EQUAL, 1, 0, machine), _Instruction(_RETURN, 0, 0, _KILL)]
    lines += [_Instruction(_LOAD, 0, 0, 0), _Instruction(_AT_LEAST, len(refused) + 1, 0, _X32)]
    lines += [_Instruction(_EQUAL, len(refused) - number, 0, call) for number, call in enumerate(refused)]
    lines += [_Instruction(_RETURN, 0, 0, _ALLOW), _Instruction(_RETURN, 0, 0, _REFUSE)]
    program = _Program(len(lines), (_Instruction * len(lines))(*lines))
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_FILTER, ctypes.byref(program), 0, 0) == 0)


class _Refusal:
    """The audit hook: what Python itself would do, refused with its name."""

    def __init__(self, processes: bool) -> None:
        self._processes = processes

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith("socket."):
            raise PermissionError(f"a reader of files has no network: {event}")
        if not self._processes and event.startswith(_PROCESS_EVENTS):
            raise PermissionError(f"a reader of files starts nothing: {event}")
        # A pipe that is open already comes by its number.
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        if writes and not isinstance(arguments[0], int) and arguments[0] != os.devnull:
            raise PermissionError("a reader of files writes nothing")
