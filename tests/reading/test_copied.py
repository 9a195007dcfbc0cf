"""Posts whose very words stood on other schools' portals before: doubted, never struck out."""

from __future__ import annotations

from datetime import date

import pytest

from checks.judge import judge
from config.loader import load_rubric
from reading.copies import copies_in, portal_key, text_mark, texts_of
from reading.portal import Counted, PortalReading
from reading.understand import understand
from records.facts import PostSeen, Role, Visit
from records.findings import Outcome
from records.history import TextSeen
from runner.judging import Judge
from tests.reading import building
from tests.reading.building import SCHOOL, WINDOW, vocabulary

TEXT = "Ngày hội thiếu nhi của quận diễn ra trong không khí vui tươi, với sự tham gia của hơn năm trăm em học sinh."


def post(number: int, day: str = "2021-10-05", title: str = "Ngày hội thiếu nhi quận", excerpt: str = TEXT) -> PostSeen:
    raw = {"title": title, "dates": {"listing": day}, "listed_only": True}
    return building.post(raw, number).model_copy(update={"excerpt": excerpt})


def visit(*posts: PostSeen) -> Visit:
    home = [building.page("/", Role.HOME), building.signal("home-title", SCHOOL.name)]
    return building.visit([*home, *posts])


def read(*posts: PostSeen, copied: dict[str, str] | None = None) -> PortalReading:
    return understand(
        visit(*posts),
        school_year="2021-2022",
        window=WINDOW,
        counted_natures=("tin", "thong_bao", "khac"),
        vocabulary=vocabulary(),
        copied=copied or {},
    )


def shared(*days: str | None) -> dict[str, tuple[TextSeen, ...]]:
    mark = text_mark(post(1))
    assert mark is not None
    seen = [
        TextSeen(portal=f"truong-{number}.test", published=date.fromisoformat(day) if day else None)
        for number, day in enumerate(days)
    ]
    return {mark: tuple(seen)}


@pytest.mark.parametrize(
    ("others", "doubted"),
    [
        (("2021-10-01", "2021-10-04"), True),
        (("2021-10-01", "2021-10-04", "2021-11-01"), True),
        # On three portals, but here before, or on the same day: nobody can tell whose it is.
        (("2021-10-01", "2021-10-05"), False),
        (("2021-10-05", "2021-10-05", "2021-10-05"), False),
        (("2021-10-09", "2021-10-10"), False),
        (("2021-10-01", None), False),
        # Two portals may share a post without either having it from elsewhere.
        (("2021-10-01",), False),
        ((), False),
    ],
)
def test_words_that_stood_on_two_other_portals_before_are_doubted(others: tuple[str, ...], *, doubted: bool) -> None:
    found = copies_in(read(post(1)), shared(*others))
    assert bool(found) is doubted
    if found:
        (entry,) = read(post(1), copied=found).ledger.entries
        assert (entry.counted, entry.nature) == (Counted.MAYBE, "dang_lai")
        assert "2 cổng trường khác" in entry.why


def test_the_schools_own_copy_under_another_code_is_no_other_portal() -> None:
    (mark, seen), *_ = shared("2021-10-01", "2021-10-02").items()
    own = (seen[0].model_copy(update={"portal": portal_key(SCHOOL)}), seen[1])
    assert copies_in(read(post(1)), {mark: own}) == {}


def test_a_post_that_names_its_school_is_its_own() -> None:
    text = f"Trường Tiểu học Hoa Sen: {TEXT}"
    reading = read(post(1, excerpt=text))
    (told,) = texts_of(reading)
    seen = tuple(TextSeen(portal=f"t{number}.test", published=date(2021, 9, 1)) for number in range(4))
    assert copies_in(reading, {told.mark: seen}) == {}


@pytest.mark.parametrize(
    ("title", "excerpt"),
    [
        ("Ngày hội thiếu nhi quận", "Ngày hội thiếu nhi quận"),
        ("Ngày hội thiếu nhi quận", ""),
        ("Ngày hội thiếu nhi quận", "Đọc tiếp"),
    ],
)
def test_a_title_alone_is_no_text(title: str, excerpt: str) -> None:
    assert text_mark(post(1, title=title, excerpt=excerpt)) is None


def test_the_same_words_are_the_same_however_much_a_listing_shows() -> None:
    short = post(1, excerpt=f"Ngày hội thiếu nhi quận 05/10/2021 {TEXT[:75]}…")
    assert text_mark(short) == text_mark(post(2))
    assert text_mark(post(3, title="Ngày hội thiếu nhi phường")) != text_mark(post(2))


def test_what_counts_is_remembered_once_with_its_first_day() -> None:
    found = texts_of(read(post(1), post(2, "2021-10-02"), post(3, "2019-10-02"), post(4, title="Thực đơn tuần 5")))
    assert [(one.mark, one.published) for one in found] == [(text_mark(post(1)), date(2021, 10, 2))]


def test_many_doubted_posts_are_looked_at_by_people_and_cost_nothing() -> None:
    posts = [post(number, f"2021-10-{number % 28 + 1:02d}", f"Ngày hội thiếu nhi lần {number}") for number in range(45)]
    rubric = load_rubric("tdm-2021-2022")
    alone = Judge(rubric, vocabulary(), "2021-2022")
    known = {
        one.mark: tuple(TextSeen(portal=f"t{other}.test", published=date(2021, 9, 1)) for other in range(2))
        for one in texts_of(alone.judge(visit(*posts))[1])
    }
    verdict, portal = Judge(rubric, vocabulary(), "2021-2022", texts=known).judge(visit(*posts))
    assert (portal.ledger.sure, portal.ledger.possible) == (0, 45)
    assert alone.judge(visit(*posts))[1].ledger.sure == 45
    # The same facts without what nights know are judged as ever.
    assert judge(visit(*posts), rubric, vocabulary(), school_year="2021-2022") == alone.judge(visit(*posts))[0]
    (finding,) = [one for one in verdict.findings if one.rule == "3.3"]
    assert (finding.outcome, finding.points) == (Outcome.REVIEW, None)
