"""Seven more portals: copies of menus, budgets, a leftover link beside the right one, tabs, categories, look-alikes."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Mapping
from html import escape as esc

from tests.portals.nasty.posts import Post
from tests.portals.sections_district.makes_weak import ALL, Plain, YearPages
from tests.portals.sections_district.portal import Portal, links


class Telephone(Portal):
    """The wide menu has five entries; công khai, forms and admission stand only in the hidden copy for telephones."""

    make = "telephone-menu"

    def frame(self, title: str, main: str) -> str:
        wide = "".join(
            f'<li><a href="{to}">{esc(label)}</a></li>'
            for label, to in self.menu("gioi_thieu", "tin_tuc", "van_ban", "lien_he")
        )
        narrow = "".join(
            f'<li><a href="{to}?m=1"><i class="icon"></i>{esc(label)}</a></li>'
            for label, to in self.menu("gioi_thieu", "cong_khai", "tuyen_sinh", "thu_tuc_bieu_mau", "lien_he")
        )
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><div class="logo">{esc(self.name)}</div><nav class="d-none d-lg-block"><ul>{wide}</ul></nav><div id="mmenu" style="display:none" aria-hidden="true"><ul>{narrow}</ul></div><section>{main}</section><footer>{esc(self.name)}</footer></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        pages = self.plain_pages() | self.year_pages()
        return pages | {f"{path}?m=1": page for path, page in pages.items()}


class Budgets(Plain):
    """Budgets of calendar years below headings of calendar years."""

    make = "budgets"

    def pages(self) -> Mapping[str, tuple[str, str]]:
        docs = self.truth.docs("cong_khai")
        main = f"<h1>Công khai tài chính</h1><h3>Năm 2022</h3>{links(docs[:2])}<h3>Năm 2020</h3>{links(docs[2:])}"
        return self.plain_pages() | {"/cong-khai.html": ("Công khai tài chính", main)}


class LeftOver(YearPages):
    """The template's entry leads to another school; the school has put its own into the foot of every page."""

    make = "leftover-beside-own"
    foot = '<p><a href="/cong-khai.html">Công khai</a> | <a href="/">Về đầu trang</a></p>'

    def entries(self) -> list[tuple[str, str]]:
        return [
            (label, "http://thcstanphuoc.test/cong-khai.html" if label == "Công khai" else to)
            for label, to in self.menu(*ALL)
        ]


class Tabs(Plain):
    """Years are tabs whose panes follow all tabs; forms are downloads without a name, told by the cell beside."""

    make = "tabs"

    def pages(self) -> Mapping[str, tuple[str, str]]:
        tabs = "".join(
            f'<li class="nav-item"><a class="nav-link" data-toggle="tab" href="#n{y[2:4]}">Năm học {y}</a></li>'
            for y in ("2021-2022", "2020-2021")
        )
        panes = "".join(
            f'<div class="tab-pane" id="n{y[2:4]}">{links(self.truth.docs("cong_khai", y))}</div>'
            for y in ("2021-2022", "2020-2021")
        )
        rows = "".join(
            f'<tr><td>{esc(d.label)}</td><td><a href="{d.path}"><i class="fa fa-download"></i></a></td></tr>'
            for d in self.truth.docs("thu_tuc_bieu_mau")
        )
        return self.plain_pages() | {
            "/cong-khai": ("Công khai", f'<h1>Công khai</h1><ul class="nav nav-tabs">{tabs}</ul><div class="tab-content">{panes}</div>'),
            "/bieu-mau.html": ("Biểu mẫu", f"<h1>Biểu mẫu</h1><table>{rows}</table>"),
        }  # fmt: skip


