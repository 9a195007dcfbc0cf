"""Portals that have all, each where nobody looks: footers, pictures, onclick, deep below, another host, odd labels."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from html import escape as esc

from tests.portals.labelled.server import Host
from tests.portals.labelled.site import Ask, Reply
from tests.portals.sections_district.portal import Portal, links, table
from tests.portals.sections_district.truths import PARENT


class Footer(Portal):
    """The menu has two entries; every section is a line in the footer's columns, between the vendor's links."""

    make = "footer-only"

    def frame(self, title: str, main: str) -> str:
        first = "".join(
            f'<li><a href="{to}">{esc(label)}</a></li>' for label, to in self.menu("gioi_thieu", "van_ban", "lien_he")
        )
        second = "".join(
            f'<li><a href="{to}">{esc(label)}</a></li>'
            for label, to in self.menu("cong_khai", "tuyen_sinh", "thu_tuc_bieu_mau")
        )
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><header><a class="logo" href="/">{esc(self.name)}</a><nav><a href="/">Trang chủ</a><a href="/tin-tuc">Tin tức</a></nav></header><main>{main}</main><footer class="site-footer"><div class="cot"><h5>Nhà trường</h5><ul>{first}</ul></div><div class="cot"><h5>Phụ huynh cần biết</h5><ul>{second}</ul></div><div class="cot"><a href="{PARENT}">Phòng GDĐT</a> <a href="/rss.xml">RSS</a></div><p>© {esc(self.name)}</p></footer></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        return self.plain_pages() | self.year_pages()


class Pictures(Portal):
    """Tables and pictures: a banner with an image map, buttons whose label is an alt or a title; one page, a heading a year."""

    make = "image-map"

    def frame(self, title: str, main: str) -> str:
        areas = "".join(
            f'<area shape="rect" coords="{80 * k},0,{80 * k + 79},30" href="{to}" alt="{esc(label)}">'
            for k, (label, to) in enumerate(self.menu("gioi_thieu", "cong_khai", "lien_he"))
        )
        return f'<html><head><meta charset="utf-8"><title>{esc(self.name)} - {esc(title)}</title></head><body><table width="980"><tr><td colspan="2"><img src="/banner.jpg" usemap="#bn" border="0" alt="{esc(self.name)}"><map name="bn">{areas}</map></td></tr><tr><td width="180" valign="top"><a href="/"><img src="/nut/trang-chu.gif" alt="Trang chủ"></a><a href="/tin-tuc"><img src="/nut/tin.gif" alt="Tin tức"></a><a href="/van-ban.html" title="Văn bản"><img src="/nut/vb.gif" alt=""></a><a href="/tuyen-sinh.html"><img src="/nut/ts.gif" alt="Tuyển sinh"></a><a href="/bieu-mau.html"><img src="/nut/bm.gif" alt="Biểu mẫu"></a></td><td valign="top">{main}</td></tr></table><center>{esc(self.name)}</center></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        years = [place.school_year or "" for place in self.truth.sections["cong_khai"][1:]]
        main = "<h2>CÔNG KHAI</h2>" + "".join(
            f"<h3>NĂM HỌC {y.replace('-', ' - ')}</h3>{table(self.truth.docs('cong_khai', y))}" for y in years
        )
        return self.plain_pages() | {"/cong-khai.html": ("Công khai", main)}


class Clicks(Portal):
    """No link has an address: onclick, data-href, a function of the page's own; the years are rows with onclick."""

    make = "onclick"

    def frame(self, title: str, main: str) -> str:
        (l1, t1), (l2, t2), (l3, t3), (l4, t4), (l5, t5), (l6, t6) = self.menu(
            "gioi_thieu", "van_ban", "cong_khai", "tuyen_sinh", "thu_tuc_bieu_mau", "lien_he"
        )
        return f'''<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)}</title><script>function chuyen(u){{location.href=u;}}
document.addEventListener("click",function(e){{var t=e.target.closest("[data-href]");if(t)location.href=t.dataset.href;}});</script></head><body><div class="ten">{esc(self.name)}</div><div class="thanh-menu"><div class="mi" onclick="location.href='/'">Trang chủ</div><a class="mi" href="/tin-tuc">Tin tức</a><div class="mi" onclick="location.href='{t1}'">{l1}</div><span class="mi" data-href="{t2}">{l2}</span><span class="mi" data-href="{t3}">{l3}</span><div class="mi" onclick="window.open('{t4}','_self')">{l4}</div><a class="mi" href="javascript:void(0)" onclick="chuyen('{t5}')">{l5}</a><button class="mi" onclick="window.location.assign('{t6}');return false;">{l6}</button></div><div class="than">{main}</div><div class="chan">{esc(self.name)}</div></body></html>'''

    def pages(self) -> Mapping[str, tuple[str, str]]:
        years = self.year_pages()
        rows = "".join(
            f'<li class="nam" onclick="window.location=\'{p.path}\'">{esc(p.label)}</li>'
            for p in self.truth.sections["cong_khai"][1:]
        )
        years["/cong-khai.html"] = ("Công khai", f"<h1>Công khai</h1><ul>{rows}</ul>")
        return self.plain_pages() | years


