"""The seed of this run: random, printed at the end, repeatable with ``KIEMCONG_TEST_SEED``."""

from __future__ import annotations

import os
import secrets
from functools import cache

VARIABLE = "KIEMCONG_TEST_SEED"


@cache
def run_seed() -> int:
    """The same number all through one run of the tests."""
    return int(os.environ.get(VARIABLE) or secrets.randbelow(1_000_000))
