"""From facts to meaning: one visit, understood for one school year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reading.addresses import same_address, site_of, within
from reading.dates import LOCAL
from reading.portal import DocumentRead, LinksRead, LinkState, PortalReading, SectionRead
from reading.posts import NONE_COPIED, read_posts
from reading.school_names import naming
from reading.school_years import school_years_in, school_years_in_file_name
from reading.sections import SectionReader, file_name, section_keys
from reading.words import section_matcher
from records.facts import (
    Aspect,
    DocumentSeen,
    Evidence,
    LinkSeen,
    PageSeen,
    Relation,
    Role,
    SignalSeen,
    Visit,
    Window,
)
from records.school import Naming, School
from records.vocabulary import LawAbout, Vocabulary

_LINKED = {
    LinkState.LINKED: True,
    LinkState.REDIRECTED: True,
    LinkState.UNDER_OTHER_NAME: True,
    LinkState.OTHER_PORTAL: False,
    LinkState.SILENT: False,
    LinkState.SAME_DOMAIN: False,
    LinkState.ELSEWHERE: False,
    LinkState.NOT_LINKED: False,
}
"""Whether the parent links to the school's portal, by how; what is not here was not looked at."""


def understand(
    visit: Visit,
    *,
    school_year: str,
    window: Window,
    counted_natures: tuple[str, ...],
    vocabulary: Vocabulary,
    as_of: date | None = None,
    copied: Mapping[str, str] = NONE_COPIED,
) -> PortalReading:
    """Read a school's visit for `school_year`, counting posts in `window` (closed early by `as_of`). `copied` says of
    posts, by identity, why they may be somebody else's.

    Raises TypeError when the visit's subject is not a school.
    """
    school = visit.subject
    if not isinstance(school, School):
        raise TypeError(f"visit {visit.id} is not of a school")
    if as_of is not None and as_of < window.end:
        window = window.model_copy(update={"end": max(as_of, window.start)})
    reader = SectionReader(visit, vocabulary)
    sections = reader.read()
    is_the_schools, identity_evidence = _identity(visit, school)
    return PortalReading(
        visit=visit,
        school=school,
        school_year=school_year,
        window=window,
        today=visit.started_at.astimezone(LOCAL).date(),
        as_of=as_of,
        is_the_schools=is_the_schools,
        identity_evidence=identity_evidence,
        ledger=read_posts(visit, school, window, counted_natures, vocabulary, copied),
        sections=sections,
        documents=_documents(visit, reader, sections, vocabulary),
        links=_links(visit, school),
        law=tuple(one for about in LawAbout for one in vocabulary.law_of(about, school_year)),
    )


def _identity(visit: Visit, school: School) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Whether the home page names the school.

    The school's name behind its level's words settles it. The bare name counts only in the title or the header:
    elsewhere it may be a street or the person the school is named after. Without a readable home page: None.
    """
    home = [fact for fact in visit.facts if isinstance(fact, PageSeen) and fact.role is Role.HOME]
    if not home or not visit.covered(Aspect.HOME).complete:
        return None, ()
    signals = [fact for fact in visit.facts if isinstance(fact, SignalSeen) and fact.name.startswith("home-")]
    prominent_core: SignalSeen | None = None
    other_level = False
    for signal in signals:
        found = naming(signal.value, school)
        if found is Naming.NAMED:
            return True, (signal.evidence,)
        other_level = other_level or found is Naming.OTHER_LEVEL
        if found is Naming.CORE_ONLY and signal.name in ("home-title", "home-header", "home-site-name"):
            prominent_core = prominent_core or signal
    if prominent_core is not None and not other_level:
        return True, (prominent_core.evidence,)
    return False, tuple(fact.evidence for fact in home)


def _documents(
    visit: Visit, reader: SectionReader, sections: tuple[SectionRead, ...], vocabulary: Vocabulary
) -> tuple[DocumentRead, ...]:
    matcher = section_matcher(vocabulary)
    by_item = {same_address(item.url): (section, item) for section in sections for item in section.items}
    by_page = {same_address(section.url): section for section in sections}
    read: dict[str, DocumentRead] = {}
    for fact in visit.facts:
        if not isinstance(fact, DocumentSeen):
            continue
        address = same_address(fact.url)
        section_item = by_item.get(address)
        section = section_item[0] if section_item else by_page.get(same_address(fact.found_on))
        keys = section_keys(fact.path, matcher)
        key = section.key if section else (keys[0] if keys else None)
        texts = (fact.link_text, *reversed(fact.path))
        year = section_item[1].school_year if section_item else None
        year = year or next((found[0] for text in texts if (found := school_years_in(text))), None)
        year = year or next(iter(school_years_in_file_name(file_name(fact.url))), None)
        year = year or (section.school_year if section else None)
        item = reader.item_key(fact.link_text, fact.url)
        if item is None and fact.path:
            item = reader.item_key(fact.path[-1], "")
        if address in read and read[address].section is not None:
            continue
        read[address] = DocumentRead(
            url=fact.url,
            title=fact.link_text or file_name(fact.url),
            section=matcher.part_of.get(key, key) if key else None,
            school_year=year,
            key=item,
            file=reader.file_state(fact),
            found_on=fact.found_on,
            evidence=fact.evidence,
        )
    return tuple(read.values())


def _links(visit: Visit, school: School) -> LinksRead:
    """How the school's portal and those above it are linked; hosts are compared as sets, redirects included."""
    links = [fact for fact in visit.facts if isinstance(fact, LinkSeen)]
    down = [fact for fact in links if fact.relation is Relation.PARENT_TO_SCHOOL]
    up = [fact for fact in links if fact.relation is Relation.SCHOOL_TO_PARENT]
    home_read = visit.covered(Aspect.HOME).complete
    back: bool | None = True if up else (False if home_read and school.parents else None)
    own = own_sites(visit, school)
    state, evidence = _state_of_links(visit, school, down, own)
    linked = _LINKED.get(state)
    return LinksRead(
        parent_to_school=linked,
        state=state,
        school_to_parent=back,
        evidence=evidence,
        back_evidence=tuple(fact.evidence for fact in up[:5]),
    )


