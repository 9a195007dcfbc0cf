"""What changes between two nights is seen as early as it can be; a warm visit never says more than a cold one would.

Every portal here is good on the first night: 40 counted posts, all sections, four công khai forms of the year. Then one
thing changes on each. What is expected after the first warm night and after the deep one was written before any visit
was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from reading.portal import Counted
from records.facts import Aspect, DocumentSeen, PageMissing, PostSeen, Reason, SectionSeen, SourceSeen
from tests.portals.labelled.drupal import Drupal10
from tests.portals.labelled.handmade import Pager14, Trang
from tests.portals.labelled.model import VN, Block, Doc
from tests.portals.labelled.nights import (
    Night,
    add_post,
    changing,
    delete_post,
    edit_post,
    new_theme,
    set_page,
    take_from_menu,
)
from tests.portals.labelled.nukeviet import NukeViet45
from tests.portals.labelled.parents import SendOn
from tests.portals.labelled.server import Host, serve
from tests.portals.labelled.site import Site
from tests.portals.nights import Nights, answers_of, ledger_of
from tests.portals.visiting import Audited, as_mapping, as_school

pytestmark = pytest.mark.district
NEW = "Trường tổ chức hội thi kể chuyện theo sách đêm thứ hai"
SECTION_NIGHTS = 3
"""So many warm nights re-verify every section of these portals."""


@dataclass(frozen=True)
class Expected:
    """What is so after a night: the outcome of 3.3 and how many posts surely count."""

    posts: str
    sure: int


GOOD = Expected("pass", 40)
MORE = Expected("pass", 41)
FEWER = Expected("fail", 39)


@dataclass(frozen=True)
class Scenario:
    """A change between the first and the second night."""

    change: Callable[[Night], None]
    warm: Expected = GOOD
    deep: Expected = GOOD
    make: type[Site] = Drupal10
    counted: int = 40
    cold: bool = False
    """Whether the change must be noticed as another portal and visited cold."""
    first: Callable[[Night], None] = lambda night: None
    """How the server is set before the first night."""


def _site(night: Night) -> Site:
    assert isinstance(night.site, Site)
    return night.site


def _add(night: Night) -> None:
    add_post(_site(night), NEW, datetime(2022, 7, 28, 8, 0, tzinfo=VN))


def _add_notice(night: Night) -> None:
    add_post(_site(night), NEW, datetime(2022, 7, 28, 8, 0, tzinfo=VN), "tb")


def _delete(cat: str, place: int) -> Callable[[Night], None]:
    return lambda night: delete_post(_site(night), _site(night).listed(cat)[place])


def _to_last_year(place: int) -> Callable[[Night], None]:
    """The printed day of a post is put back a year; it stays where it stands."""

    def change(night: Night) -> None:
        item = _site(night).listed("tin")[place]
        site, day = _site(night), item.order.replace(year=item.order.year - 2)
        site.items = tuple(replace(other, at=day, order=day) if other is item else other for other in site.items)

    return change


def _move(night: Night) -> None:
    item = _site(night).listed("tin")[1]
    edit_post(_site(night), item, category="tb")


def _empty_section(night: Night) -> None:
    set_page(_site(night), "gioi-thieu", Block("p", "Nội dung đang được cập nhật."))


def _fill_section(night: Night) -> None:
    full = changing("LAI", "Trường Tiểu học Lại Đầy").page_of["gioi-thieu"]
    set_page(_site(night), "gioi-thieu", *full.blocks)


def _theme(night: Night) -> None:
    night.redraw = new_theme


def _cms(night: Night) -> None:
    old = _site(night)
    night.site = Pager14(old.label, old.items, old.pages, old.cats, old.menu)


def _listings_fail(night: Night) -> None:
    night.broken = lambda ask: ask.path.startswith(("/chuyen-muc/", "/tin-tuc")) and ask.path.count("/") <= 2


def _document(night: Night) -> None:
    doc = Doc(
        "/sites/default/files/2022-07/bo-sung.pdf", "Công khai bổ sung cơ sở vật chất, năm học 2021-2022", "cong_khai"
    )
    set_page(_site(night), "cong-khai-2021-2022", Block("docs", docs=(doc,)), add=True)


def _link_gone(night: Night) -> None:
    take_from_menu(_site(night), "tuyen-sinh")


def _says(validators: str) -> Callable[[Night], None]:
    def change(night: Night) -> None:
        night.validators = validators  # type: ignore[assignment]

    return change


SCENARIOS = {
    "nothing": Scenario(lambda night: None),
    "nothing-none": Scenario(lambda night: None, first=_says("none")),
    "nothing-modified": Scenario(lambda night: None, first=_says("modified")),
    "nothing-now": Scenario(lambda night: None, first=_says("modified-now")),
    "new-post": Scenario(_add, MORE, MORE),
    "new-notice": Scenario(_add_notice, MORE, MORE),
    "new-post-nukeviet": Scenario(_add, MORE, MORE, make=NukeViet45),
    "new-post-trang": Scenario(_add, MORE, MORE, make=Trang, first=_says("none")),
    "thirty-nine": Scenario(_add, GOOD, GOOD, counted=39),
    "deleted": Scenario(_delete("tin", 1), FEWER, FEWER),
    "deleted-deep": Scenario(_delete("tin", 25), GOOD, FEWER),
    "edited": Scenario(_to_last_year(2), FEWER, FEWER),
    "edited-deep": Scenario(_to_last_year(24), GOOD, FEWER),
    "moved": Scenario(_move),
    "emptied": Scenario(_empty_section),
    "filled": Scenario(_fill_section, first=_empty_section),
    "theme": Scenario(_theme, cold=True),
    "cms": Scenario(_cms, cold=True),
    "host": Scenario(lambda night: None, cold=True),
    "fails": Scenario(_listings_fail),
    "fails-39": Scenario(_listings_fail, Expected("unknown", 39), counted=39),
    "poisoned": Scenario(_add, MORE, MORE, first=_says("always-304")),
    "same-etag": Scenario(_empty_section, first=_says("same-etag")),
    "never-304": Scenario(_add, MORE, MORE, first=_says("never-304")),
    "document": Scenario(_document),
    "link-gone": Scenario(_link_gone),
}


# Deep in a list, a section that was not its turn, a section behind a server that lies, a failing server: only then may
# a warm visit say otherwise than a cold one of the same hour.
ONLY_LATER = ("deleted-deep", "edited-deep", "emptied", "filled", "document", "same-etag", "fails", "fails-39")


VISITED_DEEPLY = (*ONLY_LATER, "nothing", "poisoned", "deleted", "theme")


@dataclass(frozen=True)
class Seen:
    """All nights of all scenarios, by name: the first, the warm ones, a cold visit at the same time, the deep one."""

    first: dict[str, Audited]
    warm: list[dict[str, Audited]]
    cold: dict[str, Audited]
    deep: dict[str, Audited]
    nights: dict[str, Night]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    nights: dict[str, Night] = {}
    hosts: dict[str, Host] = {}
    schools = []
    for number, (name, scenario) in enumerate(SCENARIOS.items()):
        school = f"Trường Tiểu học Đêm Trăng {number + 1}"
        site = changing(name, school, scenario.make, scenario.counted)
        nights[name] = hosts[site.label.host] = Night(site)
        scenario.first(nights[name])
        schools.append(as_school(name, school, "TH", site.base_url + "/", None))
    hosts["host-moi.dem.test"] = Night(changing("host-moi", schools[list(SCENARIOS).index("host")].name))
    with serve(hosts) as (port, _):
        mappings = [as_mapping(host, f"127.0.0.1:{port}") for host in hosts]
        several = Nights(schools, mappings, tmp_path_factory.mktemp("nights"))
        first = several.night()
        for name, scenario in SCENARIOS.items():
            nights[name].unchanged.clear()
            scenario.change(nights[name])
        hosts["host.dem.test"] = SendOn("host-moi.dem.test")
        warm = [several.night()]
        alone = Nights(schools, mappings, tmp_path_factory.mktemp("cold"))
        cold = alone.night(only=[name for name in SCENARIOS if name not in ONLY_LATER])
        warm += [
            several.night(only=("emptied", "filled", "document", "nothing", "same-etag"))
            for _ in range(SECTION_NIGHTS - 1)
        ]
        deep = several.night(deep=True, only=VISITED_DEEPLY)
        yield Seen(first, warm, cold, deep, nights)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_first_night_is_as_the_portals_were_made(seen: Seen, name: str) -> None:
    counted = SCENARIOS[name].counted
    assert seen.first[name].reading.ledger.sure == counted
    assert seen.first[name].outcome("3.3") == ("pass" if counted >= 40 else "fail")
    assert seen.first[name].visit.based_on is None


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_warm_night_says_what_was_expected(seen: Seen, name: str) -> None:
    audited, expected = seen.warm[0][name], SCENARIOS[name].warm
    assert (audited.outcome("3.3"), audited.reading.ledger.sure) == (expected.posts, expected.sure)
    assert (audited.visit.based_on is None) is SCENARIOS[name].cold


@pytest.mark.parametrize("name", VISITED_DEEPLY)
def test_the_deep_night_says_what_was_expected(seen: Seen, name: str) -> None:
    audited, expected = seen.deep[name], SCENARIOS[name].deep
    if name in ("fails", "fails-39"):
        # A deep visit asks for everything: what fails then is not measured, and nothing is lost but certainty.
        assert audited.outcome("3.3") == "unknown"
        return
    assert (audited.outcome("3.3"), audited.reading.ledger.sure) == (expected.posts, expected.sure)
    assert audited.visit.based_on is None
    assert not any(fact.carried_from for fact in audited.visit.facts)


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name not in ONLY_LATER])
def test_a_warm_visit_says_what_a_cold_one_of_the_same_hour_says(seen: Seen, name: str) -> None:
    assert answers_of(seen.warm[0][name]) == answers_of(seen.cold[name])
    assert ledger_of(seen.warm[0][name]) == ledger_of(seen.cold[name])
    for aspect in Aspect:
        assert seen.warm[0][name].visit.covered(aspect).complete == seen.cold[name].visit.covered(aspect).complete


@pytest.mark.parametrize("name", ["nothing", "nothing-none", "nothing-modified", "nothing-now"])
def test_a_quiet_night_costs_eight_requests_at_most(seen: Seen, name: str) -> None:
    visit = seen.warm[0][name].visit
    assert visit.requests <= 8
    assert visit.based_on == seen.first[name].visit.id
    assert len(visit.facts) == len(seen.first[name].visit.facts)


def test_honest_validators_save_the_bodies(seen: Seen) -> None:
    assert len(seen.nights["nothing"].unchanged) >= 5
    assert len(seen.nights["nothing-modified"].unchanged) >= 5
    assert seen.warm[0]["nothing"].visit.bytes < 0.3 * seen.warm[0]["nothing-none"].visit.bytes


def test_what_was_not_read_again_is_carried_with_its_age(seen: Seen) -> None:
    first, warm = seen.first["nothing"].visit, seen.warm[0]["nothing"].visit
    posts = [fact for fact in warm.facts if isinstance(fact, PostSeen)]
    assert posts
    assert all(fact.carried_from == first.id for fact in posts)
    assert all(fact.last_verified is not None for fact in posts)
    fronts = {fact.url for fact in warm.facts if isinstance(fact, SourceSeen)}
    for fact in posts:
        assert fact.last_verified is not None
        # Posts of a front page were verified tonight, those behind it on the first night.
        tonight = fact.last_verified >= warm.started_at
        assert tonight == (fact.evidence.url in fronts or fact.evidence.url == "http://nothing.dem.test/")


def test_a_new_post_is_read_and_the_others_are_carried(seen: Seen) -> None:
    for name in ("new-post", "new-notice", "new-post-nukeviet", "new-post-trang"):
        posts = {fact.title: fact for fact in seen.warm[0][name].visit.facts if isinstance(fact, PostSeen)}
        assert posts[NEW].carried_from is None
        assert sum(fact.carried_from is not None for fact in posts.values()) >= 20
        assert seen.warm[0][name].visit.requests <= 14
        assert seen.cold[name].visit.requests >= 24


def test_a_post_that_fell_off_the_front_page_is_not_lost(seen: Seen) -> None:
    before = {entry[0] for entry in ledger_of(seen.first["new-post"])}
    assert before < {entry[0] for entry in ledger_of(seen.warm[0]["new-post"])}


def test_a_moved_post_stands_in_its_new_category(seen: Seen) -> None:
    title = seen.nights["moved"].site.listed("tb")[0].title  # type: ignore[attr-defined]
    labels = {
        when: next(
            fact.category_path
            for fact in audited["moved"].visit.facts
            if isinstance(fact, PostSeen) and fact.title == title
        )
        for when, audited in (("first", seen.first), ("warm", seen.warm[0]))
    }
    assert labels["first"] != labels["warm"] or "Thông báo" in labels["warm"]


def test_a_section_emptied_or_filled_is_seen_when_its_turn_comes(seen: Seen) -> None:
    assert seen.first["emptied"].outcome("3.1") == "pass"
    assert seen.first["filled"].outcome("3.1") != "pass"
    assert seen.warm[-1]["emptied"].outcome("3.1") == seen.deep["emptied"].outcome("3.1") != "pass"
    assert seen.warm[-1]["filled"].outcome("3.1") == seen.deep["filled"].outcome("3.1") == "pass"


def test_a_poisoned_validator_freezes_a_section_until_the_deep_night(seen: Seen) -> None:
    assert seen.warm[-1]["same-etag"].outcome("3.1") == "pass"
    assert seen.deep["same-etag"].outcome("3.1") != "pass"


def test_a_new_document_is_seen_when_its_section_has_its_turn(seen: Seen) -> None:
    def new(audited: Audited) -> list[DocumentSeen]:
        return [f for f in audited.visit.facts if isinstance(f, DocumentSeen) and f.url.endswith("/bo-sung.pdf")]

    assert not new(seen.first["document"])
    for audited in (seen.warm[-1]["document"], seen.deep["document"]):
        (document,) = new(audited)
        assert document.opens is True
    others = [f for f in seen.warm[-1]["document"].visit.facts if isinstance(f, DocumentSeen) and f.opens]
    assert sum(f.carried_from is not None for f in others) >= 4


def test_a_section_that_nothing_leads_to_any_more_is_gone_at_once(seen: Seen) -> None:
    def links(audited: Audited) -> set[str]:
        return {fact.url for fact in audited.visit.facts if isinstance(fact, SectionSeen)}

    url = "http://link-gone.dem.test/tuyen-sinh"
    assert url in links(seen.first["link-gone"])
    assert url not in links(seen.warm[0]["link-gone"])


@pytest.mark.parametrize("name", ["fails", "fails-39"])
def test_where_lists_fail_nothing_is_lost_and_the_visit_says_what_was_not_verified(seen: Seen, name: str) -> None:
    audited, first = seen.warm[0][name], seen.first[name]
    assert ledger_of(audited) == ledger_of(first)
    coverage = audited.visit.covered(Aspect.POSTS)
    assert not coverage.complete
    assert coverage.reason is Reason.HTTP_5XX
    assert "chưa xem lại được" in coverage.detail
    assert audited.visit.covered(Aspect.HOME).complete
    failed = [fact for fact in audited.visit.facts if isinstance(fact, PageMissing) and fact.reason is Reason.HTTP_5XX]
    assert failed
    old = [fact for fact in audited.visit.facts if isinstance(fact, PostSeen)]
    assert all(fact.carried_from == first.visit.id for fact in old)
    assert all(fact.last_verified is not None and fact.last_verified < audited.visit.started_at for fact in old
               if "/chuyen-muc/" in fact.evidence.url)  # fmt: skip


def test_a_post_that_only_a_deep_visit_can_see_gone_is_counted_until_then(seen: Seen) -> None:
    maybe = [entry for entry in seen.warm[0]["deleted-deep"].reading.ledger.entries if entry.counted is Counted.MAYBE]
    assert maybe == []
