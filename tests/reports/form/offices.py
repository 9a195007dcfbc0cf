"""Forms as offices build them: with Word's and Excel's own habits, by scripts, and saved once more by LibreOffice.

The rows are those of the official table of Thủ Dầu Một (719/PGDĐT-TCCB), the texts shortened.
"""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

Row = tuple[str, ...]
PDF = "Kế hoạch, văn bản (file PDF)"
PORTAL = "Minh chứng trên cổng thông tin"
PART1: list[Row] = [
    ("1", "Ứng dụng CNTT trong đổi mới phương pháp dạy - học và kiểm tra, đánh giá", "20", ""),
    ("1.1", "Đảm bảo 100% cán bộ quản lý giáo dục, giáo viên đơn vị biết sử dụng CNTT trong công tác.", "3", ""),
    ("1.2", "Tổ chức tốt việc ứng dụng CNTT&TT trong dạy - học một cách thực chất, thường xuyên.", "5", PDF),
    ("1.3", "Thực hiện tốt việc kiểm tra, đánh giá, khảo sát học sinh trong các ứng dụng trực tuyến.", "2", PDF),
    ("1.4", "Tổ chức tốt việc cập nhật, sử dụng và khai thác hệ thống “dạy học trực tuyến”.", "5", PDF),
    ("1.5", "CBQL và GV hoàn thành các nội dung, yêu cầu tập huấn trên mạng.", "3", "Trên hệ thống LMS"),
    ("1.6", "CBQL và GV hoàn thành các đánh giá theo chuẩn.", "2", "Trên hệ thống Temis"),
]
PART2: list[Row] = [
    ("2", "Ứng dụng CNTT trong công tác quản lý, điều hành", "25", ""),
    ("2.1", "Đảm bảo việc phân công, tổ chức thu thập thông tin, cập nhật CSDL đầy đủ.", "5", "Quyết định (file PDF)"),
    ("2.2", "Hoàn thành CSDL đầy đủ, chính xác, đúng thời gian qui định.", "5", "Trên hệ thống CSDL ngành"),
    ("2.3", "Triển khai phần mềm quản lý trường học hỗ trợ công tác quản lý.", "10", PDF),
    ("2.4", "Sử dụng sổ điểm điện tử và các loại hồ sơ học vụ điện tử đúng qui định.", "5", PDF),
]
PART3: list[Row] = [
    ("3", "Ứng dụng CNTT trong công tác thông tin", "25", ""),
    ("3.1", "Cổng thông tin điện tử của trường được xây dựng đúng theo hướng dẫn tại VB số 18/PGDDĐT.", "5", ""),
    ("3.2", "Cổng thông tin điện tử được tích hợp trong hệ thống Cổng của Phòng www.tptdm.edu.vn", "5", PORTAL),
    ("3.3", "Thông tin được thực hiện đầy đủ, thường xuyên (tối thiểu 40 tin bài/năm học).", "5", PORTAL),
    ("3.4", "Có chuyên mục công khai riêng theo từng năm học theo TT số 36/2017/TT-BGDĐT.", "3", PORTAL),
    ("3.5", "Đăng tải đầy đủ các mẫu đơn xin nghỉ học, mẫu đơn xin phúc khảo bài kiểm tra.", "2", PORTAL),
    ("3.6", "Thu các khoản phí bằng các phương thức thanh toán không dùng tiền mặt.", "5", "Số liệu năm 2021-2022"),
]
PART4: list[Row] = [
    ("4", "Công tác tổ chức thực hiện nhiệm vụ CNTT", "30", ""),
    ("4.1", "Xây dựng kế hoạch thực hiện nhiệm vụ CNTT hàng năm và gửi về Phòng.", "5", PDF),
    ("4.2", "Ban hành Quyết định phân công cụ thể Lãnh đạo nhà trường.", "3", PDF),
    ("4.3", "Đảm bảo hạ tầng CNTT đáp ứng yêu cầu.", "2", "Đường truyền internet FTTH"),
    ("4.4", "Xây dựng và triển khai kế hoạch đô thị thông minh.", "10", "Kế hoạch, báo cáo"),
    ("4.5", "Xây dựng và triển khai kế hoạch chuyển đổi số.", "10", "Kế hoạch, báo cáo"),
]
WHOLE = PART1 + PART2 + PART3 + PART4


