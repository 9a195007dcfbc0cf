"""Which portals should link to a school in a school year, when authorities come and go."""

from __future__ import annotations

from datetime import date

import pytest

from config.authorities import portals_above
from config.loader import load_authorities
from records.facts import Window
from records.school import Authority, Level, School

PHONG = Authority(
    id="phong-a",
    name="Phòng Giáo dục và Đào tạo huyện A",
    portal="http://phong-a.example/",
    hosts=("phong-a.example", "www.phong-a.example", "cu.phong-a.example"),
    valid_to=date(2025, 6, 30),
    successors=("xa-b", "so"),
)
XA = Authority(id="xa-b", name="UBND xã B", portal="http://xa-b.example/", valid_from=date(2025, 7, 1))
SO = Authority(id="so", name="Sở GDĐT tỉnh C", portal="http://so.example/")
ALL = (PHONG, SO, XA)


def year(start: int) -> Window:
    return Window(start=date(start, 8, 1), end=date(start + 1, 7, 31))


def school(*parents: str, authority: str | None = None) -> School:
    return School(
        code="1", name="Trường A", levels=(Level.TH,), portal="http://a.example/", parents=parents, authority=authority
    )


@pytest.mark.parametrize("written", ["phong-a", "Phòng GD&ĐT huyện A", "PHÒNG GDĐT HUYỆN A", "Phòng GD-ĐT huyện A"])
def test_an_authority_is_known_by_its_id_and_by_its_name_as_people_write_it(written: str) -> None:
    assert portals_above(school(authority=written), ALL, year(2021)) == (("http://phong-a.example/",), ())


def test_a_past_year_is_judged_against_the_authority_of_that_year() -> None:
    assert portals_above(school(authority="UBND xã B"), ALL, year(2021)).portals == ("http://phong-a.example/",)


def test_an_authority_that_ended_gives_way_to_those_after_it() -> None:
    assert portals_above(school(authority="phong-a"), ALL, year(2025)).portals == (
        "http://xa-b.example/",
        "http://so.example/",
    )


def test_in_the_year_of_the_change_either_counts() -> None:
    above = portals_above(school("http://phong-a.example/"), ALL, year(2024))
    assert above.portals == ("http://phong-a.example/", "http://xa-b.example/", "http://so.example/")
    assert above.notes == ()


def test_the_address_of_an_ended_authority_in_a_list_is_replaced_and_it_is_said() -> None:
    above = portals_above(school("http://cu.phong-a.example/truong"), ALL, year(2026))
    assert above.portals == ("http://xa-b.example/", "http://so.example/")
    assert above.notes == (
        "http://cu.phong-a.example/truong là cổng của Phòng Giáo dục và Đào tạo huyện A, không phải cấp trên trong năm "
        "học này; xét theo UBND xã B, Sở GDĐT tỉnh C.",
    )


def test_an_ended_authority_without_successors_leaves_the_list_as_it_is() -> None:
    alone = PHONG.model_copy(update={"successors": ()})
    assert portals_above(school("http://phong-a.example/"), (alone,), year(2025)) == (("http://phong-a.example/",), ())
    above = portals_above(school(authority="phong-a"), (alone,), year(2025))
    assert above.portals == ()
    assert "chưa biết cơ quan nào thay" in above.notes[0]


def test_successors_are_followed_through_those_that_ended_too() -> None:
    middle = XA.model_copy(update={"valid_to": date(2026, 6, 30), "successors": ("so",)})
    first = PHONG.model_copy(update={"successors": ("xa-b",)})
    assert portals_above(school(authority="phong-a"), (first, SO, middle), year(2026)).portals == (
        "http://so.example/",
    )


def test_several_authorities_and_the_list_count_together_each_portal_once() -> None:
    above = portals_above(school("https://www.so.example", authority="phong-a; Sở GD và ĐT tỉnh C"), ALL, year(2021))
    assert above.portals == ("https://www.so.example", "http://phong-a.example/")


def test_an_unknown_authority_is_said_and_what_the_list_says_stands() -> None:
    above = portals_above(school("http://khac.example/", authority="Cụm trường số 3"), ALL, year(2021))
    assert above.portals == ("http://khac.example/",)
    assert "chưa có cơ quan quản lý “Cụm trường số 3”" in above.notes[0]


def test_thu_dau_mot_before_and_after_the_district_tier_ended() -> None:
    listed = school("http://www.tptdm.edu.vn/")
    assert portals_above(listed, load_authorities(), year(2021)).portals == ("http://www.tptdm.edu.vn/",)
    assert portals_above(listed, load_authorities(), year(2025)).portals == ("http://hcm.edu.vn/",)
