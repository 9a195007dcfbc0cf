"""The archived copy behind a report's evidence, fetched by the mark that the report prints."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from crawler.archive import FolderArchive
from reports.files import PAGES, file_name
from tests.runner.command_line import kiemcong
from tests.runner.conftest import Audited

SEEN = datetime(2022, 6, 1, tzinfo=UTC)


@pytest.mark.district
def test_every_mark_of_a_report_leads_to_the_page_that_was_seen(audited: Audited, tmp_path: Path) -> None:
    page = html.parse(str(audited.office.out / PAGES / file_name("thanhduong", "html")))
    marks = {one.text_content() for one in page.xpath("//ul[@class='evidence']//code")}
    assert len(marks) > 3
    for mark in sorted(marks)[:3]:
        out = tmp_path / f"{mark}.txt"
        result = kiemcong("page", mark, "--home", audited.office.home, "--out", out, cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        assert hashlib.sha256(out.read_bytes()).hexdigest().startswith(mark)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with FolderArchive(tmp_path / "home" / "archive") as archive:
        archive.keep_page("http://a.test/", SEEN, 200, (), b"<p>trang</p>")
        archive.withhold_page("http://a.test/hs", SEEN, "ab" * 32, "personal")
        archive.withhold_page("http://a.test/hs2", SEEN, "ab" * 31 + "cd", "personal")
    return tmp_path / "home"


def test_the_copy_becomes_a_text_that_no_browser_runs(home: Path, tmp_path: Path) -> None:
    mark = hashlib.sha256(b"<p>trang</p>").hexdigest()[:8]
    result = kiemcong("page", mark.upper(), "--home", home, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    (written,) = tmp_path.glob("ban-luu-*.txt")
    assert written.read_bytes() == b"<p>trang</p>"


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("../../etc", "không phải dấu của bản lưu"),
        ("abc", "không phải dấu của bản lưu"),
        ("12345678", "không có trang nào"),
        ("abababab", "Có 2 trang"),
        ("ab" * 32, "không được giữ lại"),
    ],
)
def test_marks_that_lead_nowhere_are_told(home: Path, tmp_path: Path, mark: str, told: str) -> None:
    result = kiemcong("page", mark, "--home", home, cwd=tmp_path)
    assert result.returncode == 2
    assert told in result.stderr
    assert list(tmp_path.glob("ban-luu-*")) == []
