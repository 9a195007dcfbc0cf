"""One interface under fifteen skins, each of which shows less than it has, or in another way than it seems."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from tests.portals.labelled.model import YEAR, LabelledPortal
from tests.portals.labelled.site import Reply
from tests.portals.labelled.text import school_year
from tests.portals.nasty.portal import Spec
from tests.portals.nasty.posts import Post
from tests.portals.scripted.school import Scripted, cut
from tests.portals.scripted.web import Call, as_json


class Skin(Scripted):
    """``/svc/…``: local times with their zone; a skin changes what is `listed`."""

    routes = ("/tin-tuc", "/tin-tuc/{}", "/trang/{}")
    size = 10

    def row(self, post: Post) -> dict[str, object]:
        """A post as lists give it."""
        return {
            "ma": post.number,
            "tua": post.title,
            "dan": post.lead,
            "luc": post.at.isoformat(),
            "xem": post.number % 97,
        }

    def page(self, ask: Call, posts: Sequence[Post]) -> Reply:
        """One page of `posts`."""
        rows = cut(posts, ask.number("tu"), ask.number("so", self.size, 50))
        return as_json({"bai": [self.row(post) for post in rows], "tong": len(posts)})

    def listed(self, ask: Call) -> Reply:
        """The answer to the listing's own call."""
        return self.page(ask, self.posts)

    def api(self, ask: Call) -> Reply | None:
        if not ask.path.startswith("/svc/"):
            return None
        what, _, which = ask.path.removeprefix("/svc/").partition("/")
        if what == "cong":
            return as_json({"ten": self.name, "menu": [{"ten": n, "toi": to} for n, to in self.menu()]})
        if what == "moi":
            return as_json({"bai": [self.row(post) for post in self.posts[:5]]})
        if what == "bai":
            return self.listed(ask)
        if what == "doc" and (post := self.find(which)):
            return as_json({**self.row(post), "noiDung": self.body_html(post)})
        if what == "trang" and (answer := self.section(which)):
            return answer
        return as_json({"loi": "không có"}, 404)

    def section(self, key: str) -> Reply | None:
        """The page of a section."""
        page = self.page_of(key)
        return as_json({"tua": page[0].label, "noiDung": page[1]}) if page else None


class Busy(Skin):
    """503 for the third list within three seconds; the page takes that for the end and says nothing."""

    make, front = "skin-busy", "skin-busy"
    calls, seconds = 2, 3.0

    def __init__(self, spec: Spec, seed: int) -> None:
        super().__init__(spec, seed)
        self._lock = threading.Lock()
        self._asked: list[float] = []

    def listed(self, ask: Call) -> Reply:
        now = time.monotonic()
        with self._lock:
            self._asked = [at for at in self._asked if now - at < self.seconds]
            if len(self._asked) >= self.calls:
                return Reply("<h1>503 Service Temporarily Unavailable</h1>", 503)
            self._asked.append(now)
        return super().listed(ask)


class ByYear(Skin):
    """A school year at a time, whole and without a pager; a select leads to the other years, the newest comes first."""

    make, front = "skin-years", "skin-years"

    def listed(self, ask: Call) -> Reply:
        years = sorted({school_year(post.at.date()) for post in self.posts}, reverse=True)
        wanted = ask.query.get("nam") or years[0]
        found = [self.row(post) for post in self.posts if school_year(post.at.date()) == wanted]
        return as_json({"nienKhoa": years, "dangXem": wanted, "bai": found, "tong": len(found)})


class Virtual(Skin):
    """A list of which only what is in view is in the document; the rest is height."""

    make, front = "skin-virtual", "skin-virtual"
    size = 20


class Popular(Skin):
    """Most read first: the order says nothing of days; links turn pages."""

    make, front = "skin-popular", "skin-popular"
    size = 12

    def row(self, post: Post) -> dict[str, object]:
        return {**super().row(post), "xem": post.number * 7919 % 4001}

    def listed(self, ask: Call) -> Reply:
        newest = ask.query.get("xep") != "xem"
        return self.page(ask, self.posts if newest else sorted(self.posts, key=lambda p: -(p.number * 7919 % 4001)))


