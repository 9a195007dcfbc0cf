"""The makes of portal: which front-end, which service behind it, and where a visitor's browser shows what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.portals.browser.aspnet import AspNetSite
from tests.portals.browser.content import Content, numbers
from tests.portals.browser.services import CursorService, EnglishService, NetService, VietnameseService
from tests.portals.browser.web import Site
from tests.portals.live.draw import draw_school
from tests.portals.live.school import Kind, Routes, School


@dataclass(frozen=True)
class Make:
    """One make of portal.

    `routes` are given the school and the numbers of its posts. `post_shape` matches the address of every post and of
    nothing else, from the first slash on, with what stands after a hash. `soft_404`: unknown addresses answer 200 with
    the same shell.
    """

    name: str
    app: str
    first_number: int
    post_shape: str
    routes: Callable[[School, dict[str, int]], Routes]
    site: Callable[[Content], Site]
    soft_404: bool = True

    def content(self, seed: int, kind: Kind) -> Content:
        """The school of this seed, as the portal's database holds it; the same for server and truth."""
        school = draw_school(seed, kind, self.name)
        known = numbers(school, self.first_number)
        return Content(school, self.routes(school, known), known)


def _react(_: School, __: dict[str, int]) -> Routes:
    return Routes(
        family="spa-react",
        post=lambda post: f"/tin-tuc/{post.slug}",
        page=lambda page: f"/trang/{page.slug}",
        category=lambda category: f"/chuyen-muc/{category.slug}",
        files="/uploads/",
        listing="/tin-tuc",
    )


def _vue(_: School, known: dict[str, int]) -> Routes:
    return Routes(
        family="spa-vue-hash",
        post=lambda post: f"/#/tin-tuc/{known[post.slug]}",
        page=lambda page: f"/#/trang/{page.slug}",
        category=lambda category: f"/#/chuyen-muc/{category.slug}",
        files="/tep-tin/",
        listing="/#/tin-tuc",
    )


def _svelte(_: School, known: dict[str, int]) -> Routes:
    return Routes(
        family="spa-svelte",
        post=lambda post: f"/bai-viet/{known[post.slug]}",
        page=lambda page: f"/{page.slug}",
        category=lambda category: f"/danh-muc/{category.slug}",
        files="/storage/",
        listing="/tin-tuc",
    )


def _preact(_: School, known: dict[str, int]) -> Routes:
    return Routes(
        family="spa-preact-notice",
        post=lambda post: f"/bai-viet/{post.slug}-{known[post.slug]}.html",
        page=lambda page: f"/noi-dung/{page.slug}",
        category=lambda category: f"/chuyen-muc/{category.slug}",
        files="/media/",
        listing="/tin-bai",
    )


def _aspnet(school: School, known: dict[str, int]) -> Routes:
    return Routes(
        family="ajax-aspnet",
        post=lambda post: f"/ChiTiet.aspx?id={known[post.slug]}",
        page=lambda page: f"/{page.slug}.aspx",
        category=lambda category: f"/TinTuc.aspx?cm={school.categories.index(category) + 1}",
        files="/Upload/",
        listing="/TinTuc.aspx",
    )


MAKES: dict[str, Make] = {
    make.name: make
    for make in (
        Make("react", "react", 4101, r"^/tin-tuc/[^/]+$", _react, EnglishService),
        Make("vue-hash", "vue", 20517, r"^/#/tin-tuc/\d+$", _vue, NetService),
        Make("svelte", "svelte", 1_604_233_001, r"^/bai-viet/\d+$", _svelte, CursorService),
        Make("aspnet", "aspnet", 312, r"^/ChiTiet\.aspx\?id=\d+$", _aspnet, AspNetSite, soft_404=False),
        Make("preact-notice", "preact", 77, r"^/bai-viet/[^/]+-\d+\.html$", _preact,
             VietnameseService),
        Make("react-broken", "react", 9001, r"^/tin-tuc/[^/]+$", _react,
             partial(EnglishService, broken=True)),
    )
}  # fmt: skip
