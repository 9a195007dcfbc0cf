"""The authorities above the schools: read from YAML, and those that stood above a school in a school year.

A past year is judged against the authority of that year: the district tier ended on 2025-07-01, and lists are seldom
kept as carefully as laws.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from config.addresses import AddressError, normalise_address, same_place
from config.errors import config_error
from config.files import list_folder, read_bytes
from config.school_fields import fold
from config.yaml_files import YamlFile, build_record, parse_yaml
from records.facts import Window
from records.school import Authority, School

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")
# Names hold commas ("Phòng GDĐT huyện A, tỉnh B"), never these.
_BETWEEN = re.compile(r"[;|\n]+")
_LONG_FORMS = (
    (re.compile(r"\bgd ?(?:va |& ?)?dt\b"), "giao duc va dao tao"),
    (re.compile(r"\b(?:tp|t p)\b"), "thanh pho"),
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bhcm\b"), "ho chi minh"),
)


class PortalsAbove(NamedTuple):
    """The portals that should link to a school in a school year, and, in Vietnamese, what had to be decided for it."""

    portals: tuple[str, ...]
    notes: tuple[str, ...] = ()


def portals_above(school: School, authorities: Sequence[Authority], window: Window) -> PortalsAbove:
    """The portals above `school` in the school year of `window`: those its list names, and those of its authorities.

    An authority that was gone before the year began gives way to its successors, one that did not exist yet to its
    predecessors; so does the address of its portal. One that ended within the year counts beside its successors. Where
    none is known, what the list says stands.
    """
    by_id = {one.id: one for one in authorities}
    notes: list[str] = []
    portals: list[str] = []
    for address in school.parents:
        owner = _owner(address, authorities)
        stand_ins = _standing(owner, by_id, window) if owner is not None else []
        if owner is None or not stand_ins or owner in stand_ins:
            portals += [address, *(one.portal for one in stand_ins if one != owner)]
            continue
        portals += [one.portal for one in stand_ins]
        names = ", ".join(one.name for one in stand_ins)
        notes.append(f"{address} là cổng của {owner.name}, không phải cấp trên trong năm học này; xét theo {names}.")
    for name in filter(None, (part.strip() for part in _BETWEEN.split(school.authority or ""))):
        named = _named(name, authorities)
        if named is None:
            notes.append(f"chưa có cơ quan quản lý “{name[:80]}” trong authorities/; chỉ xét cổng ghi ở danh sách.")
            continue
        standing = _standing(named, by_id, window)
        if not standing:
            notes.append(f"{named.name} không có trong năm học này và chưa biết cơ quan nào thay.")
        portals += [one.portal for one in standing]
    once: dict[str, str] = {}
    for portal in portals:
        once.setdefault(same_place(portal), portal)
    return PortalsAbove(tuple(once.values()), tuple(dict.fromkeys(notes)))


def _standing(authority: Authority, by_id: dict[str, Authority], window: Window) -> list[Authority]:
    """The authorities that stood in the place of `authority` in the year: itself, or those after or before it."""
    if _stood(authority, window):
        ended = authority.valid_to is not None and authority.valid_to < window.end
        return [authority, *(one for one in _after(authority, by_id) if ended and _stood(one, window))]
    gone = authority.valid_to is not None and authority.valid_to < window.start
    reached, waiting = {authority.id: authority}, [authority]
    while waiting:
        near = _after(waiting.pop(), by_id) if gone else _before(waiting.pop(), by_id)
        for one in near:
            if one.id not in reached:
                reached[one.id] = one
                if not _stood(one, window):
                    waiting.append(one)
    return [one for one in reached.values() if _stood(one, window)]


def _stood(authority: Authority, window: Window) -> bool:
    return not (
        (authority.valid_from is not None and authority.valid_from > window.end)
        or (authority.valid_to is not None and authority.valid_to < window.start)
    )


def _after(authority: Authority, by_id: dict[str, Authority]) -> Iterable[Authority]:
    return (by_id[one] for one in authority.successors if one in by_id)


def _before(authority: Authority, by_id: dict[str, Authority]) -> Iterable[Authority]:
    return (one for one in by_id.values() if authority.id in one.successors)


def _owner(address: str, authorities: Sequence[Authority]) -> Authority | None:
    host = urlsplit(address).netloc
    for one in authorities:
        if same_place(one.portal) == same_place(address) or host in one.hosts:
            return one
    return None


def _named(name: str, authorities: Sequence[Authority]) -> Authority | None:
    wanted = _long(name)
    return next((one for one in authorities if name.casefold() == one.id or wanted == _long(one.name)), None)


def _long(name: str) -> str:
    key = fold(name)
    for short, long in _LONG_FORMS:
        key = short.sub(long, key)
    return key


def load_authorities(home: Path | None = None) -> tuple[Authority, ...]:
    """Load every authority, in order of id; a file of ``<home>/authorities`` hides the shipped one of its name.

    Addresses are normalised as those of school lists are. Raises `ConfigError`.
    """
    files: dict[str, YamlFile] = {}
    authorities: dict[str, Authority] = {}
    for source in list_folder("authorities", home):
        file = parse_yaml(str(source), read_bytes(source))
        authority = build_record(Authority, file)
        if authority.id != source.name.removesuffix(".yaml"):
            raise file.error(("id",), f"“{authority.id}” khác tên tệp; tệp này phải tên là “{authority.id}.yaml”.")
        files[authority.id] = file
        authorities[authority.id] = _checked(authority, file)
    problems = [
        files[authority.id].told(("successors", index), f"không có cơ quan nào mang mã “{successor}”.")
        for authority in authorities.values()
        for index, successor in enumerate(authority.successors)
        if successor not in authorities or successor == authority.id
    ]
    if problems:
        raise config_error(problems)
    return tuple(authorities[key] for key in sorted(authorities))


def _checked(authority: Authority, file: YamlFile) -> Authority:
    problems = []
    if not authority.name.strip():
        problems.append(file.told(("name",), "không được để trống."))
    if authority.valid_from and authority.valid_to and authority.valid_from > authority.valid_to:
        problems.append(file.told(("valid_to",), "trước cả “valid_from”."))
    problems += [
        file.told(("hosts", index), f"“{host[:80]}” không phải là tên máy chủ (chữ thường, không có http://).")
        for index, host in enumerate(authority.hosts)
        if not _HOST.fullmatch(host)
    ]
    addresses: dict[str, Any] = {"directory_pages": []}
    for loc, address in [(("portal",), authority.portal)] + [
        (("directory_pages", index), page) for index, page in enumerate(authority.directory_pages)
    ]:
        try:
            normal = normalise_address(address)
        except AddressError as error:
            problems.append(file.told(loc, str(error)))
            continue
        if loc[0] == "portal":
            addresses["portal"] = normal
        else:
            addresses["directory_pages"].append(normal)
    if problems:
        raise config_error(problems)
    return Authority.model_validate({**authority.model_dump(), **addresses})
