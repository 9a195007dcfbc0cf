"""What a visitor would do to see all of a list: scroll to the end, press "Xem thêm" until it is gone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from crawler.browser.rendered import Action

if TYPE_CHECKING:
    from playwright.async_api import Page

_SCROLL = """() => {
    const tall = [...document.querySelectorAll('*')].filter(
        node => node.scrollHeight > node.clientHeight + 50 && node.clientHeight > 200
            && /auto|scroll/.test(getComputedStyle(node).overflowY));
    for (const node of [document.scrollingElement, ...tall.slice(0, 5)]) if (node) node.scrollTo(0, node.scrollHeight);
}"""
# A link that has an address of its own is for the crawler to follow, not for the browser to press.
_CLICK = """wanted => {
    const fold = text => (text || '').normalize('NFC').replace(/\\s+/g, ' ').trim().toLowerCase();
    const seen = node => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== 'hidden';
    const goal = node => (node.getAttribute('href') || '').trim();
    const stays = node => node.tagName !== 'A' || /^(#.*|javascript:.*|)$/.test(goal(node));
    const names = text => text.startsWith(fold(wanted)) && text.length < wanted.length + 8;
    for (const node of document.querySelectorAll('button, a, [role=button], input[type=button], [onclick]')) {
        if (names(fold(node.innerText || node.value)) && seen(node) && stays(node) && !node.disabled) {
            node.click();
            return true;
        }
    }
    return false;
}"""


async def carry_out(page: Page, action: Action, most: int, settle: Callable[[Page], Awaitable[str]]) -> bool:
    """Repeat an action until nothing new comes, `most` times at the longest; tell whether it ended by itself.

    `settle` waits for the page and returns its shape.
    """
    shape = await settle(page)
    for _ in range(most):
        if action[0] == "scroll":
            await page.evaluate(_SCROLL)
        elif not await page.evaluate(_CLICK, action[1]):
            return True
        before, shape = shape, await settle(page)
        if shape == before:
            # A button that is still there and does nothing more is no end.
            return action[0] == "scroll"
    return False
