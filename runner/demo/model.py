"""What the demo district is made of: schools, their sections, files and posts, requests and responses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from records.base import Record
from records.findings import Outcome

DOMAIN = "demo.kiemcong.example"
PARENT_HOST = f"pgd.{DOMAIN}"
PARENT_URL = f"http://{PARENT_HOST}/"
PARENT_NAME = "Phòng Giáo dục và Đào tạo thành phố Bình Minh"
ADMISSION_URL = f"http://tuyensinh.{DOMAIN}/"


class Expected(Record):
    """The outcome a criterion must have for a school, and others a rubric's partial-credit policy may defend."""

    rule: str
    outcome: Outcome
    also: tuple[Outcome, ...] = ()

    def accepts(self, outcome: Outcome) -> bool:
        """Tell whether `outcome` is the expected one or one of those that can be defended."""
        return outcome is self.outcome or outcome in self.also


class SchoolTruth(Record):
    """What is true of a school's portal, written by hand beside its plan and before anything reads the portal.

    `posts` are the school's own posts in the window 1/8–31/7 of the seed year, `reposts` the posts of the authority
    it repeats in the same window, `other` what is posted there without being news (weekly plans, forms); `articles`
    are all article pages the listings lead to, of all years. All four are None where the portal shows nothing.
    """

    code: str
    host: str
    posts: int | None
    reposts: int | None = 0
    other: int | None = 0
    articles: int | None = None
    expected: tuple[Expected, ...]
    note: str = ""

    def of(self, rule: str) -> Expected:
        """What is expected of criterion `rule`, e.g. ``"3.4"``; KeyError when the truth does not speak of it."""
        for expected in self.expected:
            if expected.rule == rule:
                return expected
        raise KeyError(rule)


class Nature(StrEnum):
    """Whose a post is, or that it is no news at all."""

    OWN = "own"
    REPOST = "repost"
    OTHER = "other"


@dataclass(frozen=True)
class FileItem:
    """A file to download. `name` ends in ``.pdf`` or ``.docx``; `number` and `dated` are printed beside its link."""

    title: str
    name: str
    lines: tuple[str, ...]
    number: str = ""
    dated: str = ""


@dataclass(frozen=True)
class Section:
    """A menu entry and the page behind it; `listing`: it leads to posts. `slug` is unique in a portal."""

    slug: str
    label: str
    paragraphs: tuple[str, ...] = ()
    files: tuple[FileItem, ...] = ()
    children: tuple[Section, ...] = ()
    listing: bool = False
    note: str = ""


@dataclass(frozen=True)
class Post:
    """A post. `published` is local time (naive, Asia/Ho_Chi_Minh); the first of `categories` is the main one."""

    id: int
    title: str
    slug: str
    published: datetime
    categories: tuple[str, ...]
    paragraphs: tuple[str, ...]
    nature: Nature = Nature.OWN
    source: str = ""
    author: str = ""
    files: tuple[FileItem, ...] = ()
    pinned: bool = False


@dataclass(frozen=True)
class SchoolPlan:
    """A school as it is to be shown, written by hand.

    `name` is what the office's list calls it, `shown` what its own pages call it. `months` are the numbers of own
    posts from August to July of the seed year, `before` and `after` those of the years on either side; `boundary`
    adds a post on each of 31/7 and 1/8 at both ends (two inside, two outside); `reposts` and `schedules` lie in
    the window too.
    """

    name: str
    shown: str
    level: str
    address: str
    months: tuple[int, ...]
    before: int
    after: int
    truth: SchoolTruth
    boundary: bool = True
    reposts: int = 0
    schedules: int = 0

    @property
    def code(self) -> str:
        """The school's code in the list."""
        return self.truth.code

    @property
    def host(self) -> str:
        """The host of its portal."""
        return self.truth.host

    @property
    def grades(self) -> tuple[int, ...]:
        """The grades it teaches, e.g. 1 to 5."""
        return {"TH": tuple(range(1, 6)), "THCS": tuple(range(6, 10))}.get(self.level, tuple(range(1, 10)))


@dataclass(frozen=True)
class Request:
    """A GET or HEAD as it reached the server; `target` is path and query as sent."""

    method: str
    host: str
    target: str
    user_agent: str = ""

    @property
    def path(self) -> str:
        """The path, percent-decoded."""
        return unquote(urlsplit(self.target).path) or "/"

    def arg(self, name: str, default: str = "") -> str:
        """The first value of query parameter `name`."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True).get(name, [default])[0]


@dataclass(frozen=True)
class Response:
    """What the server sends back."""

    body: bytes
    status: int = 200
    media_type: str = "text/html; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = field(default=())


def expect(code: str = "PPPPP", also: tuple[tuple[str, tuple[Outcome, ...]], ...] = ()) -> tuple[Expected, ...]:
    """The expectations for 3.1–3.5 from five letters: P đạt, F chưa đạt, H đạt một phần, U chưa đo được."""
    letters = {"P": Outcome.PASS, "F": Outcome.FAIL, "H": Outcome.PARTIAL, "U": Outcome.UNKNOWN}
    others = dict(also)
    rules = ("3.1", "3.2", "3.3", "3.4", "3.5")
    return tuple(
        Expected(rule=rule, outcome=letters[letter], also=others.get(rule, ()))
        for rule, letter in zip(rules, code, strict=True)
    )
