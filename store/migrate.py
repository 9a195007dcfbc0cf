"""Brings a database's schema to this program's, with Alembic, inside the process and without an ini file."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from store.errors import StoreError
from store.sessions import WRITES
from store.tables import Base

VERSION_TABLE = "kiemcong_version"
"""Where Alembic notes the schema's revision; a name of our own, for a PostgreSQL schema may be shared."""

# Any number does, as long as nothing else on the server locks it: "KIEM" and "CONG" as ASCII.
_POSTGRES_LOCK = 0x4B49454D_434F4E47


EXCEPTED = frozenset({"kiemcong_jobs"})
"""Tables of ours that no migration makes: APScheduler's (see `store.jobs`)."""


def include_name(name: str | None, kind: str, parents: object) -> bool:
    """Tell Alembic which tables are its affair."""
    return kind != "table" or name not in EXCEPTED


def alembic_config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration for the migrations in this package."""
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, where: str) -> None:
    """Bring the schema up to date, once, however many processes open the database at the same time."""
    scripts = ScriptDirectory.from_config(alembic_config())
    with engine.connect() as connection:
        if _is_current(connection, scripts, where):
            return
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
        # Another process may have done it while this one waited.
        if not _is_current(connection, scripts, where):
            command.upgrade(alembic_config(connection), "head")


def _is_current(connection: Connection, scripts: ScriptDirectory, where: str) -> bool:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    revisions = set(context.get_current_heads())
    known = {script.revision for script in scripts.walk_revisions()}
    if not revisions <= known:
        raise StoreError(
            f"Cơ sở dữ liệu {where} do một phiên bản KiểmCổng mới hơn tạo ra; hãy cập nhật chương trình rồi chạy lại."
        )
    if not revisions:
        _refuse_foreign(connection, where)
    return revisions == set(scripts.get_heads())


def _refuse_foreign(connection: Connection, where: str) -> None:
    """Refuse to build tables into a file that is somebody else's."""
    tables = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
    ours = set(Base.metadata.tables)
    # A PostgreSQL schema may be shared with others; an SQLite file is ours alone.
    if tables & ours if connection.dialect.name == "postgresql" else tables:
        raise StoreError(f"{where} là cơ sở dữ liệu của chương trình khác, không phải của KiểmCổng.")
