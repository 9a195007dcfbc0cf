"""What is kept, backed up, restored and handed out for help."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine

from crawler.archive import FolderArchive
from records.facts import Evidence, PageSeen, Role, Visit, Window
from records.findings import Answer, Finding, Outcome
from records.history import Sighting, SightKind
from records.school import School
from reports.typography import format_moment
from runner import schedules
from runner.backups import backup, restore
from runner.errors import InputError, RunError
from runner.home import Home
from runner.retention import clean, keep_house
from runner.support import bundle, without_personal_data
from runner.tables import UnderWay, going
from store import RunState, SchoolState, Store, VisitEntry, copy_store, open_store
from tests.runner.replay import null_screen
from tests.runner.test_schedules import NIGHTLY
from tests.store import samples
from tests.store.conftest import address, postgres_url  # noqa: F401 - fixtures

NOW = datetime.now(UTC).replace(microsecond=0)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "h" / "logs").mkdir(parents=True)
    return Home(tmp_path / "h", tmp_path / "h" / "logs" / "kiemcong-hom-nay.log")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home.database) as opened:
        yield opened


def night(home: Home, store: Store, days: float, pages: dict[str, str], *, cites: str | None = None) -> str:
    """One school's night so many days ago: its `pages` (path to body) are archived then, its verdict cites one."""
    at = ago(days)
    with time_machine.travel(at, tick=False), FolderArchive(home.archive) as archive:
        seen = {
            path: Evidence(
                url=f"http://a.test{path}",
                seen_at=at,
                sha256=archive.keep_page(f"http://a.test{path}", at, 200, (), body.encode()),
            )
            for path, body in pages.items()
        }
        visit = Visit(
            id=f"{at:%Y%m%dT%H%M%S}-01-abc",
            subject=School(code="01", name="Trường A", levels=(), portal="http://a.test/"),
            started_at=at,
            finished_at=at,
            adapter="generic",
            crawler_version="0",
            window=Window(start="2021-08-01", end="2022-07-31"),
            coverage=(),
            facts=tuple(
                PageSeen(url=one.url, role=Role.SECTION, requested_url=one.url, status=200, evidence=one)
                for one in seen.values()
            ),
        )
        archive.save_visit(visit)
        answer = Answer(result="x", evidence=(seen[cites],) if cites else ())
        finding = Finding(rule="3.1", title="t", outcome=Outcome.PASS, answer=answer)
        verdict = samples.verdict(f"d-{visit.id}", visit=visit.id, findings=(finding,)).model_copy(
            update={"as_of": None}
        )
        run = samples.run(f"r-{days}", started_at=at)
        store.start_run(run, ["01"])
        store.save_verdict(verdict, run.id, visits=[VisitEntry.of(visit, str(home.archive))])
        store.finish_run(run.id, finished_at=at)
    return visit.id


def kept(home: Home) -> tuple[set[str], set[str]]:
    archive = FolderArchive(home.archive)
    bodies = {"một": "", "hai": "", "ba": "", "bốn": "", "năm": ""}
    pages = {one for one in bodies if archive.read_page(hashlib.sha256(one.encode()).hexdigest()) is not None}
    return {one.visit for one in archive.visits()}, pages


def test_old_nights_go_and_what_verdicts_cite_stays(home: Home, store: Store) -> None:
    night(home, store, 120, {"/1": "một", "/2": "hai"}, cites="/1")
    middle = night(home, store, 20, {"/3": "ba"})
    newest = night(home, store, 1, {"/4": "bốn"})
    cleaned = clean(home, store, NOW)
    assert cleaned.visits == 1
    assert kept(home) == ({middle, newest}, {"ba", "bốn"})
    # Verdicts of the last seven days and the newest one; visits of thirty days.
    assert store.newest_verdict("01") is not None
    assert store.load_verdict(f"d-{middle}") is None
    assert store.load_visit_entry(middle) is not None
    assert len(store.list_runs()) == 3
    assert store.run_schools("r-120") == ()
    assert clean(home, store, NOW).visits == 0


def test_what_the_newest_verdict_rests_on_is_never_too_old(home: Home, store: Store) -> None:
    only = night(home, store, 200, {"/1": "một", "/2": "hai"}, cites="/1")
    clean(home, store, NOW)
    # The visit can still be judged again, so its other pages stay as well.
    assert kept(home) == ({only}, {"một", "hai"})
    assert store.load_verdict(f"d-{only}") is not None


