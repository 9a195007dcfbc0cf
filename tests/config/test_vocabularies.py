"""Word lists: read into one value whose version changes with every byte of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_vocabulary
from records.vocabulary import LawAbout

FILES = {
    "sections": """\
version: "3"
terms:
  cong_khai:
    title: Công khai
    labels: [công khai, ba công khai]
    patterns: ['\\bcong khai\\b']
    exclude: ['\\bkhai giang\\b']
  ck_cam_ket: {title: Cam kết, part_of: cong_khai}
""",
    "items": """\
version: "1"
terms:
  bm_nghi_hoc: {title: Đơn xin nghỉ học, labels: [đơn xin nghỉ học], part_of: cong_khai}
""",
    "natures": """\
version: "2"
terms:
  tin: {title: Tin}
  khac: {title: Khác}
""",
    "phrases": """\
version: "9"
empty_words: [đang cập nhật]
login_words: [đăng nhập]
soft_404_words: [không tìm thấy trang]
spam_words: [nổ hũ]
""",
    "law": """\
version: "4"
documents:
  - id: tt1
    about: cong_khai
    title: TT 1
    first: 2017-2018
    last: 2024-2025
    duties:
      - {key: a, title: A, items: [bm_nghi_hoc], due: "09-30", due_year: 1}
      - {key: b, title: B, sections: [cong_khai]}
