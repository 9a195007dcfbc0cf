"""What a process needs in passing: gone with it, or with the next one where it was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.workroom import workroom
from tests.runner.command_line import PROGRAM, environment
from tests.runner.test_trouble import HOSTS, Desk, desk  # noqa: F401 - a fixture

LIVES = """
import sys, time
from pathlib import Path
from runner.workroom import workroom
with workroom(Path(sys.argv[1])) as room:
    (room / "reads").mkdir()
    (room / "reads" / "half").write_text("x")
    print(room, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process with a room, and its room."""
    process = subprocess.Popen([sys.executable, "-c", LIVES, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process, Path(process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_room_is_gone_with_its_process(tmp_path: Path) -> None:
    with workroom(tmp_path / "tam") as room:
        (room / "x").write_text("x", encoding="utf-8")
    assert [path.name for path in (tmp_path / "tam").iterdir()] == [".kiemcong.lock"]


def test_the_room_of_a_killed_process_is_cleared_by_the_next(
    other: tuple[subprocess.Popen[str], Path], tmp_path: Path
) -> None:
    process, room = other
    with workroom(tmp_path):
        # It lives, and so does its room.
        assert (room / "reads" / "half").exists()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert room.exists()
    with workroom(tmp_path) as mine:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".kiemcong.lock", mine.name])


@pytest.mark.district
def test_a_killed_audit_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:  # noqa: F811 - the fixture above
    """Neither in the system's temporary folder, nor half files among the reports once the next one is at work."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    resolve = [part for one in desk.schedule.resolve for part in ("--resolve", one)]
    command = [
        *(*PROGRAM, "audit", "--schools", desk.schedule.schools, "--rubric", "tdm-2021-2022", "--format", "json"),
        *("--school-year", "2021-2022", "--out", desk.schedule.out, "--home", str(desk.home.path)),
        *("--allow-private", *resolve),
    ]
    site = desk.world.server.sites[HOSTS[2]]
    desk.world.server.sites[HOSTS[2]] = desk.world.slowed(site, 0.5)
    audit = subprocess.Popen(
        command, env=environment(TMPDIR=str(temporary)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    rooms = desk.home.path / "tam"
    until = time.monotonic() + 60
    while time.monotonic() < until and not list(rooms.glob("*/reads")) + list(Path(desk.schedule.out).glob(".audit*")):
        time.sleep(0.1)
    while time.monotonic() < until and not desk.asked(HOSTS[2]):
        time.sleep(0.1)
    os.kill(audit.pid, signal.SIGKILL)
    audit.wait()
    assert list(rooms.glob("*/reads"))
    assert list(Path(desk.schedule.out).glob(".audit.json.*.partial"))
    assert list(temporary.glob("kiemcong*")) == []
    desk.world.server.sites[HOSTS[2]] = site
    again = subprocess.run(
        command,
        env=environment(TMPDIR=str(temporary)),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert again.returncode == 0, again.stderr
    assert [path.name for path in rooms.iterdir()] == [".kiemcong.lock"]
    assert list(Path(desk.schedule.out).glob(".audit.json.*.partial")) == []
    assert list(temporary.glob("kiemcong*")) == []