def letter(document: Any, size: float = 13) -> None:
    """The letter of Vietnamese offices, laid down in the style of the document."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Times New Roman")


def write(cell: Any, text: str, *, bold: bool = False, size: float | None = 12, center: bool = False) -> None:
    """Text into a cell as a person types it: a letter of its own on each run."""
    paragraph = cell.paragraphs[0]
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if text:
        run = paragraph.add_run(text)
        run.bold = bold
        if size:
            run.font.size, run.font.name = Pt(size), "Times New Roman"
    elif size:
        # An empty cell keeps the letter that is to be written in.
        mark = parse_xml(f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
                         f'<w:color w:val="1F3864"/><w:sz w:val="{int(size * 2)}"/></w:rPr>')  # fmt: skip
        paragraph._p.get_or_add_pPr().append(mark)


def table_of(parent: Any, rows: Sequence[Sequence[str]], widths: Sequence[float], *, head: int = 1) -> Any:
    """A table with borders, its first `head` rows repeated on every page."""
    table = parent.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    table.autofit = False
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            cell = table.cell(number, at)
            cell.width = Mm(widths[at])
            write(cell, text, bold=number < head, center=number < head or len(text) < 5)
        if number < head:
            table.rows[number]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    return table


def cover(document: Any, school: str = "Trường: ……………………………") -> None:
    """What stands above the table: the office, the motto in a table without borders, the title, names to fill in."""
    head = document.add_table(rows=1, cols=2)
    write(head.cell(0, 0), "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\n……………", bold=True, center=True)
    write(head.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", bold=True, center=True)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("TIÊU CHUẨN ĐÁNH GIÁ NHIỆM VỤ CÔNG NGHỆ THÔNG TIN").bold = True
    document.add_paragraph(f"- Đơn vị: {school}")


def signatures(document: Any) -> None:
    """The place for names and seals."""
    document.add_paragraph("* Kết quả: Xuất sắc: từ 90 - 100 điểm; Tốt: từ 80 - 89 điểm")
    table = document.add_table(rows=2, cols=2)
    write(table.cell(0, 0), "NGƯỜI CHẤM", bold=True, center=True)
    write(table.cell(0, 1), "HIỆU TRƯỞNG", bold=True, center=True)
    write(table.cell(1, 1), "(Ký tên, đóng dấu)", center=True)


def official(path: Path) -> None:
    """The official form as it is: a cover, one table of five columns with sections and a sum, signatures."""
    document = docx.Document()
    letter(document)
    cover(document)
    rows = [("STT", "NỘI DUNG", "Điểm chuẩn", "Tự chấm", "Kèm minh chứng")]
    rows += [(number, text, most, "", wanted) for number, text, most, wanted in WHOLE]
    table_of(document, [*rows, ("", "Tổng cộng", "100", "", "")], (12, 80, 18, 16, 40))
    signatures(document)
    document.save(str(path))


HCM = [
    ("1", "Ứng dụng CNTT trong đổi mới phương pháp dạy - học và kiểm tra, đánh giá", ""),
    ("1.1", "Đảm bảo 100% cán bộ quản lý giáo dục, giáo viên đơn vị biết sử dụng CNTT.", ""),
    ("1.2", "Tổ chức tốt việc ứng dụng CNTT&TT trong dạy - học.", PDF),
    ("3", "Ứng dụng CNTT trong công tác thông tin", ""),
    ("3.1", "Cổng thông tin điện tử của trường được xây dựng đúng theo hướng dẫn.", ""),
    ("3.2", "Cổng được tích hợp tại địa chỉ hcm.edu.vn", ""),
    ("3.3", "Thông tin được thực hiện đầy đủ, thường xuyên… (tối thiểu 40 tin bài/năm học);", ""),
    ("3.4", "Có chuyên mục công khai riêng theo từng năm học.", PDF),
]


def two_kinds(path: Path) -> None:
    """Hồ Chí Minh City: two tables with the same numbers, for schools and for centres, with evidence only."""
    document = docx.Document()
    letter(document)
    for title in ("I. Trường THCS, THPT, trường phổ thông có nhiều cấp học:", "II. Trung tâm GDTX trực thuộc Sở:"):
        document.add_paragraph(title)
        table_of(document, [("STT", "NỘI DUNG", "Minh chứng"), *HCM], (12, 110, 50))
    document.save(str(path))


def landscape(path: Path) -> None:
    """Across the page: a header of two rows with merged cells, a row that counts the columns, Roman sections, the
    header once more where the second page begins, numbers with a dot behind, what is to be written marked by dots."""
    document = docx.Document()
    letter(document)
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    cover(document)
    head = [
        ("TT", "Nội dung, tiêu chí", "Điểm tối đa", "Điểm đánh giá", "", "Ghi chú", "Tài liệu minh chứng"),
        ("", "", "", "Trường tự chấm", "Phòng GD chấm", "", ""),
    ]
    roman = {"1": "I", "2": "II", "3": "III", "4": "IV"}
    rows = [
        (roman.get(number, f"{number}."), text, f"{most} điểm", "……" if number == "3.1" else "", "", "", wanted)
        for number, text, most, wanted in PART2 + PART3
    ]
    index = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)")
    table = table_of(document, [*head, index, *rows[:5], *head, *rows[5:], ("", "Cộng mục III", "25", "", "", "", "")],
                     (12, 90, 22, 22, 22, 25, 60), head=2)  # fmt: skip
    for top in (0, 8):
        for column in (0, 1, 2, 5, 6):
            table.cell(top, column).merge(table.cell(top + 1, column))
        table.cell(top, 3).merge(table.cell(top, 4))
    signatures(document)
    document.save(str(path))


def levels(path: Path) -> None:
    """Numbers merged over rows: what may be reached, a row each; and one cell of evidence for all of a part."""
    document = docx.Document()
    letter(document)
    cover(document)
    rows = [
        ("STT", "Tiêu chí đánh giá", "Điểm chuẩn", "Điểm đạt được", "Minh chứng"),
        ("3", "Công tác thông tin", "25", "", ""),
        ("3.1", "Cổng đúng hướng dẫn", "5", "", PORTAL),
        ("3.2", "Tích hợp cổng của Phòng", "5", "", ""),
        ("3.3", "Số lượng tin bài: Từ 40 tin trở lên: 5 điểm", "5", "", ""),
        ("", "Từ 30 đến 39 tin: 3 điểm", "3", "", ""),
        ("", "Dưới 30 tin: 0 điểm", "0", "", ""),
        ("3.4", "Công khai: đủ mọi mục", "3", "", ""),
        ("", "Công khai: thiếu một phần", "2.5", "", ""),
        ("", "Công khai: không có", "0", "", ""),
        ("3.5", "Biểu mẫu", "2", "", ""),
        ("", "- Có chuyên mục riêng: 1 điểm", "", "", ""),
        ("", "- Đủ mẫu đơn: 1 điểm", "", "", ""),
        ("", "Điểm phần 3", "", "", ""),
    ]
    table = table_of(document, rows, (12, 80, 20, 20, 45))
    table.cell(4, 0).merge(table.cell(6, 0))
    table.cell(4, 3).merge(table.cell(6, 3))
    table.cell(7, 0).merge(table.cell(9, 0))
    table.cell(2, 4).merge(table.cell(12, 4))
    for row in (11, 12):
        table.cell(row, 0).merge(table.cell(row, 1))
    signatures(document)
    document.save(str(path))


def nested(path: Path) -> None:
    """The form in a cell of a table that only lays out the page, and a table in a cell of evidence."""
    document = docx.Document()
    letter(document)
    outer = document.add_table(rows=2, cols=1)
    write(outer.cell(0, 0), "PHIẾU TỰ ĐÁNH GIÁ", bold=True, center=True)
    rows = [("Mã", "Yêu cầu", "Thang điểm", "Tự đánh giá", "Bằng chứng")]
    rows += [(number, text, most, "", wanted) for number, text, most, wanted in PART3]
    inner = outer.cell(1, 0).add_table(len(rows), 5)
    inner.style = "Table Grid"
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            write(inner.cell(number, at), text, bold=number == 0)
    within = inner.cell(4, 4).add_table(2, 2)
    within.style = "Table Grid"
    for at, text in enumerate(("STT", "Minh chứng", "3.3", "tin")):
        write(within.cell(at // 2, at % 2), text)
    signatures(document)
    document.save(str(path))


def _control(inner: str, *, more: str = "", asking: bool = True, number: int = 1) -> str:
    showing = "<w:showingPlcHdr/>" if asking else ""
    return (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:rPr><w:b/><w:color w:val="C00000"/></w:rPr><w:alias w:val="Ô {number}"/>'
        f'<w:id w:val="{77_000 + number}"/>{showing}{more}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    )


_ASKS = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Nhấn để nhập.</w:t></w:r>'


def controls(path: Path) -> None:
    """Content controls that ask for a text: in a paragraph, around a paragraph, around a cell, with a list."""
    document = docx.Document()
    letter(document)
    cover(document)
    rows = [("Số TT", "Nội dung đánh giá", "Điểm chuẩn", "Điểm tự chấm", "Minh chứng kèm theo")]
    rows += [(number, text, most, "", "") for number, text, most, _ in PART3[1:]]
    table = table_of(document, rows, (14, 80, 20, 22, 40))
    for row in (1, 3):
        paragraph = table.cell(row, 3).paragraphs[0]._p
        items = "".join(f'<w:listItem w:displayText="{n}" w:value="{n}"/>' for n in range(6))
        more = f"<w:dropDownList>{items}</w:dropDownList>" if row == 3 else "<w:text/>"
        paragraph.append(parse_xml(_control(_ASKS, more=more, number=row)))
    cell = table.cell(2, 3)._tc
    cell.remove(cell.p_lst[0])
    cell.append(parse_xml(_control(f"<w:p>{_ASKS}</w:p>", number=2)))
    old = table.cell(4, 3)._tc
    whole = parse_xml(_control("", number=4))
    old.getparent().replace(old, whole)
    old.p_lst[0].append(parse_xml(_ASKS.replace("<w:r>", f"<w:r {nsdecls('w')}>")))
    whole.find(qn("w:sdtContent")).append(old)
    # Evidence into a control for plain text, which holds no link, and into one for any.
    table.cell(1, 4).paragraphs[0]._p.append(parse_xml(_control(_ASKS, more="<w:text/>", number=14)))
    tc = table.cell(2, 4)._tc
    tc.remove(tc.p_lst[0])
    tc.append(parse_xml(_control("<w:p/>", asking=False, number=24)))
    signatures(document)
    document.save(str(path))


def tracked(path: Path) -> None:
    """Changes that nobody has accepted: a row taken out, a number half inserted, an old score struck, moved words."""
    document = docx.Document()
    letter(document)
    cover(document)
    rows = [("STT", "Nội dung", "Điểm chuẩn", "Tự chấm", "Minh chứng")]
    rows += [(number, text, most, "", wanted) for number, text, most, wanted in PART3[1:4]]
    rows.insert(3, ("3.3", "Tối thiểu 30 tin bài (bản cũ)", "4", "", ""))
    table = table_of(document, rows, (14, 80, 20, 22, 40))
    by = 'w:id="{}" w:author="Phòng GDĐT" w:date="2022-05-01T00:00:00Z"'
    table.rows[3]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} {by.format(1)}/>"))
    # The row itself is struck; that its number is not must not make it a row again.
    for run in [run for cell in table.rows[3].cells[1:] for run in cell.paragraphs[0].runs]:
        gone = parse_xml(f"<w:del {nsdecls('w')} {by.format(2)}/>")
        run._r.addprevious(gone)
        gone.append(run._r)
        for text in run._r.findall(qn("w:t")):
            text.tag = qn("w:delText")
    number = table.cell(4, 0).paragraphs[0]
    number.runs[0].text = "3"
    number._p.append(parse_xml(
        f'<w:ins {nsdecls("w")} {by.format(3)}><w:r><w:t>.</w:t></w:r><w:r><w:t>3</w:t></w:r></w:ins>'))  # fmt: skip
    number._p.append(parse_xml(
        f'<w:del {nsdecls("w")} {by.format(4)}><w:r><w:delText>9</w:delText></w:r></w:del>'))  # fmt: skip
    table.cell(1, 3).paragraphs[0]._p.append(parse_xml(
        f'<w:del {nsdecls("w")} {by.format(5)}><w:r><w:delText>4</w:delText></w:r></w:del>'))  # fmt: skip
    settings = document.settings.element
    settings.append(parse_xml(f"<w:trackRevisions {nsdecls('w')}/>"))
    signatures(document)
    document.save(str(path))


def numbers_in_text(path: Path) -> None:
    """No column of numbers: they stand before the texts. The table is cut in two by the page and a heading; dots are to
    be written over, runs are split in the middle of a number."""
    document = docx.Document()
    letter(document)
    cover(document)
    rows = [("Nội dung tiêu chí", "Điểm", "Tự chấm", "Phòng GDĐT chấm", "Đường link minh chứng")]
    rows += [(f"{number}. {text}", f"{most}đ", "....", "", "") for number, text, most, _ in PART3[1:4]]
    table = table_of(document, rows, (85, 15, 18, 22, 40))
    split = table.cell(3, 0).paragraphs[0]
    split.runs[0].text = "3"
    for text in (".", "3", ". Thông tin được thực hiện đầy đủ"):
        split._p.append(copy.deepcopy(split.runs[0]._r))
        split.runs[-1].text = text
    document.add_paragraph("(tiếp theo)")
    rest = [(f"{number.replace('.', ',')}) {text}", f"{most}đ", "....", "", "") for number, text, most, _ in PART3[4:]]
    table_of(document, [*rest, ("Tổng cộng", "25", "", "", "")], (85, 15, 18, 22, 40), head=0)
    signatures(document)
    document.save(str(path))


_LISTS = """<w:abstractNum {ns} w:abstractNumId="91"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>"""


def counted(path: Path) -> None:
    """Numbers that Word counts by itself and writes nowhere."""
    document = docx.Document()
    letter(document)
    cover(document)
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_LISTS.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))  # fmt: skip
    rows = [("STT", "Nội dung", "Điểm chuẩn", "Tự chấm", "Minh chứng")]
    rows += [("", text, most, "", wanted) for _, text, most, wanted in PART3]
    table = table_of(document, rows, (14, 80, 20, 22, 40))
    for number in range(1, len(rows)):
        shape = table.cell(number, 0).paragraphs[0]._p.get_or_add_pPr()
        level = 0 if number == 1 else 1
        shape.insert(0, parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'))  # fmt: skip
    signatures(document)
    document.save(str(path))


def machine_column(path: Path) -> None:
    """The machine's column beside the school's and the office's; the order is unusual; three header rows; sums by a
    field that reckons."""
    document = docx.Document()
    letter(document, 12)
    rows = [
        ("Minh chứng", "Kết quả chấm", "", "", "Điểm chuẩn", "Nội dung", "STT"),
        ("", "Trường", "Máy đề xuất", "Cấp trên", "", "", ""),
    ]
    rows += [(wanted, "", "", "", most, text, number) for number, text, most, wanted in PART3]
    table = table_of(document, [*rows, ("", "", "", "", "25", "Tổng điểm mục 3", "")],
                     (35, 18, 18, 18, 18, 60, 12), head=2)  # fmt: skip
    for column in (0, 4, 5, 6):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 1).merge(table.cell(0, 3))
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" =SUM(ABOVE) "><w:r><w:t>0</w:t></w:r></w:fldSimple>'
    table.cell(9, 2).paragraphs[0]._p.append(parse_xml(field))
    document.save(str(path))


LONG_BIEN = [
    ("STT", "Nội dung", "Văn bản", "Người thực hiện", "Thời gian hoàn thành", "Lãnh đạo PT"),
    ("I", "TIÊU CHUẨN 1: MÔI TRƯỜNG CHÍNH SÁCH VÀ NGUỒN NHÂN LỰC", "", "", "", ""),
    ("1", "Tiêu chí 1: Công tác chỉ đạo điều hành", "Báo cáo kết quả", "Đ/c Hạnh", "18/8/2020", "Đ/c Thúy"),
    ("1", "Thành lập, kiện toàn Ban chỉ đạo CNTT.", "Văn bản thành lập", "Đ/c Thúy", "18/8/2020", "Đ/c Thúy"),
    ("2", "Xây dựng kế hoạch; đánh giá định kỳ hàng tháng", "Kế hoạch", "Đ/c Thúy", "18/8/2020", "Đ/c Thúy"),
    ("2", "Tiêu chí 2: Nguồn nhân lực", "", "", "", ""),
    ("4", "100% cán bộ sử dụng thành thạo cổng TTĐT", "Báo cáo tháng", "Đ/c Hạnh", "19/8/2020", "Đ/c Thúy"),
    ("", "Nhân viên bảo vệ vận hành được tivi", "Sổ trực ban", "Tổ bảo vệ", "19/8/2020", "Đ/c Thúy"),
    ("II", "TIÊU CHUẨN 2: TRIỂN KHAI ỨNG DỤNG MÔ HÌNH", "", "", "", ""),
    ("14.1", "Lớp 1: tin tĩnh đầy đủ", "Trang thông tin điện tử", "Đ/c Thúy", "19/8/2020", "Đ/c Thúy"),
    ("14.4", "Lớp 1: các nội dung công khai", "", "Đ/c Thúy", "19/8/2020", "Đ/c Thúy"),
]


def many_columns(path: Path) -> None:
    """Long Biên's sheet: many columns, groups that count by themselves, the header again on the second page."""
    document = docx.Document()
    letter(document, 12)
    table_of(document, [*LONG_BIEN[:5], LONG_BIEN[0], *LONG_BIEN[5:]], (12, 60, 40, 25, 25, 25))
    document.save(str(path))


