"""SharePoint 2010 with its news in lists: the list view's soft postback, display forms, days as d/M/yyyy.

Follows the list view that the product renders (`ms-listviewtable`, `bottomPagingCellWPQ2`): the next page's address
stands in the arrow's ``onclick`` as ``RefreshPageTo(event, "/Lists/…?Paged=TRUE\\u0026p_ID=…")``, its ``href`` leads
nowhere, and a plain GET of that address answers with the page.
"""
# ruff: noqa: E501 (markup stands on the lines on which the CMS prints it)

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Page
from tests.portals.labelled.site import Ask, Reply, attr, q, redirect
from tests.portals.labelled.voices import Voiced


def us_free(at: datetime) -> str:
    """``5/9/2021 7:30 SA``: no zeros, day first, halves of the day as SA and CH."""
    return f"{at.day}/{at.month}/{at.year} {(at.hour % 12) or 12}:{at.minute:02d} {'SA' if at.hour < 12 else 'CH'}"


class SharePoint(Voiced):
    """One list a category; the view shows 15 a page, newest first by the column "Ngày đăng"."""

    make = "sharepoint2010"
    size = 15
    lists: Mapping[str, tuple[str, str]] = {
        "tin": ("TinTuc", "{6D1B3C5A-8E0F-4B42-9A57-1C2D3E4F5A60}"), "tb": ("ThongBao", "{0A9B8C7D-6E5F-4A3B-8C2D-1E0F9A8B7C6D}"),
        "vb": ("VanBan", "{B7C1D2E3-4F50-4616-8273-8495A6B7C8D9}"), "phong": ("TinPhong", "{13572468-ACE0-4BDF-9135-79BDF02468AC}"),
        "lich": ("LichTuan", "{5E6F7081-9203-4142-A536-475869708192}"),
    }  # fmt: skip

    def _list(self, cat: str) -> str:
        return f"/Lists/{self.lists[cat][0]}"

    def post_path(self, item: Item) -> str:
        return f"{self._list(item.category)}/DispForm.aspx?ID={item.number}"

    def category_path(self, cat: str, n: int = 1) -> str:
        base = f"{self._list(cat)}/AllItems.aspx"
        if n == 1:
            return base
        last = self.listed(cat)[(n - 1) * self.size - 1]
        at = last.order.astimezone(UTC)
        sort = f"p_Ngay_x0020_dang={at:%Y%m%d}%20{at:%H}%3a{at:%M}%3a{at:%S}"
        return f"{base}?Paged=TRUE&{sort}&p_ID={last.number}&PageFirstRow={(n - 1) * self.size + 1}&View={q(self.lists[cat][1])}"

    def page_path(self, page: Page) -> str:
        return f"/SitePages/{page.key}.aspx"

    def aliases(self) -> dict[str, str]:
        found = {}
        for item in self.items:
            found[f"{self.post_path(item)}&Source={q(self.category_path(item.category))}"] = self.key(item)
            found[f"{self.post_path(item)}&ContentTypeId=0x01040068A1"] = self.key(item)
        return found

    def printed(self, item: Item) -> str:
        return us_free(item.order)

    def frame(self, title: str, main: str) -> str:
        nav = "".join(
            f'<li class="static"><a class="static menu-item" href="{attr(self.href(e.to))}"><span class="additional-background"><span class="menu-item-text">{esc(e.label)}</span></span></a>'
            + (
                f'<ul class="dynamic">{"".join(f"""<li class="dynamic"><a class="dynamic menu-item" href="{attr(self.href(c.to))}"><span class="menu-item-text">{esc(c.label)}</span></a></li>""" for c in e.children)}</ul>'
                if e.children
                else ""
            )
            + "</li>"
            for e in self.menu
        )
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns:o="urn:schemas-microsoft-com:office:office" lang="vi-vn" dir="ltr"><head><meta name="GENERATOR" content="Microsoft SharePoint" /><meta http-equiv="Content-type" content="text/html; charset=utf-8" /><title>
	{esc(title)}
