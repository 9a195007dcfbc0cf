"""Web addresses compared the way people mean them: with or without www, http or https, default ports or none."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_NOISE_PARAMS = re.compile(r"^(?:utm_\w+|fbclid|gclid|zarsrc|mc_[ce]id|_ga|ref|replytocom|amp)$", re.I)
# "sid" is a story's number on some portals: a session's name counts only with a session's value.
_SESSION_PARAM = re.compile(
    r"(?<=[?&;])(?:(?:phpsessid|jsessionid|sessionid|session_id|sessid|aspsessionid\w*|cfid|cftoken)=[^&#]*"
    r"|(?:sid|sess|session|phien)=(?=[^&#]*[a-z])(?:[0-9a-f]{8,}|[a-z0-9]{20,}))(?=[&;#?]|$)[&;]?",
    re.I,
)
_MOBILE = re.compile(r"\?m=[01](?=#|$)")
_INDEX = re.compile(r"/(index\.(?:php|html?)|default\.aspx)$", re.I)
_NO_PLACE = re.compile(r"\s*(?:mailto|tel|sms|javascript|data|zalo|skype|about|blob):", re.I)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*|/\(S\([^)]*\)\)", re.I)


# A page of a front-end that tells its pages apart behind a hash: "#/tin-tuc", "#!/tin-tuc/12".
_ROUTE = re.compile(r"!?/[^#]*[^#/!]")


def route_of(url: str) -> str:
    """The route that an address names behind its hash; empty where what stands there is a place on a page."""
    _, _, fragment = url.partition("#")
    return fragment if fragment and _ROUTE.match(fragment) else ""


def site_of(url: str) -> str:
    """Return the site an address belongs to: host without ``www.``, with its port where it is not the default one."""
    if _NO_PLACE.match(url):
        return ""
    try:
        parts = urlsplit(url if "//" in url else "//" + url)
        host = (parts.hostname or "").rstrip(".").lower().removeprefix("www.")
        port = parts.port
    except ValueError:
        return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    if port is None or (parts.scheme in ("http", "") and port == 80) or (parts.scheme == "https" and port == 443):
        return host
    return f"{host}:{port}"


def without_session(url: str) -> str:
    """Drop from an address what changes nothing of where it leads: a session's number, the mark of a telephone's menu
    (``?m=1``, where nothing else is asked for)."""
    if ";" not in url and "(" not in url and "=" not in url:
        return url
    url = _MOBILE.sub("", url)
    return _SESSION_PARAM.sub("", _SESSION_PATH.sub("", url)).rstrip("?&;")


@lru_cache(maxsize=16_384)
def same_address(url: str) -> str:
    """Return a key that is equal for addresses of the same page: scheme, www, a place on the page, trailing slash,
    session and tracking parameters do not matter, the order of the others neither. A route behind a hash does."""
    try:
        parts = urlsplit(without_session(url if "//" in url or _NO_PLACE.match(url) else "//" + url))
    except ValueError:
        return url
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _NOISE_PARAMS.match(name)
    ]
    path = re.sub(r"/{2,}", "/", unquote(parts.path)).rstrip("/")
    while match := _INDEX.search(path):
        # With parameters, "index.php" and "default.aspx" are the page itself.
        if query and match[1].lower() in ("index.php", "default.aspx"):
            break
        path = path[: match.start()].rstrip("/")
    route = route_of(url).strip("!/")
    route = f"/{route}" if route else ""
    return urlunsplit(("", site_of(url), path, urlencode(sorted(query)), route)).removeprefix("//")


def within(url: str, site: str, scope: str = "/") -> bool:
    """Tell whether `url` lies on `site` below the path `scope`."""
    if not site or site_of(url) != site:
        return False
    if scope in ("", "/"):
        return True
    path = urlsplit(url).path
    return path == scope.rstrip("/") or path.startswith(scope.rstrip("/") + "/")
