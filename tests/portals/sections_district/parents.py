"""The portal above, which leads to its schools in every odd way, a second one that is partly down, and stray hosts."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from html import escape as esc

from tests.portals.labelled.site import Ask, Reply
from tests.portals.labelled.text import GIF


class Parent:
    """Phòng GDĐT Đồng Phú: a select, pictures, a protocol-relative link and a redirect page on its home page; lists two
    levels below, one on two pages; a commented-out link, names without links, two schools swapped, a namesake, a dead domain."""

    name = "Phòng Giáo dục và Đào tạo Đồng Phú"

    def _frame(self, title: str, main: str) -> Reply:
        menu = '<ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/don-vi">Đơn vị trực thuộc</a></li></ul>'
        foot = '<div id="chan"><a href="http://thcstantien.test">Trường THCS Tân Tiến</a> - <!-- <a href="http://thtanlap.test/">Trường Tiểu học Tân Lập</a> - --> Thiết kế: Tổ CNTT</div>'
        return Reply(
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body><h1>{esc(self.name)}</h1>{menu}<div id="noi-dung">{main}</div>{foot}</body></html>'
        )

    def answer(self, ask: Ask) -> Reply:
        """Home, introduction, two lists two levels down, the page that leads on."""
        if ask.path.endswith((".gif", ".png")):
            return Reply(GIF, kind="image/gif")
        if ask.path == "/chuyen-trang" and ask.query.get("den") == "12":
            return Reply(
                '<html><head><meta charset="utf-8"><title>Chuyển trang</title><meta http-equiv="refresh" content="3;url=http://thtanhoa.test/"></head><body><p>Bạn đang rời khỏi cổng thông tin. Sau 3 giây sẽ chuyển tới <b>thtanhoa.test</b></p></body></html>'
            )
        pages = {
            "/": (self.name, '<form><select onchange="window.open(this.value)"><option value="">--- Trang thành viên ---</option><option value="http://thdongtien.test/">TH Đồng Tiến</option></select></form>'
                  '<p><a href="http://thcstanphuoc.test/"><img src="/logo/1.png" width="180"></a><a href="//thcsthuanloi.test/"><img src="/logo/2.png" alt="THCS Thuận Lợi"></a></p>'
                  '<img src="/ban-do.gif" usemap="#bd"><map name="bd"><area shape="circle" coords="40,40,9" href="http://thcsphuoctan.test/" alt=""></map>'
                  '<p>Trường THCS Nghĩa Trung tổ chức hội thi cấp huyện.</p><div class="o" onclick="window.open(\'http://thlongtan.test/\')">TH Long Tân</div>'),
            "/gioi-thieu": ("Giới thiệu", "<p>Phòng Giáo dục và Đào tạo tham mưu, giúp Ủy ban nhân dân huyện quản lý nhà nước về giáo dục.</p>"),
            "/don-vi": ("Đơn vị trực thuộc", '<ul><li><a href="/don-vi/tieu-hoc">Khối Tiểu học</a></li><li><a href="/don-vi/thcs">Khối Trung học cơ sở</a></li></ul>'),
            "/don-vi/tieu-hoc": ("Khối Tiểu học", '<table><tr><td>1</td><td><a href="http://thtanloi.test/">Trường Tiểu học Tân Lợi</a></td></tr>'
                  '<tr><td>2</td><td><a href="http://ththuanphu2.test/">Trường Tiểu học Thuận Phú</a></td></tr>'
                  '<tr><td>3</td><td><a href="http://thcsminhhung.test/">Trường Tiểu học Minh Hưng</a></td></tr>'
                  '<tr><td>4</td><td><a href="http://thdongtam-cu.test/">Trường Tiểu học Đồng Tâm</a></td></tr>'
                  '<tr><td>5</td><td><a href="http://thtanquan.test/trang-chu/index.html?lang=vi">Trường Tiểu học Tân Quan</a></td></tr>'
                  '<tr><td>6</td><td><a href="/chuyen-trang?den=12">Trường Tiểu học Tân Hòa</a></td></tr><tr><td>7</td><td>Trường Tiểu học Tân Lập</td></tr>'
                  '<tr><td>8</td><td>Trường Tiểu học Tiến Hưng</td><td><a href="http://www.thtienhung.test/">Xem</a></td></tr><tr><td>9</td><td><a href="http://thbinhthang.test">TH Bình Thắng</a></td></tr></table>'),
            "/don-vi/thcs": ("Khối Trung học cơ sở", '<table><tr><td>1</td><td><a href="http://thcsdongtam-cu.test/">Trường THCS Đồng Tâm</a></td></tr>'
                  '<tr><td>2</td><td><a href="http://thminhhung.test/">Trường THCS Minh Hưng</a></td></tr>'
                  '<tr><td>3</td><td>Trường THCS Nghĩa Trung</td></tr><tr><td>4</td><td>Trường THCS Phú Riềng</td></tr><tr><td>5</td><td><a href="HTTP://THCSTANTHANH.TEST:80/">Trường THCS Tân Thành</a></td></tr>'
                  '<tr data-href="http://thcsbinhtan.test/"><td>6</td><td>Trường THCS Bình Tân</td></tr></table><a href="/don-vi/thcs/2">Trang sau</a>'),
            "/don-vi/thcs/2": ("Khối Trung học cơ sở - trang 2", '<table><tr><td>7</td><td><a href="http://thcslongha.test/">Trường TH&amp;THCS Long Hà</a></td></tr></table>'),
        }  # fmt: skip
        if ask.path in pages:
            return self._frame(*pages[ask.path])
        return Reply("<title>404</title><h1>404</h1>", 404)


class PartlyDown:
    """Phòng GDĐT Bù Đăng: its home page opens and leads to one school, its list of schools answers 503."""

    name = "Phòng Giáo dục và Đào tạo Bù Đăng"

    def answer(self, ask: Ask) -> Reply:
        """The home page; 503 for the list; 404."""
        if ask.path == "/":
            return Reply(
                f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{self.name}</title></head><body><h1>{self.name}</h1><ul><li><a href="/danh-sach-truong">Danh sách trường</a></li></ul><p>Trường điển hình: <a href="http://ththongnhat.test/">Trường Tiểu học Thống Nhất</a></p></body></html>'
            )
        if ask.path == "/danh-sach-truong":
            return Reply("<title>503 Service Unavailable</title><h1>503</h1>", 503)
        return Reply("<title>404</title><h1>404</h1>", 404)


class Namesake:
    """Another school with almost the same name."""

    def answer(self, ask: Ask) -> Reply:
        """Its home page."""
        return Reply(
            '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trường Tiểu học Thuận Phú 2</title></head><body><h1>Trường Tiểu học Thuận Phú 2</h1><p>Địa chỉ: xã Thuận Phú.</p></body></html>'
        )
