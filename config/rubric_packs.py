"""Rubric packs: found, read, laid over one another and checked for all that can be known without the checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from config.addresses import normalise_address
from config.errors import ConfigError, config_error
from config.files import find_file, is_shipped, list_folder, read_bytes
from config.rubric_overlays import EXTENDS, overlaid
from config.rubric_rules import ID, remedy_problem, rubric_problems
from config.yaml_files import Loc, YamlFile, build_record, parse_yaml
from records.base import Record
from records.rubric import Rubric
from records.school import Level

_DEEPEST = 4


class RubricListing(Record):
    """One rubric that can be asked for; `problem` says why not, when its file is broken (the rest is then empty)."""

    id: str
    file: str
    shipped: bool
    version: str = ""
    title: str = ""
    levels: tuple[Level, ...] = ()
    school_years: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class RubricFile:
    """A rubric and the file it came from, so that whoever finds a fault can say where."""

    rubric: Rubric
    file: YamlFile

    def error(self, problems: Iterable[tuple[Loc, str]]) -> ConfigError:
        """The error of these problems, each at its line."""
        return config_error(self.file.told(loc, message) for loc, message in problems)


def load_rubric(id_or_path: str | Path, home: Path | None = None) -> Rubric:
    """Load a rubric by its id (``<home>/rubrics/<id>.yaml``, then the shipped ones) or by the path of a YAML file.

    Whether its checks, parameters and result slugs exist is for the checks' side to say. Raises `ConfigError`.
    """
    return load_rubric_file(id_or_path, home).rubric


def load_rubric_file(id_or_path: str | Path, home: Path | None = None) -> RubricFile:
    """As `load_rubric`, with the file. Raises `ConfigError`."""
    asked = str(id_or_path)
    if isinstance(id_or_path, Path) or asked.endswith((".yaml", ".yml")) or "/" in asked or "\\" in asked:
        return _read_rubric(Path(id_or_path), home, expected_id=None)
    found = find_file("rubrics", f"{asked}.yaml", home) if ID.fullmatch(asked) else None
    if found is None:
        known = ", ".join(listing.id for listing in list_rubrics(home)) or "chưa có bộ nào"
        raise ConfigError(f"Không có bộ tiêu chí “{asked[:80]}”. Các bộ hiện có: {known}.")
    return _read_rubric(found, home, expected_id=asked)


def list_rubrics(home: Path | None = None) -> tuple[RubricListing, ...]:
    """Return every rubric that can be asked for by id, in order of id; a broken file is listed with its problem."""
    listings = []
    for file in list_folder("rubrics", home):
        stem = file.name.removesuffix(".yaml")
        try:
            rubric = _read_rubric(file, home, expected_id=stem).rubric
        except ConfigError as error:
            listings.append(RubricListing(id=stem, file=str(file), shipped=is_shipped(file), problem=str(error)))
            continue
        listings.append(
            RubricListing(
                id=rubric.id,
                file=str(file),
                shipped=is_shipped(file),
                version=rubric.version,
                title=rubric.title,
                levels=rubric.levels,
                school_years=rubric.school_years,
            )
        )
    return tuple(listings)


class _Remedies(Record):
    version: str
    remedies: dict[str, dict[str, str]]


def _read_rubric(source: Traversable, home: Path | None, expected_id: str | None) -> RubricFile:
    file = _read_yaml(source, home, ())
    found = RubricFile(build_record(Rubric, file), file)
    problems = list(rubric_problems(found.rubric, expected_id))
    if problems:
        raise found.error(problems)
    rubric = _with_remedies(found.rubric, load_remedies(home))
    parents = tuple(normalise_address(url) for url in rubric.accepted_parents)
    return RubricFile(rubric.model_copy(update={"accepted_parents": parents}), file)


def load_remedies(home: Path | None = None) -> dict[str, dict[str, str]]:
    """What to do next by check and result, where a rubric has no word of its own. Raises `ConfigError`."""
    source = find_file("", "remedies.yaml", home)
    if source is None:
        raise ConfigError("remedies.yaml: không tìm thấy tệp.")
    file = parse_yaml(str(source), read_bytes(source))
    found = build_record(_Remedies, file).remedies
    problems = [
        file.told(("remedies", check, slug), message)
        for check, remedies in found.items()
        for slug, text in remedies.items()
        if (message := remedy_problem(text))
    ]
    if problems:
        raise config_error(problems)
    return found


def _with_remedies(rubric: Rubric, remedies: dict[str, dict[str, str]]) -> Rubric:
    sections = tuple(
        section.model_copy(
            update={
                "rules": tuple(
                    rule.model_copy(update={"remedy": {**remedies.get(rule.check, {}), **rule.remedy}})
                    if rule.check is not None
                    else rule
                    for rule in section.rules
                )
            }
        )
        for section in rubric.sections
    )
    return rubric.model_copy(update={"sections": sections})


def _read_yaml(source: Traversable, home: Path | None, above: tuple[str, ...]) -> YamlFile:
    """The file's values, laid over those of the rubric it extends."""
    file = parse_yaml(str(source), read_bytes(source))
    if "based_on" in file.data:
        raise file.error(("based_on",), "không có trường nào tên như vậy.")
    if EXTENDS not in file.data:
        return file
    base = file.data[EXTENDS]
    if not isinstance(base, str) or not base.strip():
        raise file.error((EXTENDS,), "phải là mã của một bộ tiêu chí.")
    seen = (*above, str(source))
    below = _find_base(source, base, home, seen)
    if below is None:
        raise file.error((EXTENDS,), f"không có bộ tiêu chí “{base[:80]}” để dựa vào.")
    if len(seen) > _DEEPEST:
        raise file.error((EXTENDS,), "các bộ tiêu chí dựa vào nhau vòng tròn hoặc quá nhiều tầng.")
    return overlaid(file, _read_yaml(below, home, seen))


def _find_base(source: Traversable, base: str, home: Path | None, seen: tuple[str, ...]) -> Traversable | None:
    """The rubric of that id, never one of those on the way: an office's file may extend the shipped one of its name."""
    if not ID.fullmatch(base):
        return None
    beside = Path(str(source)).parent / f"{base}.yaml"
    places = (find_file("rubrics", f"{base}.yaml", home), beside, find_file("rubrics", f"{base}.yaml", None))
    found = [place for place in places if place is not None and place.is_file()]
    other = next((place for place in found if str(place) not in seen), None)
    return other or (found[0] if found else None)
