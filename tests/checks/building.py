"""From a case's few words to a whole `PortalReading`, and the words a small vocabulary needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from config.loader import load_vocabulary
from reading.portal import (
    Counted,
    DocumentRead,
    FileState,
    ItemRead,
    Ledger,
    LedgerEntry,
    LinksRead,
    LinkState,
    PortalReading,
    Precision,
    SectionRead,
    SectionState,
)
from records.facts import (
    Aspect,
    Coverage,
    Evidence,
    Fact,
    LinkSeen,
    PageMissing,
    PageSeen,
    Place,
    Reason,
    Relation,
    Role,
    SectionPage,
    SectionSeen,
    SignalSeen,
    SourceEnd,
    SourceKind,
    SourceSeen,
    Visit,
    Window,
)
from records.files import FileProblem, FileSays
from records.school import School
from records.vocabulary import LegalDocument, Term, Vocabulary

CASES = Path(__file__).parent / "cases"
SITE = "http://th-mau.edu.vn"
SEEN = datetime(2022, 9, 1, 3, 0, tzinfo=UTC)
WINDOW = Window(start=date(2021, 8, 1), end=date(2022, 7, 31), basis="thử")

SECTION_TITLES = {
    "gioi_thieu": "Giới thiệu",
    "lien_he": "Liên hệ",
    "tin_tuc": "Tin tức",
    "van_ban": "Văn bản",
    "cong_khai": "Công khai",
    "tuyen_sinh": "Tuyển sinh",
    "thu_tuc_bieu_mau": "Thủ tục – Biểu mẫu",
    "hoc_lieu": "Học liệu",
}
ITEM_TITLES = {
    "bm_nghi_hoc": "Đơn xin nghỉ học",
    "bm_phuc_khao": "Đơn xin phúc khảo",
    "bm_tuyen_sinh": "Thông tin xét tuyển đầu cấp",
}
VOCABULARY = Vocabulary(
    version="thử-1",
    sections=tuple(Term(key=key, title=title, labels=(title.lower(),)) for key, title in SECTION_TITLES.items()),
    items=tuple(Term(key=key, title=title, labels=(title.lower(),)) for key, title in ITEM_TITLES.items()),
    natures=(Term(key="tin", title="Tin hoạt động"), Term(key="thong_bao", title="Thông báo")),
)


def load_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of one file, each with the check it is about."""
    return list(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))


def evidence(url: str, quote: str = "") -> Evidence:
    """A place on the case's portal; a path stands for an address."""
    return Evidence(url=address(url), seen_at=SEEN, sha256="0" * 64, quote=quote)


def address(url: str) -> str:
    """The address a case's short form means."""
    return url if "//" in url else SITE + url


def build_portal(told: Mapping[str, Any]) -> PortalReading:
    """The reading a case describes; what it does not tell is a portal of the school's own, read to its end, bare."""
    known = {
        "the_schools", "levels", "today", "as_of", "incomplete", "looked", "missing", "sources", "sections",
        "documents", "posts", "possible", "link", "link_at", "parents", "law", "signals", "home", "outgoing", "menu",
    }  # fmt: skip
    assert set(told) <= known, f"a case tells what the builder does not know: {set(told) - known}"
    school = School(
        code="TH01",
        name="Trường Tiểu học Mẫu",
        levels=tuple(told.get("levels", ("TH",))),
        portal=SITE,
        parents=tuple(told.get("parents", ("http://pgd-mau.edu.vn",))),
    )
    today = told.get("today", date(2022, 9, 1))
    is_the_schools = told.get("the_schools", True)
    identity = () if is_the_schools is None else (evidence("/", "trang chủ"),)
    return PortalReading(
        visit=_visit(told, school, today),
        school=school,
        school_year="2021-2022",
        window=WINDOW,
        today=today,
        as_of=told.get("as_of"),
        is_the_schools=is_the_schools,
        identity_evidence=identity,
        ledger=_ledger(told),
        sections=tuple(_section(one) for one in told.get("sections", ())),
        documents=tuple(_document(one) for one in told.get("documents", ())),
        links=_links(told),
        law=_law(told.get("law", "")),
    )


