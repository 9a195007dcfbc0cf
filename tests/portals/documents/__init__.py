"""Small portals whose documents are known to the last word. Truth: `truth/*.yaml`; pages: `shapes`, `contents`, …"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.crawler.faults import tls_context
from tests.portals.documents import (
    contents,
    contents_many,
    contents_more,
    contents_near,
    real_forms,
    real_hollow,
    real_levels,
    real_names,
    real_papers,
    real_pupils,
    real_servers,
    shapes,
    shapes_more,
    since_2024,
)
from tests.portals.documents.portal import Elsewhere, Portal
from tests.portals.documents.truths import Truth, load_truths
from tests.portals.documents.workshop import Workshop
from tests.portals.labelled.server import Host, Requests, serve

__all__ = ["MAKERS", "Served", "start_document_portals"]

MAKERS: Mapping[str, Callable[[Truth, Workshop], Portal]] = {
    "NUKE": shapes.nuke, "JOOM": shapes.joom, "COPY": contents.copy, "HONG": shapes.hong, "LOI": shapes.loi,
    "HS": contents.hs, "DRIVE": shapes_more.drive, "ZIP": shapes_more.packed, "LACH": shapes_more.careless,
    "TO": shapes_more.heavy, "CAM": shapes_more.forbidden, "DONG": shapes_more.down, "QUET": contents_more.scanned,
    "FONT": contents_more.fonts, "GOP": contents_more.together, "NAM": contents_more.years, "CHU": contents_more.words,
    "RONG": contents_more.hollow, "TEN": contents_more.titles, "TRON": contents_more.mixed,
    "BA": contents_near.three_labels, "BAI": contents_near.posts, "GAN": contents_near.names, "LUAT": contents_near.law,
    "NHIEU": contents_many.passing, "DS": contents_many.lists, "CAP": contents_many.two_levels,
    "TT09": since_2024.all_right, "MAM": since_2024.kindergarten,
    "TAT": real_names.abbreviated, "DOI": real_names.renamed, "PHONG": real_names.of_the_authority,
    "DUOI": real_names.neighbours, "PT": real_levels.upper_secondary,
    "GTX": real_levels.continuing, "MG": real_levels.kindergarten36, "SEV": real_servers.habits,
    "LUA": real_servers.nothing_there, "QDP": real_papers.annexes, "HAI": real_papers.two_years,
    "NGH": real_forms.leave_of_others, "NHA": real_forms.words_alike, "KHU": real_forms.page_shapes,
    "BAN": real_forms.pupils_otherwise, "DAN": real_pupils.other_shapes, "CHO": real_hollow.nothing_inside,
    "NIEN": real_hollow.other_years, "DON": real_hollow.other_forms, "XA": real_hollow.commune,
    "HANG": real_hollow.one_table, "SAU": real_names.words_behind, "LIEN": real_names.two_in_one,
}  # fmt: skip


@dataclass(frozen=True)
class Served:
    """The running portals, ``host → ip:port`` for every host, the same for https, and what was asked of whom."""

    portals: tuple[Portal, ...]
    mappings: Mapping[str, str]
    secure: Mapping[str, str]
    requests: Requests


@contextmanager
def start_document_portals(folder: Path, names: Sequence[str] = ()) -> Iterator[Served]:
    """Make the files in `folder` and serve the portals (all, or those of these codes) on loopback.

    Raises KeyError for a code that does not exist.
    """
    truths = load_truths()
    workshop = Workshop(folder)
    portals = tuple(MAKERS[code](truths[code], workshop) for code in names or MAKERS)
    workshop.finish()
    elsewhere: dict[str, Elsewhere] = {}
    hosts: dict[str, Host] = {portal.truth.host: portal for portal in portals}
    for portal in portals:
        for host, answers in portal.hosts.items():
            elsewhere.setdefault(host, Elsewhere()).answers.update(answers)
    hosts.update(elsewhere)
    with serve(hosts) as (port, requests), serve(elsewhere, tls_context(folder, "google.com")) as (secure_port, _):
        yield Served(
            portals,
            dict.fromkeys(hosts, f"127.0.0.1:{port}"),
            dict.fromkeys(elsewhere, f"127.0.0.1:{secure_port}"),
            requests,
        )
