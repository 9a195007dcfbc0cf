"""Posts in a school's own words: titles and bodies by kind, drawn from the run's seed, and posts made from them.

A kind says more than a nature (a weekly menu and a duty rota are one nature, two kinds) and decides the body, so that a
human who opens the page can tell the nature. Titles are what teachers type: abbreviations, capitals, no standard words;
some hold a word of another nature (a cooking contest with a "thực đơn", a notice called "lịch nghỉ"). The kind ``?`` is
for posts of which nobody could tell from the page what they are: `UNDECIDED` stands in their traps.
"""
# ruff: noqa: E501 (Vietnamese sentences stand whole)

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.portals.labelled.model import VN, Item, LabelledPortal
from tests.portals.labelled.posts import Plan, Special, local
from tests.portals.labelled.site import Site
from tests.portals.labelled.text import Words, dmy, school_year, slugify
from tests.portals.truth import expected_outcomes
from tests.portals.wordpress.seed import run_seed

UNDECIDED = "a human cannot tell from the page what this is"
PICTURE = "the text is a picture"
YEAR = "2021-2022"

NATURE_OF = {
    "ke_hoach": "van_ban",
    "thuc_don": "thuc_don_lich",
    "lich": "thuc_don_lich",
    "thu": "rac",
    "bao": "dang_lai",
}
CATEGORY_OF = {"tin": "tin", "khac": "tin", "thong_bao": "tb", "dang_lai": "phong", "bao": "tin", "van_ban": "vb", "ke_hoach": "vb",
               "thuc_don": "lich", "lich": "lich", "nhan_su": "tin", "cong_khai": "tb", "rac": "tin", "thu": "tin", "trong": "tin",
               "?": "tin"}  # fmt: skip

