"""Make 7: a menu with everything in it and next to nothing behind it; too few posts."""

from __future__ import annotations

from runner.demo import sections
from runner.demo.model import DOMAIN, FileItem, Post, SchoolPlan, SchoolTruth, Section, expect
from runner.demo.portal import Portal

PLAN = SchoolPlan(
    name="Trường Tiểu học Ánh Dương",
    shown="Trường Tiểu học Ánh Dương",
    level="TH",
    address="78 đường Hồ Văn Cống, phường Tương Bình, thành phố Bình Minh",
    months=(1, 4, 2, 4, 2, 1, 1, 3, 1, 3, 1, 0),
    before=6,
    after=5,
    boundary=False,
    truth=SchoolTruth(
        code="thanhduong",
        host=f"thanhduong.{DOMAIN}",
        posts=23,
        articles=35,
        expected=expect("FPFFF"),
        note="văn bản, công khai, tuyển sinh, biểu mẫu có trong menu nhưng rỗng; 23 tin bài",
    ),
)


class SparsePortal(Portal):
    """Three ways of being empty: a note, a heading alone, a list without items."""

    template = "sparse"
    per_page = 10

    def build_sections(self) -> tuple[Section, ...]:
        plan = self.plan
        return (
            sections.intro(plan),
            self.news_menu("Tin tức"),
            sections.empty("van-ban", "Văn bản", "Chưa có dữ liệu"),
            sections.empty("cong-khai", "Công khai"),
            sections.empty("tuyen-sinh", "Tuyển sinh", "Đang cập nhật..."),
            sections.empty("bieu-mau", "Thủ tục – Biểu mẫu", ""),
            sections.contact(plan),
        )

    def section_url(self, section: Section) -> str:
        return f"/pages/{section.slug}.php"

    def post_urls(self, post: Post) -> tuple[str, ...]:
        return (f"/tin.php?id={post.id}",)

    def list_url(self, category: str | None, page: int = 1) -> str:
        base = f"/danhsach.php?loai={category}" if category else "/danhsach.php?loai=tin-tuc"
        return base if page == 1 else f"{base}&trang={page}"

    def file_url(self, item: FileItem) -> str:
        return f"/files/{item.name}"
