"""What the bytes of a linked file are and say, as the reader of files hands it over. Never trusted, always bounded."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from records.base import Quote, Record
from records.school import Naming

FILE_TEXT = 20_000
TITLE_LINES = 14
MEMBERS = 200


class FileKind(StrEnum):
    """What a file is by its content."""

    PDF = "pdf"
    DOC = "doc"
    DOCX = "docx"
    XLS = "xls"
    XLSX = "xlsx"
    PPT = "ppt"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    RTF = "rtf"
    TEXT = "text"
    HTML = "html"
    IMAGE = "image"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


class FileProblem(StrEnum):
    """What is wrong with a file; each has one sentence in `FILE_PROBLEMS`."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    HTML_INSTEAD = "html-instead"
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    TOO_LARGE = "too-large"
    BOMB = "bomb"
    TIMED_OUT = "timed-out"
    OUT_OF_MEMORY = "out-of-memory"
    CRASHED = "crashed"
    UNKNOWN_TYPE = "unknown-type"
    READER_MISSING = "reader-missing"
    ARCHIVE = "archive"
    TOO_MANY_PAGES = "too-many-pages"
    SCAN = "scan"
    NO_TEXT = "no-text"
    GARBLED_TEXT = "garbled-text"
    LEGACY_FONT = "legacy-font"
    WRONG_EXTENSION = "wrong-extension"
    WRONG_TYPE = "wrong-type"


FILE_PROBLEMS: dict[FileProblem, str] = {
    FileProblem.EMPTY: "Tệp rỗng (0 byte).",
    FileProblem.ENCRYPTED: "Tệp đặt mật khẩu, người xem không mở được.",
    FileProblem.HTML_INSTEAD: "Địa chỉ của tệp trả về một trang web thay cho tệp.",
    FileProblem.DAMAGED: "Tệp bị hỏng, không mở được.",
    FileProblem.TRUNCATED: "Tệp bị cụt, thiếu phần cuối.",
    FileProblem.TOO_LARGE: "Tệp quá lớn nên chưa được đọc.",
    FileProblem.BOMB: "Tệp nở ra lớn bất thường khi mở nên không được đọc.",
    FileProblem.TIMED_OUT: "Đọc tệp quá lâu nên đã dừng giữa chừng.",
    FileProblem.OUT_OF_MEMORY: "Đọc tệp cần quá nhiều bộ nhớ nên đã dừng giữa chừng.",
    FileProblem.CRASHED: "Chương trình đọc tệp dừng đột ngột vì tệp này.",
    FileProblem.UNKNOWN_TYPE: "Không nhận ra loại tệp.",
    FileProblem.READER_MISSING: "Máy này chưa cài phần mềm để đọc loại tệp này.",
    FileProblem.ARCHIVE: "Tệp nén: chỉ liệt kê tên, không đọc nội dung bên trong.",
    FileProblem.TOO_MANY_PAGES: "Tệp có quá nhiều trang, chỉ đọc các trang đầu và cuối.",
    FileProblem.SCAN: "Tệp là ảnh chụp hoặc bản quét, chưa đọc được chữ.",
    FileProblem.NO_TEXT: "Tệp mở được nhưng không có nội dung.",
    FileProblem.GARBLED_TEXT: "Chữ trong tệp không đọc được do phông chữ thiếu bảng mã.",
    FileProblem.LEGACY_FONT: "Chữ trong tệp dùng phông cũ (TCVN3 hoặc VNI), không phải Unicode.",
    FileProblem.WRONG_EXTENSION: "Đuôi tên tệp không đúng với nội dung.",
    FileProblem.WRONG_TYPE: "Máy chủ khai báo sai loại tệp.",
}


class ActiveContent(StrEnum):
    """What a file carries that could act when opened. A signal; nothing of it is ever executed."""

    JAVASCRIPT = "javascript"
    MACROS = "macros"
    EMBEDDED_FILES = "embedded-files"
    LAUNCH = "launch"


