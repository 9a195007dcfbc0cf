"""What a page shows of its own safety: parts that come unprotected, passwords that would be sent in the clear."""

from __future__ import annotations

from urllib.parse import urljoin

from crawler.extract.page import Page

_LOADED = (("script", "src"), ("iframe", "src"), ("link", "href"), ("img", "src"))
_LINKS_THAT_LOAD = ("stylesheet", "icon", "preload")


def page_safety(page: Page) -> dict[str, str]:
    """``mixed``: what a page with https loads without it; ``open-password``: where a password would go in the clear."""
    shown = {"mixed": _mixed(page), "open-password": _open_password(page)}
    return {name: value for name, value in shown.items() if value}


def _mixed(page: Page) -> str:
    if not page.url.lower().startswith("https:"):
        return ""
    for tag, attribute in _LOADED:
        for node in page.tree.iter(tag):
            if tag == "link" and (node.get("rel") or "").lower() not in _LINKS_THAT_LOAD:
                continue
            if (node.get(attribute) or "").strip().lower().startswith("http:"):
                return str(node.get(attribute)).strip()[:300]
    return ""


def _open_password(page: Page) -> str:
    for node in page.tree.iter("input"):
        if (node.get("type") or "").lower() != "password":
            continue
        form = next((one for one in node.iterancestors("form")), None)
        target = str(urljoin(page.url, (form.get("action") or "") if form is not None else ""))
        if target.lower().startswith("http:"):
            return target[:300]
    return ""
