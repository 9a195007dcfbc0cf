"""What is so about each school of the district: written before a page was drawn, and before any crawler met one.

Pages are filled from the documents said here; what a page shows besides (labels in odd places, walls, foreign links) is
in the makes. Paths that begin with ``http`` lie on another host of the same school.
"""
# ruff: noqa: E501 (a school's facts stand on a line each)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.portals.truth import DocumentTruth, SectionTruth

PARENT = "http://www.dongphu.test/"
OTHER_PARENT = "http://pgd.budang.test/"
Y19, Y20, Y21, Y22 = "2019-2020", "2020-2021", "2021-2022", "2022-2023"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

S = SectionTruth
Docs = tuple[DocumentTruth, ...]


@dataclass(frozen=True)
class Written:
    """One school. `expected`: rule → outcomes that are right, parted by ``|``; `why` says it for the rules that are not
    obvious. `shape`: how công khai is kept, in words. `linked`: whether the parent leads to the school under its name."""

    code: str
    name: str
    level: str
    host: str
    shape: str
    sections: Mapping[str, tuple[SectionTruth, ...]]
    documents: Docs
    forms: frozenset[str]
    linked: bool | None
    expected: Mapping[str, str]
    why: Mapping[str, str] = field(default_factory=dict)
    parent: str = PARENT
    back: bool = False

    def outcomes(self, rule: str) -> frozenset[str]:
        """The right outcomes of a rule."""
        return frozenset(self.expected[rule].split("|"))

    def docs(self, section: str, year: str | None = None, item: str | None = None) -> Docs:
        """The documents of a section; of one year or item where given."""
        return tuple(
            d for d in self.documents
            if d.section == section and (year is None or d.school_year == year) and (item is None or d.item == item)
        )  # fmt: skip


_NUMBERS = {"TH": (5, 6, 7, 8), "THCS": (9, 10, 11, 12)}
_WHOSE = {"TH": "trường tiểu học", "THCS": "trường trung học cơ sở"}
_ITEMS = (
    ("ck_cam_ket", "Thông báo cam kết chất lượng giáo dục của {of}"),
    ("ck_chat_luong", "Thông báo công khai thông tin chất lượng giáo dục thực tế của {of}"),
    ("ck_csvc", "Thông báo công khai thông tin cơ sở vật chất của {of}"),
    ("ck_doi_ngu", "Thông báo công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên của {of}"),
)
_FORMS = {
    "bm_nghi_hoc": ("Đơn xin phép nghỉ học", "don-xin-phep-nghi-hoc"),
    "bm_phuc_khao": ("Đơn xin phúc khảo bài kiểm tra", "don-xin-phuc-khao"),
    "bm_chuyen_truong": ("Đơn xin chuyển trường", "don-xin-chuyen-truong"),
}
ALL_FORMS = {"TH": frozenset({"bm_nghi_hoc", "bm_chuyen_truong", "tuyen_sinh"}),
             "THCS": frozenset({"bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong", "tuyen_sinh"})}  # fmt: skip
PASS = {"3.1": "pass", "3.2": "pass", "3.3": "pass", "3.4": "pass", "3.5": "pass"}


def tt36(level: str, year: str, path: str = "/tep/{year}/bieu-mau-{n:02d}.pdf",
         label: str = "Biểu mẫu {n:02d}: {title}, năm học {year}") -> Docs:  # fmt: skip
    """The four forms of TT 36 of a level for one school year."""
    return tuple(
        DocumentTruth(path.format(year=year, n=n), label.format(n=n, title=title.format(of=_WHOSE[level]), year=year),
                      "cong_khai", year, item)
        for n, (item, title) in zip(_NUMBERS[level], _ITEMS, strict=True)
    )  # fmt: skip


def forms(*items: str, kind: str = "pdf", path: str = "/tep/bieu-mau/{name}.{kind}") -> Docs:
    """Forms that parents fill in."""
    media = DOCX if kind == "docx" else "application/pdf"
    return tuple(DocumentTruth(path.format(name=_FORMS[i][1], kind=kind), _FORMS[i][0], "thu_tuc_bieu_mau", None, i, True, media)
                 for i in items)  # fmt: skip


