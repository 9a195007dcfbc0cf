"""What Vietnamese schools write on their portals: names, titles, sentences to draw from."""

from __future__ import annotations

import re
import unicodedata

HEROES = (
    "Nguyễn Du", "Trần Hưng Đạo", "Lê Quý Đôn", "Chu Văn An", "Nguyễn Viết Xuân", "Phú Cường", "Hiệp Thành", "Định Hòa",
    "Võ Thị Sáu", "Kim Đồng", "Nguyễn Thị Minh Khai", "Tương Bình Hiệp", "Phú Lợi", "Chánh Nghĩa", "Hòa Phú",
)  # fmt: skip
WARDS = ("Phú Hòa", "Hiệp Thành", "Chánh Mỹ", "Định Hòa", "Phú Mỹ", "Tân An", "Phú Tân")
PEOPLE = ("Nguyễn Văn Thành", "Trần Thị Ngọc Ánh", "Lê Hoàng Phương", "Đặng Thị Kim Liên", "Phạm Quốc Ưng")
COMMENTERS = ("Phụ huynh lớp 6A2", "Cựu học sinh", "Cô Hạnh", "Nguyễn Thị Hòa")

NEWS = (
    "Lễ khai giảng năm học mới và ngày toàn dân đưa trẻ đến trường",
    "Học sinh khối {khoi} tham quan bảo tàng tỉnh",
    "Chuyên đề đổi mới phương pháp dạy học môn {mon}",
    "Hội thi giáo viên dạy giỏi cấp trường vòng {so}",
    "Tập thể lớp {lop} quyên góp ủng hộ đồng bào vùng lũ",
    "Hội nghị cán bộ, viên chức, người lao động thành công tốt đẹp",
    "Đội tuyển {mon} của trường đạt {so} giải cấp thành phố",
    "Sinh hoạt dưới cờ chủ đề an toàn giao thông",
    "Tổ {mon} sinh hoạt chuyên môn theo nghiên cứu bài học",
    "Nhà trường đón đoàn kiểm tra công tác y tế học đường",
    "Trao {so} suất quà cho học sinh có hoàn cảnh khó khăn",
    "Ngày hội đọc sách với học sinh khối {khoi}",
    "Giải bóng đá mini học sinh: lớp {lop} vô địch",
    "Hội thi vở sạch chữ đẹp lần thứ {so}",
    "Trải nghiệm một ngày làm nông dân của lớp {lop}",
    "Gương sáng học đường: một học sinh lớp {lop} nhặt được của rơi trả người mất",
    "Hội khỏe Phù Đổng cấp trường: {so} nội dung thi đấu",
    "Lớp {lop} với phong trào trồng cây xanh",
    "Câu lạc bộ {mon} ra mắt thành viên mới",
    "Giao lưu tiếng Anh giữa khối {khoi} và giáo viên nước ngoài",
)
YOUTH = (
    "Liên đội tổ chức kết nạp {so} đội viên mới",
    "Chi đoàn giáo viên ra quân ngày chủ nhật xanh lần {so}",
    "Đại hội Liên đội nhiệm kỳ mới bầu {so} ủy viên",
    "Kế hoạch nhỏ: chi đội {lop} dẫn đầu phong trào thu gom giấy vụn",
    "Hành trình về nguồn của đội viên khối {khoi}",
    "Chi đội {lop} chăm sóc bia tưởng niệm liệt sĩ",
)
NOTICES = (
    "Thông báo họp cha mẹ học sinh khối {khoi}",
    "Thông báo thời gian kiểm tra giữa kỳ môn {mon}",
    "Thông báo về việc tiêm chủng cho học sinh lớp {lop}",
    "Thông báo đăng ký đồng phục khối {khoi}",
    "Thông báo điều chỉnh giờ học của khối {khoi} mùa mưa",
    "Thông báo mời chào giá sửa chữa {so} phòng học",
    "Thông báo về việc học trực tuyến môn {mon}",
    "Thông báo thu bảo hiểm y tế học sinh khối {khoi}",
    "Thông báo kết quả vòng {so} cuộc thi Trạng nguyên Tiếng Việt",
)
ADMISSION = "Thông báo tuyển sinh lớp {dau_cap} năm học {nam_hoc_toi}"
WEEK_PLAN = "Lịch công tác tuần {so} (từ {tu} đến {den})"
FROM_ABOVE = (
    "Phòng Giáo dục và Đào tạo triển khai nhiệm vụ học kỳ {hoc_ky}",
    "Phòng Giáo dục và Đào tạo tập huấn chương trình giáo dục phổ thông mới đợt {so}",
    "Phòng Giáo dục và Đào tạo kiểm tra công tác phòng dịch tại các trường đợt {so}",
)
SUBJECTS = ("Toán", "Ngữ văn", "Tiếng Anh", "Khoa học tự nhiên", "Lịch sử", "Tin học", "Âm nhạc", "Mĩ thuật")

SENTENCES = (
    "Căn cứ Công văn số 1206/PGDĐT ngày 12/10/2021 của Phòng Giáo dục và Đào tạo thành phố Thủ Dầu Một, nhà trường đã"
    " triển khai nội dung trên đến toàn thể cán bộ, giáo viên.",
    "Căn cứ Quyết định số 2551/QĐ-BGDĐT ngày 04 tháng 8 năm 2021 của Bộ Giáo dục và Đào tạo.",
    "Hoạt động diễn ra từ ngày 24-27/02/2021 với sự tham gia của đông đảo học sinh.",
    "Trong không khí thi đua chào mừng ngày 20/11/1982 - 20/11/2022, thầy và trò đã có nhiều việc làm thiết thực.",
    "Buổi lễ bắt đầu lúc 7 giờ 30 phút tại sân trường, với phần diễu hành và văn nghệ của các khối lớp.",
    "Phát biểu tại buổi lễ, đại diện Ban giám hiệu ghi nhận những cố gắng của tập thể giáo viên và học sinh.",
    "Kết thúc chương trình, nhiều phần quà ý nghĩa được trao đến các em; hạn nhận thưởng trước ngày 10/6/2022.",
    "Đây là hoạt động thường niên nhằm giáo dục kỹ năng sống cho học sinh, được duy trì từ năm 1998 đến nay.",
    "Mọi thắc mắc xin liên hệ văn phòng nhà trường trong giờ hành chính, điện thoại (0274) 3822 456.",
    "Giai đoạn 2020-2025, nhà trường phấn đấu giữ vững danh hiệu trường đạt chuẩn quốc gia.",
    "Phụ huynh theo dõi thông tin trên trang thông tin điện tử của trường hoặc qua sổ liên lạc điện tử.",
)

CONG_KHAI = (
    ("ck_cam_ket", "Thông báo cam kết chất lượng giáo dục của {truong}, năm học {nam_hoc}"),
    ("ck_chat_luong", "Thông báo công khai thông tin chất lượng giáo dục thực tế của {truong}, năm học {nam_hoc}"),
    ("ck_csvc", "Thông báo công khai thông tin cơ sở vật chất của {truong}, năm học {nam_hoc}"),
    (
        "ck_doi_ngu",
        "Thông báo công khai thông tin về đội ngũ nhà giáo, cán bộ quản lý và nhân viên của {truong},"
        " năm học {nam_hoc}",
    ),
)
"""The four forms of TT 36/2017; their numbers are 05–08 for TH and 09–12 for THCS."""


def slug(text: str, longest: int = 60) -> str:
    """The address form of `text` as WordPress in Vietnamese makes it: no diacritics, words joined by hyphens."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", bare)[:longest].strip("-")
