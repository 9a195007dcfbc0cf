"""All portals for browsers by name: ``BROWSER["react"].start(seed, "weak")`` gives a running `LivePortal`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.portals.browser import fronts
from tests.portals.browser.makes import MAKES, Make
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Kind, Routes
from tests.portals.truth import PortalTruth, SectionTruth

ROOT = Path(__file__).parents[3]
UPLOADS = "uploaded"
NEWS_UNREADABLE = frozenset({"pass", "review", "unknown"})
"""The news section is in the menu and its page opens, but what should stand there cannot be had."""


@dataclass(frozen=True)
class Browser:
    """One make of portal.

    `enumerable`: a browser can reach all posts; else posts can only be reported as not measured. `further` tells how a
    visitor gets further posts of the listing. `gate` is the label of the button without which nothing is shown.
    `plain_pages`: home and standing pages can be read without a browser.
    """

    make: Make
    further: str
    enumerable: bool = True
    gate: str | None = None
    plain_pages: bool = False

    def why_not(self) -> str | None:
        """Why it cannot be started on this machine, None when it can; the first call may fetch the libraries."""
        return fronts.why_not()

    @contextmanager
    def start(self, seed: int, kind: Kind = "good", *, host: str | None = None) -> Iterator[LivePortal]:
        """Build the front-end if needed and serve the portal of `seed`; the block's end ends it."""
        make = self.make
        content = make.content(seed, kind)

        def build(order: Build) -> list[str]:
            order.write_files(order.folder / UPLOADS)
            given = [order.address, str(order.port), make.name, str(seed), kind]
            module = "tests.portals.browser.serve"
            return [sys.executable, "-m", module, *given, str(fronts.built(make.app)), str(order.folder / UPLOADS)]

        with serve(
            fronts.FRONTS,
            content.school,
            content.routes,
            build,
            post_shape=make.post_shape,
            pager_shape=None,
            host=host,
            environment={"PYTHONPATH": str(ROOT)},
        ) as portal:
            portal.truth = self.own_truth(portal.truth, content.routes)
            yield portal

    def own_truth(self, truth: PortalTruth, routes: Routes) -> PortalTruth:
        """The truth of a school, as it is when this portal serves it."""
        # All posts are listed under "Tin tức"; the category of the news proper is a part of that.
        news = (SectionTruth(routes.listing_label, routes.listing), *truth.sections["tin_tuc"])
        expected = {year: dict(rules) for year, rules in truth.expected.items()}
        if not self.enumerable:
            for rules in expected.values():
                rules["3.3"] = frozenset({"unknown"})
                # Whatever a missing section has decided stays decided.
                rules["3.1"] = NEWS_UNREADABLE if rules["3.1"] == {"pass"} else rules["3.1"] | {"review", "unknown"}
        return replace(
            truth,
            provenance="invented",
            sections={**truth.sections, "tin_tuc": news},
            expected=expected,
        )


BROWSER: dict[str, Browser] = {
    "react": Browser(MAKES["react"], "button"),
    "vue-hash": Browser(MAKES["vue-hash"], "numbers"),
    "svelte": Browser(MAKES["svelte"], "scrolling"),
    "aspnet": Browser(MAKES["aspnet"], "numbers", plain_pages=True),
    "preact-notice": Browser(MAKES["preact-notice"], "next", gate="Đồng ý và tiếp tục"),
    "react-broken": Browser(MAKES["react-broken"], "button", enumerable=False),
}
