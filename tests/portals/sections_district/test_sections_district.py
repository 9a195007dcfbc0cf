"""The district is what its truth says, by plain HTTP; then one audit of all of it, held against the truth by rule."""

from __future__ import annotations

import http.client
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from tests.portals.labelled.model import YEAR
from tests.portals.sections_district import SectionsDistrict, all_schools, start_sections_district
from tests.portals.sections_district.portal import Portal
from tests.portals.sections_district.truths import DOCX, OTHER_PARENT, PARENT, all_written
from tests.portals.truth import REQUIRED_SECTIONS
from tests.portals.visiting import Audited, as_mapping, as_school, audit

pytestmark = pytest.mark.district

RULES = ("3.1", "3.2", "3.3", "3.4", "3.5")
CODES = [written.code for written in all_written()]

# Said once more by hand, 3.1 to 3.5: p pass, f fail, s partial or fail, r review, v fail or review, u unknown,
# w fail, partial or review, k fail, review or unknown, l anything but pass.
BY_HAND = {
    "CHAN": "ppppp", "ANH": "ppppp", "BAM": "ppppp", "SAU": "ppppp", "HAI": "ppppp", "HOA": "puppp", "TEP": "ppppp",
    "CHON": "ppprp", "RONG": "sppfs", "KHOA": "lfpkp", "NHO": "wfpvp", "TIN": "pvprp", "DE": "pvpvp", "NAM": "pvpfs",
    "SAI": "prprs", "AN": "wppvp", "TRONG": "pfpfs", "DIDONG": "ppppp", "NGAN": "pppvp", "LAP": "ppppp",
    "TAB": "ppppp", "LOAI": "ppppp", "HAICAP": "ppppp", "NHAM": "sppfs",
}  # fmt: skip
LETTERS = {
    "p": {"pass"}, "f": {"fail"}, "s": {"partial", "fail"}, "r": {"review"}, "v": {"fail", "review"}, "u": {"unknown"},
    "w": {"fail", "partial", "review"}, "k": {"fail", "review", "unknown"},
    "l": {"fail", "partial", "review", "unknown"},
}  # fmt: skip


def fold(text: str) -> str:
    """Letters without marks and case."""
    plain = unicodedata.normalize("NFD", unescape(text).casefold().replace("đ", "d"))
    return " ".join("".join(ch for ch in plain if not unicodedata.combining(ch)).split())


class Web:
    """A client that sends names to the loopback server and follows redirects."""

    def __init__(self, district: SectionsDistrict) -> None:
        self.mappings = district.mappings

    def get(self, url: str) -> tuple[int, str, bytes]:
        """Status, final address, body; status 0 where nothing listens."""
        for _ in range(5):
            parts = urlsplit(url)
            connection = http.client.HTTPConnection(self.mappings[parts.hostname or ""], timeout=10)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            try:
                connection.request("GET", target, headers={"Host": parts.hostname or ""})
                response = connection.getresponse()
                body = response.read()
            except ConnectionRefusedError:
                return 0, url, b""
            finally:
                connection.close()
            if response.status not in (301, 302):
                return response.status, url, body
            url = urljoin(url, response.headers["Location"])
        raise AssertionError(f"endless redirects at {url}")

    def words(self, url: str) -> str:
        """A page's words, folded; comments and scripts are none."""
        text = re.sub(r"(?s)<!--.*?-->|<script.*?</script>|<[^>]+>", " ", self.get(url)[2].decode())
        return fold(text)


@pytest.fixture(scope="module")
def district() -> Iterator[SectionsDistrict]:
    with start_sections_district() as running:
        yield running


@pytest.fixture(scope="module")
def web(district: SectionsDistrict) -> Web:
    return Web(district)


@pytest.fixture(scope="module")
def audits(district: SectionsDistrict) -> dict[str, Audited]:
    """All schools in one process of the crawler."""
    schools = [
        as_school(s.truth.code, s.name, s.level, f"http://{s.truth.host}/", s.truth.parent) for s in district.schools
    ]
    return audit(schools, [as_mapping(host, target) for host, target in district.mappings.items()], seconds=900)


def _school(district: SectionsDistrict, code: str) -> Portal:
    return next(school for school in district.schools if school.truth.code == code)


def test_the_truth_is_said_by_hand_as_well() -> None:
    assert set(BY_HAND) == set(CODES)
    assert len({school.make for school in all_schools(1)}) == 24
    for school in all_schools(1):
        truth = school.portal_truth()
        assert truth.sure(YEAR) >= 45, school.truth.code
        for rule, letter in zip(RULES, BY_HAND[school.truth.code], strict=True):
            assert truth.expected[YEAR][rule] == LETTERS[letter], (school.truth.code, rule)
        full = all(any(not p.empty for p in truth.sections.get(key, ())) for key in REQUIRED_SECTIONS)
        assert full == (truth.expected[YEAR]["3.1"] == {"pass"}), school.truth.code
        own = any(p.school_year == YEAR and not p.empty for p in truth.sections.get("cong_khai", ()))
        assert own or truth.expected[YEAR]["3.4"] != {"pass"}, school.truth.code
        wanted = {"bm_nghi_hoc", "tuyen_sinh"} | ({"bm_phuc_khao"} if "THCS" in school.level else set())
        assert (wanted <= truth.forms) == (truth.expected[YEAR]["3.5"] == {"pass"}), school.truth.code
        items = {d.item for d in truth.documents if d.item and d.item.startswith("bm_")}
        assert items == {form for form in truth.forms if form.startswith("bm_")}, school.truth.code


