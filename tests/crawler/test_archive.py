"""The archive: what was kept is found again, once; what was cut by a crash costs nothing that came before."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.checker import Checker  # type: ignore[import-untyped]

from crawler.archive import ArchivedVisit, ArchiveError, FolderArchive, VisitArchive, read_visit_file
from records.facts import (
    Aspect,
    Coverage,
    DateCandidate,
    DateSource,
    Evidence,
    PageSeen,
    Place,
    PostSeen,
    Reason,
    Role,
    SectionPage,
    SectionSeen,
    Visit,
    Window,
)
from records.school import Authority, Level, School, Tier

SEEN = datetime(2021, 10, 5, 3, 4, 5, 678_000, tzinfo=UTC)
URL = "https://th-a.example/tin-tức?trang=1"
SCHOOL = School(code="79760-01", name="Trường Tiểu học A", levels=(Level.TH,), portal="https://th-a.example/")
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx")]


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def keep(archive: FolderArchive, body: bytes, url: str = URL) -> str:
    return archive.keep_page(url, SEEN, 200, HEADERS, body)


def evidence(body: bytes, quote: str = "") -> Evidence:
    return Evidence(url=URL, seen_at=SEEN, sha256=digest(body), place=Place.MAIN, quote=quote)


def post(number: int, identity: str | None = None) -> PostSeen:
    return PostSeen(
        evidence=evidence(b"listing", f"Bài viết số {number} – lễ khai giảng năm học mới"),
        identity=identity or f"p{number}",
        url=f"{URL}&id={number}",
        urls=(f"{URL}&id={number}", f"{URL}&p={number}"),
        title=f"Lễ khai giảng năm học mới, bài số {number}",
        dates=(DateCandidate(text="05/10/2021", source=DateSource.LISTING),),
        category_path=("Tin tức", "Hoạt động"),
        excerpt="Sáng ngày 05/10 nhà trường đã long trọng tổ chức…",
    )


def visit(visit_id: str = "v1", *, facts: int = 3, subject: School | Authority = SCHOOL) -> Visit:
    home = PageSeen(
        evidence=evidence(b"home"), url=URL, requested_url=URL, role=Role.HOME, status=200, title="Trang chủ"
    )
    section = SectionSeen(
        evidence=evidence(b"home"),
        label="Công khai",
        url=URL,
        linked_from=URL,
        place=Place.MENU,
        page=SectionPage(url=URL, status=200, evidence=evidence(b"section")),
    )
    return Visit(
        id=visit_id,
        subject=subject,
        started_at=SEEN,
        finished_at=SEEN + timedelta(minutes=3),
        adapter="generic",
        crawler_version="0.1.0",
        window=Window(start=date(2021, 8, 1), end=date(2022, 7, 31), basis="TT 37/2020"),
        coverage=(Coverage(aspect=Aspect.POSTS, complete=False, reason=Reason.BUDGET, detail="hết lượt"),),
        facts=(home, section, *(post(number) for number in range(facts - 2))),
        requests=12,
        bytes=3456,
    )


def parts(folder: Path, ending: str) -> list[Path]:
    return sorted((folder / "pages").glob(f"*/*{ending}"))


def test_a_page_comes_back_byte_for_byte(tmp_path: Path) -> None:
    body = "Trường Tiểu học Ánh Dương".encode() + bytes(range(256))
    with FolderArchive(tmp_path) as archive:
        protocol: VisitArchive = archive
        sha256 = keep(archive, body)
        assert sha256 == digest(body)
        assert protocol.read_page(sha256) == body, "readable while the part is still being written"
    assert FolderArchive(tmp_path).read_page(sha256) == body


def test_an_unknown_hash_is_none_also_where_nothing_was_ever_kept(tmp_path: Path) -> None:
    assert FolderArchive(tmp_path / "none").read_page(digest(b"x")) is None
    with FolderArchive(tmp_path) as archive:
        keep(archive, b"page")
        assert archive.read_page(digest(b"x")) is None
        assert archive.read_page("../../etc/passwd") is None
    assert not (tmp_path / "none").exists()


def test_the_same_bytes_are_kept_once_across_pages_and_writers(tmp_path: Path) -> None:
    with FolderArchive(tmp_path) as first:
        keep(first, b"same" * 100)
        keep(first, b"same" * 100, "https://th-a.example/khac")
    with FolderArchive(tmp_path) as second:
        keep(second, b"same" * 100)
        keep(second, b"other")
    lines = [line for index in parts(tmp_path, ".index") for line in index.read_text().splitlines()[1:]]
    assert sorted(line.split()[0] for line in lines) == sorted([digest(b"same" * 100), digest(b"other")])


def test_other_tools_read_the_warc_and_find_its_digests_right(tmp_path: Path) -> None:
    with FolderArchive(tmp_path) as archive:
        keep(archive, b"<p>page</p>")
        archive.withhold_page(URL, SEEN, digest(b"pupils"), "danh sách học sinh")
    (warc,) = parts(tmp_path, ".warc.gz")

    class Command:
        inputs = (str(warc),)
        verbose = False

    assert Checker(Command()).process_all() == 0
    with warc.open("rb") as stream:
        kinds = [(record.rec_type, record.rec_headers.get_header("WARC-Date")) for record in ArchiveIterator(stream)]
    assert [kind for kind, _ in kinds] == ["warcinfo", "response", "metadata"]
    assert kinds[1][1].startswith("2021-10-05T03:04:05.678")


def test_cookies_and_undone_codings_are_not_kept_and_a_hostile_header_breaks_nothing(tmp_path: Path) -> None:
    headers = [
        ("Set-Cookie", "PHPSESSID=secret"),
        ("Content-Encoding", "gzip"),
        ("X-Evil", "a\r\nWARC-Type: request\r\n\r\nGET / HTTP/1.1"),
        ("X-Lone", "\ud800"),
        *((f"X-{number}", "v" * 10_000) for number in range(500)),
    ]
    url = "https://th-a.example/a\r\nWARC-Type: request\ud800"
    with FolderArchive(tmp_path) as archive:
        sha256 = archive.keep_page(url, SEEN, 200, headers, b"not gzip")
        assert archive.read_page(sha256) == b"not gzip"
    (warc,) = parts(tmp_path, ".warc.gz")
    raw = gzip.decompress(warc.read_bytes())
    assert b"secret" not in raw
    assert b"Content-Encoding" not in raw
    assert b"\r\nWARC-Type: request" not in raw
    assert len(raw) < 150_000


def test_a_withheld_page_leaves_hash_and_reason_and_is_not_kept_later(tmp_path: Path) -> None:
    body = "Danh sách học sinh lớp 1A: Nguyễn Văn An".encode()
    with FolderArchive(tmp_path) as archive:
        archive.withhold_page(URL, SEEN, digest(body), "danh sách học sinh")
        assert keep(archive, body) == digest(body)
    with FolderArchive(tmp_path) as later:
        keep(later, body)
        assert later.read_page(digest(body)) is None
    raw = b"".join(gzip.decompress(warc.read_bytes()) for warc in parts(tmp_path, ".warc.gz"))
    assert "Nguyễn Văn An".encode() not in raw
    assert digest(body).encode() in raw
    assert "danh sách học sinh".encode() in raw


def test_withholding_hides_a_page_kept_on_an_earlier_night(tmp_path: Path) -> None:
    with FolderArchive(tmp_path) as first:
        keep(first, b"pupils")
    (day,) = (tmp_path / "pages").iterdir()
    day.rename(tmp_path / "pages" / "2021-01-01")
    with FolderArchive(tmp_path) as second:
        second.withhold_page(URL, SEEN, digest(b"pupils"), "danh sách")
        assert second.read_page(digest(b"pupils")) is None


def test_a_withheld_hash_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        FolderArchive(tmp_path).withhold_page(URL, SEEN, "ABC\n", "x")


@pytest.mark.parametrize("cut", [1, 7, 40, 120])
def test_a_cut_last_member_costs_only_that_page(tmp_path: Path, cut: int) -> None:
    bodies = [b"page %d " % number * 50 for number in range(4)]
    with FolderArchive(tmp_path) as archive:
        for body in bodies:
            keep(archive, body)
    (warc,) = parts(tmp_path, ".warc.gz")
    warc.write_bytes(warc.read_bytes()[:-cut])
    with FolderArchive(tmp_path) as again:
        assert [again.read_page(digest(body)) for body in bodies[:3]] == bodies[:3]
        assert again.read_page(digest(bodies[3])) in (None, bodies[3])
        keep(again, b"next")
        assert again.read_page(digest(b"next")) == b"next"


@pytest.mark.parametrize("cut", [1, 5, 60, 75])
def test_a_cut_index_line_is_passed_over_and_the_index_can_be_rebuilt(tmp_path: Path, cut: int) -> None:
    bodies = [b"page %d" % number for number in range(3)]
    with FolderArchive(tmp_path) as archive:
        for body in bodies:
            keep(archive, body)
        archive.withhold_page(URL, SEEN, digest(b"pupils"), "danh sách")
        keep(archive, b"last")
    (index,) = parts(tmp_path, ".index")
    whole = index.read_bytes()
    index.write_bytes(whole[:-cut])
    again = FolderArchive(tmp_path)
    assert [again.read_page(digest(body)) for body in bodies] == bodies
    assert again.read_page(digest(b"last")) is None
    assert again.rebuild_index() == 5
    assert index.read_bytes() == whole
    assert again.read_page(digest(b"last")) == b"last"


def test_lost_indexes_are_rebuilt_up_to_the_damage(tmp_path: Path) -> None:
    with FolderArchive(tmp_path) as archive:
        for number in range(3):
            keep(archive, b"page %d" % number * 100)
    (warc,), (index,) = parts(tmp_path, ".warc.gz"), parts(tmp_path, ".index")
    index.unlink()
    warc.write_bytes(warc.read_bytes()[:-30])
    again = FolderArchive(tmp_path)
    assert again.read_page(digest(b"page 0" * 100)) is None
    assert again.rebuild_index() == 2
    assert again.read_page(digest(b"page 1" * 100)) == b"page 1" * 100
    assert again.read_page(digest(b"page 2" * 100)) is None


def test_changed_bytes_are_not_passed_off_as_the_page(tmp_path: Path) -> None:
    with FolderArchive(tmp_path) as archive:
        keep(archive, b"one")
        keep(archive, b"two")
    (index,) = parts(tmp_path, ".index")
    head, one, two = index.read_text().splitlines()
    index.write_text("\n".join([head, " ".join([one.split()[0], *two.split()[1:]]), two, ""]))
    assert FolderArchive(tmp_path).read_page(digest(b"one")) is None
    assert FolderArchive(tmp_path).read_page(digest(b"two")) == b"two"


def test_a_full_disk_is_told_in_vietnamese_and_the_next_page_starts_a_sound_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import crawler.warc

    with FolderArchive(tmp_path) as archive:
        keep(archive, b"before")

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(crawler.warc.WARCWriter, "write_record", refuse)
            with pytest.raises(ArchiveError, match="Không ghi được"):
                keep(archive, b"during")
        keep(archive, b"after")
        assert archive.read_page(digest(b"during")) is None
        assert archive.read_page(digest(b"before")) == b"before"
        assert archive.read_page(digest(b"after")) == b"after"
        keep(archive, b"during")
        assert archive.read_page(digest(b"during")) == b"during"


WRITER = """
import sys
from datetime import UTC, datetime
from crawler.archive import FolderArchive
archive = FolderArchive(sys.argv[1])
for number in range(60):
    archive.keep_page("http://127.0.0.1/", datetime.now(UTC), 200, [], b"%s %d " % (sys.argv[2].encode(), number) * 200)
