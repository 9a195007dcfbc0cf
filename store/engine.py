"""Opens a database: SQLite by path, PostgreSQL by URL; brings its schema up to date and hands out a Store."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from store.errors import StoreError, explain
from store.migrate import upgrade
from store.sessions import WRITES
from store.store import Store

BUSY_SECONDS = 30.0
_WAL_TRIES = 40
_WAL_PAUSE = 0.05
"""How long a writer waits for another process before the database counts as locked, in seconds."""


def open_store(url_or_path: str | Path, *, busy_seconds: float = BUSY_SECONDS) -> Store:
    """Open the store at a file path or database URL, making it and migrating its schema where needed.

    A path (or ``sqlite:///…``) is an SQLite file in WAL mode; ``postgresql://…`` needs the extra ``postgres``.
    Raises StoreError, in Vietnamese: locked, read-only, newer than this program, not a store, driver missing.
    """
    url = read_url(url_or_path)
    where = url.render_as_string(hide_password=True) if url.host else str(url.database)
    try:
        # Migrations have a connection of their own: SQLite must not follow foreign keys while tables are rebuilt.
        migrator = make_engine(url, busy_seconds, foreign_keys=False)
        try:
            upgrade(migrator, where)
        finally:
            migrator.dispose()
        return Store(make_engine(url, busy_seconds, foreign_keys=True), where)
    except SQLAlchemyError as error:
        raise explain(error, where) from error
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise StoreError(
            "Muốn dùng PostgreSQL cần cài thêm trình điều khiển psycopg: pip install 'kiemcong[postgres]'."
        ) from error


def read_url(url_or_path: str | Path) -> URL:
    """Return the address of a database with our drivers. Raises StoreError."""
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return _file_url(Path(url_or_path))
    try:
        url = make_url(url_or_path)
        family = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        # The text may hold a password, so it is not repeated.
        raise StoreError("Địa chỉ cơ sở dữ liệu không hợp lệ.") from error
    if "@" in (url.host or ""):
        # What follows the password's own "@" would be taken for a host, told in messages, and be half a secret.
        raise StoreError("Địa chỉ cơ sở dữ liệu không hợp lệ: mật khẩu có ký tự @ thì viết %40 thay cho nó.")
    if family in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if family != "sqlite":
        raise StoreError(f"Không hỗ trợ loại cơ sở dữ liệu {family!r}; hãy dùng SQLite hoặc PostgreSQL.")
    if not url.database or url.database == ":memory:":
        raise StoreError("Cơ sở dữ liệu SQLite cần một tệp; hãy cho biết đường dẫn.")
    if not url.database.startswith("file:"):
        _make_folder(Path(url.database))
    return url


def _file_url(path: Path) -> URL:
    _make_folder(path)
    return URL.create("sqlite", database=str(path))


def _make_folder(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path} là một thư mục, không phải tệp cơ sở dữ liệu.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"Không tạo được thư mục {path.parent}: {error}") from error


def make_engine(url: URL, busy_seconds: float, *, foreign_keys: bool) -> Engine:
    """Return an engine whose transactions begin as ours do."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, json_serializer=_to_json, pool_pre_ping=True)
    engine = create_engine(
        url,
        json_serializer=_to_json,
        connect_args={"timeout": busy_seconds},
        # A connection to a file costs little, and none left open means no locks and no open file on Windows.
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _set_up_sqlite(foreign_keys))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(foreign_keys: bool) -> Callable[[sqlite3.Connection, object], None]:
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        # The driver would begin transactions by its own rules; `_begin_sqlite` does it by ours.
        connection.isolation_level = None
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        # Asked first: switching needs a lock, and a database opened read-only could not.
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        if mode != "wal":
            _switch_to_wal(connection)

    return set_up


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch a database to WAL. SQLite does not wait for its busy timeout here, so two that open a new database at
    once would find it locked: the second tries again."""
    for attempt in range(_WAL_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if attempt == _WAL_TRIES - 1:
                raise
            time.sleep(_WAL_PAUSE)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads and then writes cannot wait for another writer; one that writes must say so at once.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _to_json(value: Any) -> str:
    # Vietnamese as it is (half the bytes of escapes); a lone surrogate of a portal must not cost the verdict.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()
