"""Where a file of the configuration stands: the office's home first, then what is shipped with the product."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from config.errors import ConfigError, place

MAX_YAML_BYTES = 1024 * 1024


def find_file(folder: str, name: str, home: Path | None) -> Traversable | None:
    """Return ``<home>/<folder>/<name>``, else the shipped one, else None. An empty `folder` is the top."""
    roots: list[Traversable] = [home] if home is not None else []
    for root in [*roots, files("config")]:
        found = root.joinpath(folder, name) if folder else root.joinpath(name)
        if found.is_file():
            return found
    return None


def list_folder(folder: str, home: Path | None) -> tuple[Traversable, ...]:
    """Return the YAML files of `folder`, by name; a file of the home hides the shipped one of the same name."""
    found: dict[str, Traversable] = {}
    for root in (files("config"), home):
        if root is None:
            continue
        place_of_files = root.joinpath(folder)
        if place_of_files.is_dir():
            found.update((file.name, file) for file in place_of_files.iterdir() if file.name.endswith(".yaml"))
    return tuple(found[name] for name in sorted(found))


def is_shipped(file: Traversable) -> bool:
    """Tell whether `file` came with the product rather than from the office."""
    return str(file).startswith(str(files("config")))


def read_bytes(file: Traversable) -> bytes:
    """Read a configuration file of at most 1 MB; raise `ConfigError` when it is absent, unreadable or larger."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_YAML_BYTES + 1)
    except FileNotFoundError as error:
        raise ConfigError(f"{place(str(file))}: không tìm thấy tệp.") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"{place(str(file))}: không mở được tệp ({type(error).__name__}).") from error
    if len(content) > MAX_YAML_BYTES:
        raise ConfigError(f"{place(str(file))}: tệp lớn hơn 1 MB, không phải là tệp cấu hình.")
    return content
