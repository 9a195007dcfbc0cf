"""The first half of the set: portals of known content management systems."""
# ruff: noqa: E501 (a portal's parts stand on a line each)

from __future__ import annotations

from tests.portals.labelled.drupal import Drupal7, Drupal10
from tests.portals.labelled.joomla import Joomla3, Joomla5
from tests.portals.labelled.model import m
from tests.portals.labelled.nukeviet import NukeViet34, NukeViet44, NukeViet45
from tests.portals.labelled.posts import Plan, Special, edges
from tests.portals.labelled.rosters import OLD_PGD, PHUOC_LAM, SHORT, THUAN_PHU, Entry, categories, portal
from tests.portals.labelled.sections import LEAVE, RECHECK, TRANSFER, Kit
from tests.portals.labelled.vhv import Vhv
from tests.portals.labelled.vnpt import Dnn, Vnpt

Y20, Y21, Y22 = "2020-2021", "2021-2022", "2022-2023"
PAPER = "Báo Giáo dục và Thời đại"


def nukeviet() -> list[Entry]:
    """Three generations of NukeViet: 44, 39 and exactly 40 posts that count."""
    kit = Kit("Trường Tiểu học Nguyễn Trãi", "TH", "/uploads/page/{y}_{m:02d}/{name}")
    plan = Plan(451, "TH", {Y20: {"tin": 18, "thong_bao": 6}, Y21: {"tin": 30, "thong_bao": 12, "dang_lai": 7, "van_ban": 4},
                            Y22: {"tin": 9, "thong_bao": 3}},
                edges(), cross_every=4, cross_into="tb", attach="/uploads/news/{y}_{m:02d}/")  # fmt: skip
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.forms(), *kit.by_year("Công khai", (Y20, Y21, Y22))]
    first = portal(NukeViet45, "NV45", kit.school, "TH", "thnguyentrai.test", THUAN_PHU, "select", plan, pages,
                   categories("tin", "tb", "phong", "vb"), "from-source", "nukeviet", back=True,
                   notes="cross-posted, print/savefile, posts at the minute of 31/7 and 1/8")  # fmt: skip

    kit = Kit("Trường THCS Phan Bội Châu", "THCS", "/uploads/page/{y}_{m:02d}/{name}")
    plan = Plan(442, "THCS", {Y20: {"tin": 15, "thong_bao": 7}, Y21: {"tin": 25, "thong_bao": 12, "thuc_don_lich": 9, "dang_lai": 6,
                                                                   "van_ban": 5}, Y22: {"tin": 12}},
                edges(), attach="/uploads/news/{y}_{m:02d}/")  # fmt: skip
    pages = [kit.gioi_thieu("Giới thiệu chung"), kit.lien_he(), kit.tuyen_sinh("Tuyển sinh lớp 6"),
             kit.parents_corner(wanted=(LEAVE, RECHECK)), kit.mixed("3 công khai", (Y20, Y21))]  # fmt: skip
    second = portal(NukeViet44, "NV44", kit.school, "THCS", "thcsphanboichau.test", THUAN_PHU, "deep", plan, pages,
                    categories("tin", "tb", "phong", "vb", "lich"), "from-source", "nukeviet",
                    outcomes={"3.4": frozenset({"review"})}, notes="no dates on listings, no sitemap; 39 of 59 in the window count")  # fmt: skip

    kit = Kit("Trường Tiểu học Trần Quốc Toản", "TH", "/uploads/download/{y}/{m}/{name}")
    plan = Plan(
        343, "TH", {Y20: {"tin": 21}, Y21: {"tin": 24, "thong_bao": 14}, Y22: {"tin": 8, "thong_bao": 2}}, edges()
    )
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.van_ban("Văn bản - Công văn"),
             kit.headings("Thực hiện 03 công khai", (Y22, Y21, Y20))]  # fmt: skip
    third = portal(NukeViet34, "NV34", kit.school, "TH", "thtranquoctoan.test", THUAN_PHU, "image", plan, pages, categories("tin", "tb"),
                   "invented", "nukeviet", shape="flat", notes="12-hour dates with dashes; exactly 40; no forms")  # fmt: skip
    return [first, second, third]


