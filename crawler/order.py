"""The order a crawler process receives and the events it answers with: the crawler's only door."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from records.base import Record
from records.facts import Route, Window
from records.overrides import SectionHint
from records.school import Authority, School
from records.vocabulary import Vocabulary


class Budget(Record):
    """How much one school may cost: requests, seconds, bytes of one page, of one file and of all files, files opened,
    and scans read by OCR.

    `warm_requests` is what a visit that goes on from an earlier one spends while it finds nothing changed.
    """

    requests: int = 300
    warm_requests: int = 8
    seconds: float = 600.0
    page_bytes: int = 8 * 1024 * 1024
    documents: int = 24
    file_bytes: int = 20 * 1024 * 1024
    all_file_bytes: int = 100 * 1024 * 1024
    ocr_documents: int = 6
    redirects: int = 5
    timeout_seconds: float = 30.0


class Politeness(Record):
    """Limits toward hosts and platforms. `*_delay` are seconds between two requests, `*_at_once` parallel ones.

    One request every 2 s a host stays below the flood blocker NukeViet ships switched on (429 after 40 requests in
    60 s or 150 in 300 s from one address). A platform whose hosts fail one after another is left alone for
    `platform_rest` seconds, twice as long each further time.
    """

    host_delay: float = 2.0
    host_at_once: int = 1
    platform_delay: float = 0.5
    platform_at_once: int = 4
    schools_at_once: int = 8
    retry_after_longest: float = 120.0
    platform_rest: float = 20.0


class Mapping(Record):
    """``host[:port]=ip[:port]`` of the command line: where a name is to be found. It does not lift the guard."""

    host: str
    port: int | None = None
    ip: str
    ip_port: int | None = None


class BatchOrder(Record):
    """One batch of schools for one crawler process.

    `archive` is the folder for pages and facts, `authorities` the portals above the schools, visited first;
    `posts_wanted` is the number of posts the rubric asks for: near it, doubtful posts are looked at more closely.
    `hints` are addresses of sections that the office knows, by school code: they are opened even where nothing leads to
    them. `reads` is a folder of the run in which its processes tell each other what a file said, so that none is parsed
    twice; `ocr_seconds` is what this process may spend on reading scans. `adapters` limits the CMS families that may be
    recognised (the generic one always may); None allows all. `route` is the way all visits of the batch take.
    `bases` names the last visit of each school in that archive, by code: what it knows is verified and carried on.
    Schools without one are visited cold, and so are those in `deep` (codes).
    `ends_with_starter`: the end of standard input ends the process. `run` is the id that log lines carry, `paces` a
    folder in which all processes of the machine keep one pace toward hosts and platforms, `temporary` the folder
    in which files lie while they are read: the starter clears it away, however this process ends.
    """

    schools: tuple[School, ...]
    authorities: tuple[Authority, ...] = ()
    window: Window
    school_year: str
    posts_wanted: int = 40
    hints: dict[str, tuple[SectionHint, ...]] = Field(default_factory=dict)
    adapters: tuple[str, ...] | None = None
    bases: dict[str, str] = Field(default_factory=dict)
    deep: frozenset[str] = frozenset()
    route: Route = Route.MAIN
    vocabulary: Vocabulary
    archive: Path
    reads: Path | None = None
    ocr_seconds: float = 1_800.0
    user_agent: str
    budget: Budget = Budget()
    politeness: Politeness = Politeness()
    mappings: tuple[Mapping, ...] = ()
    allow_private: bool = False
    ends_with_starter: bool = False
    paces: Path | None = None
    temporary: Path | None = None
    run: str = ""


class Event(Record):
    """A line on the crawler's standard output, as JSON.

    ``started`` and ``finished`` concern one subject; ``finished`` says under which visit id its facts are kept in
    the archive. ``progress`` tells requests so far.
    """

    event: Literal["started", "progress", "finished", "failed"]
    subject: str
    visit: str | None = None
    requests: int = 0
    bytes: int = 0
    note: str = ""
