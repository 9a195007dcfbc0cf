"""Sections of a school's portal, whole or weak, as data: what stands on each page and what is therefore so."""
# ruff: noqa: E501 (Vietnamese sentences stand whole)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.portals.labelled.text import slugify

_NUMBERS = {"TH": (5, 6, 7, 8), "THCS": (9, 10, 11, 12)}
_ITEMS = (
    ("ck_cam_ket", "Thông báo cam kết chất lượng giáo dục"),
    ("ck_chat_luong", "Thông báo công khai chất lượng giáo dục thực tế"),
    ("ck_csvc", "Thông báo công khai thông tin cơ sở vật chất"),
    ("ck_doi_ngu", "Thông báo công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên"),
)
LEAVE = ("bm_nghi_hoc", "Đơn xin phép nghỉ học")
RECHECK = ("bm_phuc_khao", "Đơn xin phúc khảo bài kiểm tra")
TRANSFER = ("bm_chuyen_truong", "Đơn xin chuyển trường")
ADMISSION_PORTAL = "http://tuyensinh.vinhloc.test/"


@dataclass(frozen=True)
class Doc:
    """A file linked on a page. `item` is a vocabulary key or None; `issued` a printed issue date."""

    path: str
    label: str
    section: str
    year: str | None = None
    item: str | None = None
    issued: str = ""