def many_columns_sheet(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phân công"
    sheet.append(["PHÂN CÔNG HOÀN THIỆN HỒ SƠ THỰC HIỆN TRƯỜNG HỌC ĐIỆN TỬ"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    for row in LONG_BIEN:
        sheet.append([int(text) if text.isdigit() else text or None for text in row])
    for column, width in zip("ABCDEF", (6, 50, 30, 16, 16, 16), strict=True):
        sheet.column_dimensions[column].width = width
    book.save(path)


def workbook(path: Path) -> None:
    """A workbook by openpyxl: sums that reckon, merged titles, allowed scores, a hidden sheet, a print area."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phiếu chấm"
    sheet["A1"], sheet["A3"] = "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "TIÊU CHUẨN ĐÁNH GIÁ NHIỆM VỤ CNTT"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:F3")
    sheet["A4"] = "Đơn vị: Trường ……"
    head = ["STT", "Nội dung", "Điểm chuẩn", "Tự chấm", "Phòng chấm", "Minh chứng"]
    line = Side(style="thin")
    row = 6
    sheet_rows: list[list[Any]] = [head]
    sheet_rows += [
        [number, text, int(most), None, None, wanted or None] for number, text, most, wanted in PART2 + PART3
    ]
    for values in sheet_rows:
        for at, value in enumerate(values, 1):
            cell = sheet.cell(row, at, value)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.font = Font(name="Times New Roman", size=12, bold=row == 6, color="1F3864" if at == 4 else None)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if at in (1, 3, 4) else None)
        row += 1
    sheet["D7"], sheet["D12"] = "=SUM(D8:D11)", "=D13+D14+D15+D16+D17+D18"
    sheet.cell(row, 2, "Tổng cộng")
    sheet.cell(row, 3, "=C7+C12")
    sheet.cell(row, 4, "=SUM(D7,D12)")
    sheet.cell(row + 1, 2, "Xếp loại")
    sheet.cell(row + 1, 4, f'=IF(D{row}>=40,"Tốt","Khá")')
    sheet.cell(row + 3, 5, "HIỆU TRƯỞNG")
    valid = DataValidation(type="decimal", operator="between", formula1="0", formula2="10")
    sheet.add_data_validation(valid)
    valid.add(f"D8:E{row}")
    for column, width in zip("ABCDEF", (6, 60, 9, 9, 9, 45), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.print_area = f"A1:F{row + 4}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    hidden = book.create_sheet("Danh mục")
    hidden.sheet_state = "hidden"
    for values in sheet_rows:
        hidden.append(values)
    book.save(path)


def two_sheets(path: Path) -> None:
    """A workbook by XlsxWriter: a part a sheet, a header of two rows, texts in several letters, a drawing, a link, and
    a sheet that sums up the others."""
    book = xlsxwriter.Workbook(str(path))
    box = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_name": "Times New Roman"})
    bold = book.add_format({"border": 1, "bold": True, "align": "center", "font_name": "Times New Roman"})
    red = book.add_format({"color": "red", "italic": True})
    for name, rows in (("Mục 2", PART2), ("Mục 3", PART3)):
        sheet = book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.merge_range("A1:F1", f"BẢNG CHẤM {name.upper()}", bold)
        for area, text in (("A3:A4", "TT"), ("B3:B4", "Nội dung công việc, tiêu chí"), ("C3:E3", "Điểm"),
                           ("F3:F4", "Minh chứng")):  # fmt: skip
            sheet.merge_range(area, text, bold)
        for at, text in enumerate(("Tối đa", "Đơn vị tự chấm", "Phòng chấm"), 2):
            sheet.write(3, at, text, bold)
        for number, (mark, text, most, wanted) in enumerate(rows, 4):
            # A number as people type it into Excel: 3.1 is a number, too.
            sheet.write(number, 0, float(mark) if "." in mark else int(mark), box)
            sheet.write(number, 1, text, box)
            sheet.write(number, 2, int(most), box)
            if wanted == PORTAL:
                sheet.write_rich_string(number, 5, "Minh chứng ", red, "trên cổng thông tin", box)
            else:
                sheet.write(number, 5, wanted, box)
            for at in (3, 4):
                sheet.write_blank(number, at, None, box)
        last = 4 + len(rows)
        sheet.write(last, 1, "Cộng", bold)
        sheet.write_formula(last, 2, f"=SUM(C6:C{last})", bold, sum(int(row[2]) for row in rows[1:]))
        sheet.write_formula(last, 3, f"=SUM(D6:D{last})", bold, 0)
        sheet.write_url(last + 2, 1, "http://www.tptdm.edu.vn/", string="Trang của Phòng")
        sheet.set_column("A:A", 6)
        sheet.set_column("B:B", 60)
        sheet.set_column("F:F", 45)
        sheet.conditional_format(4, 3, last, 3, {"type": "cell", "criteria": "<", "value": 3, "format": red})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": [name, 4, 2, last - 1, 2]})
        sheet.insert_chart(last + 4, 1, chart)
    total = book.add_worksheet("Tổng hợp")
    total.write(0, 0, "Tổng điểm tự chấm")
    total.write_formula(0, 1, "='Mục 2'!D10+'Mục 3'!D12", None, 0)
    book.close()


_MACRO_TYPES = (
    (
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ),
    (b"<Override ", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override '),
)
_MACRO_RELATION = (
    b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    b'Target="vbaProject.bin"/>'
)


def with_macros(source: Path, path: Path) -> None:
    """A copy of a document that brings a VBA project along."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                for old_words, new_words in _MACRO_TYPES:
                    body = body.replace(old_words, new_words, 1)
            elif entry.filename == "word/_rels/document.xml.rels":
                body = body.replace(b"</Relationships>", _MACRO_RELATION + b"</Relationships>")
            new.writestr(entry, body)
        new.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))


MAKERS: dict[str, Callable[[Path], None]] = {
    "chinh-thuc.docx": official,
    "hai-loai.docx": two_kinds,
    "trang-ngang.docx": landscape,
    "bac-diem.docx": levels,
    "long-nhau.docx": nested,
    "khung.docx": controls,
    "theo-doi.docx": tracked,
    "so-trong-chu.docx": numbers_in_text,
    "so-tu-dong.docx": counted,
    "may-de-xuat.docx": machine_column,
    "nhieu-cot.docx": many_columns,
    "nhieu-cot.xlsx": many_columns_sheet,
    "bang-tinh.xlsx": workbook,
    "hai-trang-tinh.xlsx": two_sheets,
}
SAVED_AGAIN = {
    "docx": ("chinh-thuc.docx", "trang-ngang.docx", "bac-diem.docx", "so-tu-dong.docx", "khung.docx"),
    "xlsx": ("bang-tinh.xlsx", "hai-trang-tinh.xlsx"),
    "doc": ("chinh-thuc.docx",),
    "xls": ("bang-tinh.xlsx",),
    "odt": ("bac-diem.docx",),
}
"""What LibreOffice saves anew; the copy's name begins with ``lo-``."""
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def soffice(folder: Path, target: str, files: Sequence[Path], out: Path) -> None:
    """Convert files by LibreOffice, all of them in one start."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
    subprocess.run(
        [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
         "--convert-to", _FILTERS.get(target, target), "--outdir", str(out), *map(str, files)],
        check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip


def build(folder: Path) -> None:
    """Write all forms into `folder`."""
    for name, make in MAKERS.items():
        make(folder / name)
    with_macros(folder / "chinh-thuc.docx", folder / "macro.docm")
    out = folder / "saved"
    for target, names in SAVED_AGAIN.items():
        soffice(folder, target, [folder / name for name in names], out)
        for name in names:
            made = (out / name).with_suffix(f".{target}")
            made.rename(folder / f"lo-{made.name}")
    shutil.rmtree(folder / "profile", ignore_errors=True)
    out.rmdir()