class Deep(Portal):
    """Three levels of plain pages before công khai, two before forms and admission; the menu names none of them."""

    make = "three-levels"

    def frame(self, title: str, main: str) -> str:
        return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)} | {esc(self.name)}</title></head><body><div id="dau"><h1>{esc(self.name)}</h1><ul id="menu"><li><a href="/">Trang chủ</a></li><li><a href="/nha-truong">Nhà trường</a></li><li><a href="/tin-tuc">Tin tức</a></li><li><a href="/van-ban.html">Văn bản</a></li><li><a href="/phu-huynh">Góc phụ huynh</a></li><li><a href="/lien-he.html">Liên hệ</a></li></ul></div><div id="giua">{main}</div></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        def way(title: str, *to: tuple[str, str]) -> tuple[str, str]:
            return title, f"<h2>{title}</h2>" + "".join(f'<p><a href="{path}">{label}</a></p>' for label, path in to)

        top = "/nha-truong/thong-tin/cong-khai"
        return self.plain_pages() | self.year_pages() | {
            "/nha-truong": way("Nhà trường", ("Giới thiệu", "/nha-truong/gioi-thieu"), ("Thông tin nhà trường", "/nha-truong/thong-tin")),
            "/nha-truong/thong-tin": way("Thông tin nhà trường", ("Thành tích", "/nha-truong/thanh-tich"), ("Công khai theo Thông tư 36", top)),
            "/nha-truong/thanh-tich": ("Thành tích", "<h2>Thành tích</h2><p>Năm 2019 trường được tặng bằng khen của Ủy ban nhân dân tỉnh.</p>"),
            "/phu-huynh": way("Góc phụ huynh", ("Tuyển sinh lớp 6", "/phu-huynh/tuyen-sinh"), ("Đơn từ", "/phu-huynh/don-tu")),
        }  # fmt: skip


class TwoHosts(Portal):
    """Công khai stands on a host of its own that names the school."""

    make = "second-host"

    def frame(self, title: str, main: str) -> str:
        menu = "".join(
            f'<li class="nav-item"><a class="nav-link" href="{to}">{esc(label)}</a></li>'
            for label, to in self.menu(
                "gioi_thieu", "tin_tuc", "van_ban", "cong_khai", "tuyen_sinh", "thu_tuc_bieu_mau", "lien_he"
            )
        )
        return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><nav class="navbar"><a class="navbar-brand" href="/">{esc(self.name)}</a><ul class="navbar-nav">{menu}</ul></nav><div class="container">{main}</div></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        return self.plain_pages()

    def others(self) -> Mapping[str, Host]:
        return {"congkhai.thcsdongtam.test": OwnOther(self)}


