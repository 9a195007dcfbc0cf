"""Portals that lack something behind a rich menu: hollow pages, walls, foreign links, mixed or misleading years."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Mapping
from html import escape as esc

from tests.portals.labelled.site import Ask, Reply, redirect
from tests.portals.nasty.posts import Post
from tests.portals.sections_district.portal import Portal, links, table

ALL = ("gioi_thieu", "tin_tuc", "van_ban", "cong_khai", "tuyen_sinh", "thu_tuc_bieu_mau", "lien_he")
LOGIN = '<h2>Đăng nhập hệ thống</h2><form action="/dang-nhap" method="post"><p>Tên đăng nhập <input name="u"></p><p>Mật khẩu <input type="password" name="p"></p><button>Đăng nhập</button></form>'
LOREM = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat.</p><p>Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur.</p>"


class Selects(Portal):
    """The only menu is a <select>; one script with a parameter; one table whose rows tell no year, its files do."""

    make = "select-menu"
    home = "/index.php"

    def frame(self, title: str, main: str) -> str:
        options = "".join(f'<option value="{to}">{esc(label)}</option>' for label, to in self.menu(*ALL))
        return f'<html><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><h1>{esc(self.name)}</h1><form name="f"><select name="m" onchange="if(this.value)location.href=this.value"><option value="">-- Chọn chuyên mục --</option><option value="/index.php">Trang chủ</option>{options}</select></form><div id="main">{main}</div><p>{esc(self.name)}</p></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        return self.plain_pages() | {
            "/index.php?muc=congkhai": ("Công khai", f"<h2>Công khai</h2>{table(self.truth.docs('cong_khai'))}")
        }

    def special(self, ask: Ask) -> Reply | None:
        return Reply(self.frame(*self.pages()["/index.php"])) if ask.path == "/" else None


class Hollow(Portal):
    """A mega menu and its copy for telephones, full of labels and look-alikes; nothing behind them but news."""

    make = "hollow-mega-menu"

    def frame(self, title: str, main: str) -> str:
        columns = {
            "Giới thiệu": (("Giới thiệu", "/gioi-thieu"), ("Thư viện ảnh", "/anh"), ("Liên hệ", "/lien-he")),
            "Tin tức": (("Tin tức", "/tin-tuc"), ("Khai giảng", "/khai-giang"), ("Tuyển dụng", "/tuyen-dung")),
            "Công khai": (("Công khai", "/cong-khai"), ("Công khai năm học 2021-2022", "/cong-khai/2021-2022")),
            "Văn bản": (("Văn bản", "/van-ban"), ("Biểu mẫu", "/bieu-mau"), ("Tuyển sinh", "/tuyen-sinh")),
        }
        mega = "".join(
            f'<li class="mega"><a href="{entries[0][1]}">{head}</a><div class="mega-box">'
            + "".join(f'<div class="col"><a href="{to}"><span>{label}</span></a></div>' for label, to in entries)
            + "</div></li>"
            for head, entries in columns.items()
        )
        phone = "".join(f'<li><a href="{to}">{label}</a></li>' for entries in columns.values() for label, to in entries)
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)} - {esc(self.name)}</title></head><body><div class="header"><h1>{esc(self.name)}</h1><ul class="mega-menu">{mega}</ul></div><div class="off-canvas hidden-lg"><ul>{phone}</ul></div><div class="content">{main}</div><div class="footer"><h4>{esc(self.name)}</h4></div></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        soon = "<p>Nội dung đang được cập nhật...</p>"
        sample = '<ul><li><a href="#">Văn bản mẫu số 1</a> - Đây là nội dung mẫu, vui lòng thay bằng nội dung của bạn.</li><li><a href="#">Văn bản mẫu số 2</a> - Đây là nội dung mẫu, vui lòng thay bằng nội dung của bạn.</li></ul>'
        vendor = "<p>Công ty TNHH Giao Diện Việt. Địa chỉ: 123 Đường ABC, Quận XYZ. Điện thoại: 0123 456 789. E-mail: yourname@example.com</p>"
        return {
            "/": (self.name, self.latest(8)),
            "/gioi-thieu": ("Giới thiệu", f"<h2>Giới thiệu</h2>{LOREM}"),
            "/cong-khai": ("Công khai", "<h2>Công khai</h2><p>Đang cập nhật</p>"),
            "/cong-khai/2021-2022": ("Công khai năm học 2021-2022", f"<h2>Công khai năm học 2021-2022</h2>{soon}"),
            "/van-ban": ("Văn bản", f"<h2>Văn bản</h2>{sample}"),
            "/lien-he": ("Liên hệ", f"<h2>Liên hệ</h2>{vendor}"),
            "/anh": ("Thư viện ảnh", '<h2>Thư viện ảnh</h2><img src="/anh/1.jpg" alt=""><img src="/anh/2.jpg" alt="">'),
            "/khai-giang": ("Khai giảng", "<h2>Khai giảng</h2><p>Sáng 05/9, thầy trò nhà trường dự lễ khai giảng trong niềm vui của ngày hội đến trường.</p>"),
            "/tuyen-dung": ("Tuyển dụng", "<h2>Tuyển dụng</h2><p>Năm nay nhà trường tuyển một nhân viên thư viện và một nhân viên y tế.</p>"),
        }  # fmt: skip

    def special(self, ask: Ask) -> Reply | None:
        if ask.path == "/tuyen-sinh":
            return redirect("/dang-nhap?returnUrl=%2Ftuyen-sinh")
        return Reply(self.frame("Đăng nhập", LOGIN)) if ask.path == "/dang-nhap" else None

    def lost(self, ask: Ask) -> Reply:
        return Reply(
            self.frame(
                "Thông báo",
                "<h2>Thông báo</h2><p>Không tìm thấy trang bạn yêu cầu. Nội dung có thể đã bị xóa hoặc đang được di chuyển.</p>",
            )
        )


class Plain(Portal):
    """A plain list of links as a menu."""

    make = "plain-list"
    foot = ""

    def entries(self) -> list[tuple[str, str]]:
        """Labels and addresses in the menu."""
        return self.menu(*(key for key in ALL if key in self.truth.sections))

    def frame(self, title: str, main: str) -> str:
        menu = "".join(f'<li><a href="{to}">{esc(label)}</a></li>' for label, to in self.entries())
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body class="{self.make}"><div class="banner"><h1>{esc(self.name)}</h1></div><ul class="menu"><li><a href="/">Trang chủ</a></li>{menu}</ul><div class="noi-dung-chinh">{main}</div><div class="chan-trang">{esc(self.name)}{self.foot}</div></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        return self.plain_pages()


class Walled(Plain):
    """Công khai leads to a login page."""

    make = "login-wall"

    def special(self, ask: Ask) -> Reply | None:
        if ask.path == "/cong-khai.html":
            return redirect("/dang-nhap?url=/cong-khai.html")
        return Reply(self.frame("Đăng nhập", LOGIN)) if ask.path == "/dang-nhap" else None


class Tenant(Plain):
    """Two entries of the menu were left over from another school's portal and still lead there."""

    make = "foreign-tenant"

    def entries(self) -> list[tuple[str, str]]:
        return [
            *super().entries(),
            ("Công khai", "http://thcstanphuoc.test/cong-khai.html"),
            ("Thủ tục hành chính", "http://thcstanphuoc.test/bieu-mau.html"),
        ]


