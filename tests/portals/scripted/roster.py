"""The thirty-three schools: how many posts each has, when, and what its sections hold."""
# ruff: noqa: E501 (a school stands on a line or two)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.portals.nasty.parents import NO_LINK, Way
from tests.portals.nasty.parts import LEAVE, Kit, Part
from tests.portals.nasty.portal import CATS, Spec
from tests.portals.nasty.posts import Plan, Special
from tests.portals.nasty.roster import AT_THE_ENDS, NAMESAKES, TOUCHED, Y19, Y20, Y21, Y22
from tests.portals.scripted.homemade import DetailDates, Fragment, OneArray, Tree
from tests.portals.scripted.liars import Crowded, Forbidden, LastForEver, TooHigh, TooLow
from tests.portals.scripted.rest import Cursor, Laravel, Offset, Spring
from tests.portals.scripted.school import DRAFT, OTHERS, Scripted
from tests.portals.scripted.skins import (
    Ages,
    Busy,
    ByYear,
    Clicks,
    DeadLinks,
    Failing,
    Folded,
    Locale,
    Popular,
    PublicYears,
    Slow,
    SlowPages,
    Tabs,
    Touched,
    Virtual,
)
from tests.portals.scripted.vendors import DataTables, GraphQL, OData, PageMethods, Strapi

ONE = {"tin": "Tin tức - Sự kiện"}
DRAFTS = tuple(
    Special(at, trap=DRAFT)
    for at in ("2021-09-14 08:00", "2021-10-20 10:10", "2021-12-02 15:00", "2022-02-17 09:00", "2022-04-06 07:45")
)
NEIGHBOURS = tuple(
    Special(f"{day} 09:15", trap=OTHERS)
    for day in ("2021-05-12", "2021-09-06", "2021-10-11", "2021-11-19", "2021-12-15", "2022-01-20", "2022-03-08",
                "2022-04-21", "2022-05-26", "2022-10-04")
)  # fmt: skip


def _plan(before: int, tin: int, notices: int, after: int, *special: Special, **others: int) -> Plan:
    return Plan(before, tin, notices, after, others, (*AT_THE_ENDS, *special))


def _parts(kit: Kit, years: Sequence[str], hollow: Sequence[str] = (), *, one_page: bool = False, label: str = "Công khai",
           admission: bool = True, about: bool = True, forms: str = "all") -> tuple[Part, ...]:  # fmt: skip
    """The usual sections; no công khai at all where there are no `years`."""
    public = (
        () if not years else (kit.public_on_one_page(label, years),) if one_page else kit.public(label, years, hollow)
    )
    papers = () if forms == "none" else (kit.forms(),) if forms == "all" else (kit.forms(wanted=(LEAVE,)),)
    return (
        kit.about(hollow=not about),
        kit.letters(),
        kit.admission(hollow=not admission),
        *papers,
        *public,
        kit.contact(),
    )


