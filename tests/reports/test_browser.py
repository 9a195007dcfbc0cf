"""The pages in a real Chromium: sorting, filtering, searching, printing, by mouse and keyboard, without a network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from crawler.browser.chromium import ENVIRONMENT, find_chromium
from tests.reports.axe import axe_source
from tests.reports.conftest import Written

pytestmark = pytest.mark.browser
DESKTOP, PHONE, NARROW = 1280, 390, 320


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = find_chromium(os.environ.get(ENVIRONMENT, ""))
    assert program, "no Chromium on this machine"
    with sync_playwright() as playwright:
        # As root in a container Chromium has no sandbox; the pages are our own files.
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, path: Path, width: int = DESKTOP, **more: Any) -> Page:
    """The file in a window of its own that has no network; whatever it asks for is noted in `page.asked`."""
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **more)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(path.as_uri())
    page.asked, page.faults = asked, faults  # type: ignore[attr-defined]
    return page


@pytest.fixture
def office(browser: Browser, written: Written) -> Iterator[Page]:
    page = opened(browser, written.folder / "index.html")
    yield page
    page.context.close()


@pytest.fixture
def school(browser: Browser, written: Written) -> Iterator[Page]:
    page = opened(browser, written.page("TH02", "html"))
    yield page
    page.context.close()


def codes(page: Page) -> list[str]:
    """The schools that are shown, from the top down."""
    return page.eval_on_selector_all(
        "#schools > tbody > tr", "rows => rows.filter(row => row.offsetHeight).map(row => row.dataset.code)"
    )


def shown(page: Page, table: str) -> list[str]:
    return page.eval_on_selector_all(
        f"#{table} > tbody > tr", "rows => rows.filter(row => row.offsetHeight).map(row => row.innerText)"
    )


HOSTILE_CODE = "=cmd|'/C calc'!A0"


def test_a_column_is_sorted_both_ways_and_what_is_unmeasured_stands_last(office: Page) -> None:
    head = office.locator("#schools th", has_text="3.2")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert codes(office) == ["TH02", "CS05", "CS06", HOSTILE_CODE, "TH01", "TH03", "TH04"]
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert codes(office) == ["TH01", "TH02", "CS05", "CS06", HOSTILE_CODE, "TH03", "TH04"]
    assert office.locator("#schools th[aria-sort=descending]").count() == 1


def test_names_are_sorted_as_vietnamese_sort_them(office: Page) -> None:
    office.locator("#schools th", has_text="Trường").locator("button").click()
    names = [text.splitlines()[0] for text in office.locator("#schools th.school > a").all_inner_texts()]
    assert names[-2:] == ["Trường Tiểu học Phú Hòa 1"] * 2
    assert names.index("Trường THCS Chuyển Nhà") < names.index("Trường THCS Ở Ghép")


def test_everything_works_from_the_keyboard(office: Page) -> None:
    office.keyboard.press("Tab")
    assert office.evaluate("document.activeElement.className") == "skip"
    office.locator("#schools th button").first.focus()
    office.keyboard.press("Enter")
    assert office.locator("#schools th").first.get_attribute("aria-sort") == "ascending"
    assert codes(office)[1:3] == ["CS05", "CS06"]
    office.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement)"
    assert office.evaluate(f"{style}.outlineStyle") == "solid"
    assert float(office.evaluate(f"parseFloat({style}.outlineWidth)")) >= 2
    stops = set()
    for _ in range(60):
        office.keyboard.press("Tab")
        stops.add(office.evaluate("document.activeElement.tagName"))
    assert {"A", "BUTTON"} <= stops, "nothing traps the focus"


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("outcomes", "partial", ["TH02", "CS05", "CS06", HOSTILE_CODE]),
        ("outcomes", "unknown", ["TH02", "TH03", "TH04", "CS05", "CS06", HOSTILE_CODE]),
        ("level", "THCS", ["CS05", "CS06"]),
        ("ward", "Phường Phú Hòa", ["TH02", "CS05"]),
        ("platform", "nen-tang.test", ["TH02", "TH03", "TH04"]),
    ],
)
def test_the_office_is_filtered(office: Page, name: str, value: str, left: list[str]) -> None:
    office.locator(f"select[data-filter={name}]").select_option(value)
    assert codes(office) == left
    assert office.locator(".filters [role=status]").inner_text() == f"Đang hiện {len(left)}/7 dòng"
    office.locator(f"select[data-filter={name}]").select_option("")
    assert len(codes(office)) == 7


def test_filters_add_up_and_searching_needs_no_diacritics(office: Page) -> None:
    office.locator("select[data-filter=level]").select_option("THCS")
    office.locator("input[data-filter=text]").fill("o ghep")
    assert codes(office) == ["CS06"]
    office.locator("input[data-filter=text]").fill("PHU CUONG")
    assert codes(office) == []
    office.locator("select[data-filter=level]").select_option("")
    assert codes(office) == ["TH01"]


def test_the_ledger_is_sorted_filtered_and_searched(school: Page) -> None:
    assert len(shown(school, "ledger")) == 40
    school.locator("select[data-filter=counted]").select_option("maybe")
    assert len(shown(school, "ledger")) == 4
    school.locator("select[data-filter=counted]").select_option("")
    school.locator("input[data-filter=text]").fill("tin so 17")
    assert [text.split("\t")[0] for text in shown(school, "ledger")] == ["27/08/2021"]
    school.locator("input[data-filter=text]").fill("")
    school.locator("#ledger th", has_text="Ngày đăng").locator("button").click()
    days = [text.split("\t")[0].split("\n")[0] for text in shown(school, "ledger")]
    assert days[:2] == ["02/03/2020", "02/03/2020"]
    assert days[-4:] == ["—"] * 4, "posts without a day stand last"


@pytest.mark.parametrize("width", [NARROW, PHONE, 768, DESKTOP])
@pytest.mark.parametrize("kind", ["office", "school", "hostile"])
def test_no_page_is_wider_than_its_window(browser: Browser, written: Written, kind: str, width: int) -> None:
    page = opened(browser, place(written, kind), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def place(written: Written, kind: str) -> Path:
    code = {"school": "TH02", "hostile": written.hostile, "down": "TH03"}.get(kind)
    return written.page(code, "html") if code else written.folder / "index.html"


@pytest.mark.parametrize("kind", ["office", "school", "hostile"])
def test_nothing_is_asked_for_and_nothing_foreign_runs(browser: Browser, written: Written, kind: str) -> None:
    path = place(written, kind)
    page = opened(browser, path)
    page.on("dialog", lambda dialog: page.faults.append(dialog.message))  # type: ignore[attr-defined]
    page.locator("button").first.click()
    page.wait_for_timeout(100)
    assert page.asked == [path.as_uri()]  # type: ignore[attr-defined]
    assert page.faults == []  # type: ignore[attr-defined]
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, object, [onerror], [onfocus], [onmouseover]").count() == 0
    targets = page.eval_on_selector_all("a[href]", "links => links.map(link => link.protocol)")
    assert set(targets) <= {"http:", "https:", "file:"}
    page.context.close()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", ["office", "school", "hostile", "down"])
def test_axe_finds_nothing_serious(browser: Browser, written: Written, kind: str, width: int) -> None:
    page = opened(browser, place(written, kind), width, bypass_csp=True)
    # What is folded away is read, too.
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.evaluate(axe_source())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"], "axe looked at something"
    told = [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found["violations"]]
    assert [one for one in told if one[1] in ("serious", "critical")] == []
    assert [one for one in told if one[0] in ("heading-order", "scope-attr-valid", "landmark-one-main")] == []
    page.context.close()


def test_axe_would_find_something(browser: Browser, written: Written) -> None:
    page = opened(browser, place(written, "school"), bypass_csp=True)
    page.evaluate(
        "document.querySelectorAll('label').forEach(one => one.replaceWith(...one.querySelectorAll('select')))"
    )
    page.evaluate("document.body.style.color = '#ccc'")
    page.evaluate(axe_source())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert {"select-name", "color-contrast"} <= {one["id"] for one in found["violations"]}
    page.context.close()


def printed(page: Page) -> list[str]:
    """The page printed on A4, a text a sheet."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]


