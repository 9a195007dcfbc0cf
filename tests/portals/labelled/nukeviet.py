"""NukeViet 4.5 (rewrite on, dates on listings), 4.4 (rewrite off, `viewcat_list` without dates) and 3.4 (old theme)."""
# ruff: noqa: E501 (markup stands on the lines on which the CMS prints it)

from __future__ import annotations

import re
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr, xml
from tests.portals.labelled.text import WEEKDAYS, clock12, dmy

_ID = re.compile(r"-(\d+)\.html$")
ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /data/\nDisallow: /includes/\nDisallow: /install/\nDisallow: /modules/\n"


class NukeViet45(Site):
    """Default theme of 4.5: `viewcat_page_new`, news sitemap, print/savefile/mail variants, tags, blocks with dates."""

    make = "nukeviet45"
    generator = "NukeViet v4.5"
    per_page = 10

    def post_path(self, item: Item) -> str:
        return f"/news/{item.category}/{item.slug}-{item.number}.html"

    def category_path(self, cat: str, n: int = 1) -> str:
        base = f"/news/{cat}/" if cat else "/news/"
        return base if n == 1 else f"{base}page-{n}/"

    def page_path(self, page: Page) -> str:
        return f"/page/{page.key}.html"

    def printed(self, item: Item) -> str:
        return f"{WEEKDAYS[item.order.weekday()]} - {dmy(item.order)} {item.order:%H:%M}" if item.at else ""

    def aliases(self) -> dict[str, str]:
        found = {}
        for item in self.items:
            key = self.key(item)
            found[f"/news/print/{item.category}/{item.slug}-{item.number}.html"] = key
            found[f"/news/savefile/{item.category}/{item.slug}-{item.number}.html"] = key
            for cat in item.also:
                found[f"/news/{cat}/{item.slug}-{item.number}.html"] = key
        return found

    def menu_html(self, entries: tuple[Menu, ...], top: bool = True) -> str:
        out = []
        for entry in entries:
            below = f'<ul class="dropdown-menu">{self.menu_html(entry.children, False)}</ul>' if entry.children else ""
            kind = ' class="dropdown"' if below else ""
            out.append(f'<li{kind} role="presentation"><a class="dropdown-toggle" href="{attr(self.href(entry.to))}" '
                       f'role="button" title="{attr(entry.label)}">{esc(entry.label)}</a>{below}</li>')  # fmt: skip
        return "".join(out)

    def frame(self, title: str, main: str, head: str = "") -> str:
        new = "".join(
            f'<li class="clearfix"><a class="show" href="{attr(self.post_path(item))}" data-content="" title="{attr(item.title)}">'
            f'<img src="/uploads/news/{item.order:%Y_%m}/a.jpg" class="img-thumbnail pull-right mar"/>{esc(item.title)}</a></li>'
            for item in self.items[:5]
        )
        return f"""<!DOCTYPE html>
<html lang="vi" xmlns="http://www.w3.org/1999/xhtml" prefix="og: http://ogp.me/ns#">
<head><title>{esc(title)} - {esc(self.label.name)}</title>
<meta name="description" content="{attr(self.label.name)}"><meta name="generator" content="{self.generator}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
{head}<link rel="stylesheet" href="/assets/css/font-awesome.min.css"><link rel="StyleSheet" href="/themes/default/css/bootstrap.min.css">
<link rel="alternate" href="/news/rss/" type="application/rss+xml"></head>
<body><noscript><div class="alert alert-danger">Trình duyệt của bạn đã tắt JavaScript</div></noscript>
<div class="body-bg"><div class="wraper"><header><div class="container"><div id="header" class="row"><div class="logo col-xs-24">
<a title="{attr(self.label.name)}" href="/"><img src="/uploads/logo.png" alt="{attr(self.label.name)}"></a><h1>{esc(self.label.name)}</h1></div></div></div></header>
<nav class="second-nav" id="menusite"><div class="container"><div class="navbar navbar-default navbar-static-top" role="navigation">
<ul class="nav navbar-nav">{self.menu_html(self.menu)}</ul><span class="current-time">{self.clock()}</span></div></div></nav>
<section><div class="container" id="body"><div class="row"><div class="col-sm-16 col-md-18">{main}</div>
<div class="col-sm-8 col-md-6"><div class="panel panel-primary"><div class="panel-heading">Tin mới nhất</div><div class="panel-body"><ul class="block_news">{new}</ul></div></div>
<div class="panel panel-default"><div class="panel-heading">Thăm dò ý kiến</div><form action="/"><input type="radio" name="option" value="1"> Rất tốt <input type="radio" name="option" value="2"> Tốt</form></div>
<div class="panel panel-default"><div class="panel-heading">Văn bản mới</div><ul><li>Số 15/QĐ-TH<br>Ngày ban hành: 20/12/2021</li></ul></div>
<div class="panel panel-default"><div class="panel-heading">Thống kê</div><ul class="counter list-none display-table"><li>Đang truy cập: 7</li><li>Hôm nay: 38</li><li>Tháng hiện tại: 4.377</li><li>Tổng lượt truy cập: 812.022</li></ul></div></div></div></div></section>
<footer id="footer"><div class="container">© 2016 {esc(self.label.name)}. Mã nguồn NukeViet CMS</div></footer></div></div></body></html>"""

    def entry(self, item: Item) -> str:
        at = f"{dmy(item.order)} {item.order:%H:%M:%S}"
        return f"""<div class="news_column"><div class="panel panel-default clearfix"><div class="panel-body">
<a href="{attr(self.post_path(item))}" title="{attr(item.title)}"><img alt="" src="/uploads/news/{item.order:%Y_%m}/a.jpg" width="100" class="img-thumbnail pull-left imghome"></a>
<h2><a href="{attr(self.post_path(item))}" title="{attr(item.title)}">{esc(item.title)}</a></h2>
<p><em class="fa fa-clock-o">&nbsp;</em> {at}&nbsp; <em class="fa fa-eye">&nbsp;</em> Đã xem: 1.{item.number % 900 + 100} <em class="fa fa-comment-o">&nbsp;</em> Phản hồi: 0</p>
{esc(item.lead)}</div></div></div>"""

    def pager(self, cat: str, n: int, last: int) -> str:
        if last == 1:
            return ""
        cells = []
        for k in range(1, last + 1):
            if k == n:
                cells.append(f'<li class="active"><a href="#">{k}</a></li>')
            elif k in (1, last) or abs(k - n) <= 2:
                rel = ' rel="next"' if k == n + 1 else ' rel="prev"' if k == n - 1 else ""
                cells.append(f'<li><a{rel} title="Trang {k}" href="{attr(self.category_path(cat, k))}">{k}</a></li>')
            elif abs(k - n) == 3:
                cells.append('<li class="disabled"><span>...</span></li>')
        return f'<div class="text-center"><ul class="pagination">{"".join(cells)}</ul></div>'

    def listing(self, cat: str, n: int) -> Reply | None:
        items = self.listed(cat)
        last = self.count(items, self.per_page)
        if n > last:
            return None
        shown = self.slice(items, n, self.per_page)
        older = items[n * self.per_page : n * self.per_page + 5]
        other = "".join(
            f'<li><em class="fa fa-angle-right">&nbsp;</em><a href="{attr(self.post_path(i))}">{esc(i.title)}</a> <em>({dmy(i.order)})</em></li>'
            for i in older
        )
        label = self.cats.get(cat, "Tin Tức")
        return Reply(self.frame(label, f'<h1 class="hidden">{esc(label)}</h1><div id="main-list">{"".join(map(self.entry, shown))}</div>'
                                f'<p class="h3">Các tin khác</p><ul class="related">{other}</ul>{self.pager(cat, n, last)}'))  # fmt: skip

    def article(self, item: Item, at: str) -> str:
        rest = [other for other in self.items if other.number < item.number][:4]
        related = "".join(
            f'<li><em class="fa fa-angle-right">&nbsp;</em><a class="list-inline" href="{attr(self.post_path(o))}" title="">{esc(o.title)}</a> <em>({dmy(o.order)})</em></li>'
            for o in rest
        )
        iso = item.order.isoformat()
        path = attr(self.post_path(item))
        source = f'<p class="h5 text-right"><strong>Nguồn tin: </strong>{esc(item.source)}</p>' if item.source else ""
        files = (f'<div class="news-download-file"><div class="list-group"><div class="list-group-item"><a download href="{attr(self.post_path(item))}?download=1&amp;id=0">'
                 f'{esc(item.attachment.rsplit("/", 1)[-1])}</a></div></div></div>') if item.attachment else ""  # fmt: skip
        return f"""<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope><div class="panel-body">
<h1 class="title margin-bottom-lg" itemprop="headline">{esc(item.title)}</h1>
<div class="hidden hide d-none" itemprop="author" itemscope><span itemprop="name">admin</span></div><span class="hidden hide d-none" itemprop="datePublished">{iso}</span><span class="hidden hide d-none" itemprop="dateModified">{iso}</span>
<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">{at}</span></div><div class="col-md-12"><ul class="list-inline text-right">
<li><a class="dimgray" rel="nofollow" title="Gửi bài viết" href="javascript:void(0);" onclick="nv_open_browse('/news/sendmail/{item.category}/{item.slug}-{item.number}.html','',650,500)">mail</a></li>
<li><a class="dimgray" rel="nofollow" title="In ra" href="/news/print/{item.category}/{item.slug}-{item.number}.html">In</a></li>
<li><a class="dimgray" rel="nofollow" title="Lưu" href="/news/savefile/{item.category}/{item.slug}-{item.number}.html">Lưu</a></li></ul></div></div>
<div class="hometext m-bottom" itemprop="description">{esc(item.lead)}</div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{"".join(f"<p>{esc(p)}</p>" for p in item.body)}</div>{source}{files}
<div class="h5"><em class="fa fa-tags">&nbsp;</em><strong>Từ khóa: </strong><a href="/news/tag/hoc-sinh/"><em>học sinh</em></a></div></div></div>
<div class="news_column panel panel-default"><div class="panel-body other-news"><p class="h3"><strong>Những tin cũ hơn</strong></p><div class="clearfix"><ul class="detail-related related">{related}</ul></div></div></div><!-- {path} -->"""

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path
        if path == "/":
            blocks = "".join(f'<div class="panel-heading"><a href="{attr(self.category_path(cat))}">{esc(name)}</a></div>' +
                             "".join(map(self.entry, self.listed(cat)[:2])) for cat, name in self.cats.items())  # fmt: skip
            return Reply(self.frame("Trang nhất", blocks))
        if path == "/robots.txt":
            return Reply(ROBOTS + f"Sitemap: {self.base_url}/sitemap.xml\n", kind="text/plain")
        if path.endswith(".xml"):
            return self.sitemap(path)
        if path == "/news/rss/":
            rows = "".join(
                f"<item><title>{esc(i.title)}</title><link>{self.base_url}{self.post_path(i)}</link><pubDate>{i.order:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
                for i in self.items[:30]
            )
            return xml(
                f'<rss version="2.0"><channel><title>Tin</title><generator>NukeViet v4.5</generator>{rows}</channel></rss>'
            )
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        f'<div class="page panel panel-default"><div class="panel-body"><h1 class="title">{esc(page.label)}</h1>{self.page_html(page)}</div></div>',
                    )
                )
        if path == "/news/tag/hoc-sinh/":
            return Reply(self.frame("học sinh", "".join(map(self.entry, self.items[3:9]))))
        listing = re.fullmatch(r"/news/(?:(\w+)/)?(?:page-(\d+)/)?", path)
        if listing and (listing[1] is None or listing[1] in self.cats):
            return self.listing(listing[1] or "", int(listing[2] or 1))
        found = _ID.search(path)
        for item in self.items:
            if found and item.number == int(found[1]):
                if "download" in ask.query and item.attachment:
                    return self.answer(Ask(item.attachment, {}, item.attachment))
                if path.startswith(("/news/print/", "/news/savefile/")):
                    return Reply(
                        f'<html><head><title>{esc(item.title)}</title><meta name="robots" content="noindex"></head><body><div id="print"><h2>{esc(item.title)}</h2><p>{self.printed(item)}</p>{self.body_html(item)}</div></body></html>'
                    )
                head = f'<link rel="canonical" href="{self.base_url}{self.post_path(item)}"><meta property="og:title" content="{attr(item.title)}">'
                return Reply(self.frame(item.title, self.article(item, self.printed(item)), head))
        return None

    def sitemap(self, path: str) -> Reply | None:
        ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        nexts = {"/sitemap.xml": "/sitemap-vi.xml", "/sitemap-vi.xml": "/sitemap-vi.news.xml"}
        if path in nexts:
            return xml(f"<sitemapindex {ns}><sitemap><loc>{self.base_url}{nexts[path]}</loc></sitemap></sitemapindex>")
        if path != "/sitemap-vi.news.xml":
            return None
        rows = "".join(
            f"<url><loc>{self.base_url}{self.post_path(i)}</loc><lastmod>{i.order.isoformat()}</lastmod><changefreq>daily</changefreq></url>"
            for i in self.items
        )
        return xml(f"<urlset {ns}>{rows}</urlset>")

    def not_found(self) -> Reply:
        return Reply(
            self.frame(
                "Lỗi 404",
                '<meta http-equiv="refresh" content="3;url=/"><div class="alert">Đường dẫn không tồn tại</div>',
            ),
            404,
        )

    def listings(self) -> tuple[ListingTruth, ...]:
        return self.listing_pages([*self.cats, ""], self.category_path, self.per_page, "//*[@id='main-list']")


