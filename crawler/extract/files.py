"""Which links lead to files: by an address's ending, host or download word, or by what the link shows."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import SplitResult, urlsplit

from crawler.extract.nodes import class_words
from crawler.extract.page import Link
from reading.fold import plain

FILE_TYPES = frozenset(
    {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "zip", "rar", "7z", "csv"}
)
PICTURE_TYPES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp"})
MEDIA_TYPES = frozenset(
    {"mp4", "mp3", "m4a", "m4v", "avi", "mov", "wmv", "flv", "mkv", "webm", "wav", "mpg", "mpeg", "3gp"}
)
_FILE_HOSTS = re.compile(
    r"^(?:drive|docs)\.google\.com$|(?:^|\.)(?:1drv\.ms|onedrive\.live\.com|sharepoint\.com|dropbox\.com)$"
)
_FILE_WORDS = r"(?:download|downloadfile|dl|attachment|getfile|file_?id|tai-?ve|tai-(?:file|tep|xuong))"
_FILE_QUERY = re.compile(rf"[?&]{_FILE_WORDS}=", re.I)
# "fetch.php?media=tep:quy-che.pdf", "getdoc.aspx?path=/2022/ke-hoach.docx"; "?title=Tập_tin:A.pdf" is a page about one.
_NAMED_IN_QUERY = re.compile(
    rf"[?&](?:media|(?:ten_?)?(?:file|tep)(?:_?(?:name|path|url))?|path|name|document|doc|src|f)=[^&#]*\."
    rf"(?:{'|'.join(sorted(FILE_TYPES))})(?:&|$)",
    re.I,
)
_FILE_SEGMENT = re.compile(rf"^{_FILE_WORDS}$", re.I)
# "/download/33" is a file; "/download/bieu-mau/" is a module's category (NukeViet), "/download" its first page.
_FILE_NUMBER = re.compile(r"^(?:\d+|[0-9a-f]{8,})$", re.I)
_OF_A_LIST = frozenset({"page", "trang", "p", "start", "nv", "op", "language", "lang"})
_SAYS_FILE = re.compile(
    r"^(?:tai (?:ve|xuong|file|tep)|download|(?:file|tep|tap tin)? ?dinh kem|\[?pdf\]?|\[?docx?\]?)\b"
)
_FILE_ICON = re.compile(r"(?:^|[-_])(?:download|pdf|word|excel|paperclip|attachment|taive)(?:$|[-_])", re.I)


def has_file_ending(url: str) -> bool:
    """Tell whether an address is a document's by its ending or its host, whatever else it is called."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path.rsplit(".", 1)[-1].lower() in FILE_TYPES or bool(_FILE_HOSTS.search(parts.hostname or ""))


def is_media(url: str) -> bool:
    """Tell whether an address is a film's or a recording's by its ending: nobody asks for it."""
    return _ending(url) in MEDIA_TYPES


def is_picture(url: str) -> bool:
    """Tell whether an address is a picture's by its ending."""
    return _ending(url) in PICTURE_TYPES


def _ending(url: str) -> str:
    try:
        last = urlsplit(url).path.rsplit("/", 1)[-1]
    except ValueError:
        return ""
    return last.rsplit(".", 1)[-1].lower() if "." in last else ""


def is_file_address(url: str) -> bool:
    """Tell whether an address is a file's by its ending, its download parameter or its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    ending = _ending(url)
    if ending in FILE_TYPES or _NAMED_IN_QUERY.search(f"?{parts.query}"):
        return True
    if ending in ("html", "htm", "php", "aspx") or ending in PICTURE_TYPES or ending in MEDIA_TYPES:
        return bool(ending in ("php", "aspx", "html") and re.search(r"[?&](?:download|dl|attachment)=", url))
    return bool(
        _FILE_HOSTS.search(parts.hostname or "") or _FILE_QUERY.search(f"?{parts.query}") or _names_file_by_path(parts)
    )


def _names_file_by_path(parts: SplitResult) -> bool:
    """A path segment that says download, and behind it what tells one file from another: a number, a token."""
    segments = [segment for segment in parts.path.split("/") if segment]
    at = next((number for number, segment in enumerate(segments) if _FILE_SEGMENT.match(segment)), None)
    if at is None:
        return False
    names = {pair.partition("=")[0].lower() for pair in parts.query.split("&") if pair}
    if names - _OF_A_LIST:
        return True
    if at < len(segments) - 1:
        return bool(_FILE_NUMBER.match(segments[-1]))
    return at >= 2


def is_shown_as_file(link: Link) -> bool:
    """A link whose words or picture say that a file is behind it, whatever its address: an arrow in the last cell."""
    if _SAYS_FILE.match(plain(link.text)):
        return True
    nodes = (link.node, *islice(link.node.iter("i", "span", "img"), 4))
    return not link.text and any(_FILE_ICON.search(word) for node in nodes for word in class_words(node))