def test_printing_unfolds_everything_and_drops_the_controls(school: Page) -> None:
    school.locator("input[data-filter=text]").fill("tin so 17")
    school.locator("input[data-filter=text]").fill("")
    sheets = printed(school)
    for word in ("TH02", "6,5 / 13 đã đo", "Việc nên làm trước", "Chưa đo được, vì sao", "Tóm tắt từng tiêu chí"):
        assert word in sheets[0]
    assert "Bằng chứng" not in sheets[0]
    text = " ".join(sheets)
    assert "Tìm trong sổ" not in text
    assert "Từng mục (2)" not in text
    assert "Cam kết chất lượng" in text
    assert all(f"Tin số {number}" in text for number in (0, 29, 1003, 2005))
    assert sum("Bài và lý do" in sheet for sheet in sheets) >= 2, "the table's head is repeated"


def test_the_office_prints_across(office: Page) -> None:
    document = pypdfium2.PdfDocument(office.pdf(prefer_css_page_size=True))
    width, height = document[0].get_size()
    assert width > height
    text = " ".join(printed(office))
    assert "Tìm trường" not in text
    assert all(code in text for code in ("TH01", "TH04", "CS06"))


def test_without_scripts_everything_stands_there_to_read(browser: Browser, written: Written) -> None:
    page = opened(browser, place(written, "school"), java_script_enabled=False)
    assert page.locator("#ledger tbody tr:visible").count() == 40
    assert page.locator(".filters:visible").count() == 0
    page.context.close()


def test_the_picture_is_told_apart_without_colour(school: Page) -> None:
    school.emulate_media(media="print")
    fills = school.evaluate(
        "['own', 'before'].map(name => document.querySelector(`svg.chart .${name}`).getAttribute('fill'))"
    )
    own, before = (luminance(fill) for fill in fills)
    assert (before + 0.05) / (own + 0.05) >= 3
    assert school.locator("svg.chart .maybe").first.get_attribute("fill") == "url(#hatch)"
    bars = school.eval_on_selector_all("#ladder .rung i", "bars => bars.map(bar => bar.getBoundingClientRect().width)")
    assert max(bars) > 0 == min(bars)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
