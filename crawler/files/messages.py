"""What parent and child say to each other, a JSON a line. The parent believes nothing that breaks these bounds."""

from __future__ import annotations

from pydantic import Field

from records.base import Quote, Record
from records.files import (
    FILE_TEXT,
    MEMBERS,
    TITLE_LINES,
    ActiveContent,
    FileKind,
    FileProblem,
    FormState,
    LegacyFont,
    Signature,
)


class Request(Record):
    """A file to read, by its place on this machine."""

    number: int
    path: str
    ocr: bool = False


class Hello(Record):
    """A child's first line: the walls that stand around it (`cage.enter`)."""

    walls: tuple[str, ...] = Field(max_length=8)


class Answer(Record):
    """What the child found in the file of a request; the fields are those of `FileRead`, and what it cost."""

    number: int
    kind: FileKind
    media_type: str = Field(max_length=120)
    opens: bool | None
    problems: tuple[FileProblem, ...] = Field(default=(), max_length=len(FileProblem))
    detail: Quote = ""
    pages: int | None = Field(default=None, ge=0, le=10_000_000)
    sheets: tuple[Quote, ...] = Field(default=(), max_length=100)
    text_layer: bool | None = None
    ocr: bool = False
    title_lines: tuple[Quote, ...] = Field(default=(), max_length=TITLE_LINES)
    signature: Signature = Signature()
    active: tuple[ActiveContent, ...] = Field(default=(), max_length=len(ActiveContent))
    form: FormState = FormState.UNCLEAR
    filled_in: int = Field(default=0, ge=0, le=1_000_000)
    pupil_rows: int = Field(default=0, ge=0, le=1_000_000)
    legacy_font: LegacyFont | None = None
    members: tuple[Quote, ...] = Field(default=(), max_length=MEMBERS)
    text: str = Field(default="", max_length=FILE_TEXT)
    cpu_seconds: float = Field(default=0.0, ge=0.0, le=100_000.0)