class Categories(Plain):
    """Công khai and admission are categories of posts; the leave form is a file of a news post."""

    make = "post-categories"

    def entries(self) -> list[tuple[str, str]]:
        return self.menu("gioi_thieu", "tin_tuc", "van_ban", "cong_khai", "tuyen_sinh", "lien_he")

    def own_posts(self) -> tuple[Post, ...]:
        days = (
            "2022-09-20 09:00",
            "2021-09-22 09:10",
            "2021-09-22 09:20",
            "2021-09-22 09:30",
            "2021-06-10 10:00",
            "2020-09-18 10:00",
        )
        public = (
            self.post(
                doc.label,
                f"cong-khai-{n}",
                day,
                "Nhà trường niêm yết nội dung này tại bảng tin và đăng tải để phụ huynh theo dõi.",
                "cong_khai",
                "cong-khai",
                (doc,),
            )
            for n, (doc, day) in enumerate(zip(self.truth.docs("cong_khai"), days, strict=True))
        )
        return (
            *public,
            self.post("Thông báo tuyển sinh lớp 1 năm học 2021-2022", "tuyen-sinh-lop-1", "2021-06-21 08:00", "Chỉ tiêu 120 học sinh. Hồ sơ gồm đơn đăng ký, bản sao giấy khai sinh, xác nhận nơi cư trú; nhận từ 01/7/2021.", "thong_bao", "tuyen-sinh", self.truth.docs("tuyen_sinh")),
            self.post("Mẫu đơn xin phép nghỉ học dành cho cha mẹ học sinh", "mau-don-xin-phep-nghi-hoc", "2021-10-04 08:00", "Nhà trường gửi quý phụ huynh mẫu đơn, vui lòng tải về, điền và nộp cho giáo viên chủ nhiệm.", files=self.truth.docs("thu_tuc_bieu_mau")),
        )  # fmt: skip

    def category(self, key: str) -> str:
        return {"cong-khai": "Công khai", "tuyen-sinh": "Tuyển sinh"}[key]

    def pages(self) -> Mapping[str, tuple[str, str]]:
        # Categories and the post with the form are no pages; what stands there comes from the posts.
        return {
            path: page for path, page in self.plain_pages().items() if not path.startswith(("/chuyen-muc/", "/tin-tuc"))
        }


