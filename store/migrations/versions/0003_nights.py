"""Nights: how visits went, when things were first and last seen, the second visit of a school, schedules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.String(200)


def upgrade() -> None:
    # None for visits saved before anybody asked.
    op.add_column("visits", sa.Column("route", sa.String(20)))
    op.add_column("visits", sa.Column("measured", sa.Boolean))
    op.add_column("visits", sa.Column("deep", sa.Boolean))
    op.add_column("run_schools", sa.Column("second_visit", KEY))
    op.create_table(
        "sightings",
        sa.Column("school", KEY, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("first_seen", sa.Date, nullable=False),
        sa.Column("last_seen", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("school", "kind", "key", name="pk_sightings"),
    )
    op.create_table(
        "schedules",
        sa.Column("id", KEY, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedules"),
    )


def downgrade() -> None:
    op.drop_table("schedules")
    op.drop_table("sightings")
    op.drop_column("run_schools", "second_visit")
    for column in ("deep", "measured", "route"):
        op.drop_column("visits", column)
