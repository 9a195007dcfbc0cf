"""Following the portal's navigation: which links to open, and what was behind each, as facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.adapters.base import NEWS, Section
from crawler.collect import is_variant
from crawler.extract.files import is_file_address
from crawler.extract.viewers import is_shared_folder
from crawler.home_places import sections_at_home
from crawler.portal import Opened, Portal
from crawler.section_frame import SectionFrame, section_page
from crawler.section_links import CATEGORY_WORDS, WITH_PARTS, leads_nowhere, section_links
from reading.addresses import same_address, site_of
from reading.fold import fold
from reading.school_names import naming
from reading.school_years import school_years_in, without_school_year
from reading.words import Matcher, holds_phrase, item_matcher, section_matcher
from records.facts import (
    PageMissing,
    Place,
    Reason,
    Role,
    SectionSeen,
)
from records.overrides import SectionHint
from records.school import Naming

MOST_SECTIONS = 120
MOST_PARTS = 24
MOST_SECTION_PAGES = 4
_HUB_DEPTH = 2
_MOST_HUBS = 8
_MOST_OF_HUB = 12
_HUB_TEXT = 120
_CLEARLY = 0.5
_SHORT_LABEL = 4
_SHORT_NAME = 3
_SEVERAL = 5
_STATIC = frozenset({"gioi_thieu", "lien_he", "co_cau", "cong_khai", "thu_tuc_bieu_mau", "tuyen_sinh", "hoi_dap_gop_y"})
_BELOW_OTHERS = WITH_PARTS | {"co_cau", "nien_giam", "hoc_lieu", "hoi_dap_gop_y"}
"""What a rubric may ask for and no listing of news is called: such labels are followed from other sections' pages."""
_PERMANENT = (Reason.HTTP_4XX, Reason.LOGIN, Reason.NOT_HTML, Reason.FOREIGN)


@dataclass(slots=True)
class _Followed:
    """A followed link before it is written down: what was opened, and the further pages of its list."""

    section: Section
    place: Place
    linked_from: str
    further: list[Opened] = field(default_factory=list)
    pages_left: bool = False
    foreign: bool = False
    hinted: bool = False


