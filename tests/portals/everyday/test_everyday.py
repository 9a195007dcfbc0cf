"""One audit of all portals, held against their truth by rule; before it, that the portals are what the truth says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from checks.judge import window_of
from config.loader import load_rubric, load_vocabulary
from crawler.order import BatchOrder, Budget, Politeness
from tests.portals.everyday import Everyday, start_everyday
from tests.portals.everyday.portal import Truth, truths
from tests.portals.visiting import Audited, as_mapping, as_school, judged, run_order

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


@pytest.mark.parametrize("code", CODES)
def test_verdicts_are_right(code: str, audits: dict[str, Audited]) -> None:
    assert code in audits, f"{code}: no visit"
    found = [line for line in wrong(_truth(code), audits[code]) if line.split(":")[0] not in KNOWN]
    assert not found, "\n" + "\n".join(found)
