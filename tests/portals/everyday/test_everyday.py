"""One audit of all portals, held against their truth by rule; before it, that the portals are what the truth says."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from ruamel.yaml import YAML

from checks.judge import window_of
from config.loader import load_rubric, load_vocabulary
from crawler.order import BatchOrder, Budget, Politeness
from tests.portals.everyday import MAKES, Everyday, start_everyday
from tests.portals.everyday.portal import Portal, Truth, truths
from tests.portals.labelled.site import ask_of
from tests.portals.visiting import Audited, as_mapping, as_school, judged, run_order
from tests.portals.wordpress.seed import run_seed

pytestmark = pytest.mark.district

CODES = [truth.code for truth in truths()]
PACKS = {"2021-2022": "tdm-2021-2022", "2025-2026": "quoc-gia"}
KNOWN: dict[str, str] = YAML(typ="safe").load(Path(__file__).with_name("known.yaml")) or {}
"""``CODE rule`` → what is known to be wrong there."""


def visit_and_judge(everyday: Everyday) -> dict[str, Audited]:
    """One crawler process a school year."""
    done: dict[str, Audited] = {}
    vocabulary = load_vocabulary()
    secure = [as_mapping(host, to).model_copy(update={"port": 443}) for host, to in everyday.secure.items()]
    plain = [as_mapping(host, to) for host, to in everyday.mappings.items()]
    for year, pack in PACKS.items():
        rubric = load_rubric(pack)
        schools = {
            t.code: as_school(t.code, t.name, t.level, t.url, t.parent)
            for t in (portal.truth for portal in everyday.portals)
            if t.year == year
        }
        with tempfile.TemporaryDirectory(prefix="kiemcong-everyday-") as folder:
            order = BatchOrder(
                schools=tuple(schools.values()),
                window=window_of(rubric, year),
                school_year=year,
                vocabulary=vocabulary,
                archive=Path(folder) / "archive",
                user_agent="KiemCong/test (+mailto:test@kiemcong.example)",
                budget=Budget(),
                politeness=Politeness(host_delay=0.0, platform_delay=0.0, platform_at_once=16),
                mappings=(*secure, *plain),
                allow_private=True,
            )
            visits = run_order(order, 600.0)
        for code, visit in visits.items():
            if code in schools:
                done[code] = judged(schools[code], visit, rubric, vocabulary, year)
    return done


@pytest.fixture(scope="module")
def everyday() -> Iterator[Everyday]:
    with start_everyday() as running:
        yield running


@pytest.fixture(scope="module")
def audits(everyday: Everyday) -> dict[str, Audited]:
    return visit_and_judge(everyday)


def _truth(code: str) -> Truth:
    return next(truth for truth in truths() if truth.code == code)


def wrong(truth: Truth, audited: Audited) -> list[str]:
    """Rules whose outcome, or what is said to be missing, is not right."""
    out = []
    for rule in truth.right:
        outcome = audited.outcome(rule)
        if outcome not in truth.outcomes(rule):
            said = f"{outcome} ({audited.result(rule)}), right {truth.right[rule]}"
            out.append(f"{truth.code} {rule}: {said}; {truth.why.get(rule, '')}")
        elif rule in truth.lacks and outcome in ("fail", "partial"):
            (finding,) = (finding for finding in audited.verdict.findings if finding.rule == rule)
            told: set[str] = set()
            for name in ("missing", "hidden"):
                value = finding.answer.values.get(name, ())
                assert not isinstance(value, str | int | float), (rule, name, value)
                told |= {str(one) for one in value or ()}
            if told != set(truth.lacks[rule]):
                out.append(f"{truth.code} {rule}: told {sorted(told)}, lacks {sorted(truth.lacks[rule])}")
    return out


HIDDEN = {
    "TRA": ("/files/", "/upload/bieu-mau/", "/upload/van-ban/"),
    "CU": ("/files/2021-2022/",),
    "THU": ("/upload/bieu-mau/",),
    "PHO": ("/files/", "/upload/bieu-mau/"),
    "TRO": ("/files/", "/upload/bieu-mau/", "/upload/tuyen-sinh/"),
    "ANH": ("/files/",),
    "RO1": ("/assets/ck/", "/assets/vb", "/assets/mau/"),
    "RO2": ("/files/2021-2022/",),
    "RO3": ("/files/2021-2022/",),
    "QUY": ("/files/",),
    "KPG": ("/files/",),
    "HBN": ("/files/",),
    "RO4": ("/files/",),
    "RO5": ("/files/", "/upload/bieu-mau/"),
}
"""Files to which nothing leads."""
NO_PORTAL = ("BAO", "LAC")
BY_POST = ("POS", "LTN")


@cache
def _portal(code: str) -> Portal:
    (written,) = (truth for truth in truths() if truth.code == code)
    return MAKES[code](written, run_seed())


def _links(url: str, tree: Any) -> set[str]:
    found = tree.xpath("//a/@href | //iframe/@src | //object/@data | //*/@data-url")
    for chosen in tree.xpath("//form[@method='get']/select[@name]"):
        found += [f"?{chosen.get('name')}={value}" for value in chosen.xpath("./option/@value")]
    return {urldefrag(urljoin(url, where))[0] for where in found if not where.startswith("javascript:")}


@pytest.mark.parametrize("code", [code for code in CODES if code not in NO_PORTAL])
def test_a_visitor_finds_every_post_and_every_file(code: str) -> None:
    """By links, frames and what its buttons ask for, without POST, from the home page."""
    portal = _portal(code)
    truth, portal.wait = portal.truth, 0.0
    host = "thphuan.test" if code == "DOI" else truth.host
    todo, seen, linked, words = [f"http://{host}{truth.prefix}/"], set[str](), set[str](), ""
    while todo:
        url = todo.pop()
        if url in seen:
            continue
        seen.add(url)
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        reply = portal.answer(ask_of(target, headers={"host": host, "user-agent": "Mozilla/5.0"}))
        if reply.status == 302:
            todo.append(urljoin(url, reply.headers["Location"]))
        assert reply.status in (200, 302), url
        if "html" in reply.kind and reply.body:
            tree: Any = html.fromstring(reply.body)
            words += tree.text_content()
            linked |= _links(url, tree)
            todo += [to for to in _links(url, tree) if to.startswith(f"http://{host}{truth.prefix}/")]
        assert len(seen) < 300
    assert truth.name in words
    met = {int(number[1]) for url in seen if (number := re.search(r"(\d+)(?:\.html|/Default\.aspx)?$", url))}
    met |= {post.number for post in portal.posts if f"http://{host}{portal.post_path(post)}" in seen}
    assert ({post.number for post in portal.posts} <= met) == (code not in BY_POST)
    for path in portal.files:
        gone = path.startswith(HIDDEN.get(code, ("/khong-co",)))
        # The papers of VNE stand in viewers that are elsewhere.
        assert code == "VNE" or any(to.endswith(path) for to in linked) != gone, path


@pytest.mark.parametrize("code", CODES)
def test_the_window_holds_as_many_posts_as_the_truth_says(code: str) -> None:
    portal = _portal(code)
    first = int(portal.truth.year[:4])
    within = [post for post in portal.posts if date(first, 8, 1) <= post.at.date() <= date(first + 1, 7, 31)]
    for nature, key in (
        ("tin", "tin"),
        ("thong_bao", "thong_bao"),
        ("thuc_don_lich", "lich"),
        ("dang_lai", "dang_lai"),
    ):
        assert sum(post.nature == nature for post in within) == portal.truth.posts.get(key, 0)


@pytest.mark.parametrize("code", CODES)
def test_verdicts_are_right(code: str, audits: dict[str, Audited]) -> None:
    assert code in audits, f"{code}: no visit"
    found = [line for line in wrong(_truth(code), audits[code]) if line.split(":")[0] not in KNOWN]
    assert not found, "\n" + "\n".join(found)
