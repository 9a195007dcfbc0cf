"""Natures from the first words of a text, beside titles and categories: what a listing or the post's page shows."""



from __future__ import annotations

import pytest

from config.loader import load_vocabulary
from reading.natures import NatureRead, body_of, read_nature
from reading.words import nature_matcher, section_matcher
from records.facts import PostSeen
from records.school import Level, School
from tests.reading.building import post

VOCABULARY = load_vocabulary()
SCHOOL = School(code="A", name="Trường Tiểu học Hoa Mai", levels=(Level.TH,), portal="http://th-a.edu.vn/")
DATE = "Ngày đăng: 05/10/2021 "


def seen(title: str, excerpt: str, category: str = "Tin tức - Sự kiện", *, opened: bool = False) -> PostSeen:
    return post({"title": title}).model_copy(
        update={"excerpt": excerpt, "category_path": (category,), "listed_only": not opened, "source_line": ""}
    )


def nature_of(fact: PostSeen) -> NatureRead:
    return read_nature(fact, SCHOOL, section_matcher(VOCABULARY), nature_matcher(VOCABULARY))


@pytest.mark.parametrize(
    ("title", "text", "nature"),
    [
        ("Tuần 5 (04/10 - 08/10/2021)", "Thứ hai: cháo tôm, sữa chua. Thứ ba: bún riêu.", "thuc_don_lich"),
        ("Kế hoạch của Ban giám hiệu tuần này", "Thứ hai: sáng chào cờ; chiều họp giao ban.", "thuc_don_lich"),
        ("Lễ khai giảng năm học mới", "Thứ Hai, ngày 05/9/2021, thầy và trò nhà trường tưng bừng khai giảng.", "tin"),
        ("Phân công trực hè", "Số: 45/QĐ-TH. Bình Dương, ngày 02 tháng 6 năm 2022", "van_ban"),
        (
            "Trao quà cho học sinh khó khăn",
            "Thực hiện Quyết định số: 45/QĐ-UBND, nhà trường đã trao 20 phần quà.",
            "tin",
        ),
        ("Cô giáo chủ nhiệm lớp 5A", "Họ và tên: Nguyễn Thị Lan. Chức vụ: giáo viên", "nhan_su"),
        ("Số liệu học kỳ I", "Thực hiện Thông tư 36/2017/TT-BGDĐT, nhà trường niêm yết", "cong_khai"),
        ("Góc học tập của em", "Nội dung đang được cập nhật", "trong"),
        ("Góc học tập của em", "(đang cập nhật) (đang cập nhật)", "trong"),
        ("Chơi vui mỗi ngày", "Đăng ký tài khoản hôm nay để nhận khuyến mãi 100% lần nạp đầu", "rac"),
        ("Chuyên đề an toàn mạng", "Nhà trường tuyên truyền tác hại của cá cược trực tuyến tới học sinh", "tin"),
        ("aaaa", "123", "rac"),
        ("百家乐 注册送38元", "Xem ngay", "rac"),
        ("Nói không với cá độ bóng đá", "Chi đội 9A sinh hoạt dưới cờ", "tin"),
        ("Game bài toán nhanh cuối tuần", "Sân chơi trí tuệ của khối 4", "tin"),
        ("LCT tháng 10 của tổ Văn phòng", "", "thuc_don_lich"),
        ("CV 91 của UBND phường về tiêm chủng", "", "van_ban"),
        ("CK quyết toán NSNN năm 2021", "", "cong_khai"),
    ],
)
def test_the_first_words_tell(title: str, text: str, nature: str) -> None:
    assert nature_of(seen(title, f"{title} {DATE}{text}")).nature == nature


def test_what_a_listing_prints_before_the_text_is_no_text() -> None:
    head = "Hội thi vở sạch admin 2022-05-15T15:53:00+07:00 Chủ nhật - 15/05/2022 15:53 Đã xem: 12 Phản hồi: 0 "
    assert (
        body_of(seen("Hội thi vở sạch", head + "Sáng nay các em dự thi. Từ khóa: học sinh"))
        == "sang nay cac em du thi."
    )


def test_an_opened_post_without_a_word_is_not_sure() -> None:
    assert not nature_of(seen("Hình ảnh hội trại", f"Hình ảnh hội trại {DATE}", opened=True)).sure
    assert nature_of(seen("Hình ảnh hội trại", f"Hình ảnh hội trại {DATE}")).sure
    assert nature_of(seen("Hình ảnh hội trại", f"{DATE}Chiều qua, cả trường cùng dựng trại.", opened=True)).sure
