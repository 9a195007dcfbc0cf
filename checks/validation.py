"""Whether a rubric fits the checks it names: what `rubric check` says beyond the file's own form."""

from __future__ import annotations

from collections.abc import Iterator

from checks.registry import Check, Result, all_checks
from records.findings import Outcome
from records.rubric import Rubric, Rule
from records.vocabulary import Vocabulary

# There is nothing to repair where a rule is met or does not apply.
_WITHOUT_REMEDY = (Outcome.PASS, Outcome.NOT_APPLICABLE)


def validate_rubric(rubric: Rubric, vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
    """Return what is wrong with the rules of `rubric`, in Vietnamese, in their order; empty when nothing is.

    Unknown checks, unknown, missing or unusable parameters (keys are held against `vocabulary` when it is given),
    results without points or remedy, and points or remedies for results that cannot have them.
    """
    return tuple(
        f"Tiêu chí {rule.id}: {problem}."
        for rule in rubric.rules
        if rule.check is not None
        for problem in _problems(rule, rule.check, vocabulary)
    )


def _problems(rule: Rule, name: str, vocabulary: Vocabulary | None) -> Iterator[str]:
    asked = all_checks().get(name)
    if asked is None:
        yield f"không có phép kiểm tra “{name}” (có: {', '.join(all_checks())})"
        return
    params, problems = asked.bind(rule.params, vocabulary)
    yield from problems
    possible = {slug: result for slug, result in asked.results.items() if problems or result.can_come(params)}
    for slug, result in possible.items():
        yield from _missing(rule, slug, result)
    yield from _unfit(rule, asked)


def _missing(rule: Rule, slug: str, result: Result) -> Iterator[str]:
    if result.outcome.is_judged and rule.max_points is not None and slug not in rule.points:
        yield f"kết quả “{slug}” chưa có điểm trong “points”"
    if result.outcome not in _WITHOUT_REMEDY and not rule.remedy.get(slug, "").strip():
        yield f"kết quả “{slug}” chưa có hướng khắc phục trong “remedy”"


def _unfit(rule: Rule, asked: Check) -> Iterator[str]:
    for slug in rule.points:
        result = asked.results.get(slug)
        if result is None:
            yield f"“points” nêu kết quả “{slug}” mà phép kiểm tra “{asked.name}” không có"
        elif not result.outcome.is_judged:
            yield f"“points” cho điểm kết quả “{slug}”, là kết quả không mang điểm"
    for slug in rule.remedy:
        if slug not in asked.results:
            yield f"“remedy” nêu kết quả “{slug}” mà phép kiểm tra “{asked.name}” không có"