</title><link rel="stylesheet" type="text/css" href="/_layouts/1066/styles/Themable/corev4.css" /><script type="text/javascript">var _spPageContextInfo = {{webServerRelativeUrl: "\\u002f", webLanguage: 1066, siteServerRelativeUrl: "\\u002f"}};</script></head>
<body scroll="no" onload="if (typeof(_spBodyOnLoadWrapper) != 'undefined') _spBodyOnLoadWrapper();" class="v4master"><form name="aspnetForm" method="post" action="AllItems.aspx" id="aspnetForm"><input type="hidden" name="__REQUESTDIGEST" id="__REQUESTDIGEST" value="0x0" /><div id="s4-ribbonrow" class="s4-pr s4-ribbonrowhidetitle"><a id="zz1_Login" href="/_layouts/Authenticate.aspx">Sign In</a></div>
<div id="s4-workspace"><div id="s4-bodyContainer"><div class="s4-title"><h1 name="onetidProjectPropertyTitle"><a href="/">{esc(self.label.name)}</a></h1></div><div id="s4-topheader2"><div class="s4-tn"><div class="menu horizontal menu-horizontal"><ul class="root static">{nav}</ul></div></div></div>
<div id="s4-leftpanel"><div class="ms-quicklaunchheader"><a href="/_layouts/viewlsts.aspx">All Site Content</a></div></div><div class="s4-ca s4-ca-dislkmo" id="MSO_ContentTable"><div id="MSOZoneCell_WebPartWPQ2">{main}</div></div></div></div></form></body></html>"""

    def view(self, cat: str, items: list[Item], n: int, last: int) -> str:
        name, view = self.lists[cat]
        rows = "".join(
            f"""<tr class="{"ms-alternating " if k % 2 else ""}ms-itmhover" iid="1,{i.number},0"><td class="ms-vb-title" height="100%"><div class="ms-vb itx" id="{i.number}" CTXName="ctx1"><a onfocus="OnLink(this)" href="{self.base_url}{attr(self.post_path(i))}" onclick="EditLink2(this,1);return false;" target="_self">{esc(i.title)}</a></div></td><td class="ms-vb2"><nobr>{self.printed(i)}</nobr></td></tr>"""
            for k, i in enumerate(items)
        )
        first = (n - 1) * self.size + 1

        def arrow(page: int, text: str, image: str) -> str:
            target = (
                self.category_path(cat, page)
                if page > 1
                else f"{self._list(cat)}/AllItems.aspx?PageFirstRow=1&View={q(view)}"
            )
            in_script = target.replace("&", "\\u0026")
            return f"""<td><a onclick='javascript:RefreshPageTo(event, "{in_script}");javascript:return false;' onmouseover="javascript:window.status=''; return true" href="javascript:"><img src="/_layouts/1066/images/{image}.gif" border="0" alt="{text}" /></a></td>"""

        back = arrow(n - 1, "Previous", "prev") if n > 1 else ""
        on = arrow(n + 1, "Next", "next") if n < last else ""
        pager = (
            f'<table><tr>{back}<td class="ms-paging">{first} - {first + len(items) - 1}</td>{on}</tr></table>'
            if last > 1
            else ""
        )
        return f"""<table width="100%" cellspacing="0" cellpadding="0" border="0"><tr><td><table width="100%" border="0" cellspacing="0" cellpadding="1" class="ms-listviewtable" dir="none" summary="{name}" id="{view}-list"><tr valign="top" class="ms-viewheadertr ms-vhltr"><th class="ms-vh2" nowrap="nowrap">Tiêu đề</th><th class="ms-vh2" nowrap="nowrap">Ngày đăng</th></tr>{rows}</table></td></tr></table>
<table border="0" cellpadding="0" cellspacing="0" class="ms-bottompaging"><tr><td class="ms-vb" id="bottomPagingCellWPQ2" align="center">{pager}</td></tr></table>"""

    def form(self, item: Item) -> str:
        changed = item.modified or item.order

        def row(label: str, name: str, kind: str, value: str) -> str:
            return f"""<tr><td nowrap="true" valign="top" width="165px" class="ms-formlabel"><h3 class="ms-standardheader"><a name="SPBookmark_{name}"></a>{label}</h3></td><td valign="top" class="ms-formbody" width="450px" id="SPField{kind}"><!-- FieldName="{label}" FieldInternalName="{name}" FieldType="SPField{kind}" -->{value}</td></tr>"""

        return f"""<table class="ms-formtable" style="margin-top: 8px;" border="0" cellpadding="0" cellspacing="0" width="100%">{row("Tiêu đề", "Title", "Text", esc(item.title))}{row("Nội dung", "Body", "Note", f'<div dir="" class="ms-rtestate-field">{self.body_html(item)}</div>')}{row("Ngày đăng", "Ngay_x0020_dang", "DateTime", self.printed(item))}</table>
<table cellpadding="0" cellspacing="0" width="100%"><tr><td class="ms-descriptiontext">Created at {us_free(item.order)} by Văn thư</td></tr><tr><td class="ms-descriptiontext">Last modified at {us_free(changed)} by Văn thư</td></tr></table>"""

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/":
            return redirect("/SitePages/Home.aspx")
        if ask.path == "/SitePages/Home.aspx":
            parts = "".join(
                f'<h3 class="ms-WPTitle"><a href="{self.category_path(c)}">{esc(label)}</a></h3>{self.view(c, self.listed(c)[:5], 1, 1)}'
                for c, label in self.cats.items()
            )
            return Reply(self.frame(f"Trang chủ - {self.label.name}", parts))
        for page in self.pages:
            if ask.path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<div class="ms-rte-layoutszone-inner"><h2>{esc(page.label)}</h2>{self.page_html(page)}</div>',
                    )
                )
        for cat in self.cats:
            items = self.listed(cat)
            if ask.path == f"{self._list(cat)}/DispForm.aspx":
                item = next((i for i in items if str(i.number) == ask.query.get("ID")), None)
                return Reply(self.frame(f"{self.cats[cat]} - {item.title}", self.form(item))) if item else None
            if ask.path == f"{self._list(cat)}/AllItems.aspx":
                start = 0
                if ask.query.get("Paged") == "TRUE":
                    # The product looks for the row after the one that the address names; PageFirstRow is for show.
                    start = next((k + 1 for k, i in enumerate(items) if str(i.number) == ask.query.get("p_ID")), 0)
                n = start // self.size + 1
                return Reply(
                    self.frame(
                        f"{self.cats[cat]} - All Items",
                        self.view(cat, items[start : start + self.size], n, self.count(items, self.size)),
                    )
                )
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages(
            [c for c in self.cats if self.listed(c)],
            self.category_path,
            self.size,
            "//table[@class='ms-listviewtable']",
        )
