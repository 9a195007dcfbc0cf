"""What is so about a portal that the tests visit: written before the portal is filled, never dumped from an output.

Every labelled portal (real, built from a CMS's source, invented) says its truth in these types, so that one test can
hold any audit against any portal. Addresses are paths below `PortalTruth.base_url`; days are local (Asia/Ho_Chi_Minh);
rules are the numbers of the pack ``tdm-2021-2022``; outcomes are the lower-case names of `records.findings.Outcome`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Provenance = Literal["real", "from-source", "invented"]
"""``real``: a real CMS serves it (or a saved copy of a real portal); ``from-source``: markup taken from a CMS's source;
``invented``: drawn by hand."""

Access = Literal["public", "password", "private", "draft", "scheduled"]
"""Who can see a post. ``password``: title and date are public, the text is not. The last three nobody can see."""

REQUIRED_SECTIONS = ("gioi_thieu", "lien_he", "tin_tuc", "van_ban", "cong_khai", "tuyen_sinh")
COUNTED_NATURES = ("tin", "thong_bao", "khac")
POSTS_ASKED_FOR = 40
FORM_KEYS = ("bm_nghi_hoc", "bm_phuc_khao", "bm_chuyen_truong", "tuyen_sinh")

ANY_SHORT = frozenset({"partial", "fail"})
"""The rubric of the day decides whether something incomplete is worth nothing or a part."""


@dataclass(frozen=True)
class PostTruth:
    """One post. `key` is the identity in its CMS (WordPress: the number), `path` its address in the present mode.

    `counted`: True counts for 3.3 when its day is in the window, False does not, None is a case for a human
    (password-protected). `published` is None only for a post that prints no date anywhere.
    """

    key: str
    path: str
    slug: str
    title: str
    published: date | None
    nature: str
    counted: bool | None
    categories: tuple[str, ...]
    access: Access = "public"
    published_at: datetime | None = None
    modified_at: datetime | None = None
    traps: tuple[str, ...] = ()

    @property
    def visible(self) -> bool:
        """Tell whether an anonymous visitor can learn that the post exists."""
        return self.access in ("public", "password")


@dataclass(frozen=True)
class SectionTruth:
    """A place for a section. `school_year` is set for a part kept for one year only; `empty`: nothing of use in it."""

    label: str
    path: str
    school_year: str | None = None
    empty: bool = False


@dataclass(frozen=True)
class DocumentTruth:
    """A file that a page links to. `item` is a vocabulary key (``ck_cam_ket``, ``bm_nghi_hoc`` …) or None."""

    path: str
    label: str
    section: str
    school_year: str | None = None
    item: str | None = None
    opens: bool = True
    media_type: str = "application/pdf"


@dataclass(frozen=True)
class PortalTruth:
    """All that is so about one school's portal.

    `parent_to_school` and `school_to_parent`: True, False, or None where the portal itself does not decide it.
    `expected` maps school year → rule → the outcomes that are right (more than one where the rubric may choose).
    """

    provenance: Provenance
    family: str
    school_code: str
    name: str
    level: str
    base_url: str
    posts: tuple[PostTruth, ...]
    sections: Mapping[str, tuple[SectionTruth, ...]]
    documents: tuple[DocumentTruth, ...] = ()
    forms: frozenset[str] = frozenset()
    parent_to_school: bool | None = None
    school_to_parent: bool | None = None
    parent_url: str | None = None
    expected: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    @property
    def visible_posts(self) -> tuple[PostTruth, ...]:
        """The posts that an anonymous visitor can learn of."""
        return tuple(post for post in self.posts if post.visible)

    def posts_of(self, school_year: str) -> tuple[PostTruth, ...]:
        """The visible posts whose day lies in the window of `school_year` (01/8–31/7, both included)."""
        start, end = window_of(school_year)
        return tuple(p for p in self.visible_posts if p.published is not None and start <= p.published <= end)

    def sure(self, school_year: str) -> int:
        """How many posts surely count in `school_year`."""
        return sum(post.counted is True for post in self.posts_of(school_year))

    def possible(self, school_year: str) -> int:
        """How many may count, the sure ones included; a visible post without any date may belong to any year."""
        undated = sum(p.published is None and p.counted is not False for p in self.visible_posts)
        return undated + sum(post.counted is not False for post in self.posts_of(school_year))

    def url(self, path: str) -> str:
        """The full address of a path of this truth."""
        return self.base_url.rstrip("/") + path


def window_of(school_year: str) -> tuple[date, date]:
    """First and last day of the window of ``"2021-2022"``; ValueError when it is not two years in a row."""
    first, _, last = school_year.partition("-")
    if int(last) != int(first) + 1:
        raise ValueError(f"not a school year: {school_year}")
    return date(int(first), 8, 1), date(int(last), 7, 31)


def expected_outcomes(
    *,
    level: str,
    sure: int,
    possible: int,
    sections: Mapping[str, Sequence[SectionTruth]],
    forms: frozenset[str],
    parent_to_school: bool | None,
    school_year: str,
) -> dict[str, frozenset[str]]:
    """The right outcomes of 3.1–3.5 for a portal that is wholly readable and a window that is over.

    3.1: every required section is there and has content. 3.2 is left out when nobody knows. 3.3: 40 posts. 3.4: the
    section has a part for the year, with content. 3.5: the leave form and news of admission are asked of every school,
    the re-marking form of THCS and above only.
    """

    def has(key: str) -> bool:
        return any(not section.empty for section in sections.get(key, ()))

    sections_there = sum(has(key) for key in REQUIRED_SECTIONS)
    wanted = {"bm_nghi_hoc", "tuyen_sinh"} | ({"bm_phuc_khao"} if level != "TH" else set())
    of_the_year = [s for s in sections.get("cong_khai", ()) if s.school_year == school_year]
    outcomes = {
        "3.1": frozenset({"pass"}) if sections_there == len(REQUIRED_SECTIONS) else ANY_SHORT,
        "3.3": frozenset({"pass" if sure >= POSTS_ASKED_FOR else "review" if possible >= POSTS_ASKED_FOR else "fail"}),
        "3.4": frozenset({"pass"}) if any(not s.empty for s in of_the_year) else ANY_SHORT,
        "3.5": frozenset({"pass"}) if wanted <= forms else ANY_SHORT,
    }
    if not sections.get("cong_khai"):
        outcomes["3.4"] = frozenset({"fail"})
    if not forms:
        outcomes["3.5"] = frozenset({"fail"})
    if parent_to_school is not None:
        outcomes["3.2"] = frozenset({"pass"}) if parent_to_school else ANY_SHORT
    return outcomes
