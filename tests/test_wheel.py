"""The wheel works outside the checkout: built, installed into an environment of its own, and its demo run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel
ROOT = Path(__file__).parents[1]
ROOMS = ("records", "config", "reading", "crawler", "checks", "store", "reports", "runner")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIEMCONG_", "PYTHON"))}
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that the checkout's own build output neither helps nor is touched."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for name in (*ROOMS, "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    # --no-isolation: the build tools are development dependencies, so that no index is asked.
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command, in an environment whose dependencies are those of this one, read from where they are."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    target = run(python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])", cwd=folder).stdout.strip()
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", "--quiet", wheel),
        cwd=folder,
    )
    # A .pth line adds the folder of the dependencies, but does not obey the .pth files in it: the editable install of
    # the checkout stays out.
    Path(target, "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    where = run(python, "-c", "import runner.cli, crawler; print(runner.cli.__file__, crawler.__file__)", cwd=folder)
    assert str(ROOT / "runner") not in where.stdout
    return scripts / ("kiemcong.exe" if os.name == "nt" else "kiemcong")


def test_the_wheel_holds_the_rooms_and_their_data_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == set(ROOMS)
    for room in ("config", "store", "reports", "runner"):
        kept = [path for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        missing = {path.relative_to(ROOT).as_posix() for path in kept} - set(names)
        assert missing == set()


def test_the_demo_runs_from_the_wheel_outside_the_checkout(program: Path, tmp_path: Path) -> None:
    result = run(program, "demo", "--out", tmp_path / "out", cwd=tmp_path)
    assert str(tmp_path / "out" / "index.html") in result.stdout
    audit = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert audit["complete"] is True
    assert len(audit["schools"]) >= 8
    assert (tmp_path / "var" / "demo" / "kiemcong.sqlite").exists()