TITLES: dict[str, tuple[str, ...]] = {
    "tin": (
        "Rộn ràng ngày đầu đến lớp của các em khối {k}", "CÔ TRÒ LỚP {c} VUI HỘI TRĂNG RẰM", "Đôi tay khéo: lớp {c} làm thiệp tặng mẹ",
        "Thầy và trò thăm Mẹ VNAH {f}", "HS lớp {c} mang về giải Ba kéo co cấp huyện", "Khối {k} trổ tài nấu nướng với thực đơn ba món quê nhà",
        "Cô {f} - người giữ lửa phong trào đọc ở lớp {c}", "Cô {f} nhận quyết định bổ nhiệm Phó Hiệu trưởng",
        "Tiết học ngoài trời của lớp {c} bên luống rau", "Chuyện nhỏ ở {c}: trả lại chiếc ví cho bác bảo vệ",
        "{c} cùng \"nuôi heo đất\" giúp bạn đến trường", "Sôi nổi chung kết nhảy dây khối {k}", "Các em khối {k} học cách thoát khỏi đám cháy",
        "Chuyên đề cụm: dạy {m} qua trải nghiệm tại {c}", "Hành trình về nguồn của chi đội {c}", "Phụ huynh {c} góp sức sơn lại hàng rào",
        "RUNG CHUÔNG VÀNG KHỐI {k}: AI LÀ NGƯỜI CUỐI CÙNG?", "Đổi rác lấy cây - sáng kiến của {c}", "Robot tí hon của nhóm {c} biết quét lá",
        "Liên đội tuyên dương {n} việc tốt", "Mùa gặt điểm mười ở lớp {c}", "Thầy trò {c} làm quen lớp học qua màn hình",
        "Văn bản chỉ đạo đầu năm đến với từng thầy cô: buổi sinh hoạt chính trị đợt {n}", "Gặp mặt cha mẹ {c}: ấm áp và thẳng thắn",
        "Phiên chợ 0 đồng lần {n}", "Lịch sử địa phương lên sân khấu cùng {c}", "Bạn đọc nhí {c} và một trăm trang sách",
        "Tết ấm: {n} phần quà về với học trò khối {k}", "Kế hoạch nhỏ - ý nghĩa lớn: {c} gom được {n} kg giấy", "Bóng đá nam: {c} thắng ngược ở phút cuối",
    ),
    "thong_bao": (
        "TB v/v thu tiền ăn T{o} khối {k}", "Về việc đổi giờ vào lớp buổi chiều, khối {k}", "KHẨN: lớp {c} tạm học ở nhà", "Mời PHHS lớp {c} dự họp cuối kì",
        "Lịch nghỉ lễ của HS khối {k} năm học {y}", "Nhắc cha mẹ {c} hoàn tất hồ sơ bảo hiểm", "Kính gửi quý phụ huynh khối {k}: đón con ở cổng sau",
        "V/v đăng kí câu lạc bộ {m}, khối {k}", "Thay đổi phòng kiểm tra môn {m} khối {k}", "Cần người nấu ăn (hợp đồng ngắn hạn), đợt {n}",
        "Tìm chủ nhân chiếc áo khoác bỏ quên ở {c}", "CẢNH BÁO: có kẻ giả danh GVCN lớp {c} xin tiền", "Từ thứ hai tới HS khối {k} mặc đồng phục mới",
        "Ai chưa nhận sách {m} lớp {c} thì liên hệ thư viện",
    ),
    "khac": ("Truyện ngắn của em {t} ({c}): Chiếc cặp cũ", "Lá thư gửi cô của một HS lớp {c}", "Nhật kí {c}: cơn mưa đầu mùa",
             "Thơ học trò: Tiếng trống ({t}, {c})"),
    "van_ban": ("QĐ {n}/QĐ-{s} kiện toàn tổ tư vấn tâm lí", "HD chấm điểm nề nếp (kèm QĐ {n})", "Biên bản họp liên tịch số {n}", "CV {n} của UBND phường về tiêm chủng",
                "BÁO CÁO CÔNG TÁC Y TẾ {y} (SỐ {n})", "{n}/TTr-{s} xin sửa mái che", "Quy chế phối hợp với công an phường (số {n})"),
    "ke_hoach": ("KH {n} - giữ trật tự cổng trường", "Số {n}/KH-{s}: phòng đuối nước", "KẾ HOẠCH KIỂM TRA NỘI BỘ {y} (SỐ {n})", "KHGD môn {m} khối {k} ({y})",
                 "KH bồi dưỡng HS năng khiếu {m} {y}"),
    "thuc_don": ("Bé ăn gì tuần này? ({w})", "Bữa trưa ở trường {w}", "MENU {w}", "Suất ăn {w}", "Bếp nhà trường {w}"),
    "lich": ("LCT {w} của BGH", "TKB mới, dùng từ {d}", "Trực lãnh đạo {w}", "Công tác {w}", "BGH LÀM VIỆC {w}", "TKB buổi chiều khối {k} (từ {d})"),
    "nhan_su": ("Thầy {g} (tổ {m})", "Cô {f}, GVCN {c}", "CBGVNV {y}: tổ {m}", "Cô {f} - kế toán", "Những người thầy khối {k}: {t}"),
    "cong_khai": ("CK quyết toán NSNN {e} (lần {n})", "Niêm yết các khoản thu {y}, khối {k}", "Số liệu dự toán giao {e}, đợt {n}", "BM 0{k} theo TT36 ({y}) - bản {n}",
                  "Cam kết CLGD khối {k} - {y}", "CSVC CỦA TRƯỜNG TÍNH ĐẾN {d}", "Thu - chi quỹ CMHS lớp {c} {y}"),
    "bao": ("Trẻ ngủ muộn và những hệ lụy (kì {n})", "Mười điều nên làm khi con nói dối, phần {n}", "Cả nước có thêm {n} trường học hạnh phúc",
            "Bộ trưởng nói gì về chương trình mới? (kì {n})", "Ăn sáng đúng cách cho học trò - bài {n}"),
    "thu": ("test {n}", "bai viet thu {n}", "aaaa{n}", "Tiêu đề bài viết mẫu {n}"),
    "trong": ("Hoạt động Đội tháng {o}/{e}", "Ngày hội thể thao {y}", "Hội thi vở sạch lớp {c}", "Đại hội cháu ngoan ({d})", "Câu lạc bộ {m} khối {k}"),
}  # fmt: skip
# What it most likely is, and a title; the page shows a picture, a film or nothing else that would tell.
DOUBTFUL = (
    ("khac", "Danh sách {c}"), ("tin", "Hình ảnh {w}"), ("khac", "Video môn {m}, {c}"), ("thong_bao", "Khối {k}: {w}"), ("van_ban", "{m} {k} ({d})"),
    ("tin", "Kết quả {c} - {o}/{e}"), ("thong_bao", "Gửi {c} ngày {d}"),
)  # fmt: skip

