"""What the command line says to wrong input, in Vietnamese and with the exit status that scripts rely on."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import typer.main

from runner import cli, commands
from tests.runner.command_line import RUBRIC, YEAR

GOOD_ROW = "code,name,level,url,parent_url\n1,Trường Tiểu học A,TH,http://a.example/,http://p.example/\n"
COMMANDS = (
    *("audit", "demo", "visit", "check", "page", "plan", "runs", "rubric", "form"),
    *("schedule", "serve", "history", "backup", "restore", "support-bundle"),
)
SUBCOMMANDS = (
    *("rubric list", "rubric check", "rubric diff"),
    *("schedule show", "schedule add", "schedule remove", "schedule run-now"),
)


def audit_of(tmp_path: Path, **changed: str) -> list[str]:
    (tmp_path / "truong.csv").write_text(GOOD_ROW, encoding="utf-8")
    options = {"schools": "truong.csv", "rubric": RUBRIC, "school-year": YEAR, "out": "out"} | {
        name.replace("_", "-"): value for name, value in changed.items()
    }
    return ["audit", *(part for name, value in options.items() for part in (f"--{name}", value))]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["audit"], "Thiếu tùy chọn bắt buộc --schools"),
        (["visit"], "Thiếu tham số bắt buộc ĐỊACHỈ"),
        (["bogus"], "Không có lệnh “bogus”"),
        (["runs", "--limt", "3"], "Không có tùy chọn --limt (gần giống: --limit)"),
        (["runs", "--limit"], "Tùy chọn --limit cần một giá trị"),
        (["runs", "--limit", "x"], "Giá trị của --limit không dùng được: cần một số nguyên"),
        (["runs", "--limit", "0"], "Giá trị của --limit không dùng được: cần từ 1 trở lên"),
        (["runs", "a", "b"], "Thừa tham số: a b"),
        (["demo", "--home=x", "--out"], "Tùy chọn --out cần một giá trị"),
    ],
)
def test_a_wrong_command_line_is_told_in_vietnamese(run: Any, arguments: list[str], told: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert told in err
    assert not re.search(r"Usage|Error|Try|Missing|Invalid", err)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"schools": "khong-co.csv"}, "không tìm thấy tệp danh sách trường"),
        ({"rubric": "khong-co"}, "Không có bộ tiêu chí “khong-co”"),
        ({"school_year": "2021"}, "không phải là năm học"),
        ({"school_year": "2021-2023"}, "không phải là năm học"),
        ({"as_of": "hôm nay"}, "không phải là một ngày"),
        ({"as_of": "2021-07-01"}, "trước năm học"),
        ({"school": "99"}, "không có trường mang mã: 99"),
        ({"resolve": "a.example"}, "thiếu dấu “=”"),
        ({"contact": "địa chỉ"}, "--contact phải là"),
        ({}, "Chưa có địa chỉ liên hệ"),
    ],
)
def test_unusable_input_is_status_2(run: Any, tmp_path: Path, changed: dict[str, str], told: str) -> None:
    status, out, err = run(*audit_of(tmp_path, **changed))
    assert (status, out) == (2, "")
    assert told in err
    assert not (tmp_path / "out").exists()


def test_a_rubric_that_does_not_fit_the_checks_is_refused_with_every_problem(run: Any, tmp_path: Path) -> None:
    text = files("config").joinpath("rubrics", f"{RUBRIC}.yaml").read_text(encoding="utf-8")
    broken = text.replace("check: posts_enough", "check: posts_enuff")
    broken = broken.replace("check: linked_by_parent", "check: linked")
    assert broken.count("posts_enuff") == broken.count("check: linked\n") == 1
    (tmp_path / "own.yaml").write_text(broken, encoding="utf-8")
    status, _, err = run(*audit_of(tmp_path, rubric="own.yaml"))
    assert status == 2
    assert "posts_enuff" in err
    assert "“linked”" in err


def test_a_list_without_one_good_row_is_status_2_and_names_each_place(run: Any, tmp_path: Path) -> None:
    arguments = audit_of(tmp_path)
    (tmp_path / "truong.csv").write_text("code,name,level,url\n1,A,TH,\n2,B,ĐH,b.example\n", encoding="utf-8")
    status, _, err = run(*arguments)
    assert status == 2
    assert "truong.csv, dòng 2, cột “url”" in err
    assert "truong.csv, dòng 3, cột “level”" in err


def test_a_report_folder_that_is_a_file_is_status_2(run: Any, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    status, _, err = run(*audit_of(tmp_path, contact="a@b.example"))
    assert status == 2
    assert "Không ghi được vào thư mục" in err


def test_two_commands_never_write_to_one_folder(run: Any, tmp_path: Path) -> None:
    from runner.lock import locked

    with locked(tmp_path / "out"):
        status, _, err = run(*audit_of(tmp_path, contact="a@b.example"))
    assert status == 2
    assert "Một lệnh khác" in err


def test_an_internal_error_is_one_sentence_and_the_log_has_the_rest(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: object) -> None:
        raise ZeroDivisionError("sâu bên trong")

    monkeypatch.setattr(commands, "runs", explode)
    status, _, err = run("runs", "--home", "h")
    assert status == 1
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
    (log,) = (tmp_path / "h" / "logs").glob("*.log")
    assert str(log) in err
    assert "sâu bên trong" in log.read_text(encoding="utf-8")


def test_a_damaged_store_is_status_1_and_says_so(run: Any, tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "kiemcong.sqlite").write_bytes(b"not a database, " * 100)
    status, _, err = run("runs", "--home", "h")
    assert status == 1
    assert "không phải là cơ sở dữ liệu" in err


def test_the_home_comes_from_the_environment(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIEMCONG_HOME", str(tmp_path / "o day"))
    status, out, _ = run("runs")
    assert status == 0
    assert "Chưa có lần chạy nào" in out
    assert (tmp_path / "o day" / "kiemcong.sqlite").exists()


def test_plan_sends_nothing_and_tells_its_assumptions(run: Any, tmp_path: Path) -> None:
    audit_of(tmp_path)
    status, out, _ = run("plan", "--schools", "truong.csv")
    assert status == 0
    for told in ("a.example", "khoảng 100 lượt truy cập", "2 giây một lượt", "60 lượt mỗi trường"):
        assert told in out


def test_check_of_an_empty_folder_is_status_2(run: Any, tmp_path: Path) -> None:
    status, _, err = run("check", "--visits", str(tmp_path), "--rubric", RUBRIC)
    assert status == 2
    assert "không có lượt xem nào" in err


@pytest.mark.parametrize("command", ["", *COMMANDS, *SUBCOMMANDS])
def test_help_is_vietnamese(run: Any, command: str) -> None:
    status, out, _ = run(*command.split(), "--help")
    assert status == 0
    assert "Cách dùng: kiemcong" in out
    assert not re.search(r"Usage|Options|Arguments|Commands|required|default|env var|Show this", out)
    assert not re.search(r"<(?:bool|str|int|path|text)\b", out)


def test_every_command_is_in_this_file() -> None:
    program: Any = typer.main.get_command(cli.app)
    assert set(program.commands) == set(COMMANDS)
