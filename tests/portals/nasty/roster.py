"""The sixteen schools: how many posts each has, when, what its sections hold, and how the portal above leads to it."""
# ruff: noqa: E501 (a school's parts stand on a line each)

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.portals.nasty.cards import Cards, Details, DivSoup
from tests.portals.nasty.crowded import Ages, Boxes, MonthFirst, ThreeAddresses
from tests.portals.nasty.old_web import Frameset, OldTables, Sessions
from tests.portals.nasty.ordered import ByMonth, ByTitle, ByYear, OldestFirst
from tests.portals.nasty.parents import NO_LINK, Way
from tests.portals.nasty.parts import LEAVE, TRANSFER, Kit, Part
from tests.portals.nasty.portal import CATS, Portal, Spec
from tests.portals.nasty.posts import Plan, Special
from tests.portals.nasty.shared import Loud, UnderPath

Y19, Y20, Y21, Y22 = "2019-2020", "2020-2021", "2021-2022", "2022-2023"
MENUS = {**CATS, "lich": "Thực đơn - Lịch tuần"}
ABOVE = {**CATS, "phong": "Tin từ Phòng"}

AT_THE_ENDS = (
    Special("2021-07-31 23:50", trap="edge: the day before"),
    Special("2021-08-01 00:05", trap="edge: the first day"),
    Special("2021-08-01 06:40", nature="thong_bao", trap="edge: the first day, still July in UTC"),
    Special("2022-07-31 23:55", trap="edge: the last day"),
    Special("2022-08-01 00:30", trap="edge: the day after, still July in UTC"),
)
TOUCHED = (
    Special("2021-06-14 08:00", trap="updated in the window, posted before it", updated="2021-09-08 09:00"),
    Special("2021-06-28 09:30", trap="updated in the window, posted before it", updated="2021-09-08 09:20"),
    Special("2021-07-12 10:00", trap="updated in the window, posted before it", updated="2021-10-04 14:00"),
    Special("2021-07-19 15:10", trap="updated in the window, posted before it", updated="2022-01-10 08:00"),
    Special("2022-07-20 10:00", trap="updated after the window, posted in it", updated="2022-09-05 16:30"),
)
NAMESAKES = tuple(
    Special(at, "thong_bao", "Thông báo họp cha mẹ học sinh toàn trường", "shares its title with others")
    for at in ("2020-09-17 07:00", "2021-09-16 07:30", "2022-01-13 08:15")
)
DATED = (
    Special("2021-09-07 08:00", title="Lễ khai giảng 05/9/2021 qua ống kính học trò", trap="a day in the title"),
    Special("2021-09-10 08:00", title="Nhìn lại hội trại 26/3/2021", trap="the title's day lies before the window"),
    Special("2021-09-23 08:00", title="Đêm hội trăng rằm 21/9/2021", trap="a day in the title"),
    Special("2022-07-25 08:00", title="Học sinh háo hức đón ngày khai trường 05/9/2022", trap="the title's day lies after the window"),
    Special("2022-08-09 08:00", title="Lớp bơi hè 15/6/2022 đã khép lại", trap="the title's day lies in the window, the post does not"),
    Special("2022-11-18 08:00", title="Nhớ hội diễn văn nghệ ngày 20/11/2021", trap="the title's day lies in the window, the post does not"),
    *(Special(age=days, trap="an age instead of a date") for days in (1, 3, 6)),
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A portal and how the parent leads to it; `link` is the address the parent gives."""

    portal: Portal
    way: Way
    link: str


def _parts(
    kit: Kit, public: Part | Sequence[Part] | None, without: Sequence[str] = (), **instead: Part
) -> tuple[Part, ...]:
    """The usual sections with `public` as công khai; those in `without` left out, those in `instead` replaced."""
    usual = {"about": kit.about, "letters": kit.letters, "admission": kit.admission, "forms": kit.forms, "contact": kit.contact}  # fmt: skip
    made = [instead.get(name) or make() for name, make in usual.items() if name not in without]
    years = () if public is None else (public,) if isinstance(public, Part) else tuple(public)
    return (*made[:-1], *years, made[-1])


def _one(make: type[Portal], code: str, name: str, level: str, host: str, plan: Plan, way: Way, notes: str, parts: Callable[[Kit], tuple[Part, ...]],
         seed: int, *, cats: Mapping[str, str] = CATS, back: bool = False, prefix: str = "", link: str = "") -> Entry:  # fmt: skip
    kit = Kit(name, level, prefix + "/tep/{year}/{name}")
    spec = Spec(code, name, level, host, plan, parts(kit), way not in NO_LINK, cats, back, prefix, notes)
    return Entry(make(spec, seed), way, link or f"http://{host}{prefix}/")


def _boxes(seed: int) -> list[Entry]:
    return [
        _one(Cards, "THE", "Trường THCS Hòa Lợi", "THCS", "thcshoaloi.test", Plan(14, 28, 12, 12), "map",
             "40; dates only as badges on listings, pages print none; only rel=next leads on",
             lambda kit: _parts(kit, kit.public("Công khai", (Y21, Y20)), forms=kit.forms(wanted=(LEAVE, TRANSFER))), seed, back=True),
        _one(DivSoup, "TAI", "Trường Tiểu học Tân Hưng", "TH", "thtanhung.test", Plan(20, 27, 10, 14, special=AT_THE_ENDS), "onclick",
             "40; dates only in <time datetime=…Z>; the ends of the window in UTC; no văn bản",
             lambda kit: _parts(kit, kit.public("Ba công khai", (Y20, Y21)), ("letters",)), seed),
        _one(Details, "CHI", "Trường Tiểu học Khánh Bình", "TH", "thkhanhbinh.test", Plan(30, 33, 12, 20), "plain",
             "45; titles are no links; two addresses a post; two-digit years",
             lambda kit: _parts(kit, kit.public("Thực hiện 3 công khai", (Y22, Y21))), seed),
    ]  # fmt: skip


def _old(seed: int) -> list[Entry]:
    return [
        _one(OldTables, "BANG", "Trường Tiểu học Phú Hữu", "TH", "thphuhuu.test", Plan(20, 30, 11, 12), "select",
             "41; windows-1258; a pager of pictures; one script",
             lambda kit: _parts(kit, kit.public_on_one_page("Công khai theo TT36", (Y21, Y20)), forms=kit.forms(wanted=(LEAVE, TRANSFER))), seed),
        _one(Frameset, "KHUNG", "Trường THCS Thái Hòa", "THCS", "thcsthaihoa.test", Plan(24, 10, 4, 7), "select",
             "14; a frameset; công khai hollow, no forms, no admission",
             lambda kit: _parts(kit, kit.public_hollow("Công khai"), ("forms", "admission")), seed),
        _one(Sessions, "PHIEN", "Trường Tiểu học Hội Nghĩa", "TH", "thhoinghia.test", Plan(16, 32, 10, 13), "image",
             "42; every link carries a session that changes; 0-based pages; soft 404; công khai of the year hollow",
             lambda kit: _parts(kit, kit.public("Công khai", (Y21, Y20), hollow=(Y21,))), seed),
    ]  # fmt: skip


def _ordered(seed: int) -> list[Entry]:
    return [
        _one(ByTitle, "VAN", "Trường THCS Bình Mỹ", "THCS", "thcsbinhmy.test", Plan(18, 30, 9, 12, {"dang_lai": 6}), "redirect",
             "39, and 6 taken from the Phòng; sorted by title; a form is the pager; sections three levels down",
             lambda kit: _parts(kit, kit.public("Công khai giáo dục", (Y21, Y20))), seed, cats=ABOVE),
        _one(OldestFirst, "CU", "Trường Tiểu học Thạnh Mỹ", "TH", "ththanhmy.test", Plan(42, 30, 11, 20, {"thuc_don_lich": 7}), "refresh",
             "41; oldest first; the link to the last page is wrong; admission hollow",
             lambda kit: _parts(kit, kit.public("Công khai", (Y21,)), admission=kit.admission(hollow=True)), seed, cats=MENUS),
        _one(ByYear, "LUU", "Trường Tiểu học Lạc An", "TH", "thlacan.test", Plan(28, 34, 12, 22, touched=4), "second-page",
             "46; only the archive's years lead to old posts; no category in the menu; dates without a year there",
             lambda kit: _parts(kit, kit.public_on_one_page("Công khai", (Y22, Y21, Y20))), seed, back=True),
        _one(ByMonth, "THANG", "Trường THCS Tân Bình", "THCS", "thcstanbinh.test", Plan(12, 29, 10, 9), "commented",
             "39; the month is a heading and the day a row's; the introduction is hollow",
             lambda kit: _parts(kit, kit.public("Công khai", (Y21, Y20)), about=kit.about(hollow=True)), seed, cats={"tin": "Bản tin"}),
    ]  # fmt: skip


def _crowded(seed: int) -> list[Entry]:
    return [
        _one(ThreeAddresses, "BA", "Trường THCS Vĩnh Tân", "THCS", "thcsvinhtan.test",
             Plan(14, 26, 9, 8, {"thuc_don_lich": 6}, (*TOUCHED, *NAMESAKES), touched=3), "name",
             "38 and 6 menus; three addresses a post; listings print updates; posts that share a title; công khai of other years only",
             lambda kit: _parts(kit, kit.public("Công khai", (Y22, Y20))), seed, cats=MENUS),
        _one(Boxes, "KHOI", "Trường Tiểu học Thường Tân", "TH", "ththuongtan.test", Plan(22, 33, 11, 9, {"dang_lai": 5}), "wrong",
             "44; boxes with days everywhere, an endless calendar; the day at the end of a page; pages in a select; no forms",
             lambda kit: _parts(kit, kit.public_on_one_page("Công khai", (Y20, Y21)), ("forms",)), seed, cats=ABOVE,
             link="http://ththuongtan2.test/"),
        _one(MonthFirst, "MDY", "Trường THCS Uyên Hưng", "THCS", "thcsuyenhung.test", Plan(76, 32, 12, 45), "button",
             "44 of 165; no dates on listings, m/d/yyyy on pages, dd/mm/yyyy in texts; matrix addresses",
             lambda kit: _parts(kit, kit.public("Công khai", (Y22, Y21, Y20))), seed, back=True),
        _one(Ages, "TUOI", "Trường Tiểu học Đất Cuốc", "TH", "thdatcuoc.test", Plan(14, 28, 8, 9, special=DATED), "plain",
             "40; days in titles and at the head of excerpts; ages for new posts; paged by offset; no công khai; linked by www",
             lambda kit: _parts(kit, None), seed, link="http://www.thdatcuoc.test/"),
    ]  # fmt: skip


def _shared(seed: int) -> list[Entry]:
    host = "giaoducvinhloc.test"
    school = _one(UnderPath, "CHUNG", "Trường Tiểu học An Bình", "TH", host, Plan(12, 29, 11, 10), "plain",
                  "40; under a path whose name begins a neighbour's; the neighbour's news on every page; pages that grow",
                  lambda kit: _parts(kit, kit.public("Công khai", (Y21, Y20)), forms=kit.forms(wanted=(LEAVE,))), seed, prefix="/th-an-binh",
                  link=f"http://{host}/th-an-binh")  # fmt: skip
    loud = _one(Loud, "HOA", "Trường THCS Tân Mỹ", "THCS", "thcstanmy.test", Plan(10, 29, 11, 8, {"thuc_don_lich": 5}), "plain",
                "40; capitals and NFD, in addresses too", lambda kit: _parts(kit, kit.public("Công khai", (Y21, Y20))), seed,
                cats=MENUS, link="HTTP://THCSTANMY.TEST/")  # fmt: skip
    return [school, loud]


def neighbour(seed: int) -> Portal:
    """The school beside CHUNG on the same host, which nobody audits."""
    return _one(UnderPath, "CHUNG2", "Trường Tiểu học An Bình 2", "TH", "giaoducvinhloc.test", Plan(6, 40, 20, 4), "name", "",
                lambda kit: _parts(kit, kit.public("Công khai", (Y21,))), seed, prefix="/th-an-binh-2").portal  # fmt: skip


def entries(seed: int) -> list[Entry]:
    """All schools of the set, freshly made from the seed."""
    return [*_boxes(seed), *_old(seed), *_ordered(seed), *_crowded(seed), *_shared(seed)]
