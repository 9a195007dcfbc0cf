"""Runs a batch of renders in a child process and measures the memory of the whole process tree."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.browser.processes import Family
from tests.crawler.faults import FaultServer

MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class Batch:
    """What came of it: the pages by address, all events, and the most memory the tree held at one time.

    `pss` counts pages that processes share once, `rss` once for each of them.
    """

    status: int
    events: list[dict[str, Any]]
    errors: str
    seconds: float
    pss_mb: float
    rss_mb: float
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)

    def page(self, end: str) -> dict[str, Any]:
        """The page whose address ends like this."""
        return next(page for url, page in self.pages.items() if url.endswith(end))

    def reason(self, end: str) -> str | None:
        """Why the page is missing; None when it is not."""
        reason = self.page(end)["reason"]
        return None if reason is None else str(reason)


def page(url: str, **more: Any) -> dict[str, Any]:
    """One page of an order."""
    return {"url": url, **more}


def mappings(server: FaultServer, address: str = "127.0.0.1") -> list[dict[str, Any]]:
    """Every site of the server by its name."""
    return [{"host": host, "ip": address, "ip_port": server.ports[address]} for host in server.sites]


def start(folder: Path, job: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Start a child; its events and errors go to files."""
    file = folder / "job.json"
    file.write_text(json.dumps(job))
    with (folder / "events").open("wb") as events, (folder / "errors").open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.crawler.browser.child", str(file)], stdout=events, stderr=errors
        )


def events_of(folder: Path) -> list[dict[str, Any]]:
    """The whole lines written so far."""
    text = (folder / "events").read_text(errors="replace")
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def run(
    folder: Path,
    schools: list[list[dict[str, Any]]],
    server: FaultServer | None = None,
    *,
    most: float = 240.0,
    measure: bool = False,
    during: Callable[[Family], None] = lambda family: None,
    **job: Any,
) -> Batch:
    """Render the pages of each school in turn. `measure` looks at the memory of the tree five times a second, and
    `during` is called as often with its processes."""
    job = {"allow_private": True, "mappings": mappings(server) if server else [], "schools": schools, **job}
    started = time.monotonic()
    child = start(folder, job)
    family = Family(child.pid)
    pss = rss = 0.0
    while child.poll() is None:
        if time.monotonic() - started > most:
            family.kill()
            child.wait()
            raise AssertionError(f"not done in {most} s: {(folder / 'errors').read_text()[-3000:]}")
        if measure:
            sizes = [_size(pid) for pid in family.members()]
            pss, rss = max(pss, sum(size[0] for size in sizes)), max(rss, sum(size[1] for size in sizes))
        during(family)
        time.sleep(0.2)
    events = events_of(folder)
    return Batch(
        status=child.returncode,
        events=events,
        errors=(folder / "errors").read_text(errors="replace"),
        seconds=time.monotonic() - started,
        pss_mb=pss / MEGABYTE,
        rss_mb=rss / MEGABYTE,
        pages={event["requested_url"]: event for event in events if event["event"] == "page"},
    )


def _size(pid: int) -> tuple[int, int]:
    values = {"Pss": 0, "Rss": 0}
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in values:
                values[name] = int(rest.split()[0]) * 1024
    return values["Pss"], values["Rss"]


def links(shown: dict[str, Any]) -> int:
    """The posts that a page shows; those in the text of its script have no number yet."""
    return len(re.findall(r'<a href="/t(?:in)?/\d+"', shown["html"]))


def body_of(call: dict[str, Any]) -> bytes:
    """The answer of a call as the page got it."""
    return base64.b64decode(call["body"])
