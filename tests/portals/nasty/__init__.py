"""Portals of makes that nobody listed, each hard to read in its own way. See README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.portals.labelled.model import LabelledPortal
from tests.portals.labelled.parents import SendOn
from tests.portals.labelled.server import Host, Requests, serve
from tests.portals.nasty.parents import Elsewhere, Member, Parent
from tests.portals.nasty.parts import ADMISSION_PORTAL
from tests.portals.nasty.portal import PARENT
from tests.portals.nasty.roster import Entry, entries, neighbour
from tests.portals.nasty.shared import SharedHost, UnderPath
from tests.portals.wordpress.seed import run_seed

__all__ = ["Nasty", "all_nasty", "start_nasty"]


@dataclass(frozen=True)
class Nasty:
    """The running set. `mappings` gives ``host → ip:port`` for every host, the parent's too; `requests` counts."""

    portals: tuple[LabelledPortal, ...]
    mappings: dict[str, str]
    requests: Requests
    port: int
    seed: int

    def portal(self, code: str) -> LabelledPortal:
        """The portal of a school's code; KeyError when it is not in the set."""
        for portal in self.portals:
            if portal.school.code == code:
                return portal
        raise KeyError(code)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _made(seed: int) -> tuple[list[Entry], dict[str, Host]]:
    made = entries(seed)
    hosts: dict[str, Host] = {}
    for entry in made:
        if isinstance(entry.portal, UnderPath):
            entry.portal.neighbour = neighbour(seed)
            hosts[entry.portal.spec.host] = SharedHost((entry.portal, entry.portal.neighbour))
        else:
            hosts[entry.portal.spec.host] = entry.portal
    members = [Member(entry.portal.name, entry.way, entry.link) for entry in made]
    hosts[_host(PARENT)] = Parent("Phòng Giáo dục và Đào tạo Vĩnh Lộc", members)
    hosts[_host(ADMISSION_PORTAL)] = Elsewhere("Cổng tuyển sinh đầu cấp Vĩnh Lộc")
    hosts["ththuongtan2.test"] = Elsewhere("Trường Tiểu học Thường Tân 2")
    hosts["www.thdatcuoc.test"] = SendOn("thdatcuoc.test")
    return made, hosts


def all_nasty(seed: int | None = None) -> tuple[LabelledPortal, ...]:
    """The truth of the whole set for a seed (the run's when None), without serving it."""
    made, _ = _made(run_seed() if seed is None else seed)
    return tuple(entry.portal.labelled() for entry in made)


@contextmanager
def start_nasty(names: Sequence[str] | None = None, seed: int | None = None) -> Iterator[Nasty]:
    """Serve the set on loopback. `names` keeps only the schools of these codes in `portals`; all hosts are served."""
    used = run_seed() if seed is None else seed
    made, hosts = _made(used)
    portals = tuple(e.portal.labelled() for e in made if names is None or e.portal.spec.code in names)
    unknown = set(names or ()) - {portal.school.code for portal in portals}
    if unknown:
        raise KeyError(f"no such portal: {', '.join(sorted(unknown))}")
    with serve(hosts) as (port, requests):
        yield Nasty(portals, dict.fromkeys(hosts, f"127.0.0.1:{port}"), requests, port, used)