class NukeViet44(NukeViet45):
    """4.4 without rewriting: everything is `index.php?language=vi&nv=…&op=…`; listings are titles only, no sitemap."""

    make = "nukeviet44"
    generator = "NukeViet v4.4"
    per_page = 15
    dates_in_listing = False

    def _url(self, module: str, op: str = "") -> str:
        return f"/index.php?language=vi&nv={module}" + (f"&op={op}" if op else "")

    def post_path(self, item: Item) -> str:
        return self._url("news", f"{item.category}/{item.slug}-{item.number}.html")

    def category_path(self, cat: str, n: int = 1) -> str:
        tail = f"page-{n}" if n > 1 else ""
        return self._url("news", "/".join(part for part in (cat, tail) if part))

    def page_path(self, page: Page) -> str:
        return self._url("page", page.key + ".html")

    def aliases(self) -> dict[str, str]:
        found = {}
        for item in self.items:
            found[self._url("news", f"print/{item.category}/{item.slug}-{item.number}.html")] = self.key(item)
            found |= {self._url("news", f"{cat}/{item.slug}-{item.number}.html"): self.key(item) for cat in item.also}
        return found

    def entry(self, item: Item) -> str:
        return f'<li class="list-group-item clearfix"><a class="visible-lg" href="{attr(self.post_path(item))}" title="{attr(item.title)}"><strong>{esc(item.title)}</strong></a></li>'

    def listing(self, cat: str, n: int) -> Reply | None:
        items = self.listed(cat)
        last = self.count(items, self.per_page)
        if n > last:
            return None
        rows = "".join(map(self.entry, self.slice(items, n, self.per_page)))
        return Reply(
            self.frame(
                self.cats.get(cat, "Tin Tức"),
                f'<div class="news_column"><div class="alert alert-info clearfix"><h3>{esc(self.cats.get(cat, "Tin Tức"))}</h3></div><ul class="list-group" id="main-list">{rows}</ul></div>{self.pager(cat, n, last)}',
            )
        )

    def article(self, item: Item, at: str) -> str:
        # The links of print and mail are of the unrewritten kind too; related posts have no dates in this layout.
        text = super().article(item, at)
        text = re.sub(
            r"/news/(print|savefile|sendmail)/(\w+)/([\w-]+\.html)",
            r"/index.php?language=vi&amp;nv=news&amp;op=\1/\2/\3",
            text,
        )
        text = text.replace('.html?download=1&amp;id=0"', '.html&amp;download=1&amp;id=0"').replace(
            "/news/tag/", attr(self._url("news", "tag/"))
        )
        return re.sub(r" <em>\(\d\d/\d\d/\d{4}\)</em>", "", text)

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return Reply(ROBOTS, kind="text/plain")
        if ask.path == "/":
            return super().answer_page(ask)
        if ask.path != "/index.php":
            return None
        module, op = ask.query.get("nv", "news"), ask.query.get("op", "").strip("/")
        if module == "page":
            return super_page(self, op)
        if op == "rss" or module != "news":
            return None
        if op == "tag/hoc-sinh":
            return Reply(
                self.frame("học sinh", f'<ul class="list-group">{"".join(map(self.entry, self.items[3:9]))}</ul>')
            )
        found = _ID.search(op)
        if found:
            return super().answer_page(Ask(f"/news/{op}", ask.query, ask.target))
        parts = re.fullmatch(r"(?:(\w+)(?:/|$))?(?:page-(\d+))?", op)
        if parts and (parts[1] is None or parts[1] in self.cats):
            return self.listing(parts[1] or "", int(parts[2] or 1))
        return None


