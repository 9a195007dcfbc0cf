"""The door of this room: settings, rubrics, vocabulary and authorities as values.

Every function takes the office's home (a folder, or None) and looks there before it looks at what is shipped. All of
them raise `ConfigError`, and nothing else, for a file that cannot be used.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from config.addresses import AddressError, normalise_address
from config.errors import ConfigError, config_error
from config.files import find_file, list_folder, read_bytes
from config.overrides import find_overrides, load_overrides
from config.rubric_packs import RubricFile, RubricListing, list_rubrics, load_rubric, load_rubric_file
from config.vocabularies import load_vocabulary
from config.yaml_files import YamlFile, build_record, parse_yaml
from records.school import Authority
from records.settings import Settings

__all__ = [
    "ConfigError",
    "RubricFile",
    "RubricListing",
    "find_overrides",
    "list_rubrics",
    "load_authorities",
    "load_overrides",
    "load_rubric",
    "load_rubric_file",
    "load_settings",
    "load_vocabulary",
]

PRODUCT = "KiemCong"
# It goes into a header of every request: one line of printable ASCII that cannot close the bracket around it.
_CONTACT = re.compile(r"[!-'*-~]{1,200}")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")


def load_settings(home: Path | None = None) -> Settings:
    """Load settings.yaml: the office's own fields over the shipped ones. Raises `ConfigError`."""
    shipped = _read_yaml("", "settings.yaml", None)
    own = _read_yaml("", "settings.yaml", home) if home is not None else shipped
    for file in (shipped, own):
        # Each file is checked by itself, so that a message never points at the wrong one.
        settings = build_record(Settings, file, {"product": product(), **file.data})
        if "product" in file.data:
            raise file.error(("product",), "tên chương trình không đổi được ở đây.")
        contact = settings.contact
        if contact and not (_CONTACT.fullmatch(contact) and ("@" in contact or contact.startswith("http"))):
            message = "phải là một địa chỉ thư điện tử hoặc địa chỉ web, không dấu, không khoảng trắng."
            raise file.error(("contact",), message)
    return Settings.model_validate({"product": product(), **_overlaid(shipped.data, own.data)})


def product() -> str:
    """Name and version of the crawler, e.g. ``KiemCong/0.1.0``."""
    try:
        return f"{PRODUCT}/{version('kiemcong')}"
    except PackageNotFoundError:  # Run from a bare checkout.
        return f"{PRODUCT}/0"


def _overlaid(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _overlaid(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged


def _read_yaml(folder: str, name: str, home: Path | None) -> YamlFile:
    found = find_file(folder, name, home)
    if found is None:
        raise ConfigError(f"{name}: không tìm thấy tệp.")
    return parse_yaml(str(found), read_bytes(found))


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
