"""Sections of school portals, good and bad, as data: what stands on each page and what is therefore so.

A `Kit` knows the school and where its CMS keeps files; its methods give `Page`s. The names of the methods say the
state: `by_year`, `headings`, `mixed`, `file_names`, `overwritten`, `hollow` …
"""
# ruff: noqa: E501 (Vietnamese sentences stand whole)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.portals.labelled.model import Block, Doc, Page
from tests.portals.labelled.text import slugify

FORM_NUMBERS = {"TH": (5, 6, 7, 8), "THCS": (9, 10, 11, 12)}
FORM_ITEMS = ("ck_cam_ket", "ck_chat_luong", "ck_csvc", "ck_doi_ngu")
FORM_TITLES = (
    "Thông báo cam kết chất lượng giáo dục",
    "Thông báo công khai chất lượng giáo dục thực tế",
    "Thông báo công khai thông tin cơ sở vật chất",
    "Thông báo công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên",
)
LEAVE = ("bm_nghi_hoc", "Đơn xin phép nghỉ học")
RECHECK = ("bm_phuc_khao", "Đơn xin phúc khảo bài kiểm tra, bài thi")
TRANSFER = ("bm_chuyen_truong", "Đơn xin chuyển trường")


@dataclass(frozen=True)
class Kit:
    """A school's name, level, and the pattern of its files' addresses (``{y}``, ``{m}``, ``{d}``, ``{name}``)."""

    school: str
    level: str
    upload: str = "/uploads/page/{y}_{m:02d}/{name}"

    def file(self, name: str, year: str = "2021-2022", month: int = 9) -> str:
        """The address of a file put up in the given month of a school year."""
        calendar_year = int(year[:4]) if month >= 8 else int(year[5:])
        return self.upload.format(y=calendar_year, m=month, d=15, name=name)

    def gioi_thieu(self, label: str = "Giới thiệu", hollow: bool = False, key: str = "gioi-thieu") -> Page:
        """An introduction with history and the head teacher's phone and e-mail, or two words."""
        if hollow:
            return Page(key, label, (Block("p", "Nội dung đang được cập nhật."),), "gioi_thieu", empty=True)
        return Page(
            key,
            label,
            (
                Block("h", "Quá trình hình thành và phát triển"),
                Block("p", f"{self.school} được thành lập năm 1987, ban đầu chỉ có sáu phòng học mái lá. Đến nay trường có "
                      "hai mươi tám lớp với hơn một nghìn học sinh, khuôn viên xanh, sạch, đủ phòng chức năng."),
                Block("p", "Năm 2015 trường được công nhận đạt chuẩn quốc gia mức độ 1; tháng 12/2020 đạt kiểm định cấp độ 2."),
                Block("h", "Ban giám hiệu"),
                Block("p", "Hiệu trưởng: bà Lê Thị Thu Hà, phụ trách chung, điện thoại 0274 3855 012, "
                      "e-mail hieutruong.demo@truong.test. Phó Hiệu trưởng: ông Phạm Quốc Việt, phụ trách chuyên môn."),
            ),
            "gioi_thieu",
        )  # fmt: skip

    def lien_he(self, label: str = "Liên hệ") -> Page:
        """An address, a phone, an e-mail and a contact form that nobody may submit."""
        return Page(
            "lien-he",
            label,
            (
                Block(
                    "p",
                    f"{self.school}. Địa chỉ: 12 đường số 5. Điện thoại: 0274 3855 010. E-mail: lienhe.demo@truong.test",
                ),
                Block("form", "Gửi"),
            ),
            "lien_he",
        )

    def van_ban(self, label: str = "Văn bản", kind: str = "table") -> Page:
        """Letters with issue dates, which are nobody's posting dates; one of them has none ("N/A")."""
        rows = (
            ("Quy chế làm việc của nhà trường", "15/09/2021"),
            ("Kế hoạch giáo dục nhà trường", "28/08/2021"),
            ("Quy chế chi tiêu nội bộ", "N/A"),
            ("Quyết định thành lập hội đồng thi đua", "12/10/2020"),
        )
        docs = tuple(Doc(self.file(f"{slugify(title)}.pdf"), title, "van_ban", issued=issued) for title, issued in rows)
        return Page("van-ban", label, (Block(kind, docs=docs),), "van_ban")

    def tuyen_sinh(self, label: str = "Tuyển sinh", hollow: bool = False) -> Page:
        """The admission notice of the year with the link to the online admission portal."""
        if hollow:
            return Page("tuyen-sinh", label, (Block("p", "Đang cập nhật"),), "tuyen_sinh", empty=True)
        grade = "1" if self.level == "TH" else "6"
        return Page(
            "tuyen-sinh",
            label,
            (
                Block("h", f"Thông báo tuyển sinh lớp {grade} năm học 2021-2022"),
                Block("p", f"Đối tượng: trẻ đúng tuyến trên địa bàn phường. Chỉ tiêu: 180 học sinh lớp {grade}. Hồ sơ gồm đơn, "
                      "giấy khai sinh và xác nhận cư trú. Thời gian nhận hồ sơ: từ 20/6/2021 đến 10/7/2021."),
                Block("links", links=(("Cổng tuyển sinh trực tuyến", "u:http://tuyensinh.daucap.test/"),)),
                Block("docs", docs=(Doc(self.file("thong-bao-tuyen-sinh-2122.pdf", "2020-2021", 6),
                                        "Thông báo tuyển sinh năm học 2021-2022", "tuyen_sinh", "2021-2022", "tuyen_sinh"),)),
            ),
            "tuyen_sinh",
        )  # fmt: skip

    def year_docs(self, year: str, level: str = "", names: str = "long") -> tuple[Doc, ...]:
        """The four forms and the accounts of a year. `names`: ``long`` (title and year), ``bare`` (the year only in the
        file name) or ``short`` (BM 05, no year anywhere but the page)."""
        tag = f"{year[2:4]}{year[7:9]}"
        docs = []
        for number, item, title in zip(FORM_NUMBERS[level or self.level], FORM_ITEMS, FORM_TITLES, strict=True):
            label = {"long": f"Biểu mẫu {number:02d} - {title}, năm học {year}", "bare": f"Biểu mẫu {number:02d} - {title}",
                     "short": f"BM {number:02d}"}[names]  # fmt: skip
            docs.append(Doc(self.file(f"bm{number:02d}-{tag}.pdf", year), label, "cong_khai", year, item))
        end = year[5:]
        money = f"Quyết toán ngân sách năm {end}" if names == "long" else "Quyết toán ngân sách"
        docs.append(Doc(self.file(f"quyet-toan-{tag}.pdf", year, 6), money, "cong_khai", year, "ck_quyet_toan"))
        return tuple(docs)

    def by_year(self, label: str, years: Sequence[str], hollow: Sequence[str] = (), style: str = "docs", level: str = "",
                names: str = "long", year_label: str = "Năm học {year}") -> tuple[Page, ...]:  # fmt: skip
        """An index page and one page a year below it; the years in `hollow` hold the words "Đang cập nhật" only."""
        pages = []
        for year in years:
            key = f"cong-khai-{year}"
            if year in hollow:
                blocks: tuple[Block, ...] = (Block("p", "Đang cập nhật"),)
            elif style == "iframe":
                blocks = tuple(Block("iframe", docs=(doc,)) for doc in self.year_docs(year, level, names))
            else:
                blocks = (Block(style, docs=self.year_docs(year, level, names)),)
            pages.append(
                Page(key, year_label.format(year=year), blocks, "cong_khai", year in hollow, ((year, year in hollow),))
            )
        index = Page("cong-khai", label, (Block("links", links=tuple((page.label, f"p:{page.key}") for page in pages)),),
                     "cong_khai", empty=not set(years) - set(hollow))  # fmt: skip
        return (index, *pages)

    def headings(self, label: str, years: Sequence[str], style: str = "docs") -> Page:
        """One page with a heading a year and that year's files below it."""
        blocks: list[Block] = []
        for year in years:
            blocks += [Block("h", f"NĂM HỌC {year}"), Block(style, docs=self.year_docs(year, names="short"))]
        return Page("cong-khai", label, tuple(blocks), "cong_khai", years=tuple((year, False) for year in years))

    def mixed(self, label: str, years: Sequence[str]) -> Page:
        """One list for all years, each title with its year: not a part of its own for any of them."""
        docs = tuple(doc for year in years for doc in self.year_docs(year))
        shuffled = docs[::2] + docs[1::2]
        return Page("cong-khai", label, (Block("docs", docs=shuffled),), "cong_khai")

    def file_names(self, label: str, years: Sequence[str]) -> Page:
        """One list whose titles say no year; only the files' names do (bm05-2122.pdf)."""
        docs = tuple(doc for year in years for doc in self.year_docs(year, names="bare"))
        return Page("cong-khai", label, (Block("docs", docs=docs),), "cong_khai")

    def hollow(self, label: str, words: str = "Nội dung đang được cập nhật...") -> Page:
        """A label with nothing behind it."""
        return Page("cong-khai", label, (Block("p", words),), "cong_khai", empty=True)

    def forms(self, label: str = "Thủ tục - Biểu mẫu", wanted: Sequence[tuple[str, str]] = (LEAVE, RECHECK, TRANSFER),
              style: str = "docs", key: str = "bieu-mau") -> Page:  # fmt: skip
        """The forms' own section, or the words that it is being made."""
        if not wanted:
            return Page(key, label, (Block("p", "Chưa có dữ liệu"),), "thu_tuc_bieu_mau", empty=True)
        docs = tuple(
            Doc(self.file(f"{slugify(title)}.pdf", month=10), title, "thu_tuc_bieu_mau", None, item)
            for item, title in wanted
        )
        return Page(key, label, (Block(style, docs=docs),), "thu_tuc_bieu_mau")

    def parents_corner(self, label: str = "Phụ huynh cần biết", wanted: Sequence[tuple[str, str]] = (LEAVE,)) -> Page:
        """Forms scattered among other words, in no section of their own."""
        docs = tuple(Doc(self.file(f"{slugify(title)}.pdf", month=10), f"Mẫu {title[0].lower()}{title[1:]}", "phu_huynh", None, item)
                     for item, title in wanted)  # fmt: skip
        return Page(
            "phu-huynh",
            label,
            (
                Block("p", "Giờ đón, trả học sinh: 7 giờ và 16 giờ 30. Học sinh nghỉ phải có đơn của cha mẹ."),
                Block("docs", docs=docs),
            ),
        )

    def wall(self, label: str, section: str, wall: str, key: str) -> Page:
        """A link to a login form, or to a page that answers 200 and says it found nothing."""
        return Page(key, label, (), section, empty=True, wall=wall)
