"""An office's overrides.yaml: hints and decisions by school, read and held against the rubric they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.addresses import AddressError, normalise_address
from config.errors import config_error
from config.files import read_bytes
from config.rubric_rules import is_school_year
from config.yaml_files import Loc, YamlFile, build_record, parse_yaml
from records.findings import Outcome
from records.overrides import Decision, Overrides, SchoolOverrides
from records.rubric import Rubric
from records.vocabulary import Vocabulary

NAME = "overrides.yaml"
_DECIDED = (Outcome.PASS, Outcome.PARTIAL, Outcome.FAIL, Outcome.NOT_APPLICABLE)


def find_overrides(home: Path | None) -> Path | None:
    """The office's own file, where there is one."""
    path = home / NAME if home is not None else None
    return path if path is not None and path.is_file() else None


def load_overrides(path: Path, rubric: Rubric, vocabulary: Vocabulary) -> Overrides:
    """Read `path`. Raises `ConfigError` for what cannot be used: an unknown section, criterion or outcome, points
    beyond a criterion's, and anything without who, when and why."""
    file = parse_yaml(str(path), read_bytes(path))
    overrides = build_record(Overrides, file)
    sections = {term.key for term in vocabulary.sections}
    problems = list(_twice(file, overrides))
    problems += [
        file.told(loc, message)
        for code, laid_down in overrides.schools.items()
        for loc, message in _problems(laid_down, ("schools", code), rubric, sections)
    ]
    if problems:
        raise config_error(problems)
    return Overrides(schools={code: _normal(laid_down) for code, laid_down in overrides.schools.items()})


def _twice(file: YamlFile, overrides: Overrides) -> Iterator[str]:
    seen: set[str] = set()
    for code in overrides.schools:
        if code.casefold() in seen:
            yield file.told(("schools", code), "trường này đã có ở trên (chữ hoa, chữ thường là một); hãy gộp lại.")
        seen.add(code.casefold())


def _normal(laid_down: SchoolOverrides) -> SchoolOverrides:
    """The same with addresses that can be asked for."""
    return laid_down.model_copy(
        update={
            "sections": tuple(one.model_copy(update={"url": normalise_address(one.url)}) for one in laid_down.sections),
            "leave_out": tuple(
                one.model_copy(update={"url": normalise_address(one.url)}) for one in laid_down.leave_out
            ),
        }
    )


def _problems(laid_down: SchoolOverrides, base: Loc, rubric: Rubric, sections: set[str]) -> Iterator[tuple[Loc, str]]:
    for name in ("sections", "aliases", "leave_out", "decisions"):
        for index, signed in enumerate(getattr(laid_down, name)):
            for field in ("who", "why"):
                if not getattr(signed, field).strip():
                    yield (*base, name, index, field), "không được để trống."
    addresses = [("sections", index, "url", hint.url) for index, hint in enumerate(laid_down.sections)]
    addresses += [("leave_out", index, "url", one.url) for index, one in enumerate(laid_down.leave_out)]
    addresses += [("aliases", index, "host", one.host) for index, one in enumerate(laid_down.aliases)]
    for name, index, field, url in addresses:
        try:
            normalise_address(url)
        except AddressError as error:
            yield (*base, name, index, field), str(error)
    years = [("sections", index, hint.school_year) for index, hint in enumerate(laid_down.sections)]
    years += [("decisions", index, one.school_year) for index, one in enumerate(laid_down.decisions)]
    for name, index, year in years:
        if year is not None and not is_school_year(year):
            yield (*base, name, index, "school_year"), f"“{year[:40]}” không phải là năm học dạng 2021-2022."
    for index, section in enumerate(laid_down.sections):
        if section.key not in sections:
            yield (*base, "sections", index, "key"), f"không có chuyên mục “{section.key[:40]}” trong bộ từ vựng."
    seen: set[tuple[str, str, str]] = set()
    for index, decision in enumerate(laid_down.decisions):
        here: Loc = (*base, "decisions", index)
        key = (decision.rule, decision.school_year, decision.rubric)
        if key in seen:
            yield (*here, "rule"), f"tiêu chí {decision.rule} đã có quyết định ở trên."
        seen.add(key)
        yield from _decision_problems(decision, here, rubric)


def _decision_problems(decision: Decision, here: Loc, rubric: Rubric) -> Iterator[tuple[Loc, str]]:
    if decision.outcome not in _DECIDED:
        told = ", ".join(outcome.value for outcome in _DECIDED)
        yield (*here, "outcome"), f"người chỉ quyết định một trong: {told}."
        return
    if not decision.is_under(rubric):
        return
    rule = next((one for one in rubric.rules if one.id == decision.rule), None)
    if rule is None:
        yield (*here, "rule"), f"bộ tiêu chí “{rubric.id}” không có tiêu chí “{decision.rule[:20]}”."
        return
    if decision.points is None:
        if decision.outcome is Outcome.PARTIAL and rule.max_points is not None:
            yield (*here, "outcome"), "“partial” cần ghi “points”."
    elif not decision.outcome.is_judged or rule.max_points is None:
        yield (*here, "points"), "kết quả này không mang điểm."
    elif not 0 <= decision.points <= rule.max_points:
        yield (*here, "points"), f"nằm ngoài khoảng 0–{rule.max_points.normalize():f} của tiêu chí {decision.rule}."