def letters(path: str = "/tep/van-ban/{name}.pdf") -> Docs:
    """Letters and rules, none of them công khai."""
    rows = (("quy-che-chi-tieu", "Quy chế chi tiêu nội bộ"), ("noi-quy", "Nội quy học sinh"),
            ("phan-cong", "Quyết định phân công chuyên môn học kỳ I"))  # fmt: skip
    return tuple(DocumentTruth(path.format(name=name), label, "van_ban") for name, label in rows)


def admission(level: str, year: str = Y21) -> Docs:
    """The notice for the next first class of the level."""
    grade = "1" if level == "TH" else "6"
    return (DocumentTruth("/tep/tuyen-sinh/thong-bao.pdf", f"Thông báo tuyển sinh lớp {grade} năm học {year}", "tuyen_sinh", year, "tuyen_sinh"),)  # fmt: skip


def usual(cong_khai: tuple[SectionTruth, ...], **instead: SectionTruth) -> dict[str, tuple[SectionTruth, ...]]:
    """The six required sections and the forms, where nothing else is said, at plain addresses."""
    plain = {
        "gioi_thieu": S("Giới thiệu", "/gioi-thieu.html"), "tin_tuc": S("Tin tức", "/tin-tuc"),
        "van_ban": S("Văn bản", "/van-ban.html"), "tuyen_sinh": S("Tuyển sinh", "/tuyen-sinh.html"),
        "thu_tuc_bieu_mau": S("Biểu mẫu", "/bieu-mau.html"), "lien_he": S("Liên hệ", "/lien-he.html"),
    }  # fmt: skip
    places = {key: (place,) for key, place in (plain | instead).items()}
    return places | ({"cong_khai": cong_khai} if cong_khai else {})


def by_page(label: str, *years: str, top: str = "/cong-khai.html", page: str = "/cong-khai-{year}.html",
            empty: tuple[str, ...] = ()) -> tuple[SectionTruth, ...]:  # fmt: skip
    """A page of công khai and one page a year below it."""
    return (S(label, top), *(S(f"Năm học {y}", page.format(year=y), y, y in empty) for y in years))


def on_page(label: str, path: str, *years: str) -> tuple[SectionTruth, ...]:
    """One page that holds the years below headings."""
    return (S(label, path), *(S(f"Năm học {y}", path, y) for y in years))


