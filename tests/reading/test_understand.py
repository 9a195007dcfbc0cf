"""A visit understood: whose the portal is, how it is linked, which documents it holds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from reading.portal import LinkState, PortalReading
from reading.understand import own_sites, understand
from records.facts import Fact, Relation, Role, Visit
from records.school import Authority
from tests.reading.building import (
    SCHOOL,
    SITE,
    WINDOW,
    document,
    link,
    page,
    post,
    section,
    signal,
    visit,
    vocabulary,
)


def _understand(seen: Visit, **more: Any) -> PortalReading:
    return understand(
        seen, school_year="2021-2022", window=WINDOW, counted_natures=("tin",), vocabulary=vocabulary(), **more
    )


HOME: list[Fact] = [page("/", Role.HOME), signal("home-title", "Trường Tiểu học Hoa Sen")]


@pytest.mark.parametrize(
    ("signals", "wanted"),
    [
        ([("home-title", "Trang chủ - Trường Tiểu học Hoa Sen")], True),
        ([("home-header", "TRƯỜNG TH HOA SEN")], True),
        ([("home-title", "Trang chủ"), ("home-footer", "Trường Tiểu học Hoa Sen, 12 Lê Lợi")], True),
        ([("home-title", "Trang chủ"), ("home-mention", "kính mời quý vị đến thăm trường tiểu học hoa sen")], True),
        ([("home-title", "Hoa Sen")], True),
        ([("home-site-name", "Hoa Sen")], True),
        ([("home-header", "HOA SEN SCHOOL")], True),
        ([("home-footer", "12 đường Hoa Sen")], False),
        ([("home-mention", "thưởng trà trên đường hoa sen")], False),
        ([("home-title", "Trường THCS Hoa Sen")], False),
        ([("home-title", "Hoa Sen"), ("home-header", "TRƯỜNG MẦM NON HOA SEN")], False),
        ([("home-title", "Trường Tiểu học Hướng Dương")], False),
        ([("home-title", "Tên miền này đang được rao bán")], False),
        ([("home-title", "Nhà hàng Cơm Niêu"), ("home-header", "Thực đơn")], False),
        ([], False),
    ],
    ids=lambda value: str(value),
)
def test_whose_the_portal_is(signals: list[tuple[str, str]], wanted: bool) -> None:
    reading = _understand(visit([page("/", Role.HOME), *(signal(name, value) for name, value in signals)]))
    assert reading.is_the_schools is wanted
    # A no cites the pages that were looked at, a yes the words that say so.
    assert reading.identity_evidence


def test_without_a_home_page_nobody_knows_whose_it_is() -> None:
    unread = _understand(visit([signal("home-title", "Trường Tiểu học Hoa Sen")]))
    broken = _understand(visit(HOME, incomplete={"home": "timeout"}))
    assert unread.is_the_schools is None
    assert broken.is_the_schools is None


@pytest.mark.parametrize(
    ("targets", "state", "linked"),
    [
        ([("http://th-mau.edu.vn/", None)], LinkState.LINKED, True),
        ([("https://www.th-mau.edu.vn", None)], LinkState.LINKED, True),
        ([("//th-mau.edu.vn/homegd10", None)], LinkState.LINKED, True),
        ([("http://th-mau.edu.vn/tin-tuc/bai-1.html", None)], LinkState.LINKED, True),
        ([("http://hoasen-cu.edu.vn/", None)], LinkState.LINKED, True),
        ([("http://th-hoasen.edu.vn/", "http://th-mau.edu.vn/")], LinkState.REDIRECTED, True),
        ([("http://th-hoasen.edu.vn/", "http://ten-mien-het-han.vn/")], LinkState.NOT_LINKED, False),
        ([("http://th-huongduong.edu.vn/", None)], LinkState.NOT_LINKED, False),
        ([("http://th-mau.edu.vn.lua-dao.com/", None)], LinkState.NOT_LINKED, False),
        ([("mailto:c1hoasen@th-mau.edu.vn", None)], LinkState.NOT_LINKED, False),
        ([("http://sub.th-mau.edu.vn/", None)], LinkState.NOT_LINKED, False),
        ([], LinkState.NOT_LINKED, False),
    ],
    ids=lambda value: str(value),
)
def test_links_from_the_parent(targets: list[tuple[str, str | None]], state: LinkState, linked: bool) -> None:
    school = SCHOOL.model_copy(update={"aliases": ("hoasen-cu.edu.vn", "Trường TH Sen Vàng")})
    down: list[Fact] = [link(Relation.PARENT_TO_SCHOOL, target, resolved) for target, resolved in targets]
    parent = page("http://pgd.edu.vn/danh-sach", Role.PARENT)
    links = _understand(visit([*HOME, parent, *down], school=school)).links
    assert (links.state, links.parent_to_school) == (state, linked)
    assert links.evidence


def test_a_link_found_counts_although_the_parent_was_not_read_whole() -> None:
    down = link(Relation.PARENT_TO_SCHOOL, "http://th-mau.edu.vn/")
    links = _understand(visit([*HOME, down], incomplete={"parent": "budget"})).links
    assert (links.state, links.parent_to_school) == (LinkState.LINKED, True)


def test_a_parent_not_read_whole_denies_nothing() -> None:
    links = _understand(visit(HOME, incomplete={"parent": "timeout"})).links
    assert (links.state, links.parent_to_school) == (LinkState.NOT_SEEN, None)


def test_a_school_without_a_parent_is_linked_to_none() -> None:
    links = _understand(visit(HOME, school=SCHOOL.model_copy(update={"parents": ()}))).links
    assert (links.state, links.parent_to_school, links.school_to_parent) == (LinkState.NO_PARENT, None, None)


def test_the_same_domain_is_told_but_is_no_link() -> None:
    facts: list[Fact] = [*HOME, signal("same-domain-as-parent", "hcm.edu.vn")]
    links = _understand(visit(facts)).links
    assert links.state is LinkState.SAME_DOMAIN
    assert links.parent_to_school is not True


def test_the_way_back_is_true_false_or_unknown() -> None:
    up = link(Relation.SCHOOL_TO_PARENT, "http://pgd.edu.vn/")
    assert _understand(visit([*HOME, up])).links.school_to_parent is True
    assert _understand(visit(HOME)).links.school_to_parent is False
    assert _understand(visit(HOME, incomplete={"home": "timeout"})).links.school_to_parent is None


def test_a_school_under_a_path_of_its_parent_is_linked_by_that_path_only() -> None:
    school = SCHOOL.model_copy(update={"portal": "http://pgd.edu.vn/truong-th-hoa-sen/"})
    home = page("http://pgd.edu.vn/truong-th-hoa-sen/", Role.HOME)
    facts: list[Fact] = [home, HOME[1], signal("scope", "/truong-th-hoa-sen/")]
    other = link(Relation.PARENT_TO_SCHOOL, "http://pgd.edu.vn/truong-th-khac/")
    own = link(Relation.PARENT_TO_SCHOOL, "http://pgd.edu.vn/truong-th-hoa-sen/tin-tuc")
    assert _understand(visit([*facts, other], school=school)).links.state is LinkState.NOT_LINKED
    assert _understand(visit([*facts, own], school=school)).links.state is LinkState.LINKED


def test_where_the_home_page_leads_is_the_school_s_too() -> None:
    home = page("https://thmau.hcm.edu.vn/homegd10", Role.HOME, asked="/", redirects=("http://th-mau.edu.vn/",))
    sites = {site for site, _ in own_sites(visit([home]), SCHOOL)}
    assert sites == {"th-mau.edu.vn", "thmau.hcm.edu.vn"}
    down = link(Relation.PARENT_TO_SCHOOL, "https://thmau.hcm.edu.vn/")
    assert _understand(visit([home, HOME[1], down])).links.state is LinkState.LINKED


def test_documents_know_their_section_year_and_item() -> None:
    listed = section(
        {
            "label": "Công khai năm học 2021-2022",
            "url": "ck.html",
            "page": {"items": [{"title": "Biểu mẫu 05", "url": "up/bm05.pdf", "file": True}]},
        }
    )
    facts: list[Fact] = [
        *HOME,
        listed,
        document({"url": "up/bm05.pdf", "text": "Biểu mẫu 05", "found_on": "ck.html", "opens": True}),
        document(
            {
                "url": "up/qt21.pdf",
                "text": "Quyết toán năm 2021",
                "found_on": "tin/12.html",
                "path": ["Công khai", "Năm học 2020-2021"],
                "opens": False,
                "problem": "tệp rỗng",
            }
        ),
        document(
            {
                "url": "up/don-xin-nghi-hoc.doc",
                "text": "Tải về",
                "found_on": "bieu-mau.html",
                "path": ["Thủ tục - Biểu mẫu"],
            }
        ),
        document({"url": "up/anh.pdf", "text": "Kỷ yếu", "found_on": "tin/13.html"}),
    ]
    found = {one.url.removeprefix(SITE + "/up/"): one for one in _understand(visit(facts)).documents}
    read = {name: (one.section, one.school_year, one.key, one.opens) for name, one in found.items()}
    assert read == {
        "bm05.pdf": ("cong_khai", "2021-2022", "ck_cam_ket", True),
        "qt21.pdf": ("cong_khai", "2020-2021", "ck_quyet_toan", False),
        "don-xin-nghi-hoc.doc": ("thu_tuc_bieu_mau", None, "bm_nghi_hoc", None),
        "anh.pdf": (None, None, None, None),
    }
    assert found["qt21.pdf"].file.problem == "tệp rỗng"


def test_one_document_under_two_links_is_one() -> None:
    facts: list[Fact] = [
        *HOME,
        document({"url": "up/bm05.pdf", "text": "Tải về", "found_on": "tin/1.html"}),
        document({"url": "http://www.th-mau.edu.vn/up/bm05.pdf", "text": "Biểu mẫu 05", "path": ["Công khai"]}),
    ]
    found = _understand(visit(facts)).documents
    assert [(one.section, one.key) for one in found] == [("cong_khai", "ck_cam_ket")]


def test_a_document_without_words_is_titled_by_its_file() -> None:
    facts: list[Fact] = [*HOME, document({"url": "up/Quyet-toan_2021.pdf", "text": ""})]
    assert _understand(visit(facts)).documents[0].title == "Quyet-toan 2021.pdf"


def test_an_as_of_day_closes_the_window_early() -> None:
    days = ("05/05/2022", "05/07/2022")
    facts: list[Fact] = [*HOME, *(post({"dates": {"visible": day}}, number) for number, day in enumerate(days))]
    assert _understand(visit(facts)).ledger.sure == 2
    early = _understand(visit(facts), as_of=date(2022, 6, 10))
    assert (early.ledger.sure, early.window.end, early.as_of) == (1, date(2022, 6, 10), date(2022, 6, 10))
    late = _understand(visit(facts), as_of=date(2023, 1, 1))
    assert (late.ledger.sure, late.window.end) == (2, WINDOW.end)


def test_an_as_of_day_before_the_window_leaves_one_day() -> None:
    early = _understand(visit(HOME), as_of=date(2021, 1, 1))
    assert early.window.start == WINDOW.start <= early.window.end


def test_the_day_of_the_visit_is_the_local_one() -> None:
    seen = visit(HOME).model_copy(update={"started_at": datetime(2022, 7, 31, 18, 0, tzinfo=UTC)})
    assert _understand(seen).today == date(2022, 8, 1)


def test_only_a_school_s_visit_is_understood() -> None:
    authority = Authority(id="pgd", name="Phòng GDĐT", portal="http://pgd.edu.vn")
    with pytest.raises(TypeError):
        _understand(visit(HOME).model_copy(update={"subject": authority}))


def test_the_same_visit_is_understood_the_same_way() -> None:
    facts: list[Fact] = [*HOME, post({"dates": {"visible": "05/05/2022"}}), section({"label": "Công khai"})]
    assert _understand(visit(facts)).model_dump_json() == _understand(visit(facts)).model_dump_json()


def named(target: str, *, resolved: str | None = None, **more: bool) -> Fact:
    """A link of the parent under the school's name."""
    return link(Relation.PARENT_TO_SCHOOL, target, resolved).model_copy(update={"named": True, **more})