@lru_cache(maxsize=1)
def _shipped_law() -> dict[str, LegalDocument]:
    return {document.id: document for document in load_vocabulary().law}


def _law(name: str) -> tuple[LegalDocument, ...]:
    """The shipped documents a case names: ``tt36``, ``tt09``, ``both``, ``portal``."""
    shipped = _shipped_law()
    wanted = {"tt36": ["tt36-2017"], "tt09": ["tt09-2024"], "portal": ["tt37-2020"], "": []}
    # In the year of change both bind, and the old one has lapsed.
    lapsed = shipped["tt36-2017"].model_copy(update={"lapsed": "2021-2022"})
    return (shipped["tt09-2024"], lapsed) if name == "both" else tuple(shipped[key] for key in wanted[name])


def _visit(told: Mapping[str, Any], school: School, today: date) -> Visit:
    incomplete = told.get("incomplete", {})
    coverage = tuple(
        Coverage(
            aspect=aspect,
            complete=aspect.value not in incomplete,
            reason=Reason(incomplete[aspect.value]) if aspect.value in incomplete else None,
        )
        for aspect in Aspect
    )
    facts: list[Fact] = []
    for role, urls in told.get("looked", {} if "home" in told else {"home": ["/"]}).items():
        for url in urls:
            place = evidence(url, "đã đọc")
            facts.append(PageSeen(evidence=place, url=place.url, role=Role(role), requested_url=place.url, status=200))
    for role, urls in told.get("missing", {}).items():
        for url in urls:
            place = evidence(url, "không mở được")
            facts.append(PageMissing(evidence=place, url=place.url, role=Role(role), reason=Reason.TIMEOUT))
    if "home" in told:
        place = evidence(told["home"], "trang chủ")
        facts.append(PageSeen(evidence=place, url=place.url, role=Role.HOME, requested_url=place.url, status=200))
    facts += [_outgoing(one) for one in told.get("outgoing", ())]
    facts += [_menu_entry(one) for one in told.get("menu", ())]
    for name, value in told.get("signals", {}).items():
        facts.append(SignalSeen(evidence=evidence("/", value), name=name, value=value))
    for url in told.get("sources", ()):
        place = evidence(url, "nguồn tin")
        facts.append(
            SourceSeen(
                evidence=place,
                url=place.url,
                source=SourceKind.LISTING,
                exhaustive=True,
                seen=10,
                ended=SourceEnd.PAST_WINDOW,
            )
        )
    at = datetime(today.year, today.month, today.day, 3, tzinfo=UTC)
    return Visit(
        id="v1",
        subject=school,
        started_at=at,
        finished_at=at,
        adapter="generic",
        crawler_version="thử",
        window=WINDOW,
        coverage=coverage,
        facts=tuple(facts),
    )


def _outgoing(told: Mapping[str, Any]) -> LinkSeen:
    return LinkSeen(
        evidence=evidence("/", told.get("text", told["to"])),
        relation=Relation.SCHOOL_TO_SYSTEM,
        source=SITE,
        target=told["to"],
        place=Place.FOOTER,
        text=told.get("text", ""),
    )


def _menu_entry(told: Mapping[str, Any]) -> SectionSeen:
    """A link of the navigation that no word of the vocabulary need know; ``text``: how long its page is."""
    page = None
    if "text" in told:
        place = evidence(told["url"], told["label"])
        password = told.get("password", False)
        page = SectionPage(url=place.url, status=200, text_length=told["text"], asks_password=password, evidence=place)
    return SectionSeen(
        evidence=evidence("/", told["label"]),
        label=told["label"],
        url=address(told["url"]),
        linked_from=SITE,
        place=Place.MENU,
        page=page,
    )