def joomla() -> list[Entry]:
    """Joomla 3 with hollow sections, Joomla 5 with UTC times and two posts of one title."""
    kit = Kit("Trường THCS Lê Hồng Phong", "THCS", "/images/vanban/{y}/{name}")
    papers = tuple(Special(f"2021-{month:02d}-1{month % 10} 09:1{month % 10}", "dang_lai", "repost by its source line", title=title, source=PAPER, category="tin")
                   for month, title in ((9, "Nhiều địa phương linh hoạt tổ chức dạy học"), (10, "Mùa thi và những điều cần nhớ"), (12, "Sách giáo khoa mới vào lớp 6")))  # fmt: skip
    plan = Plan(
        301,
        "THCS",
        {
            Y20: {"tin": 20, "thong_bao": 10},
            Y21: {"tin": 30, "thong_bao": 16, "dang_lai": 4, "van_ban": 3},
            Y22: {"tin": 11},
        },
        papers,
    )
    pages = [kit.gioi_thieu(hollow=True), kit.lien_he(), kit.tuyen_sinh(), kit.forms("Biểu mẫu", (LEAVE, TRANSFER)),
             *kit.by_year("Công khai - minh bạch", (Y20, Y21), hollow=(Y21,))]  # fmt: skip
    first = portal(Joomla3, "JO3", kit.school, "THCS", "thcslehongphong.test", THUAN_PHU, "commented", plan, pages,
                   categories("tin", "tb", "phong", "vb"), "from-source", "joomla",
                   notes="published and modified shown; the year's part is empty; link commented out")  # fmt: skip

    kit = Kit("Trường Tiểu học Kim Đồng", "TH", "/images/{y}/{m:02d}/{name}")
    same = "Thông báo lịch nghỉ Tết Nguyên đán"
    twice = (Special("2021-01-28 08:00", "thong_bao", "same title as another", title=same),
             Special("2022-01-20 08:00", "thong_bao", "same title as another", title=same))  # fmt: skip
    plan = Plan(
        502,
        "TH",
        {Y20: {"tin": 19}, Y21: {"tin": 28, "thong_bao": 10, "van_ban": 2}, Y22: {"tin": 10, "thong_bao": 5}},
        (*edges(), *twice),
    )
    pages = [kit.gioi_thieu("Về chúng tôi"), kit.lien_he(), kit.tuyen_sinh("Tuyển sinh đầu cấp"), kit.forms("Mẫu đơn"),
             kit.file_names("Công khai thông tin", (Y20, Y21))]  # fmt: skip
    second = portal(Joomla5, "JO5", kit.school, "TH", "thkimdong.test", THUAN_PHU, "script-page", plan, pages, categories("tin", "tb", "vb"),
                    "from-source", "joomla", back=True, outcomes={"3.4": frozenset({"review"})},
                    notes="UTC machine times cross midnight at both ends of the window; 41")  # fmt: skip
    return [first, second]


def drupal() -> list[Entry]:
    """Drupal 7 and 10; the latter with last year's công khai overwritten and forms behind a login."""
    kit = Kit("Trường THCS Chu Văn An", "THCS", "/sites/default/files/{name}")
    plan = Plan(701, "THCS", {"2019-2020": {"tin": 8}, Y20: {"tin": 17, "thong_bao": 9}, Y21: {"tin": 29, "thong_bao": 10, "khac": 4, "dang_lai": 5, "van_ban": 3},
                              Y22: {"tin": 14}}, cross_every=5, cross_into="tb", first_id=300)  # fmt: skip
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.forms("Thủ tục hành chính"),
             *kit.by_year("Quy chế công khai", (Y21, Y20), style="table")]  # fmt: skip
    first = portal(Drupal7, "DR7", kit.school, "THCS", "thcschuvanan.test", THUAN_PHU, "plain", plan, pages,
                   categories("tin", "tb", "phong", "vb"), "from-source", "drupal", notes="pages from 0, last page repeats, month archives, comments with ages")  # fmt: skip

    kit = Kit("Trường Tiểu học Bình Minh", "TH", "/sites/default/files/{y}-{m:02d}/{name}")
    plan = Plan(
        1001,
        "TH",
        {Y20: {"tin": 14}, Y21: {"tin": 36, "thong_bao": 14}, Y22: {"tin": 20, "thong_bao": 6}},
        edges(),
        first_id=80,
    )
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.van_ban(), kit.headings("Công khai", (Y22,)),
             kit.wall("Thủ tục - Biểu mẫu", "thu_tuc_bieu_mau", "login", "bieu-mau")]  # fmt: skip
    second = portal(Drupal10, "DR10", kit.school, "TH", "thbinhminh.test", THUAN_PHU, "none", plan, pages, categories("tin", "tb"),
                    "from-source", "drupal", outcomes={"3.5": frozenset({"fail", "partial", "unknown"})},
                    notes="Z times, mini pager; only 2022-2023 is left in công khai; forms behind a login")  # fmt: skip
    return [first, second]


