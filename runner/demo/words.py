"""Word lists of Vietnamese school news: what happens in which month, and how such a post reads."""

from __future__ import annotations

EVENTS: dict[int, tuple[str, ...]] = {
    8: (
        "Học sinh khối {khoi} háo hức trong ngày tựu trường",
        "Cán bộ, giáo viên dọn vệ sinh trường lớp chuẩn bị đón {nh}",
        "Tập huấn {chude} cho giáo viên trước thềm {nh}",
        "Thông báo lịch tựu trường và nhận lớp đối với học sinh khối {khoi}",
        "Trao tặng sách giáo khoa cho học sinh lớp {lop} có hoàn cảnh khó khăn",
    ),
    9: (
        "Lễ khai giảng {nh}: lớp {lop} rộn ràng chào năm học mới",
        "Vui Tết Trung thu cùng các em học sinh khối {khoi}",
        "Hội nghị cha mẹ học sinh khối {khoi} đầu {nh}",
        "Tuyên truyền an toàn giao thông cho học sinh khối {khoi} đầu năm học",
        "Lớp {lop} phát động phong trào {chude}",
        "Thông báo về việc tham gia bảo hiểm y tế học sinh khối {khoi}",
        "Cô {ten} chia sẻ kinh nghiệm chủ nhiệm đầu {nh}",
    ),
    10: (
        "Hội nghị cán bộ, viên chức, người lao động và chuyên đề {chude}",
        "Chào mừng ngày Phụ nữ Việt Nam 20/10 tại lớp {lop}",
        "Chuyên đề {chude} tại khối {khoi}",
        "Đại hội Liên đội và ra mắt đội nghi thức khối {khoi}",
        "Hội thi giáo viên dạy giỏi cấp trường: tiết dạy của cô {ten}",
        "Diễn tập phòng cháy, chữa cháy cùng học sinh khối {khoi}",
        "Thông báo lịch kiểm tra giữa học kỳ I khối {khoi}",
    ),
    11: (
        "Lễ kỷ niệm ngày Nhà giáo Việt Nam 20/11: món quà của lớp {lop}",
        "Hội thi văn nghệ chào mừng 20/11 khối {khoi}",
        "Cô {ten} đạt giải cao tại hội thi giáo viên giỏi cấp thành phố",
        "Thao giảng chào mừng 20/11: tiết học {chude} ở lớp {lop}",
        "Hội thi báo tường của chi đội lớp {lop}",
        "Tri ân thầy cô: những tấm thiệp của học sinh khối {khoi}",
    ),
    12: (
        "Giao lưu với chú bộ đội nhân ngày 22/12 của học sinh khối {khoi}",
        "Ngoại khóa {chude} dành cho khối {khoi}",
        "Hội khỏe Phù Đổng cấp trường: lớp {lop} giành giải Nhất",
        "Ôn tập cuối học kỳ I ở khối {khoi} đạt kết quả tốt",
        "Thông báo lịch kiểm tra cuối học kỳ I khối {khoi}",
    ),
    1: (
        "Sơ kết học kỳ I {nh}: tuyên dương lớp {lop}",
        "Xuân yêu thương: tặng quà Tết cho học sinh khối {khoi}",
        "Lớp {lop} gói bánh chưng đón Tết cổ truyền",
        "Phụ đạo học sinh khối {khoi} đầu học kỳ II",
        "Thông báo lịch nghỉ Tết Nguyên đán của học sinh khối {khoi}",
    ),
    2: (
        "Học sinh khối {khoi} trở lại trường sau kỳ nghỉ Tết",
        "Lớp {lop} ra quân trồng cây đầu xuân",
        "Tuyên truyền phòng, chống dịch bệnh cho khối {khoi}",
        "Sinh hoạt tổ chuyên môn: {chude} do cô {ten} báo cáo",
    ),
    3: (
        "Mừng ngày Quốc tế Phụ nữ 8/3 tại lớp {lop}",
        "Ngày hội Thiếu nhi vui khỏe – Tiến bước lên Đoàn: khối {khoi} tranh tài",
        "Hội thi kể chuyện theo sách của khối {khoi}",
        "Ngày hội STEM với chủ đề {chude} ở khối {khoi}",
        "Thông báo lịch kiểm tra giữa học kỳ II khối {khoi}",
        "Thầy {ten} hướng dẫn học sinh đạt giải sáng tạo trẻ",
    ),
    4: (
        "Ngày sách và văn hóa đọc Việt Nam cùng lớp {lop}",
        "Học sinh khối {khoi} về nguồn thăm {noi}",
        "Kỷ niệm 30/4 và 1/5: lớp {lop} thi vẽ tranh",
        "Chuyên đề {chude} cấp cụm tại lớp {lop}",
        "Ngày hội Toán học vui của khối {khoi}",
    ),
    5: (
        "Lễ tổng kết {nh}: lớp {lop} nhận cờ thi đua",
        "Lễ ra trường xúc động của lớp {lop}",
        "Kết nạp đội viên mới nhân ngày sinh nhật Bác 19/5 ở khối {khoi}",
        "Bàn giao học sinh về sinh hoạt hè tại địa phương của khối {khoi}",
        "Thông báo lịch kiểm tra cuối năm khối {khoi}",
        "Họp cha mẹ học sinh cuối {nh} khối {khoi}",
    ),
    6: (
        "Ngày Quốc tế Thiếu nhi 1/6: sân chơi của lớp {lop}",
        "Câu lạc bộ hè {chude} cho học sinh khối {khoi}",
        "Lớp học bơi an toàn phòng đuối nước cho khối {khoi}",
        "Thầy {ten} cùng đoàn viên tham gia Mùa hè xanh",
    ),
    7: (
        "Thăm gia đình chính sách nhân ngày 27/7 cùng chi đội lớp {lop}",
        "Bồi dưỡng hè cho giáo viên: {chude}",
        "Sửa chữa phòng học khối {khoi} trong dịp hè",
    ),
}

