"""What all rosters use: categories, menus and the making of a portal from its plan, pages and way to the parent."""
# ruff: noqa: E501 (a portal's parts stand on a line each)

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.portals.labelled.model import Item, Menu, Page, m
from tests.portals.labelled.parents import LINKED, Way
from tests.portals.labelled.posts import Plan, make_posts
from tests.portals.labelled.site import Label, Site
from tests.portals.truth import Provenance

THUAN_PHU = "http://pgd.thuanphu.test/"
PHUOC_LAM = "http://pgd.phuoclam.test/"
OLD_PGD = "http://pgdcu.test/"
VINH_AN = "http://pgdvinhan.test/"
BINH_KHE = "http://pgd.binhkhe.test/"
SHORT = frozenset({"partial", "fail"})


@dataclass(frozen=True)
class Entry:
    """A portal of the set with the way its parent links to it."""

    site: Site
    way: Way
    link: str


def categories(*keys: str, **labels: str) -> dict[str, str]:
    """Category labels by key, in the given order; `labels` overrides the usual ones."""
    usual = {"tin": "Tin tức - Sự kiện", "tb": "Thông báo", "phong": "Tin từ Phòng", "vb": "Văn bản - Công văn",
             "lich": "Thực đơn - Lịch tuần"}  # fmt: skip
    return {key: labels.get(key, usual[key]) for key in keys}


def years_menu(label: str, pages: Sequence[Page]) -> Menu:
    """The công khai entry with a child for every page that holds one year."""
    children = tuple(
        m(page.label, f"p:{page.key}")
        for page in pages
        if page.section == "cong_khai" and page.years and page.key != "cong-khai"
    )
    return m(label, "p:cong-khai", *children)


def menu(
    pages: Sequence[Page], cats: Mapping[str, str], shape: str = "nested", back: str = "", extra: Sequence[Menu] = ()
) -> tuple[Menu, ...]:
    """A menu over all pages and categories. `shape`: ``nested``, ``flat``, or ``deep`` (what matters on the third level)."""
    key = {page.key: page for page in pages}

    def entry(name: str) -> tuple[Menu, ...]:
        return (m(key[name].label, f"p:{name}"),) if name in key else ()

    cong_khai = (years_menu(key["cong-khai"].label, pages),) if "cong-khai" in key else ()
    cat = tuple(m(label, f"c:{name}") for name, label in cats.items())
    static = entry("van-ban") + cong_khai + entry("bieu-mau") + entry("tuyen-sinh") + entry("phu-huynh")
    home = (m("Trang chủ", "home"),)
    outward = (m("Phòng GDĐT", f"u:{back}"),) if back else ()
    if shape == "flat":
        return home + entry("gioi-thieu") + cat + static + entry("lien-he") + tuple(extra) + outward
    if shape == "deep":
        school = m("Nhà trường", "", *entry("gioi-thieu"), m("Hồ sơ nhà trường", "", *static), m("Góc học sinh"))
        return (*home, school, m("Hoạt động", "", *cat), *entry("lien-he"), *extra, *outward)
    news = m(cats.get("tin", "Tin tức"), "c:tin", *cat[1:])
    return (*home, *entry("gioi-thieu"), news, *static, m("Góc học tập"), *entry("lien-he"), *extra, *outward)


def portal(make: type[Site], code: str, name: str, level: str, host: str, parent: str, way: Way, plan: Plan, pages: Sequence[Page],
           cats: Mapping[str, str], provenance: Provenance, family: str, *, shape: str = "nested", link: str = "", back: bool = False,
           linked: bool | None = True, enumerable: bool = True, why_not: str = "", extra: Sequence[Menu] = (),
           outcomes: Mapping[str, frozenset[str]] | None = None, notes: str = "", prefix: str = "",
           tell: Callable[[Plan], tuple[Item, ...]] = make_posts) -> Entry:  # fmt: skip
    """A portal from its parts. `linked` None: the parent cannot be read; otherwise it follows from `way`.

    `tell` makes the posts from the plan.
    """
    known = None if linked is None else LINKED[way]
    label = Label(
        code,
        name,
        level,
        host,
        parent,
        known,
        provenance,
        family,
        back or bool(prefix),
        enumerable,
        why_not,
        outcomes or {},
        notes,
    )
    site = make(
        label,
        tell(plan),
        tuple(pages),
        dict(cats),
        menu(pages, cats, shape, parent if back else "", extra),
        prefix,
    )
    return Entry(site, way, link or f"http://{host}{site.prefix}/")
