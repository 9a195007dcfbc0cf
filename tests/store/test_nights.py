"""What the store remembers over the nights, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from records.facts import Route
from records.findings import Gap, Outcome, Standing
from records.history import PostText, Sighting, SightKind, TextSeen
from store import SchoolState, Store, TextsSeen, VisitEntry, open_store
from tests.store import samples

PACK = {"rubric": "tdm-2021-2022", "rubric_version": "1", "school_year": "2021-2022", "as_of": date(2022, 5, 31)}


@pytest.fixture
def store(address: str | Path) -> Iterator[Store]:
    with open_store(address) as opened:
        opened.start_run(samples.run("r1"), ["01", "02"])
        opened.start_run(samples.run("r2", minutes=9), ["01", "02"])
        yield opened


def last(store: Store, **asked: object) -> str | None:
    found = store.load_history("01", **{**PACK, **asked}).last  # type: ignore[arg-type]
    return found.id if found is not None else None


def test_history_is_the_verdict_shown_last_before_a_run(store: Store) -> None:
    assert last(store) is None
    store.save_verdict(samples.verdict("d1", visit="v1"), "r1")
    store.save_verdict(samples.verdict("d2", visit="v2"), "r2")
    assert last(store) == "d2"
    # A run that is gone on with settles against what was there before it.
    assert last(store, run="r2") == "d1"
    assert last(store, run="r2", visits=("v1",)) is None
    assert last(store, visits=("v2",)) == "d1"
    for other in ({"rubric": "khac"}, {"rubric_version": "2"}, {"school_year": "2022-2023"}, {"as_of": None}):
        assert last(store, **other) is None


def test_a_code_that_another_school_had_has_no_history(store: Store) -> None:
    for run, visit, owner in (("r1", "v1", "a.test trường a"), ("r2", "v2", "b.test trường b")):
        seen = samples.entry(visit).model_copy(update={"whose": owner})
        store.save_verdict(samples.verdict(f"d-{owner[0]}", visit=visit), run, visits=[seen])
    assert last(store, whose="a.test trường a") == "d-a"
    assert last(store, whose="b.test trường b") == "d-b"
    assert last(store, whose="c.test trường c") is None
    visits = [store.newest_visit("01", whose=one) for one in ("a.test trường a", "c.test trường c")]
    assert [one.id if one else None for one in visits] == ["v1", None]
    # Saved before anybody asked: of whoever has the code.
    store.save_verdict(samples.verdict("d-cu", visit="v0"), "r2", visits=[samples.entry("v0", minutes=30)])
    assert last(store, whose="c.test trường c") == "d-cu"


def seen(identity: str, day: int, title: str = "Tin") -> tuple[SightKind, Sighting]:
    at = date(2026, 11, day)
    return SightKind.POST, Sighting(identity=identity, title=title, first_seen=at, last_seen=at)


def test_sightings_grow_to_both_sides_whatever_the_order(store: Store) -> None:
    for days in (2, 5, 3, 1, 4):
        store.save_verdict(samples.verdict(), seen=[seen("http://a/1", days), seen("http://a/" + "x" * 5000, days)])
    store.save_verdict(samples.verdict(), seen=[seen("http://a/2", 4, "Bài mới")])
    found = {one.identity[:10]: one for one in store.sightings("01", SightKind.POST)}
    assert (found["http://a/1"].first_seen, found["http://a/1"].last_seen) == (date(2026, 11, 1), date(2026, 11, 5))
    assert (found["http://a/2"].title, found["http://a/2"].first_seen) == ("Bài mới", date(2026, 11, 4))
    assert len(found) == 3
    assert store.sightings("01", SightKind.SECTION) == store.sightings("02", SightKind.POST) == ()


def entry(visit: str, hours: int, *, subject: str = "01", measured: bool = True, deep: bool = True) -> VisitEntry:
    return samples.entry(visit, subject=subject, minutes=60 * hours).model_copy(
        update={"measured": measured, "deep": deep}
    )


def test_when_schools_were_measured_last_and_deeply_last(store: Store) -> None:
    for one in (
        entry("a", 1),
        entry("b", 2, deep=False),
        entry("c", 3, measured=False),
        entry("d", 1, subject="02", measured=False),
        samples.entry("e", subject="03"),
    ):
        store.save_visit(one)
    codes = ["01", "02", "03", "04"]
    hour = timedelta(hours=1)
    assert store.last_measured(codes) == {"01": samples.START + 2 * hour}
    assert store.last_deep(codes) == {"01": samples.START + hour}
    assert {code: one.id for code, one in store.newest_visits(codes).items()} == {"01": "b"}
    assert {code: one.id for code, one in store.newest_visits(codes, deep=True).items()} == {"01": "a"}
    assert [one.id for one in store.newest_entries(2)] == ["c", "b"]
    assert store.load_visit_entry("b") == entry("b", 2, deep=False)


def test_a_visit_that_waits_for_the_end_of_the_night(store: Store) -> None:
    store.visited(samples.entry("v1"), "r1")
    store.visited(samples.entry("v2").model_copy(update={"route": Route.SECOND}), "r1", second=True)
    mark = store.run_schools("r1")[0]
    assert (mark.state, mark.visit, mark.second_visit, mark.verdict) == (SchoolState.VISITED, "v1", "v2", None)
    found = store.load_visit_entry("v2")
    assert found is not None
    assert found.route is Route.SECOND
    assert store.progress("r1") == Counter({SchoolState.VISITED: 1, SchoolState.PENDING: 1})
    store.save_verdict(samples.verdict(visit="v2"), "r1", visits=[samples.entry("v1"), samples.entry("v2")])
    mark = store.run_schools("r1")[0]
    assert (mark.state, mark.visit, mark.second_visit, mark.verdict) == (SchoolState.JUDGED, "v1", "v2", "d1")
    store.start_run(samples.run("r1"), ["01", "02"])
    assert store.run_schools("r1")[0] == mark


def test_what_stands_from_an_earlier_night_was_not_measured_that_night(store: Store) -> None:
    measured = samples.finding("3.1", Outcome.PASS, "5").model_copy(
        update={"standing": Standing(since=date(2026, 11, 1), measured=date(2026, 11, 1))}
    )
    gap = Gap(since=date(2026, 11, 2), last=date(2026, 11, 2))
    held = measured.model_copy(
        update={"standing": Standing(since=date(2026, 11, 1), measured=date(2026, 11, 1), gap=gap), "reason": '"gap":'}
    )
    store.save_verdict(samples.verdict("d1", school="01", findings=(held,)), "r1")
    store.save_verdict(samples.verdict("d2", school="02", findings=(measured,)), "r1")
    assert store.failed_schools("r1") == ("01",)
    assert store.load_verdict("d1") == samples.verdict("d1", school="01", findings=(held,))


def test_pruning_keeps_the_newest_verdict_and_tells_what_is_cited(store: Store) -> None:
    store.save_verdict(samples.verdict("d1", visit="v1").model_copy(update={"as_of": None}), "r1")
    store.save_verdict(samples.verdict("d2", visit="v2").model_copy(update={"as_of": None}), "r2")
    for visit in ("v1", "v2", "v3"):
        store.save_visit(samples.entry(visit))
    later = samples.START + timedelta(days=3650)
    cited = store.prune(verdicts_before=later, visits_before=later, runs_before=samples.START + timedelta(minutes=5))
    assert store.load_verdict("d1") is None
    assert store.load_verdict("d2") is not None
    assert (cited.visits, cited.pages) == (frozenset({"v2"}), frozenset({"a" * 64}))
    assert [store.load_visit_entry(visit) is not None for visit in ("v1", "v2", "v3")] == [False, True, False]
    assert [one.id for one in store.list_runs()] == ["r2"]
    assert store.run_schools("r2") == ()


def texts(portal: str, day: int, *marks: tuple[str, date | None]) -> TextsSeen:
    found = tuple(PostText(mark=mark, published=published) for mark, published in marks)
    return TextsSeen(portal=portal, night=date(2026, 11, day), texts=found)


def test_words_on_several_portals_are_known_by_what_earlier_nights_saw(store: Store) -> None:
    first = date(2021, 9, 5)
    seen = [
        texts("a.vn", 1, ("m1", first), ("m2", None)),
        texts("b.vn", 1, ("m1", None)),
        texts("c.vn", 2, ("m1", first)),
    ]
    for one in [*seen, texts("d.vn", 2)]:
        store.save_verdict(samples.verdict(), texts=one)
    # The same night again, and a day that became known: the first night stays.
    store.save_verdict(samples.verdict(), texts=texts("b.vn", 3, ("m1", first)))
    whole = {"m1": tuple(TextSeen(portal=f"{name}.vn", published=first) for name in "abc")}
    assert store.shared_texts(3) == whole
    assert store.shared_texts(3, before=date(2026, 11, 2)) == {}
    assert [one.portal for one in store.shared_texts(2, before=date(2026, 11, 2))["m1"]] == ["a.vn", "b.vn"]
    assert store.shared_texts(1).keys() == {"m1", "m2"}
    assert store.shared_texts(4) == {}
