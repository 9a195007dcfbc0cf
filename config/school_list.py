"""School lists: CSV and XLSX files as offices keep them, read into schools and a list of what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path

from config.addresses import AddressError, normalise_address, same_place, split_addresses
from config.errors import ConfigError, place
from config.school_fields import COLUMN_TITLES, REQUIRED, Column, is_nothing, read_code, read_heading, read_levels
from config.tables import CellKind, Row, clean_cell, read_rows, split_lines
from config.text_files import decode_text
from config.workbooks import Sheets
from records.base import Record
from records.school import Level, School

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 200_000
HEADER_WITHIN = 100  # Rows in which the header must appear; above it stand titles.
MAX_CODE, MAX_NAME = 64, 300

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DELIMITERS = (",", ";", "\t")

Links = Callable[[], dict[tuple[int, int], str]]


class Severity(StrEnum):
    """Whether a problem cost a row or only deserves a look."""

    ERROR = "error"
    WARNING = "warning"


class ListProblem(Record):
    """Something wrong in a school list. `line` counts from 1 as the user's editor or Excel does; `column` is the
    heading as the file writes it, empty when the whole row or file is meant; `message` is Vietnamese."""

    file: str
    line: int
    column: str
    message: str
    severity: Severity

    @property
    def text(self) -> str:
        """The message with its place: file, line, column."""
        column = f", cột “{self.column}”" if self.column else ""
        return f"{self.file}, dòng {self.line}{column}: {self.message}"


class SchoolList(Record):
    """What a school list holds. `rows_read` counts the rows below the header that are not empty (a header repeated
    further down is not a row): each became a school or has at least one error in `problems`."""

    schools: tuple[School, ...]
    problems: tuple[ListProblem, ...]
    rows_read: int

    @property
    def error_rows(self) -> int:
        """How many rows could not be used."""
        return len({problem.line for problem in self.problems if problem.severity is Severity.ERROR})


def load_school_list(path: Path | str) -> SchoolList:
    """Read a school list, CSV or XLSX by its content, of at most 50 MB and 200,000 rows.

    A bad row becomes problems with file, line and column, and the others are still returned. An address without a
    scheme is taken as ``http://``: the crawler follows the redirect to https, while the reverse would make a portal
    that has no https look dead. Raises `ConfigError` for a file that cannot be used at all.
    """
    path = Path(path)
    content = _read_content(path)
    name = path.name
    is_archive = content.startswith(b"PK")
    table = _workbook_table(name, Sheets(name, content)) if is_archive else _text_table(name, content)
    return _Reading(name, table).school_list()


def _read_content(path: Path) -> bytes:
    name = place(str(path))
    try:
        if not path.is_file():
            raise ConfigError(f"{name}: không tìm thấy tệp danh sách trường.")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{name}: không mở được tệp danh sách trường ({type(error).__name__}).") from error
    if len(content) > MAX_BYTES:
        raise ConfigError(f"{name}: tệp lớn hơn 50 MB, không phải là danh sách trường.")
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ConfigError(f"{name}: tệp rỗng.")
    if content.startswith(_OLE):
        raise ConfigError(f"{name}: tệp .xls đời cũ hoặc có mật khẩu; hãy mở bằng Excel và lưu lại dưới dạng .xlsx.")
    return content


@dataclass(frozen=True)
class _Table:
    """A header, the rows below it, and where the links of its sheet lead. `warnings` are (line, message)."""

    header: Row
    columns: dict[Column, int]
    rows: Iterator[Row]
    links: Links
    warnings: tuple[tuple[int, str], ...] = ()


def _read_header(rows: Iterable[Row]) -> tuple[Row, dict[Column, int]] | None:
    """Find the header among the first rows: at least three known columns, or a code or name beside an address."""
    for row in rows:
        columns: dict[Column, int] = {}
        for index, cell in enumerate(row.cells):
            column = read_heading(cell)
            if column is not None:
                columns.setdefault(column, index)
        named = Column.CODE in columns or Column.NAME in columns
        if named and (len(columns) >= 3 or Column.URL in columns):
            return row, columns
    return None


def _text_table(name: str, content: bytes) -> _Table:
    decoded = decode_text(name, content)
    lines = split_lines(decoded.text)
    best: tuple[Row, dict[Column, int], str] | None = None
    for delimiter in _DELIMITERS:
        found = _read_header(islice(read_rows(lines[: HEADER_WITHIN * 2], delimiter), HEADER_WITHIN))
        if found and (best is None or len(found[1]) > len(best[1])):
            best = (*found, delimiter)
    if best is None:
        raise _no_header(name, lines)
    header, columns, delimiter = best
    _check_columns(name, header, columns)
    # The rows above are read again with the same eyes, so that the header's own multi-line cells are counted once.
    below = (row for row in read_rows(lines, delimiter, len(header.cells)) if row.line > header.line)
    notes: tuple[tuple[int, str], ...] = ()
    if decoded.damaged_line is not None:
        notes = ((decoded.damaged_line, "có ký tự hỏng (hiện thành �); tệp có thể đã bị cắt hoặc lưu sai bảng mã."),)
    return _Table(header, columns, below, dict, notes)


def _workbook_table(name: str, sheets: Sheets) -> _Table:
    for index in range(len(sheets.titles)):
        rows = sheets.rows(index)
        found = _read_header(islice(rows, HEADER_WITHIN))
        if found is None:
            continue
        header, columns = found
        _check_columns(name, header, columns)
        return _Table(header, columns, _below(sheets, index, header.line), partial(sheets.links, index))
    raise _no_header(name, [])


def _below(sheets: Sheets, index: int, line: int) -> Iterator[Row]:
    return (row for row in sheets.rows(index) if row.line > line)


def _no_header(name: str, lines: list[str]) -> ConfigError:
    needed = ", ".join(COLUMN_TITLES[column] for column in REQUIRED)
    hint = " Tệp này có vẻ là trang HTML." if any("<html" in line.lower() for line in lines[:20]) else ""
    return ConfigError(
        f"{place(name, 1)}: không tìm thấy dòng tiêu đề trong {HEADER_WITHIN} dòng đầu; cần các cột: {needed}.{hint}"
    )


def _check_columns(name: str, header: Row, columns: dict[Column, int]) -> None:
    missing = [COLUMN_TITLES[column] for column in REQUIRED if column not in columns]
    if missing:
        raise ConfigError(f"{place(name, header.line)}: dòng tiêu đề thiếu cột: {', '.join(missing)}.")


class _Reading:
    """One pass over the rows of a table, keeping what has been seen."""

    def __init__(self, name: str, table: _Table) -> None:
        self.name = name
        self.table = table
        self.problems: list[ListProblem] = []
        self.errors = 0
        self.codes: dict[str, int] = {}
        self.addresses: dict[str, tuple[int, str]] = {}
        self.numeric_codes: list[int] = []
        self._links: dict[tuple[int, int], str] | None = None

    def school_list(self) -> SchoolList:
        for line, message in self.table.warnings:
            self._note(line, None, message, Severity.WARNING)
        if not {Column.PARENT_URL, Column.AUTHORITY} & self.table.columns.keys():
            message = "không có cột cổng cấp trên; liên kết từ cổng cấp trên sẽ chưa đo được."
            self._note(self.table.header.line, None, message, Severity.WARNING)
        schools = []
        rows_read = 0
        for row in self.table.rows:
            if row.is_empty or row.cells == self.table.header.cells:
                continue
            rows_read += 1
            if rows_read > MAX_ROWS:
                raise ConfigError(f"{place(self.name, row.line)}: danh sách có hơn 200.000 dòng.")
            school = self._school(row)
            if school is not None:
                schools.append(school)
        if not rows_read:
            raise ConfigError(f"{place(self.name, self.table.header.line)}: dưới dòng tiêu đề không có trường nào.")
        if self.numeric_codes:
            message = (
                f"cột mã được lưu dạng số ({len(self.numeric_codes)} dòng); số 0 ở đầu mã, nếu có, đã bị mất. "
                "Hãy kiểm tra lại và định dạng cột này là văn bản."
            )
            self._note(self.numeric_codes[0], Column.CODE, message, Severity.WARNING)
        self.problems.sort(key=lambda problem: problem.line)
        return SchoolList(schools=tuple(schools), problems=tuple(self.problems), rows_read=rows_read)

    def _school(self, row: Row) -> School | None:
        """Make a school of a row, or None after noting at least one error."""
        if row.damage:
            self._note(row.line, None, row.damage)
            return None
        missing = [column for column in REQUIRED if self._is_missing(row, column)]
        if len(missing) >= len(REQUIRED) - 1:
            names = ", ".join(COLUMN_TITLES[column] for column in missing)
            self._note(row.line, None, f"dòng này không đủ để là một trường (thiếu {names}).")
            return None
        noted = self.errors
        for column in missing:
            self._note(row.line, column, f"thiếu {COLUMN_TITLES[column]}.")
        code = self._code(row)
        name = self._cell(row, Column.NAME)
        if len(name) > MAX_NAME:
            self._note(row.line, Column.NAME, f"tên trường dài quá {MAX_NAME} ký tự.")
        levels = () if Column.LEVEL in missing else self._levels(row)
        portal, further = ("", ()) if Column.URL in missing else self._portal(row)
        if self.errors > noted:
            extra = row.cells[len(self.table.header.cells) :]
            if any(extra):
                self._note(row.line, None, "dòng có nhiều ô hơn tiêu đề; ô có dấu ngăn cách phải nằm trong ngoặc kép.")
            return None
        self.codes[code.casefold()] = row.line
        self._compare_address(row, code, portal)
        return School(
            code=code,
            name=name,
            levels=levels,
            portal=portal,
            aliases=(*_split_names(self._cell(row, Column.ALIASES)), *further),
            parents=self._parents(row, portal),
            authority=self._cell(row, Column.AUTHORITY) or None,
            ward=self._cell(row, Column.WARD) or None,
        )

    def _code(self, row: Row) -> str:
        text = self._cell(row, Column.CODE)
        kind = row.kinds.get(self.table.columns[Column.CODE])
        if kind is CellKind.DATE:
            self._note(row.line, Column.CODE, f"mã bị Excel đổi thành ngày ({text[:30]}); hãy nhập lại dạng văn bản.")
            return text
        code, doubt = read_code(text, kind)
        if len(code) > MAX_CODE:
            self._note(row.line, Column.CODE, f"mã trường dài quá {MAX_CODE} ký tự.")
        elif doubt:
            self._note(row.line, Column.CODE, doubt, Severity.WARNING)
        elif kind is CellKind.NUMBER and not code.startswith("0"):
            self.numeric_codes.append(row.line)
        first = self.codes.get(code.casefold())
        if first is not None:
            self._note(row.line, Column.CODE, f"mã “{code}” trùng với dòng {first}.")
        return code

    def _levels(self, row: Row) -> tuple[Level, ...]:
        text = self._cell(row, Column.LEVEL)
        levels = read_levels(text)
        if levels is None:
            known = ", ".join(Level)
            message = f"không hiểu cấp học “{text[:60]}”; dùng {known} hoặc ghép lại, ví dụ TH&THCS."
            self._note(row.line, Column.LEVEL, message)
        return levels or ()

    def _portal(self, row: Row) -> tuple[str, tuple[str, ...]]:
        """The portal's address, and further addresses written in the same cell."""
        text = self._cell(row, Column.URL)
        link = self._link(row, Column.URL)
        addresses = []
        for piece in split_addresses(text):
            try:
                addresses.append(normalise_address(piece))
            except AddressError as error:
                if link:
                    addresses = [link]
                    break
                self._note(row.line, Column.URL, str(error))
                return "", ()
        if not addresses and link:  # An empty cell, or one with dashes only, may still carry a link.
            addresses = [link]
        if len(addresses) > 1:
            message = f"có {len(addresses)} địa chỉ; lấy {addresses[0]} làm cổng, các địa chỉ sau là địa chỉ khác."
            self._note(row.line, Column.URL, message, Severity.WARNING)
        return addresses[0], tuple(addresses[1:])

    def _parents(self, row: Row, portal: str) -> tuple[str, ...]:
        if Column.PARENT_URL not in self.table.columns:
            return ()
        text = self._cell(row, Column.PARENT_URL)
        link = self._link(row, Column.PARENT_URL)
        parents: list[str] = []
        doubts: list[str] = []
        for piece in () if is_nothing(text) else split_addresses(text):
            try:
                parents.append(normalise_address(piece))
            except AddressError as error:
                doubts.append(f"bỏ qua một địa chỉ cấp trên: {error}")
        if not parents and link:
            parents, doubts = [link], []
        if not parents and not doubts and not self._cell(row, Column.AUTHORITY):
            doubts.append("thiếu cổng cấp trên; liên kết từ cổng cấp trên sẽ chưa đo được.")
        if any(same_place(parent) == same_place(portal) for parent in parents):
            doubts.append("cổng cấp trên trùng với cổng của trường.")
        for doubt in doubts:
            self._note(row.line, Column.PARENT_URL, doubt, Severity.WARNING)
        return tuple(dict.fromkeys(parents))

    def _compare_address(self, row: Row, code: str, portal: str) -> None:
        key = same_place(portal)
        if key in self.addresses:
            line, other = self.addresses[key]
            message = f"trùng địa chỉ cổng với dòng {line} (mã {other}); cả hai trường vẫn được giữ."
            self._note(row.line, Column.URL, message, Severity.WARNING)
        else:
            self.addresses[key] = (row.line, code)

    def _cell(self, row: Row, column: Column) -> str:
        index = self.table.columns.get(column)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def _is_missing(self, row: Row, column: Column) -> bool:
        index = self.table.columns[column]
        if row.kinds.get(index) is CellKind.ERROR:
            return True
        return is_nothing(self._cell(row, column)) and not (column is Column.URL and self._link(row, column))

    def _link(self, row: Row, column: Column) -> str:
        """Where the cell's link leads, when its text is no address and the target is one; empty otherwise."""
        text = self._cell(row, column)
        try:
            normalise_address(text)
        except AddressError:
            pass
        else:
            return ""
        if self._links is None:
            self._links = self.table.links()
        try:
            return normalise_address(clean_cell(self._links.get((row.line, self.table.columns[column]), "")))
        except AddressError:
            return ""

    def _note(self, line: int, column: Column | None, message: str, severity: Severity = Severity.ERROR) -> None:
        self.errors += severity is Severity.ERROR
        heading = self.table.header.cells[self.table.columns[column]] if column is not None else ""
        self.problems.append(
            ListProblem(file=self.name, line=line, column=heading, message=message, severity=severity)
        )


def _split_names(text: str) -> tuple[str, ...]:
    return tuple(piece for piece in (part.strip() for part in text.replace("|", ";").split(";")) if piece)
