"""How a person would read the demo district: plain HTTP and plain patterns, written from the portals' templates."""

from __future__ import annotations

import html
import http.client
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from runner.demo import District


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: http.client.HTTPMessage

    @property
    def text(self) -> str:
        charset = self.headers.get_content_charset() or "utf-8"
        return self.body.decode("cp1258" if charset == "windows-1258" else charset)


class Client:
    """One kept-alive connection to the district, whatever the host asked for."""

    def __init__(self, district: District) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", district.port, timeout=10)

    def get(self, host: str, target: str, method: str = "GET") -> Answer:
        self.connection.request(method, target, headers={"Host": host, "User-Agent": "test-demo"})
        response = self.connection.getresponse()
        return Answer(response.status, response.read(), response.headers)


@dataclass(frozen=True)
class Make:
    """How a person would read a portal: where its news begins, what its addresses look like, where the day stands."""

    listing: str
    page: str
    article: str
    day: str
    reposts: str = ""
    schedules: str = ""
    day_on_listing: bool = True


DMY = r"(?P<d>\d{2})[/-](?P<m>\d{2})[/-](?P<y>\d{4})"
WORDS = r"(?P<d>\d{2}) [Tt]háng (?P<m>\d{1,2}) (?:năm )?(?P<y>\d{4})"
MAKES = {
    "thhoasen": Make(
        "/tin-tuc",
        r"^/tin-tuc\?page=\d+$",
        r"^/bai-viet/.*-(\d+)\.html$",
        rf"Ngày đăng: {DMY}",
        "/tin-tuc/tin-tu-phong",
    ),
    "thcsnguyendu": Make(
        "/tin-tuc.html",
        r"^/tin-tuc/trang-\d+\.html$",
        r"^/(?:hoat-dong-nha-truong|chuyen-mon|thong-bao|tin-tu-phong)/(?!trang-\d+\.html)(.*)\.html$",
        rf'class="post-meta">[^<]*?, {DMY}',
        "/tin-tu-phong.html",
        day_on_listing=False,
    ),
    "thlevantam": Make(
        "/category/tin-tuc/", r"^/category/tin-tuc/page/\d+/$", r"^/\d{4}/\d\d/([^/]+)/$", rf"{DMY}</time><time class"
    ),
    "thcstranquoctoan": Make(
        "/category/tin-tuc/",
        r"^/category/tin-tuc/page/\d+/$",
        r"^/([^/]{25,})/$",
        rf"{DMY}</time><time class",
        "/category/tin-tuc/tin-tu-phong/",
    ),
    "thkimdong": Make(
        "/news/",
        r"^/news/page-\d+/$",
        r"^/news/[a-z-]+/.*-(\d+)\.html$",
        rf'class="h5">[^<]*? - {DMY} \d\d:\d\d',
        "/news/tin-tu-phong/",
        day_on_listing=False,
    ),
    "ththcsvothisau": Make(
        "/chuyen-muc/tat-ca",
        r"^/chuyen-muc/tat-ca/\d+$",
        r"^/[a-z-]+/.*/ct/(\d+)$",
        rf"Ngày đăng: {DMY}",
        "/chuyen-muc/tin-tu-phong",
        "/chuyen-muc/lich-cong-tac",
    ),
    "thanhduong": Make(
        "/danhsach.php?loai=tin-tuc",
        r"^/danhsach\.php\?loai=tin-tuc&trang=\d+$",
        r"^/tin\.php\?id=(\d+)$",
        rf"Đăng ngày {DMY}",
    ),
    "thcsphanchutrinh": Make(
        "/c/tin-tuc", r"^/c/tin-tuc\?p=\d+$", r"^/p/\d{4}/\d\d/.*-(\d+)$", rf"ngày {WORDS}", "/c/tin-tu-phong"
    ),
    "thphuongvy": Make(
        "/Default.aspx?tabid=58",
        r"^/tabid/58/Page/\d+/Default\.aspx$",
        r"^/tabid/58/ArticleID/(\d+)/language/vi-VN/Default\.aspx$",
        rf'CLASS="Normal"><I>{DMY} \d{{1,2}}:\d\d:\d\d (?:SA|CH)',
    ),
    "thcslytutrong": Make(
        "/index.php/tin-tuc",
        r"^/index\.php/tin-tuc\?start=\d+$",
        r"^/index\.php/tin-tuc/[a-z-]+/(\d+)-[^?]*$",
        rf"Được đăng: {WORDS}",
    ),
}


def links(host: str, target: str, page: str) -> list[str]:
    """Path and query of every link on the page that stays on the host."""
    found = []
    for value in re.findall(r"""href=["']([^"']+)["']""", page, re.IGNORECASE):
        parts = urlsplit(urljoin(f"http://{host}{target}", html.unescape(value)))
        if parts.netloc == host:
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def main_part(page: str) -> str:
    """The page without the "Tin nổi bật" widget, which shows the same posts on every page."""
    return re.split(
        r"TIN NOI BAT.*?</TABLE>|T[Ii][Nn] [Nn][Ổổ][Ii] [Bb][Ậậ][Tt].*?</(?:ul|div)>", page, flags=re.DOTALL
    )[0]


def read_listing(client: Client, host: str, make: Make, start: str, page_pattern: str) -> dict[str, str]:
    """Identity → address of every article that the listing and its further pages lead to."""
    waiting, seen, articles = [start], set(), {}
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        answer = client.get(host, target)
        assert answer.status == 200, target
        # DNN prints its widget before the listing, the sparse portal too: the featured posts are real posts anyway.
        for link in links(host, target, answer.text):
            match = re.match(make.article, link)
            if match:
                articles.setdefault(match[1], link)
            elif re.match(page_pattern, link):
                waiting.append(link)
    return articles


def only_in(client: Client, host: str, make: Make, start: str) -> set[str]:
    """Identities listed in one category: those outside the widgets, its further pages included."""
    found: set[str] = set()
    waiting, seen = [start], set()
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        page = main_part(client.get(host, target).text)
        for link in links(host, target, page):
            match = re.match(make.article, link)
            if match:
                found.add(match[1])
            elif link.startswith(start.removesuffix(".html")) and re.search(r"\d+(?:\.html|/)?$", link):
                waiting.append(link)
    return found


def day_of(make: Make, page: str) -> date:
    match = re.search(make.day, page)
    assert match is not None, page[:2000]
    return date(int(match["y"]), int(match["m"]), int(match["d"]))


def check_pdf(data: bytes) -> None:
    """Every entry of the cross-reference table points at the object it names, every stream is as long as it says."""
    assert data.startswith(b"%PDF-1.4\n")
    assert data.rstrip().endswith(b"%%EOF")
    start = int(re.findall(rb"startxref\n(\d+)\n", data)[-1])
    head = re.match(rb"xref\n0 (\d+)\n", data[start:])
    assert head is not None
    table = data[start + head.end() :]
    for number in range(1, int(head[1])):
        row = table[20 * number : 20 * number + 20]
        assert row.endswith(b" 00000 n \n")
        assert data[int(row[:10]) :].startswith(f"{number} 0 obj\n".encode())
    streams = re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", data, re.DOTALL)
    assert streams
    assert all(int(length) == len(body) for length, body in streams)
