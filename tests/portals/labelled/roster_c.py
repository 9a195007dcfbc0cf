"""The third part of the set: further families, all below one Phòng."""
# ruff: noqa: E501 (a portal's parts stand on a line each)

from __future__ import annotations

from tests.portals.labelled.blogger import Contempo
from tests.portals.labelled.dotnetnuke import DnnByAddress, DnnByPostback
from tests.portals.labelled.googlesites import GoogleSites
from tests.portals.labelled.model import m
from tests.portals.labelled.posts import Plan, edges
from tests.portals.labelled.rosters import BINH_KHE, Entry, categories, portal
from tests.portals.labelled.sections import LEAVE, RECHECK, Kit
from tests.portals.labelled.sharepoint import SharePoint
from tests.portals.labelled.violet import VioletNew
from tests.portals.labelled.voices import told
from tests.portals.labelled.wix import Wix

Y20, Y21, Y22 = "2020-2021", "2021-2022", "2022-2023"


def dotnet() -> list[Entry]:
    """DotNetNuke twice and SharePoint."""
    kit = Kit("Trường THCS Lý Tự Trọng", "THCS", "/Portals/0/VanBan/{y}/{name}")
    plan = Plan(901, "THCS", {Y20: {"tin": 15, "thong_bao": 6}, Y21: {"tin": 28, "thong_bao": 12, "van_ban": 6, "lich": 4}, Y22: {"tin": 9}}, edges(), first_id=1200,
                attach="/Portals/0/NewsFiles/")  # fmt: skip
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.forms(), *kit.by_year("Công khai", (Y20, Y21))]
    first = portal(DnnByAddress, "DNNQ", kit.school, "THCS", "thcslytutrong.test", BINH_KHE, "plain", plan, pages, categories("tin", "tb", "vb", "lich"), "from-source",
                   "dnn", tell=told, notes="/currentpage/2; English template with .NET's month names (Tháng Giêng); 42")  # fmt: skip

    kit = Kit("Trường Tiểu học Lê Lai", "TH", "/Portals/0/VanBan/{y}/{name}")
    plan = Plan(
        902, "TH", {Y20: {"tin": 14}, Y21: {"tin": 31, "thong_bao": 13, "dang_lai": 5}, Y22: {"tin": 8}}, first_id=700
    )
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(),
        *kit.by_year("Công khai", (Y21,)),
    ]
    second = portal(DnnByPostback, "DNNP", kit.school, "TH", "thlelai.test", BINH_KHE, "table", plan, pages, categories("tin", "tb", "phong"), "from-source", "dnn",
                    tell=told, enumerable=False, why_not="the pager is a postback (Page_2), no feed, no sitemap", notes="44 count, 10 a category are shown")  # fmt: skip

    kit = Kit("Trường THCS Ngô Gia Tự", "THCS", "/Documents/{y}/{name}")
    plan = Plan(903, "THCS", {Y20: {"tin": 17, "thong_bao": 5}, Y21: {"tin": 29, "thong_bao": 10, "khac": 2, "van_ban": 7, "dang_lai": 4}, Y22: {"tin": 12, "thong_bao": 3}},
                edges(), first_id=10)  # fmt: skip
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.forms(), *kit.by_year("Công khai", (Y21, Y20))]
    third = portal(SharePoint, "SPT", kit.school, "THCS", "thcsngogiatu.test", BINH_KHE, "select", plan, pages, categories("tin", "tb", "phong", "vb"), "from-source",
                   "sharepoint", tell=told, outcomes={"3.3": frozenset({"pass", "unknown"})},
                   notes="the next page's address stands in the arrow's onclick only and answers to GET; 5/9/2021 7:30 SA; 43")  # fmt: skip
    return [first, second, third]


