"""Portals by Debian's MediaWiki on SQLite, in its own Vietnamese: a wiki that a school keeps as its portal."""

from __future__ import annotations

import hashlib
import html
import random
import re
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Block, Kind, Post, Routes, School
from tests.portals.live.software import MEDIAWIKI
from tests.portals.wordpress import files
from tests.portals.wordpress.spec import StoredFile

PROGRAM = Path("/usr/share/mediawiki")
LABEL = "Tin bài"
CATEGORY = "Thể loại"
UTC_OFFSET = timedelta(hours=7)

Skin = Literal["vector", "timeless", "monobook"]
SKINS: tuple[Skin, ...] = ("vector", "timeless", "monobook")


@dataclass(frozen=True)
class _Routes(Routes):
    """A file's folder comes of its name."""

    def file(self, file: StoredFile) -> str:
        name = _file_name(file)
        digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
        return f"/images/{digest[0]}/{digest[:2]}/{name}"


@contextmanager
def start_mediawiki(
    seed: int, kind: Kind = "good", *, skin: Skin | None = None, host: str | None = None
) -> Iterator[LivePortal]:
    """MediaWiki: each post is a page whose name is its title, in a category or two; the category's page lists its posts
    by the alphabet, without days; ``Tin bài`` is a list or table of all, newest first, kept by hand, or by seed only a
    category of all as well. By seed the day stands in that list, in a line above the post's text, or in both; beneath
    every page "Trang này được sửa đổi lần cuối vào ngày …", by seed that of the post or of a later move. Addresses
    have diacritics, percent-encoded; the home page is a redirect; every
    page offers discussion, source, history, ``Đặc_biệt:…``; the only feed is of recent
    changes, where there are none; no sitemap; red links for pages that nobody wrote.

    `skin`: ``vector`` (the default one) has ``/index.php/Tên``, ``timeless`` and ``monobook`` ``/index.php?title=Tên``;
    drawn by the seed when None.
    """
    skin = skin or random.Random(f"mediawiki:skin:{kind}:{seed}").choice(SKINS)
    path = "/index.php/" if skin == "vector" else "/index.php?title="

    def article(name: str) -> str:
        # As MediaWiki's own wfUrlencode.
        return path + quote(name.replace(" ", "_"), safe=";@$!*(),/~:")

    school = _with_names(draw_school(seed, kind, f"mediawiki-{skin}"))
    routes = _Routes(
        family="mediawiki",
        post=lambda post: article(post.title),
        page=lambda page: article(page.title),
        category=lambda category: article(f"{CATEGORY}:{category.name}"),
        files="/images/",
        listing=article(LABEL if _is_kept(school) else f"{CATEGORY}:{LABEL}"),
        listing_label=LABEL,
    )
    posts = "|".join(re.escape(post.title.replace(" ", "_")) for post in school.posts)

    def make(build: Build) -> Sequence[str]:
        return _make(build, skin)

    with serve(
        MEDIAWIKI, school, routes, make, host=host, pager_shape=None,
        post_shape=rf"^{re.escape(path)}(?:{posts})$",
        environment={"PHP_CLI_SERVER_WORKERS": "4"},
    ) as portal:  # fmt: skip
        yield portal


def _with_names(school: School) -> School:
    """A page's name is the post's title and can be had once only, so that the clerk numbers the second one."""
    taken: Counter[str] = Counter()
    posts = []
    for post in school.posts:
        title = post.title[0].upper() + post.title[1:]
        taken[title] += 1
        posts.append(replace(post, title=title if taken[title] == 1 else f"{title} ({taken[title]})"))
    return replace(school, posts=tuple(posts))


def _file_name(file: StoredFile) -> str:
    name = file.path.replace("/", "-")
    return name[0].upper() + name[1:]


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"mediawiki:{what}:{school.kind}:{school.seed}")


def _is_kept(school: School) -> bool:
    """Whether somebody keeps a list of all posts, newest first; else there are the categories' pages alone."""
    return _dice(school, "kept").random() < 0.6


def _make(build: Build, skin: Skin) -> Sequence[str]:
    school, www, data = build.school, build.folder / "www", build.folder / "data"
    www.mkdir()
    for folder in (data, www / "images", build.folder / "cache", build.folder / "conf", build.folder / "tep"):
        folder.mkdir()
    for entry in PROGRAM.iterdir():
        if entry.name not in ("images", "LocalSettings.php", "mw-config", "config"):
            (www / entry.name).symlink_to(entry)
    php = ["php", "-d", "date.timezone=Asia/Ho_Chi_Minh", "-d", "memory_limit=256M"]
    maintenance = PROGRAM / "maintenance"
    build.run(
        [*php, str(maintenance / "install.php"), "--dbtype=sqlite", f"--dbpath={data}", "--dbname=truong",
         f"--server={build.url}", "--scriptpath=", "--lang=vi", "--skins=Vector,Timeless,MonoBook",
         f"--pass={secrets.token_hex(12)}", f"--confpath={build.folder / 'conf'}", school.name, "Banbientap"],
        build.folder,
        MW_CONFIG_FILE=str(build.folder / "conf/none.php"),
    )  # fmt: skip
    settings = build.folder / "conf/LocalSettings.php"
    with settings.open("a", encoding="utf-8") as file:
        file.write(_settings(build, skin))
    environment = {"MW_CONFIG_FILE": str(settings)}
    for stored in school.files:
        make = files.docx if stored.path.endswith(".docx") else files.pdf
        (build.folder / "tep" / _file_name(stored)).write_bytes(make(stored.lines))
    build.run([*php, str(maintenance / "importImages.php"), "--extensions=pdf,docx", str(build.folder / "tep")],
              build.folder, **environment)  # fmt: skip
    (build.folder / "wiki.xml").write_text(_dump(school), encoding="utf-8")
    build.run([*php, str(maintenance / "importDump.php"), "--quiet", str(build.folder / "wiki.xml")],
              build.folder, **environment)  # fmt: skip
    # Where the settings are is asked of the environment; the web server is given it in a file read before each script.
    before = build.folder / "before.php"
    before.write_text(f"<?php\ndefine('MW_CONFIG_FILE', '{settings}');\n")
    return [*php, "-d", f"auto_prepend_file={before}", "-S", f"{build.address}:{build.port}", "-t", str(www)]


