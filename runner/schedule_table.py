"""The schedules as a table: their hours, the night that comes, and how the newest one went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

from records.schedule import Schedule
from reports.typography import format_moment
from runner.mishaps import Mishap
from runner.tables import cell, new_table, state_of
from runner.windows import NightWindow
from store import RunRecord


@dataclass(frozen=True)
class ScheduleState:
    """A schedule, the night that comes or is under way (`due`: not finished yet), its newest run (`held`: a process is
    at work on it), and what broke the newest night off."""

    schedule: Schedule
    window: NightWindow
    due: bool
    run: RunRecord | None
    held: bool | None
    mishap: Mishap | None


def schedules_table(found: Sequence[ScheduleState]) -> Table:
    """Each schedule with its hours, its next night and its newest run."""
    columns = ("Mã", "Danh sách", "Bộ tiêu chí", "Giờ", "Đêm tới", "Xem kỹ", "Lần chạy gần nhất", "Báo cáo")
    table = new_table("Lịch", *columns)
    for one in found:
        schedule = one.schedule
        table.add_row(
            cell(schedule.id, 60),
            cell(schedule.schools),
            cell(f"{schedule.rubric} {schedule.school_year or ''}", 80),
            f"{schedule.start}–{schedule.end}",
            format_moment(one.window.start) + (" (đang trong giờ)" if one.due else ""),
            f"{schedule.deep_nights} đêm một lượt",
            cell(_newest(one), 400),
            cell(schedule.out),
        )
    return table


def _newest(one: ScheduleState) -> str:
    told = f"{format_moment(one.run.started_at)}: {state_of(one.run.state, one.held)}" if one.run else "chưa có"
    if one.mishap is None or one.held:
        return told
    return f"{told}. {format_moment(one.mishap.at)} không xong: {one.mishap.what}"
