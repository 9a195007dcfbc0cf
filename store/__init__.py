"""Remembers: runs, visits and verdicts. Records in, records out; the only room that knows SQLAlchemy."""

from store.alone import alone
from store.copying import copy_store
from store.engine import open_store
from store.entries import RunCounts, RunRecord, RunSchool, RunState, SchoolState, SubjectKind, TextsSeen, VisitEntry
from store.errors import StoreError
from store.jobs import open_job_store
from store.store import Store

__all__ = [
    "RunCounts",
    "RunRecord",
    "RunSchool",
    "RunState",
    "SchoolState",
    "Store",
    "StoreError",
    "SubjectKind",
    "TextsSeen",
    "VisitEntry",
    "alone",
    "copy_store",
    "open_job_store",
    "open_store",
]
