"""For any seed the truth stands before a portal is started; front-ends are pinned and built anew when they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portals.browser import fronts
from tests.portals.browser.makes import MAKES
from tests.portals.browser.roster import BROWSER
from tests.portals.live import school
from tests.portals.live.school import AUDITED, Kind
from tests.portals.wordpress.seed import run_seed

SEEDS = [run_seed() + step for step in range(12)]
DECIDED = {"pass", "partial", "fail"}


@pytest.mark.parametrize("kind", ["good", "weak"])
@pytest.mark.parametrize("name", list(BROWSER))
def test_the_truth_follows_from_the_seed_alone(name: str, kind: Kind) -> None:
    for seed in SEEDS:
        content = MAKES[name].content(seed, kind)
        assert content.school == MAKES[name].content(seed, kind).school
        known = BROWSER[name].own_truth(
            school.truth(content.school, content.routes, "http://127.0.0.1"), content.routes
        )
        assert known.provenance == "invented"
        places = [place.path for found in known.sections.values() for place in found]
        assert len({post.path for post in known.posts} | set(places)) >= len(known.posts) + len(set(places))
        assert known.sections["tin_tuc"][0].path == content.routes.listing
        assert (known.sure(AUDITED) >= 42) if kind == "good" else (32 <= known.sure(AUDITED) <= 38)
        assert bool(known.expected[AUDITED]["3.3"] & DECIDED) == BROWSER[name].enumerable


def test_the_makes_differ_in_all_that_a_reader_could_learn_by_heart() -> None:
    apart = [make for name, make in MAKES.items() if name != "react-broken"]
    routes = [make.content(1, "good").routes for make in apart]
    assert len({route.family for route in routes}) == len(apart)
    assert len({route.files for route in routes}) == len(apart)
    assert len({make.app for make in apart}) == len(apart) == len(list(fronts.APPS.iterdir()))


def test_libraries_are_pinned() -> None:
    for package in fronts.FRONTS.packages:
        _, _, version = package.rpartition("@")
        assert version.replace(".", "").isdigit(), package


def test_another_state_of_the_sources_is_another_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "x/src").mkdir(parents=True)
    (tmp_path / "x/src/main.js").write_text("1")
    monkeypatch.setattr(fronts, "APPS", tmp_path)
    first = fronts._digest("x")
    assert fronts._digest("x") == first
    (tmp_path / "x/src/main.js").write_text("2")
    second = fronts._digest("x")
    (tmp_path / "x/src/main.js").rename(tmp_path / "x/main.js")
    assert len({first, second, fronts._digest("x")}) == 3
