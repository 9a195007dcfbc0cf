"""Where a portal leads, and addresses that only the office knows, in whole visits."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.judge import judge
from config.loader import load_rubric
from records.facts import LinkSeen, Relation, SectionSeen, SignalSeen, Visit
from records.findings import Finding, Outcome, Verdict
from records.overrides import SchoolOverrides
from tests.crawler.batches import PARENT
from tests.crawler.faults import FaultServer, reply
from tests.crawler.schools import YEAR, good_site, page, parent_site, school, school_name
from tests.crawler.visiting import Child, facts_of, mappings_for, order_for, vocabulary

pytestmark = pytest.mark.district

LINKS, HIDDEN = "lien-ket.test", "muc-an.test"
SIGNED = {"who": "Nguyễn Văn A", "when": "2022-06-01", "why": "Mục nằm ngoài trình đơn"}
LAID_DOWN = SchoolOverrides.model_validate(
    {"sections": [{"key": "cong_khai", "url": f"http://{HIDDEN}/muc-rieng", "school_year": YEAR, **SIGNED}]}
)
FORMS = "".join(
    f'<li><a href="/tep/{slug}.pdf">{title} năm học {YEAR}</a></li>'
    for slug, title in (("cam-ket", "Cam kết chất lượng giáo dục"), ("co-so", "Công khai cơ sở vật chất"))
)
HOME = (
    "<p>Chào mừng quý vị đến với cổng thông tin của {name}.</p>"
    '<ul class="lien-ket"><li><a href="https://moet.gov.vn/">Bộ Giáo dục và Đào tạo</a></li>'
    '<li><a href="https://moet.gov.vn/#tin">Bộ</a></li>'
    '<li><a href="http://csdl.moet.gov.vn/dang-nhap">CSDL ngành</a></li></ul>'
    '<p><a href="/dang-nhap">Đăng nhập</a> <a href="mailto:a@b.vn">Thư</a></p>'
)


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Visit]:
    folder: Path = tmp_path_factory.mktemp("outgoing")
    names = {LINKS: school_name(0), HIDDEN: school_name(1)}
    gone = {path: reply("Không có trang này", status=404) for path in ("/cong-khai", "/cong-khai/*")}
    sites = {
        LINKS: good_site(names[LINKS], {"/": reply(page(names[LINKS], names[LINKS], HOME.format(name=names[LINKS])))}),
        HIDDEN: good_site(
            names[HIDDEN], {**gone, "/muc-rieng": reply(page(names[HIDDEN], "Mục riêng", f"<ul>{FORMS}</ul>"))}
        ),
        PARENT: parent_site(names),
    }
    schools = tuple(school(number, host, PARENT) for number, host in enumerate(names))
    with FaultServer(sites) as server:
        order = order_for(schools, mappings_for(server), folder)
        order = order.model_copy(update={"hints": {schools[1].code: LAID_DOWN.sections}})
        outcome = Child(order, folder).wait(90)
    return {host: outcome.visits[one.code] for host, one in zip(names, schools, strict=True)}


def finding_of(verdict: Verdict, rule: str) -> Finding:
    return next(one for one in verdict.findings if one.rule == rule)


def test_each_address_outside_is_written_down_once_with_its_words(visits: dict[str, Visit]) -> None:
    links = [fact for fact in facts_of(visits[LINKS], LinkSeen) if fact.relation is Relation.SCHOOL_TO_SYSTEM]
    assert [(one.target, one.text) for one in links] == [
        ("https://moet.gov.vn/", "Bộ Giáo dục và Đào tạo"),
        ("http://csdl.moet.gov.vn/dang-nhap", "CSDL ngành"),
    ]
    assert all(one.evidence.sha256 for one in links)


def test_the_ways_to_a_login_are_written_down_and_never_opened(visits: dict[str, Visit]) -> None:
    signals = {fact.value for fact in facts_of(visits[LINKS], SignalSeen) if fact.name == "login-link"}
    assert f"http://{LINKS}/dang-nhap" in signals
    assert not any("/dang-nhap" in getattr(fact, "url", "") for fact in visits[LINKS].facts if fact.kind == "page")
    verdict = judge(visits[LINKS], load_rubric("longbien-thdt-2019-2020"), vocabulary(), school_year=YEAR)
    assert finding_of(verdict, "15").outcome is Outcome.PASS


def test_systems_are_found_by_their_hosts(visits: dict[str, Visit]) -> None:
    finding = finding_of(judge(visits[LINKS], load_rubric("caobang-2020-2021"), vocabulary(), school_year=YEAR), "1.2")
    assert finding.outcome is Outcome.PARTIAL
    parts = {part.key: part.outcome for part in finding.answer.parts}
    assert (parts["bo"], parts["csdl"], parts["thi"]) == (Outcome.PASS, Outcome.PASS, Outcome.FAIL)
    none = finding_of(judge(visits[HIDDEN], load_rubric("caobang-2020-2021"), vocabulary(), school_year=YEAR), "1.2")
    assert none.outcome is not Outcome.PASS


def test_an_address_that_only_the_office_knows_is_opened_and_marked(visits: dict[str, Visit]) -> None:
    hinted = [fact for fact in facts_of(visits[HIDDEN], SectionSeen) if fact.hinted]
    assert [(one.url, one.page is not None) for one in hinted] == [(f"http://{HIDDEN}/muc-rieng", True)]


def test_the_machine_alone_does_not_know_it_and_stands_beside(visits: dict[str, Visit]) -> None:
    visit, rubric = visits[HIDDEN], load_rubric("tdm-2021-2022")
    alone = judge(visit, rubric, vocabulary(), school_year=YEAR)
    assert finding_of(alone, "3.4").outcome is Outcome.FAIL
    both = judge(visit, rubric, vocabulary(), school_year=YEAR, overrides=LAID_DOWN)
    finding = finding_of(both, "3.4")
    assert finding.model_copy(update={"human": None}) == finding_of(alone, "3.4")
    assert finding.human is not None
    assert finding.human.outcome is Outcome.PASS
    assert finding.human.remarks[0].who == "Nguyễn Văn A"
    assert finding_of(both, "3.3").human is None