class OwnOther:
    """The second host of `TwoHosts`."""

    def __init__(self, school: TwoHosts) -> None:
        self.base, self.school = "http://congkhai.thcsdongtam.test", school

    def answer(self, ask: Ask) -> Reply:
        """Its home, its years, its files."""
        url, pages = self.base + ask.path, self.school.year_pages()
        if url in self.school.files:
            return self.school.file(self.school.files[url])
        if url in pages:
            title, main = pages[url]
            name = self.school.name
            return Reply(
                f'<html><head><meta charset="utf-8"><title>{name} - {title}</title></head><body><div class="top">{name} - Cổng công khai thông tin</div>{main}<p><a href="http://thcsdongtam.test/">Về trang chủ nhà trường</a></p></body></html>'
            )
        return Reply("<title>404</title><h1>404</h1>", 404)


class OddLabels(Portal):
    """No diacritics, capitals, NFD and misspellings in the menu; years as "NH 21-22" in bold lines."""

    make = "odd-labels"
    news = "HOAT DONG NHA TRUONG"

    def frame(self, title: str, main: str) -> str:
        entries = self.menu(
            "gioi_thieu", "tin_tuc", "van_ban", "cong_khai", "tuyen_sinh", "thu_tuc_bieu_mau", "lien_he"
        )
        menu = "".join(
            f"<td><a href='{to}'>{k}. {esc(unicodedata.normalize('NFD', label.upper()))}</a></td>"
            for k, (label, to) in enumerate(entries, 1)
        )
        return f"<html><head><meta charset='utf-8'><title>{esc(title)}</title></head><body><center><font size='6'>{esc(self.name)}</font></center><table id='m'><tr><td><a href='/'>TRANG CHU</a></td>{menu}</tr></table><div>{main}</div></body></html>"

    def pages(self) -> Mapping[str, tuple[str, str]]:
        main = "<h2>Minh bạch thông tin</h2>" + "".join(
            f"<p><b>NH {y[2:4]}-{y[7:]}</b></p>{links(self.truth.docs('cong_khai', y))}"
            for y in ("2021-2022", "2020-2021")
        )
        pages = self.plain_pages() | {"/minh-bach.html": ("Minh bạch thông tin", main)}
        title, forms = pages["/bieu-mau.html"]
        wrong = {"Đơn xin phép nghỉ học": "Đơn xin nghĩ học", "phúc khảo": "phúc khão"}
        for right, typed in wrong.items():
            forms = forms.replace(right, typed)
        return pages | {"/bieu-mau.html": (title, forms)}


class HiddenFiles(Portal):
    """A hover submenu with the years; files in onclick of cells without a link, in an iframe, in an object."""

    make = "files-without-links"

    def frame(self, title: str, main: str) -> str:
        sub = "".join(f'<li><a href="{p.path}">{esc(p.label)}</a></li>' for p in self.truth.sections["cong_khai"])
        menu = "".join(
            f'<li><a href="{to}">{esc(label)}</a></li>'
            for label, to in self.menu("gioi_thieu", "tin_tuc", "van_ban", "tuyen_sinh", "thu_tuc_bieu_mau", "lien_he")
        )
        return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)}</title><script>function downloadFile(n,u){{window.open(u)}}</script></head><body><h1>{esc(self.name)}</h1><ul class="sf-menu"><li><a href="/">Trang chủ</a></li><li class="co-con"><a href="#">Công khai</a><ul class="con">{sub}</ul></li>{menu}</ul><div class="nd">{main}</div></body></html>'

    def pages(self) -> Mapping[str, tuple[str, str]]:
        out = self.plain_pages()
        for place in self.truth.sections["cong_khai"]:
            one, two, *rest = self.truth.docs("cong_khai", place.school_year)
            rows = "".join(
                f'<tr><td>{esc(d.label)}</td><td class="tai" onclick="downloadFile(\'bm\',\'{d.path}\')"><i class="fa fa-download"></i></td></tr>'
                for d in rest
            )
            out[place.path] = (
                f"Công khai {place.label}",
                f'<h2>Công khai - {esc(place.label)}</h2><p>{esc(one.label)}</p><iframe src="{one.path}" width="100%" height="600"></iframe><p>{esc(two.label)}</p><object data="{two.path}" type="application/pdf"></object><table>{rows}</table>',
            )
        return out

    def special(self, ask: Ask) -> Reply | None:
        if ask.path == "/trang-chu/index.html":
            return Reply(self.frame(*self.pages()["/"]))
        return None
