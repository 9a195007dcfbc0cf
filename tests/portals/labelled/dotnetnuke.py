"""DotNetNuke with the Ventrian news module, its pager by postback and by address.

Follows DNN's own `PagingControl` (both of its modes: ``__doPostBack('…','Page_2')`` and ``/currentpage/2/``) and the
module's Standard templates (`Listing.Item`, `View.Item`), English words and all, as a school leaves them.
"""
# ruff: noqa: E501 (markup stands on the lines on which the CMS prints it)

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Page
from tests.portals.labelled.site import Ask, Reply, attr, redirect, xml
from tests.portals.labelled.text import clock12, dmy
from tests.portals.labelled.voices import Voiced

NET_MONTHS = ("Tháng Giêng", "Tháng Hai", "Tháng Ba", "Tháng Tư", "Tháng Năm", "Tháng Sáu", "Tháng Bảy", "Tháng Tám",
              "Tháng Chín", "Tháng Mười", "Tháng Mười Một", "Tháng Mười Hai")  # fmt: skip
"""The months as .NET's vi-VN culture spells them: the first one is "Giêng", though the calendar is not the lunar one."""

_STATE = (
    '<div class="aspNetHidden"><input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="" /><input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="" />'
    '<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTEwMDUyNjYzMmQYAQ==" /></div><script type="text/javascript">//<![CDATA[\n'
    "var theForm = document.forms['Form']; function __doPostBack(eventTarget, eventArgument) { theForm.__EVENTTARGET.value = eventTarget; theForm.__EVENTARGUMENT.value = eventArgument; theForm.submit(); }\n//]]></script>"
)


