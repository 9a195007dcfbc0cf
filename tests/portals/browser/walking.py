"""A visitor at the listing of news, going on to the end of it in each portal's own way."""

from __future__ import annotations

import json
import re
from typing import cast

from tests.portals.browser.chrome import Window

MOST_STEPS = 60

# Each gives false when there is nothing further, and else goes one step further.
FURTHER = {
    "button": """(() => {
        const button = Array.from(document.querySelectorAll('button')).find(b => b.innerText.trim() === 'Xem thêm');
        if (!button) return false;
        button.click();
        return true;
    })()""",
    "numbers": """(() => {
        const pager = document.querySelector('.phan-trang, .phantrang');
        const now = Number(pager.querySelector('li.active, span').innerText);
        const next = Array.from(pager.querySelectorAll('a')).find(a => a.innerText === String(now + 1));
        if (!next) return false;
        next.click();
        return true;
    })()""",
    "next": """(() => {
        const next = Array.from(document.querySelectorAll('button')).find(b => b.innerText === 'Trang sau');
        if (next.disabled) return false;
        next.click();
        return true;
    })()""",
    "scrolling": """(() => {
        if (!document.querySelector('.sentinel')) return false;
        window.scrollTo(0, document.body.scrollHeight);
        return true;
    })()""",
}


def press(window: Window, label: str) -> None:
    """Press the button with this label."""
    found = f"Array.from(document.querySelectorAll('button')).find(b => b.innerText === {json.dumps(label)})"
    window.wait(f"!!{found}")
    window.value(f"{found}.click()")


def walk(window: Window, further: str, post_shape: re.Pattern[str]) -> dict[str, str]:
    """Addresses of posts with their titles, of the listing that is open and all that follows it."""
    shape = json.dumps(post_shape.pattern)
    posts = (
        "Array.from(document.querySelectorAll('a[href]'), a => [a.href.replace(location.origin, ''), a.innerText])"
        f".filter(([path]) => new RegExp({shape}).test(path))"
    )
    found: dict[str, str] = {}
    before = "[]"
    for _ in range(MOST_STEPS):
        # React hides its button while it loads, and shows what has come a moment before it shows the button again.
        window.wait(
            f"JSON.stringify({posts}) !== {json.dumps(before)} && !document.body.innerText.includes('Đang tải...')"
        )
        shown = cast(list[tuple[str, str]], window.value(posts))
        found |= dict(shown)
        before = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
        if not window.value(FURTHER[further]):
            return found
    raise AssertionError("a listing without end")
