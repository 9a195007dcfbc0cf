"""Renders reports as single HTML files: no request leaves the page, it opens from a disk, a mail or a USB stick."""

from __future__ import annotations

import base64
import functools
import hashlib
from datetime import date
from importlib.resources import files
from pathlib import Path

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup

from reading.portal import Counted, Precision
from records.findings import OUTCOME_LABELS, Outcome
from reports import typography, wording
from reports.chart import draw_posts
from reports.criteria import EVIDENCE_ON_PAPER
from reports.files import OFFICE_PAGE, PAGES, ReportFiles, file_name, written_whole
from reports.office import PROBLEM_LABELS, OfficeReport, ProblemKind
from reports.report import SchoolReport
from reports.templating import PageEnvironment

LONGEST_SHOWN_ADDRESS = 110
EVIDENCE_SHOWN = 4
"""So many pieces of evidence stand open; the others fold away on the screen and are all printed by a browser."""

HEAT_ROWS = 25
"""Rows of one block of the heat map; blocks stand side by side."""
MOST_NAMED = 40
"""So many schools are named in a line about several."""


def page_name(code: str) -> str:
    """Return the file name of a school's page: safe on every file system, a different one for every code."""
    return file_name(code, "html")


def _shorten(address: str) -> str:
    # A bare host reads better without its slash, and fits a narrow column.
    address = address.removesuffix("/") if address.count("/") == 3 else address
    if len(address) <= LONGEST_SHOWN_ADDRESS:
        return address
    half = LONGEST_SHOWN_ADDRESS // 2
    return f"{address[:half]}…{address[-half + 1 :]}"


@functools.lru_cache(maxsize=4_096)
def _row_begun(counted: Counted, day: date | None, precision: Precision) -> Markup:
    """The beginning of a row of the ledger: the same for all posts of a day, whoever's they are."""
    note = Markup('<span class="of">{}</span>').format(label) if (label := wording.PRECISION_LABELS[precision]) else ""
    return Markup('<tr data-counted="{}"><td class="day" data-v="{}">{}{}</td>').format(
        counted.value, day or "", typography.format_day(day) if day else "—", note
    )


class _Inline:
    """A style or script that stands in the page, and the hash by which the page's policy admits only it."""

    def __init__(self, name: str) -> None:
        text = files("reports").joinpath("templates", name).read_text(encoding="utf-8").replace("\r\n", "\n")
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        self.hash = f"sha256-{base64.b64encode(digest).decode('ascii')}"
        # Our own file, never a portal's text: the only markup that enters a page unescaped.
        self.text = Markup(text)  # noqa: S704


@functools.cache
def _environment() -> PageEnvironment:
    environment = PageEnvironment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=typography.format_number,
        day=typography.format_day,
        moment=typography.format_moment,
        megabytes=typography.format_megabytes,
        seconds=typography.format_seconds,
        shorten=_shorten,
    )
    environment.globals.update(
        labels=OUTCOME_LABELS,
        icons=wording.OUTCOME_ICONS,
        ranks=wording.OUTCOME_RANKS,
        counted_labels=wording.COUNTED_LABELS,
        precision_labels=wording.PRECISION_LABELS,
        role_labels=wording.ROLE_LABELS,
        state_labels=wording.SECTION_STATE_LABELS,
        link_sentences=wording.LINK_STATE_LABELS,
        problem_labels=PROBLEM_LABELS,
        rungs=wording.RUNGS,
        counted_icons=wording.COUNTED_ICONS,
        band_sentence=wording.band_sentence,
        at_stake=wording.at_stake,
        score_line=wording.score_line,
        open_line=wording.open_line,
        pace_sentence=wording.pace_sentence,
        remark_line=wording.remark_line,
        row_begun=_row_begun,
        Outcome=Outcome,
        Counted=Counted,
        ProblemKind=ProblemKind,
        evidence_shown=EVIDENCE_SHOWN,
        evidence_on_paper_most=EVIDENCE_ON_PAPER,
        heat_rows=HEAT_ROWS,
        most_named=MOST_NAMED,
        style=_Inline("page.css"),
        script=_Inline("page.js"),
    )
    # Drawn once: a page holds a hundred of them.
    chip = environment.get_template("pieces.html.j2").make_module().outcome  # type: ignore[attr-defined]
    environment.globals["chips"] = {kind: chip(kind) for kind in Outcome}
    environment.globals["counted_cells"] = {
        kind: Markup('<td class="c-{0}" data-v="{1}">{2} {3}</td>').format(
            kind.value, wording.COUNTED_ORDER[kind], wording.COUNTED_ICONS[kind], wording.COUNTED_LABELS[kind]
        )
        for kind in Counted
    }
    return environment


def render_school_html(report: SchoolReport, office_page: str | None = None, *, paper: bool = False) -> str:
    """Return the page of one school; `office_page` is the office's page relative to it, None when there is none.

    For `paper` (what becomes a PDF) it has no controls, no script and no style of its own.
    """
    template = _environment().get_template("school.html.j2")
    return template.render(report=report, chart=draw_posts(report.posts), office_page=office_page, paper=paper)


def render_office_html(report: OfficeReport) -> str:
    """Return the office's page."""
    return _environment().get_template("office.html.j2").render(report=report, paper=False)


def render_page(name: str, **values: object) -> str:
    """Return a page for paper from the template `name`."""
    return _environment().get_template(name).render(**values, paper=True)


def write_school_html(report: SchoolReport, path: Path, office_page: str | None = None) -> None:
    """Write the page of one school to `path`. Raises OSError when that cannot be written."""
    _write(path, render_school_html(report, office_page))


def write_office_html(report: OfficeReport, path: Path) -> None:
    """Write the office's page to `path`. Raises OSError when that cannot be written."""
    _write(path, render_office_html(report))


def _write(path: Path, text: str) -> None:
    with written_whole(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")


class HtmlFiles(ReportFiles):
    """Writes a page a school as soon as it is judged, and the office's page at the end."""

    @classmethod
    def places(cls, out: Path, json: Path) -> dict[str, Path]:
        return {"Báo cáo chung": out / OFFICE_PAGE, "Báo cáo từng trường": out / PAGES}

    def begin(self) -> None:
        (self.order.out / PAGES).mkdir(parents=True, exist_ok=True)

    def school(self, report: SchoolReport) -> None:
        write_school_html(report, self.page(report.code, "html"), office_page=f"../{OFFICE_PAGE}")

    def end(self, office: OfficeReport, *, complete: bool) -> None:
        write_office_html(office, self.order.out / OFFICE_PAGE)
