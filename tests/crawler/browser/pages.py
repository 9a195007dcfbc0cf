"""Pages for a browser: some that only a browser can read, and some that would rather take it down."""

from __future__ import annotations

import asyncio
import zlib

from tests.crawler.faults import Answer, Asked, Site, flood, redirect, reply

JSON = "application/json"
SCRIPT = "text/javascript; charset=utf-8"
BIG = 100 * 1024 * 1024


def shell(script: str, body: str = '<div id="app"></div>', head: str = "") -> Answer:
    """A page that its script fills."""
    start = f"<!doctype html><html><head><title>Đang tải</title>{head}</head>"
    return reply(f"{start}<body>{body}<script>{script}</script></body></html>")


_SHOW = """
const app = document.getElementById('app');
const show = list => app.insertAdjacentHTML('beforeend',
    list.map(n => `<a href="/tin/${n}">Tin số ${n}</a> <span>0${n}/09/2021</span><br>`).join(''));
"""
_LIST = _SHOW + (
    "fetch('/api/tin?trang=1', {method: 'POST', headers: {'X-Site': '7', 'Content-Type': 'application/json'},"
    " body: '{\"loai\":3}'}).then(answer => answer.json())"
    ".then(list => { document.title = 'Trường THCS Một'; show(list); });"
)
_CLOCK = (
    _SHOW
    + """
app.insertAdjacentHTML('beforebegin', '<p id="gio"></p>');
setInterval(() => document.getElementById('gio').textContent = new Date().toISOString(), 200);
fetch('/cho-mai');
setTimeout(() => show([1, 2]), 300);
"""
)
_SCROLL = (
    _SHOW
    + """
let next = 1, busy = false;
const more = () => {
    if (busy || next > 4) return;
    busy = true;
    fetch('/api/tin?trang=' + next++).then(answer => answer.json()).then(list => {
        app.insertAdjacentHTML('beforeend',
            list.map(n => `<div style="height:900px"><a href="/t/${next}${n}">T</a></div>`).join(''));
        busy = false;
    });
};
addEventListener('scroll', () => { if (innerHeight + scrollY > document.body.scrollHeight - 300) more(); });
more();
"""
)
_MORE = (
    _SHOW
    + """
let next = 1;
const button = document.getElementById('them');
button.onclick = () => fetch('/api/tin?trang=' + next++).then(answer => answer.json()).then(list => {
    show(list.map(n => n + 10 * next));
    if (next > 4) button.remove();
});
"""
)
_INTRUSIVE = (
    _SHOW
    + """
show([1]);
window.open('/cua-so');
new WebSocket('ws://' + location.host + '/o-cam');
navigator.serviceWorker && navigator.serviceWorker.register('/tho.js').catch(() => 0);
Notification.requestPermission().catch(() => 0);
navigator.geolocation.getCurrentPosition(() => show([99]), () => 0);
alert('Chào bạn');
"""
)
_RESTLESS = """
const app = document.getElementById('app');
setInterval(() => {
    app.insertAdjacentHTML('beforeend', '<a href="/x">x</a>');
    fetch('/api/nhip?' + Math.random());
}, 50);
"""


def answering(pages: dict[str, Answer]) -> dict[str, Answer]:
    """The pages, and the JSON that some of them ask for."""
    return {
        "/robots.txt": reply("User-agent: *\nDisallow: /kin\n", kind="text/plain"),
        "/api/tin": reply("[1, 2, 3]", kind=JSON),
        "/api/nhip": reply("{}", kind=JSON),
        **pages,
    }


def good_site() -> Site:
    """A school's portal whose pages can be read by a browser, each with some difficulty."""
    return Site(
        answering(
            {
                "/": shell(
                    _LIST, head='<link rel=stylesheet href="/a.css">', body='<div id="app"></div><img src="/anh.png">'
                ),
                "/a.css": reply("@font-face{font-family:x;src:url(/x.woff2)} body{font-family:x}", kind="text/css"),
                "/dong-ho": shell(_CLOCK, head='<link rel="icon" href="/bieu-tuong.png">'),
                "/cho-mai": _silence,
                "/cuon": shell(_SCROLL),
                "/xem-them": shell(_MORE, body='<div id="app"></div><button id="them"> Xem thêm »</button>'),
                "/quay-ray": shell(_INTRUSIVE, body='<div id="app"></div><iframe src="http://khac.test/"></iframe>'),
                "/goi-kin": shell(_SHOW + "show([1]); fetch('/kin/danh-sach');"),
                "/goi-loi": shell(_SHOW + "show([1]); fetch('/api/hong');"),
                "/api/hong": reply("{}", 500, kind=JSON),
                "/di-noi-khac": shell("location.href = 'http://khac.test/trang';"),
                "/chuyen-noi-khac": redirect("http://khac.test/trang"),
                "/chuyen-vao-kin": redirect("/kin"),
                "/kin": shell(_LIST),
                "/gui-tep": shell(_SHOW + "show([1]); location.href = '/tep.zip';"),
                "/tep.zip": _attachment,
                "/khong-co": reply("<h1>Không có</h1>", 404),
                "/quay-mai": shell("location.reload();"),
            }
        )
    )


def nasty_site() -> Site:
    """A portal that must cost its own pages and nothing else."""
    return Site(
        answering(
            {
                "/": shell(_LIST),
                "/treo": shell("while (true) {}"),
                "/khong-yen": shell(_RESTLESS),
                "/hop-thoai": shell("while (true) alert('Xin chào');"),
                "/tai-xuong": _attachment,
                "/kich-ban-to": shell("0", head='<script src="/to.js"></script>'),
                "/to.js": flood(b"/* ... */\n", BIG, claim=True),
                "/kich-ban-to-2": shell("0", head='<script src="/to-2.js"></script>'),
                "/to-2.js": flood(b"/* ... */\n", BIG, claim=False),
                "/kich-ban-nen": shell("0", head='<script src="/nen.js"></script>'),
                "/nen.js": reply(_bomb(), kind=SCRIPT, headers={"Content-Encoding": "gzip"}),
                "/ngon-bo-nho": shell("const all = []; while (true) all.push(new Array(1e6).fill(1.1));"),
                "/ngon-bo-dem": shell("const all = []; while (true) all.push(new Uint8Array(1 << 26).fill(7));"),
                "/cay-to": shell(
                    "const part = '<i></i>'.repeat(1e5); for (let n = 0; n < 400; n++)"
                    " document.body.appendChild(document.createElement('div')).innerHTML = part;"
                ),
                "/van-ban-to": shell("document.body.append('chữ '.repeat(2.5e7));"),
                "/cho-chet": shell("fetch('/dang-cho');"),
                "/dang-cho": _silence,
                "/im-lang": _silence,
            }
        )
    )


async def _silence(asked: Asked, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def _attachment(asked: Asked, writer: asyncio.StreamWriter) -> None:
    headers = {"Content-Disposition": 'attachment; filename="ke-hoach.zip"'}
    await reply(b"PK\x03\x04" + bytes(50_000), kind="application/zip", headers=headers)(asked, writer)


def _bomb() -> bytes:
    """A hundred megabytes of script in a hundred kilobytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"/* ..... */\n" * 87_381) for _ in range(100)) + packer.flush()
