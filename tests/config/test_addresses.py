"""Addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.addresses import AddressError, normalise_address, same_place, split_addresses


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://a.edu.vn", "http://a.edu.vn/"),
        ("HTTPS://A.Edu.VN/Trang", "https://a.edu.vn/Trang"),
        ("a.edu.vn", "http://a.edu.vn/"),
        ("www.a.edu.vn/truong?id=5#dau", "http://www.a.edu.vn/truong?id=5"),
        ("//a.edu.vn/", "http://a.edu.vn/"),
        ("http:\\\\a.edu.vn\\b", "http://a.edu.vn/b"),
        ("a.edu.vn:8080/x", "http://a.edu.vn:8080/x"),
        ("http://a.edu.vn:80/", "http://a.edu.vn/"),
        ("https://a.edu.vn:443", "https://a.edu.vn/"),
        ("http://localhost:8000/th-1/", "http://localhost:8000/th-1/"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://a.edu.vn.", "http://a.edu.vn/"),
        ("http://trường.vn/", f"http://{'trường.vn'.encode('idna').decode()}/"),
        # A backslash is a slash to a browser: what follows is a path, never another host.
        ("http://a.vn\\@b.vn", "http://a.vn/@b.vn"),
        ("http://a.edu.vn/@ban", "http://a.edu.vn/@ban"),
    ],
)
def test_typed_addresses(typed: str, address: str) -> None:
    assert normalise_address(typed) == address
    assert normalise_address(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "không có", "abc", "ftp://a.edu.vn", "javascript:alert(1)", "mailto:a@b.vn", "a@b.vn", "http://",
        "http:/a.edu.vn", "http:a.edu.vn", "http://u:matkhau@a.edu.vn", "http://u@a.edu.vn", "http://a.edu.vn:99999",
        "http://a.edu.vn:x", "http://a.edu.vn:0", "http://[::1", "http://[zz]/", "http://a..vn", "http://-a.vn",
        "http://a b.vn", "http://a.vn/\x07", "http://" + "a" * 64 + ".vn", "a.vn/" + "x" * 3000, "http://?q", "#",
        "a,b.vn", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(AddressError) as caught:
        normalise_address(typed)
    assert "matkhau" not in str(caught.value)


@pytest.mark.parametrize("separator", [" ", ";", "|", ", ", " ; ", "\n"])
def test_several_addresses_in_a_cell(separator: str) -> None:
    assert split_addresses(f"a.vn{separator}b.vn") == ("a.vn", "b.vn")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.vn/", "https://www.a.vn", True),
        ("http://a.vn/x/", "http://a.vn/x", True),
        ("http://a.vn/x", "http://a.vn/y", False),
        ("http://a.vn/?t=1", "http://a.vn/?t=2", False),
        ("http://a.vn/", "http://b.a.vn/", False),
    ],
)
def test_same_place(one: str, other: str, same: bool) -> None:
    assert (same_place(normalise_address(one)) == same_place(normalise_address(other))) is same


@given(st.text(max_size=60) | st.text(alphabet="htps:/@.[]%\\?#avn1-_ ", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_an_address_or_an_address_error(text: str) -> None:
    try:
        address = normalise_address(text)
    except AddressError:
        return
    assert address.startswith(("http://", "https://"))
    assert normalise_address(address) == address
