"""Which portals above a school count."""

from __future__ import annotations

from reading.accepted import with_accepted_parents
from records.facts import Aspect, Coverage, LinkSeen, PageSeen, Place, Relation, Role, Visit
from records.school import School
from tests.checks.building import build_portal, evidence


def visit_with(*parents: str) -> Visit:
    """A visit on which each of these portals was read and linked to the school."""
    base = build_portal({}).visit
    facts = []
    for parent in parents:
        place = evidence(f"http://{parent}/", "Trường")
        facts.append(PageSeen(evidence=place, url=place.url, role=Role.PARENT, requested_url=place.url, status=200))
        facts.append(
            LinkSeen(evidence=place, relation=Relation.PARENT_TO_SCHOOL, source=place.url,
                     target="http://th-mau.edu.vn", place=Place.MAIN)
        )  # fmt: skip
    return base.model_copy(update={"facts": tuple(facts), "coverage": (Coverage(aspect=Aspect.PARENT, complete=True),)})


def test_without_any_named_nothing_changes() -> None:
    visit = visit_with("pgd.vn")
    assert with_accepted_parents(visit, ()) is visit


def test_only_links_on_accepted_portals_count() -> None:
    found = with_accepted_parents(visit_with("pgd.vn", "so.vn"), ("http://www.so.vn/",))
    assert [fact.source for fact in found.facts if isinstance(fact, LinkSeen)] == ["http://so.vn/"]
    assert found.covered(Aspect.PARENT).complete
    assert isinstance(found.subject, School)
    assert found.subject.parents == ("http://www.so.vn/",)


def test_a_portal_that_was_not_read_was_not_looked_at() -> None:
    found = with_accepted_parents(visit_with("pgd.vn"), ("http://so.vn/",))
    assert not any(isinstance(fact, LinkSeen) for fact in found.facts)
    assert not found.covered(Aspect.PARENT).complete
