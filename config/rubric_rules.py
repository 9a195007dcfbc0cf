"""What a rubric file may and may not say, as far as it can be known without the checks themselves."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from config.addresses import AddressError, normalise_address
from config.yaml_files import Loc
from records.rubric import Rubric, RubricSection, Rule, Scoring, ScoringMode

ID = re.compile(r"(?=.{1,80}$)[a-z0-9]+(?:[.-][a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CHECK = re.compile(r"[a-z][a-z0-9_]*")
_YEAR = re.compile(r"(\d{4})-(\d{4})")
_CENT = Decimal("0.01")
_MOST = Decimal(100_000)

_SCORING = {
    ScoringMode.STEPS: ("value", "up_to", "steps"),
    ScoringMode.PROPORTIONAL: ("value", "up_to", "of"),
    ScoringMode.PER_ITEM: ("items",),
}
"""What each way of scoring reads; all but `up_to` and `items` must be given."""

Problem = tuple[Loc, str]


def rubric_problems(rubric: Rubric, expected_id: str | None) -> Iterator[Problem]:
    """Yield what is wrong with `rubric`, with its place; an id other than `expected_id`, where one is given, is."""
    unusable = list(_number_problems(rubric))
    if unusable:
        # Nothing can be added up or compared with them.
        yield from unusable
        return
    yield from _head_problems(rubric, expected_id)
    yield from _grade_problems(rubric)
    seen_sections: set[str] = set()
    seen_rules: set[str] = set()
    for index, section in enumerate(rubric.sections):
        base: Loc = ("sections", index)
        if section.id in seen_sections:
            yield (*base, "id"), f"mã phần “{section.id}” đã dùng ở trên."
        seen_sections.add(section.id)
        yield from _section_problems(section, base)
        for place, rule in enumerate(section.rules):
            here: Loc = (*base, "rules", place)
            if rule.id in seen_rules:
                yield (*here, "id"), f"mã tiêu chí “{rule.id}” đã dùng ở trên."
            seen_rules.add(rule.id)
            yield from _rule_problems(rule, rubric, here)
    maxima = [section.max_points for section in rubric.sections if not section.bonus]
    yield from _sum_problems(rubric.max_points, maxima, ("max_points",), "các phần")


def _number_problems(rubric: Rubric) -> Iterator[Problem]:
    """Points that no sheet of paper could show: totals have two places and have to add up."""
    numbers: list[tuple[Loc, Decimal | None]] = [(("max_points",), rubric.max_points)]
    for index, grade in enumerate(rubric.grades):
        numbers += [(("grades", index, name), getattr(grade, name)) for name in ("at_least", "at_most")]
    for index, section in enumerate(rubric.sections):
        numbers.append((("sections", index, "max_points"), section.max_points))
        for place, rule in enumerate(section.rules):
            base: Loc = ("sections", index, "rules", place)
            numbers.append(((*base, "max_points"), rule.max_points))
            numbers += [((*base, "points", slug), worth) for slug, worth in rule.points.items()]
            numbers += [
                ((*base, "scoring", "steps", step, "points"), one.points) for step, one in enumerate(rule.scoring.steps)
            ]
    for loc, value in numbers:
        if value is not None and abs(value) > _MOST:
            yield loc, f"lớn hơn {_number(_MOST)}."
        elif value is not None and value % _CENT:
            yield loc, "chỉ được có tối đa hai chữ số thập phân."


def _head_problems(rubric: Rubric, expected_id: str | None) -> Iterator[Problem]:
    if not ID.fullmatch(rubric.id):
        yield ("id",), "chỉ gồm chữ thường không dấu, chữ số, dấu gạch nối và dấu chấm, tối đa 80 ký tự."
    elif expected_id is not None and rubric.id != expected_id:
        yield ("id",), f"“{rubric.id}” khác tên tệp; tệp này phải tên là “{rubric.id}.yaml”."
    for name in ("version", "title"):
        if not getattr(rubric, name).strip():
            yield (name,), "không được để trống."
    if not rubric.levels:
        yield ("levels",), "phải có ít nhất một cấp học."
    if len(set(rubric.levels)) != len(rubric.levels):
        yield ("levels",), "một cấp học được viết hai lần."
    if not rubric.sections:
        yield ("sections",), "phải có ít nhất một phần."
    if rubric.focus not in {section.id for section in rubric.sections}:
        yield ("focus",), f"không có phần nào mang mã “{rubric.focus}”."
    if not rubric.counted_natures:
        yield ("counted_natures",), "phải có ít nhất một loại tin bài được đếm."
    for index, year in enumerate(rubric.school_years):
        if not is_school_year(year):
            yield ("school_years", index), f"“{year[:40]}” không phải là năm học dạng 2021-2022."
    for index, url in enumerate(rubric.accepted_parents):
        try:
            normalise_address(url)
        except AddressError as error:
            yield ("accepted_parents", index), str(error)
    wrong = [name for name in ("start", "end") if not _is_month_day(getattr(rubric.window, name))]
    for name in wrong:
        yield ("window", name), "không phải là THÁNG-NGÀY có thật trong mọi năm (ví dụ 08-01)."
    if not wrong and rubric.window.end >= rubric.window.start:
        yield ("window", "end"), "khoảng tính dài hơn một năm: có ngày thuộc hai năm học; phải trước ngày bắt đầu."


def is_school_year(text: str) -> bool:
    """Tell whether `text` is a school year as files write it: ``2021-2022``."""
    match = _YEAR.fullmatch(text)
    return match is not None and int(match[2]) == int(match[1]) + 1


def _is_month_day(text: str) -> bool:
    month, day = text.split("-")
    try:
        date(2001, int(month), int(day))  # Not a leap year: the window must exist every year.
    except ValueError:
        return False
    return True


def _grade_problems(rubric: Rubric) -> Iterator[Problem]:
    if not rubric.grades:
        return
    if rubric.max_points is None:
        yield ("grades",), "muốn xếp loại thì phải có “max_points” của cả bộ tiêu chí."
    elif rubric.grades[0].at_least > rubric.max_points:
        yield ("grades", 0, "at_least"), f"vượt quá tổng điểm {_number(rubric.max_points)}."
    for index, (higher, lower) in enumerate(zip(rubric.grades, rubric.grades[1:], strict=False), start=1):
        if lower.at_least >= higher.at_least:
            yield ("grades", index, "at_least"), "mức điểm phải giảm dần từ trên xuống."
            continue
        yield from _band_problems(lower.at_most, higher.at_least, _smallest_step(rubric), index)
    if rubric.grades[-1].at_least != 0:
        yield ("grades", len(rubric.grades) - 1, "at_least"), "mức cuối cùng phải bắt đầu từ 0 điểm."
    labels = [grade.label.strip() for grade in rubric.grades]
    for index, label in enumerate(labels):
        if not label:
            yield ("grades", index, "label"), "không được để trống."
        elif label in labels[:index]:
            yield ("grades", index, "label"), f"tên xếp loại “{label}” đã dùng ở trên."


def _band_problems(at_most: Decimal | None, next_from: Decimal, step: Decimal, index: int) -> Iterator[Problem]:
    if at_most is None:
        return
    if at_most >= next_from:
        yield ("grades", index, "at_most"), f"chồng lên mức trên, là mức bắt đầu từ {_number(next_from)} điểm."
    elif at_most + step < next_from:
        lost = _number(at_most + step)
        yield (
            ("grades", index, "at_most"),
            f"bỏ trống: tổng {lost} điểm không thuộc mức nào (mức trên bắt đầu từ {_number(next_from)}).",
        )


def _smallest_step(rubric: Rubric) -> Decimal:
    """How far apart two totals may lie at least: whole points only where every price is whole."""
    prices = [points for rule in rubric.rules for points in (rule.max_points, *rule.points.values()) if points]
    prices += [step.points for rule in rubric.rules for step in rule.scoring.steps]
    shared = any(rule.scoring.mode in (ScoringMode.PROPORTIONAL, ScoringMode.PER_ITEM) for rule in rubric.rules)
    return _CENT if shared or any(points % 1 for points in prices) else Decimal(1)


def _section_problems(section: RubricSection, base: Loc) -> Iterator[Problem]:
    for name in ("id", "title"):
        if not getattr(section, name).strip():
            yield (*base, name), "không được để trống."
    if not section.rules:
        yield (*base, "rules"), "phải có ít nhất một tiêu chí."
    maxima = [rule.max_points for rule in section.rules]
    yield from _sum_problems(section.max_points, maxima, (*base, "max_points"), "các tiêu chí")


def _sum_problems(total: Decimal | None, parts: list[Decimal | None], loc: Loc, what: str) -> Iterator[Problem]:
    given = [part for part in parts if part is not None]
    if total is None:
        if given and len(given) == len(parts):
            yield loc, f"thiếu; {what} cộng lại là {_number(sum(given, Decimal()))} điểm."
        return
    if total <= 0:
        yield loc, "phải lớn hơn 0."
    if len(given) != len(parts):
        yield loc, f"không kiểm được tổng điểm vì có phần thiếu điểm trong {what}."
    elif sum(given, Decimal()) != total:
        yield loc, f"ghi {_number(total)} điểm nhưng {what} cộng lại là {_number(sum(given, Decimal()))} điểm."


def _rule_problems(rule: Rule, rubric: Rubric, base: Loc) -> Iterator[Problem]:
    for name in ("id", "title"):
        if not getattr(rule, name).strip():
            yield (*base, name), "không được để trống."
    if not rule.basis and not rubric.source.strip():
        yield (*base, "basis"), f"tiêu chí {rule.id} không có căn cứ, mà bộ tiêu chí cũng không ghi “source”."
    for index, basis in enumerate(rule.basis):
        if not basis.document.strip():
            yield (*base, "basis", index, "document"), "không được để trống."
    if rule.max_points is not None and rule.max_points <= 0:
        yield (*base, "max_points"), "phải lớn hơn 0."
    if rule.levels is not None and not rule.levels:
        yield (*base, "levels"), "danh sách rỗng: tiêu chí sẽ không áp dụng cho trường nào."
    for index, level in enumerate(rule.levels or ()):
        if level not in rubric.levels:
            yield (*base, "levels", index), f"cấp học {level} không nằm trong “levels” của bộ tiêu chí."
    if rule.check is None:
        for name in ("params", "points", "remedy"):
            if getattr(rule, name):
                yield (*base, name), "chỉ dùng cho tiêu chí có “check”; tiêu chí này do người chấm."
        if rule.scoring != Scoring():
            yield (*base, "scoring"), "chỉ dùng cho tiêu chí có “check”; tiêu chí này do người chấm."
        yield from _search_problems(rule, base)
        return
    if rule.search:
        yield (*base, "search"), "chỉ dùng cho tiêu chí người chấm; tiêu chí này đã có “check”."
    if not _CHECK.fullmatch(rule.check):
        yield (*base, "check"), f"“{rule.check[:40]}” không phải là tên phép kiểm tra."
    yield from _scoring_problems(rule, (*base, "scoring"))
    yield from _result_problems(rule, base)


def _search_problems(rule: Rule, base: Loc) -> Iterator[Problem]:
    for index, search in enumerate(rule.search):
        here: Loc = (*base, "search", index)
        if not search.title.strip():
            yield (*here, "title"), "không được để trống."
        if not search.words:
            yield (*here, "words"), "phải có ít nhất một cụm từ để tìm."
        for name in ("words", "with_words", "without"):
            for place, phrase in enumerate(getattr(search, name)):
                if not phrase.strip():
                    yield (*here, name, place), "không được để trống."


def _scoring_problems(rule: Rule, base: Loc) -> Iterator[Problem]:
    scoring, most = rule.scoring, rule.max_points
    mode = scoring.mode
    if mode is ScoringMode.BY_RESULT:
        if scoring != Scoring():
            yield base, "cách tính “by-result” không có thông số nào khác; điểm ghi ở “points”."
        return
    if most is None:
        yield base, f"cách tính “{mode.value}” cần “max_points” của tiêu chí {rule.id}."
        return
    if rule.points:
        yield (*base[:-1], "points"), f"không dùng cùng cách tính “{mode.value}”; điểm tính từ “scoring”."
    for name in _SCORING[mode]:
        if name in ("value", "of", "steps") and getattr(scoring, name) in (None, "", ()):
            yield (*base, name), f"cách tính “{mode.value}” cần thông số này."
    for name in sorted(scoring.model_fields_set - {"mode", *_SCORING[mode]}):
        yield (*base, name), f"cách tính “{mode.value}” không dùng thông số này."
    if isinstance(scoring.of, Decimal) and scoring.of <= 0:
        yield (*base, "of"), "phải lớn hơn 0."
    for index, (step, other) in enumerate(pairwise(scoring.steps), start=1):
        if (step.at_least > other.at_least) != (step.points > other.points) or step.at_least == other.at_least:
            yield (*base, "steps", index), "bậc cao hơn phải cho nhiều điểm hơn, và không bậc nào lặp lại."
    for index, step in enumerate(scoring.steps):
        if not 0 <= step.points <= most:
            yield (*base, "steps", index, "points"), f"nằm ngoài khoảng 0–{_number(most)} của tiêu chí {rule.id}."
    if scoring.steps and max(step.points for step in scoring.steps) != most:
        yield (*base, "steps"), f"không bậc nào cho đủ {_number(most)} điểm của tiêu chí {rule.id}."
    for key, weight in scoring.items.items():
        if weight <= 0:
            yield (*base, "items", key), "trọng số phải lớn hơn 0."


def _result_problems(rule: Rule, base: Loc) -> Iterator[Problem]:
    for slug, points in rule.points.items():
        here: Loc = (*base, "points", slug)
        if not _SLUG.fullmatch(slug):
            yield here, "tên kết quả chỉ gồm chữ thường không dấu và dấu gạch nối."
        if rule.max_points is None:
            yield here, f"tiêu chí {rule.id} cho điểm nhưng không ghi “max_points”."
        elif not 0 <= points <= rule.max_points:
            yield here, f"{_number(points)} điểm nằm ngoài khoảng 0–{_number(rule.max_points)} của tiêu chí {rule.id}."
    for slug, text in rule.remedy.items():
        here = (*base, "remedy", slug)
        if not _SLUG.fullmatch(slug):
            yield here, "tên kết quả chỉ gồm chữ thường không dấu và dấu gạch nối."
        if problem := remedy_problem(text):
            yield here, problem


def remedy_problem(text: str) -> str | None:
    """What is wrong with a remedy's text, in Vietnamese; None when nothing is."""
    if not text.strip():
        return "không được để trống."
    if not _is_template(text):
        return "chỗ điền phải có dạng {ten}, không dùng dấu ngoặc nhọn cho việc khác."
    return None


def _is_template(text: str) -> bool:
    """Tell whether `text` holds plain ``{name}`` places only: a rubric must not reach into values with them."""
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (_CHECK.fullmatch(name) is not None and not spec and conversion is None)
        for _, name, spec, conversion in fields
    )


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