_SUBJECTS = {"TH": ("Toán", "Tiếng Việt", "Tiếng Anh", "Khoa học", "Âm nhạc", "Mĩ thuật", "Tin học"),
             "THCS": ("Toán", "Ngữ văn", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Tiếng Anh")}  # fmt: skip
_WOMEN = (
    "Ng. Thị Hạnh",
    "Lê Mai",
    "Phạm Ngọc Ánh",
    "Đặng Thu Hà",
    "Hồ Kim Liên",
    "Lý Cẩm Tú",
    "Mai Phương",
    "Vũ Thị Lụa",
    "Tạ Bích Loan",
)
_MEN = ("Trần Văn Bình", "Võ Minh Tuấn", "Bùi Quốc Việt", "Đỗ Hải Đăng", "Châu Văn Tiếp", "Ng. Hữu Thọ", "Lâm Chí Công")
_TOLD = (
    "Mới bảy giờ sân trường đã kín chỗ, tiếng cười nói vang cả dãy phòng.", "Em nào cũng háo hức, có bạn còn thức từ lúc gà gáy.",
    "Các cô trong tổ đã chuẩn bị suốt hai tuần, từ phông nền đến từng chai nước.", "Có lúc trời đổ mưa, nhưng chẳng ai chịu ra về.",
    "Một phụ huynh chia sẻ: \"Nhìn con tự tin như vậy, tôi mừng lắm\".", "Kết thúc buổi sáng, thầy hiệu trưởng trao quà và chụp ảnh cùng các em.",
    "Đây là lần thứ tư hoạt động này được tổ chức ở trường.", "Ban đại diện cha mẹ học sinh gửi tặng bánh và sữa.",
    "Nhiều em lần đầu cầm micro trước đông người.", "Những tràng pháo tay là phần thưởng lớn nhất dành cho các em.",
)  # fmt: skip
_ASKED = (
    "Đề nghị quý phụ huynh thực hiện đúng thời gian, mọi thắc mắc xin gọi văn phòng số 0274 3855 0{n}.", "Rất mong quý vị phối hợp. Trân trọng.",
    "Các em nộp phiếu cho giáo viên chủ nhiệm, hạn chót {d}.", "Trường hợp vắng mặt xin báo trước với cô chủ nhiệm.",
)  # fmt: skip
_DISHES = ("thịt kho trứng, canh bí", "cá lóc chiên, canh chua", "gà rim gừng, canh cải", "đậu hũ nhồi thịt, canh mồng tơi", "bò xào, canh rong biển",
           "cháo tôm, sữa chua", "bún thịt nướng, chuối")  # fmt: skip
_DUTIES = (
    "8 giờ họp giao ban",
    "dự giờ khối lớp lớn",
    "tiếp công dân",
    "kiểm tra bếp ăn",
    "họp liên tịch",
    "đi cơ sở",
    "trực cơ quan",
)
_HOLLOW = ("Đang cập nhật", "Nội dung đang được biên tập...", "", "(đang cập nhật)", ".")


class Teller:
    """Draws titles and bodies for one portal; no title twice."""

    def __init__(self, seed: int, level: str) -> None:
        self.rng = random.Random(f"labelled:{seed}:{run_seed()}")
        self.level = level
        self._used: set[str] = set()

    def _slots(self, day: date) -> dict[str, str]:
        rng = self.rng
        grade = rng.randint(1, 5) if self.level == "TH" else rng.randint(6, 9)
        monday = day + timedelta(days=7 - day.weekday())
        week = f"tuần {rng.randint(1, 35)}"
        span = f"{monday.day}/{monday.month} - {(monday + timedelta(days=4)):%d/%m/%Y}"
        return {
            "k": str(grade), "c": f"{grade}{rng.choice('ABCDEG')}" if self.level == "TH" else f"{grade}A{rng.randint(1, 9)}", "m": rng.choice(_SUBJECTS[self.level]),
            "t": rng.choice(_WOMEN + _MEN), "f": rng.choice(_WOMEN), "g": rng.choice(_MEN), "n": str(rng.randint(11, 98)), "y": school_year(day), "e": str(day.year), "o": str(day.month), "s": self.level,
            "w": rng.choice((span, f"{week} ({span})")), "d": dmy(day + timedelta(days=rng.randint(1, 9))),
        }  # fmt: skip

    def title(self, kind: str, day: date) -> tuple[str, str]:
        """A fresh title of the kind for a post of the day, and its nature."""
        for _ in range(400):
            nature, template = self.rng.choice(DOUBTFUL) if kind == "?" else ("", self.rng.choice(TITLES[kind]))
            title = template.format(**self._slots(day))
            if slugify(title) not in self._used:
                self._used.add(slugify(title))
                return title, nature or NATURE_OF.get(kind, kind)
        raise ValueError(f"no more titles of kind {kind}")

    def body(self, title: str, kind: str, day: date) -> tuple[str, ...]:
        """The paragraphs of a post of the kind."""
        rng, slots = self.rng, self._slots(day)
        if kind == "?":
            return ()
        if kind == "trong":
            words = rng.choice(_HOLLOW)
            return (words,) if words else ()
        if kind == "thu":
            return (rng.choice(("aaa", "Nội dung mẫu nội dung mẫu nội dung mẫu", "123")),)
        if kind == "thuc_don":
            return tuple(
                f"Thứ {name}: {rng.choice(_DISHES)}. Xế: {rng.choice(('sữa', 'bánh flan', 'chè đậu'))}"
                for name in ("hai", "ba", "tư", "năm", "sáu")
            )
        if kind == "lich":
            return tuple(
                f"Thứ {name}: sáng {rng.choice(_DUTIES)}; chiều {rng.choice(_DUTIES)}"
                for name in ("hai", "ba", "tư", "năm", "sáu")
            )
        if kind == "nhan_su":
            born = f"Năm sinh: {rng.randint(1966, 1996)}. Vào ngành: {rng.randint(1990, 2018)}"
            return (
                f"Họ và tên: {slots['t']}",
                born,
                "Trình độ: Đại học sư phạm. Chức vụ: giáo viên.",
                f"Địa chỉ thư: gv{slots['n']}.demo@truong.test",
            )
        if kind in ("van_ban", "ke_hoach"):
            signed = day - timedelta(days=rng.randint(2, 30))
            return (f"Số: {slots['n']}/{'KH' if kind == 'ke_hoach' else 'QĐ'}-{self.level}. ..., ngày {signed.day:02d} tháng {signed.month} năm {signed.year}",
                    f"Căn cứ nhiệm vụ năm học {slots['y']}; xét đề nghị của tổ văn phòng;", "Điều 1. Ban hành kèm theo văn bản này các nội dung trong tệp đính kèm.",
                    "Nơi nhận: - Như trên; - Lưu: VT.")  # fmt: skip
        if kind == "cong_khai":
            return (
                f"Thực hiện quy định tại Thông tư 36/2017, trường niêm yết số liệu {slots['y']} tại bảng tin và trên trang này.",
                "Mời xem tệp kèm theo.",
            )
        if kind == "thong_bao":
            return (
                f"{title}. Trường xin báo để quý phụ huynh và các em được biết.",
                *(text.format(**slots) for text in rng.sample(_ASKED, 2)),
            )
        if kind == "bao":
            return (
                f"{title}. Theo các chuyên gia, người lớn cần kiên nhẫn lắng nghe và làm gương cho trẻ.",
                "Bạn đọc có thể xem thêm ở số báo in phát hành thứ năm hằng tuần.",
            )
        thanks = (f"Nguồn ảnh: lớp {slots['c']}",) if rng.random() < 0.3 else ()
        return (" ".join([f"{title}.", *rng.sample(_TOLD, 3)]), " ".join(rng.sample(_TOLD, 2)), *thanks)


def sent_down(year: str, count: int) -> list[tuple[datetime, str, tuple[str, ...]]]:
    """The first `count` (at most 45) posts that every school copied from the Phòng: day, title and text the same everywhere."""
    words = Words(7000 + int(year[:4]), "TH")
    sent = []
    for at in _days(words.rng, year, 45):
        title = words.title("dang_lai", at.date())
        sent.append((at, title, words.body(title, at.date(), "dang_lai")))
    return sent[:count]


def _days(rng: random.Random, year: str, count: int) -> list[datetime]:
    # A week away from either end of the window: what happens at the ends is said by name, never left to chance.
    start = datetime(int(year[:4]), 8, 9, tzinfo=VN)
    return [
        start + timedelta(days=rng.randint(0, 345), hours=rng.randint(6, 20), minutes=rng.randint(0, 59))
        for _ in range(count)
    ]


def told(plan: Plan, capitals: float = 0.0) -> tuple[Item, ...]:
    """The posts of a plan, newest first; its years count kinds. `capitals`: the share of titles shouted."""
    teller = Teller(plan.seed, plan.level)
    rng, places = teller.rng, CATEGORY_OF | dict(plan.categories or {})
    drawn: list[tuple[datetime, Special, tuple[str, ...] | None]] = []
    for year, kinds in plan.years.items():
        for kind, count in kinds.items():
            if kind == "dang_lai":
                drawn += [
                    (at, Special("", kind, title=title, source="Phòng GD"), body)
                    for at, title, body in sent_down(year, count)
                ]
            else:
                drawn += [(at, Special("", kind), None) for at in _days(rng, year, count)]
    drawn += [(local(special.at), special, None) for special in plan.special]
    drawn.sort(key=lambda row: row[0])
    items: list[Item] = []
    number, slugs = plan.first_id, set[str]()
    for at, special, given in drawn:
        kind = special.nature
        number += rng.randint(1, 3)
        title, nature = (special.title, NATURE_OF.get(kind, kind)) if special.title else teller.title(kind, at.date())
        shout = rng.random() < capitals and not special.title
        slug = slugify(title, plan.slug_limit)
        while slug in slugs:
            slug += "2" if not slug[-1].isdigit() else "-2"
        slugs.add(slug)
        body = given if given is not None else teller.body(title, kind, at.date())
        source = special.source or (rng.choice(("Báo Sức khỏe", "sưu tầm", "Báo Thiếu niên")) if kind == "bao" else "")
        traps = (special.trap,) if special.trap else (UNDECIDED, PICTURE) if kind == "?" else ()
        item = Item(
            number=number, title=title.upper() if shout else title, slug=slug, at=None if special.shown is not None else at, order=at,
            nature=nature, category=special.category or places[kind], lead=body[0][:120] if body else "", body=body, also=special.also,
            source=source, foreign=kind == "dang_lai", shown=special.shown,
            modified=at + timedelta(days=rng.randint(3, 90)) if rng.random() < 0.3 else None, traps=traps,
        )  # fmt: skip
        if plan.attach and kind in ("van_ban", "ke_hoach", "cong_khai"):
            item = replace(
                item, attachment=plan.attach.format(y=at.year, m=at.month, d=at.day) + f"{number}-{slug[:30]}.pdf"
            )
        items.append(item)
    return tuple(reversed(items))


class Voiced(Site):
    """A portal with posts of `told`: pictures in place of words, and posts of which nobody can tell whether they count."""

    def body_html(self, item: Item) -> str:
        if PICTURE in item.traps:
            return f'<p><img src="/anh/{item.number}.jpg" alt=""></p>'
        return super().body_html(item)

    def labelled(self) -> LabelledPortal:
        return undecided(super().labelled())


def undecided(portal: LabelledPortal) -> LabelledPortal:
    """The portal with `counted` None on the posts that nobody can judge, and 3.3 said anew where the label left it open."""
    truth = portal.truth
    posts = tuple(replace(p, counted=None) if UNDECIDED in p.traps else p for p in truth.posts)
    changed = replace(truth, posts=posts)
    anew = expected_outcomes(level=truth.level, sure=changed.sure(YEAR), possible=changed.possible(YEAR), sections=truth.sections,
                             forms=truth.forms, parent_to_school=truth.parent_to_school, school_year=YEAR)  # fmt: skip
    old = dict(truth.expected[YEAR])
    if old["3.3"] in ({"pass"}, {"fail"}, {"review"}):
        old["3.3"] = anew["3.3"]
    return replace(portal, truth=replace(changed, expected={YEAR: old}))
