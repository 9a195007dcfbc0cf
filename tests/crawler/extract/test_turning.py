"""What makes an address a further page of a listing."""

from __future__ import annotations

import pytest

from crawler.extract.turning import counts, extends, is_paged, stays

SITE = "http://th-a.edu.vn"


@pytest.mark.parametrize(
    ("listing", "url"),
    [
        ("/tin", "/tin?cu=18"),
        ("/tin", "/tin/?cu=18&loai=3"),
        ("/tin.html", "/tin?cu=18"),
        ("/tin/index.php", "/tin/?cu=18"),
        ("/TIN", "/tin?cu=18"),
        ("/tin?muc=su-kien", "/tin?muc=su-kien&cu=18"),
        ("/tin?muc=su-kien", "/tin?cu=18&muc=su-kien"),
        ("/tin?muc=3&tu=0", "/tin?muc=3&tu=10"),
        ("/tin", "/tin;cu=18"),
        ("/tin;cu=18", "/tin;cu=36"),
        ("/tin;muc=3?a=1", "/tin;muc=3;cu=18?a=1"),
    ],
)
def test_the_listing_with_further_parameters(listing: str, url: str) -> None:
    assert stays(SITE + url, SITE + listing)


@pytest.mark.parametrize(
    ("listing", "url"),
    [
        ("/tin", "/tin"),
        ("/tin", "/tin/"),
        ("/tin", "/tin/bai?cu=18"),
        ("/tin", "/khac?cu=18"),
        ("/tin?muc=su-kien", "/tin?xem=12"),
        ("/tin?muc=su-kien", "/tin?muc=thong-bao"),
        ("/tin?muc=su-kien", "/tin?muc=12"),
        ("/tin?muc=12", "/tin?muc=su-kien"),
        ("/tin;muc=su-kien", "/tin;xem=12"),
        ("/tin", "/tin?a=1&b=2&c=3&d=4&e=5&f=6&g=7"),
    ],
)
def test_another_page_than_the_listing(listing: str, url: str) -> None:
    assert not stays(SITE + url, SITE + listing)


@pytest.mark.parametrize(
    ("listing", "url", "below"),
    [
        ("/tin", "/tin/2", True),
        ("/tin", "/tin/trang-2.html", True),
        ("/tin", "/tin?page=2", True),
        ("/tin.html", "/tin.html?start=10", True),
        ("/tin-1.html", "/tin-2.html", True),
        ("/tin?id=4", "/tin?id=4&p=2", True),
        ("/tin", "/tin?cu=18", False),
        ("/tin", "/tin/le-khai-giang", False),
        ("/tin", "/khac/page/2", False),
        ("/tin", "/tin", False),
    ],
)
def test_a_page_number_of_a_known_name_behind_the_listing(listing: str, url: str, below: bool) -> None:
    assert extends(SITE + url, SITE + listing) is below


@pytest.mark.parametrize(
    ("url", "paged"),
    [
        ("/tin?page=2", True),
        ("/tin/trang-3", True),
        ("/tin/page/3/", True),
        ("/tin?Page=2", True),
        ("/tin?limitstart=20", True),
        ("/tin?cu=18", False),
        ("/tin/le-khai-giang", False),
        ("/tin?homepage=1", False),
    ],
)
def test_an_address_that_speaks_of_pages(url: str, paged: bool) -> None:
    assert is_paged(SITE + url) is paged


@pytest.mark.parametrize(
    ("url", "number", "fits"),
    [
        ("/tin?p=3", 3, True),
        ("/tin?p=2", 3, True),
        ("/tin?tu=20", 3, True),
        ("/tin?tu=0", 3, False),
        ("/tin?tu=25", 3, False),
        ("/tin/cuoi", 3, False),
    ],
)
def test_an_address_that_counts_with_its_number(url: str, number: int, fits: bool) -> None:
    assert counts(SITE + url, number, SITE + "/tin") is fits
