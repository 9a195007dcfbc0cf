"""A request and an answer, as small as the test portals need them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Ask:
    """One request. `headers` have lower-case names; `form` is what a POST sent URL-encoded."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    form: Mapping[str, str]

    def number(self, name: str, default: int, *, most: int = 1_000_000) -> int:
        """A whole number of the query, never negative and never above `most`; `default` for anything else."""
        text = self.query.get(name) or self.form.get(name) or ""
        return min(int(text), most) if text.isascii() and text.isdigit() else default


@dataclass(frozen=True)
class Reply:
    """One answer."""

    body: bytes
    media: str = JSON
    status: int = 200


class Site(Protocol):
    """What of a portal is not a built file."""

    def answer(self, ask: Ask) -> Reply | None:
        """The answer, None when the address is not one of this site's own."""
        ...


def as_json(value: object, status: int = 200, media: str = JSON) -> Reply:
    """`value` as a service sends it."""
    return Reply(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), media, status)
