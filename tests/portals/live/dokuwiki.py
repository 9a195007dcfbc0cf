"""Portals by Debian's DokuWiki, in its own Vietnamese: a wiki that a school's clerk keeps as the school's portal."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta, timezone
from itertools import groupby
from pathlib import Path

from tests.portals.live.draw import draw_school
from tests.portals.live.portal import Build, LivePortal, serve
from tests.portals.live.school import Block, Kind, Post, Routes, School
from tests.portals.live.software import DOKUWIKI
from tests.portals.wordpress.spec import StoredFile

PROGRAM = Path("/usr/share/dokuwiki")
ALL = "tin-bai"
LABEL = "Tin bài"
VIETNAM = timezone(timedelta(hours=7))
READ_ONLY = "* @ALL 1\n* @user 8\n"


@dataclass(frozen=True)
class _Routes(Routes):
    """DokuWiki serves pages by their name (``doku.php?id=…``, or below ``doku.php/``) and files by `fetch.php`."""

    slashes: bool = False

    def wiki(self, name: str) -> str:
        """The address of the page with this name."""
        return "/doku.php/" + name.replace(":", "/") if self.slashes else f"/doku.php?id={name}"

    def file(self, file: StoredFile) -> str:
        path = f"tep/{file.path}"
        return f"/lib/exe/fetch.php/{path}" if self.slashes else "/lib/exe/fetch.php?media=" + path.replace("/", ":")


@contextmanager
def start_dokuwiki(
    seed: int, kind: Kind = "good", *, slashes: bool = False, host: str | None = None
) -> Iterator[LivePortal]:
    """DokuWiki: nothing knows of posts; the clerk writes each as a page in its category's namespace, and links to it
    by hand on ``tin-bai`` (by months, newest first) and on the namespace's ``start``. By seed the day stands in the
    lists, in a line above the text, or in both; beneath every page the wiki says "Sửa đổi lần cuối: 2021/08/01 07:00",
    by seed that of the post or of a later move. A sidebar is the menu; every page offers ``do=edit``, ``do=revisions``,
    ``do=backlink``, ``do=index`` …; a page that is not there is 200 and says so; feeds (RSS 1.0) of recent changes,
    which there are none of, and of the namespace; no sitemap.

    `slashes`: ``/doku.php/thong-bao/…`` instead of DokuWiki's default ``/doku.php?id=thong-bao:…``.
    """

    def wiki(name: str) -> str:
        return "/doku.php/" + name.replace(":", "/") if slashes else f"/doku.php?id={name}"

    routes = _Routes(
        family="dokuwiki",
        post=lambda post: wiki(_name(post)),
        page=lambda page: wiki(page.slug),
        category=lambda category: wiki(f"{category.slug}:start"),
        files="",
        listing=wiki(ALL),
        listing_label=LABEL,
        shelves=1,
        slashes=slashes,
    )
    school = draw_school(seed, kind, "dokuwiki-slashes" if slashes else "dokuwiki")
    spaces = "|".join(category.slug for category in school.categories)
    post_shape = (
        rf"^/doku\.php/(?:{spaces})/(?!start$)[^/?]+$"
        if slashes
        else rf"^/doku\.php\?id=(?:{spaces}):(?!start$)[^:&]+$"
    )
    with serve(
        DOKUWIKI, school, routes, _make, host=host, post_shape=post_shape, pager_shape=None,
        environment={"PHP_CLI_SERVER_WORKERS": "4"},
    ) as portal:  # fmt: skip
        yield portal


def _name(post: Post) -> str:
    return f"{post.categories[0]}:{post.slug}"


def _dice(school: School, what: str) -> random.Random:
    return random.Random(f"dokuwiki:{what}:{school.kind}:{school.seed}")


def _make(build: Build) -> Sequence[str]:
    school, conf, data = build.school, build.folder / "conf", build.folder / "data"
    for folder in ("attic", "cache", "index", "locks", "log", "media", "media_attic", "media_meta", "meta", "pages",
                   "tmp"):  # fmt: skip
        (data / folder).mkdir(parents=True)
    conf.mkdir()
    slashes = isinstance(build.routes, _Routes) and build.routes.slashes
    settings: dict[str, object] = {
        "title": school.name,
        "tagline": school.place,
        "lang": "vi",
        "license": "",
        "savedir": str(data),
        "useacl": 1,
        "disableactions": "register",
        "useheading": _dice(school, "headings").choice((0, 1)),
        "youarehere": _dice(school, "trail").choice((0, 1)),
        "userewrite": 2 if slashes else 0,
        "useslash": 1 if slashes else 0,
        "indexdelay": 0,  # as for pages of more than five days ago
        "mailguard": _dice(school, "mail").choice(("hex", "none")),
    }
    lines = [f"$conf['{key}'] = {_php(value)};" for key, value in settings.items()]
    (conf / "local.php").write_text("<?php\n" + "\n".join(lines) + "\n", encoding="utf-8")
    # Debian's package has it switched on, with a complaint of the wiki's own about it on every page.
    (conf / "plugins.local.php").write_text("<?php\n$plugins['testing'] = 0;\n")
    (conf / "acl.auth.php").write_text(READ_ONLY)
    (conf / "users.auth.php").write_text("banbientap:x:Ban biên tập:ban@example.edu.vn:admin,user\n", encoding="utf-8")
    before = build.folder / "before.php"
    before.write_text(f"<?php\ndefine('DOKU_CONF', {_php(str(conf) + '/')});\n")
    _write_pages(build, data / "pages")
    build.write_files(data / "media/tep")
    return ["php", "-d", f"auto_prepend_file={before}", "-d", "date.timezone=Asia/Ho_Chi_Minh", "-S",
            f"{build.address}:{build.port}", "-t", str(PROGRAM)]  # fmt: skip


def _php(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


def _write_pages(build: Build, pages: Path) -> None:
    school = build.school
    days = _dice(school, "days").choice(("list", "post", "both"))
    moved = _dice(school, "moved").random() < 0.5
    newest = list(reversed(school.shown))
    menu = [("start", "Trang chủ"), (ALL, LABEL)]
    menu += [(f"{category.slug}:start", category.name) for category in school.categories]
    menu += [(page.slug, page.title) for page in school.pages if page.in_menu]
    _write(pages / "sidebar.txt", "\n".join(f"  * [[:{name}|{label}]]" for name, label in menu))
    in_list = days != "post"
    _write(
        pages / "start.txt",
        f"====== {school.name} ======",
        f"Chào mừng đến với {school.name}.",
        "===== Tin mới =====",
        _list(newest[:6], in_list),
    )
    months = [f"====== {LABEL} ======"]
    for month, posts in groupby(newest, key=lambda post: f"Tháng {post.published.month}/{post.published.year}"):
        months += [f"===== {month} =====", _list(posts, in_list)]
    _write(pages / f"{ALL}.txt", *months)
    for category in school.categories:
        of_it = [post for post in newest if post.categories[0] == category.slug]
        _write(pages / f"{category.slug}/start.txt", f"====== {category.name} ======", _list(of_it, in_list))
    for post in school.shown:
        line = [] if days == "list" else [f"//Ngày đăng: {post.published:%d/%m/%Y}//"]
        file = pages / (_name(post).replace(":", "/") + ".txt")
        _write(file, f"====== {post.title} ======", *line, *post.paragraphs)
        if not moved:
            stamp = post.published.replace(tzinfo=VIETNAM).timestamp()
            os.utime(file, (stamp, stamp))
    for page in school.pages:
        blocks = [_block(block, school) for block in page.blocks]
        _write(pages / f"{page.slug}.txt", f"====== {page.title} ======", *blocks)


def _list(posts: Iterable[Post], with_days: bool) -> str:
    return "\n".join(
        f"  * [[:{_name(post)}|{post.title}]]" + (f" ({post.published:%d/%m/%Y})" if with_days else "")
        for post in posts
    )


def _block(block: Block, school: School) -> str:
    if block.kind == "heading":
        return f"===== {block.text} ====="
    if block.kind == "mail":
        return f"Email: <{block.text}>"
    if block.kind == "text":
        return block.text
    links = [f"{{{{:tep:{file.path.replace('/', ':')}|{file.label}}}}}" for file in block.files]
    links += [f"[[:{slug}|{school.page(slug).title}]]" for slug in block.slugs]
    return "\n".join(f"  * {link}" for link in links)


def _write(file: Path, *parts: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
