"""A visitor with a browser in each portal: what each listing shows to its end, in the way its vendor has made it."""
# ruff: noqa: E501 (answers and markup stand as their vendor would send them)

from __future__ import annotations

import json
import time
from typing import cast

from tests.portals.browser.chrome import Window
from tests.portals.labelled.model import LabelledPortal

MOST_STEPS = 80
_PRESS = "(b => b && !b.disabled ? (b.click(), true) : false)(document.querySelector({}))"
FURTHER = {
    "SPRING": _PRESS.format("'.pagination .active + li a'"),
    "LARAVEL": _PRESS.format("'button.sau'"),
    "OFFSET": _PRESS.format("'#more'"),
    "CURSOR": "(s => s ? (scrollTo(0, 0), scrollTo(0, document.body.scrollHeight), true) : false)(document.querySelector('.sentinel'))",
    "GRAPHQL": _PRESS.format("'.load button'"),
    "ASMX": _PRESS.format("'.so b + a'"),
    "ODATA": _PRESS.format("'.pager a:last-child:not([href$=\"=' + (new URLSearchParams(location.search).get('trang') - 1) + '\"])'"),
    "STRAPI": _PRESS.format("'.them button'"),
    "BANGTIN": _PRESS.format("'.paginate_button.current + a'"),
    "CAY": "(a => a ? (a.click(), true) : false)(Array.from(document.querySelectorAll('#main > a')).find(a => a.innerText === 'Sau'))",
    "MANG": _PRESS.format("'.w3-pagination b + a'"),
    "MANH": _PRESS.format("'#load-more'"),
    "CHITIET": _PRESS.format("'.trang b + a'"),
    "CUOI": _PRESS.format("'a.next'"),
    "IT": _PRESS.format("'.more'"),
    "NHIEU": "(links => { const n = Number(new URLSearchParams(location.search).get('trang') || 1); const a = Array.from(links).find(a => a.innerText === String(n + 1)); return a && document.querySelector('#main b') ? (a.click(), true) : false; })(document.querySelectorAll('#main a'))",
    "DONG": _PRESS.format("'.pages .on + a'"),
    "NGHEN": _PRESS.format("'.them'"),
    "NAM": "(s => s && s.selectedIndex < s.length - 1 ? (s.selectedIndex += 1, s.onchange({target: s}), true) : false)(document.querySelector('#nien-khoa'))",
    "AO": "scrollY + innerHeight >= document.documentElement.scrollHeight - 4 ? false : (scrollBy(0, 700), dispatchEvent(new Event('scroll')), true)",
    "DOCNHIEU": _PRESS.format("'.trang b + a'"),
    "TUOITIN": _PRESS.format("'.trang b + a'"),
    "MAY": _PRESS.format("'.trang b + a'"),
    "NHAN": _PRESS.format("'.trang b + a'"),
    "CAPNHAT": _PRESS.format("'.trang b + a'"),
    "GIA": _PRESS.format("'.trang b + a'"),
    "CHAM": _PRESS.format("'.them'"),
    "TAB": _PRESS.format("'.tabs .active + button'"),
    "GAP": _PRESS.format("'.trang b + a'"),
    "CKNAM": _PRESS.format("'.trang b + a'"),
    "TRANGCHAM": _PRESS.format("'.trang b + a'"),
    "HONG": _PRESS.format("'.trang b + a'"),
    "CAM": _PRESS.format("'a.next'"),
}  # fmt: skip
"""Each gives false when there is nothing further, and else goes one step further."""

ENDS = {
    "CURSOR": " || !document.querySelector('.sentinel')",
    "AO": " || scrollY + innerHeight >= document.documentElement.scrollHeight - 4",
}
"""Where the last step may show nothing new."""

_SHOWN = "JSON.stringify(Array.from(document.querySelectorAll('#main a[href], #main .the h3'), a => [(a.href || '').replace(location.origin, ''), a.innerText]))"
_DONE = "!!document.querySelector('#main') && !document.querySelector('#main .dang-tai') && document.querySelectorAll('#main *').length > 0"


def loaded(window: Window) -> None:
    """Wait until the script has drawn what it had to."""
    window.wait(_DONE)
    window.wait("!document.querySelector('#main .dang-tai')")


def walk(window: Window, portal: LabelledPortal, start: str) -> dict[str, str]:
    """Addresses of posts with their titles, of one listing and all that follows it."""
    posts = {post.path for post in portal.truth.posts}
    by_title = {post.title: post.path for post in portal.truth.posts} if portal.school.code == "NHAN" else {}
    found: dict[str, str] = {}
    window.open(portal.truth.url(start))
    loaded(window)
    for _ in range(MOST_STEPS):
        before = str(window.value(_SHOWN))
        links = cast("list[list[str]]", json.loads(before))
        found |= {path: title for path, title in links if path in posts}
        found |= {by_title[title]: title for _, title in links if title in by_title}
        if portal.school.code == "NGHEN":
            # Whoever hurries is shown an end that is none.
            time.sleep(1.6)
        if not window.value(FURTHER[portal.school.code]):
            return found
        # The last step of an endless listing only takes its end away.
        end = ENDS.get(portal.school.code, "")
        window.wait(f"({_DONE}) && ({_SHOWN} !== {json.dumps(before)}{end})")
    raise AssertionError("a listing without end")


def links_of_page(window: Window, code: str) -> set[str]:
    """What the open page of a section links to, all that can be opened or chosen on it included."""
    found = set(window.links())
    if code == "GAP":
        window.value("document.querySelectorAll('button.nhom').forEach(b => b.click())")
        window.wait("!document.querySelector('button.nhom[aria-expanded=false]')")
    choices = window.value("document.querySelector('#nam')?.length ?? 0")
    for choice in range(choices if isinstance(choices, int) else 0):
        window.value(f"(s => {{ s.selectedIndex = {choice}; s.onchange(); }})(document.querySelector('#nam'))")
        found |= set(window.links())
    return found | set(window.links())
