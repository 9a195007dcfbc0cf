"""Nights one after another: what is shown of a rule worth 5 points, told as what each look saw of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from checks.incidents import find_incidents
from checks.settle import fallen, not_looked_at, settle
from records.facts import Route, Window
from records.findings import Answer, Finding, HumanFinding, Outcome, PointRange, Remark, Verdict
from records.history import History, Incident, Look, NightMark
from tests.checks.rubrics import POSTS_RULE, SECTIONS_RULE, rubric

RUBRIC = rubric(POSTS_RULE)
FIRST = date(2026, 11, 1)
MAIN, SECOND = Route.MAIN, Route.SECOND
PLATFORM = Incident(platform="mot.edu.vn", affected=8, looked=10)


def finding(saw: str, rule: str = "3.3") -> Finding:
    """``5`` points, ``?`` not measured, ``0-5`` in doubt, ``self`` scored by people."""
    told: dict[str, object] = {"outcome": Outcome.PARTIAL, "points": Decimal(0)}
    if saw == "?":
        told = {"outcome": Outcome.UNKNOWN}
    elif saw == "self":
        told = {"outcome": Outcome.SELF}
    elif "-" in saw:
        low, _, high = saw.partition("-")
        told = {"outcome": Outcome.REVIEW, "range": PointRange(low=Decimal(low), high=Decimal(high))}
    else:
        outcome = {"5": Outcome.PASS, "0": Outcome.FAIL}.get(saw, Outcome.PARTIAL)
        told = {"outcome": outcome, "points": Decimal(saw)}
    return Finding(
        rule=rule, title="Tin bài", answer=Answer(result="x"), max_points=Decimal(5), reason=f"Thấy {saw}.", **told
    )


def verdict(*saw: str, visit: str = "v") -> Verdict:
    return Verdict(
        id=f"d-{visit}",
        visit=visit,
        school="01",
        school_year="2021-2022",
        window=Window(start=date(2021, 8, 1), end=date(2022, 7, 31)),
        rubric="thu",
        rubric_version="1",
        code_version="0",
        findings=tuple(finding(one, rule) for one, rule in zip(saw, ("3.3", "3.1"), strict=False)),
        points=Decimal(0),
        judged_max=Decimal(0),
    )


Night = Sequence[tuple[str, Route] | tuple[str, Route, Incident]]


def shown(*nights: Night) -> list[Verdict]:
    """What stands after each night; a night is a row of looks."""
    last: Verdict | None = None
    after: list[Verdict] = []
    for number, looks in enumerate(nights):
        for saw, route, *befell in looks:
            raw = verdict(saw, visit=f"{number}-{route}")
            look = Look(night=FIRST + timedelta(days=number), route=route, reached=saw != "?")
            last = settle(raw, History(school="01", last=last), RUBRIC, look, *befell)
        assert last is not None
        after.append(last)
    return after


def points(*nights: Night) -> list[Decimal | None]:
    return [one.findings[0].points for one in shown(*nights)]


def main(saw: str) -> Night:
    return [(saw, MAIN)]


def both(saw: str, again: str | None = None) -> Night:
    return [(saw, MAIN), (again or saw, SECOND)]


def told(one: Verdict) -> str:
    standing = one.findings[0].standing
    assert standing is not None
    return " ".join(standing.notes)


def test_the_first_look_is_shown_as_it_is() -> None:
    (first,) = shown(main("0"))
    assert (first.findings[0].points, first.points, first.judged_max) == (0, 0, 5)
    assert first.id == "d-0-main"


def test_a_drop_is_shown_once_two_nights_and_two_routes_saw_it() -> None:
    assert points(main("5"), both("0"), main("0")) == [5, 5, 0]
    assert points(main("5"), main("0"), both("0")) == [5, 5, 0]


def test_one_night_does_not_do_whatever_the_routes() -> None:
    after = shown(main("5"), both("0"))[-1]
    assert (after.points, after.judged_max) == (5, 5)
    assert "Tạm thời, chưa tính: đêm 02/11/2026 thấy kết quả thấp hơn (chưa đạt, 0 điểm). Thấy 0." in told(after)
    assert "Giữ kết quả đo đêm 01/11/2026." in told(after)
    assert fallen(after, date(2026, 11, 2)) == ("3.3",)
    assert fallen(after, date(2026, 11, 1)) == ()


def test_one_route_does_not_do_whatever_the_nights() -> None:
    assert points(main("5"), main("0"), main("0"), main("0")) == [5, 5, 5, 5]


def test_the_other_route_that_sees_the_old_result_ends_the_doubt() -> None:
    after = shown(main("5"), both("0", "5"), main("0"))
    assert [one.findings[0].points for one in after] == [5, 5, 5]
    standing = after[-1].findings[0].standing
    assert standing is not None
    assert standing.measured == date(2026, 11, 2)
    assert standing.pending is not None
    assert [one.night for one in standing.pending.seen] == [date(2026, 11, 3)]


def test_a_better_result_is_shown_at_once() -> None:
    assert points(main("0"), main("2.5"), main("5")) == [0, Decimal("2.5"), 5]


def test_a_fault_is_never_a_drop_and_never_a_sight_of_one() -> None:
    assert points(main("5"), main("?"), main("?"), main("?")) == [5, 5, 5, 5]
    # The drop was seen on the second night only; a fault between says nothing for or against it.
    assert points(main("5"), both("0"), main("?"), main("0")) == [5, 5, 5, 0]


def test_what_stands_is_marked_with_its_age() -> None:
    after = shown(main("5"), main("?"))[-1]
    assert told(after) == "Đêm 02/11/2026 không đo được. Thấy ?. Giữ kết quả đo đêm 01/11/2026."
    assert after.visit == "1-main"
    assert after.findings[0].outcome is Outcome.PASS


def test_a_fault_after_a_whole_look_of_the_same_night_changes_nothing() -> None:
    after = shown(main("5"), [("5", MAIN), ("?", SECOND)])[-1]
    standing = after.findings[0].standing
    assert standing is not None
    assert (standing.measured, standing.gap, standing.notes) == (date(2026, 11, 2), None, ())
    assert after.nights is not None
    assert (after.nights.count, after.nights.gap) == (2, None)


@pytest.mark.parametrize(("silent", "said"), [(2, ()), (3, ("Không truy cập được từ 02/11/2026 (3 đêm)",))])
def test_after_three_silent_nights_the_portal_is_called_out_of_reach(silent: int, said: tuple[str, ...]) -> None:
    after = shown(main("5"), *[both("?")] * silent)[-1]
    assert after.nights is not None
    assert [note.partition(";")[0] for note in after.nights.notes] == list(said)
    assert after.points == 5
    back = shown(main("5"), *[main("?")] * silent, main("5"))[-1]
    assert back.nights is not None
    assert (back.nights.gap, back.nights.notes, back.nights.count) == (None, (), silent + 2)


def test_what_was_never_measured_stays_so_and_is_no_zero() -> None:
    after = shown(main("?"), main("?"), main("?"), main("0"))
    assert [one.findings[0].points for one in after] == [None, None, None, 0]
    assert after[2].open_max == 5
    assert after[2].findings[0].standing is not None
    assert after[2].findings[0].standing.gap is not None
    assert after[2].findings[0].standing.gap.nights == 3


def test_no_more_is_lost_than_was_seen_twice() -> None:
    # 4 and then 3 were seen, so 4 is sure; 3 is sure a night later.
    assert points(main("5"), both("4"), both("3"), main("3")) == [5, 5, 4, 3]
    assert points(main("5"), both("3"), main("4")) == [5, 5, 4]


def test_a_portal_that_loses_a_little_every_night_is_followed() -> None:
    assert points(main("5"), both("4"), both("3"), both("2"), both("1"), both("0")) == [5, 5, 4, 3, 2, 1]


def test_a_doubt_is_less_than_a_pass_and_more_than_a_fail() -> None:
    assert points(main("5"), main("0-5")) == [5, 5]
    doubtful = shown(main("5"), both("0-5"), main("0-5"))[-1].findings[0]
    assert (doubtful.outcome, doubtful.points) == (Outcome.REVIEW, None)
    assert shown(main("0-5"), main("0"))[-1].findings[0].outcome is Outcome.REVIEW
    assert shown(main("0-5"), main("3"))[-1].findings[0].points == 3


def test_what_people_score_is_left_to_them() -> None:
    assert [one.findings[0].outcome for one in shown(main("5"), main("self"), main("0"))] == [
        Outcome.PASS,
        Outcome.SELF,
        Outcome.FAIL,
    ]


def test_a_fall_of_the_whole_platform_is_none_of_the_school() -> None:
    frozen = [("0", MAIN, PLATFORM), ("0", SECOND, PLATFORM)]
    after = shown(main("5"), frozen, frozen, main("0"))
    assert [one.findings[0].points for one in after] == [5, 5, 5, 5]
    assert "8/10 trường trên mot.edu.vn cùng không đo được: coi là một sự cố" in told(after[1])
    assert points(main("5"), frozen, frozen, both("0"), main("0"))[-1] == 0


def test_a_fall_of_a_platform_that_stays_is_believed_after_a_week() -> None:
    frozen = [("0", MAIN, PLATFORM), ("0", SECOND, PLATFORM)]
    assert points(main("5"), *[frozen] * 7) == [5] * 7 + [0]


def test_an_incident_of_some_rules_freezes_only_these() -> None:
    other = PLATFORM.model_copy(update={"rules": ("3.1",)})
    assert points(main("5"), [("0", MAIN, other), ("0", SECOND, other)], main("0"))[-1] == 0


def test_sums_are_those_of_what_stands() -> None:
    two = rubric(POSTS_RULE, SECTIONS_RULE)
    last = settle(verdict("5", "5"), History(school="01"), two, Look(night=FIRST))
    after = settle(verdict("0", "?", visit="w"), History(school="01", last=last), two, Look(night=date(2026, 11, 2)))
    assert (after.points, after.judged_max, after.open_max) == (10, 10, 0)
    assert after.id not in (last.id, "d-w")


def test_settling_again_gives_the_same_bytes() -> None:
    nights = (main("5"), both("0"), main("?"))
    assert shown(*nights)[-1].model_dump_json() == shown(*nights)[-1].model_dump_json()


def test_what_people_laid_down_is_of_today() -> None:
    remark = Remark(what="Quyết định", who="An", when=date(2026, 11, 1), why="đã xem")
    decided = HumanFinding(outcome=Outcome.PASS, points=Decimal(5), remarks=(remark,))
    before, now = verdict("5"), verdict("?", visit="w")
    last = settle(before, History(school="01"), RUBRIC, Look(night=FIRST))
    with_word = now.model_copy(update={"findings": (now.findings[0].model_copy(update={"human": decided}),)})
    after = settle(with_word, History(school="01", last=last), RUBRIC, Look(night=date(2026, 11, 2)))
    assert after.findings[0].human == decided
    assert after.human is not None
    assert after.human.points == 5
    taken_back = settle(now, History(school="01", last=after), RUBRIC, Look(night=date(2026, 11, 3)))
    assert (taken_back.findings[0].human, taken_back.human) == (None, None)


def test_a_school_that_was_not_come_to_keeps_its_result_and_says_so() -> None:
    (last,) = shown(main("5"))
    again = not_looked_at(last, "Hết giờ trước khi tới lượt trường này.")
    assert again.points == 5
    assert again.nights is not None
    assert again.nights.notes == (
        "Hết giờ trước khi tới lượt trường này. Kết quả dưới đây là của lần xem đêm 01/11/2026.",
    )


def marks(platform: str, *told: str) -> list[NightMark]:
    return [
        NightMark(
            school=f"{platform}{number}",
            platform=platform,
            unmeasured=one == "?",
            fallen=tuple(one.split()) if one != "?" else (),
        )
        for number, one in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("night", "found"),
    [
        (["?", "?", "?", "", "", ""], (3, 6, ())),
        (["?", "?", "?", "", "", "", ""], None),
        (["?", "?"], None),
        (["3.3", "3.3", "3.1 3.3", ""], (3, 4, ("3.3",))),
        (["3.3", "3.1", "3.4", ""], None),
        (["3.3", "3.3", "3.3", "?", "", "", "", ""], (4, 8, ("3.3",))),
        (["3.3", "3.3", "3.3", "", "", "", "", ""], None),
    ],
)
def test_incidents(night: list[str], found: tuple[int, int, tuple[str, ...]] | None) -> None:
    others = marks("hai.edu.vn", "", "3.3", "?")
    told = [(one.affected, one.looked, one.rules) for one in find_incidents([*marks("mot.edu.vn", *night), *others])]
    assert told == ([] if found is None else [found])
