"""The second half of the set: hosted platforms and portals that somebody wrote by hand."""
# ruff: noqa: E501 (a portal's parts stand on a line each)

from __future__ import annotations

from datetime import datetime

from tests.portals.labelled.handmade import Pager14, Relative, Trang, UsDates, fresh
from tests.portals.labelled.handmade2 import Caps, LastPage, NoDates
from tests.portals.labelled.handmade3 import Hugo, UnderPath
from tests.portals.labelled.hosted import Blogspot, QuangIch, Violet
from tests.portals.labelled.posts import Plan, Special, edges
from tests.portals.labelled.rosters import PHUOC_LAM, THUAN_PHU, VINH_AN, Entry, categories, portal
from tests.portals.labelled.sections import LEAVE, RECHECK, Kit

Y20, Y21, Y22 = "2020-2021", "2021-2022", "2022-2023"
REVIEW = frozenset({"review"})


def hosted() -> list[Entry]:
    """Quảng Ích, Blogspot, violet.vn."""
    kit = Kit("Trường THCS Thanh Xuân", "THCS", "/UploadImages/thcsthanhxuan/{y}_{m}/{name}")
    plan = Plan(611, "THCS", {Y20: {"tin": 20, "thong_bao": 5}, Y21: {"tin": 34, "thong_bao": 12, "dang_lai": 5, "thuc_don_lich": 8}, Y22: {"tin": 12}},
                edges(), first_id=90000)  # fmt: skip
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        kit.headings("Công khai theo TT36", (Y21, Y20)),
    ]
    first = portal(QuangIch, "QI", kit.school, "THCS", "thcsthanhxuan.test", THUAN_PHU, "plain", plan, pages, categories("tin", "tb", "phong", "lich"),
                   "invented", "quangich", link="http://thcsthanhxuan.test/homegd10",
                   notes="sitemap's lastmod is the last edit; ct, ctmb and ctfull are one post; search is forbidden")  # fmt: skip

    kit = Kit("Trường Tiểu học Hoa Sen", "TH", "/tep/{name}")
    plan = Plan(
        612,
        "TH",
        {Y20: {"tin": 22}, Y21: {"tin": 32, "thong_bao": 8, "khac": 2, "thuc_don_lich": 5}, Y22: {"tin": 13}},
        first_id=4000,
    )
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.parents_corner(),
        kit.mixed("Ba công khai", (Y21, Y20)),
    ]
    second = portal(Blogspot, "BLOG", kit.school, "TH", "thhoasen.blog.test", THUAN_PHU, "old", plan, pages, categories("tin", "tb", "lich"),
                    "from-source", "blogspot", link="http://thhoasencu.test/", shape="flat",
                    outcomes={"3.1": frozenset({"pass", "unknown"}), "3.4": REVIEW, "3.2": frozenset({"pass", "partial", "review"})},
                    notes="robots.txt closes /search, so labels are closed and feed, sitemap and months are open; linked by an old domain")  # fmt: skip

    kit = Kit("Trường Tiểu học Phú Mỹ", "TH", "/dl/{name}")
    plan = Plan(613, "TH", {Y20: {"tin": 18}, Y21: {"tin": 19, "thong_bao": 6}, Y22: {"tin": 7}}, first_id=1100000)
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(hollow=True), kit.van_ban()]
    third = portal(Violet, "VIO", kit.school, "TH", "thphumy.violetlike.test", THUAN_PHU, "relative", plan, pages, categories("tin", "tb"),
                   "invented", "violet", link="//thphumy.violetlike.test/", notes="20h:35' dates only on pages; no công khai at all; 25")  # fmt: skip
    return [first, second, third]


