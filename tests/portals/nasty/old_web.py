"""Portals of the old web: tables and windows-1258, a frameset, session ids in every link."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape as esc

from tests.portals.labelled.model import ListingTruth
from tests.portals.labelled.site import Ask, Reply, attr
from tests.portals.labelled.text import dmy
from tests.portals.nasty.parts import Part
from tests.portals.nasty.portal import Portal, Spec
from tests.portals.nasty.posts import Post

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def _apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(ch for ch in parts if ch not in _TONES)) + tone


def windows_1258(text: str) -> bytes:
    """Vietnamese as windows-1258 wants it: letters with hat, horn or breve whole, the tone behind them."""
    return "".join(map(_apart, unicodedata.normalize("NFC", text))).encode("cp1258", "xmlcharrefreplace")


class OldTables(Portal):
    """2005: tables in tables, <FONT>, spacers, a menu of pictures, one script for everything, windows-1258 said in meta only.

    The pager is a pair of pictures, told apart by their alt text; a box of letters with days of issue on every page.
    """

    make = "asp-tables"
    size = 8

    def post_path(self, post: Post) -> str:
        return f"/default.asp?vao=xem&so={post.number}"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/default.asp?vao=muc&loai={cat}" + (f"&t={n}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/default.asp?vao={key}"

    def printed(self, post: Post) -> str:
        return (
            f"Tin đưa ngày {post.at.day:02d}-{post.at.month}-{post.at.year} lúc {post.at.hour} giờ {post.at.minute:02d}"
        )

    def _frame(self, title: str, main: str) -> Reply:
        menu = "".join(f'<TR><TD><A HREF="{attr(where)}"><IMG SRC="nut/{n}.gif" BORDER=0 ALT="{attr(label)}"></A></TD></TR>'
                       for n, (label, where) in enumerate(self.entries()))  # fmt: skip
        letters = "".join(f"<TR><TD><FONT SIZE=1>&#8226; <A HREF='{d.path}'>{esc(d.label)}</A> ({d.issued.replace('/', '-')})</FONT></TD></TR>"
                          for d in self.docs.values() if d.issued)  # fmt: skip
        page = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1258"><TITLE>{esc(title)}</TITLE></HEAD>
<BODY BGCOLOR=#FFFFCC TOPMARGIN=0><CENTER><TABLE WIDTH=770 BORDER=0 CELLPADDING=0 CELLSPACING=0><TR><TD COLSPAN=3 BGCOLOR=#000099 ALIGN=center><FONT COLOR=yellow SIZE=5><B>{esc(self.name.upper())}</B></FONT></TD></TR>
<TR><TD COLSPAN=3><MARQUEE><FONT COLOR=red>Hôm nay: {self.today()} - Nhiệt liệt chào mừng năm học mới 2022-2023!</FONT></MARQUEE></TD></TR>
<TR VALIGN=top><TD WIDTH=140><TABLE>{menu}</TABLE><IMG SRC="spacer.gif" WIDTH=140 HEIGHT=9></TD><TD WIDTH=470>{main}</TD><TD WIDTH=160 BGCOLOR=#CCFFFF><FONT COLOR=#990000><B>V&#258;N B&#7842;N M&#7898;I</B></FONT><TABLE>{letters}</TABLE></TD></TR>
<TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>&copy; 2005 - T&#7893; Tin h&#7885;c. L&#432;&#7907;t truy c&#7853;p: 20.112.021</FONT></TD></TR></TABLE></CENTER></BODY></HTML>"""
        return Reply(windows_1258(page), kind="text/html")

    def _rows(self, posts: list[Post]) -> str:
        return "".join(
            f'<TR><TD><IMG SRC="spacer.gif" WIDTH=1 HEIGHT=6></TD></TR><TR><TD><A HREF="{attr(self.post_path(p))}"><FONT FACE=Arial SIZE=2 COLOR=#0000FF><B>{esc(p.title)}</B></FONT></A> <FONT SIZE=1 COLOR=gray>({p.at.day:02d}-{p.at.month}-{p.at.year})</FONT><BR><FONT SIZE=2>{esc(p.lead)}</FONT></TD></TR>'
            for p in posts
        )

    def respond(self, ask: Ask) -> Reply | None:
        if ask.path not in ("/", "/default.asp"):
            return None
        what, cat = ask.query.get("vao", ""), ask.query.get("loai", "")
        if not what:
            return self._frame(self.name, f"<TABLE>{self._rows(list(self.posts[:6]))}</TABLE>")
        if what == "muc" and cat in self.cats and ask.query.get("t", "1").isdigit():
            n = int(ask.query.get("t", "1"))
            before = (
                f'<A HREF="{attr(self.list_path(cat, n - 1))}"><IMG SRC="truoc.gif" BORDER=0 ALT="Trang trước"></A>'
                if n > 1
                else ""
            )
            after = (
                f'<A HREF="{attr(self.list_path(cat, n + 1))}"><IMG SRC="sau.gif" BORDER=0 ALT="Trang sau"></A>'
                if n < self.pages(cat)
                else ""
            )
            return self._frame(self.cats[cat], f"<FONT SIZE=4 COLOR=red>{esc(self.cats[cat])}</FONT><TABLE ID=ds>{self._rows(self.on_page(cat, n))}</TABLE><CENTER>{before}{after}</CENTER>")  # fmt: skip
        if what == "xem" and ask.query.get("so", "").isdigit() and (post := self.by_number.get(int(ask.query["so"]))):
            return self._frame(self.name, f"<FONT SIZE=4 COLOR=red><B>{esc(post.title)}</B></FONT><BR><FONT SIZE=1><I>{self.printed(post)}</I></FONT><FONT SIZE=2>{self.body_html(post)}</FONT>")  # fmt: skip
        if what in self.parts:
            part = self.parts[what]
            return self._frame(part.label, f"<FONT SIZE=4 COLOR=red>{esc(part.label)}</FONT><BR>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//table[@id='ds']")


