"""The fourth part of the set: probes of the line of 40, injected portals, and portals where natures decide."""
# ruff: noqa: E501 (a portal's parts stand on a line each)

from __future__ import annotations

from functools import partial

from tests.portals.labelled.injected import LOOKALIKES, BrokenNukeViet, BrokenPlain, infected
from tests.portals.labelled.model import Page
from tests.portals.labelled.posts import Plan, Special, edges
from tests.portals.labelled.probes import (
    Plain,
    UtcBeside,
    UtcOnly,
    VoicedDrupal,
    VoicedJoomla,
    VoicedNukeViet,
    VoicedQuangIch,
)
from tests.portals.labelled.rosters import BINH_KHE, Entry, categories, portal
from tests.portals.labelled.sections import LEAVE, Kit
from tests.portals.labelled.voices import told

Y20, Y21, Y22 = "2020-2021", "2021-2022", "2022-2023"
MIXED = frozenset({"review", "partial", "fail"})
"""For a công khai section in which the years' posts stand in one list."""


def _whole(kit: Kit) -> list[Page]:
    """All sections, well kept: what a probe of the posts needs."""
    return [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        *kit.by_year("Công khai", (Y20, Y21)),
    ]


def _utc(*days: str) -> tuple[Special, ...]:
    return tuple(
        Special(
            day, "tin", "the UTC day is another school year" if day[11:] < "07:00" else "minutes before the year's end"
        )
        for day in days
    )


def line_of_40() -> list[Entry]:
    """Exactly 39, 40 and 41; and 40 and 39 that a reader who takes UTC days for local ones sees as 38 and 41."""
    kit = Kit("Trường Tiểu học Long Hải", "TH", "/images/{y}/{m:02d}/{name}")
    plan = Plan(
        921,
        "TH",
        {
            Y20: {"tin": 30, "thong_bao": 8},
            Y21: {"tin": 24, "thong_bao": 11, "khac": 2, "van_ban": 8, "thuc_don": 6},
            Y22: {"tin": 12},
        },
        edges(),
    )
    p39 = portal(VoicedJoomla, "P39", kit.school, "TH", "thlonghai.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb", "vb", "lich"), "from-source",
                 "joomla", tell=told, notes="39, with 39 more just before the window and 14 others in it")  # fmt: skip
    kit = Kit("Trường THCS Trưng Vương", "THCS", "/sites/default/files/{y}-{m:02d}/{name}")
    plan = Plan(
        922,
        "THCS",
        {Y20: {"tin": 22}, Y21: {"tin": 25, "thong_bao": 13, "van_ban": 5}, Y22: {"tin": 15}},
        edges(),
        first_id=60,
    )
    p40 = portal(VoicedDrupal, "P40", kit.school, "THCS", "thcstrungvuong.test", BINH_KHE, "table", plan, _whole(kit), categories("tin", "tb", "vb"), "from-source",
                 "drupal", tell=told, notes="exactly 40, two of them in the window's first and last minute")  # fmt: skip
    kit = Kit("Trường Tiểu học Cẩm Giang", "TH", "/UploadImages/thcamgiang/{y}_{m}/{name}")
    plan = Plan(
        923,
        "TH",
        {Y20: {"tin": 12}, Y21: {"tin": 27, "thong_bao": 11, "khac": 1, "lich": 7, "dang_lai": 9}, Y22: {"tin": 6}},
        edges(),
        first_id=70000,
    )
    p41 = portal(VoicedQuangIch, "P41", kit.school, "TH", "thcamgiang.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb", "phong", "lich"), "invented",
                 "quangich", tell=told, notes="41")  # fmt: skip

    kit = Kit("Trường Tiểu học Bàu Sen", "TH", "/tep/{y}/{name}")
    ends = _utc(
        "2021-07-31 23:59",
        "2021-08-01 00:00",
        "2021-08-01 03:10",
        "2021-08-01 06:59",
        "2022-07-31 23:59",
        "2022-08-01 00:00",
    )
    plan = Plan(924, "TH", {Y20: {"tin": 14}, Y21: {"tin": 28, "thong_bao": 8}, Y22: {"tin": 7}}, ends)
    utc40 = portal(UtcOnly, "UTC40", kit.school, "TH", "thbausen.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb"), "invented", "custom", tell=told,
                   notes="days only in time[datetime] with Z; 40, but 38 by UTC days")  # fmt: skip
    kit = Kit("Trường THCS Bàu Cá", "THCS", "/tep/{y}/{name}")
    ends = _utc(
        "2021-07-31 23:59",
        "2021-08-01 00:00",
        "2022-07-31 23:59",
        "2022-08-01 00:00",
        "2022-08-01 02:15",
        "2022-08-01 06:59",
    )
    plan = Plan(925, "THCS", {Y20: {"tin": 11}, Y21: {"tin": 27, "thong_bao": 10}, Y22: {"tin": 8}}, ends)
    utc39 = portal(UtcBeside, "UTC39", kit.school, "THCS", "thcsbauca.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb"), "invented", "custom",
                   tell=told, notes="the local day printed, the machine's in UTC; 39, but 41 by UTC days")  # fmt: skip
    return [p39, p40, p41, utc40, utc39]


