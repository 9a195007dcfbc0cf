"""Words of posts that stand on several portals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post_texts",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("portal", sa.String(200), nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("seen", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("mark", "portal", name="pk_post_texts"),
    )


def downgrade() -> None:
    op.drop_table("post_texts")
