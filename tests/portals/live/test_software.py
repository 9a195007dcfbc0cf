"""What is missing is said, and what was not fetched to the end is fetched again. No registry is asked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.portals.live import fetch, software
from tests.portals.live.software import ALL, Software, installed, why_not

MADE_UP = Software("made-up", "npm", ("made-up@1.2.3",))


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The fetches made with an empty cache and no registry."""
    made: list[str] = []

    def fetch(folder: Path, wanted: Software) -> None:
        assert not folder.exists()
        made.append(wanted.packages[0])
        folder.mkdir()

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setitem(software._FETCH, "npm", fetch)
    return made


def test_everything_fetched_is_pinned() -> None:
    for each in ALL:
        if each.source != "debian":
            assert all(("==" if each.source == "pypi" else "@") in package for package in each.packages)
            assert each.version[0].isdigit()


def test_a_missing_program_or_gem_is_the_reason() -> None:
    assert why_not(Software("x", "npm", ("x@1",), ("no-such-program",))) == "no-such-program not installed"
    assert why_not(Software("y", "debian", ("ruby-no-such-gem",))) == "ruby-no-such-gem not installed"


def test_what_a_part_lacks_is_the_reason() -> None:
    part = Software("x", "npm", ("x@1",), ("no-such-program",))
    assert why_not(Software("theme", "npm", ("theme@1",), parts=(part,))) == "no-such-program not installed"


def test_a_fetch_that_fails_is_the_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(folder: Path, wanted: Software) -> None:
        raise subprocess.CalledProcessError(1, ["npm"], stderr="no such registry")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setitem(software._FETCH, "npm", fails)
    assert why_not(Software("z", "npm", ("z@1",))) == "z@1 cannot be fetched: no such registry"


@pytest.mark.parametrize("missing", ["", "ghost"])
def test_fetching_all_names_each_and_fails_when_one_is_missing(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetch, "why_not", lambda wanted: "no compiler" if wanted.cms == missing else None)
    assert fetch.main() == (1 if missing else 0)
    said = capsys.readouterr().out
    assert {each.cms for each in ALL} <= set(said.split())
    assert ("no compiler" in said) == bool(missing)


def test_it_is_fetched_once_and_again_after_a_broken_attempt_or_another_pin(fetched: list[str]) -> None:
    folder = installed(MADE_UP).folder
    installed(MADE_UP)
    assert len(fetched) == 1
    (folder / software.COMPLETE).unlink()
    installed(MADE_UP)
    assert len(fetched) == 2
    installed(Software("made-up", "npm", ("made-up@1.2.3", "more@1")))
    assert fetched == ["made-up@1.2.3"] * 3
