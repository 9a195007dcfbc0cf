"""The portals above: how each lists its schools (or does not), and the hosts that only send on."""
# ruff: noqa: E501 (markup stands on the lines on which a CMS prints it)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape as esc
from typing import Literal

from tests.portals.labelled.site import Ask, Reply, Site, attr, redirect

Way = Literal["plain", "select", "image", "map", "deep", "script-page", "relative", "commented", "table", "old", "www",
              "https", "wrong", "none"]  # fmt: skip
"""How a school stands on its parent's portal. ``commented``, ``wrong`` and ``none`` are no links to it."""

LINKED: Mapping[Way, bool] = {
    "plain": True, "select": True, "image": True, "map": True, "deep": True, "script-page": True, "relative": True,
    "table": True, "old": True, "www": True, "https": True, "commented": False, "wrong": False, "none": False,
}  # fmt: skip


class District:
    """A Phòng's own portal. `members`: (school's host, name, way, the address it links to)."""

    def __init__(self, host: str, name: str, members: Sequence[tuple[str, str, Way, str]]) -> None:
        self.host, self.name, self.members = host, name, members

    def _of(self, *ways: Way) -> list[tuple[str, str]]:
        return [(name, address) for _, name, way, address in self.members if way in ways]

    def _frame(self, title: str, main: str) -> Reply:
        options = "".join(f'<option value="{attr(a)}">{esc(n)}</option>' for n, a in self._of("select"))
        pictures = "".join(
            f'<figure><a href="{attr(a)}"><img src="/logo/{k}.png"></a></figure>'
            for k, (_, a) in enumerate(self._of("image"))
        )
        areas = "".join(
            f'<area shape="circle" coords="{k * 9},20,8" href="{attr(a)}">' for k, (_, a) in enumerate(self._of("map"))
        )
        gone = "".join(f'<!-- <li><a href="{attr(a)}">{esc(n)}</a></li> -->' for n, a in self._of("commented"))
        foot = "".join(
            f'<li><a href="{attr(a)}">{esc(n)}</a></li>'
            for n, a in self._of("plain", "relative", "old", "www", "https", "wrong")
        )
        return Reply(
            f"<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>{esc(title)}</title></head><body><h1>{esc(self.name)}</h1>"
            '<ul class="nav"><li><a href="/">Trang chủ</a></li><li><a href="/don-vi-truc-thuoc.html">Đơn vị trực thuộc</a></li>'
            '<li><a href="/tin/12.html">Tin tức</a></li></ul>'
            f'<div>{main}</div><form><select id="lienket" onchange="window.open(this.value)"><option>Liên kết website</option>{options}</select></form>'
            f'{pictures}<img src="/bando.png" usemap="#bd"><map name="bd">{areas}</map>'
            f'<ul class="foot">{gone}{foot}</ul></body></html>'
        )  # fmt: skip

    def answer(self, ask: Ask) -> Reply:
        """Home, the list of units, and the two lists below it."""
        path = ask.path
        if path == "/":
            return self._frame(self.name, "<p>Tin mới: Hội nghị giao ban ngày 12/10/2021</p>")
        if path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /admin/\n", kind="text/plain")
        if path == "/don-vi-truc-thuoc.html":
            rows = "".join(
                f'<tr><td>{k}</td><td><a href="{attr(a)}" target="_blank">{esc(n)}</a></td></tr>'
                for k, (n, a) in enumerate(self._of("table"), 1)
            )
            return self._frame(
                "Đơn vị trực thuộc",
                f'<a href="/don-vi/tieu-hoc.html">Tiểu học</a> <a href="/don-vi/thcs.html">THCS</a><table><caption>Danh sách cổng thành phần</caption>{rows}</table>',
            )
        if path in ("/don-vi/tieu-hoc.html", "/don-vi/thcs.html"):
            secondary = "thcs" in path
            links = "".join(
                f'<p><a href="{attr(address if way == "deep" else "/chuyen-trang.html?truong=" + host)}">{esc(name)}</a></p>'
                for host, name, way, address in self.members
                if way in ("deep", "script-page") and ("THCS" in name) == secondary
            )
            return self._frame("Danh sách trường", links or "<p>Đang cập nhật</p>")
        if path == "/chuyen-trang.html":
            for host, _, way, address in self.members:
                if way == "script-page" and ask.query.get("truong") == host:
                    return redirect(address)
        if path == "/tin/12.html":
            return self._frame("Hội nghị giao ban", "<p>12/10/2021 - Phòng GDĐT tổ chức hội nghị giao ban.</p>")
        return Reply("<h1>404</h1>", 404)


class PathDistrict:
    """A Phòng's portal whose schools live under its paths; the Phòng has news and công khai of its own."""

    def __init__(self, name: str, schools: Sequence[Site]) -> None:
        self.name, self.schools = name, schools

    def answer(self, ask: Ask) -> Reply:
        """A school's answer under its path, the Phòng's own pages otherwise."""
        for school in self.schools:
            files = ask.path in school.docs or ask.path in school.attached
            if files or ask.path.startswith(school.prefix + "/"):
                return school.answer(ask)
            if ask.path == school.prefix:
                return redirect(school.prefix + "/", 301)
        if ask.path == "/robots.txt":
            return Reply("User-agent: *\nAllow: /\n", kind="text/plain")
        units = "".join(f'<li><a href="{s.prefix}/">{esc(s.label.name)}</a></li>' for s in self.schools)
        inner = {
            "/": f"<h2>Đơn vị thành viên</h2><ul>{units}</ul><a href='/tin-phong/'>Tin của Phòng</a>",
            "/tin-phong/": "".join(
                f'<p><a href="/tin-phong/{n}.html">Hội nghị giao ban lần {n}</a> 12/10/2021</p>'
                for n in range(301, 360)
            ),
            "/cong-khai.html": "<h2>Công khai năm học 2021-2022 của Phòng</h2><ul><li>Quyết toán ngân sách</li></ul>",
        }.get(ask.path)
        if inner is None and ask.path.startswith("/tin-phong/"):
            inner = "<h2>Hội nghị giao ban toàn ngành</h2><em>12/10/2021</em><p>Toàn ngành họp giao ban.</p>"
        if inner is None:
            return Reply("<h1>404</h1>", 404)
        return Reply(
            f"<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>{esc(self.name)}</title></head><body><h1>{esc(self.name)}</h1>{inner}</body></html>"
        )


class Gone:
    """A portal that answers 503 to everything."""

    def answer(self, ask: Ask) -> Reply:
        """Service unavailable."""
        return Reply("<h1>Service Unavailable</h1>", 503, headers={"Retry-After": "3600"})


class SendOn:
    """A host that sends every address on to another host, as old domains do."""

    def __init__(self, to: str) -> None:
        self.to = to

    def answer(self, ask: Ask) -> Reply:
        """A permanent redirect to the same address there."""
        return redirect(f"http://{self.to}{ask.target}", 301)


class Foreign:
    """Another site altogether, to which a wrong link leads."""

    def answer(self, ask: Ask) -> Reply:
        """A shop."""
        return Reply("<html><head><title>Nội thất Hoàng Gia</title></head><body>Bàn ghế học sinh giá rẻ</body></html>")