class LegacyFont(StrEnum):
    """The encodings of Vietnamese fonts before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


class FormState(StrEnum):
    """Whether a file is an empty form to fill in, or has been filled in; UNCLEAR where neither can be told."""

    EMPTY = "empty"
    FILLED = "filled"
    UNCLEAR = "unclear"


class Signature(Record):
    """The end of an official letter. `office` is the line above the name ("HIỆU TRƯỞNG"), `signer` the name below it;
    `marked` is a "(Đã ký)", `digital` a signature field of a PDF (its certificate is not checked)."""

    office: Quote = ""
    signer: Quote = ""
    marked: bool = False
    digital: bool = False

    @property
    def present(self) -> bool:
        """Tell whether anything of a signature was found."""
        return bool(self.digital or self.marked or (self.office and self.signer))


PUPIL_ROWS = 2
"""From this many rows on that name a child with a date of birth, a text may be a list of pupils."""
FILLED_IN = 2
"""From this many persons on that are filled in behind a form's labels, the form is somebody's."""


class FileSays(Record):
    """What the text of a file says, as far as the rest hangs on it; the text itself is not kept.

    `readable`: there was text. `names_school` is by its whole text, `other_school` the line of its head that names
    another school while the school is named nowhere: a copied file. `school_years` are those of the title lines
    (`years_in_title`), else of the text, as ``"2021-2022"``, in order; `calendar_years` likewise. `forms` are the
    numbers of TT 36/2017 forms its lines bear, `models` those of a "Mẫu 05". `items` are keys of the vocabulary that
    its title lines are about, the best first; `speaks_of` those that its text names at all. `words` and `numbers` count
    what it holds besides its head and its end; `hollow`: in few words it only promises content or leads elsewhere.
    `other_kind`: by its head it is a decision, a report on works, minutes and the like. `dates` are days written out in
    the text, in order. `form`: an empty form to fill in, or a filled one; `filled_in` counts the persons behind its
    labels.
    """

    readable: bool
    names_school: Naming = Naming.NOT_NAMED
    other_school: Quote = ""
    school_years: tuple[str, ...] = ()
    years_in_title: bool = False
    calendar_years: tuple[int, ...] = ()
    forms: tuple[int, ...] = ()
    models: tuple[int, ...] = ()
    items: tuple[str, ...] = ()
    speaks_of: tuple[str, ...] = ()
    words: int = 0
    numbers: int = 0
    hollow: bool = False
    other_kind: bool = False
    dates: tuple[date, ...] = ()
    signed: bool = False
    form: FormState = FormState.UNCLEAR
    filled_in: int = 0
    pupil_rows: int = 0

    @property
    def item(self) -> str | None:
        """What the document is about."""
        return self.items[0] if self.items else None

    @property
    def is_copied(self) -> bool:
        """Tell whether the file is another school's."""
        return bool(self.other_school)

    @property
    def lists_pupils(self) -> bool:
        """Tell whether it is a list of pupils, which nobody may publish so."""
        return self.pupil_rows >= PUPIL_ROWS

    @property
    def is_somebodys(self) -> bool:
        """Tell whether it is a form that somebody filled in with names, rather than one to fill in."""
        return self.form is not FormState.EMPTY and self.filled_in >= FILLED_IN


class FileRead(Record):
    """One file, opened in a child process and read within limits.

    `opens` is for an anonymous visitor: False when the file cannot be opened, None when it could not be told.
    `problems` come gravest first. `pages` are those of a PDF, a presentation or a TIFF; `sheets` the names of a
    workbook's. `text_layer` tells whether there was text that is no picture, None where that is no question; `ocr`
    whether `text` was read from pictures. `text` is that of the first pages, at most 20,000 characters, lines kept,
    rows that name a person with a date of birth taken out; it is for matching now and is left out when the record is
    saved. `pupil_rows` counts such rows where they look like pupils, `filled_in` the
    persons named behind the labels of a form. `members` are names in an archive.
    """

    sha256: str
    size: int
    kind: FileKind = FileKind.UNKNOWN
    media_type: str = ""
    extension: str = ""
    declared_type: str = ""
    opens: bool | None = None
    problems: tuple[FileProblem, ...] = ()
    detail: Quote = ""
    pages: int | None = None
    sheets: tuple[Quote, ...] = ()
    text_layer: bool | None = None
    ocr: bool = False
    title_lines: tuple[Quote, ...] = ()
    signature: Signature = Signature()
    active: tuple[ActiveContent, ...] = ()
    form: FormState = FormState.UNCLEAR
    filled_in: int = 0
    pupil_rows: int = 0
    legacy_font: LegacyFont | None = None
    members: tuple[Quote, ...] = ()
    text: str = Field(default="", exclude=True, repr=False)

    @property
    def problem(self) -> FileProblem | None:
        """The gravest problem."""
        return self.problems[0] if self.problems else None

    @property
    def was_read(self) -> bool:
        """Tell whether there is text of the document that can be matched: more than the stamp over a scan."""
        return bool(self.text) and not _UNREAD.intersection(self.problems)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each problem in one plain Vietnamese sentence, with what was found where that helps."""
        return tuple(self._sentence(problem) for problem in self.problems)

    def _sentence(self, problem: FileProblem) -> str:
        if problem is FileProblem.WRONG_EXTENSION:
            return f"Tên tệp có đuôi .{self.extension} nhưng nội dung là {KIND_LABELS[self.kind]}."
        if problem is FileProblem.WRONG_TYPE:
            return f"Máy chủ khai báo tệp là {self.declared_type} nhưng nội dung là {KIND_LABELS[self.kind]}."
        sentence = FILE_PROBLEMS[problem]
        if problem is FileProblem.READER_MISSING and self.detail:
            return f"{sentence.removesuffix('.')} ({self.detail})."
        return sentence


_UNREAD = frozenset({FileProblem.SCAN, FileProblem.GARBLED_TEXT, FileProblem.HTML_INSTEAD, FileProblem.ARCHIVE})
KIND_LABELS: dict[FileKind, str] = {
    FileKind.PDF: "tệp PDF",
    FileKind.DOC: "tệp Word (.doc)",
    FileKind.DOCX: "tệp Word (.docx)",
    FileKind.XLS: "bảng tính Excel (.xls)",
    FileKind.XLSX: "bảng tính Excel (.xlsx)",
    FileKind.PPT: "bản trình chiếu (.ppt)",
    FileKind.PPTX: "bản trình chiếu (.pptx)",
    FileKind.ODT: "văn bản OpenDocument (.odt)",
    FileKind.ODS: "bảng tính OpenDocument (.ods)",
    FileKind.ODP: "bản trình chiếu OpenDocument (.odp)",
    FileKind.RTF: "văn bản RTF",
    FileKind.TEXT: "văn bản thuần",
    FileKind.HTML: "trang web (HTML)",
    FileKind.IMAGE: "tệp ảnh",
    FileKind.ARCHIVE: "tệp nén",
    FileKind.UNKNOWN: "loại không nhận ra",
}
