"""What a visitor finds by opening a page: folds, tabs, a choice of years. All of it is put below what the page showed.

Only what stands in the page's own part is touched, never a form, never what sends, shares or closes something.
"""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

_MOST = 12
_LONGEST = 400_000


@dataclass(frozen=True, slots=True)
class Opened:
    """What was revealed, as HTML to stand below what the page showed; `whole`: nothing was left unopened."""

    html: str = ""
    whole: bool = True


async def open_all(page: Page, school_year: str, settle: Callable[[Page], Awaitable[str]]) -> Opened:
    """Open what can be opened on a page, one after another; of a choice of years those of `school_year` first."""

    async def ask(step: str, label: str = "") -> object:
        # What can be opened is looked for anew each time, since a script may have drawn it anew.
        return await page.evaluate(_script(), [step, school_year, label, _LONGEST])

    labels = await ask("list")
    wanted = list(dict.fromkeys(str(label) for label in labels)) if isinstance(labels, list) else []
    pieces: list[str] = []
    length = 0
    for label in wanted[:_MOST]:
        if not await ask("open", label):
            continue
        await settle(page)
        revealed = await ask("revealed")
        if revealed is None:
            # It led to another page of the portal: that one is for the crawler to visit, where an address names it.
            await page.evaluate("() => history.back()")
            await settle(page)
        elif revealed and isinstance(revealed, str):
            length += len(revealed)
            pieces.append(f"<section><h3>{html.escape(label)}</h3>{revealed}</section>")
    return Opened("\n".join(pieces), whole=len(wanted) <= _MOST and length < _LONGEST)


@cache
def _script() -> str:
    return files("crawler.browser").joinpath("opening.js").read_text("utf-8")


def with_opened(document: bytes, opened: str) -> bytes:
    """A document with what was revealed at the end of its own part."""
    if not opened:
        return document
    more = opened.encode("utf-8", "replace")
    place = document.lower().rfind(b"</main>")
    place = document.lower().rfind(b"</body>") if place < 0 else place
    return document + more if place < 0 else document[:place] + more + document[place:]
