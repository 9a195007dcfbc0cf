"""A labelled set of portals, written without looking at any code that reads them. See README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tests.portals.labelled.googlesites import GoogleSites, SitesHost
from tests.portals.labelled.model import VN, LabelledPortal
from tests.portals.labelled.parents import District, Foreign, Gone, PathDistrict, SendOn
from tests.portals.labelled.probes import NewsDistrict
from tests.portals.labelled.roster_a import drupal, joomla, nukeviet, platforms
from tests.portals.labelled.roster_b import handmade, handmade2, hosted
from tests.portals.labelled.roster_c import dotnet, hosted_more
from tests.portals.labelled.roster_d import broken, doubtful, line_of_40, natures
from tests.portals.labelled.rosters import BINH_KHE, PHUOC_LAM, THUAN_PHU, Entry
from tests.portals.labelled.server import Host, Requests, serve
from tests.portals.labelled.site import Site
from tests.portals.wordpress.seed import VARIABLE, run_seed

__all__ = ["Labelled", "LabelledPortal", "Which", "all_portals", "start_labelled"]

Which = Literal["first", "more", "all"]
"""``first``: the first 24 portals; ``more``: further families, probes, injected portals, natures; ``all``: both."""


@dataclass(frozen=True)
class Labelled:
    """The running set. `mappings` gives ``host → ip:port`` for every host, the parents' too; `requests` counts.

    `sites` are the portals that answer, by code: what is changed there is served from then on.
    """

    portals: tuple[LabelledPortal, ...]
    mappings: dict[str, str]
    requests: Requests
    port: int
    sites: dict[str, Site]

    def portal(self, code: str) -> LabelledPortal:
        """The portal of a school's code; KeyError when it is not in the set."""
        for portal in self.portals:
            if portal.school.code == code:
                return portal
        raise KeyError(code)


def entries(which: Which = "first") -> list[Entry]:
    """The portals of the set, freshly made."""
    made: list[Entry] = []
    if which != "more":
        made += [*nukeviet(), *joomla(), *drupal(), *platforms(), *hosted(), *handmade(datetime.now(VN)), *handmade2()]
    if which != "first":
        made += [*dotnet(), *hosted_more(), *line_of_40(), *doubtful(), *broken(), *natures()]
    return made


def _hosts(all_entries: Sequence[Entry]) -> dict[str, Host]:
    hosts: dict[str, Host] = {}
    paths = [e.site for e in all_entries if e.site.prefix and not isinstance(e.site, GoogleSites)]
    for entry in all_entries:
        if isinstance(entry.site, GoogleSites):
            hosts[entry.site.label.host] = SitesHost(entry.site)
        elif not entry.site.prefix:
            hosts[entry.site.label.host] = entry.site
    if paths:
        hosts[paths[0].label.host] = PathDistrict("Phòng Giáo dục và Đào tạo Vĩnh An", paths)
    for parent, name in (
        (THUAN_PHU, "Phòng Giáo dục và Đào tạo Thuận Phú"),
        (PHUOC_LAM, "Phòng Giáo dục và Đào tạo Phước Lâm"),
        (BINH_KHE, "Phòng Giáo dục và Đào tạo Bình Khê"),
    ):
        host = parent.split("/")[2]
        members = [
            (e.site.label.host, e.site.label.name, e.way, e.link)
            for e in all_entries
            if e.site.label.parent_url == parent
        ]
        hosts[host] = (NewsDistrict if parent == BINH_KHE else District)(host, name, members)
    return hosts | {
        "pgdcu.test": Gone(),
        "thhoasencu.test": SendOn("thhoasen.blog.test"),
        "www.thminhtan.test": SendOn("thminhtan.test"),
        "noithathoanggia.test": Foreign(),
    }


def all_portals(which: Which = "first") -> tuple[LabelledPortal, ...]:
    """The truth of the set, without serving it."""
    return tuple(entry.site.labelled() for entry in entries(which))


@contextmanager
def start_labelled(names: Sequence[str] | None = None, which: Which = "first") -> Iterator[Labelled]:
    """Serve the set on loopback. `names` keeps only the schools of these codes in `portals`; all hosts are served."""
    made = entries(which)
    if which != "first":
        print(f"Labelled portals, further rosters: {VARIABLE}={run_seed()}")
    portals = tuple(entry.site.labelled() for entry in made if names is None or entry.site.label.code in names)
    unknown = set(names or ()) - {portal.school.code for portal in portals}
    if unknown:
        raise KeyError(f"no such portal: {', '.join(sorted(unknown))}")
    hosts = _hosts(made)
    with serve(hosts) as (port, requests):
        sites = {entry.site.label.code: entry.site for entry in made}
        yield Labelled(portals, dict.fromkeys(hosts, f"127.0.0.1:{port}"), requests, port, sites)