if sys.argv[2] == "killed":
    import os
    os._exit(9)
archive.close()
"""


def test_several_processes_write_at_once_and_readers_see_the_union(tmp_path: Path) -> None:
    names = ("one", "two", "killed")
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name]) for name in names]
    assert [writer.wait(60) for writer in writers] == [0, 0, 9]
    assert len(parts(tmp_path, ".warc.gz")) == 3
    reader = FolderArchive(tmp_path)
    for name in names:
        for number in range(60):
            body = b"%s %d " % (name.encode(), number) * 200
            assert reader.read_page(digest(body)) == body


def test_a_visit_comes_back_equal_and_the_file_is_one_fact_a_line(tmp_path: Path) -> None:
    saved = visit(facts=20)
    archive = FolderArchive(tmp_path)
    archive.save_visit(saved)
    archive.save_visit(saved)
    assert archive.load_visit("v1") == saved
    (entry,) = archive.visits()
    assert entry == ArchivedVisit("v1", "79760-01", tmp_path / "visits" / "2021-10-05" / "v1.jsonl.gz")
    lines = gzip.decompress(entry.path.read_bytes()).splitlines()
    assert len(lines) == 21
    assert "facts" not in json.loads(lines[0])
    assert [json.loads(line)["kind"] for line in lines[1:3]] == ["page", "section"]
    assert not list(tmp_path.glob("visits/**/*.tmp"))


def test_saving_again_under_another_day_leaves_one_visit(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    archive.save_visit(visit())
    moved = visit().model_copy(update={"started_at": datetime(2021, 10, 7, 2, tzinfo=timezone(timedelta(hours=7)))})
    archive.save_visit(moved)
    assert [entry.path.parent.name for entry in archive.visits()] == ["2021-10-06"]
    assert archive.load_visit("v1") == moved


def test_an_authoritys_visit_is_listed_by_its_id(tmp_path: Path) -> None:
    phong = Authority(id="phong-a", name="Phòng GDĐT A", tier=Tier.PHONG, portal="https://pgd-a.example/")
    archive = FolderArchive(tmp_path)
    archive.save_visit(visit("v2", subject=phong))
    assert [(entry.visit, entry.subject) for entry in archive.visits()] == [("v2", "phong-a")]
    assert archive.load_visit("v2").subject == phong


def test_a_lone_surrogate_of_a_portal_does_not_cost_the_visit(tmp_path: Path) -> None:
    saved = visit().model_copy(update={"facts": (post(1), post(2, identity="bad-\ud800"), post(3))})
    archive = FolderArchive(tmp_path)
    archive.save_visit(saved)
    facts = archive.load_visit("v1").facts
    assert [fact.identity for fact in facts if isinstance(fact, PostSeen)] == ["p1", "bad-?", "p3"]


@pytest.mark.parametrize("bad", ["../v1", "a/b", "", ".hidden", "*", "x" * 200, "a\n"])
def test_an_id_that_is_no_file_name_is_refused(tmp_path: Path, bad: str) -> None:
    archive = FolderArchive(tmp_path)
    with pytest.raises(ArchiveError, match="không hợp lệ"):
        archive.load_visit(bad)
    with pytest.raises(ArchiveError, match="không hợp lệ"):
        archive.save_visit(visit(bad))


def test_a_missing_visit_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="không có lượt ghé thăm v9"):
        FolderArchive(tmp_path).load_visit("v9")


def test_a_crash_while_saving_leaves_the_earlier_visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = FolderArchive(tmp_path)
    archive.save_visit(visit(facts=3))

    def refuse(*_: object) -> None:
        raise OSError("power")

    with monkeypatch.context() as patch:
        patch.setattr("crawler.archive.os.replace", refuse)
        with pytest.raises(ArchiveError, match="power"):
            archive.save_visit(visit(facts=9))
    assert len(archive.load_visit("v1").facts) == 3
    assert len(list(archive.visits())) == 1


@pytest.mark.parametrize("keep_bytes", [0, 5, 60, -9])
def test_a_cut_visit_file_is_an_error_and_the_others_are_still_listed(tmp_path: Path, keep_bytes: int) -> None:
    archive = FolderArchive(tmp_path)
    archive.save_visit(visit("v1"))
    archive.save_visit(visit("v2"))
    path = next(entry.path for entry in archive.visits() if entry.visit == "v1")
    path.write_bytes(path.read_bytes()[:keep_bytes])
    with pytest.raises(ArchiveError, match=r"v1\.jsonl\.gz"):
        archive.load_visit("v1")
    assert "v2" in [entry.visit for entry in archive.visits()]


def test_an_export_is_whole_and_a_cut_one_is_not_taken_for_a_poorer_portal(tmp_path: Path) -> None:
    saved = visit(facts=4)
    with FolderArchive(tmp_path / "archive") as archive:
        for body in (b"home", b"section", b"not cited"):
            keep(archive, body)
        archive.withhold_page(URL, SEEN, digest(b"listing"), "danh sách")
        archive.save_visit(saved)
        assert archive.export_visit("v1", tmp_path / "mail") == 2
    names = {path.name: path.read_bytes() for path in (tmp_path / "mail" / "pages").iterdir()}
    assert names == {f"{digest(body)}.html": body for body in (b"home", b"section")}
    exported = tmp_path / "mail" / "visit.jsonl"
    assert read_visit_file(exported) == saved
    exported.write_bytes(b"".join(exported.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(ArchiveError, match="thiếu dữ liệu"):
        read_visit_file(exported)


@pytest.mark.parametrize("text", ["", "\n", "[]", "{}", "null\n", '{"fact_count": 0}', "not json", "\xff"])
def test_a_file_that_is_no_visit_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "visit.jsonl"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ArchiveError):
        read_visit_file(path)