class Ages(Skin):
    """Lists say "4 năm trước" of what their JSON knows to the second; posts say the day."""

    make, front = "skin-ages", "skin-ages"


class Locale(Skin):
    """Days as the browser's own language writes them: 5/10/2021 in Vietnam, 10/5/2021 in America."""

    make, front = "skin-locale", "skin-locale"


class Clicks(Skin):
    """Entries are no links: a click goes on, and no address stands in the document."""

    make, front = "skin-clicks", "skin-clicks"


class Touched(Skin):
    """Lists print the day on which a post was last touched, without saying so; posts print that of publishing."""

    make, front = "skin-touched", "skin-touched"

    def row(self, post: Post) -> dict[str, object]:
        return {**super().row(post), "capNhat": (post.updated or post.at).isoformat()}


class DeadLinks(Skin):
    """A pager of links that work by a click alone: whoever opens the address of page 2 is shown page 1."""

    make, front = "skin-dead-links", "skin-dead-links"


class Slow(Skin):
    """Eight seconds for what follows the first page, and a button that shows no sign of it."""

    make, front = "skin-slow", "skin-slow"
    size = 20

    def listed(self, ask: Call) -> Reply:
        if ask.number("tu"):
            time.sleep(8)
        return super().listed(ask)


class Tabs(Skin):
    """News and notices under tabs of one page, which are buttons; only news are shown first."""

    make, front = "skin-tabs", "skin-tabs"

    def listed(self, ask: Call) -> Reply:
        return self.page(ask, self.of(ask.query.get("muc", "")))


class Folded(Skin):
    """Files of a page stand in folds that are asked for when they are opened, by buttons."""

    make, front = "skin-folded", "skin-folded"

    def section(self, key: str) -> Reply | None:
        part = self.parts.get(key)
        if part is None:
            return None
        bare = self.part_html(replace(part, groups=()))
        folds = [{"ma": f"{key}/{k}", "ten": heading or "Danh sách tệp"} for k, (heading, _) in enumerate(part.groups)]
        return as_json({"tua": part.label, "noiDung": bare, "nhom": folds})

    def api(self, ask: Call) -> Reply | None:
        found = re.fullmatch(r"/svc/nhom/([\w-]+)/(\d)", ask.path)
        if not found or found[1] not in self.parts:
            return super().api(ask)
        return as_json({"noiDung": self.files_html(self.parts[found[1]].groups[int(found[2])][1])})


class PublicYears(Skin):
    """Công khai a year at a time: a select leads to the other years, the newest comes first."""

    make, front = "skin-public-years", "skin-public-years"

    def section(self, key: str) -> Reply | None:
        part = self.parts.get(key)
        if part is None or key != "cong-khai":
            return super().section(key)
        years = [{"ten": heading, "noiDung": self.files_html(docs)} for heading, docs in part.groups]
        return as_json({"tua": part.label, "noiDung": "", "nam": years})


class SlowPages(Skin):
    """Eight seconds for every page of a section."""

    make, front = "skin-slow-pages", "skin-slow-pages"

    def section(self, key: str) -> Reply | None:
        time.sleep(8)
        return super().section(key)


class Failing(Skin):
    """The page of công khai cannot be had, and the script says that it is being prepared."""

    make, front = "skin-failing", "skin-failing"

    def section(self, key: str) -> Reply | None:
        return Reply("<h1>500 Internal Server Error</h1>", 500) if key == "cong-khai" else super().section(key)

    def labelled(self) -> LabelledPortal:
        """Nobody outside can know what is made public there."""
        portal = super().labelled()
        expected = dict(portal.truth.expected[YEAR])
        expected |= {"3.1": frozenset({"pass", "review", "unknown"}), "3.4": frozenset({"review", "unknown"})}
        return replace(portal, truth=replace(portal.truth, expected={YEAR: expected}))
