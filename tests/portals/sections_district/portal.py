"""What all portals of the district do alike: 45 plain posts, files, asking and answering. Each draws its own pages."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape as esc

from tests.portals.labelled.model import YEAR
from tests.portals.labelled.server import Host
from tests.portals.labelled.site import Ask, Reply
from tests.portals.labelled.text import GIF, dmy, pdf
from tests.portals.nasty.posts import Plan, Post, local, make_posts
from tests.portals.sections_district.truths import DOCX, Docs, Written
from tests.portals.truth import COUNTED_NATURES, DocumentTruth, PortalTruth, PostTruth

PAGE_OF_POSTS = 15


def docx(text: str) -> bytes:
    """A Word document that opens, with one paragraph."""
    out = io.BytesIO()
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{esc(text)}</w:t></w:r></w:p></w:body></w:document>',
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content)
    return out.getvalue()


def about(name: str) -> str:
    """History, heads and duties of a school."""
    return (
        f"<p>{esc(name)} được thành lập năm 1987, tiền thân là một phân hiệu của xã. Trường hiện có 22 lớp với 812 học sinh, "
        "46 cán bộ, giáo viên và nhân viên; khuôn viên 8.400 mét vuông, có phòng bộ môn và sân tập.</p>"
        "<p>Hiệu trưởng: bà Đỗ Thị Thanh Hương, điện thoại 0271 3881 204, thư điện tử hieutruong@truong.test, phụ trách chung. "
        "Phó hiệu trưởng: ông Vũ Văn Sơn, phụ trách chuyên môn.</p>"
        "<p>Sơ đồ tổ chức gồm chi bộ, ban giám hiệu, hội đồng trường, công đoàn, đoàn thanh niên và năm tổ chuyên môn.</p>"
    )  # fmt: skip


def contact(name: str) -> str:
    """Where a school is and how to reach it."""
    return (
        f"<p>{esc(name)}. Địa chỉ: ấp 3, xã Thuận Lợi. Điện thoại: 0271 3881 203. Thư điện tử: lienhe@truong.test.</p>"
        "<p>Giờ tiếp công dân: sáng thứ hai và sáng thứ năm hằng tuần, từ 7 giờ 30 đến 11 giờ tại văn phòng.</p>"
    )


def admission_text(level: str) -> str:
    """Whom the school admits, how many, when and with what papers."""
    grade = "1" if level == "TH" else "6"
    return (
        f"<p>Thông báo tuyển sinh lớp {grade} năm học 2021-2022. Chỉ tiêu: 160 học sinh, 4 lớp. Đối tượng: học sinh thường trú "
        "trên địa bàn. Hồ sơ gồm đơn đăng ký, bản sao giấy khai sinh, xác nhận nơi cư trú. Nhận hồ sơ từ ngày 01/7/2021 đến "
        "ngày 10/7/2021 tại văn phòng nhà trường.</p>"
    )  # fmt: skip


def links(docs: Docs) -> str:
    """Files as a list of links."""
    return "<ul>" + "".join(f'<li><a href="{d.path}">{esc(d.label)}</a></li>' for d in docs) + "</ul>"


def table(docs: Docs) -> str:
    """Files as rows of a table."""
    rows = "".join(f'<tr><td>{n}</td><td>{esc(d.label)}</td><td><a href="{d.path}">Tải về</a></td></tr>' for n, d in enumerate(docs, 1))  # fmt: skip
    return f"<table border='1'><tr><th>STT</th><th>Tên tài liệu</th><th>Tệp</th></tr>{rows}</table>"


class Portal:
    """One school. A make gives `frame` and `pages`; what it does not know answers 404 (or what `lost` says)."""

    make = "plain"
    home = "/"
    news = "Tin tức"

    def __init__(self, truth: Written, seed: int) -> None:
        self.truth, self.name, self.level = truth, truth.name, truth.level
        made = make_posts(Plan(5, 33, 12, 5, level=truth.level.split("&")[-1]), f"sections/{seed}/{truth.code}")
        self.attached: dict[str, Docs] = {}
        self.posts = tuple(sorted((*made, *self.own_posts()), key=lambda post: post.at, reverse=True))
        self.by_path = {self.post_path(post): post for post in self.posts}
        self.files = {d.path: d for d in truth.documents}

    # ---- the make's part ---------------------------------------------------------------------------------------

    def frame(self, title: str, main: str) -> str:
        """A whole page."""
        raise NotImplementedError

    def pages(self) -> Mapping[str, tuple[str, str]]:
        """Path (with query, where that tells pages apart) → title and main part."""
        raise NotImplementedError

    def own_posts(self) -> tuple[Post, ...]:
        """Posts besides the plain ones."""
        return ()

    def special(self, ask: Ask) -> Reply | None:
        """Answers that are no page of `pages`."""
        return None

    def lost(self, ask: Ask) -> Reply:
        """What an unknown address gets."""
        return Reply(self.frame("404", "<h1>404</h1><p>Trang không tồn tại.</p>"), 404)

    def others(self) -> Mapping[str, Host]:
        """Further hosts of the same school."""
        return {}

    # ---- alike everywhere --------------------------------------------------------------------------------------

    def post(
        self,
        title: str,
        slug: str,
        at: str,
        body: str,
        nature: str = "thong_bao",
        category: str = "tin",
        files: Docs = (),
    ) -> Post:
        """A post said by name, with files."""
        self.attached[slug] = files
        return Post(9000 + len(self.attached), title, slug, local(at), nature, category, (body,))

    def post_path(self, post: Post) -> str:
        """The address of a post."""
        if post.number > 9000:
            folder = {"tin": "/tin-tuc"}.get(post.category, f"/chuyen-muc/{post.category}")
            return f"{folder}/{post.slug}.html"
        return f"/tin-tuc/{post.slug}-{post.number}.html"

    def listed(self, category: str = "") -> list[Post]:
        """Posts of one's own category; without one, all that is news."""
        plain = [p for p in self.posts if (p.number <= 9000 or p.category == "tin")]
        return [p for p in self.posts if p.number > 9000 and p.category == category] if category else plain

    def rows(self, posts: list[Post]) -> str:
        """Posts as a listing shows them."""
        return '<div class="ds-tin">' + "".join(
            f'<div class="tin"><h3><a href="{self.post_path(p)}">{esc(p.title)}</a></h3><span class="ngay">{dmy(p.at)}</span><p>{esc(p.lead)}</p></div>'
            for p in posts
        ) + "</div>"  # fmt: skip

    def latest(self, count: int = 5) -> str:
        """A block of the home page."""
        return f'<h2><a href="/tin-tuc">{esc(self.news)}</a></h2>' + self.rows(self.listed()[:count])

    def _listing(self, title: str, path: str, posts: list[Post], n: int) -> Reply:
        last = max(1, -(-len(posts) // PAGE_OF_POSTS))
        if not 1 <= n <= last:
            return Reply(self.frame("404", "<h1>404</h1>"), 404)
        pager = " ".join(
            f"<b>{k}</b>" if k == n else f'<a href="{path}{f"?trang={k}" if k > 1 else ""}">{k}</a>'
            for k in range(1, last + 1)
        )
        shown = posts[(n - 1) * PAGE_OF_POSTS : n * PAGE_OF_POSTS]
        return Reply(
            self.frame(
                title,
                f'<h1>{esc(title)}</h1>{self.rows(shown)}<div class="phan-trang">{pager if last > 1 else ""}</div>',
            )
        )

    def answer(self, ask: Ask) -> Reply:
        """Files, pages, posts, listings, in this order."""
        if file := self.files.get(ask.path) or self.files.get(ask.target):
            return self.file(file)
        if ask.path.lower().endswith((".gif", ".jpg", ".png", ".ico")):
            return Reply(GIF, kind="image/gif")
        if reply := self.special(ask):
            return reply
        pages = self.pages()
        known = ask.target if ask.target in pages else ask.path
        if known in pages and (known == ask.target or "?" not in ask.target):
            title, main = pages[known]
            return Reply(self.frame(title, main))
        if post := self.by_path.get(ask.path):
            body = "".join(f"<p>{esc(text)}</p>" for text in post.body) + (
                links(self.attached[post.slug]) if self.attached.get(post.slug) else ""
            )
            return Reply(
                self.frame(
                    post.title,
                    f'<h1>{esc(post.title)}</h1><div class="ngay">Ngày đăng: {dmy(post.at)}</div><div class="noi-dung">{body}</div>',
                )
            )
        n = ask.query.get("trang", "1")
        if ask.path == "/tin-tuc" and n.isdigit():
            return self._listing(self.news, "/tin-tuc", self.listed(), int(n))
        if (found := re.fullmatch(r"/chuyen-muc/([\w-]+)", ask.path)) and n.isdigit() and self.listed(found[1]):
            return self._listing(self.category(found[1]), ask.path, self.listed(found[1]), int(n))
        return self.lost(ask)

    def category(self, key: str) -> str:
        """The label of a category of one's own."""
        return key

    def file(self, doc: DocumentTruth) -> Reply:
        """A file that names the school, and the year where its label does."""
        year = f", năm học {doc.school_year}" if doc.school_year and doc.school_year in doc.label else ""
        text = f"{self.name}{year}. {doc.label}"
        return Reply(docx(text) if doc.media_type == DOCX else pdf(text), kind=doc.media_type)

    def plain_pages(self) -> dict[str, tuple[str, str]]:
        """Home, introduction, letters, admission, forms and contact at the addresses which the truth gives."""
        out = {self.home: (self.name, self.latest())}
        bodies = {
            "gioi_thieu": about(self.name), "lien_he": contact(self.name), "van_ban": table(self.truth.docs("van_ban")),
            "tuyen_sinh": admission_text(self.level) + links(self.truth.docs("tuyen_sinh")),
            "thu_tuc_bieu_mau": links(self.truth.docs("thu_tuc_bieu_mau")),
        }  # fmt: skip
        for key, body in bodies.items():
            for place in self.truth.sections.get(key, ()):
                out[place.path] = (place.label, f"<h1>{esc(place.label)}</h1>{body}")
        return out

    def year_pages(self) -> dict[str, tuple[str, str]]:
        """The page of công khai and one page a year below it."""
        top, *years = self.truth.sections["cong_khai"]
        out = {
            top.path: (
                top.label,
                f"<h1>{esc(top.label)}</h1><ul>"
                + "".join(f'<li><a href="{y.path}">{esc(y.label)}</a></li>' for y in years)
                + "</ul>",
            )
        }
        for place in years:
            body = "<p>Đang cập nhật</p>" if place.empty else links(self.truth.docs("cong_khai", place.school_year))
            out[place.path] = (f"{top.label} - {place.label}", f"<h1>{esc(top.label)} - {esc(place.label)}</h1>{body}")
        return out

    def menu(self, *keys: str) -> list[tuple[str, str]]:
        """Label and address of the first place of each section."""
        return [(self.truth.sections[key][0].label, self.truth.sections[key][0].path) for key in keys]

    def portal_truth(self) -> PortalTruth:
        """The written truth in the types that all labelled portals share."""
        posts = tuple(
            PostTruth(str(p.number), self.post_path(p), p.slug, p.title, p.at.date(), p.nature, p.nature in COUNTED_NATURES, (self.news,), published_at=p.at)
            for p in self.posts
        )  # fmt: skip
        t = self.truth
        return PortalTruth(
            provenance="invented", family=self.make, school_code=t.code, name=t.name, level=t.level, base_url=f"http://{t.host}",
            posts=posts, sections=t.sections, documents=t.documents, forms=t.forms, parent_to_school=t.linked, school_to_parent=t.back,
            parent_url=t.parent, expected={YEAR: {rule: t.outcomes(rule) for rule in t.expected}},
        )  # fmt: skip
