"""What rendering a page answers, and how much it may cost; knows neither Scrapy nor Playwright."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from records.facts import Reason

MEGABYTE = 1024 * 1024
HTML = "text/html; charset=utf-8"

Action = tuple[str, ...]
"""``("scroll",)``: to the end of the page until nothing more comes; ``("click", "Xem thêm")``: until it is gone;
``("open", "2021-2022")``: of a choice of years, that school year's."""


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """How much rendering may cost: `renders` is for a school, everything else for one page.

    A page is settled when the network was idle for `idle_seconds`, or when its elements did not change for
    `unchanged_seconds` while all that is still under way are calls older than `patience` (a long poll, a chat: a gap,
    as it may be a slow list as well); if that does not come within `settle_seconds`, the page is missing.
    `response_bytes` and `render_bytes` count what comes over the wire, `decoded_bytes` one answer when unpacked.
    """

    renders: int = 15
    seconds: float = 25.0
    settle_seconds: float = 12.0
    idle_seconds: float = 0.5
    unchanged_seconds: float = 1.0
    patience: float = 5.0
    html_bytes: int = 8 * MEGABYTE
    calls: int = 100
    call_bytes: int = 2 * MEGABYTE
    response_bytes: int = 8 * MEGABYTE
    decoded_bytes: int = 16 * MEGABYTE
    render_bytes: int = 24 * MEGABYTE
    requests: int = 250
    navigations: int = 5
    dialogs: int = 20
    steps: int = 20


@dataclass(slots=True)
class Call:
    """An XHR or fetch that a page made: what was asked and what came back.

    `status` is 0 when no answer came. `whole` tells that `body` is all of the answer; a longer one is not kept at all.
    `turned`: it was made when the page had been taken down and its lists were turned.
    """

    method: str
    url: str
    headers: dict[str, str]
    post: str | None = None
    status: int = 0
    content_type: str = ""
    body: bytes = b""
    whole: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a page asked for and did not get, so that it may show less than it should.

    `kind` is ``script``, ``xhr``, ``fetch`` or ``document`` (a frame); `own` tells that it belongs to the page's own
    registrable domain.
    """

    url: str
    kind: str
    reason: Reason
    detail: str = ""
    own: bool = True


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as a browser showed it. `reason` is None when it may be read.

    `html` is the document after its scripts ran, always UTF-8; `turned` what it was after its lists were turned, empty
    where they were not. `gaps` are scripts, calls and frames that failed.
    `blocked` counts what was refused by design (pictures, fonts …), by kind. `ended` tells whether scrolling and
    clicking came to an end by themselves; None where none was asked for. `unopened`: more could be opened on the page
    (folds, tabs, a choice of years) than was.
    """

    requested_url: str
    url: str
    seen_at: datetime
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    html: bytes = b""
    turned: bytes = b""
    title: str = ""
    content_type: str = HTML
    calls: tuple[Call, ...] = ()
    gaps: tuple[Gap, ...] = ()
    blocked: dict[str, int] = field(default_factory=dict)
    ended: bool | None = None
    unopened: bool = False
    reason: Reason | None = None
    detail: str = ""
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0

    @property
    def lacks(self) -> Gap | None:
        """The first thing of the page's own that it did not get: nothing may be concluded then from what is absent."""
        return next((gap for gap in self.gaps if gap.own), None)