THEMES = (
    "ứng dụng công nghệ thông tin trong dạy học",
    "đọc sách mỗi ngày",
    "trường học xanh – sạch – đẹp",
    "phát triển năng lực học sinh",
    "kỹ năng sống",
    "bảo vệ môi trường",
    "tiếng Anh giao tiếp",
    "học thông qua trải nghiệm",
    "văn hóa ứng xử học đường",
    "an toàn trên không gian mạng",
    "đổi mới sinh hoạt chuyên môn",
    "giáo dục địa phương",
)
NAMES = (
    "Nguyễn Thị Hạnh",
    "Trần Thu Hà",
    "Lê Thị Mai",
    "Phạm Ngọc Lan",
    "Võ Thanh Thảo",
    "Đặng Minh Châu",
    "Bùi Kim Oanh",
    "Huỳnh Thị Bích",
    "Đỗ Quỳnh Anh",
    "Hồ Thị Tuyết",
    "Ngô Văn Thành",
    "Dương Hoài Nam",
)
PLACES = (
    "đình Tân An",
    "nhà tù Phú Lợi",
    "khu di tích địa đạo Tây Nam",
    "bảo tàng tỉnh",
    "nghĩa trang liệt sĩ thành phố",
    "làng nghề gốm sứ",
    "chùa Hội Khánh",
)
LETTERS = "ABCDE"

OPENINGS = (
    "Trong không khí thi đua sôi nổi của {nh}, nhà trường đã tổ chức hoạt động với sự tham gia của đông đảo học sinh.",
    "Sáng nay, tại sân trường, thầy và trò cùng có mặt từ rất sớm để chuẩn bị cho chương trình.",
    "Thực hiện kế hoạch nhiệm vụ {nh}, tập thể nhà trường đã triển khai hoạt động theo đúng tiến độ.",
    "Được sự quan tâm của lãnh đạo địa phương và Ban đại diện cha mẹ học sinh, hoạt động đã thành công tốt đẹp.",
)
MIDDLES = (
    "Các em học sinh đã tự tin thể hiện năng khiếu, mạnh dạn trao đổi và hợp tác với bạn bè.",
    "Thầy cô giáo chủ nhiệm luôn theo sát, động viên để không em nào đứng ngoài hoạt động chung của lớp.",
    "Ban giám hiệu ghi nhận tinh thần trách nhiệm của tập thể giáo viên và sự phối hợp chặt chẽ của phụ huynh.",
    "Qua hoạt động, học sinh được rèn luyện kỹ năng làm việc nhóm, thuyết trình và ý thức giữ gìn vệ sinh chung.",
    "Nhiều tiết mục, sản phẩm của các em được ban tổ chức đánh giá cao về ý tưởng và cách trình bày.",
    "Căn cứ Kế hoạch số {so}/KH-TrH ngày 02/9/{nam} của nhà trường, các tổ chuyên môn đã phân công nhiệm vụ cụ thể.",
    "Buổi sinh hoạt có sự hiện diện của hơn {dong} học sinh cùng các thầy cô và đại diện phụ huynh.",
)
ENDINGS = (
    "Hoạt động khép lại trong niềm vui và để lại nhiều kỷ niệm đẹp đối với thầy và trò.",
    "Nhà trường trân trọng cảm ơn sự đồng hành của quý phụ huynh và các đơn vị hỗ trợ.",
    "Xin chúc các em học sinh luôn chăm ngoan, học tốt và đạt nhiều thành tích trong thời gian tới.",
)

REPOSTS = (
    "Phòng GD&ĐT triển khai nhiệm vụ {nh} đến các đơn vị trực thuộc",
    "Phòng GD&ĐT tổ chức hội nghị giao ban hiệu trưởng lần {so}",
    "Hội thi {chude} cấp thành phố thành công tốt đẹp",
    "Lãnh đạo Phòng GD&ĐT kiểm tra công tác chuẩn bị tại {noi}",
    "Ngành giáo dục thành phố tập huấn {chude}",
    "Phòng GD&ĐT tuyên dương giáo viên tiêu biểu đợt {so}",
)