def _section(told: Mapping[str, Any]) -> SectionRead:
    url = told.get("url", f"/{told['key']}")
    return SectionRead(
        key=told["key"],
        label=told.get("label", SECTION_TITLES.get(told["key"], told["key"])),
        url=address(url),
        state=SectionState(told.get("state", "content")),
        rung=told.get("rung", 2),
        school_year=told.get("year"),
        mentions=tuple(told.get("mentions", ())),
        written=told.get("written", bool(told.get("mentions"))),
        items=tuple(_item(one, url, number) for number, one in enumerate(told.get("items", ()))),
        evidence=(evidence("/", f"liên kết {told.get('label', told['key'])}"), evidence(url, "mục")),
    )


def _item(told: Mapping[str, Any], page: str, number: int) -> ItemRead:
    return ItemRead(
        title=told.get("title", f"Mục {number}"),
        url=address(told.get("url", f"{page}/{number}.pdf")),
        key=told.get("key"),
        school_year=told.get("year"),
        year_from=told.get("from", ""),
        is_file=True,
        file=_file(told) if _FILE.intersection(told) else None,
        evidence=evidence(page, told.get("title", f"Mục {number}")),
    )


_FILE = frozenset({"opens", "problems", "says"})


def _file(told: Mapping[str, Any]) -> FileState:
    """A file: ``opens`` (it does unless told otherwise), ``problems`` by name, ``says`` what its text says."""
    says = told.get("says")
    return FileState(
        opens=told.get("opens", True),
        problems=tuple(FileProblem(name) for name in told.get("problems", ())),
        pages=told.get("pages"),
        says=FileSays.model_validate({"readable": True, **says}) if says is not None else None,
    )


def _document(told: Mapping[str, Any]) -> DocumentRead:
    return DocumentRead(
        url=address(told["url"]),
        title=told.get("title", told["url"]),
        section=told.get("section"),
        school_year=told.get("year"),
        key=told.get("key"),
        file=_file(told),
        found_on=address(told.get("on", "/tin/1")),
        evidence=evidence(told.get("on", "/tin/1"), told.get("title", "")),
    )


def _ledger(told: Mapping[str, Any]) -> Ledger:
    """Posts as groups ``{counted: yes, times: 40, nature: tin}``; `possible` is counted unless the case tells it."""
    entries: list[LedgerEntry] = []
    for group in told.get("posts", ()):
        for _ in range(group.get("times", 1)):
            number = len(entries)
            sure = group["counted"] == "yes"
            entries.append(
                LedgerEntry(
                    identity=f"p{number}",
                    url=address(f"/tin/{number}"),
                    title=group.get("title", f"Tin số {number}"),
                    category=group.get("category", ""),
                    published=group.get("day") or (date(2021, 9 + number % 4, 6 + number % 20) if sure else None),
                    precision=Precision.DAY if sure else Precision.NONE,
                    nature=group.get("nature", "tin"),
                    about=group.get("about"),
                    counted=Counted(group["counted"]),
                    why=group.get("why", "thử"),
                    evidence=evidence(f"/tin/{number}", f"Tin số {number}"),
                )
            )
    sure_count = sum(entry.counted is Counted.YES for entry in entries)
    possible = sure_count + sum(entry.counted is Counted.MAYBE for entry in entries)
    return Ledger(entries=tuple(entries), sure=sure_count, possible=told.get("possible", possible))


def _links(told: Mapping[str, Any]) -> LinksRead:
    state = LinkState(told.get("link", "not-linked"))
    places = (evidence(told["link_at"], "liên kết"),) if "link_at" in told else ()
    known = {LinkState.LINKED: True, LinkState.REDIRECTED: True, LinkState.NOT_LINKED: False}
    return LinksRead(parent_to_school=known.get(state), state=state, school_to_parent=None, evidence=places)
