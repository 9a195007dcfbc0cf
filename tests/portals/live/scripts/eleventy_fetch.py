"""Fetches Eleventy and its blog starter: ``python eleventy_fetch.py FOLDER @11ty/eleventy@X eleventy-base-blog@Y …``.

The starter is a site, no library: it is unpacked into ``FOLDER/package``, and what it builds with is installed at the
versions asked for. The tool that it would be put on a hosting with stays away.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

STARTER = "eleventy-base-blog@"


def main(folder: Path, *packages: str) -> None:
    """Unpack the starter, install the rest."""
    (folder / "package.json").write_text(json.dumps({"name": "kiemcong-tests", "version": "1.0.0", "private": True}))
    (starter,) = (package for package in packages if package.startswith(STARTER))
    _run(["npm", "pack", starter, "--silent", "--pack-destination", str(folder)], folder)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    archive.unlink()
    others = [package for package in packages if package != starter]
    _run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", *others], folder)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command[:3])}: {(done.stdout + done.stderr)[-2000:]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
