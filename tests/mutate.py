"""Ten faults put into a copy of the code, each of which a named test must notice: ``python tests/mutate.py [NAME …]``.

The checkout itself is never changed: a copy in a temporary folder is, one fault at a time, and the test is run there.
Exit status 0 when every test passes on the clean copy and turns red on its fault. ``docs/mutations.md`` says what each
fault means.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "var", "*.egg-info"
)
_VISIT = "tests/crawler/test_whole_visit.py"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault: in `file`, the only place that reads `before` becomes `after`; `test` must turn red."""

    name: str
    file: str
    before: str
    after: str
    test: str


MUTATIONS = (
    Mutation(
        "drop-pagination",
        "crawler/adapters/walk.py",
        "following = opened.pager.next_url",
        "following = None",
        f"{_VISIT}::test_all_pages_of_the_news_are_turned",
    ),
    Mutation(
        "swap-day-and-month",
        "reading/dates.py",
        "return _day(year, second, first), both_ways",
        "return _day(year, first, second), both_ways",
        "tests/crawler/extract/test_article.py::test_the_day_of_posting[below the title]",
    ),
    Mutation(
        "timeout-is-an-empty-page",
        "crawler/fetch.py",
        "return self._failed(url, role, Reason.TIMEOUT, str(error))",
        "return dataclasses.replace(self._failed(url, role, Reason.TIMEOUT, str(error)), reason=None, status=200,"
        ' body=b"<html><body></body></html>", content_type="text/html")',
        f"{_VISIT}::test_a_page_that_hangs_is_missing_and_leaves_the_posts_open",
    ),
    Mutation(
        "skip-the-parent",
        "crawler/visit.py",
        "await self._step(Aspect.PARENT, self._parent)",
        "pass",
        f"{_VISIT}::test_the_parent_is_read_and_links_to_the_school",
    ),
    Mutation(
        "ignore-empty-sections",
        "reading/sections.py",
        "def _state_of_page(self, page: SectionPage) -> SectionState:",
        "def _state_of_page(self, page: SectionPage) -> SectionState:\n        return SectionState.CONTENT",
        f"{_VISIT}::test_a_section_with_nothing_in_it_is_missing",
    ),
    Mutation(
        "lose-the-last-day-of-the-window",
        "records/facts.py",
        "return self.start <= day <= self.end",
        "return self.start <= day < self.end",
        f"{_VISIT}::test_the_window_holds_its_first_and_last_day_and_no_other",
    ),
    Mutation(
        "accept-a-foreign-home",
        "reading/understand.py",
        "return False, tuple(fact.evidence for fact in home)",
        "return True, tuple(fact.evidence for fact in home)",
        f"{_VISIT}::test_a_portal_of_another_school_is_not_judged",
    ),
    Mutation(
        "follow-redirects-inside",
        "crawler/guard.py",
        "if self.allow_private or is_public(address):",
        "if self.allow_private or is_public(address) or self.addresses:",
        "tests/crawler/test_guard.py::test_no_redirect_leads_inside",
    ),
    Mutation(
        "coverage-is-always-complete",
        "crawler/visit.py",
        "complete=enumeration.complete,",
        "complete=True,",
        f"{_VISIT}::test_a_page_that_hangs_is_missing_and_leaves_the_posts_open",
    ),
    Mutation(
        "a-menu-label-earns-the-section",
        "reading/sections.py",
        "            if missing is None:\n                return SectionState.NOT_OPENED",
        "            if missing is None or not missing.status:\n                return SectionState.CONTENT",
        f"{_VISIT}::test_a_link_in_the_menu_earns_nothing_by_itself",
    ),
)


def _passes(copy: Path, test: str) -> bool:
    """Run one test in the copy; the copy's own rooms are imported, in children too."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{test} did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == 0


def _noticed(copy: Path, mutation: Mutation) -> str:
    """Put the fault in, run its test, take it out again; the answer is what went wrong, empty when all is well."""
    file = copy / mutation.file
    text = file.read_text(encoding="utf-8")
    if text.count(mutation.before) != 1:
        return f"its place is not found once in {mutation.file}"
    if not _passes(copy, mutation.test):
        return f"{mutation.test} is red without the fault"
    file.write_text(text.replace(mutation.before, mutation.after), encoding="utf-8")
    try:
        return f"{mutation.test} does not notice it" if _passes(copy, mutation.test) else ""
    finally:
        file.write_text(text, encoding="utf-8")


def main() -> int:
    """Try the mutations named on the command line, all of them when none is."""
    wanted = [mutation for mutation in MUTATIONS if not sys.argv[1:] or mutation.name in sys.argv[1:]]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=_LEFT_OUT)
        for mutation in wanted:
            problem = _noticed(copy, mutation)
            bad += bool(problem)
            print(f"{mutation.name}: {problem or 'noticed'}", flush=True)
    return 1 if bad or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
