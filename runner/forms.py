"""What ``kiemcong form`` does: scores from the store or from audit.json, forms and annexes as files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.archive import ArchiveError, FolderArchive
from records.findings import Verdict
from records.rubric import Rubric
from records.school import School
from reports.files import file_name, written_whole
from reports.form import COLUMN_NAMES, Form, FormError, open_form
from reports.form.annex import build_annex, render_annex_docx, render_annex_pdf
from reports.form.scores import AuditFile, SchoolScores, ScoresHeader, check_rubric, header_of, scores_of
from reports.formats import FormatError, check_formats
from runner.asking import read_rubric
from runner.errors import ExitStatus, InputError, RunError, reason
from runner.home import Home
from runner.screen import Screen
from store import Store, open_store

_ANNEXES = {".pdf": render_annex_pdf, ".docx": render_annex_docx}
_MOST_SAID = 20


@dataclass(frozen=True)
class SourceAsked:
    """Where scores come from, as typed."""

    json: Path | None = None
    rubric: str | None = None
    school_year: str | None = None


@dataclass(frozen=True)
class FillAsked:
    """The options of ``kiemcong form fill``, as typed."""

    template: Path
    out: Path
    codes: tuple[str, ...] = ()
    every: bool = False
    source: SourceAsked = SourceAsked()
    column: str | None = None
    tables: tuple[int, ...] = ()
    qr: bool = False


@dataclass(frozen=True)
class Source:
    """Scores that are there: under which rubric, of which schools (`codes`), and the schools one by one."""

    header: ScoresHeader
    schools: Callable[[], Iterator[SchoolScores]]


def fill(home: Home, screen: Screen, asked: FillAsked) -> ExitStatus:
    """Fill the form for the schools that were asked for. Raises InputError, RunError and StoreError."""
    if asked.every == bool(asked.codes):
        raise InputError("Hãy nêu trường cần điền (--school MÃ) hoặc --all.")
    if asked.column is not None and asked.column not in COLUMN_NAMES:
        raise InputError(f"--column {asked.column[:20]}: hãy chọn một trong {', '.join(COLUMN_NAMES)}.")
    with _open_source(home, asked.source, asked.codes) as source:
        rubric = _rubric(home, asked.source, source.header)
        try:
            check_rubric(source.header, rubric)
            column = COLUMN_NAMES[asked.column] if asked.column else None
            form = open_form(asked.template, rubric, column=column, tables=asked.tables, qr=asked.qr)
        except FormError as error:
            raise InputError(str(error)) from error
        if form.plan.strange:
            screen.say(f"Biểu có tiêu chí mà bộ tiêu chí không có: {', '.join(form.plan.strange[:_MOST_SAID])}.")
        if form.plan.missing:
            screen.say(f"Biểu không có các tiêu chí: {', '.join(form.plan.missing[:_MOST_SAID])}.")
        if asked.out.absolute() == asked.template.absolute():
            raise InputError(f"--out {asked.out.name}: không ghi đè lên biểu mẫu.")
        try:
            if asked.every or len(asked.codes) > 1:
                return _fill_many(screen, form, source, asked.out)
            return _fill_one(screen, form, source, asked.out)
        except OSError as error:
            raise RunError(f"Không ghi được {asked.out}: {reason(error)}.") from error


def _fill_one(screen: Screen, form: Form, source: Source, out: Path) -> ExitStatus:
    if out.suffix.lower() != form.ending:
        raise InputError(f"--out {out.name}: biểu đã điền là tệp {form.ending}, tên tệp phải có đuôi ấy.")
    (school,) = source.schools()
    try:
        body = form.fill(school, source.header.school_year)
    except FormError as error:
        raise InputError(str(error)) from error
    with written_whole(out) as partial:
        partial.write_bytes(body)
    screen.show(f"Đã điền biểu của trường {school.code}: {out}")
    return ExitStatus.OK


def _fill_many(screen: Screen, form: Form, source: Source, out: Path) -> ExitStatus:
    done, left = 0, 0
    with _places(out) as put:
        for school in source.schools():
            try:
                put(file_name(school.code, form.ending.removeprefix("."), "phieu"),
                    form.fill(school, source.header.school_year))  # fmt: skip
                done += 1
            except FormError as error:
                left += 1
                if left <= _MOST_SAID:
                    screen.say(f"Trường {school.code}: {error}")
        if not done:
            raise InputError("Không điền được biểu của trường nào.")
    screen.show(f"Đã điền {done} biểu: {out}" + (f"; {left} trường không điền được." if left else ""))
    return ExitStatus.OK


@contextmanager
def _places(out: Path) -> Iterator[Callable[[str, bytes], None]]:
    """Lend what puts one form into the folder or the ZIP at `out`; the ZIP appears when it is whole."""
    if out.suffix.lower() != ".zip":
        if out.exists() and not out.is_dir():
            raise InputError(f"--out {out.name}: nhiều trường thì cần một thư mục hoặc tệp .zip.")

        def write(name: str, body: bytes) -> None:
            with written_whole(out / name) as partial:
                partial.write_bytes(body)

        yield write
        return
    with written_whole(out) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        yield archive.writestr


def annex(home: Home, screen: Screen, code: str, asked: SourceAsked, out: Path) -> ExitStatus:
    """Write the annex of one school. Raises InputError, RunError and StoreError."""
    render = _ANNEXES.get(out.suffix.lower())
    if render is None:
        raise InputError(f"--out {out.name}: phụ lục là tệp .pdf hoặc .docx.")
    try:
        check_formats((out.suffix.lower().removeprefix("."),))
    except FormatError as error:
        raise InputError(str(error)) from error
    with _open_source(home, asked, (code,)) as source:
        try:
            (school,) = source.schools()
        except FormError as error:
            raise InputError(str(error)) from error
        body = render(build_annex(school, source.header))
    try:
        with written_whole(out) as partial:
            partial.write_bytes(body)
    except OSError as error:
        raise RunError(f"Không ghi được {out}: {reason(error)}.") from error
    screen.show(f"Phụ lục minh chứng của trường {school.code}: {out}")
    return ExitStatus.OK


@contextmanager
def _open_source(home: Home, asked: SourceAsked, codes: tuple[str, ...]) -> Iterator[Source]:
    """Lend the scores of the schools of `codes`, of all when there are none. Raises InputError."""
    with ExitStack() as stack:
        if asked.json is None:
            yield _of_store(home, stack.enter_context(open_store(home.database)), asked, codes)
            return
        try:
            yield _of_file(AuditFile(asked.json), asked, codes)
        except FormError as error:
            raise InputError(str(error)) from error


def _of_file(file: AuditFile, asked: SourceAsked, codes: tuple[str, ...]) -> Source:
    if asked.school_year is not None and asked.school_year.replace(" ", "") != file.header.school_year:
        raise InputError(f"Tệp kết quả là của năm học {file.header.school_year}, không phải {asked.school_year[:20]}.")
    if not codes:
        return Source(file.header, file.schools)
    wanted = {code.strip().casefold() for code in codes}
    found = {one.code: one for one in file.schools() if one.code.casefold() in wanted}
    _check_found(codes, found)
    return Source(file.header, lambda: iter(found.values()))


def _of_store(home: Home, store: Store, asked: SourceAsked, codes: tuple[str, ...]) -> Source:
    year = asked.school_year.replace(" ", "") if asked.school_year else None
    rubric = read_rubric(home, asked.rubric)[0].id if asked.rubric is not None else None
    if not codes and (rubric is None or year is None):
        # All schools are filled under one rubric and for one year: those of the newest run.
        for run in store.list_runs(1):
            rubric, year = rubric or run.rubric, year or run.school_year
    known = store.judged_schools(rubric=rubric, school_year=year)
    if not known:
        raise InputError("Kho chưa có kết quả nào như vậy; hãy chạy kiemcong audit trước, hoặc dùng --json.")
    if codes:
        _check_found(codes, known)
        wanted = {code.strip().casefold() for code in codes}
        known = tuple(code for code in known if code.casefold() in wanted)
    first = _newest(store, known[0], rubric, year)
    header = header_of(first)

    def schools() -> Iterator[SchoolScores]:
        for code in known:
            verdict = _newest(store, code, header.rubric, header.school_year)
            if header_of(verdict) != header:
                raise InputError(
                    f"Kết quả của trường {code} theo bản {verdict.rubric_version} của bộ tiêu chí, trường khác theo "
                    f"bản {header.rubric_version}. Hãy kiểm tra lại các trường bằng cùng một bản."
                )
            # A form names no school; only an annex asks for more than the code.
            name, portal = _named(home, verdict) if len(known) == 1 else ("", "")
            yield scores_of(verdict, name, portal)

    return Source(header, schools)


def _newest(store: Store, code: str, rubric: str | None, year: str | None) -> Verdict:
    verdict = store.newest_verdict(code, rubric=rubric, school_year=year)
    if verdict is None:
        raise InputError(f"Kho không có kết quả của trường {code} cho bộ tiêu chí và năm học này.")
    return verdict


def _named(home: Home, verdict: Verdict) -> tuple[str, str]:
    """The school's name and portal, as they were when it was visited."""
    try:
        subject = FolderArchive(home.archive).load_visit(verdict.visit).subject
    except (ArchiveError, OSError):
        return "", ""
    return (subject.name, subject.portal) if isinstance(subject, School) else ("", "")


def _check_found(codes: Iterable[str], found: Iterable[str]) -> None:
    known = {code.casefold() for code in found}
    missing = [code for code in codes if code.strip().casefold() not in known]
    if missing:
        raise InputError(f"Không có kết quả của trường mang mã: {', '.join(missing)[:300]}.")


def _rubric(home: Home, asked: SourceAsked, header: ScoresHeader) -> Rubric:
    try:
        return read_rubric(home, asked.rubric or header.rubric)[0]
    except InputError as error:
        if asked.rubric is not None:
            raise
        raise InputError(
            f"Không tìm thấy bộ tiêu chí “{header.rubric}” của kết quả; hãy nêu tệp bằng --rubric. {error}"
        ) from error
