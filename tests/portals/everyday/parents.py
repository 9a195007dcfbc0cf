"""Three Phòng GDĐT: a page "Website các trường" with two levels, a select beside plain addresses, an iframe and a map."""
# ruff: noqa: E501 (markup stands as its author would have left it)

from __future__ import annotations

from html import escape as esc

from tests.portals.labelled.site import Ask, Reply


def _page(name: str, main: str) -> Reply:
    return Reply(f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}</title></head><body><h1>{name}</h1><ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/tin-tuc">Tin tức</a></li><li><a href="/website-cac-truong">Website các trường</a></li></ul>{main}</body></html>')


class Parent:
    """A Phòng GDĐT: `pages` by path, the rest is news or 404."""

    def __init__(self, name: str, pages: dict[str, str]) -> None:
        self.name, self.pages = name, pages

    def answer(self, ask: Ask) -> Reply:
        """A page of the Phòng."""
        news = "<p>Ngày 12/9/2021, Phòng GDĐT họp giao ban trực tuyến với hiệu trưởng các trường.</p>"
        plain = {"/": news, "/gioi-thieu": "<p>Chức năng, nhiệm vụ của Phòng GDĐT.</p>", "/tin-tuc": news}
        if ask.path in self.pages or ask.path in plain:
            return _page(self.name, self.pages.get(ask.path, plain.get(ask.path, "")))
        return Reply("<title>404</title><h1>404</h1>", 404)


def _list(rows: tuple[tuple[str, str], ...]) -> str:
    return "<ol>" + "".join(f'<li>{esc(name)}: <a href="http://{host}/" target="_blank">{host}</a></li>' for name, host in rows) + "</ol>"


TAN_UYEN = Parent("Phòng Giáo dục và Đào tạo Tân Uyên", {
    "/website-cac-truong": '<h2>Website các trường</h2><p><a href="/website-cac-truong/tieu-hoc">Khối Tiểu học</a></p><p><a href="/website-cac-truong/thcs">Khối THCS</a></p>',
    "/website-cac-truong/tieu-hoc": _list((("Trường Tiểu học Khánh Bình", "thkhanhbinh.test"), ("Trường Tiểu học Chánh Phú Hòa", "thchanhphuhoa.test"), ("TH Bình Mỹ", "thbinhmy.test"), ("TH Vĩnh Tân", "thvinhtan.test"), ("TH Hòa Phú", "thhoaphu.test"), ("TH Bến Súc", "thbensuc.test"), ("TH Thanh An", "ththanhan.test"), ("TH Long Tân", "thlongtan2.test"), ("TH Minh Tân", "thminhtan.test"), ("TH Định An", "thdinhan.test"), ("TH An Lập", "thanlap.test"), ("TH Định Hiệp", "thdinhhiep.test"), ("TH Hòa Lộc", "thhoaloc.test"), ("TH Long Hòa", "thlonghoa.test"), ("TH Minh Hòa", "thminhhoa.test"))),
    "/cong-khai-phong": '<h2>Công khai của Phòng GDĐT</h2><ul><li><a href="/tep/du-toan-2022.pdf">Công khai dự toán ngân sách Phòng GDĐT năm 2022</a></li><li><a href="/tep/bm-2122.pdf">Công khai năm học 2021-2022 toàn ngành</a></li></ul>',
    "/website-cac-truong/thcs": _list((("Trường THCS Hòa Lợi", "thcshoaloi.test"), ("Trường THCS Tây An", "thcstayan.test"), ("Trường THCS Hưng Hòa", "thcshunghoa.test"), ("THCS Phú Chánh", "thcsphuchanh.test"), ("THCS Định Thành", "thcsdinhthanh.test"))),
})  # fmt: skip

BEN_CAT = Parent("Phòng Giáo dục và Đào tạo Bến Cát", {
    "/": '<p>Liên kết website</p><select onchange="window.open(this.value)"><option value="">--- Chọn trường ---</option>'
         '<option value="http://thtanphuoc.test">Tiểu học Tân Phước</option><option value="http://thlongnguyen.test/">Tiểu học Long Nguyên</option>'
         '<option value="http://thandien.test">Tiểu học An Điền</option><option value="http://thphuan-cu.test/">Tiểu học Phú An</option></select>',
})  # fmt: skip

PHU_GIAO = Parent("Phòng Giáo dục và Đào tạo Phú Giáo", {
    "/website-cac-truong": '<h2>Website các trường</h2><iframe src="/khung/danh-sach" width="100%" height="900"></iframe><h3>Bản đồ trường học</h3><img src="/ban-do.png" usemap="#bando">'
         '<map name="bando"><area shape="circle" coords="120,80,10" href="http://thphuocsang.test/" alt="Tiểu học Phước Sang" title="Tiểu học Phước Sang"></map>'
         '<table border="1"><tr><td>THCS Phước Hòa</td><td>Xã Phước Hòa</td><td>thcsphuochoa.test</td></tr><tr><td>THCS Vĩnh Hòa</td><td>Xã Vĩnh Hòa</td><td>thcsvinhhoa.test</td></tr></table>'
         '<select onchange="location=this.value"><option>Chọn đơn vị</option><option value="http://thcsanlinh.test/">Trường THCS An Linh</option></select>',
    "/khung/danh-sach": '<ul><li><a href="http://thcsphuhoa.test/">THCS Phú Hòa</a></li><li><a href="http://thanbinh.test/">Tiểu học An Bình</a></li><li><a href="http://thtanlonghoa.test/">Tiểu học Tân Long Hòa</a></li>'
         '<li><a href="http://thtamlap.test/">Tiểu học Tam Lập</a></li><li><a href="http://thvinhhoa.test/">Tiểu học Vĩnh Hòa</a></li><li><a href="http://thphuochoaa.test/">Tiểu học Phước Hòa A</a></li>'
         '<li><a href="http://thphuochoab.test/">Tiểu học Phước Hòa B</a></li><li><a href="http://thcsanthai.test/">THCS An Thái</a></li><li><a href="http://thanlong.test/">Tiểu học An Long</a></li>'
         '<li><a href="http://thtanhiep.test/">Tiểu học Tân Hiệp</a></li><li><a href="http://thphumy.test/">Tiểu học Phú Mỹ</a></li><li><a href="http://thtanthanh.test/">Tiểu học Tân Thành</a></li>'
         '<li><a href="http://thminhthanh.test/">Tiểu học Minh Thạnh</a></li></ul>',
})  # fmt: skip

PARENTS = {"www.tanuyen.test": TAN_UYEN, "pgd.bencat.test": BEN_CAT, "pgd.phugiao.test": PHU_GIAO}
