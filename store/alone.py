"""One service a database: two machines that share a PostgreSQL must not both run its nights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from store.engine import BUSY_SECONDS, make_engine, read_url
from store.errors import explain

# Any number does, as long as nothing else on the server locks it: "KIEM" and "SERV" as ASCII.
_LOCK = 0x4B49454D_53455256
# The server lets go when the connection ends; of a machine that lost its power it learns within a minute.
_KEEPALIVES = ("tcp_keepalives_idle = 30", "tcp_keepalives_interval = 10", "tcp_keepalives_count = 3")


@contextmanager
def alone(url_or_path: str | Path) -> Iterator[bool]:
    """Hold a database's only service while the block lasts, however it ends; false where another one holds it.

    An SQLite file is one machine's, whose own lock is enough. Raises StoreError.
    """
    url = read_url(url_or_path)
    if url.get_backend_name() == "sqlite":
        yield True
        return
    engine = make_engine(url, BUSY_SECONDS, foreign_keys=True)
    try:
        try:
            connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            for one in _KEEPALIVES:
                connection.execute(text(f"SET {one}"))
            got = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}))
        except SQLAlchemyError as error:
            raise explain(error, url.render_as_string(hide_password=True)) from error
        try:
            yield got
        finally:
            # Not back into the pool: closed, whatever became of it.
            connection.invalidate()
            connection.close()
    finally:
        engine.dispose()
