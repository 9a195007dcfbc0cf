"""``kiemcong form``: the options of its commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from reports.form import COLUMN_NAMES, FORM_ENDINGS
from runner import forms
from runner.errors import ExitStatus
from runner.home import DEFAULT, Home
from runner.options import HomeOption
from runner.screen import Screen
from runner.vietnamese import FLAG, Command, Group

Run = Callable[[Path, Callable[[Home, Screen], ExitStatus]], None]

TemplateOption = Annotated[
    Path, typer.Option("--template", metavar="TỆP", help=f"Biểu mẫu của đơn vị: {', '.join(FORM_ENDINGS)}.")
]
CodesOption = Annotated[
    list[str] | None, typer.Option("--school", metavar="MÃ", help="Trường cần điền; dùng được nhiều lần.")
]
CodeOption = Annotated[str, typer.Option("--school", metavar="MÃ", help="Mã trường.")]
AuditOption = Annotated[
    Path | None,
    typer.Option("--json", metavar="TỆP", help="Lấy điểm từ audit.json này thay vì kết quả mới nhất trong kho."),
]
PackOption = Annotated[
    str | None,
    typer.Option("--rubric", metavar="MÃ|TỆP", help="Bộ tiêu chí; mặc định là bộ của kết quả mới nhất."),
]
YearOption = Annotated[
    str | None,
    typer.Option("--school-year", metavar="NĂMHỌC", help="Năm học; mặc định là năm học của kết quả mới nhất."),
]


def make_form_app(run: Run) -> typer.Typer:
    """The group of commands; `run` carries one out as the command line does."""
    app = typer.Typer(
        cls=Group,
        help="Điền biểu mẫu của đơn vị và lập phụ lục minh chứng.",
        no_args_is_help=True,
        options_metavar="[TÙY CHỌN]",
        subcommand_metavar="LỆNH …",
    )

    @app.command("fill", cls=Command, options_metavar="[TÙY CHỌN]")
    def fill(
        template: TemplateOption,
        out: Annotated[
            Path, typer.Option("--out", metavar="TỆP|THƯMỤC", help="Tệp ghi ra; nhiều trường: thư mục hoặc tệp .zip.")
        ],
        school: CodesOption = None,
        every: Annotated[
            bool, typer.Option("--all", metavar=FLAG, help="Mọi trường có kết quả, mỗi trường một biểu.")
        ] = False,
        json: AuditOption = None,
        rubric: PackOption = None,
        school_year: YearOption = None,
        column: Annotated[
            str | None,
            typer.Option(
                "--column",
                metavar="CỘT",
                help=f"Cột điểm cần điền khi biểu có nhiều cột: {', '.join(COLUMN_NAMES)}.",
            ),
        ] = None,
        table: Annotated[
            list[int] | None,
            typer.Option("--table", metavar="SỐ", min=1, help="Chỉ điền bảng thứ mấy; dùng được nhiều lần."),
        ] = None,
        qr: Annotated[
            bool, typer.Option("--qr", metavar=FLAG, help="Thêm mã QR của minh chứng (cần cài thêm phần qr).")
        ] = False,
        home: HomeOption = DEFAULT,
    ) -> None:
        """Điền điểm và minh chứng vào đúng biểu mẫu của đơn vị; mọi thứ khác trong tệp giữ nguyên.

        Tiêu chí chưa có điểm thì để trống, có dấu và lời giải thích ở cuối.
        """
        asked = forms.FillAsked(
            template=template,
            out=out,
            codes=tuple(school or ()),
            every=every,
            source=forms.SourceAsked(json, rubric, school_year),
            column=column,
            tables=tuple(table or ()),
            qr=qr,
        )
        run(home, lambda where, screen: forms.fill(where, screen, asked))

    @app.command("annex", cls=Command, options_metavar="[TÙY CHỌN]")
    def annex(
        school: CodeOption,
        out: Annotated[Path, typer.Option("--out", metavar="TỆP", help="Tệp ghi ra, .pdf hoặc .docx.")],
        json: AuditOption = None,
        rubric: PackOption = None,
        school_year: YearOption = None,
        home: HomeOption = DEFAULT,
    ) -> None:
        """Lập phụ lục mọi minh chứng của một trường: địa chỉ, đoạn trích, giờ xem, dấu bản lưu."""
        source = forms.SourceAsked(json, rubric, school_year)
        run(home, lambda where, screen: forms.annex(where, screen, school, source, out))

    return app
