"""From a portal that is understood to a verdict: every rule asked, none stopping the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from checks.citations import citation_notes
from checks.looking import distinct
from checks.missing import missing_items
from checks.proposals import Proposal, ProposalIndex
from checks.registry import CheckError, all_checks, run_check
from checks.scoring import Score, focus_max, score, sums_of
from checks.version import CODE_VERSION
from checks.wording import fill, plain, say, titles_of
from reading.portal import PortalReading
from records.base import clip
from records.findings import Answer, Finding, Outcome, Verdict
from records.rubric import Rubric, Rule, ScoringMode
from records.school import Level
from records.vocabulary import Vocabulary

_EVIDENCE = 60
_OF_PART = 3
_NAMED = 3


def build_verdict(portal: PortalReading, rubric: Rubric, vocabulary: Vocabulary) -> Verdict:
    """Judge every rule of `rubric` on `portal`. Pure: the same arguments give the same bytes.

    A rule that could not be judged (an unknown check, a wrong parameter, an exception) becomes an ERROR finding with
    its message; the other rules go on. A rule that does not apply keeps its maximum, carries no points and is left
    out of `judged_max`; `max` stays the rubric's.
    """
    titles = titles_of(vocabulary)
    index = ProposalIndex(portal)
    findings = tuple(
        _find(rule, portal, rubric, vocabulary, titles, index).model_copy(
            update={"notes": citation_notes(rule, portal.window, vocabulary)}
        )
        for rule in rubric.rules
    )
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
        section_max=focus_max(rubric),
        max=rubric.max_points,
        **sums_of(rubric, findings),
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
    rule: Rule,
    portal: PortalReading,
    rubric: Rubric,
    vocabulary: Vocabulary,
    titles: Mapping[str, str],
    index: ProposalIndex,
) -> Finding:
    if not _applies(rule, rubric, portal.school.levels):
        reason = f"Tiêu chí này không dành cho cấp học của trường ({portal.school.level_label})."
        return _unjudged(rule, Outcome.NOT_APPLICABLE, reason)
    if rule.check is None:
        # What stands on a portal that is not the school's is no evidence of the school's.
        return _self_scored(rule, index.proposals(rule) if portal.is_the_schools else ())
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


def _self_scored(rule: Rule, proposals: tuple[Proposal, ...]) -> Finding:
    """People score; what was found for them is proposed and changes nothing."""
    wanted = f" Minh chứng: {rule.evidence_wanted}." if rule.evidence_wanted else ""
    finding = _unjudged(rule, Outcome.SELF, f"Nhà trường tự chấm; cổng không đủ căn cứ để chấm thay.{wanted}")
    if not proposals:
        return finding
    named = ", ".join(f"“{one.title}”{f' ({one.day:%d/%m/%Y})' if one.day else ''}" for one in proposals[:_NAMED])
    more = f" và {len(proposals) - _NAMED} mục khác" if len(proposals) > _NAMED else ""
    answer = Answer(
        result="proposed",
        values=plain({"proposed": [one.told() for one in proposals]}),
        evidence=tuple(one.evidence for one in proposals),
    )
    reason = f"{finding.reason} Có thể dùng làm minh chứng (chưa chấm): {named}{more}."
    return finding.model_copy(update={"answer": answer, "reason": reason})


def _asked(rule: Rule, name: str, portal: PortalReading, vocabulary: Vocabulary, titles: Mapping[str, str]) -> Finding:
    asked = all_checks().get(name)
    if asked is None:
        raise CheckError(f"không có phép kiểm tra “{name}”")
    params, problems = asked.bind(rule.params, vocabulary)
    if problems:
        raise CheckError("; ".join(problems))
    answer = run_check(asked, portal, params)
    result = asked.results[answer.result]
    scored = score(rule, result.outcome, answer, asked.gives)
    return Finding(
        rule=rule.id,
        title=rule.title,
        outcome=scored.outcome,
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
        points=scored.points,
        max_points=rule.max_points,
        range=scored.range,
        reason=f"{fill(result.text, answer.values, titles)}{_how_scored(rule, scored)}",
        remedy=_remedy(rule, answer, scored.outcome, portal, titles),
    )


_MODES = {
    ScoringMode.STEPS: "theo bậc",
    ScoringMode.PROPORTIONAL: "theo tỷ lệ",
    ScoringMode.PER_ITEM: "theo từng mục",
}


def _how_scored(rule: Rule, scored: Score) -> str:
    """What the sentence of the result does not say where points are not those of the result."""
    if rule.scoring.mode not in _MODES or (scored.points is None and scored.range is None):
        return ""
    if scored.range is not None:
        low, high = _bare(scored.range.low), _bare(scored.range.high)
        return f" Tính {_MODES[rule.scoring.mode]}: từ {low} đến {high} điểm, tùy phần chưa rõ."
    assert scored.points is not None
    most = rule.max_points or scored.points
    return f" Tính {_MODES[rule.scoring.mode]}: {_bare(scored.points)} trên {_bare(most)} điểm."


def _bare(points: Decimal) -> str:
    whole = points == points.to_integral_value()
    return say(int(points) if whole else points.normalize(), {})


def _remedy(rule: Rule, answer: Answer, outcome: Outcome, portal: PortalReading, titles: Mapping[str, str]) -> str:
    """The next action, with the exact items that are lacking where the rule wants them named."""
    remedy = fill(rule.remedy.get(answer.result, ""), answer.values, titles)
    if not remedy or not rule.name_missing_parts:
        return remedy
    lacking = missing_items(answer, portal, titles)
    if not lacking:
        # What is met in all its items needs no action.
        return "" if outcome is Outcome.PASS else remedy
    return f"{remedy} Thiếu: {say(lacking, {})} năm học {portal.school_year}."
