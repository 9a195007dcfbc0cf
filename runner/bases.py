"""From which visits a night goes on: the last one of each school, as the store lists it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.order import BatchOrder
from records.school import School
from runner.whose import whose
from store import Store


def last_visits(store: Store, schools: Sequence[School], archive: Path) -> dict[str, str]:
    """The id of the last visit of each school, by code; schools never visited are left out."""
    entries = ((school.code, store.newest_visit(school.code, whose=whose(school))) for school in schools)
    return {code: entry.id for code, entry in entries if entry is not None and entry.archive == str(archive)}


def going_on(
    make: Callable[[Sequence[School]], BatchOrder], store: Store, deep: frozenset[str] = frozenset()
) -> Callable[[Sequence[School]], BatchOrder]:
    """Orders that hand over the last visits; the schools in `deep` (codes) are read cold all the same."""

    def order(schools: Sequence[School]) -> BatchOrder:
        made = make(schools)
        codes = frozenset(school.code for school in schools)
        return made.model_copy(update={"bases": last_visits(store, schools, made.archive), "deep": deep & codes})

    return order