def _settings(build: Build, skin: Skin) -> str:
    article = "/index.php/$1" if skin == "vector" else "/index.php?title=$1"
    told = {
        "wgArticlePath": article,
        "wgDefaultSkin": skin,
        "wgLocaltimezone": "Asia/Ho_Chi_Minh",
        "wgCacheDirectory": str(build.folder / "cache"),
        "wgUploadDirectory": str(build.folder / "www/images"),
        "wgUploadPath": "/images",
    }
    lines = [f"${key} = '{value}';" for key, value in told.items()]
    lines += [
        "$wgUsePathInfo = true;",
        "$wgEnableUploads = true;",
        "$wgFileExtensions = ['pdf', 'docx', 'png', 'jpg'];",
        "$wgJobRunRate = 0;",
        # A database that lives as long as a test need not wait for the disk.
        "$wgDBservers = [['dbname' => $wgDBname, 'type' => 'sqlite', 'dbDirectory' => $wgSQLiteDataDir, 'load' => 0,"
        " 'flags' => DBO_DEFAULT, 'variables' => ['synchronous' => 'OFF']]];",
        # A school's wiki is not for everybody to write in.
        "$wgGroupPermissions['*']['edit'] = false;",
        "$wgGroupPermissions['*']['createaccount'] = false;",
        "$wgMainCacheType = CACHE_ACCEL;",
        "$wgParserCacheType = CACHE_DB;",
    ]
    return "\n" + "\n".join(lines) + "\n"


def _dump(school: School) -> str:
    """The school's pages as an export of another wiki would have them."""
    kept = _is_kept(school)
    days = _dice(school, "days").choice(("list", "post", "both")) if kept else "post"
    moved = _dice(school, "moved").random() < 0.5
    table = _dice(school, "table").random() < 0.5
    now = datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=1) + UTC_OFFSET
    newest = list(reversed(school.shown))
    in_list = days != "post"
    menu = [("mainpage", "Trang chủ"), (LABEL if kept else f":{CATEGORY}:{LABEL}", LABEL)]
    menu += [(f":{CATEGORY}:{category.name}", category.name) for category in school.categories]
    menu += [(page.title, page.title) for page in school.pages if page.in_menu]
    sidebar = "\n".join(["* Danh mục", *(f"** {name}|{label}" for name, label in menu), "* SEARCH"])
    welcome = f"Chào mừng đến với '''{school.name}''', {school.place}."
    latest = _list(newest[:6], in_list)
    pages = [
        ("MediaWiki:Sidebar", sidebar, now),
        ("Trang Chính", f"{welcome}\n\n== Tin mới ==\n{latest}", now),
        (LABEL, (_table if table and in_list else _list)(newest, in_list), now)
        if kept
        else (f"{CATEGORY}:{LABEL}", f"Tất cả tin bài của {school.name}.", now),
    ]
    pages += [
        (f"{CATEGORY}:{category.name}", f"Các bài thuộc chuyên mục {category.name} của {school.name}.", now)
        for category in school.categories
    ]
    for post in school.shown:
        line = [] if days == "list" else [f"''Ngày đăng: {post.published:%d/%m/%Y}''"]
        names = [*([] if kept else [LABEL]), *(school.category(slug).name for slug in post.categories)]
        shelves = [f"[[{CATEGORY}:{name}]]" for name in names]
        text = "\n\n".join([*line, *post.paragraphs, "\n".join(shelves)])
        pages.append((post.title, text, now if moved else post.published))
    for page in school.pages:
        pages.append((page.title, "\n\n".join(_block(block, school) for block in page.blocks), now))
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10" xml:lang="vi">\n'
        + "".join(_page(*page) for page in pages)
        + "</mediawiki>\n"
    )


def _page(title: str, text: str, when: datetime) -> str:
    stamp = (when - UTC_OFFSET).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"<page><title>{html.escape(title)}</title><revision><timestamp>{stamp}</timestamp>"
        "<contributor><username>Banbientap</username></contributor><model>wikitext</model><format>text/x-wiki</format>"
        f'<text xml:space="preserve">{html.escape(text, quote=False)}</text></revision></page>\n'
    )


def _list(posts: Sequence[Post], with_days: bool) -> str:
    return "\n".join(
        "* " + (f"{post.published:%d/%m/%Y}: " if with_days else "") + f"[[{post.title}]]" for post in posts
    )


def _table(posts: Sequence[Post], _: bool) -> str:
    rows = [f"|-\n| {post.published:%d/%m/%Y} || [[{post.title}]]" for post in posts]
    return "\n".join(['{| class="wikitable"', "! Ngày đăng !! Tiêu đề", *rows, "|}"])


def _block(block: Block, school: School) -> str:
    if block.kind == "heading":
        return f"== {block.text} =="
    if block.kind == "mail":
        return f"Email: [mailto:{block.text} {block.text}]"
    if block.kind == "text":
        return block.text
    links = [f"[[Phương tiện:{_file_name(file)}|{file.label}]]" for file in block.files]
    links += [f"[[{school.page(slug).title}]]" for slug in block.slugs]
    return "\n".join(f"* {link}" for link in links)
