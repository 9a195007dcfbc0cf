"""The schema's history: from nothing and from every revision to the tables as they are, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from store import open_store
from store.migrate import VERSION_TABLE, alembic_config, include_name
from store.tables import Base
from tests.store import samples

SCRIPTS = ScriptDirectory.from_config(alembic_config())
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


def sqlalchemy_url(address: str | Path) -> str:
    return f"sqlite:///{address}" if isinstance(address, Path) else address.replace("://", "+psycopg://", 1)


def differences(address: str | Path) -> list[object]:
    engine = create_engine(sqlalchemy_url(address))
    with engine.connect() as connection:
        opts = {"version_table": VERSION_TABLE, "compare_type": True, "include_name": include_name}
        context = MigrationContext.configure(connection, opts=opts)
        found = list(compare_metadata(context, Base.metadata))
    engine.dispose()
    return found


def migrate(address: str | Path, to: str, *, down: bool = False) -> None:
    if isinstance(address, Path):
        address.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(sqlalchemy_url(address))
    with engine.begin() as connection:
        (command.downgrade if down else command.upgrade)(alembic_config(connection), to)
    engine.dispose()


def test_there_is_one_line_of_revisions() -> None:
    assert len(SCRIPTS.get_heads()) == 1
    assert REVISIONS[0] == "0001"


def test_the_migrations_build_exactly_the_tables(address: str | Path) -> None:
    open_store(address).close()
    assert differences(address) == []


def test_the_comparison_would_see_a_difference(tmp_path: Path) -> None:
    open_store(tmp_path / "s.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 's.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN score_3_1 TEXT")
        connection.exec_driver_sql("DROP INDEX ix_findings_rule_outcome")
    engine.dispose()
    assert len(differences(tmp_path / "s.db")) == 2


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_every_revision_is_brought_up_to_date(address: str | Path, revision: str) -> None:
    migrate(address, revision)
    with open_store(address) as store:
        store.start_run(samples.run(), ["01"])
        store.save_verdict(samples.verdict(), "r1")
        assert list(store.list_verdicts("r1")) == [samples.verdict()]
    assert differences(address) == []


def test_opening_a_store_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        store.start_run(samples.run(), ["01"])
    before = path.read_bytes()
    with open_store(path) as store:
        assert store.list_runs() == (samples.run(),)
    assert path.read_bytes() == before


def test_the_way_down_leaves_nothing(address: str | Path) -> None:
    open_store(address).close()
    migrate(address, "base", down=True)
    engine = create_engine(sqlalchemy_url(address))
    assert set(inspect(engine).get_table_names()) <= {VERSION_TABLE}
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    address: str | Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("power")

    # The last table of the first revision cannot be made: those before it must not stay either.
    monkeypatch.setattr("alembic.operations.ops.CreateIndexOp.create_index", fail)
    with pytest.raises(OSError, match="power"):
        open_store(address)
    monkeypatch.undo()
    engine = create_engine(sqlalchemy_url(address))
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    open_store(address).close()
    assert differences(address) == []