def doubtful() -> list[Entry]:
    """38 and three without a day; 45 of which 8 are menus and rotas; 45 copies of the Phòng's news and nothing else."""
    kit = Kit("Trường Tiểu học Suối Cạn", "TH", "/tep/{y}/{name}")
    # They stand at the window's start in every listing, so that their neighbours' days do not tell theirs either.
    unsure = (Special("2021-08-02 09:00", "tin", "only a month", shown="Tháng 8/2021"), Special("2021-08-02 10:00", "tin", "only the day of an edit", shown="Cập nhật: 12/10/2021"),
              Special("2021-08-02 11:00", "thong_bao", "only the day of an edit", shown="Cập nhật lần cuối: 03/01/2022"))  # fmt: skip
    plan = Plan(931, "TH", {Y20: {"tin": 15}, Y21: {"tin": 28, "thong_bao": 10}, Y22: {"tin": 6}}, unsure)
    first = portal(Plain, "UNSURE", kit.school, "TH", "thsuoican.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb"), "invented", "custom", tell=told,
                   notes="38 sure; three were put up on a day that no page tells")  # fmt: skip
    kit = Kit("Trường Tiểu học Rạch Kiến", "TH", "/tep/{y}/{name}")
    plan = Plan(
        932,
        "TH",
        {Y20: {"tin": 12}, Y21: {"tin": 27, "thong_bao": 10, "thuc_don": 5, "lich": 3}, Y22: {"tin": 5}},
        categories={"thuc_don": "tin", "lich": "tb"},
    )
    second = portal(Plain, "MENU8", kit.school, "TH", "thrachkien.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb"), "invented", "custom", tell=told,
                    notes="45 in the window, 8 of them menus and rotas among the news: 37")  # fmt: skip
    kit = Kit("Trường Tiểu học Gò Mây", "TH", "/tep/{y}/{name}")
    plan = Plan(933, "TH", {Y20: {"tin": 9}, Y21: {"dang_lai": 45}, Y22: {"tin": 4}}, categories={"dang_lai": "tin"})
    third = portal(Plain, "REPOST", kit.school, "TH", "thgomay.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb"), "invented", "custom", tell=told,
                   notes="45 in the window, each with 'Nguồn: Phòng GD' and the Phòng's own text: 0")  # fmt: skip
    return [first, second, third]


def broken() -> list[Entry]:
    """Two portals with gambling posts: one short of 40 without them, one above."""
    kit = Kit("Trường Tiểu học Đồng Xoài", "TH", "/tep/{y}/{name}")
    plan = Plan(
        941,
        "TH",
        {Y20: {"tin": 13, "rac": 4}, Y21: {"tin": 20, "thong_bao": 10, "rac": 24}, Y22: {"tin": 6, "rac": 5}},
        LOOKALIKES,
    )
    first = portal(BrokenPlain, "INJ1", kit.school, "TH", "thdongxoai.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin", "tb"), "invented", "custom",
                   tell=infected, notes="34 true and 24 spam in the window; 1,500 doorways in the sitemap, all of one day; hidden links")  # fmt: skip
    kit = Kit("Trường THCS Hồ Nai", "THCS", "/uploads/page/{y}_{m:02d}/{name}")
    plan = Plan(
        942,
        "THCS",
        {Y20: {"tin": 16}, Y21: {"tin": 27, "thong_bao": 12, "rac": 15}, Y22: {"tin": 9, "rac": 3}},
        LOOKALIKES,
    )
    second = portal(BrokenNukeViet, "INJ2", kit.school, "THCS", "thcshonai.test", BINH_KHE, "table", plan, _whole(kit), categories("tin", "tb"), "from-source", "nukeviet",
                    tell=infected, notes="43 true and 15 spam in the window, both in the news sitemap; hidden links")  # fmt: skip
    return [first, second]


