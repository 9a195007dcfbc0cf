"""The formats in which reports are written. To add one: a file in this folder and a line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from reports.csv_files import CsvFile
from reports.docx import DocxFiles
from reports.files import ReportFiles, ReportOrder
from reports.html import HtmlFiles
from reports.json import JsonFile
from reports.pdf import PdfFiles
from reports.xlsx import XlsxFile


@dataclass(frozen=True)
class Format:
    """A format: how its files are made, which module it cannot do without, and the extra that brings it."""

    make: Callable[[ReportOrder], ReportFiles]
    needs: str = ""
    extra: str = ""


FORMATS: dict[str, Format] = {
    "html": Format(HtmlFiles),
    "json": Format(JsonFile),
    "xlsx": Format(XlsxFile),
    "csv": Format(CsvFile),
    "pdf": Format(PdfFiles, needs="weasyprint", extra="pdf"),
    "docx": Format(DocxFiles, needs="docx", extra="docx"),
}
DEFAULT_FORMATS = ("html", "json", "xlsx", "csv")


class FormatError(ValueError):
    """A format that is not known or cannot be made on this machine; the message is Vietnamese."""


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """Return `names`, each once, as `FORMATS` writes them. Raises FormatError, before anything was visited."""
    asked = tuple(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown or not asked:
        told = ", ".join(f"“{name[:20]}”" for name in unknown) or "(trống)"
        raise FormatError(f"Định dạng báo cáo {told} không có; các định dạng: {', '.join(FORMATS)}.")
    for name in asked:
        _check_parts(name, FORMATS[name])
    return asked


def _check_parts(name: str, found: Format) -> None:
    if not found.needs:
        return
    try:
        import_module(found.needs)
    except ImportError as error:
        raise FormatError(
            f"Định dạng {name} cần thêm phần “{found.extra}”: hãy chạy "
            f'pip install -c constraints.txt ".[{found.extra}]" rồi thử lại.'
        ) from error
    except OSError as error:
        # WeasyPrint is there, the system's text library (Pango) is not.
        raise FormatError(
            f"Định dạng {name} cần thư viện hệ thống mà máy này chưa có (Pango): "
            f"https://doc.courtbouillon.org/weasyprint/stable/first_steps.html ({str(error)[:120]})."
        ) from error


def open_formats(names: Sequence[str], order: ReportOrder) -> tuple[ReportFiles, ...]:
    """Return the files of each format in `names`; nothing is written yet. Raises FormatError."""
    return tuple(FORMATS[name].make(order) for name in check_formats(names))


def named_files(names: Sequence[str], out: Path, json: Path) -> dict[str, Path]:
    """What will be written where, by what it is, for users."""
    found: dict[str, Path] = {}
    for name in names:
        found |= FORMATS[name].make.places(out, json)  # type: ignore[attr-defined]
    return found
