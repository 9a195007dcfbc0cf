"""The document portals are what their truth says, by plain HTTP; then one visit of each, held against the truth.

Too high, a false decision and a kept name fail; too low is counted and printed (``-rA``, or the command of `measure`).
"""

from __future__ import annotations

import gzip
import http.client
import ssl
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from reading.risks import personal_data
from tests.portals.documents import MAKERS, Served, start_document_portals
from tests.portals.documents.measure import (
    Measured,
    Score,
    fault_of,
    files_of,
    known_faults,
    plain_of,
    score,
    visit_all,
)
from tests.portals.documents.said import Said
from tests.portals.documents.truths import DocumentTruth, Rung, load_truths

pytestmark = pytest.mark.documents

CODES = list(MAKERS)
_ALSO_PUPILS = {
    "HS": {"/?muc=hotro"},
    "DS": {"/trung-tuyen.html", "/tep/bm07.pdf"},
    "BAN": {"/index.php/ket-qua-thi", "/index.php/ho-tro", "/images/ds/lop-1-2.pdf"},
    "DAN": {"/vi/page/boi-loi/", "/uploads/ck/bm06.pdf"},
}
"""Pages that show pupils, forms with pupils in their annex, a scanned list that need not be read; by portal."""
_NOT_SEEN = {"DAN": {"/uploads/ds/dua-ruoc.xlsx"}}
"""Names with homes and telephones, without days of birth or a head: not recognised."""


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
    host = parts.hostname or ""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        unverified = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(served.secure[host], timeout=20, context=unverified)
    else:
        connection = http.client.HTTPConnection(served.mappings[host], timeout=20)
    target = quote(unquote(parts.path)) + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", target or "/", headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _only_known(kind: str, code: str, lines: list[str]) -> None:
    """Fail on a fault that nobody knows of, and on a known one that is gone."""
    known = {fault for fault in known_faults()[kind] if fault.split()[0] == code}
    new = [line for line in lines if fault_of(line) not in known]
    gone = known - set(map(fault_of, lines))
    if new or gone:
        pytest.fail(
            "\n".join([*new, *(f"known.yaml, {kind}: {fault} is no fault any more" for fault in gone)]), pytrace=False
        )


def test_every_truth_has_a_portal() -> None:
    assert set(load_truths()) == set(CODES)
    assert all(truth.pack for truth in load_truths().values())
    hosts = [truth.host for truth in load_truths().values()]
    assert len(set(hosts)) == len(hosts)


def test_a_rung_is_judged_by_its_bounds() -> None:
    rung = Rung.model_validate({"right": 4, "least": 3})
    assert [rung.judge(said) for said in (2, 3, 4, 5)] == ["too low", "right", "right", "too high"]


def test_an_item_is_judged_by_what_may_be_said_of_it() -> None:
    right, wrong, open_ = (
        Rung.model_validate(5),
        Rung.model_validate(4),
        Rung.model_validate({"right": 4, "outcomes": "review|unknown"}),
    )
    said = ("pass", "partial", "fail", "review", "unknown")
    assert [right.is_false(one) for one in said] == [False, False, True, False, False]
    assert [wrong.is_false(one) for one in said] == [True, True, False, False, False]
    assert [open_.is_false(one) for one in said] == [True, True, True, False, False]


def test_a_document_is_judged_by_what_is_said_of_it() -> None:
    broken = DocumentTruth.model_validate({"at": "/a.pdf", "opens": False, "is": "not-openable"})
    fault = DocumentTruth.model_validate({"at": "/b.pdf", "opens": None, "is": "fault"})
    scan = DocumentTruth.model_validate({"at": "/c.pdf", "opens": True, "is": "scan"})
    assert Said().judge(scan) == "not found"
    assert Said(True, True).judge(broken) == "opens too high"
    assert Said(True, False, "x", "not-openable").judge(broken) == "right"
    assert Said(True, True).judge(fault) == "opens too high"
    assert Said(True, False, "x", "not-openable").judge(fault) == "fault taken for broken"
    assert Said(True, None, "HTTP 500").judge(fault) == "right"
    assert Said(True, None).judge(scan) == "not opened"
    assert Said(True, True, "", "right").judge(scan) == "right"
    assert Said(True, True, "", "other-school").judge(scan) == "kind wrong"


def test_what_is_kept_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.warc.gz").write_bytes(gzip.compress(b"one") + gzip.compress("Võ Thị Hai".encode()))
    (tmp_path / "b.index").write_bytes(b"plain")
    assert dict(files_of(tmp_path)) == {"b.index": b"plain", "in/a.warc.gz": "oneVõ Thị Hai".encode()}
    assert plain_of("VÕ  Thị Đàm") == plain_of("Vo\u0303 thi\u0323\nđàm") == "vo thi dam"


@pytest.mark.parametrize("code", CODES)
def test_documents_are_served_as_the_truth_says(code: str, served: Served) -> None:
    truth = load_truths()[code]
    for document in truth.documents:
        if document.kind == "fault":
            continue
        status, body = _get(served, truth.url(document.at))
        if document.opens is False:
            assert status in (200, 301, 302, 303, 307, 401, 403, 404, 410), document.at
        else:
            assert status in (301, 302, 303) or (status in (200, 206) and body), document.at


@pytest.mark.parametrize("code", CODES)
def test_documents_are_named_on_pages(code: str, served: Served) -> None:
    (portal,) = (portal for portal in served.portals if portal.truth.code == code)
    pages = "\n".join(unescape(_get(served, portal.truth.url(at))[1].decode()) for at in portal.by_address)
    plain = unquote(pages)
    for document in portal.truth.documents:
        assert document.at in pages or unquote(document.at) in plain or document.via, document.at


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_too_high(code: str, scores: dict[str, Score]) -> None:
    _only_known("too_high", code, scores[code].high)


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_falsely_decided(code: str, scores: dict[str, Score]) -> None:
    _only_known("falsely_decided", code, scores[code].false)


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_kept_or_asked_for_against_the_rules(code: str, scores: dict[str, Score]) -> None:
    _only_known("kept", code, scores[code].kept)


def test_what_falls_short_is_counted(scores: dict[str, Score]) -> None:
    total = Score()
    for one in scores.values():
        total.add(one)
    print(f"rungs {dict(total.rungs)}; documents {dict(total.documents)}; outcomes {dict(total.outcomes)}")
    print(*total.short, sep="\n")
    assert set(scores) == set(CODES)
    assert total.rungs["right"] > 0


@pytest.mark.parametrize("code", CODES)
def test_the_school_is_told_of_pupils_and_of_nothing_else(code: str, measured: dict[str, Measured]) -> None:
    one = measured[code]
    told = personal_data(one.years[one.truth.first_year].reading)
    files = {truth.at for truth in one.truth.documents if truth.kind in ("personal-data", "filled-form")}
    places = {urlsplit(found.url)._replace(scheme="", netloc="").geturl() for found in told}
    assert places == (files | _ALSO_PUPILS.get(code, set())) - _NOT_SEEN.get(code, set())
