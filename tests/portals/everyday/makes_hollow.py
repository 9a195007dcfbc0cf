"""The same habits with nothing behind them: empty tabs and years, a wrong way on, a short archive."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from collections.abc import Mapping

from tests.portals.everyday.makes_built import OnePage
from tests.portals.everyday.makes_more import Asked, Chosen, Framed, Posting
from tests.portals.everyday.makes_plain import Sample, Template
from tests.portals.everyday.portal import Docs
from tests.portals.labelled.server import Host
from tests.portals.labelled.site import Ask, Reply


class EmptyTabs(OnePage):
    """Tabs with a heading and a promise, or nothing."""

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        found = super().page(ask)
        if ask.path != "/" or not isinstance(found, tuple):
            return found
        title, main = found
        start, end = main.index('<div class="tab-content">'), main.index('</section><section id="tuyen-sinh">')
        empty = '<div class="tab-pane active" id="cong-khai"><h3>Công khai</h3><p>Đang cập nhật</p></div><div class="tab-pane" id="van-ban"><h3>Văn bản</h3><p>Nội dung đang được cập nhật...</p></div><div class="tab-pane" id="bieu-mau"></div>'
        return title, f'{main[:start]}<div class="tab-content">{empty}</div>{main[end:]}'


class WrongWay(Template):
    """A notice that leads to another school."""

    def answer(self, ask: Ask) -> Reply:
        return Reply('<html><head><meta charset="utf-8"><title>Thông báo</title></head><body><h2>THÔNG BÁO</h2><p>Website nhà trường đã chuyển sang địa chỉ mới: <a href="http://thcsmau.test/">http://thcsmau.test</a></p></body></html>')

    def others(self) -> Mapping[str, Host]:
        return {"thcsmau.test": Sample()}


class EmptyChoice(Chosen):
    """The audited year can be chosen and shows nothing."""

    def table(self, docs: Docs) -> str:
        return "<p>Chưa có dữ liệu</p>" if docs is self.papers["2021-2022"] else super().table(docs)


class EmptyAnswer(Asked):
    """The audited year's part is empty."""

    def table(self, docs: Docs) -> str:
        return "" if docs is self.papers["2021-2022"] else super().table(docs)


class AskForAccess(Template):
    """Công khai is a file of Drive that is not public."""

    menu = tuple(("Công khai 2021-2022", "https://drive.google.com/file/d/1KhongCongKhai_2021_2022_xyzxyzxy/view") if at == "/cong-khai" else (label, at) for label, at in Template.menu)

    def sections(self) -> Mapping[str, tuple[str, str]]:
        return {at: page for at, page in super().sections().items() if not at.startswith("/cong-khai")}


class FewMore(OnePage):
    """The landing page with fewer posts."""


class FramedOffice(Template):
    """Công khai is a frame of the Phòng's."""

    def sections(self) -> Mapping[str, tuple[str, str]]:
        known = {at: page for at, page in super().sections().items() if not at.startswith("/cong-khai")}
        return known | {"/cong-khai": ("Công khai", '<h2>Công khai</h2><iframe src="http://www.tanuyen.test/cong-khai-phong" width="100%" height="700"></iframe>')}


class EmptyBox(Template):
    """A box of years with promises behind."""

    menu = tuple(entry for entry in Template.menu if entry[1] != "/cong-khai")

    def side(self) -> str:
        years = "".join(f'<li><a href="/ck/{n}">Năm học {year}</a></li>' for n, year in enumerate(("2021-2022", "2020-2021", "2019-2020")))
        return f'<div class="cot-phai"><div class="box"><div class="tieu-de">BA CÔNG KHAI</div><ul>{years}</ul></div></div>'

    def sections(self) -> Mapping[str, tuple[str, str]]:
        known = {at: page for at, page in super().sections().items() if not at.startswith("/cong-khai")}
        hollow = {f"/ck/{n}": (f"Năm học {year}", f"<h2>Năm học {year}</h2><p>Nội dung đang được cập nhật</p>") for n, year in enumerate(("2021-2022", "2020-2021", "2019-2020"))}
        return known | hollow


class ShortArchive(Posting):
    """An archive of the last months only."""

    def page(self, ask: Ask) -> Reply | tuple[str, str] | None:
        if ask.path == "/luu-tru":
            return f"Tháng {ask.query['thang']}", self.rows([p for p in self.posts if f"{p.at:%Y-%m}" == ask.query["thang"]])
        return super().page(ask)

    def side(self) -> str:
        months = sorted({f"{p.at:%Y-%m}" for p in self.posts if f"{p.at:%Y-%m}" >= "2022-03"}, reverse=True)
        return "<h4>Lưu trữ</h4><ul>" + "".join(f'<li><a href="/luu-tru?thang={month}">Tháng {int(month[5:])}/{month[:4]}</a></li>' for month in months) + "</ul>"


class EmptyYears(Template):
    """Every year's page is a promise."""

    def table(self, docs: Docs) -> str:
        return "<p>Đang cập nhật</p>" if docs in self.papers.values() else super().table(docs)


class EmptyFrames(Framed):
    """Every frame's page is a promise."""

    def table(self, docs: Docs) -> str:
        return super().table(docs) if docs is self.rules else "<p>Đang cập nhật</p>"
