"""Every form is filled cell by cell as it was laid down beforehand, and nothing else of it changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from ruamel.yaml import YAML

from reports.form import COLUMN_NAMES, open_form
from reports.form.conversion import CONVERTED
from tests.reports.form.reading_back import (
    W,
    document_links,
    document_texts,
    members,
    paragraphs_outside,
    sheet_links,
    sheet_values,
    shown,
    table_cells,
)
from tests.reports.form.scores import JUDGED, LINKS, READS, YEAR, decided, evidence, rubric, school

CASES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).parent / "cases" / "filled.yml")["forms"]
EACH = [(case, name) for case in CASES for name in case["files"]]
SCHOOLS: dict[str, dict[str, dict[str, object]]] = {
    "whole part": {
        **JUDGED,
        "3.5": {"outcome": "pass", "points": "2", "reason": "Đủ mẫu đơn."},
        "3.6": {"outcome": "self", **decided("5")},
    },
    "long bien": {
        "2": {"outcome": "pass", "reason": "Có biên bản mỗi tháng.", "evidence": evidence("http://th-longbien.test/bien-ban")},
        "14.1": {"outcome": "pass", "reason": "Đủ mục."},
        "14.4": {"outcome": "fail", "reason": "Không thấy mục công khai."},
    },
}  # fmt: skip
_FORMAT = re.compile(r"\+(?P<word>[^\d]*)(?P<rules>[\d. ]+)")


def expected(told: str, before: str) -> str:
    """The text that a case's shorthand stands for."""
    found = _FORMAT.fullmatch(told)
    if not found:
        return told
    rules = found["rules"].split()
    several = len(rules) > 1
    lines = [f"{f'{rule}: ' if several else ''}{found['word']}{READS[rule]}" for rule in rules]
    return "\n".join([before, *lines] if before else lines)


def filled(forms: Path, case: dict[str, Any], name: str) -> tuple[bytes, bytes]:
    """The form and the filled form; one that had to be converted is compared with what it was converted to."""
    pack = rubric(case.get("rubric", "tdm-2021-2022"))
    judged = SCHOOLS.get(case.get("school", ""), JUDGED)
    if all(rule.max_points is None for rule in pack.rules):
        judged = {rule: {**one, "points": None} for rule, one in judged.items()}
    column = COLUMN_NAMES[case["column"]] if "column" in case else None
    form = open_form(forms / name, pack, column=column, tables=case.get("tables", ()))
    before = form._package.written({}) if Path(name).suffix in CONVERTED else (forms / name).read_bytes()
    return before, form.fill(school(judged, pack.id), YEAR)


@pytest.fixture(scope="module", params=EACH, ids=[f"{name}-{case['title'][:24]}" for case, name in EACH])
def one(request: pytest.FixtureRequest, forms: Path) -> tuple[dict[str, Any], str, bytes, bytes]:
    case, name = request.param
    return case, name, *filled(forms, case, name)


def test_the_cells_laid_down_are_filled_and_no_other(one: tuple[dict[str, Any], str, bytes, bytes]) -> None:
    case, _, before, after = one
    read = sheet_values if any("!" in place for place in case["cells"]) else document_texts
    old, new = read(before), read(after)
    changed = {place: value for place, value in new.items() if value != old.get(place)}
    numbers = {place: float(told[2:]) for place, told in case["cells"].items() if told.startswith("= ")}
    # In a sheet a blank stands before each new line.
    line = " \n" if read is sheet_values else "\n"
    texts = {
        place: expected(told, str(old.get(place) or "")).replace("\n", line)
        for place, told in case["cells"].items()
        if place not in numbers
    }
    assert changed == {**texts, **numbers}
    assert old.keys() <= new.keys()


def test_all_else_is_as_it_was(one: tuple[dict[str, Any], str, bytes, bytes]) -> None:
    case, _, before, after = one
    old, new = members(before), members(after)
    assert list(new)[: len(old)] == list(old), "every member is there, in its order"
    changed = {name for name in new if new[name] != old.get(name)}
    if "word/document.xml" in old:
        assert changed <= {"word/document.xml", "word/_rels/document.xml.rels"}
        assert _without(old["word/document.xml"], case) == _without(
            new["word/document.xml"], case, notes=len(case["notes"])
        )
        root = etree.fromstring(new["word/document.xml"])
        outside = paragraphs_outside(root)
        assert outside[len(outside) - len(case["notes"]) :] == case["notes"]
    else:
        sheets = re.compile(r"xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?|xl/workbook\.xml")
        assert {name for name in changed if not sheets.fullmatch(name)} == set()
        if "xl/workbook.xml" in changed:
            assert _workbook(new["xl/workbook.xml"]) == _workbook(old["xl/workbook.xml"])
        cells = {place.partition("!")[2] for place in case["cells"]}
        for name in changed:
            if name.startswith("xl/worksheets/sheet"):
                assert _sheet_without(old[name], cells) == _sheet_without(new[name], cells), name


