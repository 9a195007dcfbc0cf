"""The portal above, which links to its schools in every odd way (or only names them), and the hosts beside it."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as esc
from typing import Literal

from tests.portals.labelled.site import Ask, Reply, attr, redirect

Way = Literal[
    "select",
    "map",
    "onclick",
    "redirect",
    "refresh",
    "image",
    "button",
    "second-page",
    "plain",
    "name",
    "commented",
    "wrong",
]
"""``redirect`` and ``refresh``: by an address of the portal's own. ``button``: a form whose action is the school. The last
three are no links to the school."""

NO_LINK = frozenset({"name", "commented", "wrong"})


@dataclass(frozen=True)
class Member:
    """A school on the parent's portal and the address behind it."""

    name: str
    way: Way
    address: str


class Parent:
    """The Phòng's portal."""

    def __init__(self, name: str, members: Sequence[Member]) -> None:
        self.name, self.members = name, members

    def _of(self, *ways: Way) -> list[tuple[int, str, str]]:
        return [(k, m.name, attr(m.address)) for k, m in enumerate(self.members) if m.way in ways]

    def _frame(self, title: str, main: str) -> Reply:
        return Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><h1>{esc(self.name)}</h1><ul><li><a href="/">Trang chủ</a></li><li><a href="/truong-truc-thuoc">Trường trực thuộc</a></li></ul>{main}</body></html>')  # fmt: skip

    def answer(self, ask: Ask) -> Reply:
        """Home, two pages of schools, and the addresses that lead on."""
        path = ask.path
        if path == "/":
            options = "".join(f'<option value="{a}">{esc(n)}</option>' for _, n, a in self._of("select"))
            areas = "".join(
                f'<area shape="poly" coords="{k},0,{k + 9},9,{k},18" href="{a}" alt="">' for k, _, a in self._of("map")
            )
            pictures = "".join(f'<a href="{a}"><img src="/logo{k}.png"></a>' for k, _, a in self._of("image"))
            clicks = "".join(
                f"<div class=\"the\" onclick=\"window.open('{a}','_blank')\">{esc(n)}</div>"
                for _, n, a in self._of("onclick")
            )
            plain = "".join(f'<li><a href="{a}">{esc(n)}</a></li>' for _, n, a in self._of("plain", "wrong"))
            gone = "".join(f'<!-- <li><a href="{a}">{esc(n)}</a></li> -->' for _, n, a in self._of("commented"))
            return self._frame(self.name, f'<form><select onchange="if(this.value)window.location=this.value"><option value="">-- Chọn trường --</option>{options}</select></form><img src="/ban-do.gif" usemap="#vl"><map name="vl">{areas}</map>{pictures}{clicks}<ul class="chan">{plain}{gone}</ul>')  # fmt: skip
        if path == "/truong-truc-thuoc":
            rows = "".join(f"<tr><td>{esc(n)}</td><td></td></tr>" for _, n, _ in self._of("name", "commented"))
            rows += "".join(
                f'<tr><td><a href="/lien-ket?so={k}">{esc(n)}</a></td><td></td></tr>'
                for k, n, _ in self._of("redirect")
            )
            rows += "".join(
                f'<tr><td><a href="/di/{k}.html">{esc(n)}</a></td><td></td></tr>' for k, n, _ in self._of("refresh")
            )
            return self._frame("Trường trực thuộc", f'<table>{rows}</table><a href="/truong-truc-thuoc/2">Trang 2</a>')
        if path == "/truong-truc-thuoc/2":
            rows = "".join(f'<p><a href="{a}">Vào trang</a> {esc(n)}</p>' for _, n, a in self._of("second-page"))
            rows += "".join(
                f'<form action="{a}" method="get"><button>{esc(n)}</button></form>' for _, n, a in self._of("button")
            )
            return self._frame("Trường trực thuộc - trang 2", rows)
        for k, member in enumerate(self.members):
            if member.way == "redirect" and path == "/lien-ket" and ask.query.get("so") == str(k):
                return redirect(member.address)
            if member.way == "refresh" and path == f"/di/{k}.html":
                return Reply(f'<html><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={attr(member.address)}"></head><body>Đang chuyển…</body></html>')  # fmt: skip
        return Reply("<title>404</title><h1>404</h1>", 404)


class Elsewhere:
    """One page on a host of its own: the admission portal, or another school to which a wrong link leads."""

    def __init__(self, title: str) -> None:
        self.title = title

    def answer(self, ask: Ask) -> Reply:
        """The page."""
        return Reply(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(self.title)}</title></head><body><h1>{esc(self.title)}</h1></body></html>')  # fmt: skip
