"""Make 13: DotNetNuke, tables and FONT tags, menus without diacritics, Windows-1258. No parent links to it."""

from __future__ import annotations

import unicodedata

from runner.demo import sections
from runner.demo.model import FileItem, Post, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal

PLAN = SchoolPlan(
    name="Trường Tiểu học Phượng Vỹ",
    shown="Trường Tiểu học Phượng Vỹ",
    level="TH",
    address="67 đường Nguyễn Thị Minh Khai, phường Phú Hòa, thành phố Bình Minh",
    months=(2, 5, 4, 5, 4, 3, 2, 5, 4, 4, 1, 0),
    before=9,
    after=7,
    truth=SchoolTruth(
        code="thphuongvy",
        # A registrable domain of its own: not even the name suggests that it belongs to the authority.
        host="thphuongvy.truonghoc.example",
        posts=41,
        articles=60,
        expected=expect("PFPPP"),
        note="cổng cấp trên có ghi tên trường nhưng không có liên kết; trang DNN bảng biểu, mã hóa Windows-1258",
    ),
)
TABS = {"gioi-thieu": 57, "van-ban": 61, "cong-khai": 62, "tuyen-sinh": 63, "thu-tuc-bieu-mau": 64, "lien-he": 65}
NEWS_TABS = {None: 58, "hoat-dong-nha-truong": 581, "chuyen-mon": 582, "thong-bao": 583}
TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode_1258(text: str) -> bytes:
    """Windows-1258: letters with hats and horns are single, tones are combining marks after them."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tones = [part for part in parts if part in TONES]
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out.append(base + "".join(tones))
    return "".join(out).encode("cp1258", "xmlcharrefreplace")


class DnnPortal(Portal):
    """Addresses by tab number; days as ``05/09/2022 7:30:00 SA``."""

    template = "dnn"
    charset = "windows-1258"
    per_page = 10
    robots = "User-agent: *\nDisallow: /bin/\nDisallow: /App_Code/\n"

    def build_sections(self) -> tuple[Section, ...]:
        plan, year = self.plan, self.year
        return (
            sections.intro(plan),
            self.news_menu("Tin tức"),
            sections.documents(plan, year),
            sections.cong_khai(plan, (year, year - 1)),
            sections.admission(plan, year),
            sections.forms(plan, year),
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        if section.slug.startswith("cong-khai-"):
            return f"/tabid/62/nam/{section.slug.removeprefix('cong-khai-nam-hoc-')}/Default.aspx"
        if section.slug in TABS:
            return f"/Default.aspx?tabid={TABS[section.slug]}"
        return f"/tabid/57/muc/{section.slug}/Default.aspx"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        return (f"/tabid/58/ArticleID/{post.id}/language/vi-VN/Default.aspx",)

    def list_url(self, category: str | None, page: int = 1) -> str:
        tab = NEWS_TABS[category]
        return f"/Default.aspx?tabid={tab}" if page == 1 else f"/tabid/{tab}/Page/{page}/Default.aspx"

    def file_url(self, item: FileItem) -> str:
        return f"/Portals/0/TaiLieu/{item.name}"

    def encode(self, text: str) -> bytes:
        return encode_1258(text)

    @staticmethod
    def stamp(post: Post) -> str:
        """The moment as .NET prints it for vi-VN."""
        moment = post.published
        return f"{moment:%d/%m/%Y} {moment.hour % 12 or 12}:{moment:%M:%S} {'SA' if moment.hour < 12 else 'CH'}"

    @staticmethod
    def bare(text: str) -> str:
        """A label in capitals and without diacritics."""
        decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        return "".join(char for char in decomposed if not unicodedata.combining(char)).upper()
