"""How many deciding words OCR finds on scanned pages of known text: ``python -m tests.documents.ocr_rate``.

Deciding are the form's number, the school year and the school's name, each on the fold key, as written. What the
pages have been through is written here, page by page, before anything reads them.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from crawler.files.reader import FileReader, FileRequest
from reading.documents import understand_document
from reading.fold import fold
from records.school import Level, Naming, School
from tests.documents.letters import BM05, MOTTO, Letter
from tests.documents.picture_files import draw_page, photograph, scan, stamp, to_pdf
from tests.documents.truths import vocabulary

TARGET = 0.95


@dataclass(frozen=True)
class Page:
    """A page: what decides on it, and what scanner, stamp and hand did to it. `stamped` is the place of the stamp."""

    form: str
    year: str
    school: str
    dpi: int
    skew: float = 0.0
    noise: int = 20
    stamped: tuple[float, float] = (0.5, 0.42)
    font: str = "DejaVuSerif.ttf"
    points: float = 12.0
    turned: int = 0
    photo: bool = False
    as_pdf: bool = True

    @property
    def level(self) -> Level:
        """The level in the school's name."""
        return Level.TH if "Tiểu học" in self.school else Level.MN if "Mầm non" in self.school else Level.THCS


PAGES = (
    Page("05", "2021-2022", "Trường Tiểu học Hoa Sen", 200, 0.6),
    Page("06", "2022-2023", "Trường Tiểu học Kim Đồng", 150, -0.5),
    Page("07", "2020-2021", "Trường Tiểu học Nguyễn Bỉnh Khiêm", 300, 1.0, noise=40),
    Page("08", "2021-2022", "Trường Tiểu học Phú Hòa 3", 250, -1.4, font="DejaVuSans.ttf"),
    Page("09", "2021-2022", "Trường THCS Trần Bình Trọng", 200, 1.8, noise=30),
    Page("10", "2023-2024", "Trường THCS Chu Văn An", 150, 0.8, points=13),
    Page("11", "2019-2020", "Trường THCS Định Hòa", 200, -0.9, stamped=(0.08, 0.05)),
    Page("12", "2021-2022", "Trường THCS Phú Cường", 300, -2.0, stamped=(0.3, 0.2)),
    Page("01", "2021-2022", "Trường Mầm non Họa Mi", 200, 0.3, turned=90),
    Page("02", "2022-2023", "Trường Mầm non Sao Mai", 250, 0.5, turned=180),
    Page("03", "2021-2022", "Trường Mầm non Tuổi Thơ", 200, -0.4, turned=270, as_pdf=False),
    Page("04", "2020-2021", "Trường Mầm non Hướng Dương", 200, 0.2, photo=True, as_pdf=False),
    Page("05", "2023-2024", "Trường Tiểu học Lê Hồng Phong", 250, 0.4, photo=True),
    Page("06", "2021-2022", "Trường Tiểu học Trần Phú", 150, -1.0, noise=45, font="DejaVuSans.ttf"),
    Page("07", "2021-2022", "Trường Tiểu học Nguyễn Du", 200, 2.5, as_pdf=False),
    Page("08", "2024-2025", "Trường Tiểu học Phan Chu Trinh", 300, -0.7, points=11),
)


@dataclass(frozen=True)
class Found:
    """A page's deciding words and which of them stand in what was read; `named`: the reading names the school."""

    page: Page
    words: dict[str, bool]
    named: bool
    other: str


def letter(page: Page) -> Letter:
    """The text of a page."""
    head = ("ỦY BAN NHÂN DÂN THÀNH PHỐ TÂN AN", page.school.upper(), *MOTTO, f"Biểu mẫu {page.form}", "THÔNG BÁO")
    title = f"Công khai chất lượng giáo dục của nhà trường, năm học {page.year}"
    return Letter(head=(*head, title), table=BM05.table, end=BM05.end)


def write_page(path: Path, page: Page, seed: int) -> Path:
    """Draw, stamp, scan or photograph, and turn a page; a PDF or a JPEG."""
    drawn = draw_page(letter(page).lines, page.dpi, page.points, page.font)
    drawn = stamp(drawn, *page.stamped, text=page.school.upper())
    seen = photograph(drawn, seed) if page.photo else scan(drawn, seed, page.skew, page.noise)
    seen = seen.rotate(page.turned, expand=True)
    if page.as_pdf:
        to_pdf(path.with_suffix(".pdf"), seen, dpi=page.dpi)
        return path.with_suffix(".pdf")
    seen.save(path.with_suffix(".jpg"), quality=60)
    return path.with_suffix(".jpg")


def measure(folder: Path) -> list[Found]:
    """Read every page by OCR and look for its deciding words."""
    found = []
    with FileReader() as reader:
        for seed, page in enumerate(PAGES):
            read = reader.read(FileRequest(write_page(folder / f"trang-{seed}", page, seed), ocr=True))
            text = fold(read.text)
            words = (f"bieu mau {page.form}", fold(page.year), fold(page.school))
            school = School(code="x", name=page.school, levels=(page.level,), portal="http://x.edu.vn")
            meaning = understand_document(read, school, vocabulary())
            named = meaning.names_school is Naming.NAMED
            found.append(Found(page, {word: word in text for word in words}, named, meaning.other_school))
    return found


def rate(found: list[Found]) -> float:
    """The share of deciding words that were found."""
    words = [there for one in found for there in one.words.values()]
    return sum(words) / len(words)


def main() -> int:
    """Print what was found; 0 when the target is held."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    for one in found:
        page = one.page
        way = f"{page.dpi} dpi, skew {page.skew:+.1f}, turned {page.turned}{', photo' if page.photo else ''}"
        lost = [word for word, there in one.words.items() if not there]
        print(f"{page.form} {page.year} {page.school:36} {way:40} {'lost: ' + ', '.join(lost) if lost else 'all'}")
    share = rate(found)
    count = sum(len(one.words) for one in found)
    print(f"deciding words found: {share:.1%} of {count} on {len(found)} pages (target {TARGET:.0%})")
    print(f"school named by the reading: {sum(one.named for one in found)} of {len(found)}")
    return 0 if share >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