@pytest.mark.parametrize(
    ("facts", "state", "linked"),
    [
        ([named("http://th-hoasen-cu.vn/")], LinkState.ELSEWHERE, False),
        ([named("http://th-hoasen-cu.vn/", resolved="http://ten-mien-het-han.vn/")], LinkState.ELSEWHERE, False),
        ([named("http://th-hoasen-2.vn/", reached_names=True)], LinkState.OTHER_PORTAL, False),
        ([named("http://th-hoasen-cu.vn/", silent=True)], LinkState.SILENT, False),
        ([named("http://pgd.edu.vn/tin/truong-hoa-sen-don-chuan")], LinkState.NOT_LINKED, False),
        ([named("http://th-hoasen-cu.vn/"), named("http://th-mau.edu.vn/")], LinkState.LINKED, True),
        (
            [
                named("http://th-khac.edu.vn/"),
                link(Relation.PARENT_TO_SCHOOL, "http://th-mau.edu.vn/").model_copy(update={"names_other": True}),
            ],
            LinkState.UNDER_OTHER_NAME,
            True,
        ),
    ],
    ids=["gone", "sold", "two portals", "no answer", "the office's own news", "an old one beside", "swapped"],
)
def test_links_under_the_schools_name(facts: list[Fact], state: LinkState, linked: bool) -> None:
    parent = page("http://pgd.edu.vn/danh-sach", Role.PARENT)
    links = _understand(visit([*HOME, parent, *facts])).links
    assert (links.state, links.parent_to_school) == (state, linked)
    assert links.evidence
