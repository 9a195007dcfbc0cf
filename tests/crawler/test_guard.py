"""No request reaches a private address unless that was allowed, however the address is written or arrived at."""

# ruff: noqa: E501 - markup and data read best a case a line

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.guard import Guard, is_loopback, is_public
from crawler.order import Budget, Mapping
from records.facts import Aspect, Reason
from records.findings import Outcome
from tests.crawler import faults
from tests.crawler.faults import Answer, FaultServer
from tests.crawler.schools import good_site, school, school_name
from tests.crawler.visiting import FAST, PRETEND, Child, findings_of, mappings_for, missing_of, order_for

PUBLIC = "127.0.0.2"
"""The loopback address that the tests below take for a public one."""
BUDGET = Budget(seconds=20.0, timeout_seconds=2.0)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "2002:7f00:1::",
        "2002:a00:1::1", "2001:db8::1", "::127.0.0.1", "2001:0:7f00:1::", "fec0::1", "not an address", "",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "113.160.0.1",
        "203.162.4.1",
        "2001:4860:4860::8888",
        "2405:4800::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ],
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_loopback_is_told_from_the_rest() -> None:
    assert [is_loopback(text) for text in ("127.0.0.1", "127.200.1.1", "::1", "10.0.0.1", "8.8.8.8", "truong.test")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_the_guard_remembers_what_it_refused_and_what_it_let_through() -> None:
    guard = Guard((), allow_private=False)
    assert not guard.allows("Noi-Bo.test", "10.0.0.1")
    assert guard.allows("truong.test", "113.160.0.1")
    assert guard.refused == {"noi-bo.test": "10.0.0.1"}
    assert guard.addresses == {"truong.test": "113.160.0.1"}


def test_a_mapping_of_its_port_goes_before_one_of_any_port() -> None:
    any_port, own_port = Mapping(host="a.test", ip="127.0.0.1"), Mapping(host="A.test", port=8080, ip="127.0.0.2")
    guard = Guard((any_port, own_port), allow_private=True)
    assert guard.mapped("A.TEST", 8080) == own_port
    assert guard.mapped("a.test", 80) == any_port
    assert guard.mapped("b.test", 80) is None


def test_only_allowed_loopback_is_local() -> None:
    allowed, refused = Guard((), allow_private=True), Guard((), allow_private=False)
    for guard in (allowed, refused):
        guard.addresses.update({"a.test": "127.0.0.1", "b.test": "10.0.0.1"})
    assert [allowed.is_local(host) for host in ("a.test", "b.test", "127.0.0.1")] == [True, False, True]
    assert [refused.is_local(host) for host in ("a.test", "b.test", "127.0.0.1")] == [False, False, False]


# Written as a portal's address in a list; {port} is that of a server that counts who comes.
WRITTEN = {
    "literal": "http://127.0.0.1:{port}/",
    "another-loopback": "http://127.0.0.9:{port}/",
    "localhost": "http://localhost:{port}/",
    "ipv6": "http://[::1]:{port}/",
    "ipv6-mapped": "http://[::ffff:127.0.0.1]:{port}/",
    "ipv6-mapped-hex": "http://[::ffff:7f00:1]:{port}/",
    "decimal": "http://2130706433:{port}/",
    "hex": "http://0x7f000001:{port}/",
    "octal": "http://0177.0.0.1:{port}/",
    "short": "http://127.1:{port}/",
    "zero": "http://0.0.0.0:{port}/",
    "zero-short": "http://0:{port}/",
    "trailing-dot": "http://127.0.0.1.:{port}/",
    "mixed-case": "http://LOCALHOST:{port}/",
    "user-info": "http://truong.edu.vn@127.0.0.1:{port}/",
    "mapped-name": "http://anh-xa.test/",
    "mapped-to-10": "http://anh-xa-10.test/",
    "mapped-to-ipv6": "http://anh-xa-6.test/",
    "mapped-to-ipv6-mapped": "http://anh-xa-46.test/",
    "https": "https://127.0.0.1:{port}/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "ten": "http://10.255.255.1/",
    "full-width-digits": "http://１２７.0.0.1:{port}/",
}


@pytest.mark.district
def test_no_way_of_writing_an_address_leads_inside(tmp_path: Path) -> None:
    with faults.counting_sink() as (port, came):
        schools = tuple(
            school(number, f"{case}.test", portal=address.format(port=port))
            for number, (case, address) in enumerate(WRITTEN.items())
        )
        mappings = (
            Mapping(host="anh-xa.test", ip="127.0.0.1", ip_port=port),
            Mapping(host="anh-xa-10.test", ip="10.255.255.1", ip_port=80),
            Mapping(host="anh-xa-6.test", ip="::1", ip_port=port),
            Mapping(host="anh-xa-46.test", ip="::ffff:127.0.0.1", ip_port=port),
        )
        order = order_for(schools, mappings, tmp_path, budget=BUDGET, politeness=FAST, allow_private=False)
        outcome = Child(order, tmp_path).wait(90)
    assert came == []
    assert outcome.failed() == []
    reasons = {case: outcome.visits[case].covered(Aspect.HOME).reason for case in WRITTEN}
    # These two may be refused as addresses, or be understood first and then refused as private.
    for odd in ("full-width-digits", "user-info"):
        assert reasons.pop(odd) in (Reason.PRIVATE_ADDRESS, Reason.BAD_URL, Reason.DNS), odd
    assert {case: reason for case, reason in reasons.items() if reason is not Reason.PRIVATE_ADDRESS} == {}
    for case in reasons:
        missing = missing_of(outcome.visits[case])
        assert {page.reason for page in missing} == {Reason.PRIVATE_ADDRESS}, case
        assert {finding.outcome for finding in findings_of(outcome.visits[case]).values()} == {Outcome.UNKNOWN}


# Where a public portal sends its visitor.
LEADS = {
    "loopback": "http://127.0.0.1:{port}/quan-tri",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "ipv6": "http://[::1]:{port}/",
    "ipv6-mapped": "http://[::ffff:127.0.0.1]:{port}/",
    "decimal": "http://2130706433:{port}/",
    "hex": "http://0x7f.1:{port}/",
    "localhost": "http://localhost:{port}/",
    "mapped-name": "http://anh-xa.test/",
    "https": "https://127.0.0.1:{port}/",
    "no-scheme": "//127.0.0.1:{port}/",
}


def _lead(case: str, target: str) -> dict[str, Answer]:
    """The introduction, the second listing page, and a file of the portal all lead inside."""
    away = faults.redirect(target, 301 if case == "metadata" else 302)
    return {"/gioi-thieu": away, "/tin-tuc?trang=2": away, "/tep/cam-ket.pdf": away}


@pytest.mark.district
def test_no_redirect_leads_inside(tmp_path: Path) -> None:
    with faults.counting_sink() as (port, came):
        sites = {
            f"{case}.test": good_site(school_name(number), _lead(case, target.format(port=port)))
            for number, (case, target) in enumerate(LEADS.items())
        }
        schools = tuple(school(number, host) for number, host in enumerate(sites))
        with FaultServer(sites, (PUBLIC,)) as server:
            mappings = (*mappings_for(server, PUBLIC), Mapping(host="anh-xa.test", ip="127.0.0.1", ip_port=port))
            order = order_for(schools, mappings, tmp_path, budget=BUDGET, allow_private=False)
            outcome = Child(order, tmp_path, PRETEND, (PUBLIC,)).wait(90)
            asked = len(server.asked)
    assert came == []
    assert asked > 10 * len(sites)
    assert outcome.failed() == []
    for case in LEADS:
        visit = outcome.visits[case]
        assert visit.covered(Aspect.HOME).complete, case
        reasons = {page.url.partition(".test")[2]: page.reason for page in missing_of(visit)}
        assert reasons.get("/gioi-thieu") is Reason.PRIVATE_ADDRESS, (case, reasons)
        assert reasons.get("/tin-tuc?trang=2") is Reason.PRIVATE_ADDRESS, (case, reasons)
        found = findings_of(visit)
        assert found["3.1"].outcome is Outcome.UNKNOWN, case
        assert found["3.3"].outcome is Outcome.UNKNOWN, case


@pytest.mark.district
def test_a_refused_host_does_not_colour_an_unknown_one(tmp_path: Path) -> None:
    """A name that does not exist is missing for that reason, also in a batch where another was refused."""
    schools = (school(0, "noi-bo.test"), school(1, "khong-ton-tai.invalid"))
    mappings = (Mapping(host="noi-bo.test", ip="10.0.0.1"),)
    order = order_for(schools, mappings, tmp_path, budget=BUDGET, allow_private=False)
    outcome = Child(order, tmp_path).wait(60)
    assert outcome.visits["noi-bo"].covered(Aspect.HOME).reason is Reason.PRIVATE_ADDRESS
    assert outcome.visits["khong-ton-tai"].covered(Aspect.HOME).reason is Reason.DNS
