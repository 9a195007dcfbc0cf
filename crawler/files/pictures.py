"""Pictures: whether they open, and by OCR what the page they show says."""

from __future__ import annotations

import struct
import warnings

from crawler.files.contents import Contents, Source, Unread, needs
from crawler.files.ocr import read_pictures
from records.files import FileProblem

_BOMB = 4


def read_picture(source: Source) -> Contents:
    """Open a picture to its last row. Raises `Unread` for one that is damaged or would unpack to too much."""
    contents = Contents(problems=[FileProblem.SCAN], text_layer=False)
    try:
        image = needs("PIL.Image", "ocr")
    except Unread as missing:
        contents.opens, contents.detail = None, missing.detail
        contents.problems.append(missing.problem)
        return contents
    image.MAX_IMAGE_PIXELS = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = image.open(source.path)
        except (OSError, ValueError, SyntaxError, TypeError, struct.error, EOFError, OverflowError) as error:
            raise Unread(FileProblem.DAMAGED, False, type(error).__name__) from error
        pixels = picture.width * picture.height
        if pixels > source.limits.pixels:
            if pixels > _BOMB * source.limits.pixels:
                raise Unread(FileProblem.BOMB, None)
            contents.problems.append(FileProblem.TOO_LARGE)
            return contents
        if picture.format == "TIFF":
            contents.pages = min(getattr(picture, "n_frames", 1), source.limits.pages)
        try:
            picture.load()
        except (
            OSError,
            ValueError,
            SyntaxError,
            TypeError,
            struct.error,
            EOFError,
            OverflowError,
            IndexError,
        ) as error:
            if "truncated" not in str(error):
                raise Unread(FileProblem.DAMAGED, False, type(error).__name__) from error
            # A browser shows what there is of a picture.
            contents.problems.insert(0, FileProblem.TRUNCATED)
            return contents
        if source.ocr:
            frames = min(contents.pages or 1, source.limits.ocr_pages)
            read_pictures(source, contents, (_frame(picture, number) for number in range(frames)))
    return contents


def _frame(picture: object, number: int) -> object:
    if number:
        picture.seek(number)  # type: ignore[attr-defined]
    return picture.copy()  # type: ignore[attr-defined]
