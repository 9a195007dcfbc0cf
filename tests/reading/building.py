"""From a case's few words to facts: what the tests of reading hand to its functions."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from config.loader import load_vocabulary
from reading.dates import LOCAL
from records.facts import (
    Aspect,
    Coverage,
    DateCandidate,
    DateSource,
    DocumentSeen,
    Evidence,
    Fact,
    LinkSeen,
    PageMissing,
    PageSeen,
    Place,
    PostSeen,
    Reason,
    Relation,
    Role,
    SectionItem,
    SectionPage,
    SectionSeen,
    SignalSeen,
    Visit,
    Window,
)
from records.school import Level, School
from records.vocabulary import Vocabulary

CASES = Path(__file__).parent / "cases"
SITE = "http://th-mau.edu.vn"
SEEN = datetime(2022, 9, 1, 3, 0, tzinfo=UTC)
WINDOW = Window(start=date(2021, 8, 1), end=date(2022, 7, 31), basis="thử")
SCHOOL = School(
    code="mau",
    name="Trường Tiểu học Hoa Sen",
    levels=(Level.TH,),
    portal=SITE,
    parents=("http://pgd.edu.vn",),
)


def load_cases(name: str) -> Any:
    """The data of ``cases/<name>.yaml``."""
    return YAML(typ="safe").load((CASES / f"{name}.yaml").read_text("utf-8"))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return load_vocabulary()


def local(text: str | None, default: datetime = SEEN) -> datetime:
    """An aware moment from local wall time (Asia/Ho_Chi_Minh) as ``2022-09-05 08:00``."""
    return default if text is None else datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def mojibake(text: str) -> str:
    """`text` as it looks when its UTF-8 was read as cp1252 (bytes without a cp1252 letter stay as they are)."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in unicodedata.normalize("NFC", text).encode("utf-8")
    )


def without_diacritics(text: str) -> str:
    """`text` as somebody types it without a Vietnamese keyboard."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in letters if not unicodedata.combining(char))


def at(url: str) -> str:
    """A whole address from a path of the school's portal."""
    return url if "//" in url else SITE + "/" + url.lstrip("/")


def evidence(url: str, seen_at: datetime = SEEN) -> Evidence:
    return Evidence(url=at(url), seen_at=seen_at)


def dates(raw: Mapping[str, Any] | list[Any] | None) -> tuple[DateCandidate, ...]:
    """Candidates from ``{visible: "05/09/2022"}`` or ``[[visible, "05/09/2022"], …]``."""
    pairs = list(raw.items()) if isinstance(raw, Mapping) else list(raw or ())
    return tuple(DateCandidate(text=str(text), source=DateSource(source)) for source, text in pairs)


def post(raw: Mapping[str, Any], number: int = 1) -> PostSeen:
    """A post from a case; what the case leaves out is a post of the news category with a page of its own."""
    url = raw.get("url", f"tin-tuc/bai-{number}.html")
    return PostSeen(
        evidence=evidence(url, local(raw.get("seen_at"))),
        identity=raw.get("identity", f"bai-{number}"),
        url=at(url),
        title=raw.get("title", f"Hội thi cắm hoa chào mừng lần {number}"),
        dates=dates(raw.get("dates")),
        category_path=tuple(raw.get("category", ("Tin tức",))),
        source_line=raw.get("source_line", ""),
        length=raw.get("length", 900),
        unsure=raw.get("unsure", ""),
        listed_only=raw.get("listed_only", False),
    )


def section(raw: Mapping[str, Any]) -> SectionSeen:
    """A section link from a case, and its page when the case has one."""
    url = at(raw.get("url", "muc.html"))
    return SectionSeen(
        evidence=evidence("/"),
        label=raw["label"],
        path=tuple(raw.get("path", ())),
        url=url,
        linked_from=SITE + "/",
        place=Place(raw.get("place", "menu")),
        page=_page(raw["page"], url) if raw.get("page") is not None else None,
    )


def _page(raw: Mapping[str, Any], url: str) -> SectionPage:
    text = " ".join([raw.get("text", "")] * raw.get("repeat", 1))
    return SectionPage(
        url=at(raw.get("url", url)),
        status=raw.get("status", 200),
        title=raw.get("title", ""),
        headings=tuple(raw.get("headings", ())),
        text=text,
        text_length=raw.get("text_length", len(text)),
        items=tuple(
            SectionItem(
                title=item["title"],
                url=at(item.get("url", f"bai-{number}.html")),
                under=tuple(item.get("under", ())),
                date_text=item.get("date", ""),
                is_file=item.get("file", False),
            )
            for number, item in enumerate(raw.get("items", ()), start=1)
        ),
        embeds=tuple(at(embed) for embed in raw.get("embeds", ())),
        images=raw.get("images", 0),
        asks_password=raw.get("asks_password", False),
        evidence=evidence(url),
    )


def document(raw: Mapping[str, Any]) -> DocumentSeen:
    return DocumentSeen(
        evidence=evidence(raw["url"]),
        url=at(raw["url"]),
        link_text=raw.get("text", ""),
        found_on=at(raw.get("found_on", "/")),
        path=tuple(raw.get("path", ())),
        opens=raw.get("opens"),
        problem=raw.get("problem", ""),
    )


def missing(raw: Mapping[str, Any]) -> PageMissing:
    return PageMissing(
        evidence=evidence(raw["url"]),
        url=at(raw["url"]),
        role=Role(raw.get("role", "section")),
        reason=Reason(raw["reason"]),
        status=raw.get("status"),
    )


def page(url: str, role: Role, *, asked: str | None = None, redirects: tuple[str, ...] = ()) -> PageSeen:
    return PageSeen(
        evidence=evidence(url),
        url=at(url),
        role=role,
        requested_url=at(asked or url),
        redirects=tuple(at(hop) for hop in redirects),
        status=200,
    )


def signal(name: str, value: str) -> SignalSeen:
    return SignalSeen(evidence=evidence("/"), name=name, value=value)


def link(relation: Relation, target: str, resolved: str | None = None) -> LinkSeen:
    return LinkSeen(
        evidence=evidence("http://pgd.edu.vn/danh-sach"),
        relation=relation,
        source="http://pgd.edu.vn/danh-sach",
        target=target,
        place=Place.MAIN,
        resolved=resolved,
    )


def visit(
    facts: list[Fact],
    *,
    school: School = SCHOOL,
    window: Window = WINDOW,
    incomplete: Mapping[str, str] | None = None,
    unreported: tuple[Aspect, ...] = (),
) -> Visit:
    """A visit whose aspects are all complete but those in `incomplete` (aspect → reason) and `unreported`."""
    gaps = dict(incomplete or {})
    coverage = tuple(
        Coverage(
            aspect=aspect,
            complete=aspect.value not in gaps,
            reason=Reason(gaps[aspect.value]) if aspect.value in gaps else None,
        )
        for aspect in Aspect
        if aspect not in unreported
    )
    return Visit(
        id="thu",
        subject=school,
        started_at=SEEN,
        finished_at=SEEN,
        adapter="generic",
        crawler_version="0",
        window=window,
        coverage=coverage,
        facts=tuple(facts),
    )
