"""From a portal that is understood to a verdict: every rule asked, none stopping the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from checks.looking import distinct
from checks.registry import CheckError, all_checks, run_check
from checks.scoring import focus_max, grade_of, judged_sums, outcome_of, points_of, range_of
from checks.version import CODE_VERSION
from checks.wording import fill, plain, titles_of
from reading.portal import PortalReading
from records.base import clip
from records.findings import Answer, Finding, Outcome, Verdict
from records.rubric import Rubric, Rule
from records.school import Level
from records.vocabulary import Vocabulary

_EVIDENCE = 60
_OF_PART = 3


def build_verdict(portal: PortalReading, rubric: Rubric, vocabulary: Vocabulary) -> Verdict:
    """Judge every rule of `rubric` on `portal`. Pure: the same arguments give the same bytes.

    A rule that could not be judged (an unknown check, a wrong parameter, an exception) becomes an ERROR finding with
    its message; the other rules go on. A rule that does not apply keeps its maximum, carries no points and is left
    out of `judged_max`; `max` stays the rubric's.
    """
    titles = titles_of(vocabulary)
    findings = tuple(_find(rule, portal, rubric, vocabulary, titles) for rule in rubric.rules)
    points, judged_max = judged_sums(findings)
    return Verdict(
        id=_identity(portal, rubric, vocabulary),
        visit=portal.visit.id,
        school=portal.school.code,
        school_year=portal.school_year,
        window=portal.window,
        as_of=portal.as_of,
        rubric=rubric.id,
        rubric_version=rubric.version,
        code_version=CODE_VERSION,
        findings=findings,
        points=points,
        judged_max=judged_max,
        section_max=focus_max(rubric),
        max=rubric.max_points,
        grade=grade_of(rubric, findings),
    )


def _identity(portal: PortalReading, rubric: Rubric, vocabulary: Vocabulary) -> str:
    """The SHA-256 over the names of everything that goes into a verdict: judging again gives the same id."""
    parts = [
        portal.visit.id,
        portal.school.code,
        portal.school_year,
        portal.as_of.isoformat() if portal.as_of else "",
        rubric.id,
        rubric.version,
        vocabulary.version,
        CODE_VERSION,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _find(
    rule: Rule, portal: PortalReading, rubric: Rubric, vocabulary: Vocabulary, titles: Mapping[str, str]
) -> Finding:
    if not _applies(rule, rubric, portal.school.levels):
        reason = f"Tiêu chí này không dành cho cấp học của trường ({portal.school.level_label})."
        return _unjudged(rule, Outcome.NOT_APPLICABLE, reason)
    if rule.check is None:
        wanted = f" Minh chứng: {rule.evidence_wanted}." if rule.evidence_wanted else ""
        return _unjudged(rule, Outcome.SELF, f"Nhà trường tự chấm; cổng không đủ căn cứ để chấm thay.{wanted}")
    try:
        return _asked(rule, rule.check, portal, vocabulary, titles)
    except Exception as problem:  # noqa: BLE001 – one broken check or rule must not take the other rules with it
        message = clip(f"{type(problem).__name__}: {problem}" if not isinstance(problem, CheckError) else str(problem))
        finding = _unjudged(rule, Outcome.ERROR, f"Phép kiểm tra “{rule.check}” gặp lỗi nên chưa chấm: {message}.")
        answer = Answer(result="error", values={"check": rule.check, "message": message})
        return finding.model_copy(update={"answer": answer})


def _applies(rule: Rule, rubric: Rubric, levels: tuple[Level, ...]) -> bool:
    wanted = set(rubric.levels if rule.levels is None else rule.levels) & set(rubric.levels)
    return bool(wanted & set(levels))


def _unjudged(rule: Rule, outcome: Outcome, reason: str) -> Finding:
    answer = Answer(result=outcome.value.replace("_", "-"))
    return Finding(
        rule=rule.id, title=rule.title, outcome=outcome, answer=answer, max_points=rule.max_points, reason=reason
    )


def _asked(rule: Rule, name: str, portal: PortalReading, vocabulary: Vocabulary, titles: Mapping[str, str]) -> Finding:
    asked = all_checks().get(name)
    if asked is None:
        raise CheckError(f"không có phép kiểm tra “{name}”")
    params, problems = asked.bind(rule.params, vocabulary)
    if problems:
        raise CheckError("; ".join(problems))
    answer = run_check(asked, portal, params)
    result = asked.results[answer.result]
    if result.outcome.is_judged and rule.max_points is not None and answer.result not in rule.points:
        raise CheckError(f"bộ tiêu chí không cho điểm kết quả “{answer.result}”")
    outcome = outcome_of(rule, result.outcome, answer.result)
    return Finding(
        rule=rule.id,
        title=rule.title,
        outcome=outcome,
        answer=Answer(
            result=answer.result,
            values=plain(answer.values),
            evidence=distinct(answer.evidence, limit=_EVIDENCE),
            parts=tuple(
                part.model_copy(
                    update={
                        "title": part.title or titles.get(part.key, part.key),
                        "evidence": distinct(part.evidence, limit=_OF_PART),
                    }
                )
                for part in answer.parts
            ),
        ),
        points=points_of(rule, outcome, answer.result),
        max_points=rule.max_points,
        range=range_of(rule, outcome),
        reason=fill(result.text, answer.values, titles),
        remedy=fill(rule.remedy.get(answer.result, ""), answer.values, titles),
    )