@pytest.mark.parametrize("code", CODES)
def test_pages_and_files_are_as_the_truth_says(code: str, district: SectionsDistrict, web: Web) -> None:
    school = _school(district, code)
    truth = school.portal_truth()
    assert fold(truth.name) in web.words(truth.url("/"))
    for key, places in truth.sections.items():
        for place in places:
            url = place.path if place.path.startswith("http") else truth.url(place.path)
            status, final, _ = web.get(url)
            assert status == 200, url
            words = web.words(url)
            if not place.empty:
                year = (place.school_year or "").split("-")
                named = fold(place.label) in words or all(part and part[2:] in words for part in year)
                assert named, (key, url)
            else:
                hollow = ("cap nhat", "lorem ipsum", "noi dung mau", "khong tim thay", "mat khau", "123 duong abc")
                assert any(sign in words for sign in hollow), (url, final)
    for document in truth.documents:
        url = document.path if document.path.startswith("http") else truth.url(document.path)
        status, _, body = web.get(url)
        assert (status, body[:2]) == (200, b"PK" if document.media_type == DOCX else b"%P"), url


def test_every_file_is_named_on_a_page_of_its_section(district: SectionsDistrict, web: Web) -> None:
    for school in district.schools:
        truth = school.portal_truth()
        base = {p.path for places in truth.sections.values() for p in places if not p.empty}
        posts = {post.path for post in truth.posts if post.key > "9000"}
        pages = [path if path.startswith("http") else truth.url(path) for path in base | posts]
        all_text = "\n".join(web.get(url)[2].decode() for url in pages)
        for document in truth.documents:
            assert document.path in all_text, (truth.school_code, document.path)


def test_posts_are_listed_with_their_days(district: SectionsDistrict, web: Web) -> None:
    for school in district.schools:
        truth = school.portal_truth()
        shown = "".join(
            web.get(truth.url(f"/tin-tuc?trang={n}" if n > 1 else "/tin-tuc"))[2].decode() for n in range(1, 5)
        )
        listed = [post for post in truth.posts if f'href="{post.path}"' in shown]
        assert sum(post.counted is True for post in listed) >= 55
        for post in listed[::9]:
            assert post.published is not None
            assert f"Ngày đăng: {post.published:%d/%m/%Y}" in web.get(truth.url(post.path))[2].decode()


def test_the_parents_lead_where_the_truth_says(district: SectionsDistrict, web: Web) -> None:
    found: dict[str, set[str]] = {}
    for parent, paths in (
        (PARENT, ("", "don-vi", "don-vi/tieu-hoc", "don-vi/thcs", "don-vi/thcs/2")),
        (OTHER_PARENT, ("",)),
    ):
        text = "".join(web.get(parent + path)[2].decode() for path in paths)
        text = re.sub(r"(?s)<!--.*?-->", "", text)
        hosts = set()
        for address in re.findall(r"""(?:href=|value=|window\.open\()["']([^"']+)""", text):
            url = urljoin(parent, address)
            _, final, body = web.get(url)
            onward = re.search(rb'http-equiv="refresh"[^>]*url=([^"]+)"', body)
            hosts.add(urlsplit(onward[1].decode() if onward else final).hostname or "")
        found[parent] = hosts
    swapped = {"DE", "NAM"}
    for school in district.schools:
        t = school.truth
        assert (t.host in found[t.parent]) == (t.linked is True or t.code in swapped), t.code
    assert web.get(OTHER_PARENT + "danh-sach-truong")[0] == 503
    assert web.get("http://thdongtam-cu.test/")[0] == 0


@pytest.mark.parametrize("code", CODES)
def test_outcomes_are_right(code: str, audits: dict[str, Audited]) -> None:
    written = next(written for written in all_written() if written.code == code)
    assert code in audits, f"{code}: no visit"
    wrong = [
        f"{code} {rule}: got {audits[code].outcome(rule)} ({audits[code].result(rule)}), expected "
        f"{written.expected[rule]}; {written.shape}; {written.why.get(rule, '')}"
        for rule in RULES
        if audits[code].outcome(rule) not in written.outcomes(rule)
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def _said(audited: Audited, rule: str, *names: str) -> set[str]:
    """What a finding says under these names of values, all together."""
    (finding,) = (finding for finding in audited.verdict.findings if finding.rule == rule)
    said: set[str] = set()
    for name in names:
        value = finding.answer.values.get(name, ())
        assert not isinstance(value, str | int | float), (rule, name, value)
        said |= {str(one) for one in value or ()}
    return said


@pytest.mark.parametrize("code", CODES)
def test_what_is_missing_is_what_the_truth_lacks(
    code: str, district: SectionsDistrict, audits: dict[str, Audited]
) -> None:
    """A right outcome for a wrong reason is still told wrongly to the school."""
    truth = _school(district, code).portal_truth()
    lacking = {key for key in REQUIRED_SECTIONS if all(place.empty for place in truth.sections.get(key, ()))}
    told = _said(audits[code], "3.1", "missing", "hidden")
    wanted = {"bm_nghi_hoc", "tuyen_sinh"} | ({"bm_phuc_khao"} if "THCS" in truth.level else set())
    forms = _said(audits[code], "3.5", "missing")
    wrong = []
    if told != lacking:
        wrong.append(f"{code} 3.1: told {sorted(told)}, lacking {sorted(lacking)}")
    if forms != wanted - truth.forms:
        wrong.append(f"{code} 3.5: told {sorted(forms)}, lacking {sorted(wanted - truth.forms)}")
    assert not wrong, "\n" + "\n".join(wrong)