def test_links_are_links(one: tuple[dict[str, Any], str, bytes, bytes]) -> None:
    case, _, before, after = one
    links = document_links if "word/document.xml" in members(before) else sheet_links
    told = " ".join(case["cells"].values())
    wanted = [
        link for rule, link in zip(("3.1", "3.2", "3.3"), LINKS, strict=True) if f"{link} " in told or rule in told
    ]
    wanted += ["http://th-longbien.test/bien-ban"] if "bien-ban" in told else []
    assert [link for link in links(after) if link not in links(before)] == wanted


def _without(document: bytes, case: dict[str, Any], notes: int = 0) -> bytes:
    """The document without the cells that are filled and the notes: what may not change by a byte."""
    root = etree.fromstring(document)
    for place, cell in table_cells(root).items():
        if place in case["cells"]:
            parent = cell.getparent()
            for control in [one for one in cell.iterancestors() if one.tag.endswith("}sdt")]:
                for asks in control.xpath("./*[local-name()='sdtPr']/*[local-name()='showingPlcHdr']"):
                    asks.getparent().remove(asks)
            parent.replace(cell, etree.Element("filled"))
    for field in root.iter("{*}fldSimple"):
        field.attrib.pop(f"{W}dirty", None)
    body = root.find("{*}body")
    for paragraph in [child for child in body if child.tag.endswith("}p")][-notes:] if notes else ():
        body.remove(paragraph)
    return etree.tostring(root, method="c14n")


def _workbook(part: bytes) -> bytes:
    """The workbook's part but for the word to reckon anew and how far down a sheet is printed."""
    return re.sub(rb"(_xlnm.Print_Area[^>]*>[^<]*?)\d+<", rb"\1<", part.replace(b' fullCalcOnLoad="1"', b""))


def _sheet_without(sheet: bytes, cells: set[str]) -> bytes:
    """The sheet without the cells that are filled, its links, and the last results of formulas."""
    root = etree.fromstring(sheet)
    for cell in list(root.iter("{*}c")):
        if cell.get("r") in cells:
            row = cell.getparent()
            row.remove(cell)
            if len(row) == 0 and set(row.attrib) == {"r"}:
                row.getparent().remove(row)
        elif cell.find("{*}f") is not None:
            for held in cell.findall("{*}v"):
                cell.remove(held)
    for links in list(root.iter("{*}hyperlinks")):
        for link in list(links):
            if "KiemCong" in str(link.attrib.values()):
                links.remove(link)
        if len(links) == 0:
            links.getparent().remove(links)
    return etree.tostring(root, method="c14n")


def test_the_bytes_around_a_filled_cell_are_the_very_same(forms: Path) -> None:
    """Not only the same XML: quotes, white space and order of attributes, too."""
    before, after = (members(data)["word/document.xml"] for data in filled(forms, CASES[0], "chinh-thuc.docx"))
    tag = b"<w:tc>"
    old, new = before.split(tag), after.split(tag)
    assert len(old) == len(new)
    cells = {number for number, (one, other) in enumerate(zip(old, new, strict=True)) if one != other}
    places = list(table_cells(etree.fromstring(before)))
    last = len(old) - 1
    assert {places[number - 1] for number in cells - {last}} == set(CASES[0]["cells"])
    assert new[last].startswith(old[last].split(b"<w:sectPr")[0]), "the notes stand before the last section's shape"


def test_the_letter_of_the_cell_survives(forms: Path) -> None:
    _, after = filled(forms, CASES[0], "chinh-thuc.docx")
    cells = table_cells(etree.fromstring(members(after)["word/document.xml"]))
    score = etree.tostring(cells["1.14.3"]).decode()
    assert shown(cells["1.14.3"]) == "5"
    assert 'w:val="24"' in score
    assert 'w:val="1F3864"' not in score.split("<w:r>")[1], "a color is that of the cell's mark, not of a score"
    assert 'w:ascii="Times New Roman"' in score.split("<w:r>")[1]
