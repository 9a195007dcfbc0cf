"""A district whose schools keep their sections where nobody looks, or nowhere. Truth: `truths`; pages: `makes_…`."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.portals.labelled.parents import SendOn
from tests.portals.labelled.server import Host, Requests, serve
from tests.portals.sections_district import makes_more as more
from tests.portals.sections_district import makes_weak as weak
from tests.portals.sections_district import makes_whole as whole
from tests.portals.sections_district.parents import Namesake, Parent, PartlyDown
from tests.portals.sections_district.portal import Portal
from tests.portals.sections_district.truths import OTHER_PARENT, PARENT, all_written
from tests.portals.wordpress.seed import run_seed

__all__ = ["SectionsDistrict", "all_schools", "start_sections_district"]

MAKES: Mapping[str, type[Portal]] = {
    "CHAN": whole.Footer, "ANH": whole.Pictures, "BAM": whole.Clicks, "SAU": whole.Deep, "HAI": whole.TwoHosts,
    "HOA": whole.OddLabels, "TEP": whole.HiddenFiles, "CHON": weak.Selects, "RONG": weak.Hollow, "KHOA": weak.Walled,
    "NHO": weak.Tenant, "TIN": weak.Categories, "DE": weak.Overwritten, "NAM": weak.Misleading, "SAI": weak.YearPages,
    "AN": weak.AmongLetters, "TRONG": weak.HollowYear, "DIDONG": more.Telephone, "NGAN": more.Budgets,
    "LAP": more.LeftOver, "TAB": more.Tabs, "LOAI": more.YearCategories, "HAICAP": more.TwoLevels,
    "NHAM": more.LookAlikes,
}  # fmt: skip
DEAD = "thdongtam-cu.test"
"""A host at which nothing listens."""


@dataclass(frozen=True)
class SectionsDistrict:
    """The running district: its schools, ``host → ip:port`` for every host, and what was asked of whom."""

    schools: tuple[Portal, ...]
    mappings: Mapping[str, str]
    requests: Requests


def all_schools(seed: int | None = None) -> tuple[Portal, ...]:
    """The schools with their truth, freshly made, not served."""
    return tuple(MAKES[written.code](written, run_seed() if seed is None else seed) for written in all_written())


def closed_port() -> int:
    """A port of loopback at which nothing listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def start_sections_district(seed: int | None = None) -> Iterator[SectionsDistrict]:
    """Serve the district on loopback while the context is open."""
    schools = all_schools(seed)
    hosts: dict[str, Host] = {school.truth.host: school for school in schools}
    for school in schools:
        hosts.update(school.others())
    hosts[urlsplit(PARENT).hostname or ""] = Parent()
    hosts[urlsplit(OTHER_PARENT).hostname or ""] = PartlyDown()
    hosts["ththuanphu2.test"] = Namesake()
    hosts["thcsdongtam-cu.test"] = SendOn("thcsdongtam.test")
    hosts["www.thtienhung.test"] = SendOn("thtienhung.test")
    with serve(hosts) as (port, requests):
        mappings = dict.fromkeys(hosts, f"127.0.0.1:{port}") | {DEAD: f"127.0.0.1:{closed_port()}"}
        yield SectionsDistrict(schools, mappings, requests)
