"""Archives: their names are listed; nothing is ever unpacked."""

from __future__ import annotations

from crawler.files.contents import Contents, Source, Unread, needs
from crawler.files.packages import Package
from records.files import MEMBERS, FileProblem


def read_archive(source: Source) -> Contents:
    """List what is in a ZIP, RAR or 7z archive."""
    contents = Contents(problems=[FileProblem.ARCHIVE])
    if source.media_type == "application/zip":
        with Package(source) as package:
            contents.members = [name for name in package.names[:MEMBERS] if not name.endswith("/")]
    elif source.media_type == "application/vnd.rar":
        contents.members = _rar(source)
    elif source.media_type == "application/x-7z-compressed":
        contents.members = _seven_zip(source)
    return contents


def _rar(source: Source) -> list[str]:
    import rarfile

    try:
        with rarfile.RarFile(str(source.path)) as archive:
            names = [entry.filename for entry in archive.infolist()[:MEMBERS] if not entry.is_dir()]
            if archive.needs_password():
                raise Unread(FileProblem.ENCRYPTED, False)
            return names
    except rarfile.NeedFirstVolume as error:
        raise Unread(FileProblem.TRUNCATED, False) from error
    except rarfile.Error as error:
        raise Unread(FileProblem.DAMAGED, False, type(error).__name__) from error


def _seven_zip(source: Source) -> list[str]:
    py7zr = needs("py7zr", "archives")
    try:
        with py7zr.SevenZipFile(source.path, "r") as archive:
            if archive.needs_password():
                raise Unread(FileProblem.ENCRYPTED, False)
            return [str(name) for name in archive.getnames()[:MEMBERS]]
    except py7zr.exceptions.PasswordRequired as error:
        raise Unread(FileProblem.ENCRYPTED, False) from error
    except py7zr.exceptions.ArchiveError as error:
        raise Unread(FileProblem.DAMAGED, False, type(error).__name__) from error