class DnnByAddress(Voiced):
    """`/currentpage/2/Default.aspx`; English template: "posted on Tháng Giêng 20, 2022 08:00"; an RSS of the newest 25."""

    make = "dnn-currentpage"
    size = 10
    tabs: Mapping[str, tuple[int, str]] = {
        "tin": (68, "Tintuc"),
        "tb": (69, "Thongbao"),
        "phong": (70, "TintuPhong"),
        "vb": (71, "Vanban"),
        "lich": (72, "Bepan"),
    }
    words: Mapping[str, str] = {
        "of": "Page {0} of {1}",
        "first": "First",
        "before": "Previous",
        "next": "Next",
        "last": "Last",
    }

    def _tab(self, cat: str) -> str:
        number, name = self.tabs[cat]
        return f"/{name}/tabid/{number}"

    def post_path(self, item: Item) -> str:
        return (
            f"{self._tab(item.category)}/articleType/ArticleView/articleId/{item.number}/{item.slug[:60].title()}.aspx"
        )

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"{self._tab(cat)}{f'/currentpage/{n}' if n > 1 else ''}/Default.aspx"

    def page_path(self, page: Page) -> str:
        return f"/{page.key.title().replace('-', '')}/tabid/{90 + [p.key for p in self.pages].index(page.key)}/Default.aspx"

    def aliases(self) -> dict[str, str]:
        found = {}
        for item in self.items:
            tab = self.tabs[item.category][0]
            found[f"/Default.aspx?tabid={tab}&articleType=ArticleView&articleId={item.number}"] = self.key(item)
            found[f"/DesktopModules/DnnForge%20-%20NewsArticles/Print.aspx?tabid={tab}&tabmoduleid=449&articleId={item.number}&moduleId=444&PortalID=0"] = self.key(item)  # fmt: skip
        return found

    def printed(self, item: Item) -> str:
        at = item.order
        return f"posted on {NET_MONTHS[at.month - 1]} {at.day:02d}, {at.year} {at:%H:%M}"

    def pager_href(self, cat: str, n: int) -> str:
        return f"{self.base_url}{self._tab(cat)}/currentpage/{n}/Default.aspx"

    def pager(self, cat: str, n: int, last: int) -> str:
        def link(page: int, text: str, on: bool) -> str:
            return (
                f'<a href="{attr(self.pager_href(cat, page))}" class="CommandButton">{text}</a>'
                if on
                else f'<span class="NormalDisabled">{text}</span>'
            )

        if last == 1:
            return ""
        low = max(1, n - 5) if n > 5 else 1
        shown = range(low, min(last, low + 9) + 1)
        gap, words = "&nbsp;&nbsp;&nbsp;", self.words
        numbers = "".join(
            (f'<span class="NormalDisabled">[{k}]</span>' if k == n else link(k, str(k), True)) + "&nbsp;&nbsp;"
            for k in shown
        )
        return (
            f'<table class="PagingTable" border="0"><tr><td align="left">{words["of"].format(n, last)}</td><td align="right">{link(1, words["first"], n > 1)}{gap}'
            f"{link(n - 1, words['before'], n > 1)}{gap}{numbers}{link(n + 1, words['next'], n < last)}{gap}{link(last, words['last'], n < last)}{gap}</td></tr></table>"
        )

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li class="root"><a href="{attr(self.href(e.to))}"><span>{esc(e.label)}</span></a>'
            + (
                f'<ul>{"".join(f"""<li><a href="{attr(self.href(c.to))}"><span>{esc(c.label)}</span></a></li>""" for c in e.children)}</ul>'
                if e.children
                else ""
            )
            + "</li>"
            for e in self.menu
        )
        new = "".join(f'<li><a href="{attr(self.post_path(i))}">{esc(i.title)}</a></li>' for i in self.items[:4])
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xml:lang="vi-VN" lang="vi-VN" xmlns="http://www.w3.org/1999/xhtml"><head id="Head"><meta content="text/html; charset=UTF-8" http-equiv="Content-Type" /><meta id="MetaGenerator" name="GENERATOR" content="DotNetNuke " /><title>{esc(title)} &gt; {esc(self.label.name)}</title><link id="Portals__default_" rel="stylesheet" type="text/css" href="/Portals/_default/default.css" /></head>
<body id="Body"><form method="post" action="/Default.aspx" id="Form" enctype="multipart/form-data">{_STATE}<div id="ControlPanel"></div><div class="skin"><a id="dnn_dnnLOGO_hypLogo" title="{attr(self.label.name)}" href="{self.base_url}/Default.aspx"><img id="dnn_dnnLOGO_imgLogo" src="/Portals/0/logo.jpg" alt="{attr(self.label.name)}" /></a><span id="dnn_dnnCURRENTDATE_lblDate" class="date">{self.clock()}</span><a id="dnn_dnnLOGIN_loginLink" class="SkinObject" href="/Login.aspx" rel="nofollow">Đăng nhập</a><ul id="dnn_pnav">{nav}</ul>
<div id="dnn_LeftPane"><a name="431"></a><div class="DnnModule-431"><span class="Head">Tin mới</span><ul>{new}</ul></div></div><div id="dnn_ContentPane"><a name="444"></a><div class="DnnModule-DnnForge-NewsArticles DnnModule-444"><div id="dnn_ctr444_ContentPane"><div id="dnn_ctr444_ModuleContent"><div class="NewsArticles">{main}</div></div></div></div></div>
<div id="dnn_FooterPane"><span class="SkinObject">Bản quyền 2013 {esc(self.label.name)}</span></div></div></form></body></html>"""

    def article(self, item: Item, inner: str) -> str:
        return f"""<div class="article"><div class="articleCalendar articleCalendarIcon-{item.order:%m}"><div class="articleCalendarDay">{item.order:%d}</div></div><div class="articleHeadline"><h1><a href="{self.base_url}{self.post_path(item)}">{esc(item.title)}</a></h1></div>
