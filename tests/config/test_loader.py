"""Settings and authorities: the office's own over the shipped ones."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_authorities, load_settings
from crawler.order import Budget, Politeness
from records.school import Tier
from records.settings import BudgetSettings, PolitenessSettings


def test_shipped_settings_name_the_product_and_no_contact() -> None:
    settings = load_settings()
    assert settings.product == f"KiemCong/{version('kiemcong')}"
    assert settings.contact == ""
    assert settings.user_agent == settings.product


def test_shipped_settings_are_the_defaults_of_the_records_and_of_the_crawler() -> None:
    settings = load_settings()
    assert settings.budget == BudgetSettings()
    assert settings.politeness == PolitenessSettings()
    assert settings.budget.model_dump() == Budget().model_dump()
    assert settings.politeness.model_dump() == Politeness().model_dump()


def test_office_settings_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("contact: cntt@pgd.example\nbudget: {requests: 50}\n", encoding="utf-8")
    settings = load_settings(tmp_path)
    assert settings.user_agent.endswith(" (+cntt@pgd.example)")
    assert settings.budget.requests == 50
    assert settings.budget.seconds == load_settings().budget.seconds
    assert settings.politeness == load_settings().politeness


def test_a_home_without_files_is_the_shipped_configuration(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == load_settings()
    assert load_settings(tmp_path / "khong-co") == load_settings()
    assert load_authorities(tmp_path) == load_authorities()


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("\nbudget: {requests: 0}\n", 2, "budget.requests"),
        ("budget:\n  requests: true\n", 2, "budget.requests"),
        ("budget:\n  requests: '50'\n", 2, "budget.requests"),
        ("budget:\n  request: 5\n", 2, "budget.request"),
        ("budget:\n", 1, "budget"),
        ("politeness: {host_delay: -1}\n", 1, "politeness.host_delay"),
        ("contact: 5\n", 1, "contact"),
        ("contact: Phòng GDĐT\n", 1, "contact"),
        ("contact: a@b.example)\n", 1, "contact"),
        ('contact: "a@b.example\\r\\nX-Evil: 1"\n', 1, "contact"),
        ("contact: chi-ten\n", 1, "contact"),
        ("product: Googlebot\n", 1, "product"),
    ],
)
def test_bad_settings_are_refused_with_their_place(tmp_path: Path, text: str, line: int, field: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path)
    assert f"{path}, dòng {line}, trường “{field}”" in str(caught.value)


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_bytes(b"#" * (1 << 20) + b"\n")
    with pytest.raises(ConfigError, match=r"settings\.yaml: .*1 MB"):
        load_settings(tmp_path)


def test_shipped_authorities() -> None:
    authorities = {authority.id: authority for authority in load_authorities()}
    phong = authorities["thu-dau-mot"]
    assert (phong.tier, phong.portal) == (Tier.PHONG, "http://www.tptdm.edu.vn/")
    assert phong.valid_to == date(2025, 6, 30)
    assert phong.successors == ("so-gddt-tphcm",)
    assert "www.tptdm.edu.vn" in phong.hosts
    assert authorities["so-gddt-tphcm"].tier is Tier.SO


XA = "id: xa-a\nname: UBND xã A\ntier: xa\nportal: xa-a.example\nhosts: [xa-a.example]\n"


def test_office_authorities_join_the_shipped_ones(tmp_path: Path) -> None:
    folder = tmp_path / "authorities"
    folder.mkdir()
    (folder / "xa-a.yaml").write_text(XA + "directory_pages: [xa-a.example/truong]\n", encoding="utf-8")
    authorities = {authority.id: authority for authority in load_authorities(tmp_path)}
    assert set(authorities) == {"thu-dau-mot", "so-gddt-tphcm", "xa-a"}
    assert authorities["xa-a"].portal == "http://xa-a.example/"
    assert authorities["xa-a"].directory_pages == ("http://xa-a.example/truong",)


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("id: xa-a", "id: xa-b", 1, "id"),
        ("tier: xa", "tier: huyen", 3, "tier"),
        ("portal: xa-a.example", "portal: ftp://xa-a.example", 4, "portal"),
        ("portal: xa-a.example", "portal: http://a:b@xa-a.example", 4, "portal"),
        ("hosts: [xa-a.example]", "hosts: ['http://xa-a.example']", 5, "hosts[1]"),
        ("hosts: [xa-a.example]", "successors: [khong-co]", 5, "successors[1]"),
        ("hosts: [xa-a.example]", "successors: [xa-a]", 5, "successors[1]"),
        ("hosts: [xa-a.example]", "directory_pages: [xa-a]", 5, "directory_pages[1]"),
        ("hosts: [xa-a.example]", "valid_to: hôm nay", 5, "valid_to"),
        ("hosts: [xa-a.example]", "valid_from: 2025-07-01\nvalid_to: 2025-06-30", 6, "valid_to"),
        ("name: UBND xã A", "name: ' '", 2, "name"),
        ("name: UBND xã A\n", "", 0, "name"),
    ],
)
def test_bad_authorities_are_refused_with_their_place(
    tmp_path: Path, old: str, new: str, line: int, field: str
) -> None:
    folder = tmp_path / "authorities"
    folder.mkdir()
    path = folder / "xa-a.yaml"
    path.write_text(XA.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_authorities(tmp_path)
    where = f"{path}, dòng {line}, " if line else f"{path}, "
    assert f"{where}trường “{field}”" in str(caught.value)
