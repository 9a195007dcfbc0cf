"""The interface behind a page: which call brought the list that the page shows, and what its fields mean.

Nothing is known of any vendor. A page that a browser showed is held beside the answers that its scripts got: the field
whose words stand on the page as titles is the title, the one whose days are printed beside them is the day, what
fills the addresses is the address; and things of the answer that the page does not show are told from those it shows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.browser.rendered import Call
from crawler.extract.answers import Scalar, Table, Way, plain_text, table_at, tables_of
from crawler.extract.asking import goes_on_from, learn_turn, parameters_of, same_interface
from crawler.extract.interface import Interface, day_text, in_address
from crawler.extract.listing import block_dates
from crawler.extract.nodes import text_of
from crawler.extract.page import Page
from reading.dates import read_date, read_machine_date
from reading.fold import fold
from records.facts import DateSource, Place

_SHORTEST = 8
_LONGEST = 400
_FEWEST_SHOWN = 2
_MOST_TEXTS = 4_000
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")
_CUT_LENGTH = 20
_RUN = 5
_SURE = 0.8
_SEVERAL = 0.5
_PUBLISHED = re.compile(
    r"publi|xuat_?ban|phat_?hanh|posted|post_?(?:date|time|at)|ngay_?(?:dang|gui)|thoi_?gian_?(?:dang|gui)|dang_?luc"
    r"|release|display|show_?(?:date|time)|active_?(?:date|time)|start_?(?:date|time)",
    re.I,
)
_CREATED = re.compile(r"creat|tao|nhap|insert|added|input|regis|khoi", re.I)
_CHANGED = re.compile(r"updat|modif|sua|cap_?nhat|chang|edit|last|sync", re.I)
_NO_DAY = re.compile(r"expir|het_?han|end|ket_?thuc|birth|sinh|delet|xoa|view|event|su_?kien|dead", re.I)
_NUMBER_FIELD = re.compile(r"(?:^|\.)_?(?:id|ma|key|guid|uid|uuid|slug|code|object_?id|\w{0,20}_?id)$", re.I)
_STATE = re.compile(
    r"stat(?:us|e)|publish(?:ed)?$|is_?\w+|hien_?thi|trang_?thai|duyet|activ|draft|nhap|delet|xoa|visible|hidden|an$|approv"
    r"|unit|don_?vi|school|truong|site|org|tenant|portal|agency|co_?quan|owner|domain|type|loai|kind|lang|ngon_?ngu",
    re.I,
)
_PUBLIC = re.compile(
    r"^(?:is_?)?(?:stat(?:us|e)|publish(?:ed)?|publi[cs]|hien_?thi|trang_?thai|duyet|da_?duyet|activ\w*|draft|deleted?|xoa"
    r"|da_?xoa|visible|hidden|an|approv\w*|hide|show)$|(?:unit|don_?vi|school|truong|site|tenant|portal|agency|owner)"
    r"(?:_?(?:id|code|ma|name))?$|^ma_?(?:don_?vi|truong)$",
    re.I,
)
_SHORT_STATE = 60
_MOST_STATES = 6
_CATEGORY = re.compile(
    r"(?:categor|chuyen_?muc|danh_?muc|nhom_?tin)\w*(?:\.\d+)?(?:\.(?:name|ten|title|tieu_?de))?$", re.I
)
_SUMMARY = re.compile(
    r"summary|mo_?ta|trich(?:_?yeu)?|tom_?tat|description|sapo|excerpt|lead|intro|noi_?dung_?ngan", re.I
)
_NUMERIC = re.compile(r"(?<!\d)(?:\d{1,2}([/.-])\d{1,2}\1(?:20)\d\d|20\d\d-\d\d-\d\d)(?!\d)")
_DAY_PARTS = (
    re.compile(r"(?:^|\.)(?:day|ngay)$", re.I),
    re.compile(r"(?:^|\.)(?:month|thang)$", re.I),
    re.compile(r"(?:^|\.)(?:year|nam)$", re.I),
)


@dataclass(slots=True)
class _Shown:
    """What a page shows: the elements by their words, words cut short, and where each stands."""

    page: Page
    by_words: dict[str, list[HtmlElement]] = field(default_factory=dict)
    cut: dict[str, HtmlElement] = field(default_factory=dict)

    def node(self, words: str) -> HtmlElement | None:
        key = fold(words)
        if len(key) < _SHORTEST:
            return None
        if nodes := self.by_words.get(key):
            # A title in the page's main part says more than its copy in a menu or a box.
            return min(nodes, key=lambda one: self.page.place_of(one) is not Place.MAIN)
        for length in range(min(len(key), _LONGEST), _CUT_LENGTH, -1):
            if (node := self.cut.get(key[:length].rstrip())) is not None:
                return node
        return None


def learn_interfaces(page: Page, calls: Sequence[Call], *, turned: bool = False) -> list[Interface]:
    """The interfaces of the lists that a page shows, the likeliest list of posts first.

    `turned`: `page` is what was shown when lists had been turned; a list that the server began is found so. One whose
    `unlike` is set keeps things back for no visible reason: it tells no more than that there may be more than is shown.
    """
    answered = [call for call in calls if call.whole and call.status == 200 and call.body]
    told = [call for call in answered if call.turned is turned]
    if not told:
        return []
    shown = _shown(page)
    found: list[Interface] = []
    used: set[int] = set()
    for call in told:
        taken: list[Way] = []
        for table in tables_of(call.body, call.content_type, call.url) if id(call) not in used else ():
            if any(table.at[: len(at)] == at for at in taken):
                continue
            like = [one for one in answered if same_interface(call, one) and id(one) not in used and one is not call]
            chain = _one_list([call, *(one for one in like if one.turned >= turned)], table.at)
            interface = _learn(shown, chain, table, page, turned=turned)
            if interface is not None:
                taken.append(table.at)
                found.append(interface)
                asked = [parameters_of(one) for one in chain]
                used |= {id(one) for one in (*chain[1:], *like) if parameters_of(one) in asked}
    return sorted(found, key=lambda one: (one.unlike, not one.in_main, not one.dated, one.turn is None, -one.shown))


def _learn(shown: _Shown, calls: list[Call], first: Table, page: Page, *, turned: bool) -> Interface | None:
    on_view = [call for call in calls if call.turned is turned]
    tables = [table_at(call.body, call.content_type, call.url, first.at) for call in on_view]
    rows = [row for table in tables if table is not None for row in table.rows]
    title, nodes = _title_field(shown, rows)
    if not title:
        return None
    on_page = [index for index, row in enumerate(rows) if index in nodes]
    turn = learn_turn(calls, len(first.rows))
    only = _only(rows, set(on_page), whole=turn is not None)
    blocks = _blocks(nodes)
    day, source = _date_field(
        rows, {index: _days_beside(block, plain_text(rows[index].get(title))) for index, block in blocks.items()}
    )
    main = sum(page.place_of(node) is Place.MAIN for node in nodes.values())
    names = [name for row in rows[:20] for name in row]
    return Interface(
        page_url=page.url,
        calls=tuple(calls),
        at=first.at,
        title=title,
        key=_key_field(rows),
        date=day,
        date_source=source,
        address=_address(rows, nodes, blocks, page),
        only=only or (),
        states=_states([rows[index] for index in on_page]),
        shown=len(on_page),
        unlike=only is None,
        turn=turn,
        in_main=main >= _SEVERAL * len(nodes),
        dated=bool(day),
        sliced=turn is None and len(rows) > max(on_page) + 1,
        category=next((name for name in names if _CATEGORY.search(name)), ""),
        summary=next((name for name in names if _SUMMARY.search(name) and name != title), ""),
    )


def _one_list(calls: list[Call], at: Way) -> list[Call]:
    """The first call and those that asked for more of its list: others are about another category, year or search."""
    kept = calls[:1]
    for call in calls[1:]:
        if any(parameters_of(call) == parameters_of(one) for one in kept):
            continue
        if goes_on_from(kept[-1], call) and table_at(call.body, call.content_type, call.url, at):
            kept.append(call)
    return kept


def _shown(page: Page) -> _Shown:
    shown = _Shown(page)
    body = page.tree.find("body")
    count = 0
    for node in (
        body.iter("a", "h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "div", "td", "li", "strong", "b")
        if body is not None
        else ()
    ):
        if len(node) > 4 or count > _MOST_TEXTS:
            continue
        text = text_of(node, _LONGEST + 1)
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        count += 1
        if _CUT.search(text):
            key = fold(_CUT.sub("", text))
            if len(key) >= _CUT_LENGTH:
                shown.cut.setdefault(key, node)
        else:
            shown.by_words.setdefault(fold(text), []).append(node)
    for link in page.links:
        # Words that only a picture or a tooltip tells.
        if len(link.text) >= _SHORTEST:
            shown.by_words.setdefault(fold(link.text), []).append(link.node)
    return shown


def _title_field(shown: _Shown, rows: Sequence[Mapping[str, Scalar]]) -> tuple[str, dict[int, HtmlElement]]:
    """The field whose words stand on the page, and the element of each row that does."""
    best: tuple[str, dict[int, HtmlElement]] = ("", {})
    weight = (0, 0)
    for name in dict.fromkeys(name for row in rows[:40] for name in row):
        nodes = {
            index: node for index, row in enumerate(rows) if (node := shown.node(plain_text(row.get(name)))) is not None
        }
        if len(nodes) < min(_FEWEST_SHOWN, len(rows)) or not nodes:
            continue
        words = {fold(plain_text(rows[index].get(name))) for index in nodes}
        if len(words) < _SURE * len(nodes):
            continue
        linked = sum(_link_around(node) is not None for node in nodes.values())
        if (len(nodes), linked) > weight:
            best, weight = (name, nodes), (len(nodes), linked)
    return best


def _only(
    rows: Sequence[Mapping[str, Scalar]], on_page: set[int], *, whole: bool
) -> tuple[tuple[str, frozenset[str]], ...] | None:
    """What tells the rows that the page shows from those it keeps back; None where something must and nothing does.

    `whole`: the page shows all it gets, and asks for more. Without that it may show the first of them only.
    """
    first, last = min(on_page), max(on_page)
    # A virtual list holds only what is in view: a run of its things, of which the first are not the first of all.
    if first > 0 and len(on_page) == last - first + 1 >= _RUN:
        whole = False
    hidden = [
        row for index, row in enumerate(rows) if index not in on_page and first < index and (whole or index < last)
    ]
    ours = [rows[index] for index in sorted(on_page)]
    found: list[tuple[str, frozenset[str]]] = []
    for name in dict.fromkeys(name for row in rows[:40] for name in row):
        values = {str(row.get(name)) for row in rows}
        shown = frozenset(str(row.get(name)) for row in ours)
        if not _STATE.search(name.rsplit(".", 1)[-1]) or len(values) > _MOST_STATES or shown == values:
            continue
        if len(shown) == 1 or (hidden and not any(str(row.get(name)) in shown for row in hidden)):
            found.append((name, shown))
    left = [row for row in hidden if all(str(row.get(name)) in values for name, values in found)]
    return tuple(found) if not left else None


def _states(ours: Sequence[Mapping[str, Scalar]]) -> tuple[tuple[str, str], ...]:
    """The fields of publication and ownership that are the same for all that the page shows, with their value."""
    found = []
    for name in dict.fromkeys(name for row in ours for name in row):
        values = {str(row.get(name)) for row in ours}
        if len(values) == 1 and _PUBLIC.search(name.rsplit(".", 1)[-1]) and len(value := values.pop()) <= _SHORT_STATE:
            found.append((name, value))
    return tuple(found)


def _blocks(nodes: Mapping[int, HtmlElement]) -> dict[int, HtmlElement]:
    """The largest element around each title that holds no other title."""
    around = Counter(ancestor for node in nodes.values() for ancestor in (node, *node.iterancestors()))
    found: dict[int, HtmlElement] = {}
    for index, node in nodes.items():
        block = node
        for ancestor in node.iterancestors():
            if around[ancestor] > 1 or ancestor.tag in ("body", "main"):
                break
            block = ancestor
        found[index] = block
    return found


def _days_beside(block: HtmlElement, title: str) -> list[date]:
    """Every day printed in a block, whatever it means: which field tells it is asked of all rows together."""
    texts, times = block_dates(block, title)
    days = [read.day for text in times if (read := read_machine_date(text)) is not None]
    texts = [*texts, *(match[0] for match in _NUMERIC.finditer(text_of(block, 1_500).replace(title, " ")))]
    return days + [read.day for text in texts if (read := read_date(text)) is not None]


def _date_field(rows: Sequence[Mapping[str, Scalar]], printed: Mapping[int, list[date]]) -> tuple[str, DateSource]:
    """The field that holds the day of publication: the one the page prints, else the one whose name says so."""
    names = [
        name
        for name in dict.fromkeys(name for row in rows[:40] for name in (*row, *_day_groups(row)))
        if sum(_day_of(day_text(row, name)) is not None for row in rows) >= _SURE * len(rows)
        and not _NO_DAY.search(name.rsplit(".", 1)[-1])
        and not _NUMBER_FIELD.search(name)
    ]
    beside = {index: days for index, days in printed.items() if days}
    agreed = {
        name: sum(_day_of(day_text(rows[index], name)) in days for index, days in beside.items()) for name in names
    }
    if beside and names:
        best = max(names, key=lambda name: (agreed[name], bool(_PUBLISHED.search(name)), not _CREATED.search(name)))
        if agreed[best] >= _SURE * len(beside):
            return best, DateSource.API
        if len(beside) >= _FEWEST_SHOWN:
            # The page prints days that no field of the answer holds.
            return "", DateSource.API
    for pattern, source in ((_PUBLISHED, DateSource.API), (None, DateSource.API), (_CREATED, DateSource.META)):
        for name in names:
            leaf = name.rsplit(".", 1)[-1]
            if pattern.search(leaf) if pattern else not (_CREATED.search(leaf) or _CHANGED.search(leaf)):
                return name, source
    return (names[0], DateSource.MODIFIED) if names else ("", DateSource.API)


def _day_groups(row: Mapping[str, Scalar]) -> list[str]:
    """A day that is told in three fields, as one name: ``ngay|thang|nam``."""
    parts = [next((name for name in row if pattern.search(name)), None) for pattern in _DAY_PARTS]
    return ["|".join(str(part) for part in parts)] if all(parts) else []


def _day_of(text: str) -> date | None:
    if not text or len(text) > 64 or not re.search(r"\d{4}|\d/\d|\d-\d", text):
        return None
    read = read_machine_date(text, utc=text.endswith("Z")) or read_date(text)
    return read.day if read is not None else None


def _key_field(rows: Sequence[Mapping[str, Scalar]]) -> str:
    """The field that tells rows apart: a number or a name by which the vendor knows them; empty where none does."""
    names = [
        name
        for name in dict.fromkeys(name for row in rows[:40] for name in row)
        if _NUMBER_FIELD.search(name) and _are_distinct(row.get(name) for row in rows)
    ]
    return min(names, key=lambda name: (name.count("."), len(name)), default="@href" if "@href" in rows[0] else "")


def _are_distinct(values: Iterable[Scalar]) -> bool:
    told = [str(value) for value in values if value not in (None, "")]
    return bool(told) and len(set(told)) >= _SURE * len(told)


def _link_around(node: HtmlElement) -> HtmlElement | None:
    """The link that a title is, holds, or stands in."""
    for one in (node, *node.iterancestors()):
        if one.tag == "a" and one.get("href"):
            return one
        if one.tag in ("ul", "ol", "table", "main", "section", "body"):
            break
    return next((one for one in node.iter("a") if one.get("href")), None)


def _address(
    rows: Sequence[Mapping[str, Scalar]],
    nodes: Mapping[int, HtmlElement],
    blocks: Mapping[int, HtmlElement],
    page: Page,
) -> tuple[tuple[str, str], ...]:
    """How a row's address is made: pieces of text (``""``, text) and of values (field, ""); empty where not known."""
    made: Counter[tuple[tuple[str, str], ...]] = Counter()
    for index, node in nodes.items():
        link = _link_around(node)
        link = _link_in(blocks[index]) if link is None else link
        href = (link.get("href") or "").strip() if link is not None else ""
        if not href or href in ("#", "/") or href.lower().startswith(("javascript:", "mailto:")):
            continue
        for pieces in _made_of(urljoin(page.base, href), rows[index]):
            made[pieces] += 1
    if not made:
        return ()
    best, count = max(made.items(), key=lambda pair: (pair[1], -len(pair[0])))
    return best if count >= _SURE * len(nodes) or count >= max(_FEWEST_SHOWN, len(nodes) - 1) else ()


