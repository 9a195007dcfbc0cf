"""Options that commands of more than one group take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runner.home import ENVIRONMENT

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
