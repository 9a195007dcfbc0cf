"""``python -m tests.crawler.pretend_public ORDER ADDRESS…``: the crawler, to whom these loopback addresses are public.

There is no public server to test against, and loopback is either refused or, with allow_private, not waited for. So
the one question "is this address public?" is answered differently for the addresses named; all else is the real thing.
"""

from __future__ import annotations

import sys

from crawler import guard, process

_really_public = guard.is_public


def main() -> int:
    """Run the order with the addresses on the command line taken for public ones."""
    named = frozenset(sys.argv[2:])
    guard.is_public = lambda address: address in named or _really_public(address)
    return process.main()


if __name__ == "__main__":
    sys.exit(main())