class SectionWalk:
    """Walks the navigation of one portal."""

    def __init__(self, portal: Portal, hints: tuple[SectionHint, ...] = ()) -> None:
        """`hints` are addresses that the office named."""
        self._portal = portal
        self._hints = hints
        self._matcher: Matcher = section_matcher(portal.vocabulary)
        self._items: Matcher = item_matcher(portal.vocabulary)
        self.sections: list[Section] = []
        self.left_out = 0
        self._followed: list[_Followed] = []
        self._frame = SectionFrame(portal)
        self._own_hosts: set[str] = set()

    async def walk(self) -> None:
        """Open the links of the home page that may be sections, then the parts of those that keep parts."""
        assert self._portal.home is not None
        candidates = section_links(self._portal, self._portal.home.links)
        self.left_out = max(0, len(candidates) - MOST_SECTIONS)
        for link, keys in candidates[:MOST_SECTIONS]:
            await self._follow(link.text, link.path, link.url, link.place, keys, self._portal.home_url)
        self._take_places()
        await self._walk_hubs()
        await self._walk_named()
        await self._walk_hinted()
        await self._walk_parts()

    def _take_places(self) -> None:
        for section, place in sections_at_home(self._portal, self._matcher):
            self._followed.append(_Followed(section=section, place=place, linked_from=self._portal.home_url))
            if not set(section.keys) & NEWS:
                # The home page is read for news as a whole.
                self.sections.append(section)

    async def _walk_hinted(self) -> None:
        """Addresses that the office named and nothing on the portal led to."""
        known = {same_address(section.url) for section in self.sections}
        for hint in self._hints:
            if same_address(hint.url) in known:
                continue
            known.add(same_address(hint.url))
            title = self._matcher.titles.get(hint.key, hint.key)
            label = f"{title} năm học {hint.school_year}" if hint.school_year else title
            await self._follow(label, (), hint.url, Place.MENU, (hint.key,), hint.url)
            self._followed[-1].hinted = True

    async def _walk_hubs(self) -> None:
        """Pages that are nothing but a few further links ("Nhà trường" → "Hồ sơ quản lý"): menus written as pages."""
        level = self._hubs(self.sections)
        for _ in range(_HUB_DEPTH):
            found: list[Section] = []
            for hub in level[:_MOST_HUBS]:
                assert hub.opened is not None
                known = {same_address(section.url) for section in self.sections} | {same_address(self._portal.home_url)}
                for item in hub.opened.content.without(self.common()).items[:_MOST_OF_HUB]:
                    url = item.url
                    if item.is_file or is_variant(url) or not self._portal.is_own(url) or same_address(url) in known:
                        continue
                    keys = tuple(key for key, weight in self._matcher.matches(item.title) if weight >= 0.3)
                    path = (*hub.path, hub.label)
                    found.append(await self._follow(item.title, path, url, Place.MAIN, keys, hub.url))
            level = self._hubs(found)

    async def _walk_named(self) -> None:
        """Sections that only another section's page leads to ("Góc phụ huynh" → "Đơn từ"), named by its words."""
        level, opened = list(self.sections), 0
        for _ in range(_HUB_DEPTH):
            found: list[Section] = []
            for section in level:
                page = section.opened
                if page is None or page.is_article or page.is_dated or self._is_soft_404(page):
                    continue
                known = {same_address(one.url) for one in self.sections} | {same_address(self._portal.home_url)}
                for item in page.content.without(self.common()).items:
                    keys = self._names_section(item.title)
                    if not keys or item.is_file or opened >= MOST_PARTS or same_address(item.url) in known:
                        continue
                    if is_variant(item.url) or not self._portal.is_own(item.url):
                        continue
                    known.add(same_address(item.url))
                    opened += 1
                    path = (*section.path, section.label)
                    found.append(await self._follow(item.title, path, item.url, Place.MAIN, keys, section.url))
            level = found

    def _names_section(self, label: str) -> tuple[str, ...]:
        """The keys of a section that may hang below another one, where a label names it and little else."""
        bare = without_school_year(label)
        # "Công khai năm học 2021-2022" is a section's name, "Tuyển sinh lớp 1 năm học 2021-2022" a notice's title.
        bare = bare if len(fold(bare).split()) <= _SHORT_NAME else label
        matches = self._matcher.matches(bare)
        if not matches or matches[0][1] < _CLEARLY or len(fold(bare).split()) > CATEGORY_WORDS:
            return ()
        keys = tuple(key for key, _ in matches)
        return keys if self._matcher.part_of.get(keys[0], keys[0]) in _BELOW_OTHERS else ()

    def _hubs(self, sections: list[Section]) -> list[Section]:
        common = self.common()
        return [section for section in sections if self._is_hub(section, common)]

    def _is_hub(self, section: Section, common: frozenset[str]) -> bool:
        if section.keys or section.opened is None or section.opened.is_article or self._is_soft_404(section.opened):
            return False
        content = section.opened.content.without(common)
        links = sum(len(item.title) for item in content.items)
        return 0 < len(content.items) <= _MOST_OF_HUB and len(content.text) < links + _HUB_TEXT

    def write(self) -> None:
        """Write down every followed link, and what its page holds beside what all pages show."""
        evidence = self._portal.home_evidence
        assert evidence is not None
        written: set[tuple[str, str]] = set()
        common = self.common()
        posts = self._posts_in_menu()
        files = self._portal.came_as_files()
        for followed in self._followed:
            section = followed.section
            if same_address(section.url) in posts:
                continue
            if section.path and followed.place is Place.MAIN and same_address(section.url) in files:
                continue  # Taken for a part, it came as a file: an entry of the page that lists it (`documents.py`).
            if (same_address(section.url), section.label) in written:
                continue
            written.add((same_address(section.url), section.label))
            page = None
            if section.opened is not None and not followed.foreign:
                page = section_page(
                    section.opened,
                    self._frame.less_menu(section.opened.content.without(common)),
                    common,
                    further=followed.further,
                    pages_left=followed.pages_left,
                    items=not self._is_soft_404(section.opened),
                )
            self._portal.facts.append(
                SectionSeen(
                    label=section.label,
                    path=section.path,
                    url=section.url,
                    linked_from=followed.linked_from,
                    place=followed.place,
                    page=page,
                    hinted=followed.hinted,
                    evidence=evidence.model_copy(
                        update={"url": followed.linked_from, "place": followed.place, "quote": section.label}
                    ),
                )
            )

    def _posts_in_menu(self) -> frozenset[str]:
        """Posts that a menu lists ("Bài mới"): where several entries are articles under headlines, a section's word in
        one of them makes no section of it."""
        found = {
            same_address(followed.section.url)
            for followed in self._followed
            if followed.place is Place.MENU
            and followed.section.opened is not None
            and followed.section.opened.is_article
            and len(fold(followed.section.label).split()) > _SHORT_LABEL
            and not self._names_clearly(followed.section.label)
        }
        return frozenset(found) if len(found) >= _SEVERAL else frozenset()

    def _names_clearly(self, label: str) -> bool:
        return any(weight >= _CLEARLY for _, weight in self._matcher.matches(label))

    def common(self) -> frozenset[str]:
        """What stands at the same place of many of the opened pages: the portal's frame."""
        return self._frame.common()

    def frame(self) -> frozenset[str]:
        """The links that stand at the same place of pages without any list of posts: they belong to the frame.

        A sticky post stands on every listing, but not on the pages about the school itself.
        """
        count: Counter[str] = Counter()
        seen: set[str] = set()
        for section in self.sections:
            if section.opened is None or not set(section.keys) & _STATIC or same_address(section.opened.url) in seen:
                continue
            seen.add(same_address(section.opened.url))
            count.update(frozenset(section.opened.content.item_keys))
        return frozenset(key for key, pages in count.items() if pages >= 2)

    async def _follow(
        self, label: str, path: tuple[str, ...], url: str, place: Place, keys: tuple[str, ...], linked_from: str
    ) -> Section:
        section = Section(label=label, path=path, url=url, keys=keys, opened=None)
        followed = _Followed(section=section, place=place, linked_from=linked_from)
        self._followed.append(followed)
        if self._portal.is_own(url):
            section.opened = await self._portal.open_page(url, Role.SECTION)
            if section.opened is not None:
                self._frame.add(section.opened)
                await self._turn_pages(followed, section.opened)
        elif self._is_of_school(url):
            section.opened = await self._portal.open_page(url, Role.SECTION)
        elif is_shared_folder(url):
            self._leave_folder(section, place, linked_from)
        elif keys and keys[0] in WITH_PARTS:
            await self._open_foreign(followed)
        self.sections.append(section)
        return section

    def _is_of_school(self, url: str) -> bool:
        """Tell whether an address lies on a further host that a page there showed to be the school's."""
        return site_of(url) in self._own_hosts

    async def _turn_pages(self, followed: _Followed, opened: Opened) -> None:
        """Lists of documents go on over several pages."""
        keys = {self._matcher.part_of.get(key, key) for key in followed.section.keys}
        followed.pages_left = opened.pager.unreadable
        if not keys & (WITH_PARTS | {"van_ban"}) or self._is_soft_404(opened):
            return
        current, pages = opened, [opened]
        while current.pager.next_url and len(pages) < MOST_SECTION_PAGES:
            following = await self._portal.open_page(current.pager.next_url, Role.SECTION, opened.url, len(pages) + 1)
            if following is None or not _fresh_items(following, pages):
                break
            pages.append(following)
            current = following
        followed.further = pages[1:]
        followed.pages_left = followed.pages_left or bool(current.pager.next_url and len(pages) >= MOST_SECTION_PAGES)

    def _is_soft_404(self, opened: Opened) -> bool:
        """The page an unknown address leads to, with status 200."""
        soft = self._portal.soft_404
        return (
            bool(soft)
            and fold(opened.title) == soft
            and bool(
                holds_phrase(f"{opened.title} {opened.content.text[:600]}", self._portal.vocabulary.soft_404_words)
            )
        )

    def _leave_folder(self, section: Section, place: Place, linked_from: str) -> None:
        """Nobody can say from outside that nothing lies in a shared folder: it is left open, never empty."""
        assert self._portal.home_evidence is not None
        linked = self._portal.home_evidence.model_copy(
            update={"url": linked_from, "place": place, "quote": section.label}
        )
        self._portal.fetch.missing.append(
            PageMissing(url=section.url, role=Role.SECTION, reason=Reason.NEEDS_BROWSER, evidence=linked)
        )

    async def _open_foreign(self, followed: _Followed) -> None:
        """A section on another host counts only when that page names the school."""
        section = followed.section
        opened = await self._portal.open_page(section.url, Role.SECTION)
        if opened is None:
            return
        if naming(f"{opened.title} | {opened.content.text}", self._portal.school) is Naming.NAMED:
            section.opened = opened
            self._own_hosts.add(site_of(opened.url))
            return
        followed.foreign = True
        self._portal.fetch.missing.append(
            PageMissing(url=section.url, role=Role.SECTION, reason=Reason.FOREIGN, evidence=opened.fetched)
        )

    async def _walk_parts(self) -> None:
        """Open what công khai, forms and admissions list: years, parts, and single entries of the audited year."""
        queue = list(self.sections)
        opened_parts = 0
        depth: dict[str, int] = {}
        while queue and opened_parts < MOST_PARTS * 2:
            section = queue.pop(0)
            if section.opened is None or not self._keeps_parts(section):
                continue
            level = depth.get(same_address(section.url), 0)
            if level >= 3:
                continue
            for item in self._parts_of(section)[:MOST_PARTS]:
                title, url = item
                depth.setdefault(same_address(url), level + 1)
                keys = tuple(key for key, _ in self._matcher.matches(title))
                part = await self._follow(
                    title, (*section.path, section.label), url, Place.MAIN, keys or ("cong_khai_part",), section.url
                )
                opened_parts += 1
                if part.opened is not None:
                    queue.append(part)
                if opened_parts >= MOST_PARTS * 2:
                    break

    def _keeps_parts(self, section: Section) -> bool:
        keys = {self._matcher.part_of.get(key, key) for key in section.keys}
        above = {
            self._matcher.part_of.get(key, key) for label in section.path for key, _ in self._matcher.matches(label)
        }
        return bool((keys | above) & {"cong_khai", "thu_tuc_bieu_mau"})

    def _parts_of(self, section: Section) -> list[tuple[str, str]]:
        """Entries of a section worth opening: those of the audited year first, none of other years, no files."""
        assert section.opened is not None
        known = {same_address(known.url) for known in self.sections}
        # What hangs on most pages is the menu, not a part of this one.
        wanted: list[tuple[int, str, str]] = [
            # A page of the portal that is shown in a frame is what this page holds.
            (0, section.label, url)
            for url in section.opened.content.embeds
            if self._portal.is_own(url) and not is_file_address(url) and same_address(url) not in known
        ]
        for item in section.opened.content.without(self.common()).items:
            is_own = self._portal.is_own(item.url) or self._is_of_school(item.url)
            address = same_address(item.url)
            if item.is_file or not is_own or address in known or self._frame.is_often(address):
                continue
            if is_variant(item.url) or leads_nowhere(item.url):
                continue
            years = school_years_in(item.title) or school_years_in(" ".join(item.under[-1:]))
            if years and self._portal.school_year not in years:
                # The other years' own parts are opened too, but last: they show that parts are kept by year.
                wanted.append((2 if self._items.best(item.title) in (None, "ck_chung") else 9, item.title, item.url))
            else:
                wanted.append((0 if years else 1, item.title, item.url))
        if sum(rank == 1 for rank, _, _ in wanted) > MOST_PARTS:
            # So many entries that say neither year nor kind are a menu or a list of news.
            wanted = [entry for entry in wanted if entry[0] != 1 or self._items.best(entry[1])]
        wanted.sort(key=lambda entry: entry[0])
        return [(title, url) for rank, title, url in wanted if rank < 9]

    def is_complete(self) -> tuple[bool, Reason | None, str]:
        """Whether all of the navigation was read, and if not, why.

        A link to somebody else's host that does not answer ("Dịch vụ công") leaves open what it is called, no more.
        """
        if self.left_out:
            return False, Reason.BUDGET, f"còn {self.left_out} mục chưa mở"
        for missing in self._portal.fetch.missing:
            if missing.role is not Role.SECTION or missing.reason in _PERMANENT:
                continue
            if self._portal.is_own(missing.url) or self._is_of_school(missing.url):
                return False, missing.reason, missing.url
        return True, None, ""


def _fresh_items(opened: Opened, pages: list[Opened]) -> bool:
    known = {same_address(item.url) for page in pages for item in page.content.items}
    return any(same_address(item.url) not in known for item in opened.content.items)
