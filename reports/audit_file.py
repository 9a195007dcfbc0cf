"""audit.json as a file: written school by school, and the schema of what is written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

from reports.audit import Audit, AuditHeader, AuditListProblem, WholeSchool


class AuditWriter:
    """Writes audit.json school by school; the file appears under its name only when it is whole JSON.

    Use as a context manager. When the block is left by an exception (Ctrl-C included) the schools written so far
    are closed into valid JSON with ``"complete": false``. Raises OSError when the folder cannot be written.
    """

    def __init__(self, path: Path, header: AuditHeader) -> None:
        self._path = path
        self._partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        self._header = header
        self._problems: list[AuditListProblem] = []
        self._written = 0

    def open(self) -> None:
        """Begin the file, beside its name."""
        self._file = self._partial.open("w", encoding="utf-8", newline="\n")
        # The header's own closing brace is cut off: the schools follow inside the same object.
        self._file.write(self._header.model_dump_json(by_alias=True)[:-1] + ',"schools":[')

    def __enter__(self) -> AuditWriter:
        self.open()
        return self

    def write(self, school: WholeSchool) -> None:
        """Append one school, on a line of its own."""
        self._file.write((",\n" if self._written else "\n") + school.text)
        self._written += 1

    def note(self, problem: AuditListProblem) -> None:
        """Remember a row of the list that was not audited; problems stand after the schools."""
        self._problems.append(problem)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(complete=kind is None)

    def close(self, *, complete: bool) -> None:
        """Close the file into valid JSON and give it its name."""
        problems = ",\n".join(problem.model_dump_json(by_alias=True) for problem in self._problems)
        told = "true" if complete else "false"
        with self._file as file:
            file.write(f'\n],"problems":[{problems}],"complete":{told}}}\n')
            file.flush()
            os.fsync(file.fileno())
        self._partial.replace(self._path)


def _opened(node: Any) -> Any:
    """Drop ``additionalProperties: false``: a file of a later version, which only adds fields, stays valid."""
    if isinstance(node, dict):
        return {
            key: _opened(value) for key, value in node.items() if not (key == "additionalProperties" and value is False)
        }
    return [_opened(item) for item in node] if isinstance(node, list) else node


def audit_schema() -> str:
    """Return the JSON Schema of audit.json, as text with a final newline."""
    schema = _opened(Audit.model_json_schema(by_alias=True, mode="serialization"))
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_audit_schema(path: Path) -> None:
    """Write the schema to `path` (docs/audit.schema.json)."""
    path.write_text(audit_schema(), encoding="utf-8", newline="\n")