def platforms() -> list[Entry]:
    """VHV twice (too many posts for its first page; few enough), VNPT and DotNetNuke with postback paging."""
    kit = Kit("Trường Tiểu học Tân Phong", "TH", "/upload/63377/{y}{m:02d}{d:02d}/{name}")
    plan = Plan(801, "TH", {Y20: {"tin": 26, "thong_bao": 8}, Y21: {"tin": 34, "thong_bao": 12, "dang_lai": 12, "van_ban": 4}, Y22: {"tin": 6}},
                slug_limit=60, attach="/upload/63377/{y}{m:02d}{d:02d}/")  # fmt: skip
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.forms(style="iframe"),
        *kit.by_year("Thông tin công khai", (Y20, Y21), style="onclick"),
    ]
    script = "the rest of each category is drawn by script; totalItems says how many"
    first = portal(Vhv, "VHV1", kit.school, "TH", "thtanphong.bachson.test", PHUOC_LAM, "table", plan, pages, categories("tin", "tb", "phong", "vb"),
                   "from-source", "vhv", enumerable=False, why_not=script, notes="46 count, 10 a category are shown; onclick files")  # fmt: skip
    kit = Kit("Trường Tiểu học Hòa An", "TH", "/upload/63377/{y}{m:02d}{d:02d}/{name}")
    plan = Plan(802, "TH", {Y20: {"tin": 2}, Y21: {"tin": 5, "thong_bao": 2, "dang_lai": 9}}, slug_limit=60)
    pages = [
        kit.gioi_thieu(hollow=True),
        kit.lien_he(),
        kit.hollow("HỒ SƠ CÔNG KHAI", ""),
        kit.forms("Biểu mẫu bảo hiểm, chuyển trường", ()),
    ]
    second = portal(Vhv, "VHV2", kit.school, "TH", "thhoaan.bachson.test", OLD_PGD, "none", plan, pages, categories("tin", "tb", "phong"),
                    "from-source", "vhv", linked=None, shape="deep", extra=(m("Tài nguyên"), m("Hồ sơ điện tử", "u:/?page=login")),
                    notes="every category fits on its page, so it is complete: 7 count; parent answers 503")  # fmt: skip

    kit = Kit("Trường Tiểu học Tân Lập", "TH", "/SiteFolders/thtanlap/{y}/{name}")
    plan = Plan(
        803, "TH", {Y20: {"tin": 16}, Y21: {"tin": 33, "thong_bao": 11, "dang_lai": 6}, Y22: {"tin": 9}}, first_id=1000
    )
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        *kit.by_year("Công khai", (Y20, Y21)),
    ]
    third = portal(Vnpt, "VNPT", kit.school, "TH", "thtanlap.tinhlong.test", PHUOC_LAM, "table", plan, pages, categories("tin", "tb", "phong"),
                   "from-source", "vnpt", link="http://thtanlap.tinhlong.test/Default.aspx?sname=thtanlap&sid=1505&pageid=40952",
                   enumerable=False, why_not="category pages are turned by __doPostBack",
                   notes="two addresses a post; the Sở's tenant answers on this host")  # fmt: skip

    kit = Kit("Trường THCS Trần Phú", "THCS", "/Portals/0/vanban/{name}")
    plan = Plan(
        804, "THCS", {Y20: {"tin": 14}, Y21: {"tin": 30, "thong_bao": 14, "van_ban": 3}, Y22: {"tin": 10}}, first_id=500
    )
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.forms(),
        *kit.by_year("Công khai", (Y21,), names="short"),
    ]
    fourth = portal(Dnn, "DNN", kit.school, "THCS", "thcstranphu.test", THUAN_PHU, "wrong", plan, pages, categories("tin", "tb", "vb"),
                    "invented", "dnn", link="http://noithathoanggia.test/", enumerable=False, why_not="the pager is a postback",
                    outcomes={"3.2": SHORT}, notes="SA/CH; the parent links to a furniture shop instead")  # fmt: skip
    return [first, second, third, fourth]