""",
}


def office(tmp_path: Path, **changed: str) -> Path:
    folder = tmp_path / "vocabulary"
    folder.mkdir(exist_ok=True)
    for name, text in {**FILES, **changed}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_terms_and_phrases_are_read(tmp_path: Path) -> None:
    vocabulary = load_vocabulary(office(tmp_path))
    first, second = vocabulary.sections
    assert (first.key, first.title, first.labels) == ("cong_khai", "Công khai", ("công khai", "ba công khai"))
    assert (first.patterns, first.exclude) == ((r"\bcong khai\b",), (r"\bkhai giang\b",))
    assert (second.key, second.part_of) == ("ck_cam_ket", "cong_khai")
    assert [term.key for term in vocabulary.items] == ["bm_nghi_hoc"]
    assert [term.key for term in vocabulary.natures] == ["tin", "khac"]
    assert vocabulary.empty_words == ("đang cập nhật",)
    assert vocabulary.login_words == ("đăng nhập",)
    assert vocabulary.soft_404_words == ("không tìm thấy trang",)
    assert vocabulary.spam_words == ("nổ hũ",)
    assert [duty.key for document in vocabulary.law for duty in document.duties] == ["a", "b"]


def test_the_version_names_the_files_and_their_bytes(tmp_path: Path) -> None:
    before = load_vocabulary(office(tmp_path)).version
    assert before.startswith("3.1.2.9.4+")
    assert load_vocabulary(tmp_path).version == before
    after = load_vocabulary(office(tmp_path, natures=FILES["natures"] + "# thêm\n")).version
    assert after.startswith("3.1.2.9.4+")
    assert after != before


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "field", "said"),
    [
        ("sections", "title: Công khai", "titel: Công khai", 4, "terms.cong_khai.titel", "không có trường"),
        ("sections", "title: Công khai", "title: ''", 4, "terms.cong_khai.title", "trống"),
        ("sections", r"'\bcong khai\b'", "'(cong'", 6, "terms.cong_khai.patterns[1]", "chính quy"),
        ("sections", r"'\bkhai giang\b'", "'x*'", 7, "terms.cong_khai.exclude[1]", "chuỗi rỗng"),
        ("sections", "part_of: cong_khai", "part_of: khong_co", 8, "terms.ck_cam_ket.part_of", "khong_co"),
        ("sections", "part_of: cong_khai", "part_of: ck_cam_ket", 8, "terms.ck_cam_ket.part_of", "chính nó"),
        ("sections", "ck_cam_ket:", "Công-khai:", 8, "terms.Công-khai", "không dấu"),
        ("sections", "[công khai, ba công khai]", "[công khai, '']", 5, "terms.cong_khai.labels[2]", "trống"),
        ("sections", "[công khai, ba công khai]", "công khai", 5, "terms.cong_khai.labels", "danh sách"),
        ("items", 'version: "1"', "version: 1", 1, "version", "ngoặc kép"),
        ("items", "part_of: cong_khai", "part_of: tin", 3, "terms.bm_nghi_hoc.part_of", "tin"),
        ("natures", "  khac: {title: Khác}", "  tin: {title: Khác}", 4, "", "hai lần"),
        ("phrases", "spam_words: [nổ hũ]", "spam_words: [1]", 5, "spam_words[1]", "ngoặc kép"),
        ("phrases", "spam_words: [nổ hũ]", "spam_words: [' ']", 5, "spam_words[1]", "trống"),
        ("phrases", "spam_words", "spam_word", 5, "spam_word", "không có trường"),
        ("law", "first: 2017-2018", "first: 2017-2019", 6, "documents[1].first", "năm học"),
        ("law", "about: cong_khai", "about: cong", 4, "documents[1].about", "cong"),
        ("law", "items: [bm_nghi_hoc]", "items: [bm_la]", 9, "documents[1].duties[1].items[1]", "bm_la"),
        ("law", "sections: [cong_khai]", "sections: [x]", 10, "documents[1].duties[2].sections[1]", "“x”"),
        ("law", ", sections: [cong_khai]", "", 10, "documents[1].duties[2]", "ít nhất một"),
        ("law", "key: b", "key: a", 10, "documents[1].duties[2].key", "trùng"),
        ("law", '"09-30"', '"9-30"', 9, "documents[1].duties[1].due", "tháng-ngày"),
        ("law", "due_year: 1", "due_year: 3", 9, "documents[1].duties[1].due_year", "1 hoặc 2"),
    ],
)
def test_a_bad_word_list_is_refused_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, line: int, field: str, said: str
) -> None:
    assert FILES[name].count(old) == 1
    with pytest.raises(ConfigError) as caught:
        load_vocabulary(office(tmp_path, **{name: FILES[name].replace(old, new)}))
    message = str(caught.value)
    assert f"{name}.yaml, dòng {line}" in message
    assert field in message
    assert said in message


def test_a_longer_circle_is_found(tmp_path: Path) -> None:
    text = 'version: "1"\nterms:\n  a: {title: A, part_of: b}\n  b: {title: B, part_of: a}\n'
    with pytest.raises(ConfigError, match="chính nó"):
        load_vocabulary(office(tmp_path, sections=text + "  cong_khai: {title: C}\n"))


def test_an_empty_list_of_terms_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"natures\.yaml, dòng 2, trường “terms”"):
        load_vocabulary(office(tmp_path, natures='version: "1"\nterms: {}\n'))


def test_the_shipped_words_load() -> None:
    vocabulary = load_vocabulary()
    keys = {term.key for term in vocabulary.sections}
    assert {"gioi_thieu", "lien_he", "tin_tuc", "van_ban", "cong_khai", "tuyen_sinh"} <= keys


def test_the_law_that_binds_a_school_year_is_told_newest_first() -> None:
    vocabulary = load_vocabulary()
    told = {
        year: [document.id for document in vocabulary.law_of(LawAbout.CONG_KHAI, year)]
        for year in ("2016-2017", "2017-2018", "2021-2022", "2023-2024", "2024-2025", "2025-2026")
    }
    assert told == {
        "2016-2017": [],
        "2017-2018": ["tt36-2017"],
        "2021-2022": ["tt36-2017"],
        "2023-2024": ["tt36-2017"],
        "2024-2025": ["tt09-2024", "tt36-2017"],
        "2025-2026": ["tt09-2024"],
    }
    assert [document.id for document in vocabulary.law_of(LawAbout.PORTAL, "2021-2022")] == ["tt37-2020"]
    assert vocabulary.law_of(LawAbout.PORTAL, "2019-2020") == ()
