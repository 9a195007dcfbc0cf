"""What documents cost: ``python -m benchmarks.documents``.

The portals of `tests/portals/documents` are visited cold, then warm, then deeply once more with nothing changed:
requests and files asked for, files parsed, bytes, seconds of the clock a school. Then the zoo of files is read, by
kind: processor seconds a file, the start of the child left out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from checks.judge import window_of
from config.loader import load_rubric, load_vocabulary
from crawler.files.reader import FileReader, FileRequest
from crawler.order import BatchOrder, Budget, Politeness
from records.facts import DocumentSeen, Visit
from tests.documents.zoo import build
from tests.portals.documents import Served, start_document_portals
from tests.portals.documents.truths import load_truths
from tests.portals.visiting import as_mapping, as_school, run_order

PACK, YEAR = "tdm-2021-2022", "2021-2022"


def main() -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="kiemcong-documents-") as folder:
        with start_document_portals(Path(folder) / "files") as served:
            _visits(served, Path(folder))
        zoo = build(Path(folder) / "zoo")
        _kinds(sorted(file for file in zoo.iterdir() if file.is_file()))
    return 0


def _visits(served: Served, folder: Path) -> None:
    truths = [truth for truth in load_truths().values() if (truth.pack, truth.first_year) == (PACK, YEAR)]
    order = BatchOrder(
        schools=tuple(as_school(one.code, one.name, one.level, f"http://{one.host}/", None) for one in truths),
        window=window_of(load_rubric(PACK), YEAR),
        school_year=YEAR,
        vocabulary=load_vocabulary(),
        archive=folder / "night" / "archive",
        user_agent="KiemCong/benchmark (+mailto:test@kiemcong.example)",
        budget=Budget(timeout_seconds=2.0),
        politeness=Politeness(host_delay=0.0, platform_delay=0.0, platform_at_once=16, retry_after_longest=2.0),
        mappings=tuple(as_mapping(host, target) for host, target in served.mappings.items()),
        allow_private=True,
    )
    print(f"{len(order.schools)} schools        requests  files asked for  files parsed  MB a school  seconds a school")
    visits: dict[str, Visit] = {}
    for name, deep in (("cold", False), ("warm, unchanged", False), ("deep, unchanged", True)):
        reads = folder / f"reads-{name[:4]}"
        reads.mkdir()
        bases = {code: visit.id for code, visit in visits.items()}
        codes = frozenset(bases) if deep else frozenset()
        began = time.perf_counter()
        visits = run_order(order.model_copy(update={"reads": reads, "bases": bases, "deep": codes}), 900.0)
        seconds = time.perf_counter() - began
        _print(name, list(visits.values()), len(list(reads.iterdir())), seconds)


def _print(name: str, visits: list[Visit], parsed: int, seconds: float) -> None:
    asked = [
        sum(isinstance(fact, DocumentSeen) and bool(fact.sha256) and not fact.carried_from for fact in visit.facts)
        for visit in visits
    ]
    requests = statistics.median(visit.requests for visit in visits)
    size = sum(visit.bytes for visit in visits) / len(visits) / 1e6
    print(
        f"{name:18} {requests:8.0f} (median) {sum(asked) / len(visits):9.1f} {parsed / len(visits):13.1f} {size:12.2f} "
        f"{seconds / len(visits):12.2f}"
    )


def _kinds(files: list[Path]) -> None:
    print("\nprocessor seconds a file, by kind")
    with FileReader() as reader:
        for file in files:
            reader.read(FileRequest(file, url=f"http://portal.test/{file.name}", ocr=True))
        for (kind, ocr), (count, seconds) in sorted(reader.spent.items()):
            print(f"  {kind.value:8} {'by OCR' if ocr else '':7} {count:4} files  {seconds / count:6.2f} s")


if __name__ == "__main__":
    sys.exit(main())