def entries(seed: int) -> list[tuple[Scripted, Way]]:
    """All schools of the set and how the portal above leads to each, freshly made from the seed."""
    made: list[tuple[Scripted, Way]] = []

    def school(make: type[Scripted], code: str, name: str, level: str, host: str, plan: Plan, way: Way, notes: str,
               years: Sequence[str] = (Y21, Y20), *hollow: str, cats: Mapping[str, str] = ONE, one_page: bool = False,
               label: str = "Công khai", admission: bool = True, about: bool = True, forms: str = "all") -> None:  # fmt: skip
        kit = Kit(name, level, "/uploads/{year}/{name}")
        parts = _parts(
            kit, years, hollow, one_page=one_page, label=label, admission=admission, about=about, forms=forms
        )
        spec = Spec(code, name, level, host, replace(plan, level=level), parts, way not in NO_LINK, cats, notes=notes)
        made.append((make(spec, seed), way))

    # fmt: off
    school(Spring, "SPRING", "Trường THCS Lương Phú", "THCS", "thcsluongphu.test", _plan(16, 25, 11, 14, *TOUCHED),
           "plain", "40; typed in before, touched in the window; all in UTC", (Y22, Y21, Y20))
    school(Laravel, "LARAVEL", "Trường Tiểu học Tân Lập", "TH", "thtanlap.test", _plan(12, 25, 11, 9),
           "select", "39; two categories; only for requests by script", one_page=True, cats=CATS)
    school(Offset, "OFFSET", "Trường Tiểu học Phú Mỹ", "TH", "thphumy.test", _plan(20, 28, 10, 18),
           "plain", "41; the total in a header, 20 at most", label="Công khai theo năm học", forms="leave")
    school(Cursor, "CURSOR", "Trường THCS Hòa Lợi", "THCS", "thcshoaloi.test", _plan(24, 90, 27, 31),
           "image", "120; endless scrolling, 429 when hurried")
    school(GraphQL, "GRAPHQL", "Trường Tiểu học Chánh Nghĩa", "TH", "thchanhnghia.test", _plan(14, 31, 11, 12, *NAMESAKES[:2]),
           "plain", "46; one address for all, a token from the frame; the admission page is hollow", (Y21,), cats=CATS, admission=False)
    school(PageMethods, "ASMX", "Trường THCS Định Hòa", "THCS", "thcsdinhhoa.test", _plan(15, 25, 10, 13, *NEIGHBOURS),
           "onclick", "38, and 8 of another unit in the same answers; hash routes", cats=CATS)
    school(OData, "ODATA", "Trường THCS Phú Cường", "THCS", "thcsphucuong.test", _plan(18, 27, 10, 16),
           "plain", "40; the interface on a host of its own; no công khai", ())
    school(Strapi, "STRAPI", "Trường Tiểu học Hiệp Thành", "TH", "thhiepthanh.test", _plan(17, 26, 10, 15, *DRAFTS),
           "name", "39, and 5 unpublished in the same answers; publishedAt of older posts is a day of the window")
    school(DataTables, "BANGTIN", "Trường Tiểu học Tương Bình", "TH", "thtuongbinh.test", _plan(11, 30, 12, 17),
           "plain", "45; markup in arrays; công khai of the year hollow; no forms", (Y21, Y20), Y21, forms="none")
    school(Tree, "CAY", "Trường THCS Phú Hòa", "THCS", "thcsphuhoa.test", _plan(13, 26, 9, 10, dang_lai=6),
           "plain", "38, and 6 taken from the Phòng; by category, twice listed, pages from nought", one_page=True, cats={**CATS, "phong": "Tin từ Phòng"})
    school(OneArray, "MANG", "Trường Tiểu học An Thạnh", "TH", "thanthanh.test", _plan(210, 27, 11, 147, *DRAFTS),
           "plain", "41 of 400 in one array, and 5 hidden ones")
    school(Fragment, "MANH", "Trường THCS Chánh Mỹ", "THCS", "thcschanhmy.test", _plan(14, 26, 10, 12, thuc_don_lich=6),
           "plain", "39 and 6 menus; markup in JSON; introduction hollow", about=False)
    school(DetailDates, "CHITIET", "Trường Tiểu học Phú Thọ", "TH", "thphutho.test", _plan(6, 28, 10, 5),
           "plain", "41; days only in the answers of single posts; an anonymous token")
    school(LastForEver, "CUOI", "Trường Tiểu học Bến Cát", "TH", "thbencat.test", _plan(19, 27, 10, 11),
           "plain", "40; the last page for ever", (Y20, Y19))
    school(TooLow, "IT", "Trường THCS Tân An", "THCS", "thcstanan.test", _plan(22, 31, 11, 19),
           "plain", "45; 30 are said", one_page=True)
    school(TooHigh, "NHIEU", "Trường Tiểu học Tân Bình", "TH", "thtanbinh.test", _plan(12, 25, 10, 11),
           "plain", "38; 400 are said", (Y22, Y21))
    school(Crowded, "DONG", "Trường Tiểu học Phú Lợi", "TH", "thphuloi.test", _plan(13, 25, 10, 12),
           "plain", "38 beside banners, staff and papers of like shape")
    school(Forbidden, "CAM", "Trường Tiểu học Hòa Phú", "TH", "thhoaphu.test", _plan(9, 28, 10, 8),
           "plain", "41; robots.txt forbids the interface")
    school(Busy, "NGHEN", "Trường Tiểu học Vĩnh Phú", "TH", "thvinhphu.test", _plan(14, 28, 10, 12),
           "plain", "41; a list that fails when hurried and looks ended")
    school(ByYear, "NAM", "Trường THCS Bình Hòa", "THCS", "thcsbinhhoa.test", _plan(18, 27, 10, 41),
           "plain", "40; a select of years, 42 of the newest shown first")
    school(Virtual, "AO", "Trường Tiểu học Thuận Giao", "TH", "ththuangiao.test", _plan(17, 31, 11, 13),
           "plain", "45; only what is in view is in the document", one_page=True)
    school(Popular, "DOCNHIEU", "Trường THCS An Phú", "THCS", "thcsanphu.test", _plan(30, 26, 10, 28),
           "plain", "39; most read first")
    school(Ages, "TUOITIN", "Trường Tiểu học Bình Nhâm", "TH", "thbinhnham.test", _plan(12, 27, 10, 9),
           "plain", "40; ages in lists, days in posts")
    school(Locale, "MAY", "Trường Tiểu học Lái Thiêu", "TH", "thlaithieu.test", _plan(15, 28, 10, 14),
           "plain", "41; days in the browser's own language")
    school(Clicks, "NHAN", "Trường THCS Trịnh Hoài Đức", "THCS", "thcstrinhhoaiduc.test", _plan(13, 27, 10, 11),
           "plain", "40; entries are no links")
    school(Touched, "CAPNHAT", "Trường Tiểu học Bình Chuẩn", "TH", "thbinhchuan.test", _plan(14, 24, 10, 12, *TOUCHED),
           "plain", "38, or 41 by the days of touching that lists print")
    school(DeadLinks, "GIA", "Trường Tiểu học Tân Đông Hiệp", "TH", "thtandonghiep.test", _plan(17, 28, 10, 14),
           "plain", "41; links of the pager work by a click alone")
    school(Slow, "CHAM", "Trường THCS Dĩ An", "THCS", "thcsdian.test", _plan(14, 27, 10, 10),
           "plain", "40; eight seconds a page")
    school(Tabs, "TAB", "Trường Tiểu học Đông Hòa", "TH", "thdonghoa.test", _plan(13, 24, 15, 14),
           "plain", "42, of which 26 are shown before the second tab is pressed")
    school(Folded, "GAP", "Trường THCS Tân Bình", "THCS", "thcstanbinh2.test", _plan(12, 31, 11, 10),
           "plain", "45; files in folds that are empty until they are opened", (Y22, Y21), one_page=True)
    school(PublicYears, "CKNAM", "Trường Tiểu học Dĩ An", "TH", "thdian.test", _plan(15, 26, 10, 11),
           "plain", "39; công khai by a select of years, the newest first", (Y22, Y21, Y20), one_page=True)
    school(SlowPages, "TRANGCHAM", "Trường Tiểu học An Bình", "TH", "thanbinh.test", _plan(11, 27, 10, 9),
           "plain", "40; eight seconds for each page of a section", one_page=True)
    school(Failing, "HONG", "Trường Tiểu học Bình An", "TH", "thbinhan.test", _plan(13, 28, 10, 12),
           "plain", "41; the page of công khai fails and says that it is being prepared", (Y21,), one_page=True)
    # fmt: on
    return made
