"""A whole store copied row by row: from SQLite or PostgreSQL into either, as one moment saw it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from store.engine import BUSY_SECONDS, make_engine, open_store, read_url
from store.errors import StoreError, explain
from store.sessions import WRITES
from store.tables import Base

_AT_ONCE = 500


def copy_store(source: str | Path, target: str | Path) -> dict[str, int]:
    """Copy every table of `source` into the empty store `target`, made where needed; return the rows of each.

    One transaction reads and one writes, so that the copy is whole or empty. Raises StoreError.
    """
    # Both are brought to this program's tables first: a store of an older version is copied as a new one.
    open_store(source).close()
    open_store(target).close()
    origin = make_engine(read_url(source), BUSY_SECONDS, foreign_keys=False)
    goal = make_engine(read_url(target), BUSY_SECONDS, foreign_keys=True)
    if origin.dialect.name == "postgresql":
        origin = origin.execution_options(isolation_level="REPEATABLE READ")
    copied: dict[str, int] = {}
    try:
        with (
            origin.connect() as reader,
            reader.begin(),
            goal.connect().execution_options(**{WRITES: True}) as writer,
            writer.begin(),
        ):
            for table in Base.metadata.sorted_tables:
                if writer.scalar(select(func.count()).select_from(table)):
                    raise StoreError("Nơi khôi phục đã có dữ liệu; hãy chọn một nơi còn trống.")
                copied[table.name] = 0
                rows = reader.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings()
                for some in rows.partitions(_AT_ONCE):
                    writer.execute(insert(table), [dict(row) for row in some])
                    copied[table.name] += len(some)
    except SQLAlchemyError as error:
        raise explain(error, "sao lưu") from error
    finally:
        origin.dispose()
        goal.dispose()
    return copied
