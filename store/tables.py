"""The tables. A result is a row of `findings`, never a column: a new check is never a migration."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from store.columns import Points, UtcDateTime

# Named constraints, so that a later migration can drop them on every database.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables share: names of constraints and how Python types are kept."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        datetime: UtcDateTime,
        Decimal: Points,
        str: Text,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


def _key() -> String:
    """An id or code: bounded, so that every database can index it."""
    return String(200)


class RunRow(Base):
    """One audit of one list."""

    __tablename__ = "runs"
    __table_args__ = (Index("ix_runs_started_at", "started_at"),)

    id: Mapped[str] = mapped_column(_key(), primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20))
    school_list: Mapped[str]
    rubric: Mapped[str] = mapped_column(_key())
    rubric_version: Mapped[str] = mapped_column(_key())
    school_year: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[date | None]
    out: Mapped[str]
    counts: Mapped[dict[str, Any]]


class VisitRow(Base):
    """A visit; its facts lie in the archive."""

    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_subject_started_at", "subject", "started_at"),)

    id: Mapped[str] = mapped_column(_key(), primary_key=True)
    subject: Mapped[str] = mapped_column(_key())
    subject_kind: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    adapter: Mapped[str] = mapped_column(_key())
    crawler_version: Mapped[str] = mapped_column(_key())
    archive: Mapped[str]
    requests: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)
    coverage: Mapped[list[dict[str, Any]]]
    route: Mapped[str | None] = mapped_column(String(20))
    measured: Mapped[bool | None]
    deep: Mapped[bool | None]
    whose: Mapped[str | None]

    @classmethod
    def may_be_of(cls, whose: str) -> ColumnElement[bool]:
        """The condition that a visit looked at this school; of visits saved before anybody asked nobody knows."""
        return cls.whose.is_(None) | (cls.whose == whose)


class VerdictRow(Base):
    """A verdict without its findings. `run` is the run that first came to it; `sums` are its further sums and what
    people laid down, None for verdicts saved before there were any.

    `visit` is no foreign key: a visit mailed as a folder is judged without being listed here, and a pruned visit
    leaves its verdicts.
    """

    __tablename__ = "verdicts"
    __table_args__ = (Index("ix_verdicts_school_created", "school", "created"),)

    id: Mapped[str] = mapped_column(_key(), primary_key=True)
    visit: Mapped[str] = mapped_column(_key(), index=True)
    run: Mapped[str | None] = mapped_column(ForeignKey("runs.id", ondelete="SET NULL"), index=True)
    school: Mapped[str] = mapped_column(_key())
    school_year: Mapped[str] = mapped_column(String(20))
    window_start: Mapped[date]
    window_end: Mapped[date]
    window_basis: Mapped[str]
    as_of: Mapped[date | None]
    rubric: Mapped[str] = mapped_column(_key())
    rubric_version: Mapped[str] = mapped_column(_key())
    code_version: Mapped[str] = mapped_column(_key())
    points: Mapped[Decimal]
    judged_max: Mapped[Decimal]
    section_max: Mapped[Decimal | None]
    max: Mapped[Decimal | None]
    grade: Mapped[str | None]
    sums: Mapped[dict[str, Any] | None]
    created: Mapped[datetime]


class FindingRow(Base):
    """One finding of a verdict, in its place; `payload` is the whole Finding."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_rule_outcome", "rule", "outcome"),)

    verdict: Mapped[str] = mapped_column(ForeignKey("verdicts.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(_key())
    outcome: Mapped[str] = mapped_column(String(20))
    result: Mapped[str] = mapped_column(_key())
    points: Mapped[Decimal | None]
    max_points: Mapped[Decimal | None]
    payload: Mapped[dict[str, Any]]


class RunSchoolRow(Base):
    """One school of a run, in the list's order. `visit` is no foreign key for the same reason as a verdict's;
    `second_visit` went by the other route."""

    __tablename__ = "run_schools"

    run: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    school: Mapped[str] = mapped_column(_key(), primary_key=True)
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    visit: Mapped[str | None] = mapped_column(_key())
    verdict: Mapped[str | None] = mapped_column(ForeignKey("verdicts.id", ondelete="SET NULL"), index=True)
    note: Mapped[str]
    second_visit: Mapped[str | None] = mapped_column(_key())


class SightingRow(Base):
    """When a post, section or document of a school was first and last seen; `key` is its identity's hash, which every
    database can index."""

    __tablename__ = "sightings"

    school: Mapped[str] = mapped_column(_key(), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    identity: Mapped[str]
    title: Mapped[str]
    first_seen: Mapped[date]
    last_seen: Mapped[date]


class PostTextRow(Base):
    """The words of a post that counts (a hash of title and first words), and a portal on which they stand; `seen` is
    the night that saw them there first."""

    __tablename__ = "post_texts"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    portal: Mapped[str] = mapped_column(_key(), primary_key=True)
    published: Mapped[date | None]
    seen: Mapped[date]


class ScheduleRow(Base):
    """A list with its times; `payload` is the whole Schedule."""

    __tablename__ = "schedules"

    id: Mapped[str] = mapped_column(_key(), primary_key=True)
    payload: Mapped[dict[str, Any]]
