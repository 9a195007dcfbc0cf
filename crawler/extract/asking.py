"""How an interface is asked for more: the request a page made, taken apart, and what changes from page to page.

Learnt from two requests of one page where there are two; from one, by the names that vendors use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from crawler.browser.rendered import Call
from crawler.extract.answers import Scalar, Way, scalars_of

_PAGE = re.compile(
    r"(?:cur(?:rent)?_?)?(?:page|trang)(?:_?(?:index|number|num|no|hien_?tai|so))?|p|pg|pi|so_?trang|paged|pageid", re.I
)
_OFFSET = re.compile(
    r"\$?(?:offset|start|skip|from|begin|bat_?dau|vi_?tri|start_?(?:index|row|at)|first_?result)", re.I
)
_CURSOR = re.compile(
    r"(?:(?:next|end|page|start)_?)?(?:cursor|token|after|continuation|max_?id|last_?(?:id|key))", re.I
)
_NEXT = re.compile(r"next(?:_?(?:page|link|url|href))*|@odata\.nextlink|odata\.nextlink|tiep_?theo|trang_?sau", re.I)
_MORE = re.compile(r"(?:has|is|con)_?(?:more|next|nua|tiep)(?:_?page)?|more|hasnextpage|con_?tiep", re.I)
_TOTAL = re.compile(
    r"tong(?:_?(?:so|cong))?(?:_?(?:ban_?ghi|bai|bai_?viet|tin|dong))?|(?:items?|rows?)_?count"
    r"|(?:total|count|records?)(?:_?(?:count|records?|rows?|items?|elements?|filtered|total|results?|posts?|found|hits"
    r"|articles?|data|all))?|(?:num|so)_?(?:records?|rows?|items?|results?|posts?|ban_?ghi|bai(?:_?viet)?|tin)",
    re.I,
)
_NO_TOTAL = re.compile(r"page|trang|size|limit|per|index|current|day|views?|luot|ms|time|status|code", re.I)
_LARGEST_STEP = 5_000
_CLOCK = 100_000_000
_NONCE = 16
_PATH = "p:"
_QUERY = "q:"
_FORM = "f:"
_JSON = "j:"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to an interface."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def key(self) -> tuple[str, str, bytes]:
        """What makes two requests the same."""
        return self.method, self.url, self.body


@dataclass(frozen=True, slots=True)
class Turn:
    """What changes from one request to the next: numbers by their steps, values that stand in the last answer (by the
    way to them), or the whole address (`address`, the way to it in the answer)."""

    steps: Mapping[str, int] = field(default_factory=dict)
    carried: Mapping[str, Way] = field(default_factory=dict)
    address: Way = ()


def same_interface(first: Call, second: Call) -> bool:
    """Tell whether two calls ask the same interface, perhaps for another page."""
    one, other = urlsplit(first.url), urlsplit(second.url)
    if (first.method, one.netloc) != (second.method, other.netloc):
        return False
    parts, others = one.path.split("/"), other.path.split("/")
    return len(parts) == len(others) and all(
        a == b or (a.isdigit() and b.isdigit()) for a, b in zip(parts, others, strict=True)
    )


def parameters_of(call: Call) -> dict[str, Scalar]:
    """Everything a call says, by where it says it: numbers of its path, its query, its form, its JSON."""
    parts = urlsplit(call.url)
    found: dict[str, Scalar] = {
        f"{_PATH}{index}": int(part)
        for index, part in enumerate(parts.path.split("/"))
        if part.isdigit() and len(part) < 9
    }
    found |= {f"{_QUERY}{name}": _number(value) for name, value in parse_qsl(parts.query, keep_blank_values=True)[:60]}
    if call.post:
        posted = _posted_json(call)
        if posted is not None:
            found |= {f"{_JSON}{name}": value for name, value in _leaves(posted, "")[:60]}
        else:
            pairs = parse_qsl(call.post, keep_blank_values=True)[:60]
            found |= {f"{_FORM}{name}": _number(value) for name, value in pairs}
    return found


def learn_turn(calls: Sequence[Call], rows: int) -> Turn | None:
    """How the list that `calls` (of one interface, oldest first) brought goes on; None where nothing tells.

    `rows` is the number of things that one answer holds.
    """
    for first, second in pairwise(calls):
        turn = _between(first, second)
        if turn is not None:
            return _by_single_pages(turn, second, rows)
    return _by_names(calls[-1], rows)


def goes_on_from(first: Call, second: Call) -> bool:
    """Tell whether the second call asks for more of the list that the first one asked for, and for nothing else."""
    turn = _between(first, second)
    if turn is None:
        return False
    before, after = parameters_of(first), parameters_of(second)
    return all(
        name in turn.steps or name in turn.carried or _is_nonce(value)
        for name, value in after.items()
        if value != before.get(name)
    )


def same_request(ask: Ask, call: Call) -> bool:
    """Tell whether a request is one that was made already, however it is written."""
    return (
        ask.method == call.method
        and parameters_of(as_call(ask, b"", "")) == parameters_of(call)
        and (ask.url.partition("?")[0] == call.url.partition("?")[0])
    )


def following(call: Call, turn: Turn) -> Ask | None:
    """The request after `call`; None where its answer says that nothing follows."""
    values = scalars_of(call.body)
    if any(_MORE.fullmatch(_last(at)) and value is False for at, value in values.items()):
        return None
    if turn.address:
        address = values.get(turn.address)
        if not isinstance(address, str) or not address.strip():
            return None
        return Ask(urljoin(call.url, address), call.method, call.headers, (call.post or "").encode())
    changes: dict[str, Scalar] = {}
    known = parameters_of(call)
    for name, step in turn.steps.items():
        value = known.get(name)
        changes[name] = (value if isinstance(value, int) else 0) + step
    for name, way in turn.carried.items():
        value = values.get(way)
        if value in (None, "", False, 0):
            return None
        changes[name] = value
    return _with(call, changes) if changes else None


def as_call(ask: Ask, body: bytes, content_type: str) -> Call:
    """A request of ours and its answer, as if a page had made it: the next one follows from it."""
    post = ask.body.decode("utf-8", "replace") if ask.body else None
    return Call(ask.method, ask.url, dict(ask.headers), post, 200, content_type, body, whole=True)


def claims_of(call: Call, headers: Mapping[str, str] | None = None) -> list[int]:
    """How many things there are in all, as the answer claims it; several where it says several numbers."""
    found: list[int] = []
    for at, value in scalars_of(call.body).items():
        name = _last(at)
        number = _number(value) if isinstance(value, str) else value
        is_count = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1_000_000
        if is_count and isinstance(number, int) and _TOTAL.fullmatch(name) and not _NO_TOTAL.search(name):
            found.append(number)
    for name, text in (headers or {}).items():
        if re.fullmatch(r"x-(?:total(?:-count)?|wp-total|count)", name) and text.isdigit():
            found.append(int(text))
        elif name == "content-range" and (match := re.search(r"/(\d+)$", text)):
            found.append(int(match[1]))
    return found


def _by_single_pages(turn: Turn, call: Call, rows: int) -> Turn:
    """The turn to the very next page: a list that was scrolled through may have left out what stood between."""
    known = parameters_of(call)
    asked_for = {value for name, value in known.items() if name not in turn.steps and isinstance(value, int)}
    steps: dict[str, int] = {}
    for name, step in turn.steps.items():
        steps[name] = rows if rows > 1 and step > rows and step % rows == 0 and step not in asked_for else step
    return Turn(steps, turn.carried, turn.address)


def _between(first: Call, second: Call) -> Turn | None:
    before, after = parameters_of(first), parameters_of(second)
    steps: dict[str, int] = {}
    carried: dict[str, Way] = {}
    values = scalars_of(first.body)
    for name, value in after.items():
        old = before.get(name)
        if value == old:
            continue
        way = next(
            (at for at, told in values.items() if told not in (None, "", True, False) and str(told) == str(value)), None
        )
        is_count = isinstance(value, int) and (old is None or isinstance(old, int)) and abs(value) < _CLOCK
        step = value - (old if isinstance(old, int) else 0) if is_count and isinstance(value, int) else 0
        if way is not None and not (0 < step <= _LARGEST_STEP and _is_counter(name)):
            carried[name] = way
        elif 0 < step <= _LARGEST_STEP:
            steps[name] = step
        elif is_count or len(str(value)) > 200:
            return None
    if not steps and not carried:
        return None
    return Turn(steps=steps, carried=carried)


def _is_nonce(value: Scalar) -> bool:
    """A clock, or what a script draws by chance so that no answer is kept."""
    return (isinstance(value, int) and value >= _CLOCK) or (isinstance(value, str) and len(value) >= _NONCE)


def _is_counter(name: str) -> bool:
    return bool(_PAGE.fullmatch(_last_of(name)) or _OFFSET.fullmatch(_last_of(name)))


def _by_names(call: Call, rows: int) -> Turn | None:
    values = scalars_of(call.body)
    known = parameters_of(call)
    for at, value in values.items():
        if isinstance(value, str) and _is_address(value) and (_NEXT.fullmatch(_last(at)) or at[-2:] in _LINKS_NEXT):
            return Turn(address=at)
    cursors = [at for at, value in values.items() if _CURSOR.fullmatch(_last(at)) and isinstance(value, str | int)]
    for name in known:
        if _CURSOR.fullmatch(_last_of(name)) and cursors:
            return Turn(carried={name: cursors[0]})
    for name, value in known.items():
        if isinstance(value, int) and _PAGE.fullmatch(_last_of(name)) and not isinstance(value, bool) and value < 1_000:
            return Turn(steps={name: 1})
    for name, value in known.items():
        if isinstance(value, int) and _OFFSET.fullmatch(_last_of(name)) and rows:
            return Turn(steps={name: rows})
    return None


_LINKS_NEXT = (("links", "next"), ("next", "href"), ("_links", "next"))


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "/", "?")) and len(text) < 2_000 and " " not in text


def _with(call: Call, changes: Mapping[str, Scalar]) -> Ask:
    parts = urlsplit(call.url)
    path = parts.path.split("/")
    query = parse_qsl(parts.query, keep_blank_values=True)
    body = call.post or ""
    posted = _posted_json(call)
    for name, value in changes.items():
        kind, key = name[:2], name[2:]
        if kind == _PATH:
            path[int(key)] = str(value)
        elif kind == _QUERY:
            query = _replaced(query, key, str(value))
        elif kind == _JSON and posted is not None:
            _put(posted, key.split("."), value)
        elif kind == _FORM:
            body = urlencode(_replaced(parse_qsl(body, keep_blank_values=True), key, str(value)))
    if posted is not None and any(name.startswith(_JSON) for name in changes):
        body = json.dumps(posted, ensure_ascii=False)
    url = urlunsplit((parts.scheme, parts.netloc, "/".join(path), urlencode(query), ""))
    return Ask(url, call.method, call.headers, body.encode())


def _replaced(pairs: list[tuple[str, str]], key: str, value: str) -> list[tuple[str, str]]:
    if not any(name == key for name, _ in pairs):
        return [*pairs, (key, value)]
    return [(name, value if name == key else old) for name, old in pairs]


def _posted_json(call: Call) -> object:
    text = (call.post or "").strip()
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _leaves(value: object, at: str) -> list[tuple[str, Scalar]]:
    found: list[tuple[str, Scalar]] = []
    if isinstance(value, dict) and at.count(".") < 4:
        for name, below in value.items():
            found += _leaves(below, f"{at}.{name}" if at else str(name))
    elif isinstance(value, str | int | float | bool) or value is None:
        found.append((at, value))
    return found


def _put(value: object, way: list[str], new: Scalar) -> None:
    for step in way[:-1]:
        if not isinstance(value, dict) or step not in value:
            return
        value = value[step]
    if isinstance(value, dict):
        value[way[-1]] = new


def _number(text: str) -> Scalar:
    return int(text) if re.fullmatch(r"\d{1,12}", text) else text


def _last(at: Way) -> str:
    return at[-1] if at else ""


def _last_of(name: str) -> str:
    return unquote(name[2:]).rsplit(".", 1)[-1]