def super_page(site: NukeViet45, name: str) -> Reply | None:
    """A page of the module `page` by its file name."""
    for page in site.pages:
        if name == page.key + ".html":
            return Reply(
                site.frame(
                    page.label,
                    f'<div class="page panel"><h1 class="title">{esc(page.label)}</h1>{site.page_html(page)}</div>',
                )
            )
    return None


class NukeViet34(NukeViet45):
    """3.4 with its old theme: `d-m-Y h:i:s A` on listings, two spaces in the article's date, no sitemap of news."""

    make = "nukeviet34"
    generator = "NukeViet v3.4"
    per_page = 12

    def printed(self, item: Item) -> str:
        return f"{WEEKDAYS[item.order.weekday()]} - {dmy(item.order)}  {item.order:%H:%M}" if item.at else ""

    def menu_html(self, entries: tuple[Menu, ...], top: bool = True) -> str:
        return "".join(
            f'<li{" class=top" if top else ""}><a title="{attr(e.label)}" href="{attr(self.href(e.to))}"><span>{esc(e.label)}</span></a>'
            + (f'<ul class="subnav">{self.menu_html(e.children, False)}</ul>' if e.children else "")
            + "</li>"
            for e in entries
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><meta name="generator" content="{self.generator}" />
<title>{esc(title)} | {esc(self.label.name)}</title>{head}<link rel="stylesheet" href="/themes/modern/css/reset.css" type="text/css" /></head>
<body><div id="container"><div id="header"><div id="logo"><a href="/" title="{attr(self.label.name)}"><img src="/images/logo.png" alt="{attr(self.label.name)}" /></a></div></div>
<div id="topmenu"><ul class="sf-menu">{self.menu_html(self.menu)}</ul></div><div class="top-bar"><span class="update fl">{self.clock()}</span></div>
<div class="col-a1"><div class="news_column">{main}</div></div>
<div class="col-b1"><div class="box-border-shadow m-bottom"><h3>Lịch</h3><a href="/news/archive/?m=9&amp;y=2021">Tháng 9/2021</a></div><div class="box">Hôm nay : 38<br />Tháng trước : 4.377</div></div>
<div id="footer">Copyright © 2012 {esc(self.label.name)}</div></div></body></html>"""

    def entry(self, item: Item) -> str:
        at = f"{dmy(item.order, '-')} {clock12(item.order)}"
        return f'<div class="box-border-shadow content-box clearfix"><h4><a title="{attr(item.title)}" href="{self.post_path(item)}">{esc(item.title)}</a></h4><p class="time">Đăng lúc: {at} - Đã xem: {item.number}</p><p>{esc(item.lead)}</p></div>'

    def article(self, item: Item, at: str) -> str:
        return f"""<div id="news_detail"><h1>{esc(item.title)}</h1><div class="action fr"><a class="print" href="/news/print/{item.category}/{item.slug}-{item.number}.html">In ra</a></div>
<div class="time">{at}</div><div style="clear:both"></div><div id="hometext">{esc(item.lead)}</div><div class="bodytext">{self.body_html(item)}</div></div>"""

    def pager(self, cat: str, n: int, last: int) -> str:
        links = [
            f"<strong>{k}</strong>" if k == n else f'<a href="{self.category_path(cat, k)}">{k}</a>'
            for k in range(1, last + 1)
        ]
        return f'<div class="page-nav">Trang {" ".join(links)}</div>'

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return Reply(ROBOTS, kind="text/plain")
        if ask.path == "/news/archive/":
            return Reply(
                self.frame("Tháng 9/2021", "".join(self.entry(i) for i in self.items if f"{i.order:%Y%m}" == "202109"))
            )
        return None if ask.path.endswith(".xml") or ask.path == "/news/rss/" else super().answer_page(ask)
