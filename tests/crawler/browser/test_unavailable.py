"""Without the extra or without a Chromium nothing breaks: each page is missing because it needs a browser."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.browser import chromium
from crawler.browser.browser import Browser
from crawler.browser.chromium import find_chromium, launch_options, what_is_missing
from crawler.browser.rendered import Rendered
from crawler.browser.renderer import Renderer
from crawler.guard import Guard
from crawler.tally import Tally
from records.facts import Reason
from tests.crawler.browser.batches import page, run
from tests.crawler.faults import FaultServer, Site, reply


async def never(request: Request) -> Response:
    """Nothing may be asked for."""
    raise AssertionError(request)


def render_with(browser_program: str) -> tuple[Rendered, Tally, int]:
    """Try to render a page."""

    async def attempt() -> tuple[Rendered, Tally, int]:
        tally = Tally()
        browser = Browser(Guard((), True), "KiemCong/0.1", browser_program)
        renderer = Renderer(browser, never, tally, lambda url: True)
        rendered = await renderer.render("http://mot.test/")
        await renderer.close()
        await browser.close()
        return rendered, tally, renderer.left()

    return asyncio.run(attempt())


def test_without_chromium_a_page_needs_a_browser(tmp_path: Path) -> None:
    rendered, tally, left = render_with(str(tmp_path / "chromium"))
    assert (rendered.reason, rendered.detail) == (Reason.NEEDS_BROWSER, "chromium")
    assert (rendered.html, tally.requests, left) == (b"", 0, 0)


def test_the_program_named_counts_and_no_other(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    assert find_chromium(str(program)) == ""
    program.write_text("#!/bin/sh\n")
    assert find_chromium(str(program)) == ""
    program.chmod(0o755)
    assert find_chromium(str(program)) == str(program)
    assert Renderer.available(str(program)) == ""
    assert find_chromium(str(tmp_path)) == ""


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find_spec", lambda name: None)
    assert what_is_missing() == "playwright"
    rendered, _, left = render_with("")
    assert (rendered.reason, rendered.detail, left) == (Reason.NEEDS_BROWSER, "playwright", 0)


def test_importing_all_of_it_imports_no_playwright() -> None:
    modules = [
        "browser",
        "middleware",
        "proxy",
        "renderer",
        "traffic",
        "visit",
        "actions",
        "chromium",
        "processes",
        "rendered",
    ]
    code = "import sys; sys.modules.update(dict.fromkeys(('playwright', 'scrapy_playwright', 'greenlet')));"
    code += "".join(f"import crawler.browser.{module};" for module in modules)
    subprocess.run([sys.executable, "-c", code], check=True)


def test_there_is_a_sandbox_except_for_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for user, sandbox in ((0, False), (1000, True)):
        monkeypatch.setattr("os.geteuid", lambda user=user: user)
        options = launch_options("/usr/bin/chromium", tmp_path, 4321)
        assert options["chromium_sandbox"] is sandbox
        assert "--no-sandbox" not in options["args"]
        assert options["proxy"] == {"server": "http://127.0.0.1:4321"}


@pytest.mark.browser
def test_a_browser_that_does_not_start_costs_its_pages_and_is_not_tried_for_ever(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    with FaultServer({"mot.test": Site({"*": reply("<p>x</p>")})}) as server:
        pages = [page(f"http://mot.test/{number}") for number in range(4)]
        batch = run(tmp_path, [pages], server, chromium=str(program))
    assert batch.status == 0
    assert {shown["reason"] for shown in batch.pages.values()} == {"needs-browser"}
    assert batch.page("/3")["detail"] == "launch"
    assert batch.errors.count("the browser did not start") == 2
    assert batch.events[-2]["processes"] == []
