"""A GET form that only chooses: its addresses written as fields. Nothing else is ever sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml.html import HtmlElement

from crawler.extract.nodes import text_of
from crawler.extract.page import Page, absolute

_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a form's list: what is sent, what a reader sees, where that leads."""

    value: str
    label: str
    url: str
    node: HtmlElement


def choices_of(page: Page) -> Iterator[list[Choice]]:
    """The choices of each form of the page that has one list and else only hidden fields."""
    for form in page.tree.iter("form"):
        action = absolute(page, form.get("action") or page.url)
        if (form.get("method") or "get").lower() != "get" or action is None:
            continue
        fields = [
            node
            for node in form.iter("input", "select", "textarea")
            if node.get("name") and node.get("type") not in ("submit", "image", "button")
        ]
        hidden = [(node.get("name"), node.get("value") or "") for node in fields if node.get("type") == "hidden"]
        lists = [node for node in fields if node.tag == "select"]
        if len(lists) != 1 or len(hidden) + 1 != len(fields):
            continue
        found = []
        for option in list(lists[0].iter("option"))[:_MOST]:
            label = text_of(option, 120)
            value = option.get("value") or label
            url = f"{action.split('?')[0]}?{urlencode([*hidden, (lists[0].get('name'), value)])}"
            found.append(Choice(value, label, url, option))
        yield found
