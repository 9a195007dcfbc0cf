"""The notices in the place of a portal, that it moved or is shut, are told from a portal that speaks of such things."""

from __future__ import annotations

import pytest

from crawler.extract.moved import is_shut, moved_to
from crawler.extract.page import parse_page

OLD, NEW = "http://th-cu.edu.vn/", "http://th-moi.edu.vn/"
LINK = f'<a href="{NEW}">{NEW}</a>'


def moved(body: str) -> str | None:
    page = parse_page(f"<html><body>{body}</body></html>".encode(), OLD, "text/html; charset=utf-8")
    assert page is not None
    return moved_to(page)


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>THÔNG BÁO</h2><p>Cổng thông tin điện tử của trường đã chuyển sang địa chỉ mới:</p>{LINK}",
        f"<p>Website nhà trường đổi tên miền mới, mời quý vị truy cập {LINK} và {LINK}</p>",
        f"<p>Kính mời truy cập trang web mới của trường tại {LINK}. Trân trọng!</p>",
        f"<p>This site has moved. {LINK}</p>",
    ],
)
def test_a_notice_leads_to_the_new_address(body: str) -> None:
    assert moved(body) == NEW


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Chào mừng quý vị đến với trang của trường.</p>{LINK}",
        f'<p>Đã chuyển sang địa chỉ mới: {LINK} hoặc <a href="http://th-khac.edu.vn/">đây</a></p>',
        '<p>Đã chuyển sang địa chỉ mới: <a href="/moi">đây</a></p>',
        f"<p>Chuyển sang địa chỉ mới</p>{LINK}" + '<a href="/tin">Tin tức của nhà trường</a>' * 5,
        f"<p>Chuyển sang địa chỉ mới</p>{LINK}" + "<p>Nhà trường tổ chức lễ khai giảng.</p>" * 40,
    ],
)
def test_a_portal_is_no_notice(body: str) -> None:
    assert moved(body) is None


def shut(body: str) -> bool:
    page = parse_page(f"<html><body>{body}</body></html>".encode(), OLD, "text/html; charset=utf-8")
    assert page is not None
    return is_shut(page)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Trường Tiểu học A</h1><p>Website đang bảo trì, mời quý vị quay lại sau.</p>",
        "<p>Hệ thống đang được nâng cấp. Xin lỗi vì sự bất tiện này!</p>",
        "<p>Website tạm ngừng hoạt động do hết hạn hợp đồng.</p>",
        '<h1>Site under maintenance</h1><a href="/">Thử lại</a>',
        "<p>This account has been suspended. Contact your hosting provider.</p>",
    ],
)
def test_a_portal_that_is_shut_for_now(body: str) -> None:
    assert shut(body)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Trường Tiểu học A</h1><p>Website đang xây dựng.</p>",
        "<p>Chào mừng quý vị.</p>",
        '<p>Giao diện đang được nâng cấp.</p><a href="/trang-chu">Vào trang chủ</a>',
        '<p>Giao diện đang được nâng cấp.</p><iframe src="/trang-chu"></iframe>',
        "<p>Thông báo bảo trì hệ thống điện.</p>" + '<a href="/tin">Tin tức của nhà trường</a>' * 6,
        "<p>Thông báo bảo trì website.</p>" + "<p>Nhà trường tổ chức lễ khai giảng năm học mới.</p>" * 30,
    ],
)
def test_a_portal_that_only_speaks_of_it(body: str) -> None:
    assert not shut(body)