class Overwritten(Plain):
    """The page's address says 2021-2022 and its words 2022-2023."""

    make = "overwritten"

    def pages(self) -> Mapping[str, tuple[str, str]]:
        main = f"<h2>CÔNG KHAI NĂM HỌC 2022-2023</h2><p>Ba công khai theo Thông tư 36/2017/TT-BGDĐT.</p>{links(self.truth.docs('cong_khai'))}"
        return self.plain_pages() | {"/cong-khai-nam-hoc-2021-2022.html": ("Ba công khai", main)}


class Misleading(Plain):
    """Headings of 2020-2021 and 2019-2020; the audited year only as a telephone number, a © line and half a period."""

    make = "misleading-years"
    foot = "<p>Bản quyền © 2021-2022. Đường dây nóng: 0271.2021.2022</p>"

    def own_posts(self) -> tuple[Post, ...]:
        return (
            self.post(
                "Thông báo cho học sinh nghỉ học do mưa bão",
                "nghi-hoc-do-mua-bao",
                "2021-10-27 06:00",
                "Học sinh toàn trường nghỉ học ngày 28/10/2021, phụ huynh không phải làm đơn.",
            ),
        )

    def pages(self) -> Mapping[str, tuple[str, str]]:
        docs = self.truth.docs("cong_khai")
        main = "<h2>Công khai</h2><p>Mọi thắc mắc xin gọi 0271 2021 2022. Nhiệm kỳ hội đồng trường 2021-2026.</p>"
        main += "".join(
            f"<h3>Năm học {y}</h3>{links(self.truth.docs('cong_khai', y))}" for y in ("2020-2021", "2019-2020")
        )
        main += f"<h3>Nội dung khác</h3>{links(tuple(d for d in docs if d.school_year is None))}"
        return self.plain_pages() | {"/cong-khai.html": ("Công khai", main)}


class YearPages(Plain):
    """A page a year below công khai."""

    make = "year-pages"

    def pages(self) -> Mapping[str, tuple[str, str]]:
        return self.plain_pages() | self.year_pages()


class HollowYear(YearPages):
    """The same with the years in a dropdown; posts tell of results of a phúc khảo, which is no form."""

    make = "hollow-year"

    def entries(self) -> list[tuple[str, str]]:
        years = [(f"Công khai {place.label.lower()}", place.path) for place in self.truth.sections["cong_khai"][1:]]
        return [*super().entries(), *years]

    def own_posts(self) -> tuple[Post, ...]:
        return (
            self.post(
                "Kết quả phúc khảo kỳ thi học sinh giỏi cấp huyện",
                "ket-qua-phuc-khao",
                "2022-03-15 10:00",
                "Sau phúc khảo, trường có thêm một giải khuyến khích môn Địa lí.",
            ),
        )


class AmongLetters(Plain):
    """The forms of TT 36 are rows of the list of letters; the leave form stands in a corner for parents."""

    make = "among-letters"

    def pages(self) -> Mapping[str, tuple[str, str]]:
        both = (*self.truth.docs("van_ban"), *self.truth.docs("cong_khai"))
        corner = "<h1>Góc phụ huynh</h1><p>Phụ huynh tải mẫu dưới đây khi cần.</p>" + links(
            self.truth.docs("thu_tuc_bieu_mau")
        )
        return self.plain_pages() | {
            "/van-ban.html": ("Văn bản", f"<h1>Văn bản</h1>{table(both)}"),
            "/goc-phu-huynh.html": ("Góc phụ huynh", corner),
        }