<div class="articleAuthor Normal"><a href="{self.base_url}{self._tab(item.category)}/articleType/AuthorView/authorID/2/vanthu.aspx">vanthu</a> {self.printed(item)}</div><div class="articleEntry Normal">{inner}</div><div class="articleCategories Normal">Posted in: {esc(self.cats[item.category])}</div>
<div class="Normal">Actions: <a rel="nofollow" href="mailto:?subject=x">E-mail</a> | <a rel="bookmark" href="{self.base_url}{self.post_path(item)}">Permalink</a> | <a rel="nofollow" href="{self.base_url}{self.post_path(item)}#Comments">Comments (0)</a></div></div>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        tab = ask.query.get("tabid") or ask.query.get("TabID") or (re.search(r"/tabid/(\d+)", ask.path) or ["", ""])[1]
        number = ask.query.get("articleId") or (re.search(r"/articleId/(\d+)", ask.path) or ["", ""])[1]
        if ask.path == "/" or (ask.path == "/Default.aspx" and not tab):
            return Reply(
                self.frame("Trang chủ", "".join(self.article(i, f"<p>{esc(i.lead)}</p>") for i in self.items[:4]))
            )
        if ask.path == "/Login.aspx":
            return Reply(self.frame("Đăng nhập", '<input type="password" name="dnn$ctr$Login$txtPassword" />'))
        for cat, (own, _) in self.tabs.items():
            if tab != str(own) or cat not in self.cats:
                continue
            if ask.path.endswith("/Rss.aspx"):
                return self.rss(cat)
            if number:
                item = next((i for i in self.items if str(i.number) == number), None)
                return (
                    Reply(self.frame(item.title, "<!-- View.Item -->" + self.article(item, self.body_html(item))))
                    if item
                    else None
                )
            if "AuthorView" in ask.path:
                return redirect(self.category_path(cat))
            return self.listing(cat, int((re.search(r"/currentpage/(\d+)", ask.path) or ["", "1"])[1]))
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label, f'<div class="Normal"><h2>{esc(page.label)}</h2>{self.page_html(page)}</div>'
                    )
                )
        return None

    def listing(self, cat: str, n: int) -> Reply:
        items = self.listed(cat)
        last = self.count(items, self.size)
        n = n if 1 <= n <= last else 1
        rows = "".join(self.article(i, f"<p>{esc(i.lead)}</p>") for i in self.slice(items, n, self.size))
        feed = f"/DesktopModules/DnnForge%20-%20NewsArticles/Rss.aspx?TabID={self.tabs[cat][0]}&amp;ModuleID=444&amp;MaxCount=25"
        return Reply(
            self.frame(
                self.cats[cat],
                f'<div id="articleList">{rows}<!-- Listing.Footer -->{self.pager(cat, n, last)}</div><a href="{feed}"><img src="/images/rss.gif" alt="RSS" /></a>',
            )
        )

    def rss(self, cat: str) -> Reply:
        rows = "".join(
            f"<item><title>{esc(i.title)}</title><link>{self.base_url}{self.post_path(i)}</link><pubDate>{i.order:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
            for i in self.listed(cat)[:25]
        )
        return xml(
            f'<rss version="2.0"><channel><title>{esc(self.cats[cat])}</title>{rows}</channel></rss>',
            "text/xml; charset=utf-8",
        )

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)], self.category_path, self.size, "//div[@id='articleList']"
        )


class DnnByPostback(DnnByAddress):
    """The same module with its pager in postback mode, the words translated, SA and CH for the halves of the day."""

    make = "dnn-postback"
    words: Mapping[str, str] = {
        "of": "Trang {0} trên {1}",
        "first": "Đầu",
        "before": "Trước",
        "next": "Tiếp",
        "last": "Cuối",
    }

    def printed(self, item: Item) -> str:
        return f"đăng {dmy(item.order)} {clock12(item.order, 'SA', 'CH')}"

    def pager_href(self, cat: str, n: int) -> str:
        return f"javascript:__doPostBack('dnn$ctr444$ViewArticles$ucListing1$ctlPagingControl','Page_{n}')"

    def listing(self, cat: str, n: int) -> Reply:
        return super().listing(cat, 1)

    def rss(self, cat: str) -> Reply:
        return Reply("", 404)

    def listings(self) -> tuple[ListingTruth, ...]:
        return tuple(
            ListingTruth((self.category_path(cat),), tuple(self.key(i) for i in self.listed(cat)[: self.size]), "//div[@id='articleList']",
                         by_get=len(self.listed(cat)) <= self.size)
            for cat in self.cats if self.listed(cat)
        )  # fmt: skip