def hosted_more() -> list[Entry]:
    """Blogger, Google Sites, Wix, violet.vn."""
    kit = Kit("Trường Tiểu học Hướng Dương", "TH", "/tep/{name}")
    plan = Plan(911, "TH", {"2019-2020": {"tin": 40}, Y20: {"tin": 60, "thong_bao": 10}, Y21: {"tin": 26, "thong_bao": 9, "khac": 3, "thuc_don": 10, "trong": 3},
                            Y22: {"tin": 18}}, edges(), first_id=5000, cross_every=0)  # fmt: skip
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(wanted=(LEAVE,)),
        *kit.by_year("Công khai", (Y21, Y20)),
    ]
    first = portal(Contempo, "BLG2", kit.school, "TH", "thhuongduong.blog.test", BINH_KHE, "plain", plan, pages, categories("tin", "tb", "lich"), "from-source", "blogspot",
                   shape="flat", tell=told, notes="the feed ends after 150 of more than 170 posts and leads on; /search is open; tháng 9 05, 2021; 40")  # fmt: skip

    kit = Kit("Trường Tiểu học Mỹ Phước", "TH", "/view/thmyphuoc/tep/{name}")
    plan = Plan(
        912,
        "TH",
        {Y20: {"tin": 6, "thong_bao": 4}, Y21: {"tin": 16, "thong_bao": 11}, Y22: {"tin": 4, "thong_bao": 3}},
        first_id=30,
    )
    pages = [
        kit.gioi_thieu(),
        kit.lien_he(),
        kit.tuyen_sinh(hollow=True),
        kit.van_ban(kind="docs"),
        kit.hollow("Công khai"),
        kit.parents_corner("Góc phụ huynh"),
    ]
    second = portal(GoogleSites, "GST", kit.school, "TH", "sites.gsites.test", BINH_KHE, "plain", plan, pages, categories("tin", "tb"), "invented", "google-sites",
                    shape="flat", prefix="/view/thmyphuoc", back=True, tell=told, outcomes={"3.3": frozenset({"review", "unknown"})},
                    notes="26 sub-pages and 18 headings on one page, no date that is a post's; another school on the same host")  # fmt: skip

    kit = Kit("Trường THCS Ánh Sao", "THCS", "/_files/ugd/3f2a91_{name}")
    plan = Plan(
        913,
        "THCS",
        {Y20: {"tin": 13}, Y21: {"tin": 27, "thong_bao": 11, "nhan_su": 3, "trong": 2}, Y22: {"tin": 14}},
        edges(),
        first_id=100,
    )
    pages = [
        kit.gioi_thieu("Về chúng tôi"),
        kit.lien_he(),
        kit.tuyen_sinh(),
        kit.van_ban(),
        kit.forms(wanted=(LEAVE, RECHECK)),
        *kit.by_year("Công khai", (Y21,)),
    ]
    third = portal(Wix, "WIX", kit.school, "THCS", "thcsanhsao.wixlike.test", BINH_KHE, "image", plan, pages, categories("tin", "tb"), "invented", "wix", tell=told,
                   extra=(m("Blog", "u:/blog"),), notes="10 of a category in HTML and JSON, infinite scroll, all in blog-posts-sitemap (lastmod: last edit); 40")  # fmt: skip

    kit = Kit("Trường Tiểu học Tân Xuân", "TH", "/dl/{name}")
    plan = Plan(
        914,
        "TH",
        {Y20: {"tin": 18, "thong_bao": 4}, Y21: {"tin": 20, "thong_bao": 9, "van_ban": 5, "bao": 6}, Y22: {"tin": 7}},
        first_id=12850000,
    )
    pages = [kit.gioi_thieu(), kit.lien_he(), kit.tuyen_sinh(), kit.hollow("Ba công khai"), kit.forms("Biểu mẫu", ())]
    fourth = portal(VioletNew, "VIO2", kit.school, "TH", "thtanxuan.violetlike.test", BINH_KHE, "none", plan, pages, categories("tin", "tb", "vb"), "invented", "violet",
                    tell=told, notes="teachers' files with dates stand beside the posts; newspaper pieces among the news; 29")  # fmt: skip
    return [first, second, third, fourth]
