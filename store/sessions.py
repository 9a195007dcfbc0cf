"""Transactions on one database: what every part of the store is made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from store.errors import StoreError, explain
from store.tables import RunRow

WRITES = "kiemcong_writes"
"""Execution option of a connection whose transaction will write."""


class Sessions:
    """A database that is read and written in transactions; every refusal becomes a StoreError (Vietnamese)."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._readers = engine
        self._writers = engine.execution_options(**{WRITES: True})
        self._where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database's connections back."""
        self._readers.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with Session(self._readers) as session:
                yield session
        except SQLAlchemyError as error:
            raise explain(error, self._where) from error

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        try:
            with Session(self._writers) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise explain(error, self._where) from error

    def _run_row(self, session: Session, run: str) -> RunRow:
        row = session.get(RunRow, run)
        if row is None:
            raise StoreError(f"Không có lần chạy nào mang mã {run} ({self._where}).")
        return row
