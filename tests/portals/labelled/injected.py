"""Portals that gambling sites have broken into: posts among true news, links nobody sees, a flood in the sitemap.

What is injected is never the school's and never counts; what stands beside it is as true as before, even where a child's
title happens to hold a betting site's word.
"""
# ruff: noqa: E501 (markup stands on the lines on which it was left)

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from html import escape as esc

from tests.portals.labelled.model import VN, Item
from tests.portals.labelled.nukeviet import NukeViet45
from tests.portals.labelled.posts import Plan, Special
from tests.portals.labelled.probes import Plain
from tests.portals.labelled.site import Ask, Reply, xml
from tests.portals.labelled.text import slugify
from tests.portals.labelled.voices import Voiced, told
from tests.portals.wordpress.seed import run_seed

SPAM = "gambling spam put in by somebody else"
HOUSES = ("KU8X99", "SUNV79", "B52K", "GO68Z", "HIT88Q", "VUA99", "RIK86", "F8BETO")
_TITLES = (
    "{h} - Nhà cái uy tín số 1 châu Á {y}", "Link vào {h} mới nhất không bị chặn", "Tải app {h} nhận ngay 50K, cập nhật {y}", "Game bài đổi thưởng {h} - rút tiền 1 phút",
    "Soi kèo bóng đá đêm nay cùng chuyên gia {h}", "{h} Tài xỉu online: mẹo bắt cầu bách thắng", "Nổ hũ {h}: quay hũ trúng lớn mỗi ngày", "Soi cầu lô MB hôm nay - dàn đề 36 số {h}",
    "Đá gà trực tiếp Thomo trên {h}", "{h} casino live dealer xinh đẹp", "Ca cuoc the thao {h} hoan tra 1,5%", "Xóc đĩa {h} đổi tiền mặt {y}",
    "Situs slot gacor hari ini {h} maxwin", "{h} 百家乐 注册送38元", "Kèo nhà cái {h} tỷ lệ cá độ EURO", "Bắn cá đổi thẻ cào {h} tặng giftcode",
)  # fmt: skip
_WORDS = (
    "{h} là sân chơi cá cược trực tuyến hợp pháp hàng đầu, hỗ trợ nạp rút siêu tốc 24/7.", "Đăng kí tài khoản {h} hôm nay để nhận khuyến mãi 100% lần nạp đầu.",
    "Kho trò chơi: baccarat, roulette, tài xỉu, nổ hũ, bắn cá, lô đề, cá độ bóng đá.", "Truy cập link vào {h} không bị chặn tại đây và nhận code tân thủ.",
)  # fmt: skip
LOOKALIKES = (
    Special("2021-10-22 09:15", "tin", "a word that betting sites use", title="Nói không với cờ bạc, cá độ: buổi ngoại khóa của chi đội lớp lớn"),
    Special("2022-03-25 16:40", "tin", "a word that betting sites use", title="Trực tiếp từ sân trường: chung kết bóng đá mini nữ"),
    Special("2021-12-10 10:05", "tin", "a word that betting sites use", title="Đập hũ tiết kiệm, tặng bạn nghèo chiếc áo ấm"),
    Special("2022-04-14 08:20", "tin", "a word that betting sites use", title="Game bài toán nhanh: sân chơi trí tuệ cuối tuần"),
)  # fmt: skip
"""True news of the school; all four count in 2021-2022."""

HIDDEN = "".join(
    f'<div style="{style}"><a href="http://{house.lower()}.test/">{text}</a></div>'
    for style, house, text in (
        ("position:absolute;left:-9999px", "KU8X99", "nhà cái uy tín"), ("display:none", "SUNV79", "tài xỉu sunv79"), ("height:0;overflow:hidden", "GO68Z", "game bài đổi thưởng"),
        ("font-size:0", "HIT88Q", "soi cầu"), ("text-indent:-5000px", "F8BETO", "cá cược bóng đá"),
    )
)  # fmt: skip
"""Links on every page that no visitor sees."""


