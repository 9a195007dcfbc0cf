"""Names and words: whose a text is, which section a label names, what a document is about."""

from __future__ import annotations

import pytest

from reading.forms import form_levels
from reading.school_names import mentions, naming
from reading.words import Matcher, holds_phrase, item_matcher, section_matcher, words_of_address
from records.school import Level, Naming, School
from tests.reading.building import load_cases, vocabulary

_NAMES = [
    (group["school"], text, [said] if isinstance(said, str) else said)
    for group in load_cases("names")
    for text, said in group["texts"]
]
_LABELS = load_cases("labels")
_ITEMS = load_cases("items")


def _pairs(groups: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(str(label), key) for key, labels in groups.items() for label in labels]


def _whole(key: str, matcher: Matcher) -> str:
    return matcher.part_of.get(key, key)


@pytest.mark.parametrize(
    ("school", "text", "said"), _NAMES, ids=[f"{text} ≟ {school['name']}" for school, text, _ in _NAMES]
)
def test_whose_a_text_is(school: dict[str, list[str]], text: str, said: list[str]) -> None:
    subject = School.model_validate({"code": "x", "portal": "http://x.edu.vn", **school})
    assert naming(text, subject).value in said


def test_mentions_put_the_telling_ones_first() -> None:
    school = School(code="x", name="Trường Tiểu học Hoa Sen", levels=(Level.TH,), portal="http://x.edu.vn")
    text = "Đường Hoa Sen. " + "Phố Hoa Sen nhiều cây. " * 30 + "Trường Tiểu học Hoa Sen kính mời."
    found = mentions(text, school)
    assert 1 <= len(found) <= 6
    assert naming(found[0], school) is Naming.NAMED
    assert mentions("Trường Tiểu học Hướng Dương", school) == ()


@pytest.mark.parametrize(("label", "key"), _pairs(_LABELS["labels"]))
def test_a_label_names_its_section(label: str, key: str) -> None:
    matcher = section_matcher(vocabulary())
    best = matcher.best(label)
    assert best is not None
    assert _whole(best, matcher) in key.split("|")


@pytest.mark.parametrize(("label", "key"), _pairs(_LABELS["parts"]))
def test_a_label_names_its_part(label: str, key: str) -> None:
    assert key in [found for found, _ in section_matcher(vocabulary()).matches(label)]


@pytest.mark.parametrize(("label", "key"), _pairs(_LABELS["near"]))
def test_a_near_miss_is_not_the_section(label: str, key: str) -> None:
    matcher = section_matcher(vocabulary())
    found = {_whole(found, matcher) for found, _ in matcher.matches(label)}
    assert not found if key == "any" else key not in found


def test_the_labels_are_many_and_of_every_section() -> None:
    matcher = section_matcher(vocabulary())
    assert len(_pairs(_LABELS["labels"])) >= 150
    assert len(_pairs(_LABELS["near"])) >= 80
    untold = {_whole(key, matcher) for key in matcher.titles} - set(_LABELS["labels"])
    assert untold <= {"ke_hoach", "quan_ly_truong_hoc"}, untold


@pytest.mark.parametrize("label", ["Công khai", "Thủ tục – Biểu mẫu", "Giới thiệu", "Tin tức - Sự kiện", "Đơn từ"])
def test_weights_are_shares(label: str) -> None:
    matcher = section_matcher(vocabulary())
    whole, within = dict(matcher.matches(label)), dict(matcher.matches(f"{label} của nhà trường trong năm qua"))
    assert max(whole.values()) == 1.0
    assert all(0 < weight <= 1 for weight in (*whole.values(), *within.values()))
    key = matcher.best(label)
    assert key is not None
    assert within.get(key, 0.0) < 1.0


@pytest.mark.parametrize(("title", "key"), _pairs(_ITEMS["items"]))
def test_a_title_names_its_item(title: str, key: str) -> None:
    assert item_matcher(vocabulary()).best(title) == key


@pytest.mark.parametrize(("title", "key"), _pairs(_ITEMS["near"]))
def test_a_near_miss_is_not_the_item(title: str, key: str) -> None:
    assert key not in [found for found, _ in item_matcher(vocabulary()).matches(title)]


@pytest.mark.parametrize(("title", "levels"), _ITEMS["forms"], ids=[str(title) for title, _ in _ITEMS["forms"]])
def test_the_levels_a_numbered_form_is_for(title: str, levels: list[str]) -> None:
    assert form_levels(title) == {Level(level) for level in levels}


@pytest.mark.parametrize(
    "text",
    [
        "Đang cập nhật",
        "Nội dung đang được cập nhật...",
        "NỘI DUNG ĐANG ĐƯỢC CẬP NHẬT",
        "Chưa có dữ liệu",
        "Không có bài viết nào",
        "Chưa có tin",
        "Đang xây dựng",
        "No data",
        "Coming soon!",
        "Lorem ipsum dolor",
        "Hiện chưa có văn bản nào",
        "Dang cap nhat",
    ],
)
def test_empty_words_are_empty(text: str) -> None:
    assert holds_phrase(text, vocabulary().empty_words)


@pytest.mark.parametrize(
    "text",
    [
        "Bạn chưa đăng nhập hệ thống",
        "Vui lòng đăng nhập để xem",
        "Bạn không có quyền truy cập",
        "Nội dung chỉ dành cho thành viên",
        "Bạn cần có quyền truy cập",
        "You need access",
    ],
)
def test_login_words_are_login(text: str) -> None:
    assert holds_phrase(text, vocabulary().login_words)


@pytest.mark.parametrize(
    "text",
    ["Không tìm thấy trang", "404 Not Found", "Trang bạn yêu cầu không tồn tại", "Lỗi 404", "Page not found"],
)
def test_soft_404_words_are_missing_pages(text: str) -> None:
    assert holds_phrase(text, vocabulary().soft_404_words)


@pytest.mark.parametrize(
    "text",
    [
        "Giá: 404.000 đồng",
        "Tuyển sinh lớp 2",
        "Đăng nhập",
        "Thành viên Ban giám hiệu",
        "Nhà trường cập nhật tin hằng ngày",
        "Học sinh đã có sách",
        "",
    ],
)
def test_ordinary_words_are_none_of_these(text: str) -> None:
    words = vocabulary()
    for phrases in (words.empty_words, words.login_words, words.soft_404_words, words.spam_words):
        assert holds_phrase(text, phrases) is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://x.edu.vn/congkhai/tabid/70/Default.aspx", "cong khai tabid 70 default aspx"),
        ("http://x.edu.vn/bacongkhai2021", "ba cong khai2021"),
        ("http://x.edu.vn/cong-khai_nam-hoc/", "cong khai nam hoc"),
        ("http://x.edu.vn/tuyensinh10?x=bieumau", "tuyen sinh10"),
        ("http://x.edu.vn/", ""),
    ],
)
def test_words_of_an_address(url: str, words: str) -> None:
    assert words_of_address(url) == words
