"""``kiemcong history``: what the nights saw on a school's portal, thing by thing, and since when until when."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from records.history import Sighting, SightKind
from reports.csv_files import cell_text
from reports.files import written_whole
from reports.table import Value
from runner.errors import ExitStatus, InputError, RunError
from runner.home import Home
from runner.screen import Screen
from runner.tables import cell, new_table
from store import open_store

KINDS = {SightKind.POST: "bài", SightKind.SECTION: "chuyên mục", SightKind.DOCUMENT: "tệp"}
COLUMNS = ("Loại", "Tên", "Ở đâu", "Thấy lần đầu", "Thấy lần cuối")
_MOST_SHOWN = 60


def history(home: Home, screen: Screen, school: str, out: Path | None) -> ExitStatus:
    """Tell when the posts, sections and files of a school were first and last seen, what was seen last first; all of
    them into the CSV file `out`, the first of them on the screen. Raises InputError, RunError and StoreError."""
    with open_store(home.database) as store:
        found = [(kind, one) for kind in SightKind for one in store.sightings(school, kind)]
    if not found:
        raise InputError(f"{home.path}: chưa có đêm nào thấy gì ở trường mang mã {school[:60]}.")
    found.sort(key=lambda pair: (pair[1].last_seen, pair[1].first_seen), reverse=True)
    table = new_table(f"Đã thấy ở cổng của {school[:60]}", *COLUMNS)
    for kind, one in found[:_MOST_SHOWN]:
        table.add_row(*(cell(cell_text(value)) for value in _row(kind, one)))
    screen.out.print(table)
    if len(found) > _MOST_SHOWN:
        screen.show(f"Còn {len(found) - _MOST_SHOWN} dòng nữa; muốn có đủ: --out tệp.csv.")
    screen.show("Lần cuối cũ không có nghĩa là đã bị xóa: mỗi đêm chỉ một phần được xem lại.")
    if out is not None:
        _write(out, found)
        screen.show(f"Bảng CSV: {out}")
    return ExitStatus.OK


def _row(kind: SightKind, one: Sighting) -> Iterator[Value]:
    yield KINDS[kind]
    yield one.title
    yield (
        one.identity.removesuffix(f" {one.title}") if kind is SightKind.SECTION else one.identity.removeprefix("slug:")
    )
    yield one.first_seen
    yield one.last_seen


def _write(path: Path, found: list[tuple[SightKind, Sighting]]) -> None:
    try:
        with written_whole(path) as partial, partial.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(COLUMNS)
            writer.writerows([cell_text(value) for value in _row(kind, one)] for kind, one in found)
    except OSError as error:
        raise RunError(f"Không ghi được {path}: {error.strerror or error}.") from error
