"""What a visitor would do to see more of a list: scroll to the end, press "Xem thêm" until it is gone, turn a page."""

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
    const stays = node => node.tagName !== 'A' || /^(#(?!!?\\/).*|javascript:.*|)$/.test(goal(node));
    const names = text => text.startsWith(fold(wanted)) && text.length < wanted.length + 8;
    for (const node of document.querySelectorAll('button, a, [role=button], input[type=button], [onclick]')) {
        if (names(fold(node.innerText || node.value)) && seen(node) && stays(node) && !node.disabled) {
            node.click();
            return true;
        }
    }
    return false;
}"""

# A notice in front of the portal, with nothing else on the page: what a visitor must press to enter.
_ENTER = """() => {
    const fold = text => (text || '').normalize('NFC').replace(/\\s+/g, ' ').trim().toLowerCase();
    const seen = node => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== 'hidden';
    if (document.body.innerText.length > 1500 || document.links.length > 5) return false;
    const words = new RegExp('^(tôi )?(đồng ý|đã hiểu)( (và|&) tiếp tục)?$|^tiếp tục$|^vào (trang|website)( chủ| web)?$'
        + '|^(bỏ qua|accept|i agree|continue|enter)$');
    for (const node of document.querySelectorAll('button, [role=button], input[type=button], a')) {
        const goal = (node.getAttribute('href') || '').trim();
        const stays = /^(#(?!!?\\/).*|javascript:.*|)$/.test(goal);
        if (stays && words.test(fold(node.innerText || node.value)) && seen(node)) {
            node.click();
            return true;
        }
    }
    return false;
}"""
# Controls of pagers, one for each pager: "2" beside its like, else words and signs of going on. Those with an address
# are pressed as well: the front-end fetches its next page then, and going elsewhere is refused to a page taken down.
_TURN = """number => {
    const fold = text => (text || '').normalize('NFC').replace(/\\s+/g, ' ').trim().toLowerCase();
    const seen = node => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== 'hidden';
    const dead = node => node.disabled || node.getAttribute('aria-disabled') === 'true'
        || /(^|[ _-])disabled/.test(node.className + ' ' + ((node.parentElement || {}).className || ''));
    const words = node => fold(node.innerText || node.value || '')
        || fold(node.getAttribute('aria-label') || node.title);
    const next = new RegExp('^(trang )?(sau|tiếp|tiếp theo|kế|kế tiếp|next|next page|go to next page|older)'
        + '( *[›»>→])?$|^[›»>→]{1,2}$');
    const leaf = node => ![...node.querySelectorAll('button, a, [role=button], [onclick], li')].length;
    const all = [...document.querySelectorAll('button, a, li, span, [role=button], input[type=button], [onclick]')]
        .filter(node => seen(node) && !dead(node) && leaf(node)
            && (!node.closest('a, button') || node.closest('a, button') === node));
    const beside = node => [...((node.closest('li') || node).parentElement || document.body).children]
        .map(other => fold(other.innerText)).filter(text => /^\\d{1,4}$/.test(text)).length > 1;
    const rows = new Map();
    const keep = node => {
        const row = (node.closest('li') || node).parentElement;
        if (row && ![...rows.keys()].some(other => other.contains(row) || row.contains(other))) rows.set(row, node);
    };
    for (const node of all) if (/^(trang )?2$/.test(words(node)) && beside(node)) keep(node);
    for (const node of all) if (next.test(words(node))) keep(node);
    const found = [...rows.values()][number];
    if (!found) return false;
    found.click();
    return true;
}"""
_MOST_PAGERS = 3


async def enter(page: Page) -> bool:
    """Press what a visitor must press before a portal shows anything; False where nothing stands in front of it."""
    return bool(await page.evaluate(_ENTER))


async def turn(page: Page, settle: Callable[[Page], Awaitable[str]]) -> bool:
    """Turn each pager of a page once, so that it is seen what its scripts ask for then; False where there is none."""
    for number in range(_MOST_PAGERS):
        if not await page.evaluate(_TURN, number):
            return number > 0
        await settle(page)
    return True


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
