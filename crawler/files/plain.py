"""Files that are text: TXT and CSV in whatever encoding, RTF, and a web page that pretends to be a file."""

from __future__ import annotations

import codecs
import re

from crawler.files.contents import Contents, Source
from reading.legacy_fonts import best_reading
from records.files import ActiveContent, FileProblem

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MOST = 4_000_000
_OBJECT = re.compile(rb"\\obj(?:emb|link|data)\b")


def read_text(source: Source) -> Contents:
    """A text file, decoded by its mark, as UTF-8, or as the old encoding in which it reads like Vietnamese."""
    with source.path.open("rb") as file:
        content = file.read(_MOST)
    text = decode(content)[: source.limits.text]
    contents = Contents(text=text)
    if not text.strip():
        contents.problems.append(FileProblem.NO_TEXT)
    return contents


def decode(content: bytes) -> str:
    """Bytes as text. Old encodings are told apart by which of them gives Vietnamese syllables."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if b"\x00" in content[:4_096]:
        return content.decode(
            "utf-16-le" if content[1:4_096:2].count(0) >= content[0:4_096:2].count(0) else "utf-16-be", "replace"
        )
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        # Fonts of before Unicode (TCVN3, VNI) have Latin-1's places; what they mean is found later, for every format.
        return best_reading((content.decode("cp1258", "replace"), content.decode("cp1252", "replace")))


def read_rtf(source: Source) -> Contents:
    """The text of an RTF file; cells of a row parted by tabs."""
    from striprtf.striprtf import rtf_to_text

    content = source.path.read_bytes()
    contents = Contents()
    if _OBJECT.search(content):
        contents.active.add(ActiveContent.EMBEDDED_FILES)
    if not content.rstrip(b"\x00 \r\n\t").endswith(b"}"):
        contents.problems.append(FileProblem.TRUNCATED)
    text = str(rtf_to_text(content.decode("latin-1"), encoding="cp1258", errors="replace"))  # type: ignore[no-untyped-call]
    contents.text = text.replace("|", "\t")[: source.limits.text]
    if not contents.text.strip():
        contents.problems.append(FileProblem.SCAN if b"\\pict" in content else FileProblem.NO_TEXT)
    return contents


def read_html(source: Source) -> Contents:
    """A web page where a file was expected: its words, for the caller to see whether it is an error or a login page."""
    from lxml import etree

    with source.path.open("rb") as file:
        content = file.read(_MOST)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    tree = etree.fromstring(content, parser)
    contents = Contents(opens=None, problems=[FileProblem.HTML_INSTEAD])
    if tree is not None:
        etree.strip_elements(tree, "script", "style", with_tail=False)
        lines = (" ".join(str(piece).split()) for piece in tree.itertext())
        contents.text = "\n".join(line for line in lines if line)[: source.limits.text]
    return contents
