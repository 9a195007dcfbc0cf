"""Sections where people keep them: in a box, on the home page itself, in a shared folder, in a frame, below another."""

from __future__ import annotations

import asyncio

from crawler.portal import Portal
from crawler.section_links import menu_files
from crawler.sections import SectionWalk
from records.facts import Reason, Role, SectionSeen
from tests.crawler.adapters.site import SITE, Site, falling, page, portal_of, site, walked, with_section

FOLDER = "https://drive.google.com/drive/folders/1AbCdEf"
PAPER = '<ul><li><a href="/tep/bm05.pdf">Biểu mẫu 05</a></li></ul>'


def read(served: Site) -> tuple[Portal, dict[str, SectionSeen]]:
    """The portal after its sections were walked, and the sections by label."""

    async def run() -> Portal:
        portal = await portal_of(served)
        walk = SectionWalk(portal)
        await walk.walk()
        walk.write()
        return portal

    portal = asyncio.run(run())
    return portal, {fact.label: fact for fact in portal.facts if isinstance(fact, SectionSeen)}


def test_years_below_a_boxs_heading_hang_below_it() -> None:
    box = '<div class="hop"><div class="dau">BA CÔNG KHAI</div><ul>{}</ul></div>'
    entries = '<li><a href="/m/1">Năm học 2021 - 2022</a></li><li><a href="/m/2">Năm học 2020 - 2021</a></li>'
    served = site(falling(3), home=box.format(entries))
    served.pages |= {"/m/1": page(f"<h2>Tài liệu</h2>{PAPER}"), "/m/2": page(f"<h2>Tài liệu cũ</h2>{PAPER}")}
    _, sections = read(served)
    assert sections["Năm học 2021 - 2022"].path == ("BA CÔNG KHAI",)
    assert sections["Năm học 2021 - 2022"].page is not None
    # Years below words that name no such section are a list of anything.
    served = site(falling(3), home=box.replace("BA CÔNG KHAI", "LƯU TRỮ").format(entries))
    assert not any("Năm học" in label for label in read(served)[1])


def test_places_on_the_home_page_are_sections_with_their_own_words() -> None:
    tabs = '<ul><li><a data-toggle="tab" href="#ck">Công khai</a></li><li><a href="#vb">Văn bản</a></li></ul>'
    served = site(falling(3), home=f'{tabs}<div id="ck">{PAPER}</div><div id="vb"><h3>Văn bản</h3></div>')
    _, sections = read(served)
    told = sections["Công khai"]
    assert told.url == f"{SITE}/#ck"
    assert told.page is not None
    assert [item.url for item in told.page.items] == [f"{SITE}/tep/bm05.pdf"]
    assert "Văn bản" not in sections


def test_a_shared_folder_is_left_open() -> None:
    served = site(falling(3))
    with_section(served, FOLDER, "Công khai", page(""))
    portal, sections = read(served)
    assert sections["Công khai"].page is None
    (left,) = (one for one in portal.fetch.missing if one.role is Role.SECTION)
    assert (left.url, left.reason) == (FOLDER, Reason.NEEDS_BROWSER)
    assert not any("drive" in asked for asked in served.asked)


def test_files_with_a_sharing_service_are_the_schools_below_a_sections_name() -> None:
    paper = "https://drive.google.com/file/d/1AbC/view"
    served = site(falling(3))
    with_section(served, paper, "Công khai năm học 2021-2022", page(""))
    with_section(served, "https://drive.google.com/file/d/2AbC/view", "Bài hát truyền thống", page(""))
    with_section(served, FOLDER, "Công khai", page(""))
    portal, _ = read(served)
    assert portal.home is not None
    assert [link.url for link in menu_files(portal, portal.home.links)] == [paper]


def test_a_year_in_its_label_hides_no_section_below_another() -> None:
    served = site(falling(3))
    below = (
        '<ul><li><a href="/vb/ck-2122">Công khai năm học 2021-2022</a></li>'
        '<li><a href="/vb/ts">Tuyển sinh lớp 1 năm học 2021-2022</a></li></ul>'
    )
    with_section(served, "/van-ban", "Văn bản", page(f"<h2>Văn bản</h2>{below}"))
    served.pages["/vb/ck-2122"] = page(f"<h2>Công khai năm học 2021-2022</h2>{PAPER}")
    _, sections = read(served)
    assert sections["Công khai năm học 2021-2022"].path[-1] == "Văn bản"
    assert "Tuyển sinh lớp 1 năm học 2021-2022" not in sections


def test_a_list_that_goes_on_by_a_button_is_read_to_its_end() -> None:
    posts = falling(45)
    served = site(posts, dated=True, size=45)
    whole = served.pages["/tin-tuc"]
    cards = whole[whole.index('<div class="tin">') : whole.index("<div class='pagination'>")].split('<div class="tin">')
    parts = [f'<div class="tin">{card}' for card in cards if card]
    for at in range(0, len(parts), 15):
        more = f'<button data-url="/tin-tuc/them?tu={at + 15}">Xem thêm</button>' if at + 15 < len(parts) else ""
        shown = "".join(parts[at : at + 15]) + more
        served.pages[f"/tin-tuc/them?tu={at}" if at else "/tin-tuc"] = shown if at else page(shown)
    assert walked(served).ledger.sure == 45
    # Where the part does not come, how many there are is not known.
    del served.pages["/tin-tuc/them?tu=15"]
    told = walked(served)
    assert not told.end.complete
    assert told.ledger.possible is None


def test_a_page_of_the_portal_in_a_frame_is_part_of_the_section() -> None:
    served = site(falling(3))
    with_section(served, "/cong-khai", "Công khai", page('<h2>Công khai</h2><iframe src="/ck/ds?nam=2122"></iframe>'))
    served.pages["/ck/ds?nam=2122"] = f"<html><body>{PAPER}</body></html>"
    portal, _ = read(served)
    framed = [fact for fact in portal.facts if isinstance(fact, SectionSeen) and fact.url.endswith("/ck/ds?nam=2122")]
    assert [item.url for fact in framed if fact.page for item in fact.page.items] == [f"{SITE}/tep/bm05.pdf"]


def test_an_archive_of_the_window_makes_up_for_a_list_that_only_a_form_turns() -> None:
    posts = falling(45)
    served = site(posts, dated=True, size=45)
    whole = served.pages["/tin-tuc"]
    cards = whole[whole.index('<div class="tin">') : whole.index("<div class='pagination'>")].split('<div class="tin">')
    parts = [f'<div class="tin">{card}' for card in cards if card]
    turned = '<form method="post"><input type="submit" value="Trang tiếp"></form>'
    served.pages["/tin-tuc"] = page("".join(parts[:10]) + turned)
    alone = walked(served)
    assert (alone.end.complete, alone.ledger.possible) == (False, None)
    months: dict[str, str] = {}
    for post, part in zip(posts, parts, strict=True):
        months[f"{post.day:%Y-%m}"] = months.get(f"{post.day:%Y-%m}", "") + part
    links = "".join(f'<li><a href="/luu-tru?thang={month}">Tháng {month[5:]}/{month[:4]}</a></li>' for month in months)
    older = '<li><a href="/luu-tru?thang=2021-08">Tháng 8/2021</a></li>'
    served.pages["/luu-tru?thang=2021-08"] = page(parts[-1])
    served.pages["/tin-tuc"] = page("".join(parts[:10]) + turned + f"<ul>{links}{older}</ul>")
    served.pages |= {f"/luu-tru?thang={month}": page(shown) for month, shown in months.items()}
    told = walked(served)
    assert told.end.complete
    assert told.ledger.sure == 45
