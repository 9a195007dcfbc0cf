"""VHV / Viettel EduPortal, after the saved pages: script pagination, tenants in file paths, four wrong machine dates."""
# ruff: noqa: E501 (markup stands on the lines on which the platform prints it)

from __future__ import annotations

import base64
import json
from datetime import timedelta
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Menu, Page
from tests.portals.labelled.site import Ask, Reply, Site, attr
from tests.portals.labelled.text import dmy

_DAYS = ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ nhật")
_ABOVE = "45610"


class Vhv(Site):
    """`size` posts a listing; the rest of a category comes by script only, its total stands in a base64 setting."""

    make = "vhv"
    tenant = "63377"
    size = 10
    dates_in_listing = False

    def key(self, item: Item) -> str:
        # An ObjectId: its first eight digits are the moment of typing in, here the evening before or some minutes later.
        typed = item.order - timedelta(hours=9) if item.number % 3 == 0 else item.order + timedelta(minutes=4)
        return f"{int(typed.timestamp()):08x}30817e68e0{item.number:06x}"

    def _typed(self, item: Item) -> str:
        typed = item.order - timedelta(hours=9) if item.number % 3 == 0 else item.order + timedelta(minutes=4)
        return f"{typed:%Y-%m-%dT%H:%M:%S}"

    def post_path(self, item: Item) -> str:
        return f"{self.category_path(item.category).removesuffix('.html')}/{item.slug}.html"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"/{ {'tin': 'tin-tuc-su-kien', 'tb': 'tin-tuc-su-kien/thong-bao', 'phong': 'tin-tuc-su-kien/tin-tu-phong', 'vb': 'van-ban-cong-van', 'lich': 'lich-cong-tac'}[cat] }.html"

    def page_path(self, page: Page) -> str:
        return f"/{page.key}.html"

    def aliases(self) -> dict[str, str]:
        return {f"/?page=Article.Print.detail&id={self.key(item)}": self.key(item) for item in self.items}

    def printed(self, item: Item) -> str:
        return f"{_DAYS[item.order.weekday()]}, {dmy(item.order)}" if item.at else ""

    def _image(self, item: Item) -> str:
        return f"/upload/{_ABOVE if item.foreign else self.tenant}/{item.order:%Y%m%d}/anh_{item.number:010x}.jpg"

    def config(
        self, module: int, cat: str, total: int, kind: str = "Article.News", order: str = "publishTime DESC"
    ) -> str:
        setting = {"layout": "Article.List.list", "itemsPerPage": str(self.size), "totalItems": total, "orderBy": order, "pageNo": 1,
                   "service": "Content.Article.selectAll", "widgetCode": "Article", "type": kind, "categoryId": cat, "hasPagination": "1"}  # fmt: skip
        code = base64.b64encode(json.dumps(setting).encode()).decode()
        return (f"<script>VHV.using ($.extend($.parseJSON(decode64('{code}')),{{\"module\":\"Content.Listing\",\"id\":\"{module}\"}}),"
                f"{{ itemsPerPage: \"{self.size}\", pageNo: 1, totalItems: {total}, orderBy: \"{order}\"}});</script>")  # fmt: skip

    def menu_html(self, entries: tuple[Menu, ...]) -> str:
        out = []
        for e in entries:
            href = attr(self.href(e.to)) if e.to else "javascript:;"
            below = (
                f'<a class="dropdown-toggle" href="javascript:;"><span><i class="toggle-icon fa fa-plus"></i></span></a><ul class=" dropdown-menu">{self.menu_html(e.children)}</ul>'
                if e.children
                else ""
            )
            out.append(
                f'<li class=" {"dropdown" if below else ""}"><a class="" href="{href}" title="{attr(e.label)}"><span>{esc(e.label)}</span></a>{below}</li>'
            )
        return "".join(out)

    def frame(self, title: str, main: str, head: str = "", made: str = "2019-02-27T17:55:01") -> str:
        album = self.config(20, "4018500", 18, "Article.PhotoAlbum", "sortOrder DESC")
        links = '<select class="form-control" onchange="window.open(this.value)"><option value="">Liên kết website</option><option value="http://so.tinhlong.test/">Sở GDĐT</option></select>'
        return f"""<!DOCTYPE html><html lang="vi"><head><title>{esc(title)}</title><meta name="viewport" content="width=device-width, initial-scale=1.0"/>
<meta name="Author" content="{attr(self.label.name)}" /><meta property="article:published_time" itemprop="datePublished" content="{made}+0700" /><meta itemprop="dateCreated" content="{made}+0700" /><meta name="DC.Date" content="{made.replace("T", "+07")}" />{head}
<link type="text/css" rel="stylesheet" href="/css/1.4911/{self.tenant}/2202/style6512.css?11"/></head><body style="padding:0px;margin:0px;">
<div class="region-top"><div id="module3" class="ModuleWrapper" moduleRootId="4018476"><form id="form3" class="sear-form" method="post"><input name="page" value="search" type="hidden"/><input type="hidden" name="site" value="{self.tenant}"/><input type="hidden" name="securityToken" value="00"><input type="hidden" name="submitFormId" value="3"><input type="hidden" name="moduleId" value="3"></form><a class="rss" href="/?page=sitemap"> RSS</a><a class="btn_signin" href="/?page=login">Đăng nhập</a></div>
<div id="module6" class="ModuleWrapper"><div class="header-title edu-info-header"><div class="department">Phòng Giáo dục và Đào tạo</div><div class="name">{esc(self.label.name)}</div></div><div class="current-date">{self.clock()} - {self.now:%H:%M}</div></div>
<div id="module7" class="ModuleWrapper"><nav id="menu7" class="navigation-menu-type-20 menu-default-school"><ul class="nav navbar-nav "><li class="home "><a class="" href="/" title="Trang chủ"><i class="fa fa-home"></i></a></li>{self.menu_html(self.menu)}</ul></nav></div></div>
<div id="whole-page"><div id="page-content"><div id="module14" class="ModuleWrapper"><div class="row"><div class="col-left col-xs-12 col-md-9">{main}</div><div class="col-right col-xs-12 col-md-3"><div class="panel panel-default"><div class="panel-heading">Album</div>NGÀY QUỐC TẾ PHỤ NỮ 8-3-2021</div>{links}<div>Hôm nay : 120<br/>Tháng 10 : 467<br/>Tất cả: 18.156</div></div></div></div></div></div>
<footer>Copyright © Tiêu đề website. E-mail: thdemo@edu.viettel.test</footer><script>VHV.init();</script>{album}</body></html>"""

    def crumbs(self, labels: tuple[tuple[str, str], ...]) -> str:
        rows = "".join(
            f'<li itemscope itemtype="http://schema.org/ListItem"><a href="{href}" title="{attr(text)}" itemprop="item">{esc(text)}</a></li>'
            for text, href in labels
        )
        return f'<div id="module22" class="ModuleWrapper"><ol class="breadcrumb clearfix" itemprop="breadcrumb"><li class="first-item"><a href="/?page=home">Trang chủ</a></li>{rows}</ol></div>'

    def entry(self, item: Item) -> str:
        path = self.post_path(item)
        return f"""<article class="item-block detail-list-type-5" data-id="{self.key(item)}" itemscope itemtype="http://schema.org/NewsArticle"><div class="post-item row"><div class="left-list-type-5"><figure class="post-image"><a href="{path}" title="{attr(item.title)}"><img class="relative-height" src="/publish/thumbnail/{_ABOVE if item.foreign else self.tenant}/256x171xdefault{self._image(item)}" alt="{attr(item.title)}" itemprop="image"></a></figure></div>
<div class="right-list-type-5"><h3 class="entry-title" itemprop="headline"><a href="{path}" title="{attr(item.title)}">{esc(item.title)}</a></h3><div class="post-content" itemprop="description"> </div></div></div></article>"""

    def listing(self, cat: str) -> Reply:
        items = self.listed(cat)
        number = str(4018400 + len(cat) * 7)
        body = "\n".join(map(self.entry, items[: self.size]))
        crumbs = self.crumbs(((self.cats[cat], self.category_path(cat)),))
        pager = (
            '<div class="clearfix"></div><div id="pagination23" class="default-pagination" style="text-align:center"></div>'
            if items
            else ""
        )
        return Reply(
            self.frame(
                self.cats[cat],
                f'{crumbs}<div id="module23" class="ModuleWrapper" moduleRootId="{number}"><section id="section23" class="section-list Article-Detail-listType5">{body}{pager}</section></div>{self.config(23, number, len(items)) if items else ""}',
            )
        )

    def article(self, item: Item) -> Reply:
        typed = self._typed(item)
        body = "".join(f"<p>{esc(p)}</p>" for p in item.body)
        source = f'<div class="source text-right">Nguồn: {esc(item.source)}</div>' if item.source else ""
        files = (
            f'<a href="{item.attachment}">{item.attachment.rsplit("/", 1)[-1]}</a><iframe src="{item.attachment}#zoom=100" width="100%"></iframe>'
            if item.attachment
            else ""
        )
        related = "".join(f'<li><a href="{self.post_path(o)}">{esc(o.title)}</a></li>' for o in self.items[2:6])
        main = f"""{self.crumbs(((self.cats[item.category], self.category_path(item.category)),))}<div id="module23" class="ModuleWrapper" moduleRootId="4004826"><article id="article23" class="news-detail-layout-type-2 mb-20" itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="datePublished" content="{typed}+07:00"/>
<header class="clearfix"><span class="post-date left">{self.printed(item)}<span class="drash"> | </span>{item.order:%H:%M}</span><div class="block_share pull-right"><a href="javascript:void(0);" onclick="printArticle('{self.key(item)}');" title="In" rel="nofollow">In</a></div></header>
<div class="article-content"><h1 class="title-detail" itemprop="headline">{esc(item.title)}</h1><div class="brief font-size-text mb-10">{esc(item.lead)}</div><div class="content-detail font-size-text mb-20" itemprop="articleBody"><p><img alt="" src="{self._image(item)}"/></p>{body}{files}</div>{source}<div class="author">Tác giả: CNTT</div></div></article></div><ul class="related-list">{related}</ul>{self.config(24, "2", 9, order="totalViews DESC")}"""
        head = f'<link rel="canonical" href="{self.base_url}{self.post_path(item)}" />'
        return Reply(self.frame(item.title, main, head, typed))

    def answer_page(self, ask: Ask) -> Reply | None:
        page = ask.query.get("page", "")
        if ask.path == "/" and page in ("", "home"):
            grid = "".join(map(self.entry, self.items[:6]))
            block = "".join(map(self.entry, self.listed("tin")[:4]))
            return Reply(
                self.frame(
                    self.label.name,
                    f'<div id="module24" class="ModuleWrapper"><section>{grid}</section></div><div id="module28" class="ModuleWrapper">{block}</div><div id="module29" class="ModuleWrapper">{block}</div>{self.config(24, "", len(self.items))}',
                )
            )
        if ask.path == "/" and page == "Article.Print.detail":
            for item in self.items:
                if self.key(item) == ask.query.get("id"):
                    return Reply(
                        f'<html><head><title>{esc(item.title)}</title><link rel="canonical" href="{self.base_url}{self.post_path(item)}" /></head><body><div id="print_page"><div class="block_timer left txt_666">{self.printed(item)}<span class="drash"> | </span>{item.order:%H:%M}</div><div class="title_news"><h1>{esc(item.title)}</h1></div><div class="fck_detail">{self.body_html(item)}</div></div></body></html>'
                    )
        if ask.path == "/" and page == "sitemap":
            return Reply(self.frame("Sơ đồ website", f"<ul>{self.menu_html(self.menu)}</ul>"))
        if ask.path == "/" and page == "login":
            return Reply(self.frame("Đăng nhập", '<form method="post"><input type="password" name="p"></form>'))
        for cat in self.cats:
            if ask.path == self.category_path(cat):
                return self.listing(cat)
        for static in self.pages:
            if ask.path == self.page_path(static):
                return Reply(
                    self.frame(
                        static.label,
                        f'{self.crumbs(((static.label, ask.path),))}<div id="module28" class="ModuleWrapper"><div class="content-detail">{self.page_html(static)}</div></div>',
                    )
                )
        for item in self.items:
            if ask.path == self.post_path(item):
                return self.article(item)
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return tuple(
            ListingTruth((self.category_path(cat),), tuple(self.key(i) for i in self.listed(cat)[: self.size]), "//section[@id='section23']",
                         by_get=len(self.listed(cat)) <= self.size)
            for cat in self.cats
        )  # fmt: skip