def handmade(now: datetime) -> list[Entry]:
    """`?trang=`, "Trang 1/14", US dates, ages instead of dates (relative to `now`)."""
    kit = Kit("Trường Tiểu học An Thạnh", "TH", "/taive/{y}/{name}")
    broken = (Special("2021-11-03 08:00", "tin", "null date", shown="01/01/1970"), Special("2022-02-14 09:00", "tin", "impossible date", shown="31/02/2022"),
              Special("2022-04-05 10:00", "thong_bao", "far future", shown="05/09/2222"))  # fmt: skip
    plan = Plan(
        621,
        "TH",
        {Y20: {"tin": 18, "thong_bao": 4}, Y21: {"tin": 28, "thong_bao": 10, "van_ban": 3}, Y22: {"tin": 9}},
        broken,
    )
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.forms(),
        *kit.by_year("Công khai", (Y21, Y20), level="THCS"),
    ]
    first = portal(Trang, "TRANG", kit.school, "TH", "thanthanh.test", THUAN_PHU, "plain", plan, pages, categories("tin", "tb", "vb", "lich"),
                   "invented", "custom", outcomes={"3.4": REVIEW}, notes="38 sure and 3 with dates that are none; forms of another level; session ids")  # fmt: skip

    kit = Kit("Trường Tiểu học Xuân Mai", "TH", "/tai-lieu/{y}/{m}/{name}")
    pinned = (
        Special("2022-03-02 07:45", "thong_bao", "sticky", sticky=True, title="Thông báo số điện thoại đường dây nóng"),
    )
    plan = Plan(
        622,
        "TH",
        {Y20: {"tin": 40, "thong_bao": 10}, Y21: {"tin": 28, "thong_bao": 8, "thuc_don_lich": 8}, Y22: {"tin": 16}},
        pinned,
    )
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.van_ban(), kit.wall("Công khai", "cong_khai", "soft404", "cong-khai"),
             kit.forms("Biểu mẫu", ())]  # fmt: skip
    second = portal(Pager14, "P14", kit.school, "TH", "thxuanmai.phuoclam.test", PHUOC_LAM, "none", plan, pages, categories("tin", "tb", "lich"),
                    "invented", "custom", shape="flat", outcomes={"3.2": REVIEW},
                    notes="45 in the window of which 8 are menus: 37; a pinned notice on every page; amp and utm copies; soft 404; same domain, no link")  # fmt: skip

    kit = Kit("Trường THCS Võ Thị Sáu", "THCS", "/files/{y}/{name}")
    plan = Plan(623, "THCS", {Y20: {"tin": 24, "thong_bao": 6}, Y21: {"tin": 30, "thong_bao": 14}, Y22: {"tin": 12}})
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        *kit.by_year("Công khai", (Y20, Y21), style="iframe"),
    ]
    third = portal(UsDates, "US", kit.school, "THCS", "thcsvothisau.test", THUAN_PHU, "map", plan, pages, categories("tin", "tb"), "invented", "custom",
                   notes="m/d/Y on listings, English months on pages; 44; files only in iframes")  # fmt: skip

    kit = Kit("Trường Tiểu học Long Bình", "TH", "/f/{y}/{name}")
    ages = (1, 3, 5, 9, 13, 16, 22, 27)
    recent = tuple(Special(at, "tin", "age in days" if age < 14 else "age in weeks: the day is not to be known exactly")
                   for age, at in zip(ages, fresh(now, ages), strict=True))  # fmt: skip
    plan = Plan(624, "TH", {Y20: {"tin": 16}, Y21: {"tin": 32, "thong_bao": 13}, Y22: {"tin": 11}}, recent)
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        *kit.by_year("Công khai giáo dục", (Y21, Y22)),
    ]
    fourth = portal(Relative, "REL", kit.school, "TH", "thlongbinh.test", THUAN_PHU, "select", plan, pages, categories("tin", "tb"), "invented", "custom",
                    back=True, notes="ages for recent posts, far from the window; 45")  # fmt: skip
    return [first, second, third, fourth]


