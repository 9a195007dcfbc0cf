"""The commands of the command line that are about nights: schedules and the service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runner import backups, histories, schedules, service, support
from runner.batches import CHILDREN
from runner.errors import ExitStatus, InputError
from runner.home import DEFAULT, Home
from runner.options import (
    USUAL,
    ContactOption,
    FormatOption,
    HomeOption,
    OutOption,
    OverridesOption,
    PostsOption,
    PrivateOption,
    ResolveOption,
    RubricOption,
    SchoolsOption,
    run_command,
)
from runner.schedules import ScheduleAsked
from runner.screen import Screen
from runner.vietnamese import FLAG, Command, Group

BUNDLE = Path("kiemcong-ho-tro.zip")
IdArgument = Annotated[str, typer.Argument(metavar="MÃ", help="Mã của lịch, ví dụ tieu-hoc.")]

schedule_app = typer.Typer(
    cls=Group,
    help="Lịch kiểm tra hằng đêm: mỗi danh sách một lịch.",
    no_args_is_help=True,
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="LỆNH …",
)


@schedule_app.command("show", cls=Command, options_metavar="[TÙY CHỌN]")
def schedule_show(home: HomeOption = DEFAULT) -> None:
    """Liệt kê các lịch, đêm tới và lần chạy gần nhất."""
    run_command(home, lambda where, screen: schedules.show(where, screen))


@schedule_app.command("add", cls=Command, options_metavar="[TÙY CHỌN]")
def schedule_add(
    schedule: IdArgument,
    schools: SchoolsOption,
    rubric: RubricOption,
    out: OutOption,
    school_year: Annotated[
        str | None,
        typer.Option("--school-year", metavar="NĂMHỌC", help="Năm học; không có thì là năm học của đêm kiểm tra."),
    ] = None,
    start: Annotated[str, typer.Option("--from", metavar="GIỜ", help="Giờ bắt đầu (giờ Việt Nam).")] = "22:00",
    end: Annotated[str, typer.Option("--to", metavar="GIỜ", help="Giờ phải dừng.")] = "05:00",
    jitter: Annotated[
        int, typer.Option("--jitter", metavar="PHÚT", help="Bắt đầu lệch ngẫu nhiên tối đa bấy nhiêu phút.")
    ] = 10,
    deep_nights: Annotated[
        int,
        typer.Option("--deep-nights", metavar="SỐ", help="Bấy nhiêu đêm thì mỗi trường được xem kỹ một lần."),
    ] = 14,
    formats: FormatOption = USUAL,
    with_posts: PostsOption = False,
    contact: ContactOption = None,
    overrides: OverridesOption = None,
    resolve: ResolveOption = None,
    allow_private: PrivateOption = False,
    children: Annotated[
        int, typer.Option("--children", metavar="SỐ", min=1, help="Số tiến trình đọc cổng chạy cùng lúc.")
    ] = CHILDREN,
    home: HomeOption = DEFAULT,
) -> None:
    """Thêm một lịch, hoặc thay lịch có cùng mã."""
    asked = ScheduleAsked(
        id=schedule,
        schools=schools,
        rubric=rubric,
        out=out,
        school_year=school_year,
        formats=tuple(formats.split(",")),
        with_posts=with_posts,
        start=start,
        end=end,
        jitter=jitter,
        deep_nights=deep_nights,
        contact=contact,
        overrides=overrides,
        resolve=tuple(resolve or ()),
        allow_private=allow_private,
        children=children,
    )
    run_command(home, lambda where, screen: schedules.add(where, screen, asked))


@schedule_app.command("remove", cls=Command, options_metavar="[TÙY CHỌN]")
def schedule_remove(schedule: IdArgument, home: HomeOption = DEFAULT) -> None:
    """Bỏ một lịch; báo cáo và các lần chạy đã có vẫn còn."""
    run_command(home, lambda where, screen: schedules.remove(where, screen, schedule))


@schedule_app.command("run-now", cls=Command, options_metavar="[TÙY CHỌN]")
def schedule_run_now(
    schedule: IdArgument,
    in_window: Annotated[
        bool,
        typer.Option("--in-window", metavar=FLAG, help="Chỉ chạy nếu đang trong giờ của lịch và đêm nay chưa xong."),
    ] = False,
    home: HomeOption = DEFAULT,
) -> None:
    """Chạy một lịch ngay; trong giờ của lịch thì làm tiếp đêm đang dở và dừng đúng giờ."""
    run_command(home, lambda where, screen: schedules.run_now(where, screen, schedule, in_window=in_window))


def serve(
    schedule: Annotated[
        bool, typer.Option("--schedule", metavar=FLAG, help="Chạy các lịch hằng đêm cho đến khi được dừng.")
    ] = False,
    home: HomeOption = DEFAULT,
) -> None:
    """Chạy như một dịch vụ: mỗi đêm kiểm tra các danh sách theo lịch."""

    def work(where: Home, screen: Screen) -> ExitStatus:
        if not schedule:
            raise InputError("Hãy cho biết việc cần phục vụ: kiemcong serve --schedule.")
        return service.serve(where, screen)

    run_command(home, work)


def backup(
    target: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp sao lưu (.tar).")],
    without_pages: Annotated[
        bool, typer.Option("--without-pages", metavar=FLAG, help="Bỏ qua các trang đã lưu (phần lớn dung lượng).")
    ] = False,
    home: HomeOption = DEFAULT,
) -> None:
    """Sao lưu cơ sở dữ liệu, kho lưu và các tệp riêng của đơn vị; làm được cả khi đang chạy."""
    run_command(home, lambda where, screen: backups.backup(where, screen, target, without_pages=without_pages))


def restore(
    source: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp sao lưu.")], home: HomeOption = DEFAULT
) -> None:
    """Khôi phục một bản sao lưu vào thư mục --home còn trống."""
    run_command(home, lambda where, screen: backups.restore(where, screen, source))


def history(
    school: Annotated[str, typer.Option("--school", metavar="MÃ", help="Trường mang mã này.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="TỆP", help="Ghi đủ mọi dòng vào tệp CSV này.")] = None,
    home: HomeOption = DEFAULT,
) -> None:
    """Từng bài, chuyên mục, tệp của một trường: các đêm thấy từ ngày nào đến ngày nào."""
    run_command(home, lambda where, screen: histories.history(where, screen, school, out))


def support_bundle(
    target: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp ZIP ghi ra.")] = BUNDLE,
    home: HomeOption = DEFAULT,
) -> None:
    """Gom nhật ký và số liệu để nhờ người khác xem lỗi; không có mật khẩu hay dữ liệu cá nhân."""
    run_command(home, lambda where, screen: support.bundle(where, screen, target))


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("serve", cls=Command, options_metavar="[TÙY CHỌN]")(serve)
    app.add_typer(schedule_app, name="schedule")
    app.command("history", cls=Command, options_metavar="[TÙY CHỌN]")(history)
    app.command("backup", cls=Command, options_metavar="[TÙY CHỌN]")(backup)
    app.command("restore", cls=Command, options_metavar="[TÙY CHỌN]")(restore)
    app.command("support-bundle", cls=Command, options_metavar="[TÙY CHỌN]")(support_bundle)