def _whole() -> list[Written]:
    """Schools that have all, in places where nobody looks."""
    th, thcs = ALL_FORMS["TH"], ALL_FORMS["THCS"]
    two = ("bm_nghi_hoc", "bm_chuyen_truong")
    three = ("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong")
    usual_docs = {
        level: (*letters(), *admission(level), *tt36(level, Y21), *tt36(level, Y20)) for level in ("TH", "THCS")
    }
    deep = "/nha-truong/thong-tin/cong-khai"
    other = "http://congkhai.thcsdongtam.test"
    return [
        Written("CHAN", "Trường Tiểu học Tân Lợi", "TH", "thtanloi.test", "labels in the footer; a page a year",
                usual(by_page("Công khai", Y21, Y20)), (*usual_docs["TH"], *forms(*two, kind="docx")), th, True, PASS, back=True),
        Written("ANH", "Trường THCS Tân Phước", "THCS", "thcstanphuoc.test", "pictures only; headings by year",
                usual(on_page("Công khai", "/cong-khai.html", Y22, Y21, Y20)), (*usual_docs["THCS"], *tt36("THCS", Y22), *forms(*three)), thcs, True, PASS),
        Written("BAM", "Trường Tiểu học Đồng Tiến", "TH", "thdongtien.test", "onclick and data-href; a page a year",
                usual(by_page("Công khai", Y21, Y20)), (*usual_docs["TH"], *forms(*two)), th, True, PASS),
        Written("SAU", "Trường THCS Thuận Lợi", "THCS", "thcsthuanloi.test", "three levels below the menu, then a page a year",
                usual(by_page("Công khai theo Thông tư 36", Y21, Y20, top=deep, page=deep + "/{year}"),
                      gioi_thieu=S("Giới thiệu", "/nha-truong/gioi-thieu"), tuyen_sinh=S("Tuyển sinh lớp 6", "/phu-huynh/tuyen-sinh"),
                      thu_tuc_bieu_mau=S("Đơn từ", "/phu-huynh/don-tu")),
                (*usual_docs["THCS"], *forms(*three, kind="docx")), thcs, True, PASS),
        Written("HAI", "Trường THCS Đồng Tâm", "THCS", "thcsdongtam.test", "another host of the same school; a page a year",
                usual(by_page("Công khai", Y21, Y20, top=f"{other}/", page=other + "/nam-hoc-{year}.html")),
                (*letters(), *admission("THCS"), *tt36("THCS", Y21, other + "/tep/{year}/bm{n:02d}.pdf"), *tt36("THCS", Y20, other + "/tep/{year}/bm{n:02d}.pdf"), *forms(*three)),
                thcs, True, PASS, {"3.2": "linked by an old address that redirects", "3.4": "the other host names the school in title and header"}),
        Written("HOA", "Trường THCS Đoàn Kết", "THCS", "thcsdoanket.test", "odd labels; headings such as NH 21-22",
                usual(on_page("Minh bạch thông tin", "/minh-bach.html", Y21, Y20), gioi_thieu=S("VE CHUNG TOI", "/gioi-thieu.html"),
                      tin_tuc=S("HOAT DONG NHA TRUONG", "/tin-tuc"), van_ban=S("CONG VAN", "/van-ban.html"), tuyen_sinh=S("Tuyễn sinh lớp 6", "/tuyen-sinh.html"),
                      thu_tuc_bieu_mau=S("ĐƠN TỪ - MẪU BIỂU", "/bieu-mau.html"), lien_he=S("THÔNG TIN LIÊN HỆ", "/lien-he.html")),
                (*usual_docs["THCS"], *forms(*three)), thcs, None, PASS | {"3.2": "unknown"},
                {"3.2": "the only list of schools of its parent answers 503"}, OTHER_PARENT),
        Written("TEP", "Trường Tiểu học Tân Quan", "TH", "thtanquan.test", "a page a year in a submenu; files behind onclick, iframe, object",
                usual(by_page("Công khai", Y21, Y20)[1:]), (*usual_docs["TH"], *forms(*two)), th, True, PASS, {"3.2": "linked by a deep address"}),
    ]  # fmt: skip


