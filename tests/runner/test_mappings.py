"""``--resolve`` as typed, and when an audit stays on this machine."""

from __future__ import annotations

import pytest

from crawler.order import Mapping
from records.school import School
from runner.errors import InputError
from runner.mappings import parse_mapping, stays_here


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("a.example=127.0.0.1", Mapping(host="a.example", ip="127.0.0.1")),
        ("A.Example.=127.0.0.1:8080", Mapping(host="a.example", ip="127.0.0.1", ip_port=8080)),
        ("a.example:443=10.0.0.1:8443", Mapping(host="a.example", port=443, ip="10.0.0.1", ip_port=8443)),
        ("a.example=[::1]", Mapping(host="a.example", ip="::1")),
        ("a.example:80=[2001:DB8::1]:8080", Mapping(host="a.example", port=80, ip="2001:db8::1", ip_port=8080)),
        ("[::2]:80=127.0.0.1:1", Mapping(host="::2", port=80, ip="127.0.0.1", ip_port=1)),
        ("bücher.example=127.0.0.1", Mapping(host="xn--bcher-kva.example", ip="127.0.0.1")),
        ("localhost = 127.0.0.1", Mapping(host="localhost", ip="127.0.0.1")),
    ],
)
def test_read(text: str, mapping: Mapping) -> None:
    assert parse_mapping(text) == mapping


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.example",
        "=127.0.0.1",
        "a.example=",
        "a.example=b.example",
        "a.example=127.0.0.1:0",
        "a.example=127.0.0.1:65536",
        "a.example=127.0.0.1:x",
        "a.example=::1",
        "a.example=[::1",
        "a.example=[::1]x",
        "a b=127.0.0.1",
        "a.example:99999=127.0.0.1",
        "http://a.example=127.0.0.1",
        "a.example=256.0.0.1",
    ],
)
def test_refused_in_vietnamese(text: str) -> None:
    with pytest.raises(InputError, match="hãy viết như"):
        parse_mapping(text)


def school(portal: str, *parents: str) -> School:
    return School(code="a", name="a", levels=(), portal=portal, parents=parents)


@pytest.mark.parametrize(
    ("portal", "parents", "here"),
    [
        ("http://127.0.0.1:8080/", (), True),
        ("http://[::1]/", (), True),
        ("http://localhost/", (), True),
        ("http://mapped.example/", (), True),
        ("http://mapped.example/", ("http://outside.example/",), False),
        ("http://outside.example/", (), False),
        ("http://only443.example/", (), False),
        ("https://only443.example/", (), True),
        ("http://private.example/", (), False),
        ("http://127.0.0.1.example/", (), False),
    ],
)
def test_whether_an_audit_stays_on_this_machine(portal: str, parents: tuple[str, ...], here: bool) -> None:
    texts = ("mapped.example=127.0.0.1:9", "only443.example:443=127.0.0.1:9", "private.example=10.0.0.1")
    assert stays_here([school(portal, *parents)], [parse_mapping(text) for text in texts]) is here
