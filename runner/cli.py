"""The command line. The only module that prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from runner import checking, commands, copies, night_cli, rubrics, visiting
from runner.batches import CHILDREN
from runner.checking import CheckAsked
from runner.errors import ExitStatus
from runner.form_commands import make_form_app
from runner.home import DEFAULT
from runner.options import (
    USUAL,
    AsOfOption,
    ContactOption,
    FormatOption,
    HomeOption,
    JsonOption,
    OutOption,
    OverridesOption,
    PostsOption,
    PrivateOption,
    ResolveOption,
    RubricOption,
    SchoolOption,
    SchoolsOption,
    YearOption,
    run_command,
)
from runner.vietnamese import FLAG, Command, Group, is_help, speak_vietnamese, usage_error
from runner.visiting import VisitAsked

app = typer.Typer(
    name="kiemcong",
    cls=Group,
    help="KiểmCổng: kiểm tra cổng thông tin điện tử của trường học theo bộ tiêu chí, có minh chứng.",
    epilog="Mã kết thúc: 0 đã kiểm tra (dù điểm thế nào), 1 lỗi của chương trình, 2 đầu vào không dùng được, "
    "3 không đo được gì, 130 dừng bằng Ctrl-C.",
    add_completion=False,
    no_args_is_help=True,
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="LỆNH …",
    pretty_exceptions_enable=False,
)


@app.command(cls=Command, options_metavar="[TÙY CHỌN]")
def audit(
    schools: SchoolsOption,
    rubric: RubricOption,
    school_year: YearOption,
    out: OutOption,
    as_of: AsOfOption = None,
    json: JsonOption = None,
    formats: FormatOption = USUAL,
    with_posts: PostsOption = False,
    school: SchoolOption = None,
    only_failed: Annotated[
        bool,
        typer.Option(
            "--only-failed",
            metavar=FLAG,
            help="Chỉ xem lại các trường mà lần trước lỗi hoặc còn phần chưa đo được; báo cáo vẫn đủ trường.",
        ),
    ] = False,
    warm: Annotated[
        bool,
        typer.Option(
            "--warm",
            metavar=FLAG,
            help="Xem nhanh: đi tiếp từ lần xem trước của mỗi trường, chỉ hỏi cổng những gì có thể đã đổi.",
        ),
    ] = False,
    resolve: ResolveOption = None,
    allow_private: PrivateOption = False,
    contact: ContactOption = None,
    overrides: OverridesOption = None,
    children: Annotated[
        int, typer.Option("--children", metavar="SỐ", min=1, help="Số tiến trình đọc cổng chạy cùng lúc.")
    ] = CHILDREN,
    home: HomeOption = DEFAULT,
) -> None:
    """Kiểm tra các cổng trong một danh sách trường và ghi báo cáo.

    Lệnh bị dừng giữa chừng (Ctrl-C, mất điện) thì chạy lại đúng lệnh đó: các trường đã xong không phải xem lại.
    """
    asked = commands.AuditAsked(
        schools=schools,
        rubric=rubric,
        school_year=school_year,
        as_of=as_of,
        out=out,
        json=json,
        formats=_named(formats),
        with_posts=with_posts,
        codes=tuple(school or ()),
        only_failed=only_failed,
        warm=warm,
        resolve=tuple(resolve or ()),
        allow_private=allow_private,
        contact=contact,
        overrides=overrides,
        children=children,
    )
    run_command(home, lambda where, screen: commands.audit(where, screen, asked))


@app.command(cls=Command, options_metavar="[TÙY CHỌN]")
def demo(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="THƯMỤC", help="Thư mục ghi báo cáo; mặc định <home>/demo/bao-cao.")
    ] = None,
    formats: FormatOption = USUAL,
    with_posts: PostsOption = False,
    home: HomeOption = DEFAULT,
) -> None:
    """Chạy thử trên một quận tưởng tượng có sẵn trong máy, không ra mạng."""
    run_command(home, lambda where, screen: commands.demo(where, screen, out, _named(formats), with_posts=with_posts))


@app.command(cls=Command, options_metavar="[TÙY CHỌN]")
def visit(
    url: Annotated[str, typer.Argument(metavar="ĐỊACHỈ", help="Địa chỉ cổng của trường.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="TÊN", help="Tên trường, để xét cổng có phải của trường hay không.")
    ] = None,
    level: Annotated[str | None, typer.Option("--level", metavar="CẤP", help="Cấp học, ví dụ TH hoặc TH&THCS.")] = None,
    school_year: Annotated[
        str | None, typer.Option("--school-year", metavar="NĂMHỌC", help="Năm học; mặc định là năm học hiện nay.")
    ] = None,
    parent: Annotated[
        list[str] | None, typer.Option("--parent", metavar="ĐỊACHỈ", help="Cổng cấp trên; dùng được nhiều lần.")
    ] = None,
    rubric: RubricOption = commands.RUBRIC,
    resolve: ResolveOption = None,
    allow_private: PrivateOption = False,
    contact: ContactOption = None,
    home: HomeOption = DEFAULT,
) -> None:
    """Xem một cổng, không cần danh sách, và in ra những gì đã thấy."""
    asked = VisitAsked(
        url=url,
        rubric=rubric,
        name=name,
        level=level,
        school_year=school_year,
        parents=tuple(parent or ()),
        resolve=tuple(resolve or ()),
        allow_private=allow_private,
        contact=contact,
    )
    run_command(home, lambda where, screen: visiting.visit(where, screen, asked))


@app.command(cls=Command, options_metavar="[TÙY CHỌN]")
def check(
    visits: Annotated[
        Path, typer.Option("--visits", metavar="THƯMỤC", help="Thư mục lượt xem đã lưu: kho lưu, home hoặc bản xuất.")
    ],
    rubric: RubricOption,
    school_year: Annotated[
        str | None,
        typer.Option("--school-year", metavar="NĂMHỌC", help="Năm học; mặc định là năm học của bộ tiêu chí."),
    ] = None,
    as_of: AsOfOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="THƯMỤC", help="Thư mục ghi báo cáo; không có thì chỉ in bảng.")
    ] = None,
    json: JsonOption = None,
    formats: FormatOption = USUAL,
    with_posts: PostsOption = False,
    school: SchoolOption = None,
    overrides: OverridesOption = None,
    home: HomeOption = DEFAULT,
) -> None:
    """Chấm lại các lượt xem đã lưu (lượt mới nhất của mỗi trường), không ra mạng."""
    asked = CheckAsked(
        visits=visits,
        rubric=rubric,
        school_year=school_year,
        as_of=as_of,
        out=out,
        json=json,
        formats=_named(formats),
        with_posts=with_posts,
        codes=tuple(school or ()),
        overrides=overrides,
    )
    run_command(home, lambda where, screen: checking.check(where, screen, asked))


@app.command(cls=Command, options_metavar="[TÙY CHỌN]")
def page(
    mark: Annotated[str, typer.Argument(metavar="DẤU", help="Dấu của bản lưu ghi trong báo cáo, từ 8 ký tự.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="TỆP", help="Tệp ghi ra; mặc định ban-luu-DẤU.txt ở thư mục này.")
    ] = None,
    home: HomeOption = DEFAULT,
) -> None:
    """Lấy bản lưu của một trang đã xem từ kho lưu, để đối chiếu minh chứng."""
    run_command(home, lambda where, screen: copies.page(where, screen, mark, out))


@app.command(cls=Command, options_metavar="[TÙY CHỌN]")
def plan(schools: SchoolsOption, home: HomeOption = DEFAULT) -> None:
    """Ước lượng một danh sách cần bao lâu ở nhịp truy cập đã đặt; không gửi yêu cầu nào."""
    run_command(home, lambda where, screen: commands.plan(where, screen, schools))


@app.command(cls=Command, options_metavar="[TÙY CHỌN]")
def runs(
    limit: Annotated[int, typer.Option("--limit", metavar="SỐ", min=1, help="Số lần chạy được liệt kê.")] = 20,
    home: HomeOption = DEFAULT,
) -> None:
    """Liệt kê các lần chạy gần đây."""
    run_command(home, lambda where, screen: commands.runs(where, screen, limit))


rubric_app = typer.Typer(
    cls=Group,
    help="Xem, kiểm và so các bộ tiêu chí.",
    no_args_is_help=True,
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="LỆNH …",
)
app.add_typer(rubric_app, name="rubric")


@rubric_app.command("list", cls=Command, options_metavar="[TÙY CHỌN]")
def rubric_list(home: HomeOption = DEFAULT) -> None:
    """Liệt kê các bộ tiêu chí có sẵn và của đơn vị."""
    run_command(home, lambda where, screen: rubrics.show_list(where, screen))


@rubric_app.command("check", cls=Command, options_metavar="[TÙY CHỌN]")
def rubric_check(
    rubric: Annotated[str, typer.Argument(metavar="MÃ|TỆP", help="Bộ tiêu chí cần kiểm.")],
    home: HomeOption = DEFAULT,
) -> None:
    """Kiểm một bộ tiêu chí: mọi chỗ sai được nêu bằng tệp, dòng, trường."""
    run_command(home, lambda where, screen: rubrics.check(where, screen, rubric))


@rubric_app.command("diff", cls=Command, options_metavar="[TÙY CHỌN]")
def rubric_diff(
    old: Annotated[str, typer.Argument(metavar="CŨ", help="Bộ tiêu chí đang dùng: mã hoặc tệp.")],
    new: Annotated[str, typer.Argument(metavar="MỚI", help="Bộ tiêu chí định dùng: mã hoặc tệp.")],
    visits: Annotated[
        Path, typer.Option("--visits", metavar="THƯMỤC", help="Thư mục lượt xem đã lưu: kho lưu, home hoặc bản xuất.")
    ],
    school_year: Annotated[
        str | None,
        typer.Option("--school-year", metavar="NĂMHỌC", help="Năm học; mặc định là năm học của bộ tiêu chí cũ."),
    ] = None,
    as_of: AsOfOption = None,
    school: SchoolOption = None,
    home: HomeOption = DEFAULT,
) -> None:
    """Trường nào được, mất gì và vì sao nếu đổi bộ tiêu chí; chấm trên lượt xem đã lưu, không ra mạng."""
    asked = rubrics.DiffAsked(old, new, visits, school_year, as_of, tuple(school or ()))
    run_command(home, lambda where, screen: rubrics.diff(where, screen, asked))


night_cli.register(app)


app.add_typer(make_form_app(run_command), name="form")


def _named(formats: str) -> tuple[str, ...]:
    """The formats as typed, one by one; `reports.formats` tells which of them there are."""
    return tuple(formats.split(","))


def main() -> None:
    """The entry of the ``kiemcong`` command."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console with a legacy code page must not turn Vietnamese into an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    speak_vietnamese()
    try:
        status = app(prog_name="kiemcong", standalone_mode=False)
    except typer.Abort:
        status = ExitStatus.INTERRUPTED
    except typer.TyperException as error:
        if not is_help(error):
            print(usage_error(error), file=sys.stderr)
        status = ExitStatus.UNUSABLE_INPUT
    sys.exit(int(status or 0))


if __name__ == "__main__":
    main()
