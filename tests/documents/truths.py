"""The truth about the zoo as data, and the zoo read by the reader of files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from config.loader import load_vocabulary
from crawler.files.limits import Limits
from crawler.files.reader import FileReader, FileRequest
from records.files import FileRead
from records.school import Level, School
from records.vocabulary import Vocabulary

Truth = Mapping[str, Any]
SCHOOL = School(
    code="hoa-sen", name="Trường Tiểu học Hoa Sen", levels=(Level.TH,), portal="http://thhoasen.tanan.edu.vn"
)
# Less processor time than in the field, so that what hangs does not hold up the tests; more patience with the machine.
LIMITS = Limits(cpu_seconds=5, wall_seconds=180, ocr_seconds=600, start_seconds=120)


@lru_cache(maxsize=1)
def load_truths() -> Mapping[str, Truth]:
    """File name -> what is so."""
    truths: dict[str, Truth] = YAML(typ="safe").load((Path(__file__).parent / "truth.yaml").read_text("utf-8"))
    return truths


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return load_vocabulary()


def request(folder: Path, name: str, truth: Truth, ocr: bool = False) -> FileRequest:
    """What the crawler would ask: the temporary file has no telling name, the address has."""
    return FileRequest(folder / name, f"{SCHOOL.portal}/tep/{name}", truth.get("declared", ""), ocr=ocr)


def read_all(folder: Path, truths: Mapping[str, Truth], ocr: bool = False) -> dict[str, FileRead]:
    """Read files of the zoo by one reader."""
    with FileReader(LIMITS) as reader:
        return {name: reader.read(request(folder, name, truth, ocr)) for name, truth in truths.items()}