def _weak() -> list[Written]:
    """Schools that lack something, or keep it so that a human must look."""
    th, thcs = ALL_FORMS["TH"], ALL_FORMS["THCS"]
    usual_docs = {level: (*letters(), *admission(level)) for level in ("TH", "THCS")}
    empty = usual((S("Công khai", "/cong-khai", empty=True), S("Công khai năm học 2021-2022", "/cong-khai/2021-2022", Y21, True)),
                  gioi_thieu=S("Giới thiệu", "/gioi-thieu", empty=True), van_ban=S("Văn bản", "/van-ban", empty=True),
                  tuyen_sinh=S("Tuyển sinh", "/tuyen-sinh", empty=True), thu_tuc_bieu_mau=S("Biểu mẫu", "/bieu-mau", empty=True),
                  lien_he=S("Liên hệ", "/lien-he", empty=True))  # fmt: skip
    posts = tuple(DocumentTruth(f"/media/ck{n}.pdf", label, "cong_khai", year, item) for n, (label, year, item) in enumerate((
        ("Công khai cam kết chất lượng giáo dục năm học 2022-2023", Y22, "ck_cam_ket"), ("Công khai cam kết chất lượng giáo dục năm học 2021-2022", Y21, "ck_cam_ket"),
        ("Công khai đội ngũ nhà giáo năm học 2021-2022", Y21, "ck_doi_ngu"), ("Công khai cơ sở vật chất năm học 2021-2022", Y21, "ck_csvc"),
        ("Công khai chất lượng giáo dục thực tế năm học 2020-2021", Y20, "ck_chat_luong"), ("Công khai cam kết chất lượng giáo dục năm học 2020-2021", Y20, "ck_cam_ket"),
    )))  # fmt: skip
    return [
        Written("CHON", "Trường Tiểu học Tân Hòa", "TH", "thtanhoa.test", "a <select>; one table, years only in file names",
                usual((S("Công khai", "/index.php?muc=congkhai"),), gioi_thieu=S("Giới thiệu", "/index.php?muc=gioithieu"), van_ban=S("Văn bản", "/index.php?muc=vanban"),
                      tuyen_sinh=S("Tuyển sinh", "/index.php?muc=tuyensinh"), thu_tuc_bieu_mau=S("Thủ tục - Biểu mẫu", "/index.php?muc=bieumau"), lien_he=S("Liên hệ", "/index.php?muc=lienhe")),
                (*usual_docs["TH"], *tt36("TH", Y21, "/upload/bm{n:02d}-{year}.pdf", "Biểu mẫu {n:02d}"), *tt36("TH", Y20, "/upload/bm{n:02d}-{year}.pdf", "Biểu mẫu {n:02d}"), *forms("bm_nghi_hoc")),
                frozenset({"bm_nghi_hoc", "tuyen_sinh"}), True, PASS | {"3.4": "review"},
                {"3.2": "linked by a page that leads on after three seconds", "3.4": "file-names-only", "3.5": "phúc khảo is not asked of TH"}),
        Written("RONG", "Trường THCS Tân Tiến", "THCS", "thcstantien.test", "a mega menu of hollow sections", empty, (), frozenset(), True,
                PASS | {"3.1": "fail|partial", "3.4": "fail", "3.5": "fail|partial"},
                {"3.1": "only news has content: lorem, sample texts, the vendor's contact", "3.5": "a soft 404; admission behind a login"}),
        Written("KHOA", "Trường Tiểu học Tân Lập", "TH", "thtanlap.test", "behind a login", usual((S("Công khai", "/cong-khai.html", empty=True),)),
                (*usual_docs["TH"], *forms("bm_nghi_hoc", "bm_chuyen_truong")), th, False, PASS | {"3.1": "fail|partial|review|unknown", "3.2": "fail", "3.4": "fail|review|unknown"},
                {"3.2": "the parent's link is commented out", "3.4": "nobody outside can see it"}),
        Written("NHO", "Trường Tiểu học Thuận Phú", "TH", "ththuanphu.test", "its công khai is a link to the portal of ANH", usual(()),
                (*usual_docs["TH"], *forms("bm_nghi_hoc")), frozenset({"bm_nghi_hoc", "tuyen_sinh"}), False, PASS | {"3.1": "fail|partial|review", "3.2": "fail", "3.4": "fail|review"},
                {"3.2": "the parent leads to Trường Tiểu học Thuận Phú 2", "3.4": "another school's files are not its own"}),
        Written("TIN", "Trường Tiểu học Đồng Tâm", "TH", "thdongtam.test", "a category of posts, years mixed", usual((S("Công khai", "/chuyen-muc/cong-khai"),),
                      gioi_thieu=S("Giới thiệu", "/gioi-thieu/"), van_ban=S("Văn bản", "/van-ban/"), tuyen_sinh=S("Tuyển sinh", "/chuyen-muc/tuyen-sinh"), lien_he=S("Liên hệ", "/lien-he/"),
                      thu_tuc_bieu_mau=S("Mẫu đơn xin phép nghỉ học dành cho cha mẹ học sinh", "/tin-tuc/mau-don-xin-phep-nghi-hoc.html")),
                (*usual_docs["TH"], *posts, *forms("bm_nghi_hoc", kind="docx", path="/media/{name}.{kind}")), frozenset({"bm_nghi_hoc", "tuyen_sinh"}), False,
                PASS | {"3.2": "fail|review", "3.4": "review"},
                {"3.2": "the parent's address is dead", "3.4": "mixed-list", "3.5": "the leave form is a file of a news post"}),
        Written("DE", "Trường THCS Minh Hưng", "THCS", "thcsminhhung.test", "the year's page overwritten with the next year's",
                usual((S("Ba công khai", "/cong-khai-nam-hoc-2021-2022.html"), S("CÔNG KHAI NĂM HỌC 2022-2023", "/cong-khai-nam-hoc-2021-2022.html", Y22))),
                (*usual_docs["THCS"], *tt36("THCS", Y22, "/files/2021-2022/bm-{n:02d}.pdf"), *forms("bm_nghi_hoc", "bm_phuc_khao")), thcs - {"bm_chuyen_truong"}, False,
                PASS | {"3.2": "fail|review", "3.4": "fail|review"},
                {"3.2": "swapped with NAM on the parent's list", "3.4": "address and folder say 2021-2022, all words say 2022-2023"}),
        Written("NAM", "Trường Tiểu học Minh Hưng", "TH", "thminhhung.test", "years that mislead; headings by year", usual(on_page("Công khai", "/cong-khai.html", Y20, Y19)),
                (*usual_docs["TH"], *tt36("TH", Y20), *tt36("TH", Y19), DocumentTruth("/tep/chien-luoc.pdf", "Chiến lược phát triển nhà trường giai đoạn 2020-2025", "cong_khai"),
                 DocumentTruth("/tep/du-toan-2019.pdf", "Công khai dự toán ngân sách năm 2019", "cong_khai", None, "ck_du_toan"), *forms("bm_chuyen_truong")),
                frozenset({"bm_chuyen_truong", "tuyen_sinh"}), False, PASS | {"3.2": "fail|review", "3.4": "fail", "3.5": "fail|partial"},
                {"3.2": "swapped with DE", "3.4": "2021-2022 stands only in a telephone number and in the foot's © line", "3.5": "no leave form; posts tell of days off"}),
        Written("SAI", "Trường THCS Phú Riềng", "THCS", "thcsphurieng.dongphu.test", "a page a year with the forms of a primary school", usual(by_page("Công khai", Y21)),
                (*usual_docs["THCS"], *tt36("TH", Y21), *forms("bm_nghi_hoc")), frozenset({"bm_nghi_hoc", "tuyen_sinh"}), None, PASS | {"3.2": "review", "3.4": "review", "3.5": "fail|partial"},
                {"3.2": "below the parent's domain, no link", "3.4": "wrong-level", "3.5": "no phúc khảo"}),
        Written("AN", "Trường Tiểu học Thống Nhất", "TH", "ththongnhat.test", "no section; its forms stand among the letters", usual((), thu_tuc_bieu_mau=S("Góc phụ huynh", "/goc-phu-huynh.html")),
                (*usual_docs["TH"], *tt36("TH", Y21, "/tep/van-ban/bm{n:02d}.pdf"), *forms("bm_nghi_hoc", kind="docx")), frozenset({"bm_nghi_hoc", "tuyen_sinh"}), True,
                PASS | {"3.1": "fail|partial|review", "3.4": "fail|review"}, {"3.4": "no place of its own, nor a part by year"}, OTHER_PARENT),
        Written("TRONG", "Trường THCS Nghĩa Trung", "THCS", "thcsnghiatrung.test", "a page a year, the audited year's hollow", usual(by_page("Công khai", Y21, Y20, empty=(Y21,))),
                (*usual_docs["THCS"], *tt36("THCS", Y20), *forms("bm_nghi_hoc", "bm_chuyen_truong")), frozenset({"bm_nghi_hoc", "bm_chuyen_truong", "tuyen_sinh"}), False,
                PASS | {"3.2": "fail", "3.4": "fail", "3.5": "fail|partial"}, {"3.2": "the parent has its name without a link", "3.5": "only a post tells of results of a phúc khảo"}),
    ]  # fmt: skip


