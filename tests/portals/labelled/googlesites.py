"""New Google Sites: obfuscated classes, no posts and no dates as such; news are sub-pages, or headings on one page.

Class names and the shape of menu and sections follow the real platform as far as remembered; the rest is drawn by hand.
A heading on a page has no address of its own but its anchor (``#h.…``), which is its `path` in the truth.
"""
# ruff: noqa: E501 (markup stands on the lines on which the platform prints it)

from __future__ import annotations

from collections.abc import Mapping
from html import escape as esc

from tests.portals.labelled.model import Item, ListingTruth, Page
from tests.portals.labelled.site import Ask, Reply, attr
from tests.portals.labelled.text import dmy
from tests.portals.labelled.voices import Voiced


class GoogleSites(Voiced):
    """`/view/<name>/tin-tuc/<slug>` for news, all notices as headings on `/view/<name>/thong-bao`."""

    make = "google-sites"
    dates_in_listing = False
    dates_in_article = False
    knows_dates = False
    pages_of: Mapping[str, str] = {"tin": "tin-tuc", "tb": "thong-bao"}

    def key(self, item: Item) -> str:
        return self.post_path(item)

    def anchor(self, item: Item) -> str:
        """The id that the editor gives a heading."""
        return f"h.{item.number * 7919 % 16777216:06x}b3xq"

    def post_path(self, item: Item) -> str:
        base = self.category_path(item.category)
        return f"{base}/{item.slug}" if item.category == "tin" else f"{base}#{self.anchor(item)}"

    def category_path(self, cat: str, n: int = 1) -> str:
        return f"{self.prefix}/{self.pages_of[cat]}"

    def page_path(self, page: Page) -> str:
        return f"{self.prefix}/{page.key}"

    def printed(self, item: Item) -> str:
        return ""

    def section(self, inner: str, anchor: str = "h.1f0c2d9a77b4_0") -> str:
        return f'<section id="{anchor}_s" class="yaqOZd" style=""><div class="IFuOkc"></div><div class="mYVXT"><div class="LS81yb VICjCf j5pSsc db35Fc" tabindex="-1"><div class="hJDwNd-AhqUyc-uQSCkd Ft7HRd-AhqUyc-uQSCkd JNdkSc SQVYQc"><div class="JNdkSc-SmKAyb LkDMRd"><div class="oKdM2c ZZyype"><div class="tyJCtd mGzaTb Depvyb baZpAe">{inner}</div></div></div></div></div></div></section>'

    def paragraph(self, text: str) -> str:
        return f'<p dir="ltr" class="zfr3Q CDt4Ke " style=""><span class="C9DxTc " style="">{esc(text)}</span></p>'

    def frame(self, title: str, main: str) -> str:
        def link(label: str, href: str, level: int) -> str:
            return f'<div class="PsKE7e r8s4j-R6PoUb IKA38e baH5ib oNsfjf"><a class="aJHbb dk90Ob hDrhEe HlqNPb" jsname="jIujaf" href="{attr(href)}" role="link" tabindex="0" data-type="1" data-level="{level}">{esc(label)}</a></div>'

        below = "".join(
            f'<li jsname="ibnC6b" data-nav-level="2" class="VsJjtf">{link(i.title, self.post_path(i), 2)}</li>'
            for i in self.items
            if i.category == "tin"
        )
        nav = ""
        for entry in self.menu:
            for e in (entry, *entry.children):
                if not e.to:
                    continue
                inner = f'<ul class="VcS63b">{below}</ul>' if e.to == "c:tin" else ""
                nav += f'<li jsname="ibnC6b" data-nav-level="1" class="VsJjtf">{link(e.label, self.href(e.to), 1)}{inner}</li>'
        return f"""<!DOCTYPE html><html lang="vi" itemscope itemtype="http://schema.org/WebPage"><head><meta charset="utf-8"><meta name="referrer" content="strict-origin-when-cross-origin"><link rel="icon" href="https://ssl.gstatic.test/atari/images/public/favicon.ico"><title>{esc(self.label.name)} - {esc(title)}</title><meta itemprop="name" content="{attr(self.label.name)} - {attr(title)}"><meta property="og:type" content="website"></head>
<body dir="ltr" itemscope itemtype="http://schema.org/WebPage" id="yDmH0d" css="yDmH0d"><div jscontroller="pc62j" jsmodel="iTeaXe"><div jsname="UzWXSb" class="fktJzd AKpWA fOU46b G9Qloe XeSM4 yWs4tc" data-top-navigation="true"><header id="atIdViewHeader"><div class="BbxBP HP6J1d K5Zlne"><div class="VLoccc K5Zlne QDWEj U8eYrb"><a class="GAuSPc" jsname="jIujaf" href="{self.prefix}/">{esc(self.label.name)}</a></div><nav class="JzO0Vc" jsname="ihoMLd" role="navigation" tabindex="-1" data-has-submenu="true"><ul jsname="waIgnc" class="jYxBte Fpy8Db" tabindex="-1">{nav}</ul></nav></div></header>
<div role="main" tabindex="-1" class="UtePc RCETm" dir="ltr">{main}</div><footer jsname="yePe5c"><section class="yaqOZd"><p class="zfr3Q CDt4Ke">{esc(self.label.name)}</p></section></footer><div jscontroller="j1RDQb" class="dZA9kd ynRLnc"><div class="uTQNNc" jsname="Bg3gkf"><a href="https://sites.gsites.test/new">Google Sites</a> <a href="https://www.google.test/abuse">Báo cáo hành vi vi phạm</a></div></div></div></div></body></html>"""

    def heading(self, title: str, level: int, anchor: str) -> str:
        kind = {1: "duRjpb", 2: "JYVBee", 3: "OmQG5e"}[level]
        return f'<h{level} id="{anchor}" dir="ltr" class="zfr3Q {kind} CDt4Ke " style=""><div jscontroller="Ae65rd" class="CjVfdc"><span class="C9DxTc " style="">{esc(title)}</span></div></h{level}>'

    def story(self, item: Item) -> str:
        """A post's text; every other one begins with the day of what happened, which is not the day it was put up."""
        day = f"Sáng ngày {dmy(item.order)}, " if item.number % 2 else ""
        return "".join(self.paragraph(day + text if k == 0 else text) for k, text in enumerate(item.body))

    def answer_page(self, ask: Ask) -> Reply | None:
        path = ask.path.rstrip("/")
        if path in (self.prefix, f"{self.prefix}/trang-chu"):
            return Reply(
                self.frame(
                    "Trang chủ",
                    self.section(
                        self.heading(self.label.name, 1, "h.aa01")
                        + self.paragraph("Dạy tốt - Học tốt. Mỗi ngày đến trường là một ngày vui.")
                    ),
                )
            )
        for item in self.items:
            if item.category == "tin" and path == self.post_path(item):
                return Reply(
                    self.frame(
                        item.title,
                        self.section(self.heading(item.title, 1, self.anchor(item)))
                        + self.section(self.story(item), "h.b2"),
                    )
                )
        for page in self.pages:
            if path == self.page_path(page):
                return Reply(
                    self.frame(
                        page.label,
                        self.section(self.heading(page.label, 1, "h.c1")) + self.section(self.page_html(page), "h.c2"),
                    )
                )
        if path == self.category_path("tin"):
            links = "".join(
                f'<p dir="ltr" class="zfr3Q CDt4Ke "><a class="XqQF9c" href="{self.post_path(i)}"><span class="C9DxTc aw5Odc ">{esc(i.title)}</span></a></p>'
                for i in self.listed("tin")
            )
            return Reply(
                self.frame(
                    self.cats["tin"],
                    self.section(self.heading(self.cats["tin"], 1, "h.d1")) + self.section(links, "h.d2"),
                )
            )
        if path == self.category_path("tb"):
            texts = "".join(
                self.section(self.heading(i.title, 3, self.anchor(i)) + self.story(i), f"h.{i.number}")
                for i in self.listed("tb")
            )
            return Reply(self.frame(self.cats["tb"], self.section(self.heading(self.cats["tb"], 1, "h.e1")) + texts))
        return None

    def listings(self) -> tuple[ListingTruth, ...]:
        return (
            ListingTruth(
                (self.category_path("tin"),), tuple(self.key(i) for i in self.listed("tin")), "//div[@role='main']"
            ),
        )


class SitesHost:
    """The platform's host: this school below its path, another one below its own."""

    def __init__(self, site: GoogleSites) -> None:
        self.site = site

    def answer(self, ask: Ask) -> Reply:
        """The school's answer below its path; a stranger's page elsewhere."""
        if ask.path.startswith(self.site.prefix) or ask.path in self.site.docs:
            return self.site.answer(ask)
        if ask.path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /feedback\n", kind="text/plain")
        if ask.path.startswith("/view/mnhoami"):
            return Reply(
                "<html lang=vi><head><title>Mầm non Họa Mi</title></head><body><h1>Trường Mầm non Họa Mi</h1></body></html>"
            )
        return Reply("<html><head><title>404</title></head><body>404. That’s an error.</body></html>", 404)
