"""Run by Alembic; the connection, already in a transaction, comes from `store.migrate`.

A revision is written by hand in versions/; the tests compare what it builds with `store.tables`.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from store.migrate import VERSION_TABLE, include_name
from store.tables import Base

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    include_name=include_name,
    # SQLite can hardly alter a table: a later revision rebuilds it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
