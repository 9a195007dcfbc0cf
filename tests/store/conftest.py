"""Stores to test with: an SQLite file, and a database of its own on a PostgreSQL server where there is one."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

POSTGRES = "127.0.0.1:5432"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database, dropped afterwards."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (extra postgres)")
    import psycopg

    try:
        server = psycopg.connect(f"postgresql://postgres@{POSTGRES}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES} for user postgres: {error}")
    name = f"kiemcong_test_{secrets.token_hex(6)}"
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgresql://postgres@{POSTGRES}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where an empty store is to be opened, once for each kind of database."""
    if request.param == "sqlite":
        return tmp_path / "home" / "kiemcong.db"
    url: str = request.getfixturevalue("postgres_url")
    return url
