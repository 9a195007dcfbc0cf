"""What commands of the command line share: their options, and how one is carried out."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console

from reports.formats import DEFAULT_FORMATS, FORMATS
from runner.errors import ExitStatus, InputError, RunError
from runner.home import DATABASE, ENVIRONMENT, Home, open_home
from runner.screen import Screen
from runner.vietnamese import FLAG
from store import StoreError

log = logging.getLogger(__name__)

USUAL = ",".join(DEFAULT_FORMATS)
HomeOption = Annotated[
    Path,
    typer.Option(
        "--home",
        metavar="THƯMỤC",
        envvar=ENVIRONMENT,
        help="Nơi giữ cơ sở dữ liệu, trang đã lưu, nhật ký và các tệp riêng của đơn vị (settings.yaml, rubrics/, "
        "vocabulary/, authorities/).",
    ),
]
SchoolsOption = Annotated[
    Path,
    typer.Option(
        "--schools", metavar="TỆP", help="Danh sách trường, CSV hoặc XLSX (mã, tên, cấp, cổng, cổng cấp trên)."
    ),
]
RubricOption = Annotated[
    str, typer.Option("--rubric", metavar="MÃ|TỆP", help="Bộ tiêu chí: mã của bộ có sẵn hoặc tệp YAML.")
]
YearOption = Annotated[
    str, typer.Option("--school-year", metavar="NĂMHỌC", help="Năm học cần kiểm tra, ví dụ 2021-2022.")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="NGÀY", help="Ngày chốt (2022-06-30): chỉ tính tin bài đến ngày này.")
]
JsonOption = Annotated[
    Path | None, typer.Option("--json", metavar="TỆP", help="Ghi audit.json vào tệp này thay vì vào thư mục báo cáo.")
]
SchoolOption = Annotated[
    list[str] | None, typer.Option("--school", metavar="MÃ", help="Chỉ trường mang mã này; dùng được nhiều lần.")
]
ResolveOption = Annotated[
    list[str] | None,
    typer.Option(
        "--resolve",
        metavar="TÊN[:CỔNG]=IP[:CỔNG]",
        help="Tìm tên máy ở địa chỉ này (IPv6 trong ngoặc vuông); dùng được nhiều lần.",
    ),
]
PrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", metavar=FLAG, help="Cho phép xem cả địa chỉ nội bộ (127.0.0.1, 10.x, 192.168.x…)."),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact", metavar="ĐỊACHỈ", help="Thư điện tử hoặc trang web của đơn vị, gửi kèm mỗi lượt truy cập."
    ),
]
OverridesOption = Annotated[
    Path | None,
    typer.Option(
        "--overrides",
        metavar="TỆP",
        help="Chỉ dẫn và quyết định của đơn vị theo từng trường; mặc định là overrides.yaml trong thư mục --home.",
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="DẠNG,…",
        help=f"Các định dạng báo cáo, cách nhau bằng dấu phẩy: {', '.join(FORMATS)} (pdf và docx cần cài thêm).",
    ),
]
PostsOption = Annotated[
    bool, typer.Option("--with-posts", metavar=FLAG, help="Bảng tính XLSX có thêm trang liệt kê mọi tin bài.")
]
OutOption = Annotated[Path, typer.Option("--out", metavar="THƯMỤC", help="Thư mục ghi báo cáo.")]


def run_command(home: Path, work: Callable[[Home, Screen], ExitStatus]) -> None:
    """Carry out one command; whatever goes wrong becomes a Vietnamese sentence and an exit status."""
    screen = Screen(out=_console(sys.stdout), err=_console(sys.stderr))
    where: Home | None = None
    # What cannot be closed once a disk is full is for the log: on the screen stands the sentence.
    sys.unraisablehook = _unraisable
    try:
        where = open_home(home, os.environ.get(DATABASE, ""))
        status = work(where, screen)
    except InputError as error:
        _say(screen, str(error))
        status = ExitStatus.UNUSABLE_INPUT
    except (RunError, StoreError) as error:
        log.exception("the command ended with an error")
        _say(screen, f"Lỗi: {error}")
        status = ExitStatus.INTERNAL
    except Exception as error:
        log.exception("internal error")
        told = f" Chi tiết: {where.log}" if where is not None else ""
        _say(screen, f"Chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}).{told}")
        status = ExitStatus.INTERNAL
    raise typer.Exit(int(status))


def _say(screen: Screen, text: str) -> None:
    # A night's screen is a file, which may lie on the disk that is full.
    with suppress(OSError):
        screen.say(text)


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    error = found.exc_value
    log.error("%s in %r", found.err_msg or "ignored", found.object, exc_info=error if error is not None else False)


def _console(stream: TextIO) -> Console:
    # A file or a pipe has no width of its own; 80 columns would fold the tables to ribbons.
    width = None if stream.isatty() else 140
    return Console(file=stream, highlight=False, width=width)
