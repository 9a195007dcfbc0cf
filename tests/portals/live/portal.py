"""A running portal, whatever built it, and the ways to serve one on a loopback address of its own."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.portals.live.school import Routes, School, truth
from tests.portals.live.software import Software, installed
from tests.portals.truth import PortalTruth
from tests.portals.wordpress import files
from tests.portals.wordpress.database import free_port

STATIC_SERVER = Path(__file__).with_name("scripts") / "static.py"
STARTS_WITHIN_SECONDS = 40.0
BUILDS_WITHIN_SECONDS = 180.0


@dataclass
class LivePortal:
    """A running portal of a real CMS.

    `seconds`: what building and starting took; `install_seconds`: what fetching the software took when it was fetched.
    `post_shape` matches the path of every post and nothing else; `pager_shape` that of the listing's further pages.
    """

    cms: str
    version: str
    school: School
    routes: Routes
    truth: PortalTruth
    folder: Path
    seconds: float
    install_seconds: float
    post_shape: re.Pattern[str]
    pager_shape: re.Pattern[str] | None
    process: subprocess.Popen[bytes]

    @property
    def base_url(self) -> str:
        """``http://127.x.y.z:port`` without a slash at the end."""
        return self.truth.base_url

    @property
    def access_log(self) -> str:
        """What the web server wrote: a line per request."""
        return (self.folder / "web.log").read_text(errors="replace")

    def kill(self) -> None:
        """End the web server at once, as a portal that dies in mid-visit."""
        _end(self.process, signal.SIGKILL)

    def close(self) -> None:
        """End the web server in good order."""
        _end(self.process, signal.SIGTERM)


@dataclass(frozen=True)
class Build:
    """What a CMS's maker is given: the portal's folder, its address, the school, the routes, the software."""

    folder: Path
    address: str
    port: int
    school: School
    routes: Routes
    home: Path

    @property
    def url(self) -> str:
        """The portal's address without a slash at the end."""
        return f"http://{self.address}:{self.port}"

    @property
    def python(self) -> str:
        """The interpreter of the software's own environment."""
        return str(self.home / "bin/python")

    def run(self, command: Sequence[str], cwd: Path, **environment: str) -> str:
        """Run a step of the building; RuntimeError with its last words when it fails."""
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**clean_environment(), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=BUILDS_WITHIN_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, command[:4]))}: {(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    def write_files(self, target: Path) -> None:
        """The school's PDF and DOCX files, at their paths below `target`."""
        for file in self.school.files:
            place = target / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes((files.docx if file.path.endswith(".docx") else files.pdf)(file.lines))


Maker = Callable[[Build], "Sequence[str] | Path"]
"""Builds the portal; gives the folder to be served as it is, or the command that serves it (run in `Build.folder`)."""


@contextmanager
def serve(
    software: Software,
    school: School,
    routes: Routes,
    make: Maker,
    *,
    post_shape: str,
    pager_shape: str | None,
    host: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[LivePortal]:
    """Fetch `software` if needed, build the portal with `make`, serve it, and end the server afterwards.

    `host`: a loopback address, drawn from 127/8 when None. Raises RuntimeError when the CMS fails.
    """
    found = installed(software)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"kiemcong-{software.cms}-") as name:
        # An address of its own for each portal: whatever is limited or remembered per host then is per school.
        address = host or ".".join(["127", *(str(secrets.randbelow(250) + 2) for _ in range(3))])
        build = Build(Path(name), address, free_port(address), school, routes, found.folder)
        known = truth(school, routes, build.url)
        made = make(build)
        command: Sequence[str] = (
            [sys.executable, str(STATIC_SERVER), address, str(build.port), str(made)]
            if isinstance(made, Path)
            else made
        )
        with (build.folder / "web.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=build.folder,
                env={**clean_environment(), **(environment or {})},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            _wait(build, process)
            version = _debian_version(software) if software.source == "debian" else software.version
            yield LivePortal(
                cms=software.cms,
                version=version,
                school=school,
                routes=routes,
                truth=known,
                folder=build.folder,
                seconds=time.monotonic() - began,
                install_seconds=found.seconds,
                post_shape=re.compile(post_shape),
                pager_shape=re.compile(pager_shape) if pager_shape else None,
                process=process,
            )
        finally:
            _end(process, signal.SIGTERM)


def clean_environment() -> dict[str, str]:
    """This process's environment without what would make a CMS use the project's own Python or settings."""
    dropped = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE", "NODE_PATH", "NODE_OPTIONS")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {**kept, "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _debian_version(software: Software) -> str:
    command = ["dpkg-query", "-W", "-f", "${Version}", software.packages[0]]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _wait(build: Build, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            said = (build.folder / "web.log").read_text(errors="replace")
            raise RuntimeError(f"the web server ended with status {process.returncode}: {said[-1500:]}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((build.address, build.port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the web server did not start in time")


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        os.killpg(process.pid, how)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)
