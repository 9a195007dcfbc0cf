"""The one way a record is built: frozen, closed to unknown fields, compared by value."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

QUOTE_LENGTH = 300
TEXT_LENGTH = 2_000


class Record(BaseModel):
    """A frozen value with named fields; an unknown field is an error, not a surprise later."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)


def clip(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return `text` with white space folded, at most `length` characters, an ellipsis where cut.

    Lone surrogates and NUL are dropped: both may come from a portal and neither survives UTF-8 or XML.
    """
    # Most texts come clean; this is what loading a saved visit spends its time on.
    if len(text) <= length and text.isprintable() and "  " not in text and text == text.strip():
        return text
    # Bounded before it is split, so that a hostile page costs nothing here.
    folded = " ".join(text[: length * 8].replace("\x00", "").split())
    folded = folded.encode("utf-8", "ignore").decode("utf-8")
    return folded if len(folded) <= length else folded[: length - 1].rstrip() + "…"


def _clip_quote(value: object) -> object:
    return clip(value) if isinstance(value, str) else value


def _clip_text(value: object) -> object:
    return clip(value, TEXT_LENGTH) if isinstance(value, str) else value


Quote = Annotated[str, BeforeValidator(_clip_quote)]
"""Text of a portal, clipped to 300 characters when the record is made."""

Excerpt = Annotated[str, BeforeValidator(_clip_text)]
"""A longer piece of a portal's text, clipped to 2,000 characters."""
