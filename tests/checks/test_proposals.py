"""What is proposed as evidence where people score: of the school year, by title and quote, never a point."""

from __future__ import annotations

from datetime import date
from typing import Any

from checks.proposals import ProposalIndex
from checks.verdict import build_verdict
from records.findings import Outcome
from records.rubric import Rule
from tests.checks.building import VOCABULARY, build_portal
from tests.checks.rubrics import rubric

RULE: dict[str, Any] = {
    "id": "4.1",
    "title": "Có kế hoạch",
    "max_points": "5",
    "evidence_wanted": "Kế hoạch (PDF)",
    "search": [
        {"title": "Kế hoạch CNTT", "words": ["CNTT", "công nghệ thông tin"], "with_words": ["kế hoạch", "KH"],
         "without": ["tuyển sinh"]}
    ],
}  # fmt: skip


def proposed(*documents: dict[str, Any], **told: Any) -> list[str]:
    portal = build_portal({"documents": list(documents), **told})
    return [one.title for one in ProposalIndex(portal).proposals(Rule.model_validate(RULE))]


def test_words_are_compared_whole_and_without_diacritics() -> None:
    assert proposed({"url": "/1.pdf", "title": "KE HOACH ỨNG DỤNG CÔNG NGHỆ THÔNG TIN 2021-2022"})
    assert proposed({"url": "/1.pdf", "title": "12/KH-TH về CNTT năm học 2021-2022"})
    assert not proposed({"url": "/1.pdf", "title": "Kế hoạch CNTTX"})
    assert not proposed({"url": "/1.pdf", "title": "Báo cáo CNTT"})
    assert not proposed({"url": "/1.pdf", "title": "Kế hoạch tuyển sinh và CNTT"})


def test_papers_of_another_year_are_not_proposed() -> None:
    assert not proposed({"url": "/1.pdf", "title": "Kế hoạch CNTT năm học 2019-2020"})
    assert not proposed({"url": "/1.pdf", "title": "Kế hoạch CNTT năm 2019"})
    assert not proposed({"url": "/1.pdf", "title": "Kế hoạch CNTT", "year": "2020-2021"})
    assert proposed({"url": "/1.pdf", "title": "Kế hoạch CNTT giai đoạn 2020-2025"})


def test_sure_years_come_before_unclear_ones_and_documents_before_posts() -> None:
    titles = proposed(
        {"url": "/1.pdf", "title": "Kế hoạch CNTT"},
        {"url": "/2.pdf", "title": "Kế hoạch CNTT năm học 2021-2022"},
        posts=[{"counted": "yes", "day": date(2021, 10, 1), "title": "Tin kế hoạch CNTT của trường"}],
    )
    assert titles == ["Kế hoạch CNTT năm học 2021-2022", "Tin kế hoạch CNTT của trường", "Kế hoạch CNTT"]


def test_spam_is_no_evidence_and_posts_outside_the_window_neither() -> None:
    assert not proposed(posts=[{"counted": "no", "nature": "rac", "title": "Kế hoạch CNTT nhà cái"}])
    assert not proposed(posts=[{"counted": "no", "day": date(2019, 10, 1), "title": "Kế hoạch CNTT"}])


def test_a_document_listed_twice_is_proposed_once() -> None:
    title = "Kế hoạch CNTT năm học 2021-2022"
    section = {"key": "van_ban", "items": [{"title": title, "url": "/1.pdf"}]}
    assert proposed({"url": "/1.pdf", "title": title}, sections=[section]) == [title]


def test_a_proposal_is_told_and_changes_no_point() -> None:
    told = {"documents": [{"url": "/1.pdf", "title": "Kế hoạch CNTT năm học 2021-2022"}]}
    verdict = build_verdict(build_portal(told), rubric(RULE), VOCABULARY)
    (finding,) = verdict.findings
    assert (finding.outcome, finding.points, finding.range) == (Outcome.SELF, None, None)
    assert (verdict.points, verdict.judged_max, verdict.self_max) == (0, 0, 5)
    assert finding.answer.values["proposed"][0]["of_year"] is True
    assert "Có thể dùng làm minh chứng (chưa chấm): “Kế hoạch CNTT năm học 2021-2022”." in finding.reason


def test_portals_that_may_be_anybodys_hold_no_evidence() -> None:
    told = {"documents": [{"url": "/1.pdf", "title": "Kế hoạch CNTT năm học 2021-2022"}], "the_schools": None}
    verdict = build_verdict(build_portal(told), rubric(RULE), VOCABULARY)
    assert verdict.findings[0].answer.result == "self"
