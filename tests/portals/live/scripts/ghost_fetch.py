"""Fetches Ghost from npm: ``python ghost_fetch.py FOLDER ghost@X.Y.Z node-gyp@X.Y.Z``. Standard library, and npm.

Ghost is a program, not a library: its package holds tarballs of its own, so it is unpacked into ``FOLDER/package`` and
its dependencies are put inside, at the versions of the yarn.lock that it ships (npm reads that too). SQLite's binding
is compiled, because its install script would load a binary from elsewhere. ``FOLDER/new`` is a Ghost as new: its
database is laid out once here, and copied for every portal.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

FILL = Path(__file__).with_name("ghost_fill.js")
INSTALL = ("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact")


def main(folder: Path, program: str, *tools: str) -> None:
    """Unpack the program, put its dependencies inside, compile SQLite's binding with the first of `tools`."""
    (folder / "package.json").write_text(json.dumps({"name": "kiemcong-tests", "version": "1.0.0", "private": True}))
    _run(["npm", "pack", program, "--silent", "--pack-destination", str(folder)], folder)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    archive.unlink()
    package = folder / "package"
    manifest = json.loads((package / "package.json").read_text(encoding="utf-8"))
    del manifest["devDependencies"]
    # What Yarn calls resolutions; npm wants those that are dependencies as well to be named by reference.
    pinned = manifest.pop("resolutions")
    manifest["overrides"] = {
        name: f"${name}" if name in manifest["dependencies"] else version for name, version in pinned.items()
    }
    (package / "package.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    _run([*INSTALL, "--omit=dev", "--legacy-peer-deps"], package)
    _run([*INSTALL, *tools], folder)
    _compile(folder, package / "node_modules/sqlite3")
    _lay_out(folder / "new", package)


def _compile(folder: Path, binding: Path) -> None:
    """With the headers that came with node, and the machine's SQLite where it has one (else the binding's own)."""
    usr = Path(shutil.which("node") or "/usr/bin/node").resolve().parent.parent
    command = ["node", str(folder / "node_modules/node-gyp/bin/node-gyp.js"), "rebuild", f"--nodedir={usr}", "-j", "2"]
    if Path("/usr/include/sqlite3.h").exists():
        command.append("--sqlite=/usr")
    _run(command, binding)
    shutil.rmtree(binding / "build/Release/obj.target", ignore_errors=True)


def _lay_out(new: Path, package: Path) -> None:
    (new / "content/data").mkdir(parents=True)
    (new / "content/themes").symlink_to(package / "content/themes")
    (new / "current").symlink_to(package)
    config = {
        "database": {
            "client": "sqlite3",
            "connection": {"filename": str(new / "content/data/ghost.db")},
            "useNullAsDefault": True,
        },
        "logging": {"transports": ["stdout"]},
        "mail": {"transport": "stub"},
        "paths": {"contentPath": str(new / "content")},
        "privacy": {"useUpdateCheck": False, "useGravatar": False, "useRpcPing": False},
    }
    (new / "config.production.json").write_text(json.dumps(config), encoding="utf-8")
    _run(["node", str(FILL), str(package)], new)


def _run(command: Sequence[str], cwd: Path) -> None:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "NODE_ENV": "production"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(command[:3])}: {(done.stdout + done.stderr)[-2000:]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
