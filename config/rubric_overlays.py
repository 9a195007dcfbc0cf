"""An office's overlay: a small file that extends a rubric and sets what is its own to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from config.errors import config_error
from config.yaml_files import Loc, YamlFile

EXTENDS = "extends"
_HEAD = (
    "id",
    "version",
    "title",
    "source",
    "school_years",
    "levels",
    "window",
    "counted_natures",
    "max_points",
    "focus",
    "not_applicable",
    "accepted_parents",
    "grades",
)
_SECTION = ("title", "max_points", "bonus")
_RULE = (
    "title",
    "max_points",
    "basis",
    "evidence_wanted",
    "check",
    "params",
    "points",
    "scoring",
    "remedy",
    "name_missing_parts",
    "search",
    "levels",
)
_MERGED = ("window", "params", "points", "remedy")
"""Fields that are laid over key by key; an empty value takes a key away. All others are replaced."""


@dataclass(frozen=True)
class OverlaidFile(YamlFile):
    """The values of two files, laid over each other; a problem is told where its value was written."""

    above: YamlFile = field(kw_only=True)
    below: YamlFile = field(kw_only=True)

    def told(self, loc: Loc, message: str) -> str:
        """`message`, placed in the overlay where it says anything of `loc`, else in the file below."""
        own = self._own(loc)
        if own is not None:
            return self.above.told(own, message)
        return self.below.told(loc, message)

    def _own(self, loc: Loc) -> Loc | None:
        if not loc:
            return None
        if loc[0] != "sections" or len(loc) < 2:
            return loc if loc[0] in self.above.data or loc[0] in ("id", "version") else None
        sections = self.data.get("sections")
        section = _at(sections, loc[1])
        if len(loc) > 3 and loc[2] == "rules":
            rule = _at(section.get("rules"), loc[3])
            return self._written(("rules", str(rule.get("id")), *loc[4:]))
        return self._written(("sections", str(section.get("id")), *loc[2:]))

    def _written(self, loc: Loc) -> Loc | None:
        """`loc` in the overlay, if the rule or part stands there: what is wrong with one it changed is its doing."""
        node: Any = self.above.data
        for part in loc[:2]:
            if not isinstance(node, dict) or part not in node:
                return None
            node = node[part]
        return loc


def _at(node: Any, index: Any) -> dict[str, Any]:
    found = node[index] if isinstance(node, list) and isinstance(index, int) and index < len(node) else None
    return found if isinstance(found, dict) else {}


def overlaid(above: YamlFile, below: YamlFile) -> OverlaidFile:
    """Lay `above` over `below`. Raises `ConfigError` for fields an overlay does not have and parts that are not there.

    Where a rule is given another maximum, results worth the old one are worth the new one, and sums that the overlay
    does not name follow.
    """
    problems = [
        above.told((name,), "không có trường nào tên như vậy trong một bộ dựa trên bộ khác.")
        for name in above.data
        if name not in (*_HEAD, EXTENDS, "sections", "rules")
    ]
    problems += [
        above.told((name,), "thiếu trường bắt buộc này.") for name in ("id", "version") if name not in above.data
    ]
    bases = [f"{below.data.get('id', '')}@{below.data.get('version', '')}", below.data.get("based_on")]
    data = {**below.data, "based_on": ", ".join(base for base in bases if base)}
    for name in _HEAD:
        if name in above.data:
            data[name] = _laid(name, above.data[name], data.get(name))
    sections = [dict(one) for one in data.get("sections", ()) if isinstance(one, dict)]
    rules = {}
    for section in sections:
        section["rules"] = [dict(rule) for rule in section.get("rules", ()) if isinstance(rule, dict)]
        rules.update({str(rule.get("id")): rule for rule in section["rules"]})
    by_id = {str(section.get("id")): section for section in sections}
    problems += _lay(above, "sections", by_id, _SECTION)
    problems += _lay(above, "rules", rules, _RULE)
    if problems:
        raise config_error(problems)
    _follow_sums(above, data, sections)
    data["sections"] = sections
    return OverlaidFile(above.name, data, {}, above=above, below=below)


def _lay(above: YamlFile, group: str, targets: dict[str, dict[str, Any]], fields: tuple[str, ...]) -> list[str]:
    changes = above.data.get(group, {})
    if not isinstance(changes, dict):
        return [above.told((group,), "phải là một bảng “mã: giá trị”.")]
    problems = []
    for key, change in changes.items():
        target = targets.get(key)
        if target is None:
            problems.append(above.told((group, key), f"bộ được dựa vào không có mã “{key}”."))
        elif not isinstance(change, dict):
            problems.append(above.told((group, key), "phải là một bảng “khóa: giá trị”."))
        else:
            problems += [
                above.told((group, key, name), "không có trường nào tên như vậy.")
                for name in change
                if name not in fields
            ]
            _change(target, change)
    return problems


def _change(target: dict[str, Any], change: dict[str, Any]) -> None:
    old = target.get("max_points")
    for name, value in change.items():
        target[name] = _laid(name, value, target.get(name))
    if "max_points" in change and isinstance(target.get("points"), dict):
        given = change.get("points", {})
        target["points"] = {
            slug: change["max_points"] if worth == old and slug not in given else worth
            for slug, worth in target["points"].items()
        }
    scoring = change.get("scoring")
    if isinstance(scoring, dict) and scoring.get("mode", "by-result") != "by-result" and "points" not in change:
        # Another way of scoring leaves no use for the prices of results.
        target["points"] = {}


def _laid(name: str, value: Any, under: Any) -> Any:
    if name in _MERGED and isinstance(value, dict) and isinstance(under, dict):
        return {key: one for key, one in {**under, **value}.items() if one is not None}
    return value


def _follow_sums(above: YamlFile, data: dict[str, Any], sections: list[dict[str, Any]]) -> None:
    changed = above.data.get("rules", {})
    own = above.data.get("sections", {})
    touched = False
    for section in sections:
        rules = section["rules"]
        repriced = any("max_points" in changed.get(str(rule.get("id")), {}) for rule in rules)
        if repriced and "max_points" not in own.get(str(section.get("id")), {}):
            section["max_points"] = _sum([rule.get("max_points") for rule in rules])
        touched = touched or repriced or bool({"max_points", "bonus"} & set(own.get(str(section.get("id")), {})))
    if touched and "max_points" not in above.data:
        data["max_points"] = _sum([one.get("max_points") for one in sections if not one.get("bonus")])


def _sum(parts: list[Any]) -> Any:
    numbers = [Decimal(str(part)) for part in parts if isinstance(part, int | float | Decimal) and part is not True]
    return sum(numbers, Decimal(0)) if numbers and len(numbers) == len(parts) else None