def natures() -> list[Entry]:
    """Natures by category, all natures in one category, and a NukeViet with posts of which nobody can tell."""
    kit = Kit("Trường Tiểu học Tân Hội", "TH", "/tep/{y}/{name}")
    cats = {"tin": "Hoạt động của trường", "tb": "Thông báo", "phong": "Tin ngành", "kh": "Kế hoạch", "vb": "Công văn đi - đến", "ck": "Công khai tài chính",
            "menu": "Bếp ăn bán trú", "lich": "Lịch công tác", "ns": "Đội ngũ thầy cô"}  # fmt: skip
    places = {"ke_hoach": "kh", "cong_khai": "ck", "thuc_don": "menu", "nhan_su": "ns", "bao": "phong"}
    year = {"tin": 24, "thong_bao": 12, "khac": 3, "thuc_don": 14, "lich": 10, "ke_hoach": 8, "cong_khai": 7, "van_ban": 9, "nhan_su": 6, "trong": 5, "dang_lai": 6,
            "bao": 3, "thu": 2, "?": 4}  # fmt: skip
    plan = Plan(
        951,
        "TH",
        {Y20: {"tin": 10, "cong_khai": 3}, Y21: year, Y22: {"tin": 5}},
        edges(),
        categories=places,
        attach="/tep/dinh-kem/",
    )
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.forms()]
    first = portal(Plain, "NAT1", kit.school, "TH", "thtanhoi.test", BINH_KHE, "plain", plan, pages, cats, "invented", "custom", tell=told,
                   outcomes={"3.4": MIXED}, notes="each nature in a category of its own: 41 of 115 count, 4 are open")  # fmt: skip

    kit = Kit("Trường THCS Phú Hữu", "THCS", "/tep/{y}/{name}")
    year = {
        "tin": 22,
        "thong_bao": 9,
        "khac": 3,
        "thuc_don": 9,
        "lich": 8,
        "ke_hoach": 5,
        "van_ban": 6,
        "cong_khai": 5,
        "nhan_su": 4,
        "trong": 4,
        "bao": 4,
        "thu": 2,
        "?": 4,
    }
    everything = dict.fromkeys(("tin", "thong_bao", *year), "tin")
    plan = Plan(
        952, "THCS", {Y20: {"tin": 8}, Y21: year, Y22: {"tin": 6}}, categories=everything, attach="/tep/dinh-kem/"
    )
    second = portal(Plain, "NAT2", kit.school, "THCS", "thcsphuhuu.test", BINH_KHE, "plain", plan, _whole(kit), categories("tin"), "invented", "custom",
                    tell=partial(told, capitals=0.35), notes="one category for all, a third of the titles in capitals: 34 of 85 count, 4 are open")  # fmt: skip

    kit = Kit("Trường Tiểu học Ea Kar", "TH", "/uploads/page/{y}_{m:02d}/{name}")
    plan = Plan(953, "TH", {Y20: {"tin": 16}, Y21: {"tin": 27, "thong_bao": 9, "khac": 2, "van_ban": 5, "lich": 4, "nhan_su": 3, "trong": 3, "?": 4}, Y22: {"tin": 9}},
                attach="/uploads/news/{y}_{m:02d}/")  # fmt: skip
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.forms(wanted=(LEAVE,)),
        *kit.by_year("Công khai", (Y21,)),
    ]
    third = portal(VoicedNukeViet, "NAT3", kit.school, "TH", "theakar.test", BINH_KHE, "plain", plan, pages, categories("tin", "tb", "vb", "lich"), "from-source", "nukeviet",
                   tell=partial(told, capitals=0.2), notes="38 count and 4 are open")  # fmt: skip
    return [first, second, third]