class YearCategories(Plain):
    """A category of posts a year, below a label that leads nowhere; titles tell no year."""

    make = "year-categories"

    def entries(self) -> list[tuple[str, str]]:
        years = [(place.label, place.path) for place in self.truth.sections["cong_khai"]]
        return [
            *self.menu("gioi_thieu", "tin_tuc", "van_ban"),
            ("Công khai", "javascript:;"),
            *years,
            *self.menu("tuyen_sinh", "thu_tuc_bieu_mau", "lien_he"),
        ]

    def own_posts(self) -> tuple[Post, ...]:
        return tuple(
            self.post(doc.label, f"ck-{year[2:4]}-{n}", f"{year[:4]}-09-{20 + n} 09:00", "Nhà trường công khai nội dung này tới toàn thể cha mẹ học sinh.", "cong_khai", f"cong-khai-{year}", (doc,))
            for year in ("2021-2022", "2020-2021") for n, doc in enumerate(self.truth.docs("cong_khai", year))
        )  # fmt: skip

    def category(self, key: str) -> str:
        return f"Công khai {key.removeprefix('cong-khai-')}"


class TwoLevels(YearPages):
    """A school of two levels with the forms of both."""

    make = "two-levels"


class LookAlikes(Plain):
    """Every label of the menu looks like a section and is none; headlines mention công khai, thủ tục, mẫu and tuyển."""

    make = "look-alikes"

    def entries(self) -> list[tuple[str, str]]:
        return [
            ("Giới thiệu sách", "/gioi-thieu-sach"),
            ("Tin tức", "/tin-tuc"),
            ("Khai giảng", "/khai-giang"),
            ("Văn nghệ", "/van-nghe"),
            ("Tuyển dụng", "/tuyen-dung"),
            ("Mẫu giáo", "/mau-giao"),
            ("Gương mẫu", "/guong-mau"),
            ("Liên đội", "/lien-doi"),
        ]

    def own_posts(self) -> tuple[Post, ...]:
        told = (
            ("Bốc thăm công khai chia bảng giải bóng đá mini", "boc-tham-cong-khai", "2021-10-12 08:00", "Các lớp bốc thăm công khai trước toàn trường."),
            ("Thủ tục đơn giản khi đi xe buýt: giơ tay và mỉm cười", "thu-tuc-don-gian", "2021-11-02 08:00", "Chuyện vui của học sinh lớp 4 trên đường tới trường."),
            ("Danh sách học sinh nghỉ học có phép tuần 9", "danh-sach-nghi-hoc", "2021-11-05 08:00", "Có hai em nghỉ vì ốm."),
            ("Đội tuyển học sinh giỏi lên đường", "doi-tuyen", "2022-03-09 08:00", "Mười hai em dự giao lưu Toán tuổi thơ."),
        )  # fmt: skip
        return tuple(self.post(title, slug, at, body) for title, slug, at, body in told)

    def pages(self) -> Mapping[str, tuple[str, str]]:
        told = {
            "/gioi-thieu-sach": ("Giới thiệu sách", "Tháng này thư viện giới thiệu truyện Dế Mèn phiêu lưu ký của nhà văn Tô Hoài tới các bạn nhỏ."),
            "/khai-giang": ("Khai giảng", "Sáng 05/9, thầy trò dự lễ khai giảng năm học 2021-2022 trong niềm vui ngày hội đến trường."),
            "/van-nghe": ("Văn nghệ", "Đội văn nghệ của trường luyện tập chiều thứ năm hằng tuần tại hội trường."),
            "/tuyen-dung": ("Tuyển dụng", "Nhà trường cần một nhân viên thư viện và một nhân viên y tế, làm việc từ tháng 10."),
            "/mau-giao": ("Mẫu giáo", "Các em mẫu giáo trong xã đến thăm trường để làm quen với lớp một."),
            "/guong-mau": ("Gương mẫu", "Học sinh gương mẫu tháng 11 là các em giúp bạn học tập và giữ gìn trường lớp."),
            "/lien-doi": ("Liên đội", "Liên đội có mười tám chi đội, sinh hoạt dưới cờ vào sáng thứ hai."),
        }  # fmt: skip
        return {"/": (self.name, self.latest(8))} | {
            path: (label, f"<h1>{label}</h1><p>{text}</p>") for path, (label, text) in told.items()
        }
