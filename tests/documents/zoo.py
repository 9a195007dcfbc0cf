"""The zoo: every file the reader of files is tested with, made once a session by the tools that make such files."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.documents import office_files, other_files, pdf_files, picture_files


def build(folder: Path) -> Path:
    """Make all files of the zoo in `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for keeper in (office_files, picture_files, pdf_files, other_files):
        keeper.build(folder)
    return folder


if __name__ == "__main__":
    began = time.monotonic()
    made = build(Path(sys.argv[1]))
    print(f"{sum(file.is_file() for file in made.iterdir())} files in {time.monotonic() - began:.1f} s")
