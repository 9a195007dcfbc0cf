"""Addresses that show a page in another guise (its source, its history, an older state), and pages that wikis make."""

from __future__ import annotations

import re

_OTHER_VIEW = re.compile(
    r"[?&](?:oldid|diff|curid|redlink|printable|veaction|rev|revision)=|[?&]title=[^&]+&action=(?!view\b)\w+"
    r"|[?&]action=(?:edit|history|raw|diff|source|login|logout|register|recall|backlinks?|attachments?)(?:[&#]|$)"
    r"|[?&]do=(?:edit|login|logout|register|resendpwd|profile\w*|revisions|diff|backlink|recent|index|media|admin|source"
    r"|export_\w+|subscribe|draft|locked|search|check)(?:[&#]|$)"
    # MediaWiki's "Special:" in English and Vietnamese.
    r"|(?:[?&]title=|/)(?:special|đặc_biệt|%c4%90%e1%ba%b7c_bi%e1%bb%87t):",
    re.I,
)


def is_other_view(url: str) -> bool:
    """Tell whether an address is a wiki's other view of a page, or of a page that the wiki makes itself."""
    return bool(_OTHER_VIEW.search(url))
