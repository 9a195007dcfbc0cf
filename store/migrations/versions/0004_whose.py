"""Whose portal a visit looked at: a list may give a code to another school, and two lists may use one code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # None for visits saved before anybody asked: they count as of whoever has the code.
    op.add_column("visits", sa.Column("whose", sa.Text))


def downgrade() -> None:
    op.drop_column("visits", "whose")
