"""Office files as packages: read whole behind bounds, written again with every other member as it was.

A form comes from outside as anything does: what it unpacks to is bounded, names stay inside, macros are bytes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from reports.form.errors import FormError
from reports.form.markup import Markup

LARGEST_FILE = 50_000_000
"""Bytes of a form as it lies on the disk."""
LARGEST_WHOLE = 200_000_000
"""Bytes of all that it unpacks to."""
LARGEST_XML = 40_000_000
"""Bytes of one part of XML that is read."""
MOST_MEMBERS = 4_000
_MOST_RATIO = 400
"""So many times its size may a member unpack to; above 1 MB."""

_TYPES = "[Content_Types].xml"
_WRITTEN = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
_OUTSIDE = re.compile(r"^[/\\]|\\|(?:^|/)\.\.(?:/|$)|^[A-Za-z]:|\x00")


class Kind(Enum):
    """What a form is."""

    DOCUMENT = "văn bản Word"
    WORKBOOK = "bảng tính Excel"


_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCUMENT,
    "application/vnd.ms-word.document.macroEnabled.main+xml": Kind.DOCUMENT,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.WORKBOOK,
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": Kind.WORKBOOK,
}
_ENDINGS = {Kind.DOCUMENT: (".docx", ".docm"), Kind.WORKBOOK: (".xlsx", ".xlsm")}


@dataclass(frozen=True)
class Relation:
    """A line of a rels part: its id, the last word of its type, and what it leads to (a member, or an address)."""

    id: str
    type: str
    target: str
    external: bool


class Package:
    """A DOCX or XLSX (with or without macros), whole in memory. `name` is what messages call it; `main` the member
    that the package begins with. Raises FormError for what is no such file, or a damaged, locked or hostile one."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._members = self._read(data)
        self._types = self.markup(_TYPES)
        relations = [one for one in self.relations("") if one.type == "officeDocument" and not one.external]
        if len(relations) != 1 or relations[0].target not in self._bytes:
            raise FormError(f"{name}: tệp hỏng, không tìm thấy phần chính của văn bản.")
        self.main = relations[0].target
        kind = _MAIN.get(self._type_of(self.main))
        if kind is None:
            raise FormError(
                f"{name}: không phải văn bản Word hay bảng tính Excel thường. Hãy mở tệp, chọn “Lưu thành” .docx hoặc "
                ".xlsx rồi thử lại."
            )
        self.kind = kind
        if any(member.startswith("_xmlsignatures/") for member in self._bytes):
            raise FormError(f"{name}: tệp đã ký số, điền vào là làm hỏng chữ ký. Hãy dùng bản chưa ký của biểu mẫu.")

    def _read(self, data: bytes) -> tuple[zipfile.ZipInfo, ...]:
        damaged = f"{self.name}: tệp hỏng hoặc không phải tệp .docx, .xlsx."
        if len(data) > LARGEST_FILE:
            raise FormError(f"{self.name}: tệp lớn hơn {LARGEST_FILE // 1_000_000} MB, không phải biểu mẫu.")
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            members = tuple(archive.infolist())
        except _DAMAGED as error:
            raise FormError(damaged) from error
        with archive:
            if any(member.flag_bits & 1 for member in members):
                raise FormError(f"{self.name}: tệp có mật khẩu. Hãy gỡ mật khẩu rồi thử lại.")
            self._check(members)
            self._bytes: dict[str, bytes] = {}
            for member in members:
                try:
                    with archive.open(member) as file:
                        body = file.read(member.file_size + 1)
                        # A member longer than it says it is would be the bomb that the check above cannot see.
                        if len(body) != member.file_size:
                            raise FormError(damaged)
                except _DAMAGED as error:
                    raise FormError(damaged) from error
                self._bytes[member.filename] = body
        return members

    def _check(self, members: tuple[zipfile.ZipInfo, ...]) -> None:
        names = {member.filename.casefold() for member in members}
        if len(names) != len(members) or any(_OUTSIDE.search(member.filename) for member in members):
            raise FormError(f"{self.name}: tệp hỏng, tên các phần bên trong không hợp lệ.")
        whole = sum(member.file_size for member in members)
        swollen = any(
            member.file_size > 1_000_000 and member.file_size > _MOST_RATIO * max(member.compress_size, 1)
            for member in members
        )
        if len(members) > MOST_MEMBERS or whole > LARGEST_WHOLE or swollen:
            raise FormError(f"{self.name}: tệp nén phồng bất thường (có thể là bom nén), không mở.")

    @property
    def ending(self) -> str:
        """What the name of a filled form must end with: one with macros opens under its own ending only."""
        plain, macros = _ENDINGS[self.kind]
        return macros if "macroEnabled" in self._type_of(self.main) else plain

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in order."""
        return tuple(self._bytes)

    def read(self, member: str) -> bytes:
        """The bytes of a member; empty when there is none."""
        return self._bytes.get(member, b"")

    def markup(self, member: str) -> Markup:
        """A member of XML, read. Raises FormError when it is missing, too large, or no plain XML."""
        if member not in self._bytes:
            raise FormError(f"{self.name}: tệp hỏng, thiếu phần {member}.")
        if len(self._bytes[member]) > LARGEST_XML:
            raise FormError(f"{self.name}: phần {member} quá lớn, không phải biểu mẫu.")
        return Markup(self._bytes[member], self.name, member)

    def _type_of(self, member: str) -> str:
        root = self._types.root
        for node in root:
            if isinstance(node.tag, str) and node.get("PartName", "").lstrip("/").casefold() == member.casefold():
                return str(node.get("ContentType", ""))
        return ""

    def relations(self, member: str) -> tuple[Relation, ...]:
        """Where a member leads to; none when it has no rels part. The package's own for an empty name."""
        part = rels_of(member)
        if part not in self._bytes:
            return ()
        folder = posixpath.dirname(member)
        return tuple(
            Relation(
                id=node.get("Id", ""),
                type=posixpath.basename(node.get("Type", "")),
                target=node.get("Target", "")
                if node.get("TargetMode") == "External"
                else posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/"),
                external=node.get("TargetMode") == "External",
            )
            for node in self.markup(part).root
            if isinstance(node.tag, str)
        )

    def with_relations(self, member: str, lines: str) -> tuple[str, bytes]:
        """The rels part of `member` and its bytes with `lines` of XML added; a new one when it had none."""
        part = rels_of(member)
        if part in self._bytes:
            found = self.markup(part)
            return part, found.patched([found.append_inside(found.root, lines)])
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return part, f'{head}<Relationships xmlns="{space}">{lines}</Relationships>'.encode()

    def with_types(self, defaults: Mapping[str, str], parts: Mapping[str, str]) -> tuple[str, bytes]:
        """The content types with those of the endings `defaults` and of the members `parts` where they lack."""
        root = self._types.root
        known = {node.get("Extension", "").casefold() for node in root if isinstance(node.tag, str)}
        prefix = f"{root.prefix}:" if root.prefix else ""
        lines = "".join(
            f'<{prefix}Default Extension="{ending}" ContentType="{kind}"/>'
            for ending, kind in defaults.items()
            if ending not in known
        ) + "".join(f'<{prefix}Override PartName="/{one}" ContentType="{kind}"/>' for one, kind in parts.items())
        return _TYPES, self._types.patched([self._types.append_inside(root, lines)] if lines else [])

    def written(self, changed: Mapping[str, bytes]) -> bytes:
        """The package as a file's bytes: `changed` members anew, new ones after the others, all else as it was."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in self._members:
                entry = zipfile.ZipInfo(member.filename, member.date_time)
                entry.compress_type = member.compress_type
                entry.external_attr, entry.create_system = member.external_attr, member.create_system
                archive.writestr(entry, changed.get(member.filename, self._bytes[member.filename]))
            for name in changed:
                if name not in self._bytes:
                    entry = zipfile.ZipInfo(name, _WRITTEN)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, changed[name])
        return out.getvalue()


def rels_of(member: str) -> str:
    """Where the relations of a member stand."""
    folder, name = posixpath.split(member)
    return posixpath.join(folder, "_rels", f"{name}.rels")