def test_a_page_cited_by_a_held_finding_outlives_its_visit(home: Home, store: Store) -> None:
    old = night(home, store, 150, {"/1": "một", "/2": "hai"}, cites="/1")
    cited = store.load_verdict(f"d-{old}")
    assert cited is not None
    newest = night(home, store, 2, {"/3": "ba"})
    held = samples.verdict("giu", visit=newest, findings=cited.findings).model_copy(update={"as_of": None})
    store.save_verdict(held)
    clean(home, store, NOW)
    assert kept(home) == ({newest}, {"một", "ba"})


def test_a_verdict_with_an_as_of_date_stays(home: Home, store: Store) -> None:
    old = night(home, store, 150, {"/1": "một"}, cites="/1")
    night(home, store, 2, {"/3": "ba"})
    found = store.load_verdict(f"d-{old}")
    assert found is not None
    store.save_verdict(found.model_copy(update={"id": "chot", "as_of": NOW.date()}))
    clean(home, store, NOW)
    assert store.load_verdict("chot") is not None
    assert store.load_verdict(f"d-{old}") is None
    assert old in kept(home)[0]


def test_a_disk_that_is_short_of_room_is_cleaned_before_the_night(
    home: Home, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weekly cleaning comes after a night that went well: where the disk stops every night it would never come."""
    night(home, store, 120, {"/1": "một"})
    newest = night(home, store, 1, {"/4": "bốn"})
    (home.path / "don-dep.txt").write_text(f"{ago(2).date().isoformat()}\n", encoding="utf-8")
    keep_house(home, null_screen(), NOW)
    assert len(kept(home)[0]) == 2
    store.save_schedule(NIGHTLY)

    def stopped(*_: object, **__: object) -> None:
        raise RunError("Ổ đĩa sắp đầy")

    monkeypatch.setattr(schedules, "run_night", stopped)
    monkeypatch.setattr(schedules, "is_short_of_room", lambda folder: True)
    with pytest.raises(RunError):
        schedules.run_now(home, null_screen(), NIGHTLY.id)
    assert kept(home)[0] == {newest}


def test_a_page_seen_again_after_weeks_is_kept_again(home: Home, store: Store) -> None:
    night(home, store, 100, {"/1": "một"})
    night(home, store, 10, {"/1": "một"})
    night(home, store, 1, {"/2": "hai"})
    clean(home, store, NOW)
    assert kept(home)[1] == {"một", "hai"}


def fill(store: Store) -> None:
    store.start_run(samples.run(), ["01", "02"])
    store.save_verdict(
        samples.verdict(),
        "r1",
        visits=[samples.entry()],
        seen=[(SightKind.POST, Sighting(identity="a", title="Tin", first_seen=NOW.date(), last_seen=NOW.date()))],
    )
    store.save_schedule(NIGHTLY)


def same(one: Store, other: Store) -> None:
    assert one.list_runs() == other.list_runs()
    assert one.run_schools("r1") == other.run_schools("r1")
    assert one.load_verdict("d1") == other.load_verdict("d1")
    assert one.load_visit_entry("v1") == other.load_visit_entry("v1")
    assert one.sightings("01", SightKind.POST) == other.sightings("01", SightKind.POST)
    assert one.schedules() == other.schedules() == (NIGHTLY,)


def test_a_store_is_copied_from_either_database_into_either(
    address: str | Path,  # noqa: F811 - the fixture above
    tmp_path: Path,
    postgres_url: str,  # noqa: F811 - the fixture above
) -> None:
    with open_store(address) as store:
        fill(store)
        copy_store(address, tmp_path / "copy.sqlite")
        with open_store(tmp_path / "copy.sqlite") as copy:
            same(store, copy)
        if isinstance(address, Path):
            copy_store(tmp_path / "copy.sqlite", postgres_url)
            with open_store(postgres_url) as copy:
                same(store, copy)
    with pytest.raises(Exception, match="đã có dữ liệu"):
        copy_store(address, tmp_path / "copy.sqlite")


def test_a_backup_brings_the_whole_home_back(home: Home, store: Store, tmp_path: Path) -> None:
    fill(store)
    visit = night(home, store, 3, {"/1": "một"}, cites="/1")
    (home.path / "settings.yaml").write_text("contact: a@b.vn\n", encoding="utf-8")
    (home.path / "rubrics").mkdir()
    (home.path / "rubrics" / "rieng.yaml").write_text("id: rieng\n", encoding="utf-8")
    (home.archive / "visits" / "2020-01-01").mkdir()
    (home.archive / "visits" / "2020-01-01" / ".x.tmp").write_text("half", encoding="utf-8")
    backup(home, null_screen(), tmp_path / "sao.tar")
    other = Home(tmp_path / "moi", tmp_path / "moi" / "logs" / "log")
    other.log.parent.mkdir(parents=True)
    restore(other, null_screen(), tmp_path / "sao.tar")
    with open_store(other.database) as restored:
        same(store, restored)
    assert kept(other) == ({visit}, {"một"})
    assert (other.path / "settings.yaml").read_text(encoding="utf-8") == "contact: a@b.vn\n"
    assert (other.path / "rubrics" / "rieng.yaml").exists()
    assert sorted(path.name for path in other.path.iterdir()) == [
        "archive",
        "kiemcong.sqlite",
        "logs",
        "rubrics",
        "settings.yaml",
        "tam",
    ]
    with pytest.raises(InputError, match="đã có dữ liệu"):
        restore(other, null_screen(), tmp_path / "sao.tar")


def test_a_backup_without_pages_keeps_the_facts(home: Home, store: Store, tmp_path: Path) -> None:
    fill(store)
    visit = night(home, store, 3, {"/1": "một"})
    backup(home, null_screen(), tmp_path / "sao.tar", without_pages=True)
    other = Home(tmp_path / "moi", tmp_path / "moi" / "log")
    other.path.mkdir()
    restore(other, null_screen(), tmp_path / "sao.tar")
    assert kept(other) == ({visit}, set())


def test_what_is_no_backup_changes_nothing(home: Home, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "la.tar", "w") as tar:
        about = tarfile.TarInfo("../ngoai.txt")
        about.size = 1
        tar.addfile(about, BytesIO(b"x"))
    (tmp_path / "chu.tar").write_text("đây là thư\n" * 400, encoding="utf-8")
    for name in ("la.tar", "chu.tar"):
        with pytest.raises(InputError, match="không phải là bản sao lưu"):
            restore(home, null_screen(), tmp_path / name)
    with pytest.raises(InputError, match=r"không đọc được bản sao lưu \(không tìm thấy\)"):
        restore(home, null_screen(), tmp_path / "khong-co.tar")
    assert untouched(home)


def untouched(home: Home) -> bool:
    return sorted(path.name for path in home.path.iterdir() if path.name != "tam") == ["logs"]


def test_a_damaged_backup_is_found_out_and_changes_nothing(home: Home, store: Store, tmp_path: Path) -> None:
    """Cut off, changed within a file (the tar itself knows nothing of that), without its sums, with a way out."""
    fill(store)
    night(home, store, 3, {"/1": "một" * 4000}, cites="/1")
    backup(home, null_screen(), tmp_path / "sao.tar")
    whole = (tmp_path / "sao.tar").read_bytes()
    with tarfile.open(tmp_path / "sao.tar") as tar:
        members = {one.name: one for one in tar.getmembers()}
        pages = next(one for name, one in members.items() if name.endswith(".warc.gz"))
        sums = members["kiemcong-backup.sha256.json"]
        database = members["kiemcong.sqlite"]
    flipped = bytearray(whole)
    flipped[pages.offset_data + pages.size // 2] ^= 0x55
    in_database = bytearray(whole)
    in_database[database.offset_data + database.size // 2] ^= 0x55
    escaping = tmp_path / "ra-ngoai.tar"
    escaping.write_bytes(whole)
    with tarfile.open(escaping, "a") as tar:
        about = tarfile.TarInfo("../ngoai.txt")
        about.size = 1
        tar.addfile(about, BytesIO(b"x"))
    other = Home(tmp_path / "moi", tmp_path / "moi" / "logs" / "log")
    other.log.parent.mkdir(parents=True)
    for damaged in (
        whole[: len(whole) // 2],
        whole[: sums.offset] + bytes(1024),
        bytes(flipped),
        bytes(in_database),
        escaping.read_bytes(),
    ):
        (tmp_path / "hong.tar").write_bytes(damaged)
        with pytest.raises(InputError, match="hỏng"):
            restore(other, null_screen(), tmp_path / "hong.tar")
        assert untouched(other)
    assert not (tmp_path / "ngoai.txt").exists()


def test_what_a_killed_backup_left_is_cleared_by_a_later_one(home: Home, store: Store, tmp_path: Path) -> None:
    fill(store)
    for name, age in ((".sao.tar.1.tar.tmp", 2), (".sao.tar.1.sqlite.tmp", 2), (".sao.tar.2.tar.tmp", 0)):
        (tmp_path / name).write_text("half", encoding="utf-8")
        moment = ago(age).timestamp()
        os.utime(tmp_path / name, (moment, moment))
    backup(home, null_screen(), tmp_path / "sao.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".sao.tar.2.tar.tmp", "h", "sao.tar"]


def test_a_backup_goes_into_an_empty_database_only(
    home: Home,
    store: Store,
    tmp_path: Path,
    postgres_url: str,  # noqa: F811 - the fixture above
) -> None:
    """Found out before a file of the home is touched."""
    fill(store)
    night(home, store, 3, {"/1": "một"}, cites="/1")
    backup(home, null_screen(), tmp_path / "sao.tar")
    other = Home(tmp_path / "moi", tmp_path / "moi" / "logs" / "log", postgres_url)
    other.log.parent.mkdir(parents=True)
    with open_store(postgres_url) as used:
        used.save_schedule(NIGHTLY)
        with pytest.raises(InputError, match="KIEMCONG_DATABASE"):
            restore(other, null_screen(), tmp_path / "sao.tar")
        assert untouched(other)
        used.remove_schedule(NIGHTLY.id)
        restore(other, null_screen(), tmp_path / "sao.tar")
        same(store, used)
    assert not (other.path / "kiemcong.sqlite").exists()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("gửi a.b+c@pgd.edu.vn nhé", "gửi *** nhé"),
        ("postgresql://u:mat@h/db", "postgresql://***@h/db"),
        ("GET http://a.edu.vn/hs/nguyen-van-a?id=1 lỗi", "GET http://a.edu.vn/*** lỗi"),
        ("gọi 0912 345 678", "gọi ***"),
        ("cccd 079203001234.", "cccd ***."),
        ("contact: cntt@phong.vn", "contact: ***"),
        ("password=abc123", "password=***"),
        ("postgresql+psycopg://u:m@t/kh@u@h/db", "postgresql+psycopg://***@h/db"),
        ("/home/an/kiemcong/h", "~/kiemcong/h"),
        ("visit 20261101T150500-01-abc", "visit 20261101T150500-01-abc"),
        ('{"at":"2026-11-01T15:05:00.123+00:00","run":"r1"}', '{"at":"2026-11-01T15:05:00.123+00:00","run":"r1"}'),
    ],
)
def test_personal_data_and_secrets_are_struck_out(text: str, left: str) -> None:
    assert without_personal_data(text) == left


def test_a_support_bundle_tells_much_and_nobody(home: Home, store: Store, tmp_path: Path) -> None:
    fill(store)
    (home.path / "settings.yaml").write_text("contact: cntt@phong.edu.vn\nbudget: {requests: 9}\n", encoding="utf-8")
    home.log.write_text("cô Lan lan@truong.edu.vn 0912345678 http://t.edu.vn/hoc-sinh/an\n", encoding="utf-8")
    home.log.with_name("dem-th.log").write_text(
        "truong.csv, dòng 7: không hiểu cấp học “Trường Lan”.\n"
        "[1/2] 01 Trường Tiểu học Hoa Sen: 20 / 20 điểm\n"
        " 01   TH Hoa Sen   5   5 \n"
        "Lỗi: Ổ đĩa đã đầy.\n"
        'Traceback (most recent call last):\n  File "x.py", line 1\nValueError: y\n'
        "2 dòng: 2 trường đã kiểm tra\n",
        encoding="utf-8",
    )
    bundle(home, null_screen(), tmp_path / "g.zip")
    with zipfile.ZipFile(tmp_path / "g.zip") as out:
        names = set(out.namelist())
        night = out.read("nhat-ky/dem-th.log").decode()
        whole = "".join(out.read(name).decode() for name in names)
        data = json.loads(out.read("co-so-du-lieu.json"))
    logs = {"nhat-ky/dem-th.log", f"nhat-ky/{home.log.name}"}
    assert names == {"may.json", "co-so-du-lieu.json", "settings.yaml", *logs}
    # Of what a night showed, only what went wrong.
    assert night.splitlines() == [
        "Lỗi: Ổ đĩa đã đầy.",
        "Traceback (most recent call last):",
        '  File "x.py", line 1',
        "ValueError: y",
    ]
    results = ("Hoa Sen", "20 / 20", "Trường Lan", NIGHTLY.schools)
    for secret in (*results, "cntt@phong", "lan@truong", "0912345678", "hoc-sinh/an"):
        assert secret not in whole
    assert "requests: 9" in whole
    assert data["runs"][0]["schools"] == {"judged": 1, "pending": 1}
    assert data["why_incomplete"] == {"posts: budget": 1}


def test_how_far_a_run_is_and_when_it_will_be_done() -> None:
    run = samples.run(started_at=NOW - timedelta(minutes=30), state=RunState.RUNNING)
    states = Counter({SchoolState.JUDGED: 20, SchoolState.FAILED: 5, SchoolState.VISITED: 5, SchoolState.PENDING: 30})
    told = going(run, UnderWay(states, 1800.0, held=True), NOW)
    assert "30/60 trường" in told
    assert told.endswith(format_moment(NOW + timedelta(minutes=30)))
    assert "xong chừng" not in going(run, UnderWay(Counter({SchoolState.PENDING: 3}), 1800.0, held=True), NOW)
