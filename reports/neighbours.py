"""What only shows when schools are seen side by side: platforms that fell together, shared and moved portals. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from records.base import Record
from reports.criteria import Link
from reports.typography import Plain

if TYPE_CHECKING:
    from reports.office import OfficeRow

FEWEST_TOGETHER = 2


class SchoolName(Record):
    """A school as a line names it; `page` is its page."""

    code: Plain
    name: Plain
    page: Plain


class FallenPlatform(Record):
    """Schools of one platform whose home pages could not be seen for one and the same reason: one fault, not many."""

    platform: Plain
    sentence: Plain
    schools: tuple[SchoolName, ...]


class SharedPortal(Record):
    """Schools of the list that stand on one and the same portal."""

    portal: Link
    schools: tuple[SchoolName, ...]


class MovedPortal(Record):
    """A school whose address in the list leads to another site, and where it leads."""

    school: SchoolName
    listed: Link
    now: Link


class Neighbours(Record):
    """All that was noticed between the schools of a list."""

    fallen: tuple[FallenPlatform, ...] = ()
    shared: tuple[SharedPortal, ...] = ()
    moved: tuple[MovedPortal, ...] = ()


def find_neighbours(rows: Sequence[OfficeRow]) -> Neighbours:
    """Look through the rows of an office, in their order."""
    return Neighbours(
        fallen=tuple(
            FallenPlatform(platform=key[0], sentence=key[1], schools=_named(found))
            for key, found in _together(
                (row for row in rows if row.home_problem and row.platform), lambda row: (row.platform, row.home_problem)
            )
        ),
        shared=tuple(
            SharedPortal(portal=found[0].moved_to or found[0].portal, schools=_named(found))
            for _, found in _together((row for row in rows if row.address), lambda row: (row.address,))
        ),
        moved=tuple(
            MovedPortal(school=_name(row), listed=row.portal, now=row.moved_to)
            for row in rows
            if row.moved_to is not None
        ),
    )


def _together(
    rows: Iterable[OfficeRow], key: Callable[[OfficeRow], tuple[str, ...]]
) -> list[tuple[tuple[str, ...], list[OfficeRow]]]:
    groups: dict[tuple[str, ...], list[OfficeRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return [(name, found) for name, found in groups.items() if len(found) >= FEWEST_TOGETHER]


def _name(row: OfficeRow) -> SchoolName:
    return SchoolName(code=row.code, name=row.name, page=row.page)


def _named(rows: Iterable[OfficeRow]) -> tuple[SchoolName, ...]:
    return tuple(_name(row) for row in rows)
