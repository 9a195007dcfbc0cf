"""Addresses that show a file instead of being it: viewers, sharing services, short links."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

_VIEWER = re.compile(
    r"(?:docs\.google\.com/(?:viewer|viewerng/viewer|gview)|view\.officeapps\.live\.com/op/\w+\.aspx)\?"
    r"|/[\w./-]*viewer[\w./-]*\.(?:html?|php|aspx)\?",
    re.I,
)
_VIEWED = ("url", "src", "file", "document")
_DRIVE_FILE = re.compile(r"^/(?:a/[^/]+/)?(?:file|u/\d+/file|file/u/\d+)/d/([\w-]{10,})")
_DOCS_FILE = re.compile(r"^/(?:a/[^/]+/)?(document|spreadsheets|presentation)/(?:u/\d+/)?d/(?!e/)([\w-]{10,})")
_EXPORTS = {"document": "export?format=docx", "spreadsheets": "export?format=xlsx", "presentation": "export/pptx"}
_DRIVE = re.compile(r"^(?:drive|docs)\.google\.com$")
_FOLDER = re.compile(
    r"^(?:drive\.google\.com/(?:drive/(?:\w+/)*?folders/|(?:embedded)?folderview)"
    r"|(?:www\.)?dropbox\.com/(?:sh|scl/fo)/|1drv\.ms/f/)"
)
_DOCS = re.compile(r"^docs\.google\.com$")
_SHORT = re.compile(
    r"^(?:bit\.ly|tinyurl\.com|goo\.gl|cutt\.ly|rb\.gy|is\.gd|v\.gd|ow\.ly|t\.ly|shorturl\.at|by\.com\.vn|s\.net\.vn"
    r"|urlvn\.net|buly\.kr|me-qr\.com)$"
)


def unwrapped(href: str) -> str:
    """The document behind a viewer's address (Google, Office online, pdf.js), or `href` itself."""
    if not _VIEWER.search(href):
        return href
    try:
        query = parse_qs(urlsplit(href).query)
    except ValueError:
        return href
    return next((value[0] for name in _VIEWED if (value := query.get(name))), href)


def is_short_link(url: str) -> bool:
    """Tell whether an address is one of a service that only leads on to another."""
    return bool(_SHORT.match(_host(url)))


def is_shared_folder(url: str) -> bool:
    """Tell whether an address is a folder of a sharing service: what lies in it only its script lists."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(_FOLDER.match(f"{_host(url)}{parts.path}"))


def download_address(url: str) -> str:
    """Where a sharing service hands over the file that `url` shows, without an account; else `url` itself.

    A permission asked for there is the file's own: what a visitor without an account cannot have is not public.
    """
    host = _host(url)
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if _DOCS.match(host) and (match := _DOCS_FILE.match(parts.path)):
        path, _, asked = _EXPORTS[match[1]].partition("?")
        return parts._replace(path=f"/{match[1]}/d/{match[2]}/{path}", query=asked, fragment="").geturl()
    if _DRIVE.match(host):
        match = _DRIVE_FILE.match(parts.path)
        number = match[1] if match else query.get("id", "") if parts.path in ("/open", "/uc") else ""
        if number:
            asked = urlencode({"export": "download", "id": number})
            return parts._replace(netloc=_on_drive(parts.netloc), path="/uc", query=asked, fragment="").geturl()
    if host == "dropbox.com" or host.endswith(".dropbox.com"):
        return parts._replace(query=urlencode({**query, "dl": "1"})).geturl()
    if host.endswith(".sharepoint.com"):
        return parts._replace(query=urlencode({**query, "download": "1"})).geturl()
    if host == "onedrive.live.com" and parts.path.strip("/").lower() in ("redir", "view", "embed", "view.aspx", ""):
        return parts._replace(path="/download").geturl() if query.get("resid") or query.get("id") else url
    return url


def name_in_disposition(value: str) -> str:
    """The file's name in a Content-Disposition, whatever way it was written in (RFC 6266, RFC 2231, plain bytes)."""
    if match := re.search(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;]+)", value, re.I):
        try:
            return unquote(match[2].strip().strip('"'), encoding=match[1] or "utf-8", errors="replace")[:200]
        except LookupError:
            return unquote(match[2].strip())[:200]
    match = re.search(r'filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;]+))', value, re.I)
    if match is None:
        return ""
    name = (match[1] or match[2] or "").strip().replace('\\"', '"')
    with suppress(UnicodeError):
        # Headers are read as Latin-1; what most servers send there is UTF-8.
        name = name.encode("latin-1").decode("utf-8")
    return unquote(name)[:200]


def _on_drive(netloc: str) -> str:
    return re.sub(r"^docs\.", "drive.", netloc)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
