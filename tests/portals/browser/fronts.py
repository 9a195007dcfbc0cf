"""The front-ends: sources beside this file, libraries pinned here, built once per state of the sources.

Libraries go where `tests.portals.live.software` keeps all software of the tests; built files beside them, in a folder
named by a digest of the sources, this pinning included.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

from tests.portals.live import software
from tests.portals.live.software import Software

APPS = Path(__file__).with_name("apps")
BUILT_WITHIN_SECONDS = 120
FRONTS = Software(
    "browser-fronts",
    "npm",
    (
        "vite@8.3.8",
        "@vitejs/plugin-react@6.3.0", "react@19.3.1", "react-dom@19.3.1", "react-router@7.18.5",
        "@vitejs/plugin-vue@6.0.11", "vue@3.5.45", "vue-router@4.6.5",
        "@sveltejs/kit@2.70.4", "@sveltejs/adapter-static@3.0.9", "@sveltejs/vite-plugin-svelte@7.3.1",
        "svelte@5.57.3",
        "preact@11.2.0", "preact-iso@2.12.2",
        "jquery@3.8.0",
    ),
    ("node", "npm"),
)  # fmt: skip


@cache
def why_not() -> str | None:
    """Why the front-ends cannot be built on this machine, None when they can; fetches the libraries on first use."""
    return software.why_not(FRONTS)


def built(app: str) -> Path:
    """The folder of the built front-end `app`, built now if its sources have changed since.

    Raises: RuntimeError when it does not build; what `installed` raises when the libraries cannot be had.
    """
    home = software.installed(FRONTS).folder
    folder = home.with_name(f"browser-{app}-{_digest(app)}")
    with software._alone(folder.with_suffix(".lock")):
        if not folder.exists():
            attempt = folder.with_suffix(".attempt")
            shutil.rmtree(attempt, ignore_errors=True)
            shutil.copytree(APPS / app, attempt)
            (attempt / "node_modules").symlink_to(home / "node_modules")
            _build(attempt).rename(folder)
            shutil.rmtree(attempt, ignore_errors=True)
    return folder


def build_all() -> float:
    """Build every front-end that is not built yet; gives the seconds that took."""
    began = time.monotonic()
    for app in sorted(path.name for path in APPS.iterdir()):
        built(app)
    return time.monotonic() - began


def _digest(app: str) -> str:
    digest = hashlib.sha256(repr(FRONTS.packages).encode())
    for path in sorted((APPS / app).rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(APPS).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _build(sources: Path) -> Path:
    if not (sources / "vite.config.mjs").exists():
        # Nothing to bundle: scripts stand beside the library, as they did before there were bundlers.
        folder = sources / "dist"
        folder.mkdir()
        for name in ("Scripts", "Content"):
            shutil.copytree(sources / name, folder / name)
        shutil.copy(sources / "node_modules/jquery/dist/jquery.min.js", folder / "Scripts")
        return folder
    done = subprocess.run(
        ["node", "node_modules/vite/bin/vite.js", "build"],
        cwd=sources,
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILT_WITHIN_SECONDS,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{sources.name} does not build: {(done.stdout + done.stderr)[-2000:]}")
    return sources / "dist"
