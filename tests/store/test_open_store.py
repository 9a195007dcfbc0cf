"""Opening: what is made, what is refused, and in which words."""

from __future__ import annotations

import builtins
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import SchoolState, StoreError, open_store
from store.store import Store
from tests.store import samples


def test_a_store_is_made_with_its_folders_by_path_text_or_url(tmp_path: Path) -> None:
    folder = tmp_path / "thư mục 100%"
    for address in (folder / "a.db", str(folder / "b.db"), f"sqlite:///{folder / 'c.db'}"):
        with open_store(address) as store:
            store.start_run(samples.run(), ["01"])
    assert {path.name for path in folder.glob("*.db")} == {"a.db", "b.db", "c.db"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite://", "cần một tệp"),
        ("sqlite:///:memory:", "cần một tệp"),
        ("mysql://root:bi-mat@127.0.0.1/x", "Không hỗ trợ"),
        ("://", "không hợp lệ"),
        ("khong-co://user:bi-mat@x/y", "không hợp lệ"),
    ],
)
def test_an_unusable_address_is_told_in_vietnamese_without_the_password(address: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        open_store(address)
    assert "bi-mat" not in str(caught.value)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="là một thư mục"):
        open_store(tmp_path)


def test_a_path_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="Không tạo được thư mục"):
        open_store(tmp_path / "file" / "deeper" / "s.db")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "truong.csv"
    path.write_text("code,name\n" * 500)
    with pytest.raises(StoreError, match="không phải là cơ sở dữ liệu"):
        open_store(path)
    assert path.read_text() == "code,name\n" * 500


def test_another_programs_database_gets_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    with pytest.raises(StoreError, match="của chương trình khác"):
        open_store(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    connection.close()


def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE kiemcong_version SET version_num = '9999'")
    connection.commit()
    with pytest.raises(StoreError, match="phiên bản KiểmCổng mới hơn"):
        open_store(path)
    assert connection.execute("SELECT version_num FROM kiemcong_version").fetchall() == [("9999",)]
    connection.close()


def test_a_database_locked_by_another_is_told_and_later_usable(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path, busy_seconds=0.1) as store:
        store.start_run(samples.run(), ["01"])
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="bị một tiến trình khác khóa"):
            store.mark_school("r1", "01", SchoolState.VISITED)
        assert store.load_run("r1") == samples.run(), "reading goes on while another writes"
        other.execute("ROLLBACK")
        other.close()
        assert store.mark_school("r1", "01", SchoolState.VISITED).state is SchoolState.VISITED


def test_a_read_only_store_can_be_listed_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        store.start_run(samples.run(), ["01"])
    with open_store(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert store.list_runs() == (samples.run(),)
        with pytest.raises(StoreError, match="chỉ cho phép đọc"):
            store.finish_run("r1")


def test_a_missing_file_opened_read_only_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Không mở được tệp"):
        open_store(f"sqlite:///file:{tmp_path / 'none.db'}?mode=ro&uri=true")


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        store.start_run(samples.run(), [f"{number:04d}" for number in range(2_000)])
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="bị hỏng"), open_store(path) as store:
        store.run_schools("r1")


def test_a_missing_postgres_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.split(".")[0] == "psycopg":
            raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StoreError, match=r"kiemcong\[postgres\]"):
        open_store("postgresql://postgres@127.0.0.1/kiemcong")


def test_a_postgres_server_that_is_not_there_is_told_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    with pytest.raises(StoreError, match="Không dùng được máy chủ cơ sở dữ liệu") as caught:
        open_store("postgres://postgres:bi-mat@127.0.0.1:1/kiemcong")
    assert "bi-mat" not in str(caught.value)


def test_a_shared_postgres_database_is_used_unless_our_names_are_taken(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num text)")
        connection.execute("CREATE TABLE runs (km int)")
        with pytest.raises(StoreError, match="của chương trình khác"):
            open_store(postgres_url)
        connection.execute("DROP TABLE runs")
        open_store(postgres_url).close()


WRITER = """
import sys
from store import SchoolState, open_store
from tests.store import samples
with open_store(sys.argv[1]) as store:
    for number in range(40):
        code = f"{sys.argv[2]}-{number}"
        store.save_visit(samples.entry("v" + code, subject=code))
        store.save_verdict(samples.verdict("d" + code, school=code, visit="v" + code), "r1")
"""


def test_processes_and_threads_write_at_the_same_time(address: str | Path) -> None:
    with open_store(address) as store:
        store.start_run(samples.run(), [])
        command = [sys.executable, "-c", WRITER, str(address)]
        root = Path(__file__).parents[2]
        writers = [subprocess.Popen([*command, name], cwd=root) for name in ("p1", "p2")]
        failures: list[Exception] = []

        def write(name: str) -> None:
            try:
                for number in range(40):
                    store.save_verdict(samples.verdict(f"d{name}-{number}", school=f"{name}-{number}"), "r1")
            except StoreError as error:
                failures.append(error)

        threads = [threading.Thread(target=write, args=(name,)) for name in ("t1", "t2")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert [writer.wait(60) for writer in writers] == [0, 0]
        assert not failures
        verdicts = list(store.list_verdicts("r1"))
        assert len(verdicts) == 160
        assert all(verdict.findings == samples.verdict().findings for verdict in verdicts)


def test_an_empty_database_is_built_once_by_all_who_open_it(address: str | Path) -> None:
    barrier = threading.Barrier(4)
    opened: list[Store] = []
    failures: list[Exception] = []

    def enter() -> None:
        barrier.wait(10)
        try:
            opened.append(open_store(address))
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert len(opened) == 4
    for store in opened:
        assert store.list_runs() == ()
        store.close()


def test_a_password_with_an_at_sign_is_not_told_in_halves() -> None:
    with pytest.raises(StoreError, match="%40") as refused:
        open_store("postgresql://kiemcong:mat@khau@127.0.0.1:1/x")
    assert "khau" not in str(refused.value)