def own_sites(visit: Visit, school: School) -> tuple[tuple[str, str], ...]:
    """The (site, path scope) pairs that are the school's: its address, its aliases, and where its home leads."""
    scope = next((fact.value for fact in visit.facts if isinstance(fact, SignalSeen) and fact.name == "scope"), "/")
    sites = [(site_of(school.portal), scope)]
    sites += [(site_of(alias), "/") for alias in school.aliases if "." in alias]
    for fact in visit.facts:
        if isinstance(fact, PageSeen) and fact.role is Role.HOME:
            sites += [(site_of(url), scope) for url in (fact.url, fact.requested_url, *fact.redirects)]
    return tuple(dict.fromkeys(site for site in sites if site[0]))


def _state_of_links(
    visit: Visit, school: School, down: list[LinkSeen], own: tuple[tuple[str, str], ...]
) -> tuple[LinkState, tuple[Evidence, ...]]:
    if not school.parents:
        return LinkState.NO_PARENT, ()

    def is_own(url: str | None) -> bool:
        return url is not None and any(within(url, site, scope) for site, scope in own)

    direct = [fact for fact in down if is_own(fact.target)]
    led = [fact for fact in down if fact not in direct and is_own(fact.resolved)]
    parents = {site_of(url) for url in school.parents}
    # Under the school's name, but to somewhere else; what the parent writes about it on its own pages is no link.
    astray = [
        fact
        for fact in down
        if fact.named and not is_own(fact.target) and not is_own(fact.resolved) and site_of(fact.target) not in parents
    ]
    if direct and astray and all(fact.names_other for fact in direct):
        return LinkState.UNDER_OTHER_NAME, tuple(fact.evidence for fact in [*direct[:3], *astray[:3]])
    if direct:
        return LinkState.LINKED, tuple(fact.evidence for fact in direct[:5])
    if led:
        return LinkState.REDIRECTED, tuple(fact.evidence for fact in led[:5])
    if not visit.covered(Aspect.PARENT).complete:
        return LinkState.NOT_SEEN, ()
    if any(fact.reached_names for fact in astray):
        return LinkState.OTHER_PORTAL, tuple(fact.evidence for fact in astray[:5])
    if any(fact.silent for fact in astray):
        return LinkState.SILENT, tuple(fact.evidence for fact in astray[:5])
    looked = tuple(fact.evidence for fact in visit.facts if isinstance(fact, PageSeen) and fact.role is Role.PARENT)
    if any(isinstance(fact, SignalSeen) and fact.name == "same-domain-as-parent" for fact in visit.facts):
        return LinkState.SAME_DOMAIN, looked[:20]
    if astray:
        return LinkState.ELSEWHERE, tuple(fact.evidence for fact in astray[:5])
    return LinkState.NOT_LINKED, looked[:20]
