"""Pagers as portals draw them: the shapes stand in pagers.yml."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from ruamel.yaml import YAML

from crawler.extract.page import Page, parse_page
from crawler.extract.pager import Pager, extract_pager, page_number

SITE = "http://th-a.edu.vn"
ENTRIES = "".join(f'<li><a href="/bai-{n}.html">Bài viết thứ {n} của nhà trường</a></li>' for n in range(10))


def _cases() -> list[dict[str, Any]]:
    loaded = YAML(typ="safe").load((Path(__file__).parent / "pagers.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


CASES = _cases()


def page_with(html: str, url: str, head: str = "") -> Page:
    text = f"<html><head><title>Tin</title>{head}</head><body><main><ul>{ENTRIES}</ul>{html}</main></body></html>"
    page = parse_page(text.encode(), urljoin(SITE, url), "text/html; charset=utf-8")
    assert page is not None
    return page


def read(case: dict[str, Any]) -> Pager:
    page = page_with(case["html"], case["url"], case.get("head", ""))
    return extract_pager(page, case.get("current", 1), urljoin(SITE, case.get("listing", case["url"])), 10)


def test_there_are_many_shapes_and_no_two_of_one_name() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_shape(case: dict[str, Any]) -> None:
    pager = read(case)
    found = {"next": pager.next_url, "last": pager.last, "total": pager.claimed_total, "unreadable": pager.unreadable}
    wanted = dict(case["expect"])
    if wanted.get("next"):
        wanted["next"] = urljoin(SITE, wanted["next"])
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3), (" 12 ", 12), ("[4]", 4), ("Trang 5", 5), ("trang 07", 7), ("Page 2", 2), ("(9)", 9), ("0", None), ("5001", None),
        ("99999", None), ("-", None), ("", None), ("Trang", None), ("2022 năm", None), ("1 2", None), ("²", None), ("Lớp 3", None),
    ],
)  # fmt: skip
def test_what_a_number_names(text: str, number: int | None) -> None:
    assert page_number(text) == number


def test_controls_of_the_template_belong_to_no_listing() -> None:
    from crawler.extract.template import learn_template

    frame = '<div class="tien-ich"><a href="javascript:void(0)" class="btn more">Xem thêm</a></div>'
    template = learn_template(page_with(frame, "/khong-co"))
    page = page_with(frame, "/tin-tuc")
    assert extract_pager(page, 1, page.url, 10).unreadable
    assert not extract_pager(page, 1, page.url, 10, template.controls).unreadable


def vhv(config: dict[str, Any], module: str = "22") -> str:
    """The listing of a VHV portal: an empty pager that AJAX fills, and the module's configuration in a script."""
    packed = base64.b64encode(json.dumps(config).encode()).decode()
    return (
        f'<div id="pagination{module}" class="default-pagination"></div>'
        f"<script>VHV.using ($.extend($.parseJSON(decode64('{packed}')),"
        '{"module":"Content.Listing","id":"22"}),function(){});</script>'
    )


CONFIG = {"itemsPerPage": "10", "totalItems": 417, "orderBy": "publishTime DESC", "pageNo": 1, "type": "Article.News"}


@pytest.mark.parametrize(("total", "unreadable"), [(417, True), (11, True), (10, False), (0, False)])
def test_a_vhv_listing_names_its_total(total: int, unreadable: bool) -> None:
    page = page_with(vhv({**CONFIG, "totalItems": total}), "/tin-tuc")
    pager = extract_pager(page, 1, page.url, 10)
    assert (pager.unreadable, pager.claimed_total, pager.next_url) == (unreadable, total, None)


def test_the_total_of_another_vhv_module_is_not_the_listings() -> None:
    page = page_with(vhv(CONFIG, module="7"), "/tin-tuc")
    pager = extract_pager(page, 1, page.url, 10)
    assert (pager.unreadable, pager.claimed_total) == (False, None)


@pytest.mark.parametrize("packed", ["!!!!", "QUJD" * 20, base64.b64encode(b"[1, 2, 3]" * 9).decode(), "A" * 41])
def test_a_configuration_that_is_none_is_let_be(packed: str) -> None:
    html = f"""<div id="pagination22"></div><script>x(decode64('{packed}'),{{"id":"22"}})</script>"""
    page = page_with(html, "/tin-tuc")
    assert extract_pager(page, 1, page.url, 10).claimed_total is None


def test_a_part_of_a_list_without_a_page_around_it_goes_on() -> None:
    cards = "".join(f'<div class="card"><a href="/tin/bai-{n}">Bài viết thứ {n} của nhà trường</a></div>' for n in range(8))
    part = f'{cards}<button class="btn" data-url="/tin/xem-them?bo-qua=16">Xem thêm</button>'
    page = parse_page(part.encode(), f"{SITE}/tin/xem-them?bo-qua=8", "text/html; charset=utf-8")
    assert page is not None
    assert extract_pager(page, 2, f"{SITE}/tin", 8).next_url == f"{SITE}/tin/xem-them?bo-qua=16"