def _link_in(block: HtmlElement) -> HtmlElement | None:
    return next((one for one in block.iter("a") if one.get("href")), None)


def _made_of(url: str, row: Mapping[str, Scalar]) -> list[tuple[tuple[str, str], ...]]:
    """The ways in which an address may be made of a row's values, whole values only."""
    values = [
        (name, text)
        for name, value in row.items()
        if (text := in_address(value)) and re.search(rf"(?<![\w]){re.escape(text)}(?![\w])", url)
    ]
    values.sort(key=lambda pair: (-len(pair[1]), pair[0].count("."), len(pair[0])))
    # The same number may stand in two fields: each field is tried for it.
    first_names = [name for name, text in values if text == values[0][1]] if values else []
    return [_cut_up(url, [(name, values[0][1]), *values[1:]]) for name in first_names]


def _cut_up(url: str, values: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    pieces: list[tuple[str, str]] = [("", url)]
    for name, text in values:
        for place, (kind, piece) in enumerate(pieces):
            if kind:
                continue
            match = re.search(rf"(?<![\w]){re.escape(text)}(?![\w])", piece)
            if match is None:
                continue
            # A host is never made of a row's values; a whole address may be one of them.
            if place == 0 and 0 < match.start() < piece.find("/", 8):
                continue
            pieces[place : place + 1] = [("", piece[: match.start()]), (name, ""), ("", piece[match.end() :])]
            break
    return tuple((name, text) for name, text in pieces if name or text)
