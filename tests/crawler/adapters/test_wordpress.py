"""What WordPress's interface says of a post: the path of its categories, its first words."""

from __future__ import annotations

import pytest

from crawler.adapters.shapes import ARCHIVE
from crawler.adapters.wordpress import _excerpt, _path_of

CATEGORIES = {
    1: {"id": 1, "name": "Công khai", "parent": 0},
    2: {"id": 2, "name": "Năm học 2021-2022", "parent": 1},
    3: {"id": 3, "name": "Vòng", "parent": 3},
}


@pytest.mark.parametrize(
    ("number", "path"),
    [(1, "Công khai"), (2, "Công khai › Năm học 2021-2022"), (3, "Vòng › Vòng › Vòng › Vòng")],
)
def test_a_category_stands_behind_those_above_it(number: int, path: str) -> None:
    assert _path_of(CATEGORIES[number], CATEGORIES) == path


def test_the_first_words_come_without_markup() -> None:
    assert _excerpt({"excerpt": {"rendered": "<p>Ch&agrave;o <b>c&aacute;c</b> em</p>\n"}}) == "Chào các em"
    assert _excerpt({"excerpt": None}) == ""


@pytest.mark.parametrize(
    ("path", "is_archive"),
    [("/archives/137", False), ("/archives/2021", True), ("/archives/thang-9", True), ("/tag/the-thao/", True)],
)
def test_a_numbered_post_is_no_archive(path: str, is_archive: bool) -> None:
    assert bool(ARCHIVE.search(path)) is is_archive
