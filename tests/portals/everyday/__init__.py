"""Schools' portals as they look on any day. Truth: `truth.yaml`; pages: `makes_…`; the portals above: `parents`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.crawler.faults import tls_context
from tests.portals.documents.elsewhere import Google
from tests.portals.documents.portal import Elsewhere
from tests.portals.everyday import makes_2025, makes_built, makes_hollow, makes_hosted, makes_more, makes_plain
from tests.portals.everyday.parents import PARENTS
from tests.portals.everyday.portal import Portal, truths
from tests.portals.labelled.server import Host, Requests, serve
from tests.portals.labelled.site import Reply
from tests.portals.wordpress.seed import run_seed

__all__ = ["Everyday", "all_portals", "start_everyday"]

MAKES: Mapping[str, type[Portal]] = {
    "VNE": makes_hosted.VnEdu, "QIC": makes_hosted.QuangIch, "ASP": makes_hosted.District, "NUK": makes_built.News,
    "GGS": makes_built.GoogleSite, "ELE": makes_built.Builder, "PHP": makes_built.Handwritten,
    "MOT": makes_built.OnePage,
    "DOI": makes_plain.Moved, "CHA": makes_plain.Firewall, "TRA": makes_plain.CatchAll, "CU": makes_plain.Icons,
    "THU": makes_plain.Menus, "PHO": makes_plain.Office, "MAU": makes_plain.SharedFoot, "NGA": makes_plain.Edges,
    "TRO": makes_plain.Labels, "CHM": makes_plain.Slow, "N25": makes_2025.Whole2025, "C25": makes_2025.Stale2025,
    "TUO": makes_more.Ages, "ANH": makes_more.Photographs, "KHG": makes_more.Framed, "NAM": makes_more.Chosen,
    "POS": makes_more.Posting, "HOP": makes_more.Boxes, "AJX": makes_more.Asked, "DUP": makes_more.Doubled,
    "CAN": makes_more.Wall, "BAO": makes_more.Repair,
    "RO1": makes_hollow.EmptyTabs, "LAC": makes_hollow.WrongWay, "RO2": makes_hollow.EmptyChoice,
    "RO3": makes_hollow.EmptyAnswer, "QUY": makes_hollow.AskForAccess, "THM": makes_hollow.FewMore,
    "KPG": makes_hollow.FramedOffice, "HBN": makes_hollow.EmptyBox, "LTN": makes_hollow.ShortArchive,
    "RO4": makes_hollow.EmptyYears, "RO5": makes_hollow.EmptyFrames,
}  # fmt: skip


class Drive:
    """The files of Drive, by the name of their identity."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def bytes_of(self, name: str) -> bytes:
        """A file's bytes."""
        return self._files[name]


@dataclass(frozen=True)
class Everyday:
    """The running portals, ``host → ip:port`` for every host, the same for https, and what was asked of whom."""

    portals: tuple[Portal, ...]
    mappings: Mapping[str, str]
    secure: Mapping[str, str]
    requests: Requests


def all_portals(seed: int | None = None) -> tuple[Portal, ...]:
    """The portals, freshly made, not served."""
    return tuple(MAKES[truth.code](truth, run_seed() if seed is None else seed) for truth in truths())


def _google(portals: tuple[Portal, ...]) -> dict[str, Elsewhere]:
    uploaded = {
        key: value
        for portal in portals
        if isinstance(portal, makes_built.GoogleSite)
        for key, value in portal.drive.items()
    }
    google = Google(Drive({key: content for key, (_, content) in uploaded.items()}))  # type: ignore[arg-type]
    for key, (shown, _) in uploaded.items():
        google.file(key, key, shown)
    google.folder("1TanLongCongKhai_2021_2022abcdef", "Công khai 2021-2022")
    google.asks("1KhongCongKhai_2021_2022_xyzxyzxy")
    hosts: dict[str, Elsewhere] = {}
    for host, answers in google.hosts.items():
        hosts[host] = Elsewhere()
        hosts[host].answers.update(answers)
    hosts["docs.google.com"].answers["/viewer"] = Reply("<html><title>Google Docs Viewer</title><body></body></html>")
    return hosts


@contextmanager
def start_everyday(seed: int | None = None) -> Iterator[Everyday]:
    """Serve the portals on loopback while the context is open."""
    portals = all_portals(seed)
    elsewhere = _google(portals)
    hosts: dict[str, Host] = {**PARENTS, **elsewhere}
    for portal in portals:
        hosts[portal.truth.host] = portal
        hosts.update(portal.others())
    with (
        tempfile.TemporaryDirectory(prefix="kiemcong-everyday-") as folder,
        serve(hosts) as (port, requests),
        serve(elsewhere, tls_context(Path(folder), "google.com")) as (secure_port, _),
    ):
        yield Everyday(
            portals,
            dict.fromkeys(hosts, f"127.0.0.1:{port}"),
            dict.fromkeys(elsewhere, f"127.0.0.1:{secure_port}"),
            requests,
        )
