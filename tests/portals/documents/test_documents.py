"""The document portals are what their truth says, by plain HTTP; then one visit of each, held against the truth.

Too high, a false decision and a kept name fail; too low is counted and printed (``-rA``, or the command of `measure`).
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, unquote, urlsplit

import pytest

from tests.portals.documents import MAKERS, Served, start_document_portals
from tests.portals.documents.measure import Measured, Score, score, visit_all
from tests.portals.documents.truths import Rung, load_truths

pytestmark = pytest.mark.documents

CODES = list(MAKERS)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with start_document_portals(tmp_path_factory.mktemp("portal-files")) as running:
        yield running


@pytest.fixture(scope="module")
def measured(served: Served, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    """All portals visited by the product."""
    served.requests.clear()
    return visit_all(served, tmp_path_factory.mktemp("portal-visits"))


@pytest.fixture(scope="module")
def scores(measured: dict[str, Measured]) -> dict[str, Score]:
    """Every portal held against its truth."""
    return {code: score(one) for code, one in measured.items()}


def _get(served: Served, url: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(served.mappings[parts.hostname or ""], timeout=20)
    target = quote(unquote(parts.path)) + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", target or "/", headers={"Host": parts.hostname or ""})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _none(lines: list[str]) -> None:
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def test_every_truth_has_a_portal() -> None:
    assert set(load_truths()) == set(CODES)
    assert all(truth.pack for truth in load_truths().values())


def test_a_rung_is_judged_by_its_bounds() -> None:
    rung = Rung(right=4, least=3, most=4)
    assert [rung.judge(said) for said in (2, 3, 4, 5)] == ["too low", "right", "right", "too high"]


@pytest.mark.parametrize("code", CODES)
def test_documents_are_served_as_the_truth_says(code: str, served: Served) -> None:
    truth = load_truths()[code]
    for document in truth.documents:
        if document.kind == "fault":
            continue
        status, body = _get(served, truth.url(document.at))
        if document.opens is False:
            assert status in (200, 401, 403, 404, 410), document.at
        else:
            assert (status, bool(body)) == (200, True), document.at


@pytest.mark.parametrize("code", CODES)
def test_documents_are_named_on_pages(code: str, served: Served) -> None:
    (portal,) = (portal for portal in served.portals if portal.truth.code == code)
    pages = "\n".join(unescape(_get(served, portal.truth.url(at))[1].decode()) for at in portal.by_address)
    plain = unquote(pages)
    for document in portal.truth.documents:
        assert document.at in pages or unquote(document.at) in plain or document.via, document.at


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_too_high(code: str, scores: dict[str, Score]) -> None:
    _none(scores[code].high)


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_falsely_decided(code: str, scores: dict[str, Score]) -> None:
    _none(scores[code].false)


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_kept_or_asked_for_against_the_rules(code: str, scores: dict[str, Score]) -> None:
    _none(scores[code].kept)


def test_what_falls_short_is_counted(scores: dict[str, Score]) -> None:
    total = Score()
    for one in scores.values():
        total.add(one)
    print(f"rungs {dict(total.rungs)}; documents {dict(total.documents)}; outcomes {dict(total.outcomes)}")
    print(*total.short, sep="\n")
    assert set(scores) == set(CODES)
    assert total.rungs["right"] > 0
