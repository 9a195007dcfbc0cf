"""What people say about where things are: heard beside the visit, never written into it."""

from __future__ import annotations

from reading.hints import with_hints, without_hints
from records.facts import DocumentSeen, Fact, Place, PostSeen, SectionSeen, Visit
from records.overrides import SchoolOverrides
from records.school import School
from tests.checks.building import SECTION_TITLES, address, build_portal, evidence

SIGNED = {"who": "A", "when": "2022-06-01", "why": "Đã xem"}


def laid_down(**what: object) -> SchoolOverrides:
    return SchoolOverrides.model_validate(what)


def visit_of(*facts: Fact) -> Visit:
    return build_portal({}).visit.model_copy(update={"facts": facts})


def section(label: str, url: str, linked_from: str = "/", *, hinted: bool = False) -> SectionSeen:
    return SectionSeen(evidence=evidence(linked_from, label), label=label, path=("Khác",), url=address(url),
                       linked_from=address(linked_from), place=Place.MENU, hinted=hinted)  # fmt: skip


def post(url: str, *others: str) -> PostSeen:
    return PostSeen(evidence=evidence("/tin-tuc"), identity=url, url=address(url),
                    urls=tuple(map(address, others)), title="Tin")  # fmt: skip


def urls(visit: Visit) -> list[str]:
    return [getattr(fact, "url", "").removeprefix("http://th-mau.edu.vn") for fact in visit.facts]


def test_a_hinted_address_is_read_as_the_section_it_is_said_to_be() -> None:
    hints = laid_down(sections=[{"key": "cong_khai", "url": address("/muc/"), "school_year": "2021-2022", **SIGNED}])
    visit = visit_of(section("Mục khác", "/muc"), section("Tin tức", "/tin"))
    found = [fact for fact in with_hints(visit, hints, SECTION_TITLES).facts if isinstance(fact, SectionSeen)]
    assert [(one.label, one.path) for one in found] == [
        ("Công khai năm học 2021-2022", ()),
        ("Tin tức", ("Khác",)),
    ]


def test_a_post_is_left_out_under_any_of_its_addresses() -> None:
    hints = laid_down(leave_out=[{"url": "https://www.th-mau.edu.vn/in/7", **SIGNED}])
    visit = visit_of(post("/bai/7", "/in/7"), post("/bai/8"))
    assert urls(with_hints(visit, hints, SECTION_TITLES)) == ["/bai/8"]
    assert urls(visit) == ["/bai/7", "/bai/8"]


def test_an_alias_is_the_schools_only_while_it_is_heard() -> None:
    hints = laid_down(aliases=[{"host": "cu.example.vn", **SIGNED}])
    heard = with_hints(visit_of(), hints, SECTION_TITLES)
    assert isinstance(heard.subject, School)
    assert heard.subject.aliases == ("cu.example.vn",)
    alone = without_hints(heard, hints)
    assert isinstance(alone.subject, School)
    assert alone.subject.aliases == ()


def test_what_only_a_hint_led_to_is_not_the_machines() -> None:
    document = DocumentSeen(evidence=evidence("/an"), url=address("/a.pdf"), found_on=address("/an"))
    visit = visit_of(
        section("Công khai", "/an", "/an", hinted=True),
        section("Năm học 2021-2022", "/an/2021", "/an"),
        section("Tin tức", "/tin"),
        document,
    )
    assert urls(without_hints(visit, None)) == ["/tin"]


def test_what_the_menu_leads_to_as_well_is_the_machines() -> None:
    visit = visit_of(
        section("Công khai", "/an", "/an", hinted=True), section("Công khai", "/an"), section("Năm học", "/x", "/an")
    )
    assert urls(without_hints(visit, None)) == ["/an", "/x"]


def test_without_hints_nothing_is_copied() -> None:
    visit = visit_of(section("Tin tức", "/tin"))
    assert without_hints(visit, None) is visit
