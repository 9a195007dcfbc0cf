"""The further sums of a verdict and what people laid down, as one JSON column."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("verdicts", sa.Column("sums", sa.JSON))


def downgrade() -> None:
    op.drop_column("verdicts", "sums")
