"""The sentences by which users read what the types name. Outcome labels stand in `records.findings`, not here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading.portal import Counted, LinkState, Precision, SectionState
from records.facts import Aspect, Reason, Role
from records.findings import OUTCOME_LABELS, Outcome
from reports.band import BandRange
from reports.criteria import CriterionReport, RemarkShown
from reports.pace import Pace
from reports.typography import format_day, format_number

if TYPE_CHECKING:
    from reports.report import FocusScore

REASON_SENTENCES: dict[Reason, str] = {
    Reason.TIMEOUT: "Máy chủ không trả lời trong thời gian chờ.",
    Reason.DNS: "Không tìm thấy tên miền của cổng (DNS không trả lời).",
    Reason.REFUSED: "Máy chủ từ chối kết nối.",
    Reason.RESET: "Kết nối bị ngắt giữa chừng.",
    Reason.TLS: "Kết nối HTTPS hoặc chứng thư số của cổng có lỗi.",
    Reason.HTTP_4XX: "Máy chủ trả mã lỗi 4xx (không có trang hoặc không cho xem).",
    Reason.HTTP_5XX: "Máy chủ báo lỗi 5xx (đang hỏng hoặc quá tải).",
    Reason.BLOCKED: "Cổng chặn chương trình đọc tự động.",
    Reason.ROBOTS: "Tệp robots.txt của cổng không cho phép đọc phần này.",
    Reason.ROBOTS_UNAVAILABLE: "Tệp robots.txt của cổng đang lỗi nên chưa được phép đọc lần này.",
    Reason.BUDGET: "Đã dùng hết số yêu cầu hoặc thời gian dành cho một trường.",
    Reason.LOGIN: "Nội dung chỉ xem được sau khi đăng nhập.",
    Reason.PRIVATE_ADDRESS: "Tên miền trỏ về địa chỉ nội bộ nên không được phép mở.",
    Reason.TOO_LARGE: "Trang hoặc tệp lớn hơn mức cho phép tải.",
    Reason.TRUNCATED: "Nội dung nhận về bị cụt.",
    Reason.REDIRECTS: "Cổng chuyển hướng quá nhiều lần hoặc chuyển vòng tròn.",
    Reason.BAD_URL: "Địa chỉ không hợp lệ.",
    Reason.NOT_HTML: "Địa chỉ không trả về một trang web.",
    Reason.NEEDS_BROWSER: "Trang chỉ hiện nội dung khi chạy trong trình duyệt.",
    Reason.PAGINATION: "Không đi tiếp được các trang sau của danh sách.",
    Reason.FOREIGN: "Địa chỉ dẫn tới một trang không phải của trường.",
    Reason.NO_LISTING: "Không tìm thấy trang danh sách tin bài.",
    Reason.SOURCES_DISAGREE: "Các nguồn tin bài của cổng không khớp nhau.",
    Reason.NO_ADDRESS: "Danh sách không ghi địa chỉ để xem.",
    Reason.NOT_LOOKED: "Lần này chưa xem phần này.",
    Reason.INTERRUPTED: "Lần kiểm tra bị dừng giữa chừng.",
    Reason.CRASHED: "Chương trình kiểm tra gặp lỗi khi xem phần này.",
}

ASPECT_LABELS: dict[Aspect, str] = {
    Aspect.HOME: "Trang chủ",
    Aspect.SECTIONS: "Các chuyên mục",
    Aspect.POSTS: "Tin bài",
    Aspect.DOCUMENTS: "Văn bản, biểu mẫu",
    Aspect.PARENT: "Cổng cấp trên",
}

ROLE_LABELS: dict[Role, str] = {
    Role.HOME: "trang chủ",
    Role.SECTION: "chuyên mục",
    Role.LISTING: "danh sách tin",
    Role.ARTICLE: "bài viết",
    Role.SOURCE: "nguồn tin",
    Role.DOCUMENT: "văn bản",
    Role.PARENT: "cổng cấp trên",
    Role.ROBOTS: "robots.txt",
}

COUNTED_LABELS: dict[Counted, str] = {
    Counted.YES: "được tính",
    Counted.MAYBE: "có thể tính",
    Counted.NO: "không tính",
}

COUNTED_ICONS: dict[Counted, str] = {Counted.YES: "✓", Counted.MAYBE: "?", Counted.NO: "–"}
COUNTED_ORDER: dict[Counted, int] = {Counted.YES: 1, Counted.MAYBE: 2, Counted.NO: 3}
"""How posts are sorted by whether they count."""

PRECISION_LABELS: dict[Precision, str] = {
    Precision.DAY: "",
    Precision.MONTH: "chỉ biết tháng",
    Precision.YEAR: "chỉ biết năm",
    Precision.NONE: "không rõ ngày",
}

SECTION_STATE_LABELS: dict[SectionState, str] = {
    SectionState.NOT_OPENED: "chưa mở",
    SectionState.MISSING: "không mở được",
    SectionState.LOGIN: "đòi đăng nhập",
    SectionState.SOFT_404: "báo không có trang",
    SectionState.FOREIGN: "dẫn ra trang khác",
    SectionState.EMPTY: "trống",
    SectionState.CONTENT: "có nội dung",
}

RUNGS = (
    "Bậc: 0 không thấy, 1 có liên kết, 2 trang mở được, 3 có nội dung của năm học, 4 có tệp mở được, "
    "5 tệp nêu tên trường và năm học."
)
"""The evidence ladder in one sentence."""

LINK_STATE_LABELS: dict[LinkState, str] = {
    LinkState.LINKED: "Cổng cấp trên có liên kết tới cổng của trường.",
    LinkState.REDIRECTED: "Cổng cấp trên có liên kết chuyển hướng tới cổng của trường.",
    LinkState.UNDER_OTHER_NAME: "Cổng cấp trên có liên kết tới cổng của trường nhưng dưới tên trường khác.",
    LinkState.OTHER_PORTAL: "Cổng cấp trên liên kết tới một cổng khác cũng mang tên trường.",
    LinkState.SILENT: "Cổng cấp trên có liên kết mang tên trường, nhưng địa chỉ ấy đang không trả lời.",
    LinkState.ELSEWHERE: "Cổng cấp trên có liên kết mang tên trường nhưng dẫn đi nơi khác.",
    LinkState.SAME_DOMAIN: "Cổng của trường nằm dưới tên miền của cổng cấp trên.",
    LinkState.NOT_LINKED: "Không thấy liên kết tới cổng của trường trên cổng cấp trên.",
    LinkState.NOT_SEEN: "Chưa xem được cổng cấp trên.",
    LinkState.NO_PARENT: "Danh sách không ghi cổng cấp trên.",
}

OUTCOME_ICONS: dict[Outcome, str] = {
    Outcome.PASS: "✓",
    Outcome.PARTIAL: "◐",
    Outcome.FAIL: "✗",
    Outcome.NOT_DUE: "…",
    Outcome.REVIEW: "?",
    Outcome.UNKNOWN: "○",
    Outcome.NOT_APPLICABLE: "–",
    Outcome.SELF: "✎",
    Outcome.ERROR: "!",
}
"""A sign beside the label, so that outcomes are told apart without colour."""

OUTCOME_RANKS: dict[Outcome, int | str] = dict.fromkeys(Outcome, "") | {
    Outcome.FAIL: 0,
    Outcome.PARTIAL: 1,
    Outcome.PASS: 2,
}
"""How schools are sorted by a criterion without points; what was not judged stands last."""

_SOFTWARE = {
    "wordpress": "WordPress",
    "nukeviet": "NukeViet",
    "joomla": "Joomla",
    "drupal": "Drupal",
    "vhv": "VHV",
    "vnpt": "VNPT",
    "quangich": "Quảng Ích",
    "generic": "khác",
    "none": "không đọc được",
}


def software_label(adapter: str) -> str:
    """The family a portal was read as, as users read it."""
    return _SOFTWARE.get(adapter, adapter)


def band_sentence(band: BandRange) -> str:
    """What is sure, what may still come, and how much of that each band within reach needs."""
    sure = f"Đã chắc {format_number(band.low)} điểm"
    rest = ", ".join(
        f"{format_number(points)} điểm {label}"
        for points, label in (
            (band.open_points, "chưa đo"),
            (band.self_max, OUTCOME_LABELS[Outcome.SELF]),
            (band.apart_max, OUTCOME_LABELS[Outcome.NOT_APPLICABLE]),
        )
        if points
    )
    if not rest:
        return f"{sure}."
    if band.settled:
        return f"{sure}; {rest} không làm đổi xếp loại."
    told = f"{sure}; còn {rest}."
    if band.needs:
        needs = ", ".join(f"{one.label} {format_number(one.points)}" for one in band.needs)
        told += f" Phần còn lại phải được ít nhất: {needs}."
    if band.lost:
        told += f" Không còn đạt được: {', '.join(band.lost)}."
    return told


def at_stake(one: CriterionReport) -> str:
    """What a task is worth: points lost, points in doubt, or how a criterion without points ended."""
    if one.lost:
        told = f"đang mất {format_number(one.lost)} điểm"
    else:
        told = f"còn {format_number(one.at_risk)} điểm chưa chắc" if one.at_risk else OUTCOME_LABELS[one.settled]
    return f"{told}; hết thời gian tính, tin đăng từ nay thuộc năm sau" if one.too_late else told


def score_line(score: FocusScore) -> str:
    """What was measured of the focus section: in points, or by criteria where there are none."""
    if score.points is not None:
        return f"{format_number(score.points)} / {format_number(score.judged_max)} điểm đã đo"
    if not score.in_points and score.judged:
        return f"{score.passed} / {score.judged} tiêu chí đã đo là đạt"
    return OUTCOME_LABELS[Outcome.UNKNOWN if score.open_max or score.open else Outcome.NOT_APPLICABLE]


def open_line(score: FocusScore) -> str:
    """What was not measured of it, and what is left to people."""
    if not score.in_points:
        return f"{format_number(score.open)} tiêu chí chưa đo"
    left = f"{format_number(score.open_max)} điểm chưa đo"
    own = f"{format_number(score.self_max)} điểm {OUTCOME_LABELS[Outcome.SELF]}"
    return f"{left} · {own}" if score.self_max else left


def remark_line(remark: RemarkShown) -> str:
    """What a person laid down, who, when and why."""
    return f"{remark.what} – {remark.who}, {format_day(remark.when)}: {remark.why}"


def pace_sentence(pace: Pace) -> str:
    """How many posts a week until when, and which breaks are no weeks."""
    weekly = f"mỗi tuần chừng {format_number(pace.per_week, 1)} bài"
    until = f"Còn thiếu {pace.needed} bài đến {format_day(pace.end)}: {weekly}"
    breaks = " và ".join(pace.breaks)
    if pace.in_break_only:
        return f"{until} trong {format_number(pace.weeks, 1)} tuần còn lại, đều là {breaks or 'ngày nghỉ'}."
    but = f", không kể {breaks}" if breaks else ""
    return f"{until} trong {format_number(pace.school_weeks, 1)} tuần học còn lại{but}."
