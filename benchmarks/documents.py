"""What reading a file costs, by kind: ``python -m benchmarks.documents [FOLDER]``.

FOLDER is the zoo (``python -m tests.documents.zoo FOLDER``); without it the zoo is built first. Each kind is read by a
process of its own, so that processor time and peak memory are those of its children alone; what a child costs before
its first file is measured by itself and taken off.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.files.reader import FileReader, FileRequest
from tests.documents import zoo

_KINDS: tuple[tuple[str, str, bool, int], ...] = (
    ("PDF with text, LibreOffice", "bm05.pdf", False, 30),
    ("PDF with text, WeasyPrint", "bm06.pdf", False, 30),
    ("PDF of 5,000 pages", "nam-nghin-trang.pdf", False, 10),
    ("PDF, a scan, not read", "quet.pdf", False, 30),
    ("PDF, a scan, by OCR", "quet.pdf", True, 4),
    ("PDF, a turned scan, by OCR", "quet-xoay.pdf", True, 3),
    ("photo of a page, by OCR", "chup.jpg", True, 4),
    ("picture, not read", "quet.jpg", False, 20),
    ("DOCX", "bm05.docx", False, 30),
    ("DOC", "bm08.doc", False, 30),
    ("RTF", "bm08.rtf", False, 30),
    ("ODT", "bm05.odt", False, 30),
    ("XLSX", "du-toan.xlsx", False, 30),
    ("XLS", "du-toan.xls", False, 30),
    ("ODS", "du-toan.ods", False, 30),
    ("PPTX", "ke-hoach.pptx", False, 30),
    ("TXT, Windows-1258", "thong-bao-1258.txt", False, 30),
    ("ZIP, listed", "ho-so.zip", False, 30),
    ("7z, listed", "ho-so.7z", False, 20),
)


def measured(file: Path, ocr: bool, times: int) -> tuple[float, float, float]:
    """(processor seconds and wall seconds of all children, peak resident memory of one in MB); run in a new process."""
    began = time.monotonic()
    with FileReader() as reader:
        for _ in range(times):
            reader.known.clear()
            reader._seen.clear()
            reader.read(FileRequest(file, ocr=ocr))
        peak = max((_peak(child.pid) for child in reader._children.values()), default=0.0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ocr:
        # Tesseract is the larger of the two, and larger than this process, whose size a fork lends to the count.
        peak = max(peak, used.ru_maxrss / 1024)
    return used.ru_utime + used.ru_stime, time.monotonic() - began, peak


def _peak(pid: int) -> float:
    """The most resident memory a living process has had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def alone(file: Path, ocr: bool, times: int) -> tuple[float, float, float]:
    """`measured` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.documents", "--one", str(file), str(int(ocr)), str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cpu, wall, memory = map(float, done.stdout.split())
    return cpu, wall, memory


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--one"]:
        print(*measured(Path(sys.argv[2]), sys.argv[3] == "1", int(sys.argv[4])))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else zoo.build(Path(temporary))
        tiny = Path(temporary) / "tiny.txt"
        tiny.write_text("a", "utf-8")
        start, _, memory = alone(tiny, False, 1)
        print(f"{'a child, before its first file':34} {start:8.3f} CPU s {'':16} {memory:6.0f} MB at most")
        for name, file, ocr, times in _KINDS:
            cpu, wall, memory = alone(folder / file, ocr, times)
            # OCR has a second child.
            each = max(0.0, cpu - start * (2 if ocr else 1)) / times
            print(f"{name:34} {each:8.3f} CPU s {wall / times:8.3f} wall s {memory:6.0f} MB at most")


if __name__ == "__main__":
    main()
