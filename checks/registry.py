"""How a check is declared and found: every result it can give, its parameters, and the folder they are walked from."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Annotated, Any

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, ValidationInfo

from reading.fold import fold
from reading.portal import PortalReading
from records.findings import Answer, Outcome
from records.vocabulary import Vocabulary

_HOST = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


class CheckError(Exception):
    """A check was declared or used wrongly; the message is Vietnamese, since offices write their own rubrics."""


@dataclass(frozen=True)
class Result:
    """What one result slug means: its outcome, and one Vietnamese sentence with ``{placeholders}`` for the values.

    `only_if` names the parameter values without which the result cannot come; a rubric that gives others need not
    price it.
    """

    outcome: Outcome
    text: str
    only_if: tuple[tuple[str, Any], ...] = ()

    def can_come(self, params: Mapping[str, Any]) -> bool:
        """Tell whether the result is possible under these bound parameters."""
        return all(params.get(name) == value for name, value in self.only_if)


def passes(text: str) -> Result:
    """Declare a result that means đạt."""
    return Result(Outcome.PASS, text)


def partly(text: str) -> Result:
    """Declare a result that means đạt một phần."""
    return Result(Outcome.PARTIAL, text)


def fails(text: str, **only_if: Any) -> Result:
    """Declare a result that means chưa đạt, possible only under the given parameter values if there are any."""
    return Result(Outcome.FAIL, text, tuple(only_if.items()))


def not_due(text: str) -> Result:
    """Declare a result that means chưa đến hạn."""
    return Result(Outcome.NOT_DUE, text)


def review(text: str) -> Result:
    """Declare a result that means cần kiểm tra: the doubt is a finite list, which is shown."""
    return Result(Outcome.REVIEW, text)


def unknown(text: str, **only_if: Any) -> Result:
    """Declare a result that means chưa đo được: a fault, block or budget leaves the doubt open."""
    return Result(Outcome.UNKNOWN, text, tuple(only_if.items()))


def not_applicable(text: str) -> Result:
    """Declare a result that means không áp dụng."""
    return Result(Outcome.NOT_APPLICABLE, text)


def _vocabulary(info: ValidationInfo) -> Vocabulary | None:
    found = (info.context or {}).get("vocabulary")
    return found if isinstance(found, Vocabulary) else None


def _known_section(key: str, info: ValidationInfo) -> str:
    vocabulary = _vocabulary(info)
    if vocabulary is not None and key not in {term.key for term in vocabulary.sections}:
        raise ValueError(f"không có chuyên mục “{key}” trong bộ từ vựng")
    return key


def _known_form(key: str, info: ValidationInfo) -> str:
    vocabulary = _vocabulary(info)
    if vocabulary is not None and key not in {term.key for term in (*vocabulary.items, *vocabulary.sections)}:
        raise ValueError(f"không có biểu mẫu “{key}” trong bộ từ vựng")
    return key


def _known_duty(key: str, info: ValidationInfo) -> str:
    vocabulary = _vocabulary(info)
    if vocabulary is not None and key not in {duty.key for document in vocabulary.law for duty in document.duties}:
        raise ValueError(f"không có nội dung “{key}” trong vocabulary/law.yaml")
    return key


def _said(phrase: str) -> str:
    if not fold(phrase):
        raise ValueError(f"“{phrase[:40]}” không có chữ nào để so")
    return phrase


def _named_host(host: str) -> str:
    if not _HOST.fullmatch(host):
        raise ValueError(f"“{host[:60]}” không phải là tên miền; chỉ ghi tên, ví dụ moet.gov.vn hoặc *.moet.gov.vn")
    return host.lower()


# A mistyped key would never be found on any portal and fail every school, so keys are compared with the vocabulary.
SectionKey = Annotated[str, AfterValidator(_known_section)]
FormKey = Annotated[str, AfterValidator(_known_form)]
Phrase = Annotated[str, AfterValidator(_said)]
"""Words that are looked for on the fold key; without a letter they would be found everywhere."""
Host = Annotated[str, AfterValidator(_named_host)]
"""A host as a document names it; an address pasted whole would be found nowhere."""
Whole = Annotated[int, Field(strict=True, ge=1)]
"""A number from 1 on, and no ``true``."""
Rung = Annotated[int, Field(strict=True, ge=1, le=5)]
"""A step of the evidence ladder that a rubric asks for: 3 an item of the school year, 4 its file opens, 5 its text says
the school and the year or form."""
DutyKey = Annotated[str, AfterValidator(_known_duty)]


PARTS = "parts"
"""What a check gives whose parts a rubric may weigh one by one."""


@dataclass(frozen=True)
class Check:
    """A question with all its declared results. `parameters` maps names to whether they must be given; `gives` are the
    numbers of its answers (and `PARTS`) that a rubric's scoring may read."""

    name: str
    title: str
    results: Mapping[str, Result]
    gives: tuple[str, ...]
    parameters: Mapping[str, bool]
    ask: Callable[..., Answer]
    adapters: Mapping[str, TypeAdapter[Any]]

    def bind(
        self, params: Mapping[str, Any], vocabulary: Vocabulary | None = None
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Return the parameters as the check takes them, and what is wrong with them, in Vietnamese.

        Keys of sections and forms are compared with `vocabulary` when it is given.
        """
        problems = [
            f"phép kiểm tra “{self.name}” không có tham số “{name}” "
            f"(có: {', '.join(self.parameters) or 'không tham số nào'})"
            for name in params
            if name not in self.parameters
        ]
        bound: dict[str, Any] = {}
        for name, is_required in self.parameters.items():
            if name not in params:
                if is_required:
                    problems.append(f"phép kiểm tra “{self.name}” thiếu tham số “{name}”")
                continue
            try:
                bound[name] = self.adapters[name].validate_python(params[name], context={"vocabulary": vocabulary})
            except ValidationError as error:
                lines = error.errors()
                # A list whose members are wrong is not too short as well.
                wrong = [line for line in lines if line["type"] != "too_short"] or lines
                problems += [f"tham số “{name}” của “{self.name}” {_told(line)}" for line in wrong]
        return bound, tuple(problems)


def _told(line: Any) -> str:
    place = ".".join(str(part) for part in line["loc"] if part != "[key]")
    where = f"ở “{place}” " if place else ""
    if line["type"] == "value_error":
        return f"{where}không dùng được: {line['ctx']['error']}"
    if line["type"] == "missing":
        return f"{where}còn thiếu"
    if line["type"] == "extra_forbidden":
        return f"{where}không phải là tên trường dùng được"
    if line["type"] == "too_short":
        return f"{where}phải có ít nhất một giá trị"
    given = str(line["input"])[:60]
    wanted = {
        "int": "một số nguyên",
        "bool": "true hoặc false",
        "tuple": "một danh sách",
        "dict": "một bảng tên: giá trị",
        "model": "một bảng tên: giá trị",
        "string": "một chuỗi chữ",
        "enum": "một trong các giá trị " + str((line.get("ctx") or {}).get("expected", "")).replace(" or ", ", "),
        "greater_than_equal": f"một số từ {(line.get('ctx') or {}).get('ge')} trở lên",
        "less_than_equal": f"một số đến {(line.get('ctx') or {}).get('le')}",
    }
    kind = str(line["type"])
    found = next((text for start, text in wanted.items() if kind.startswith(start)), "một giá trị khác")
    return f"{where}phải là {found}, không phải “{given}”"


def check(*gives: str, **results: Result) -> Callable[[Callable[..., Answer]], Check]:
    """Declare a check: ``@check("sure", too_few=fails("…"))`` over ``def posts_enough(portal, *, minimum)``.

    Each keyword is a result slug with underscores for its dashes; what stands before them is what scoring may read.
    The keyword-only parameters of the function are the parameters a rule gives; their annotations are what the rule's
    values are held against. The docstring's first line is the user's text of the question.
    """

    def declare(ask: Callable[..., Answer]) -> Check:
        signature = inspect.signature(ask, eval_str=True)
        keywords = [one for one in signature.parameters.values() if one.kind is inspect.Parameter.KEYWORD_ONLY]
        return Check(
            name=ask.__name__,
            title=(inspect.getdoc(ask) or "").partition("\n")[0],
            results={slug.replace("_", "-"): result for slug, result in results.items()},
            gives=gives,
            parameters={one.name: one.default is inspect.Parameter.empty for one in keywords},
            ask=ask,
            adapters={one.name: TypeAdapter(one.annotation) for one in keywords},
        )

    return declare


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check of `checks.library`, by name, in order of name. Raises `CheckError` for a file that holds none."""
    library = import_module("checks.library")
    found: dict[str, Check] = {}
    for module in sorted(pkgutil.iter_modules(library.__path__), key=lambda one: one.name):
        declared = getattr(import_module(f"{library.__name__}.{module.name}"), module.name, None)
        if not isinstance(declared, Check) or declared.name != module.name:
            raise CheckError(f"tệp checks/library/{module.name}.py không có phép kiểm tra “{module.name}”")
        found[module.name] = declared
    return found


def run_check(asked: Check, portal: PortalReading, params: Mapping[str, Any]) -> Answer:
    """Ask `asked` about `portal` with bound parameters. Raises `CheckError` when it answers what it did not declare."""
    answer = asked.ask(portal, **params)
    if answer.result not in asked.results:
        raise CheckError(f"phép kiểm tra “{asked.name}” trả lời “{answer.result}”, là kết quả không được khai báo")
    return answer