def infected(plan: Plan) -> tuple[Item, ...]:
    """The posts of `told`, and as many spam posts as the plan's years count under ``rac``; their ids came late."""
    years = {year: {kind: n for kind, n in kinds.items() if kind != "rac"} for year, kinds in plan.years.items()}
    items = list(told(replace(plan, years=years)))
    rng = random.Random(f"labelled:spam:{plan.seed}:{run_seed()}")
    number = max(item.number for item in items) + 900
    for year, kinds in plan.years.items():
        start = datetime(int(year[:4]), 8, 9, tzinfo=VN)
        names = [(template, house) for template in _TITLES for house in HOUSES]
        for template, house in rng.sample(names, kinds.get("rac", 0)):
            number += 1
            at = start + timedelta(days=rng.randint(0, 345), hours=rng.randint(0, 23), minutes=rng.randint(0, 59))
            title = template.format(h=house, y=year[5:])
            body = tuple(text.format(h=house) for text in rng.sample(_WORDS, 3))
            items.append(
                Item(
                    number=number,
                    title=title,
                    slug=f"{slugify(title)}-{number}",
                    at=at,
                    order=at,
                    nature="rac",
                    category="tin",
                    lead=body[0][:120],
                    body=body,
                    traps=(SPAM,),
                )
            )
    return tuple(sorted(items, key=lambda item: item.order, reverse=True))


class Broken(Voiced):
    """What the intruder adds to any portal: hidden links on every page, doorway pages, their flood in the sitemap."""

    flood = 1500
    flood_day = "2022-05-03"

    @cached_property
    def doorways(self) -> tuple[str, ...]:
        """The addresses of the doorway pages, all put up within one night."""
        rng = random.Random(f"labelled:flood:{self.label.code}")
        words = (
            "nha-cai",
            "tai-xiu",
            "no-hu",
            "soi-cau",
            "game-bai",
            "ca-cuoc",
            "da-ga",
            "xoc-dia",
            "keo-bong-da",
            "casino",
        )
        return tuple(
            f"/{rng.choice(words)}-{rng.choice(HOUSES).lower()}-{n}.html" for n in range(70001, 70001 + self.flood)
        )

    def foreign_paths(self) -> tuple[str, ...]:
        return self.doorways

    def flood_rows(self) -> str:
        return "".join(
            f"<url><loc>{self.base_url}{path}</loc><lastmod>{self.flood_day}</lastmod></url>" for path in self.doorways
        )

    def body_html(self, item: Item) -> str:
        out = super().body_html(item)
        return (
            out + f'<p><a href="http://{item.slug.split("-")[0]}.test/">Đăng kí ngay</a></p>'
            if SPAM in item.traps
            else out
        )

    def answer(self, ask: Ask) -> Reply:
        """The portal's own answer with the hidden links; a doorway page where there is none."""
        reply = super().answer(ask)
        if reply.status == 404 and ask.path in self.doorways:
            house = ask.path.split("-")[-2].upper()
            words = "".join(f"<p>{esc(text.format(h=house))}</p>" for text in _WORDS)
            return Reply(
                f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{house} - nhà cái số 1</title></head><body><h1>{house} đăng nhập, tài xỉu, nổ hũ</h1><span>03/05/2022</span>{words}</body></html>"
            )
        if isinstance(reply.body, str) and "</body>" in reply.body:
            return replace(reply, body=reply.body.replace("</body>", HIDDEN + "</body>"))
        return reply


class BrokenPlain(Broken, Plain):
    """A plain portal with a sitemap, in which the doorways outnumber the school's pages ten to one."""

    make = "plain-injected"

    def answer_page(self, ask: Ask) -> Reply | None:
        if ask.path == "/robots.txt":
            return Reply(f"User-agent: *\nDisallow: /admin\nSitemap: {self.base_url}/sitemap.xml\n", kind="text/plain")
        if ask.path == "/sitemap.xml":
            own = "".join(
                f"<url><loc>{self.base_url}{self.post_path(i)}</loc><lastmod>{(i.modified or i.order):%Y-%m-%d}</lastmod></url>"
                for i in self.items
            )
            return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{own}{self.flood_rows()}</urlset>')
        return super().answer_page(ask)


class BrokenNukeViet(Broken, NukeViet45):
    """NukeViet with spam posts in its news and so in its news sitemap; no doorways."""

    make = "nukeviet45-injected"
    flood = 0
