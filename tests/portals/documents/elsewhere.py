"""What Google, Microsoft and a shortener answer to who is not signed in, as far as a school's links meet them."""
# ruff: noqa: E501 (markup stands on the lines on which it is printed)

from __future__ import annotations

from collections.abc import Callable
from html import escape as esc
from urllib.parse import quote

from tests.portals.documents.portal import Answers, File
from tests.portals.documents.workshop import Workshop
from tests.portals.labelled.site import Ask, Reply, redirect

Hosts = dict[str, dict[str, Reply | Callable[[Ask], Reply]]]
_DRIVE, _CONTENT = "https://drive.google.com", "https://drive.usercontent.google.com"
_LOGIN = Reply('<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Đăng nhập - Tài khoản Google</title></head><body><h1>Đăng nhập</h1><p>để tiếp tục đến Google Drive</p><form action="/v3/signin"><input type="email" name="identifier" aria-label="Email hoặc số điện thoại"><button>Tiếp theo</button></form></body></html>')  # fmt: skip
_ASK = Reply('<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Google Drive: Từ chối truy cập</title></head><body><div><h1>Bạn cần có quyền truy cập</h1><p>Hãy yêu cầu quyền truy cập hoặc chuyển sang tài khoản có quyền truy cập.</p><a href="https://support.google.com/drive/answer/6042391">Tìm hiểu thêm</a><button>Yêu cầu quyền truy cập</button></div></body></html>')  # fmt: skip


class Google:
    """Drive and Docs as one set of hosts; documents are told apart by id."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self.hosts: Hosts = {
            "drive.google.com": {"/uc": self._download, "/open": self._open},
            "drive.usercontent.google.com": {"/download": self._content},
            "docs.google.com": {"/uc": self._download},
            "accounts.google.com": {"/ServiceLogin": _LOGIN, "/v3/signin/identifier": _LOGIN},
        }
        self._files: dict[str, File] = {}
        self._unscanned: set[str] = set()

    def file(self, identity: str, name: str, shown: str, *, unscanned: bool = False) -> None:
        """A file that anybody with the link may see; `unscanned`: a warning stands before its download."""
        self._files[identity] = File(name, "application/octet-stream", named=shown)
        if unscanned:
            self._unscanned.add(identity)
        viewer = f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(shown)} - Google Drive</title><meta property="og:title" content="{esc(shown)}"><meta property="og:site_name" content="Google Docs"></head><body><div id="drive-viewer"></div><script src="/viewer/main.js"></script></body></html>'
        for path in ("view", "preview", "edit"):
            self.hosts["drive.google.com"][f"/file/d/{identity}/{path}"] = Reply(viewer)

    def document(self, identity: str, shown: str, **exports: str) -> None:
        """A Docs document that anybody may see. `exports`: format → file of the workshop."""
        page = f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(shown)} - Google Tài liệu</title><meta property="og:title" content="{esc(shown)}"></head><body><noscript>JavaScript không được bật trong trình duyệt của bạn.</noscript><script>DOCS_modelChunk = []</script></body></html>'
        at = f"/document/d/{identity}"

        def export(ask: Ask) -> Reply:
            name = exports.get(ask.query.get("format", "pdf"))
            return File(name, "application/octet-stream", named=name).answer(self._workshop) if name else Reply("", 400)

        answers = self.hosts["docs.google.com"]
        answers |= {f"{at}/edit": Reply(page), f"{at}/view": Reply(page), f"{at}/preview": Reply(page), f"{at}/export": export}  # fmt: skip

    def asks(self, identity: str) -> None:
        """A file that is shared with some only: the page that offers to ask for access, status 200."""
        self.hosts["drive.google.com"] |= {f"/file/d/{identity}/{path}": _ASK for path in ("view", "preview", "edit")}

    def folder(self, identity: str, shown: str) -> None:
        """A shared folder, whose files only a script lists."""
        self.hosts["drive.google.com"][f"/drive/folders/{identity}"] = Reply(f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(shown)} - Google Drive</title></head><body><div id="drive_main_page"></div><script src="/_/drive_fe/app.js"></script></body></html>')  # fmt: skip

    def _open(self, ask: Ask) -> Reply:
        identity = ask.query.get("id", "")
        if identity in self._files:
            return redirect(f"{_DRIVE}/file/d/{identity}/view", 307)
        return redirect(f"https://accounts.google.com/ServiceLogin?service=wise&continue={quote(_DRIVE + ask.target, safe='')}")  # fmt: skip

    def _download(self, ask: Ask) -> Reply:
        identity = ask.query.get("id", "")
        if identity in self._files:
            return redirect(f"{_CONTENT}/download?id={identity}&export=download", 303)
        return redirect(f"https://accounts.google.com/ServiceLogin?service=wise&continue={quote(_DRIVE + ask.target, safe='')}")  # fmt: skip

    def _content(self, ask: Ask) -> Reply:
        identity = ask.query.get("id", "")
        file = self._files.get(identity)
        if file is None:
            return Reply("<title>404</title>", 404)
        if identity in self._unscanned and ask.query.get("confirm") != "t":
            fields = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in (("id", identity), ("export", "download"), ("confirm", "t"), ("uuid", "5c1f2f7e-1d39-4f0f-9d4e-0a6a5bd3b0a1")))  # fmt: skip
            return Reply(f'<!DOCTYPE html><html><head><title>Google Drive - Virus scan warning</title><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body><div class="uc-main"><p class="uc-warning-caption">Google Drive không thể quét tìm vi rút trong tệp này</p><p class="uc-warning-subcaption"><span class="uc-name-size">{esc(file.named)} (131M)</span> quá lớn để Google quét tìm vi rút. Bạn vẫn muốn tải xuống?</p><form id="download-form" action="{_CONTENT}/download" method="get"><input type="submit" id="uc-download-link" value="Vẫn tải xuống">{fields}</form></div></body></html>')  # fmt: skip
        return file.answer(self._workshop)


def microsoft(short: str) -> dict[str, Answers]:
    """A short address of OneDrive whose file wants a login."""
    login = Reply('<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Đăng nhập vào tài khoản Microsoft của bạn</title></head><body><form method="post"><h1>Đăng nhập</h1><input type="email" name="loginfmt"><button>Tiếp theo</button></form></body></html>')  # fmt: skip
    return {
        "1drv.ms": {short: redirect("https://onedrive.live.com/redir?resid=8C1&authkey=!AB", 301)},
        "onedrive.live.com": {"/redir": redirect("https://login.live.com/login.srf?wa=wsignin1.0&wreply=onedrive")},
        "login.live.com": {"/login.srf": login},
    }


def shortener(short: str, to: str) -> dict[str, Answers]:
    """A short link."""
    return {"bit.ly": {short: redirect(to, 301)}}