@dataclass(frozen=True)
class Part:
    """A page of its own: paragraphs, groups of files below headings, links to parts below it. `section` is the
    canonical key; `years` the school years it holds, each with whether it is empty; `out` links that leave the portal."""

    key: str
    label: str
    text: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[Doc, ...]], ...] = ()
    below: tuple[str, ...] = ()
    out: tuple[tuple[str, str], ...] = ()
    section: str | None = None
    empty: bool = False
    years: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Kit:
    """What a school's pages are written with: its name, its level, and where its files lie."""

    school: str
    level: str
    files: str = "/tep/{year}/{name}"

    def _file(self, name: str, year: str = "2021") -> str:
        return self.files.format(year=year, name=name)

    def about(self, label: str = "Giới thiệu", hollow: bool = False) -> Part:
        """History and heads of the school, or two words."""
        if hollow:
            return Part("gioi-thieu", label, ("Nội dung đang được cập nhật.",), section="gioi_thieu", empty=True)
        text = (
            f"{self.school} được thành lập năm 1983 từ một phân hiệu nhỏ ven sông. Trải qua gần bốn mươi năm, trường nay có hai "
            "mươi bốn lớp, khuôn viên rộng 9.200 mét vuông, đủ phòng bộ môn và sân tập.",
            "Hiệu trưởng: bà Trần Thị Minh Châu, điện thoại 0274 3666 101, thư điện tử hieutruong@truong.test. Phó hiệu trưởng: ông Lê Hữu Nghĩa.",
            "Sứ mệnh: xây dựng môi trường học tập an toàn, thân thiện để mỗi học sinh được phát triển.",
        )  # fmt: skip
        return Part("gioi-thieu", label, text, section="gioi_thieu")

    def contact(self, label: str = "Liên hệ") -> Part:
        """Address, telephone, e-mail."""
        text = (
            f"{self.school}. Địa chỉ: số 27 đường Nguyễn Văn Linh, thị trấn Vĩnh Lộc. Điện thoại: 0274 3666 100. Thư điện tử: lienhe@truong.test.",
            "Giờ làm việc: sáng 7 giờ đến 11 giờ, chiều 13 giờ đến 16 giờ 30, từ thứ hai đến thứ sáu.",
        )
        return Part("lien-he", label, text, section="lien_he")

    def letters(self, label: str = "Văn bản") -> Part:
        """Letters with days of issue, which are nobody's posting days."""
        rows = (
            ("Quy chế chi tiêu nội bộ năm 2022", "10/01/2022"),
            ("Kế hoạch giáo dục nhà trường năm học 2021-2022", "27/08/2021"),
            ("Nội quy học sinh", "06/09/2021"),
            ("Quyết định phân công chuyên môn học kỳ II", "14/01/2022"),
        )
        docs = tuple(Doc(self._file(f"{slugify(t)}.pdf"), t, "van_ban", issued=issued) for t, issued in rows)
        return Part("van-ban", label, groups=(("", docs),), section="van_ban")

    def admission(self, label: str = "Tuyển sinh", hollow: bool = False) -> Part:
        """What parents of the next first class must know, with the way to the online portal."""
        if hollow:
            return Part("tuyen-sinh", label, ("Đang cập nhật",), section="tuyen_sinh", empty=True)
        grade = "1" if self.level == "TH" else "6"
        text = (
            f"Thông báo tuyển sinh lớp {grade} năm học 2021-2022. Chỉ tiêu: 176 học sinh lớp {grade}, gồm 5 lớp. Đối tượng: học sinh "
            "thường trú trên địa bàn thị trấn. Hồ sơ: đơn đăng ký, bản sao giấy khai sinh, xác nhận nơi cư trú.",
            "Xét tuyển từ ngày 01/7/2021 đến ngày 15/7/2021 tại văn phòng nhà trường hoặc trên cổng tuyển sinh trực tuyến.",
        )  # fmt: skip
        doc = Doc(self._file("thong-bao-tuyen-sinh.pdf"), f"Thông báo tuyển sinh lớp {grade} năm học 2021-2022", "tuyen_sinh",
                  "2021-2022", "tuyen_sinh")  # fmt: skip
        return Part("tuyen-sinh", label, text, (("", (doc,)),), out=(("Cổng tuyển sinh đầu cấp", ADMISSION_PORTAL),),
                    section="tuyen_sinh")  # fmt: skip

    def forms(
        self, label: str = "Thủ tục - Biểu mẫu", wanted: Sequence[tuple[str, str]] = (LEAVE, RECHECK, TRANSFER)
    ) -> Part:
        """The forms that parents need."""
        docs = tuple(Doc(self._file(f"{slugify(title)}.pdf"), title, "thu_tuc_bieu_mau", None, item)
                     for item, title in wanted)  # fmt: skip
        return Part("bieu-mau", label, groups=(("", docs),), section="thu_tuc_bieu_mau")

    def _docs_of(self, year: str) -> tuple[Doc, ...]:
        tag = year[2:4] + year[7:]
        docs = [
            Doc(self._file(f"bieu-mau-{number:02d}-{tag}.pdf", year[:4]),
                f"Biểu mẫu {number:02d}: {title} năm học {year}", "cong_khai", year, item)
            for number, (item, title) in zip(_NUMBERS[self.level], _ITEMS, strict=True)
        ]  # fmt: skip
        docs.append(Doc(self._file(f"quyet-toan-{tag}.pdf", year[5:]), f"Công khai quyết toán ngân sách năm {year[5:]}",
                        "cong_khai", year, "ck_quyet_toan"))  # fmt: skip
        return tuple(docs)

    def public(self, label: str, years: Sequence[str], hollow: Sequence[str] = ()) -> tuple[Part, ...]:
        """A page of công khai and a page a year below it; those in `hollow` only promise."""
        pages = tuple(
            Part(f"cong-khai-{year}", f"Năm học {year}", ("Đang cập nhật",) if year in hollow else (),
                 () if year in hollow else (("", self._docs_of(year)),), section="cong_khai", empty=year in hollow,
                 years=((year, year in hollow),))
            for year in years
        )  # fmt: skip
        top = Part("cong-khai", label, below=tuple(page.key for page in pages), section="cong_khai",
                   empty=set(years) == set(hollow))  # fmt: skip
        return (top, *pages)

    def public_on_one_page(self, label: str, years: Sequence[str]) -> Part:
        """One page with a heading and files for every year."""
        groups = tuple((f"Năm học {year}", self._docs_of(year)) for year in years)
        return Part(
            "cong-khai", label, groups=groups, section="cong_khai", years=tuple((year, False) for year in years)
        )

    def public_hollow(self, label: str) -> Part:
        """A label with nothing behind it."""
        return Part("cong-khai", label, ("Chuyên mục đang được cập nhật.",), section="cong_khai", empty=True)
