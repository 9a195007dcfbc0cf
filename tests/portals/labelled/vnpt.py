"""VNPT's ASP.NET portal (two addresses a post, postback paging, other tenants answer) and a DotNetNuke portal (SA/CH)."""
# ruff: noqa: E501 (markup stands on the lines on which the platform prints it)

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr, redirect
from tests.portals.labelled.text import dmy

_STATE = '<div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTM4" /><input type="hidden" name="__VIEWSTATEGENERATOR" value="CA0B0334" /></div>'


class Vnpt(Site):
    """`sname` and `sid` name the tenant; the Sở's own tenant answers on the school's host too."""

    make = "vnpt"
    sname, sid, size = "thtanlap", 1505, 8
    pageids: Mapping[str, int] = {"tin": 40961, "tb": 40962, "phong": 40963, "vb": 40964, "lich": 40965}

    def _slug(self, item: Item) -> str:
        return "-".join(word.capitalize() for word in item.slug.split("-"))

    def _default(self, pageid: int, more: str = "") -> str:
        return f"/Default.aspx?sname={self.sname}&sid={self.sid}&pageid={pageid}{more}"

    def post_path(self, item: Item) -> str:
        pageid = self.pageids[item.category]
        return f"/{self.sname}/{self.sid}/{pageid}/{pageid + 100}/{item.number}/Tin-tuc-su-kien/{self._slug(item)}.html"

    def category_path(self, cat: str, n: int = 1) -> str:
        pageid = self.pageids[cat]
        return f"/{self.sname}/{self.sid}/{pageid}/{pageid + 100}/Chuyen-Muc-{cat}/"

    def page_path(self, page: Page) -> str:
        return self._default(41000 + [p.key for p in self.pages].index(page.key))

    def aliases(self) -> dict[str, str]:
        return {self._second(item): self.key(item) for item in self.items}

    def _second(self, item: Item) -> str:
        pageid = self.pageids[item.category]
        return self._default(pageid, f"&catid={pageid + 100}&id={item.number}&catname=tin-tuc&title={item.slug}")

    def printed(self, item: Item) -> str:
        return f"{dmy(item.order)} {item.order:%H:%M:%S}" if item.at else ""

    def foreign_paths(self) -> tuple[str, ...]:
        return tuple(
            f"/sgdtinhlong/1283/30800/30801/{n}/Tin-So/Hoi-Nghi-Toan-Nganh-Lan-{n}.html" for n in range(301, 361)
        )

    def menu_html(self, entries: tuple[Menu, ...]) -> str:
        return "".join(
            f'<td class="ctr_menu_root"><a href="{attr(self.href(e.to))}"><span class="txt">{esc(e.label)}</span></a>'
            + (
                f'<div class="sub"><table>{"".join(f"<tr>{self.menu_html((c,))}</tr>" for c in e.children)}</table></div>'
                if e.children
                else ""
            )
            + "</td>"
            for e in entries
        )

    def frame(self, title: str, main: str, owner: str = "") -> str:
        return f"""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{esc(title)}\u200b</title><link href="/Themes/DefaultSoGD/style.css" rel="stylesheet" /></head><body><form method="post" action="./Default.aspx" id="form1">{_STATE}
<div id="ctr_1505_87_banner" class="banner"><a href="/"><img src="/SiteFolders/{self.sname}/banner.jpg" alt="" /></a><h2>{esc(owner or self.label.name)}</h2></div><table class="DesktopModule UIMenu"><tr>{self.menu_html(self.menu)}</tr></table>
<div class="left-col"><div class="box"><div class="title">Văn bản mới</div><div class="DateIssued">Ngày : 03/03/2021</div><a href="/sgdtinhlong/1283/30800/30801/305/Tin-So/Hoi-Nghi-Toan-Nganh-Lan-305.html">Hội nghị toàn ngành lần 305</a></div><div class="box"><a href="http://laocai.test/1190/27464/Phong--ban-So/">Phòng ban Sở</a></div></div>
<div class="center-col">{main}</div><div class="footer">© 2016 - Designed by VNPT. Số lượt truy cập: 1.204.377</div></form></body></html>"""

    def listing(self, cat: str) -> Reply:
        items = self.listed(cat)
        rows = "".join(
            f'<div class="ArticleItem"><a class="ArticleTitle" href="{self.post_path(i)}">{esc(i.title)}</a> <span class="Ngaydang">{dmy(i.order)}</span><div class="ArticleSummary">{esc(i.lead)}</div></div>'
            for i in items[: self.size]
        )
        pages = "".join(
            f"<a href=\"javascript:__doPostBack('ctl00$ctr_{self.pageids[cat]}$Pager','{k}')\">{k}</a> "
            for k in range(2, self.count(items, self.size) + 1)
        )
        return Reply(
            self.frame(
                self.cats[cat],
                f'<div class="ArticleList" id="ctr_list">{rows}</div><div class="paging"><span>1</span> {pages}</div>',
            )
        )

    def article(self, item: Item) -> Reply:
        related = "".join(
            f'<li><a href="{attr(self._second(o))}">{esc(o.title)}</a> <span class="ArticlePostDate">{dmy(o.order)}</span></li>'
            for o in self.items[1:6]
        )
        return Reply(
            self.frame(
                item.title,
                f'<div class="ArticleDetailControl"><div class="ArticleHeader">{esc(item.title)}</div><div class="PostDate">{self.printed(item)} </div><div class="ArticleSummary">{esc(item.lead)}</div><div class="ArticleContent">{self.body_html(item)}</div><ul class="other">{related}</ul></div>',
            )
        )

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return Reply(
                f'<html><head><meta http-equiv="refresh" content="0;url={attr(self._default(40952))}"><title>{esc(self.label.name)}</title></head><body></body></html>'
            )
        sname = ask.query.get("sname") or (ask.path.split("/")[1] if ask.path.count("/") > 3 else "")
        if sname == "sgdtinhlong":
            return Reply(
                self.frame(
                    "Tin Sở",
                    '<div class="ArticleDetailControl"><div class="ArticleHeader">Hội nghị toàn ngành</div><div class="PostDate">12/10/2021 08:00:00 </div><div class="ArticleContent">Sở GDĐT họp.</div></div>',
                    "Sở Giáo dục và Đào tạo Tĩnh Long",
                )
            )
        if sname != self.sname:
            return (
                Reply("<html><body><h1>ErrorRequest</h1></body></html>") if ask.path.lower().endswith(".aspx") else None
            )
        number = ask.query.get("id") or (re.search(r"/(\d+)/[^/]+/[^/]+\.html$", ask.path) or ["", ""])[1]
        for item in self.items:
            if str(item.number) == number:
                return self.article(item)
        pageid = ask.query.get("pageid") or ask.path.split("/")[3]
        if pageid == "40952":
            news = "".join(
                f'<div class="hot"><a href="{attr(self._second(i))}">{esc(i.title)}</a> <span class="Ngaydang">{dmy(i.order)}</span></div>'
                for i in self.items[:6]
            )
            return Reply(self.frame(self.label.name, news))
        for cat, own in self.pageids.items():
            if pageid == str(own) and cat in self.cats:
                return self.listing(cat)
        for page in self.pages:
            if ask.query.get("pageid") and self.page_path(page).endswith(f"pageid={pageid}"):
                return Reply(
                    self.frame(
                        page.label,
                        f'<div class="UIContent"><div class="title">{esc(page.label)}</div>{self.page_html(page)}</div>',
                    )
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return tuple(
            ListingTruth((self.category_path(cat),), tuple(self.key(i) for i in self.listed(cat)[: self.size]), "//div[@id='ctr_list']",
                         by_get=len(self.listed(cat)) <= self.size)
            for cat in self.cats
        )  # fmt: skip


class Dnn(Site):
    """DotNetNuke with a news module of its time: `tabid` addresses, SA/CH times, a postback pager "Trang 1 của 7"."""

    make = "dnn"
    size = 8
    tabs: Mapping[str, int] = {"tin": 68, "tb": 69, "phong": 70, "vb": 71, "lich": 72}

    def post_path(self, item: Item) -> str:
        return f"/tabid/{self.tabs[item.category]}/ArticleID/{item.number}/language/vi-VN/Default.aspx"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/tabid/{self.tabs[cat]}/language/vi-VN/Default.aspx"

    def page_path(self, page: Page) -> str:
        return f"/Default.aspx?tabid={90 + [p.key for p in self.pages].index(page.key)}"

    def aliases(self) -> dict[str, str]:
        return {f"/Default.aspx?tabid={self.tabs[i.category]}&ArticleID={i.number}": self.key(i) for i in self.items}

    def printed(self, item: Item) -> str:
        at = item.order
        return (
            f"{dmy(at)} {(at.hour % 12) or 12}:{at.minute:02d}:{at.second:02d} {'SA' if at.hour < 12 else 'CH'}"
            if item.at
            else ""
        )

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li class="item"><a href="{attr(self.href(e.to))}"><span>{esc(e.label)}</span></a>'
            + (
                "<ul>"
                + "".join(
                    f'<li><a href="{attr(self.href(c.to))}"><span>{esc(c.label)}</span></a></li>' for c in e.children
                )
                + "</ul>"
                if e.children
                else ""
            )
            + "</li>"
            for e in self.menu
        )
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html lang="vi-VN"><head id="Head"><meta name="GENERATOR" content="DotNetNuke " /><title>{esc(title)} &gt; {esc(self.label.name)}</title><link href="/Portals/0/Skins/truong/skin.css" rel="stylesheet" /></head>
<body id="Body"><form method="post" action="/Default.aspx" id="Form">{_STATE}<div class="skin_header"><a id="dnn_dnnLOGO_hypLogo" href="/"><img src="/Portals/0/logo.png" alt="{attr(self.label.name)}" /></a><span class="date">{self.clock()}</span><a id="dnn_dnnLogin_cmdLogin" href="/Login.aspx">Đăng nhập</a></div><ul id="dnnNav">{nav}</ul>
<div id="dnn_ContentPane" class="contentpane"><div class="DnnModule DnnModule-444"><div id="dnn_ctr444_ContentPane">{main}</div></div></div><div id="dnn_BottomPane">Bản quyền 2014 {esc(self.label.name)}</div></form></body></html>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path.lower() == "/home.aspx":
            return redirect("/")
        if ask.path == "/Login.aspx":
            return Reply(self.frame("Đăng nhập", '<input type="password" name="dnn$Login$txtPassword" />'))
        tab = ask.query.get("tabid") or (re.match(r"/tabid/(\d+)/", ask.path) or ["", ""])[1]
        number = ask.query.get("ArticleID") or (re.search(r"/ArticleID/(\d+)/", ask.path) or ["", ""])[1]
        if ask.path == "/" or (ask.path == "/Default.aspx" and not tab):
            return Reply(
                self.frame(
                    "Trang chủ",
                    "".join(
                        f'<div class="hot"><a href="{self.post_path(i)}">{esc(i.title)}</a></div>'
                        for i in self.items[:5]
                    ),
                )
            )
        for item in self.items:
            if number == str(item.number):
                return Reply(
                    self.frame(
                        item.title,
                        f'<div id="dnn_ctr444_ViewNews"><h1 class="NewsTitle">{esc(item.title)}</h1><div class="NewsDate">Ngày đăng: {self.printed(item)} | Lượt xem: 1.{item.number}</div><div class="Normal">{self.body_html(item)}</div></div>',
                    )
                )
        for cat, own in self.tabs.items():
            if tab == str(own) and cat in self.cats and not number:
                items = self.listed(cat)
                last = self.count(items, self.size)
                rows = "".join(
                    f'<tr><td><a class="NewsHeadline" href="{self.post_path(i)}">{esc(i.title)}</a><br /><span class="NewsDate">{self.printed(i)}</span></td></tr>'
                    for i in items[: self.size]
                )
                more = f"<a href=\"javascript:__doPostBack('dnn$ctr444$Pager$lnkNext','')\">Sau</a>" if last > 1 else ""  # noqa: F541
                return Reply(
                    self.frame(
                        self.cats[cat],
                        f'<table id="dnn_ctr444_dlNews">{rows}</table><div class="PagingTable">Trang 1 của {last} {more}</div>',
                    )
                )
        for page in self.pages:
            if ask.path == "/Default.aspx" and self.page_path(page).endswith(f"tabid={tab}"):
                return Reply(
                    self.frame(
                        page.label, f'<div class="Normal"><h2>{esc(page.label)}</h2>{self.page_html(page)}</div>'
                    )
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return tuple(
            ListingTruth((self.category_path(cat),), tuple(self.key(i) for i in self.listed(cat)[: self.size]), "//table[@id='dnn_ctr444_dlNews']",
                         by_get=len(self.listed(cat)) <= self.size)
            for cat in self.cats
        )  # fmt: skip
