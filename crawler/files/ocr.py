"""Pages that are pictures, read by Tesseract with Vietnamese data. Without either, the file stays a scan, not read."""

from __future__ import annotations

import functools
import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from typing import Any

from crawler.files.contents import Contents, Source, Unread, needs
from reading.syllables import syllable_share
from records.files import FileProblem

LANGUAGE = "vie"
_GOOD = 0.72
_READABLE = 0.45
_FEW_WORDS = 6
_SIDE = 2_600
_TRIAL_SIDE = 1_100
_PACKAGES = "tesseract-ocr, tesseract-ocr-vie"


def read_pictures(source: Source, contents: Contents, pictures: Iterable[Any]) -> None:
    """Read Pillow pictures of pages into `contents`; where nothing can be read, its problems stay and say why."""
    program = _tesseract()
    if program is None:
        contents.problems.append(FileProblem.READER_MISSING)
        contents.detail = _PACKAGES
        return
    ends = time.monotonic() + source.limits.ocr_seconds * 0.9
    pieces: list[str] = []
    try:
        pieces.extend(_page_text(program, prepared(one), ends) for one in pictures if time.monotonic() < ends)
    except Unread as missing:
        contents.problems.append(missing.problem)
        contents.detail = missing.detail
        return
    text = "\n".join(pieces)
    share, words = syllable_share(text)
    if words < _FEW_WORDS or share < _READABLE:
        return
    contents.text, contents.end, contents.ocr = text, "", True
    for problem in (FileProblem.SCAN, FileProblem.GARBLED_TEXT):
        if problem in contents.problems:
            contents.problems.remove(problem)


def read_embedded(source: Source, contents: Contents, pictures: list[bytes]) -> Contents:
    """A document that is nothing but pictures: a scan, read when OCR was asked for."""
    contents.problems.append(FileProblem.SCAN)
    contents.text_layer = False
    if source.ocr:
        try:
            image = needs("PIL.Image", "ocr")
        except Unread as missing:
            contents.problems.append(missing.problem)
            contents.detail = missing.detail
            return contents
        image.MAX_IMAGE_PIXELS = source.limits.pixels
        opened = []
        for picture in pictures:
            try:
                opened.append(image.open(io.BytesIO(picture)))
            except (OSError, ValueError, image.DecompressionBombError):
                continue
        read_pictures(source, contents, opened)
    return contents


def prepared(picture: Any) -> Any:
    """A page made ready: upright by its own word, grey through the red of it (a red stamp turns white), evenly lit."""
    operations = needs("PIL.ImageOps", "ocr")
    filters = needs("PIL.ImageFilter", "ocr")
    channels = needs("PIL.ImageChops", "ocr")
    picture = operations.exif_transpose(picture)
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("L" if picture.mode in ("1", "I", "I;16", "F", "LA") else "RGB")
    longest = max(picture.size)
    if longest > _SIDE:
        scale = _SIDE / longest
        picture = picture.resize((max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))
    grey = picture.getchannel("R") if picture.mode == "RGB" else picture
    # What lies in shadow is held against the paper around it, which a wide blur of the brightest gives.
    paper = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)))
    paper = paper.filter(filters.MaxFilter(5)).filter(filters.GaussianBlur(6)).resize(grey.size)
    return operations.autocontrast(channels.subtract(grey, paper, 1, 255), cutoff=(1, 0))


def _page_text(program: str, page: Any, ends: float) -> str:
    """The text of a page; one that gives no words is tried in the other directions, small, and read the best way up."""
    text = _run(program, page, ends)
    share, words = syllable_share(text)
    if (share >= _GOOD and words >= _FEW_WORDS) or (words == 0 and not _has_ink(page)):
        return text
    small = page.copy()
    small.thumbnail((_TRIAL_SIDE, _TRIAL_SIDE))
    best = (_worth(text), 0, text)
    for degrees in (90, 270, 180):
        tried = _run(program, small.rotate(degrees, expand=True), ends)
        best = max(best, (_worth(tried), degrees, ""), key=lambda one: one[0])
    return best[2] or _run(program, page.rotate(best[1], expand=True), ends)


def _worth(text: str) -> float:
    share, words = syllable_share(text)
    return share * min(words, 60)


def _has_ink(page: Any) -> bool:
    dark = sum(page.histogram()[:128])
    return bool(dark > page.width * page.height / 2_000)


def _run(program: str, page: Any, ends: float) -> str:
    left = (ends - time.monotonic()) / 2
    if left <= 1:
        return ""
    file = io.BytesIO()
    page.save(file, format="BMP")
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "--dpi", "220"]
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system by its path, no shell
            command,
            input=file.getvalue(),
            capture_output=True,
            timeout=left,
            check=False,
            env={"OMP_THREAD_LIMIT": "1", "PATH": os.defpath, **_data_folder()},
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout[:400_000].decode("utf-8", "replace")


def _data_folder() -> dict[str, str]:
    folder = os.environ.get("TESSDATA_PREFIX")
    return {"TESSDATA_PREFIX": folder} if folder else {}


@functools.cache
def _tesseract() -> str | None:
    """The program, when it is there and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(  # noqa: S603 - a program of the system by its path, no shell
            [program, "--list-langs"],
            capture_output=True,
            timeout=20,
            check=False,
            env={"PATH": os.defpath, **_data_folder()},
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return program if LANGUAGE in listed.stdout.decode("utf-8", "replace").split() else None
