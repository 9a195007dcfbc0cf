"""The door of this room: settings, rubrics, vocabulary and authorities as values.

Every function takes the office's home (a folder, or None) and looks there before it looks at what is shipped. All of
them raise `ConfigError`, and nothing else, for a file that cannot be used.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from config.authorities import load_authorities
from config.errors import ConfigError
from config.files import find_file, read_bytes
from config.overrides import find_overrides, load_overrides
from config.rubric_packs import RubricFile, RubricListing, list_rubrics, load_rubric, load_rubric_file
from config.vocabularies import load_vocabulary
from config.yaml_files import YamlFile, build_record, parse_yaml
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