class Frameset(Portal):
    """FrontPage: a frameset whose menu and news stand in frames; static pages bai037.htm, tintuc2.htm; no titles of their own."""

    make = "frontpage-frames"

    def post_path(self, post: Post) -> str:
        return f"/tin/bai{post.number:04d}.htm"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/{'tintuc' if cat == 'tin' else 'thongbao'}{n if n > 1 else ''}.htm"

    def part_path(self, key: str) -> str:
        return f"/{key.replace('-', '_')}.htm"

    def printed(self, post: Post) -> str:
        return f"[Đưa lên mạng: {post.at.day}-{post.at.month}-{post.at.year}]"

    def _page(self, main: str) -> Reply:
        return Reply(f'<html><head><meta name="GENERATOR" content="Microsoft FrontPage 4.0"><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>New Page 1</title></head><body background="nen.jpg">{main}</body></html>')  # fmt: skip

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<p><img src="hoa.gif"> <a href="{self.post_path(p)[1:]}" target="chinh">{esc(p.title)}</a> [{p.at.day}-{p.at.month}-{p.at.year}]</p>' for p in posts)  # fmt: skip

    def respond(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            return Reply(f'<html><head><meta charset="utf-8"><title>{esc(self.name)}</title></head><frameset rows="90,*"><frame name="dau" src="dau.htm" scrolling="no"><frameset cols="180,*"><frame name="trai" src="trai.htm"><frame name="chinh" src="chinh.htm"></frameset><noframes><body><p>This page uses frames, but your browser doesn\'t support them.</p></body></noframes></frameset></html>')  # fmt: skip
        if path == "/dau.htm":
            return self._page(f"<h1>{esc(self.name)}</h1>")
        if path == "/trai.htm":
            links = "".join(f'<p><a href="{attr(where if where != "/" else "chinh.htm")}" target="chinh">{esc(label)}</a></p>' for label, where in self.entries())  # fmt: skip
            return self._page(links)
        if path == "/chinh.htm":
            return self._page(f"<h2>Chào mừng bạn đến với {esc(self.name)}</h2>{self._rows(list(self.posts[:5]))}")
        if found := re.fullmatch(r"/tin/bai(\d{4})\.htm", path):
            post = self.by_number.get(int(found[1]))
            if post is None:
                return None
            return self._page(f'<p align="center"><font size="5" color="#FF0000">{esc(post.title)}</font></p><p>{self.printed(post)}</p>{self.body_html(post)}<p><a href="../tintuc.htm">Trở về</a></p>')  # fmt: skip
        for cat, label in self.cats.items():
            for n in range(1, self.pages(cat) + 1):
                if path == self.list_path(cat, n):
                    on = (
                        f'<p align="right"><a href="{self.list_path(cat, n + 1)[1:]}">Xem tiếp các tin cũ &gt;&gt;</a></p>'
                        if n < self.pages(cat)
                        else ""
                    )
                    return self._page(f'<h2>{esc(label)}</h2><div id="ds">{self._rows(self.on_page(cat, n))}</div>{on}')
        for key, part in self.parts.items():
            if path == self.part_path(key):
                return self._page(f"<h2>{esc(part.label)}</h2>{self.part_html(part)}")
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")


class Sessions(Portal):
    """A visit number in every link (`phien`), renewed as the visit grows; 0-based `p=`; page 1 has no `p` at all.

    An unknown address answers 200 with a sentence.
    """

    make = "php-session"
    size = 7

    def __init__(self, spec: Spec, seed: int) -> None:
        super().__init__(spec, seed)
        self.asked = 0

    def post_path(self, post: Post) -> str:
        return f"/cong.php?doc={post.number}"

    def list_path(self, cat: str, n: int = 1) -> str:
        return f"/cong.php?muc={cat}" + (f"&p={n - 1}" if n > 1 else "")

    def part_path(self, key: str) -> str:
        return f"/cong.php?trang={key}"

    def printed(self, post: Post) -> str:
        at = post.at
        return f"{dmy(at)} {at.hour % 12 or 12}:{at.minute:02d} {'SA' if at.hour < 12 else 'CH'}"

    def _phien(self, where: str) -> str:
        """The link with the session of the moment, which lives for a dozen requests."""
        number = f"{(self.asked // 12 + 1) * 2654435761 % 2**32:08x}"
        return attr(where.replace("/cong.php?", f"/cong.php?phien={number}&"))

    def _frame(self, title: str, main: str) -> Reply:
        menu = " · ".join(f'<a href="{self._phien(where)}">{esc(label)}</a>' for label, where in self.entries())
        page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{esc(title)} - {esc(self.name)}</title></head><body><div class=dau><b>{esc(self.name)}</b></div><div class=thanh>{menu}</div><div class=noidung>{main}</div><div class=chan>{esc(self.name)} - Tổ CNTT</div></body></html>"
        return Reply(page)

    def _rows(self, posts: list[Post]) -> str:
        return "".join(f'<div class=muc><a href="{self._phien(self.post_path(p))}">{esc(p.title)}</a><br><small>{self.printed(p)}</small></div>' for p in posts)  # fmt: skip

    def part_html(self, part: Part) -> str:
        return re.sub(
            r'href="(/cong\.php\?[^"]+)"', lambda found: f'href="{self._phien(found[1])}"', super().part_html(part)
        )

    def respond(self, ask: Ask) -> Reply | None:
        self.asked += 1
        if ask.path == "/":
            return self._frame("Trang chủ", f"<h3>Mới nhất</h3>{self._rows(list(self.posts[:5]))}")
        if ask.path != "/cong.php":
            return None
        number, cat, page = ask.query.get("doc", ""), ask.query.get("muc", ""), ask.query.get("p", "0")
        if number.isdigit() and (post := self.by_number.get(int(number))):
            return self._frame(
                post.title,
                f"<div class=ten>{esc(post.title)}</div><div class=luc>Gửi lúc {self.printed(post)}</div>{self.body_html(post)}",
            )
        if cat in self.cats and page.isdigit() and int(page) < self.pages(cat):
            n = int(page) + 1
            nav = " ".join(
                f"<b>{k}</b>" if k == n else f'<a href="{self._phien(self.list_path(cat, k))}">{k}</a>'
                for k in range(1, self.pages(cat) + 1)
            )
            return self._frame(
                self.cats[cat],
                f"<h3>{esc(self.cats[cat])}</h3><div id=ds>{self._rows(self.on_page(cat, n))}</div><p class=so>{nav}</p>",
            )
        if (key := ask.query.get("trang", "")) in self.parts:
            part = self.parts[key]
            return self._frame(part.label, f"<h3>{esc(part.label)}</h3>{self.part_html(part)}")
        return self._frame("Thông tin", "<p>Rất tiếc, bài bạn tìm không tồn tại hoặc phiên làm việc đã hết.</p>")

    def aliases(self) -> dict[str, str]:
        return {f"/cong.php?phien=9e3779b1&doc={p.number}": self.key(p) for p in self.posts}

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.paged("//div[@id='ds']")
