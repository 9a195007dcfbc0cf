"""Runs, visits, verdicts with their findings, and the schools of a run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.String(200)
MOMENT = sa.DateTime(timezone=True)
POINTS = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("school_list", sa.Text, nullable=False),
        sa.Column("rubric", KEY, nullable=False),
        sa.Column("rubric_version", KEY, nullable=False),
        sa.Column("school_year", sa.String(20), nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("out", sa.Text, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_started_at", "runs", ["started_at"])
    op.create_table(
        "visits",
        sa.Column("id", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("subject_kind", sa.String(20), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=False),
        sa.Column("adapter", KEY, nullable=False),
        sa.Column("crawler_version", KEY, nullable=False),
        sa.Column("archive", sa.Text, nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("coverage", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    op.create_index("ix_visits_subject_started_at", "visits", ["subject", "started_at"])
    op.create_table(
        "verdicts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("visit", KEY, nullable=False),
        sa.Column("run", KEY),
        sa.Column("school", KEY, nullable=False),
        sa.Column("school_year", sa.String(20), nullable=False),
        sa.Column("window_start", sa.Date, nullable=False),
        sa.Column("window_end", sa.Date, nullable=False),
        sa.Column("window_basis", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("rubric", KEY, nullable=False),
        sa.Column("rubric_version", KEY, nullable=False),
        sa.Column("code_version", KEY, nullable=False),
        sa.Column("points", POINTS, nullable=False),
        sa.Column("judged_max", POINTS, nullable=False),
        sa.Column("section_max", POINTS),
        sa.Column("max", POINTS),
        sa.Column("grade", sa.Text),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_verdicts_run", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
    )
    op.create_index("ix_verdicts_school_created", "verdicts", ["school", "created"])
    op.create_index("ix_verdicts_visit", "verdicts", ["visit"])
    op.create_index("ix_verdicts_run", "verdicts", ["run"])
    op.create_table(
        "findings",
        sa.Column("verdict", KEY, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("rule", KEY, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("result", KEY, nullable=False),
        sa.Column("points", POINTS),
        sa.Column("max_points", POINTS),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["verdict"], ["verdicts.id"], name="fk_findings_verdict", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("verdict", "position", name="pk_findings"),
    )
    op.create_index("ix_findings_rule_outcome", "findings", ["rule", "outcome"])
    op.create_table(
        "run_schools",
        sa.Column("run", KEY, nullable=False),
        sa.Column("school", KEY, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("visit", KEY),
        sa.Column("verdict", KEY),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_run_schools_run", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["verdict"], ["verdicts.id"], name="fk_run_schools_verdict", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("run", "school", name="pk_run_schools"),
    )
    op.create_index("ix_run_schools_verdict", "run_schools", ["verdict"])


def downgrade() -> None:
    for table in ("run_schools", "findings", "verdicts", "visits", "runs"):
        op.drop_table(table)