def _more() -> list[Written]:
    """Seven more, after the first seventeen: copies of menus, tabs, categories, two levels, look-alikes."""
    th, thcs = ALL_FORMS["TH"], ALL_FORMS["THCS"]
    three = ("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong")
    budgets = tuple(DocumentTruth(f"/tep/ngan-sach/{n}.pdf", label, "cong_khai", None, item) for n, (label, item) in enumerate((
        ("Quyết định giao dự toán ngân sách năm 2022", "ck_du_toan"), ("Công khai thực hiện dự toán quý I năm 2022", "ck_thuc_hien_dt"),
        ("Công khai quyết toán ngân sách năm 2020", "ck_quyet_toan"),
    )))  # fmt: skip
    tabs = tuple(DocumentTruth(f"/tai-ve?id={n}", label, "thu_tuc_bieu_mau", None, item, True, DOCX) for n, (label, item) in enumerate((
        ("Đơn xin nghỉ học có phép", "bm_nghi_hoc"), ("Đơn xin chuyển trường", "bm_chuyen_truong")), 11))  # fmt: skip
    posts = {y: tt36("THCS", y, "/dinh-kem/{year}/{n:02d}.pdf", "{title}") for y in (Y21, Y20)}
    return [
        Written("DIDONG", "Trường Tiểu học Tiến Hưng", "TH", "thtienhung.test", "only the copy of the menu for telephones names it; a page a year", usual(by_page("Công khai", Y21, Y20)),
                (*letters(), *admission("TH"), *tt36("TH", Y21), *tt36("TH", Y20), *forms("bm_nghi_hoc", "bm_chuyen_truong")), th, True, PASS,
                {"3.2": "linked by www, which leads on to the school's host"}),
        Written("NGAN", "Trường THCS Tân Thành", "THCS", "thcstanthanh.test", "budgets by calendar year and nothing else", usual((S("Công khai tài chính", "/cong-khai.html"),)),
                (*letters(), *admission("THCS"), *budgets, *forms(*three)), thcs, True, PASS | {"3.4": "fail|review"},
                {"3.4": "calendar years 2022 and 2020; no part is kept by school year"}),
        Written("LAP", "Trường THCS Phước Tân", "THCS", "thcsphuoctan.test", "the menu's link is another school's, the footer's is its own", usual(by_page("Công khai", Y21, Y20)),
                (*letters(), *admission("THCS"), *tt36("THCS", Y21), *tt36("THCS", Y20), *forms(*three)), thcs, True, PASS, {"3.2": "linked by an area of an image map"}),
        Written("TAB", "Trường Tiểu học Bình Thắng", "TH", "thbinhthang.test", "one page, a tab a year", usual(on_page("Công khai", "/cong-khai", Y21, Y20)),
                (*letters(), *admission("TH"), *tt36("TH", Y21, label="{title}"), *tt36("TH", Y20, label="{title}"), *tabs), th, True, PASS,
                {"3.4": "tab and pane belong together by #id", "3.5": "files without a name: the row's other cell says what they are"}),
        Written("LOAI", "Trường THCS Bình Tân", "THCS", "thcsbinhtan.test", "a category of posts a year", usual((S("Công khai 2021-2022", "/chuyen-muc/cong-khai-2021-2022", Y21), S("Công khai 2020-2021", "/chuyen-muc/cong-khai-2020-2021", Y20))),
                (*letters(), *admission("THCS"), *posts[Y21], *posts[Y20], *forms(*three)), thcs, True, PASS, {"3.2": "linked by a row with data-href"}),
        Written("HAICAP", "Trường TH&THCS Long Hà", "TH&THCS", "thcslongha.test", "forms of both levels; a page a year", usual(by_page("Công khai", Y21, Y20)),
                (*letters(), *admission("THCS"), *tt36("TH", Y21), *tt36("THCS", Y21), *tt36("TH", Y20), *tt36("THCS", Y20), *forms(*three)), thcs, True, PASS,
                {"3.2": "on the second page of a list", "3.4": "05 to 08 are no forms of a wrong level here"}),
        Written("NHAM", "Trường Tiểu học Long Tân", "TH", "thlongtan.test", "look-alikes only", {"tin_tuc": (S("Tin tức", "/tin-tuc"),)}, (), frozenset(), True,
                PASS | {"3.1": "fail|partial", "3.4": "fail", "3.5": "fail|partial"},
                {"3.1": "Giới thiệu sách, Liên đội, Văn nghệ, Tuyển dụng are none of the sections", "3.4": "headlines only mention the word"}),
    ]  # fmt: skip


def all_written() -> tuple[Written, ...]:
    """The twenty-four schools."""
    return (*_whole(), *_weak(), *_more())
