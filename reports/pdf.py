"""The school's report as PDF: the very page of `reports.html`, printed by WeasyPrint with fonts of our own."""

from __future__ import annotations

import atexit
import functools
import logging
from importlib.resources import files
from pathlib import Path
from typing import Any

from reports.files import PAGES, ReportFiles, collector_at_rest, written_whole
from reports.html import render_school_html
from reports.report import SchoolReport

_FONT = "font:"


@collector_at_rest()
def render_school_pdf(report: SchoolReport) -> bytes:
    """Return the report of one school as PDF. Needs the extra `pdf` (ImportError, or OSError without Pango)."""
    return print_pdf(render_school_html(report, paper=True))


def print_pdf(html: str) -> bytes:
    """Return a page for paper as PDF, in our own fonts; nothing that it names is fetched. Raises as above."""
    from weasyprint import HTML

    style, fonts = _style()
    document = HTML(string=html, url_fetcher=_fetcher(), media_type="print")
    pdf: bytes = document.write_pdf(stylesheets=[style], font_config=fonts)
    return pdf


@functools.cache
def _style() -> tuple[Any, Any]:
    """The page's style and what paper needs besides, read once, and the fonts it names."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    # It tells of every property of the screen that paper does not know.
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    fonts = FontConfiguration()
    # Let go before the interpreter takes apart what its end needs.
    atexit.register(_style.cache_clear)
    sheets = [
        files("reports").joinpath("templates", name).read_text(encoding="utf-8") for name in ("page.css", "pdf.css")
    ]
    return CSS(string="\n".join(sheets), font_config=fonts, url_fetcher=_fetcher(), media_type="print"), fonts


@functools.cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFonts(URLFetcher):
        """Hands out the package's fonts; whatever else a document may name is not fetched."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(_FONT)
            if not url.startswith(_FONT) or "/" in name:
                raise ValueError(f"nothing is fetched: {url[:80]}")
            body = files("reports").joinpath("fonts", name).read_bytes()
            return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})

    return OwnFonts()


class PdfFiles(ReportFiles):
    """Writes a PDF a school as soon as it is judged."""

    @classmethod
    def places(cls, out: Path, json: Path) -> dict[str, Path]:
        return {"Bản in PDF": out / PAGES}

    def school(self, report: SchoolReport) -> None:
        with written_whole(self.page(report.code, "pdf")) as partial:
            partial.write_bytes(render_school_pdf(report))