def handmade2() -> list[Entry]:
    """A pager without end, capitals, no dates, a static site, two schools under paths of their district."""
    kit = Kit("Trường Tiểu học Minh Tân", "TH", "/upload/{name}")
    plan = Plan(
        631,
        "TH",
        {
            Y20: {"tin": 6, "dang_lai": 10},
            Y21: {"tin": 4, "thong_bao": 2, "dang_lai": 40},
            Y22: {"tin": 3, "dang_lai": 12},
        },
    )
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(hollow=True),
        kit.van_ban(),
        kit.hollow("Công khai"),
        kit.forms("Biểu mẫu", ()),
    ]
    first = portal(LastPage, "LAST", kit.school, "TH", "thminhtan.test", THUAN_PHU, "www", plan, pages, categories("tin", "tb", "phong", "lich"),
                   "invented", "custom", link="http://www.thminhtan.test/", notes="46 in the window, 40 of them the Phòng's: 6; endless pager; calendar")  # fmt: skip

    kit = Kit("Trường THCS Nguyễn Du", "THCS", "/data/{y}/{name}")
    plan = Plan(632, "THCS", {Y20: {"tin": 20}, Y21: {"tin": 33, "thong_bao": 14, "dang_lai": 4}, Y22: {"tin": 9}})
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh("Thông tin xét tuyển đầu cấp"), kit.van_ban("Hệ thống văn bản"), kit.forms("Các mẫu đơn"),
             *kit.by_year("Quy chế 3 công khai theo TT36", (Y21, Y20), year_label="NH {year}")]  # fmt: skip
    second = portal(Caps, "CAPS", kit.school, "THCS", "thcsnguyendu.test", THUAN_PHU, "deep", plan, pages, categories("tin", "tb", "phong"),
                    "invented", "custom", shape="deep", notes="capitals without marks, mega menu and its copy, sections on the third level; 47")  # fmt: skip

    kit = Kit("Trường Tiểu học Sông Bé", "TH", "/static/{name}")
    plan = Plan(633, "TH", {Y20: {"tin": 10}, Y21: {"tin": 34, "thong_bao": 10}, Y22: {"tin": 6}})
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(wanted=(LEAVE,)),
        *kit.by_year("Công khai", (Y21,)),
    ]
    third = portal(NoDates, "NODATE", kit.school, "TH", "thsongbe.test", THUAN_PHU, "plain", plan, pages, categories("tin", "tb"), "invented", "custom",
                   shape="flat", notes="no date anywhere: 0 sure, 60 possible")  # fmt: skip

    kit = Kit("Trường Tiểu học Đông Hòa", "TH", "/docs/{name}")
    papers = tuple(Special(f"2022-0{n}-17 10:00", "dang_lai", "repost by its source line", title=title, source="Báo Tuổi Trẻ", category="tin")
                   for n, title in enumerate(("Trẻ em và thế giới số", "Mười điều cha mẹ nên làm cùng con", "Dinh dưỡng học đường", "Phòng cận thị cho trẻ",
                                              "Giấc ngủ của trẻ tiểu học"), 1))  # fmt: skip
    plan = Plan(634, "TH", {Y20: {"tin": 14}, Y21: {"tin": 28, "thong_bao": 8}, Y22: {"tin": 8}}, (*edges(), *papers))
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(wanted=(LEAVE, RECHECK)),
        *kit.by_year("Công khai", (Y20, Y21)),
    ]
    fourth = portal(Hugo, "HUGO", kit.school, "TH", "thdonghoa.test", THUAN_PHU, "https", plan, pages, categories("tin", "tb"), "invented", "hugo",
                    link="https://thdonghoa.test/", notes="38 of its own; 5 newspaper pieces show their source on their pages only")  # fmt: skip

    kit = Kit("Trường Tiểu học Vĩnh Phú", "TH", "/truong-th-vinhphu/tep/{name}")
    plan = Plan(635, "TH", {Y20: {"tin": 13}, Y21: {"tin": 31, "thong_bao": 8}, Y22: {"tin": 9}}, edges())
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        *kit.by_year("Công khai", (Y20, Y21)),
    ]
    fifth = portal(UnderPath, "PATH1", kit.school, "TH", "pgdvinhan.test", VINH_AN, "plain", plan, pages, categories("tin", "tb"), "invented", "custom-path",
                   prefix="/truong-th-vinhphu", notes="below a path of the district's portal, whose 59 posts and công khai are not its own; 41")  # fmt: skip
    kit = Kit("Trường THCS Hòa Lợi", "THCS", "/truong-thcs-hoaloi/tep/{name}")
    plan = Plan(636, "THCS", {Y20: {"tin": 5}, Y21: {"tin": 9, "thong_bao": 3}})
    pages = [
        kit.gioi_thieu(hollow=True),
        kit.lien_he(),
        kit.tuyen_sinh(hollow=True),
        kit.hollow("Công khai"),
        kit.forms(wanted=()),
    ]
    sixth = portal(UnderPath, "PATH2", kit.school, "THCS", "pgdvinhan.test", VINH_AN, "plain", plan, pages, categories("tin", "tb", "vb"), "invented",
                   "custom-path", prefix="/truong-thcs-hoaloi", notes="a rich menu over empty sections, beside a sibling that has them; 12")  # fmt: skip
    return [first, second, third, fourth, fifth, sixth]
