"""Whether a rubric fits the checks it names: what `rubric check` says beyond the file's own form."""

from __future__ import annotations

from collections.abc import Iterator

from checks.registry import PARTS, Check, Result, all_checks
from reading.fold import fold
from reading.natures import NATURE_TITLES
from records.findings import Outcome
from records.rubric import Rubric, Rule, ScoringMode
from records.vocabulary import Vocabulary

# There is nothing to repair where a rule is met or does not apply.
_WITHOUT_REMEDY = (Outcome.PASS, Outcome.NOT_APPLICABLE)
Place = tuple[str | int, ...]


def validate_rubric(rubric: Rubric, vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
    """Return what is wrong with the rules of `rubric`, in Vietnamese, in their order; empty when nothing is.

    Unknown checks, unknown, missing or unusable parameters (keys are held against `vocabulary` when it is given),
    results without points or remedy, and points or remedies for results that cannot have them.
    """
    return tuple(message for _, message in placed_problems(rubric, vocabulary))


def placed_problems(rubric: Rubric, vocabulary: Vocabulary | None = None) -> Iterator[tuple[Place, str]]:
    """Yield the same with the place of each in the rubric: ``("sections", 2, "rules", 0, "points")``."""
    for index, nature in enumerate(rubric.counted_natures):
        if vocabulary is not None and nature not in (*NATURE_TITLES, *(term.key for term in vocabulary.natures)):
            yield ("counted_natures", index), f"không có loại tin bài “{nature[:40]}” trong bộ từ vựng."
    for index, place, rule in _places(rubric):
        here: Place = ("sections", index, "rules", place)
        problems = list(_citations(rule, vocabulary)) if vocabulary is not None else []
        problems += _wordless(rule)
        if rule.check is not None:
            problems += _problems(rule, rule.check, vocabulary)
        yield from ((here + field, f"Tiêu chí {rule.id}: {message}.") for field, message in problems)


def _places(rubric: Rubric) -> Iterator[tuple[int, int, Rule]]:
    for index, section in enumerate(rubric.sections):
        for place, rule in enumerate(section.rules):
            yield index, place, rule


def _citations(rule: Rule, vocabulary: Vocabulary) -> Iterator[tuple[Place, str]]:
    known = {one.id for one in vocabulary.citations}
    for index, basis in enumerate(rule.basis):
        if basis.law is not None and basis.law not in known:
            yield ("basis", index, "law"), f"không có văn bản “{basis.law[:40]}” trong vocabulary/law.yaml"


def _wordless(rule: Rule) -> Iterator[tuple[Place, str]]:
    for index, search in enumerate(rule.search):
        for field in ("words", "with_words", "without"):
            for place, phrase in enumerate(getattr(search, field)):
                if not fold(phrase):
                    yield ("search", index, field, place), f"“{phrase[:40]}” không có chữ nào để tìm"


def _problems(rule: Rule, name: str, vocabulary: Vocabulary | None) -> Iterator[tuple[Place, str]]:
    asked = all_checks().get(name)
    if asked is None:
        yield ("check",), f"không có phép kiểm tra “{name}” (có: {', '.join(all_checks())})"
        return
    params, problems = asked.bind(rule.params, vocabulary)
    for problem in problems:
        field = next((key for key in rule.params if f"“{key}”" in problem), None)
        yield ("params", field) if field else ("params",), problem
    # Of results that hang on parameters nothing can be said where those are wrong.
    possible = {
        slug: result
        for slug, result in asked.results.items()
        if (not result.only_if if problems else result.can_come(params))
    }
    for slug, result in possible.items():
        yield from _missing(rule, slug, result)
    yield from _unfit(rule, asked)
    yield from _unreadable(rule, asked, vocabulary)
    yield from _never_full(rule, possible)


def _missing(rule: Rule, slug: str, result: Result) -> Iterator[tuple[Place, str]]:
    if _is_priced(rule) and result.outcome.is_judged and slug not in rule.points:
        yield ("points",), f"kết quả “{slug}” chưa có điểm trong “points”"
    if result.outcome not in _WITHOUT_REMEDY and not rule.remedy.get(slug, "").strip():
        yield ("remedy",), f"kết quả “{slug}” chưa có hướng khắc phục trong “remedy”"


def _unfit(rule: Rule, asked: Check) -> Iterator[tuple[Place, str]]:
    for slug in rule.points:
        result = asked.results.get(slug)
        if result is None:
            yield ("points", slug), f"“points” nêu kết quả “{slug}” mà phép kiểm tra “{asked.name}” không có"
        elif not result.outcome.is_judged:
            yield ("points", slug), f"“points” cho điểm kết quả “{slug}”, là kết quả không mang điểm"
    for slug in rule.remedy:
        if slug not in asked.results:
            yield ("remedy", slug), f"“remedy” nêu kết quả “{slug}” mà phép kiểm tra “{asked.name}” không có"


def _unreadable(rule: Rule, asked: Check, vocabulary: Vocabulary | None) -> Iterator[tuple[Place, str]]:
    """What the rule's scoring reads and the check does not give: a slip would cost every school its points."""
    scoring, numbers = rule.scoring, [name for name in asked.gives if name != PARTS]
    told = f"(có: {', '.join(numbers)})" if numbers else "(phép kiểm tra này không cho số nào)"
    for field in ("value", "up_to", "of"):
        name = getattr(scoring, field)
        if isinstance(name, str) and name not in numbers:
            yield ("scoring", field), f"câu trả lời của “{asked.name}” không có số “{name[:40]}” {told}"
    if scoring.mode is not ScoringMode.PER_ITEM:
        return
    if PARTS not in asked.gives:
        yield ("scoring", "mode"), f"“{asked.name}” không trả lời theo từng mục nên không tính điểm từng mục được"
    elif vocabulary is not None:
        known = _item_keys(rule, vocabulary)
        for key in scoring.items:
            if key not in known:
                yield ("scoring", "items", key), f"“{asked.name}” không trả lời về mục “{key[:40]}”"


def _item_keys(rule: Rule, vocabulary: Vocabulary) -> set[str]:
    """The keys that the parts of an answer may have: those of words and law, and those the rule names."""
    keys = {term.key for term in (*vocabulary.sections, *vocabulary.items)}
    keys |= {duty.key for document in vocabulary.law for duty in document.duties}
    systems = rule.params.get("systems")
    return keys | {str(one.get("key")) for one in systems or () if isinstance(one, dict)}


def _never_full(rule: Rule, possible: dict[str, Result]) -> Iterator[tuple[Place, str]]:
    """A rule whose maximum nobody can reach: a slip where a maximum was changed and its prices were not."""
    passing = [slug for slug, result in possible.items() if result.outcome is Outcome.PASS]
    if not _is_priced(rule) or not passing or not all(slug in rule.points for slug in passing):
        return
    if max(rule.points[slug] for slug in passing) != rule.max_points:
        yield ("points",), f"không kết quả đạt nào cho đủ {rule.max_points} điểm"


def _is_priced(rule: Rule) -> bool:
    return rule.max_points is not None and rule.scoring.mode is ScoringMode.BY_RESULT
