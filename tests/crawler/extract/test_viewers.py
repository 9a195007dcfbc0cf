"""Addresses that show a file: where the file itself is, and what a server calls it."""

from __future__ import annotations

import pytest

from crawler.extract.files import is_file_address, is_media, is_picture
from crawler.extract.viewers import download_address, is_shared_folder, is_short_link, name_in_disposition, unwrapped

FILE = "https://th-a.edu.vn/tep/bm05.pdf"


@pytest.mark.parametrize(
    "shown",
    [
        f"https://docs.google.com/viewer?url={FILE}&embedded=true",
        f"https://docs.google.com/gview?url={FILE}",
        f"https://view.officeapps.live.com/op/embed.aspx?src={FILE}",
        f"/lib/pdfjs/web/viewer.html?file={FILE}",
        FILE,
    ],
)
def test_a_viewer_is_taken_away(shown: str) -> None:
    assert unwrapped(shown) == FILE


@pytest.mark.parametrize(
    ("shown", "handed_over"),
    [
        (
            "https://drive.google.com/file/d/1AbCdEfGhIjKlMn/view?usp=sharing",
            "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMn",
        ),
        (
            "https://drive.google.com/open?id=1AbCdEfGhIjKlMn",
            "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMn",
        ),
        (
            "https://docs.google.com/document/d/1AbCdEfGhIjKlMn/edit#heading=h.1",
            "https://docs.google.com/document/d/1AbCdEfGhIjKlMn/export?format=docx",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMn/edit?usp=sharing",
            "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMn/export?format=xlsx",
        ),
        ("https://www.dropbox.com/s/abc/bm05.pdf?dl=0", "https://www.dropbox.com/s/abc/bm05.pdf?dl=1"),
        (
            "https://truong.sharepoint.com/:b:/s/ck/Eabc?e=1",
            "https://truong.sharepoint.com/:b:/s/ck/Eabc?e=1&download=1",
        ),
        ("https://onedrive.live.com/redir?resid=A%211&authkey=x", "https://onedrive.live.com/download?resid=A%211&authkey=x"),
        ("https://drive.google.com/drive/folders/1AbCdEfGhIjKlMn", "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMn"),
        (FILE, FILE),
    ],
)  # fmt: skip
def test_a_sharing_service_is_asked_for_the_file(shown: str, handed_over: str) -> None:
    assert download_address(shown) == handed_over
    assert download_address(handed_over) == handed_over


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf", "Báo cáo.pdf"),
        ('attachment; filename="bm05.pdf"; filename*=UTF-8\'\'BM%2005.pdf', "BM 05.pdf"),
        ('inline; filename="Báo cáo.pdf"'.encode().decode("latin-1"), "Báo cáo.pdf"),
        ("attachment; filename=bm05.docx", "bm05.docx"),
        ("attachment; filename*=no-such-charset''a%20b.pdf", "a b.pdf"),
        ("attachment", ""),
        ("", ""),
    ],
)
def test_a_server_names_a_file_in_many_ways(value: str, name: str) -> None:
    assert name_in_disposition(value) == name


def test_short_links_media_and_pictures() -> None:
    assert is_short_link("https://bit.ly/3abc")
    assert not is_short_link("https://habit.ly/3abc")
    assert is_media("https://th-a.edu.vn/le-khai-giang.MP4?x=1")
    assert not is_file_address("https://th-a.edu.vn/le-khai-giang.mp4")
    assert is_picture("https://th-a.edu.vn/bm05.JPG")
    assert not is_media("http://[bad/le.mp4")
    assert not is_picture("http://[bad/le.jpg")


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("https://drive.google.com/drive/folders/1AbC", True),
        ("https://drive.google.com/drive/u/0/folders/1AbC?usp=sharing", True),
        ("https://drive.google.com/embeddedfolderview?id=1AbC#list", True),
        ("https://www.dropbox.com/sh/abc/def", True),
        ("https://1drv.ms/f/s!abc", True),
        ("https://drive.google.com/file/d/1AbC/view", False),
        ("https://docs.google.com/document/d/1AbC/edit", False),
        ("https://truong.edu.vn/drive/folders/1", False),
        ("http://[", False),
    ],
)
def test_a_shared_folder_is_no_file(url: str, folder: bool) -> None:
    assert is_shared_folder(url) is folder
