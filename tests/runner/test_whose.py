"""A list changes between nights: no school is shown with what another one had."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from records.school import Authority, School, Tier
from runner.pipeline import run_audit
from runner.stopping import Stop
from runner.whose import whose
from store import open_store
from tests.runner.test_trouble import HOSTS, Desk, Watching, desk  # noqa: F401 - a fixture

SCHOOL = School(code="01", name="Trường Tiểu học  Tân Phú", levels=(), portal="http://tanphu.edu.vn/")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"portal": "https://www.tanphu.edu.vn"}, True),
        ({"name": "trường tiểu học Tân Phú"}, True),
        ({"code": "02", "parents": ("http://phong.vn/",)}, True),
        ({"name": "Trường Tiểu học Tấn Phú"}, False),
        ({"portal": "http://tanphu2.edu.vn/"}, False),
        # Schools of one host are told apart by where they begin.
        ({"portal": "http://tanphu.edu.vn/co-so-2"}, False),
    ],
)
def test_which_school_is_meant(changes: dict[str, Any], same: bool) -> None:
    assert (whose(SCHOOL.model_copy(update=changes)) == whose(SCHOOL)) is same


def test_an_authority_is_known_by_its_id() -> None:
    assert whose(Authority(id="p", name="Phòng", tier=Tier.PHONG, portal="http://p.vn/")) is None


@pytest.mark.district
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda row: row.replace("http://truong1.b.test/", "http://vang.b.test/"), id="moved"),
        pytest.param(lambda row: f"truong1,Trường Tiểu học Ngô Quyền,{row.split(',', 2)[2]}", id="another school"),
    ],
)
def test_a_school_that_took_a_code_over_does_not_take_the_results(
    desk: Desk,  # noqa: F811 - the fixture above
    changed: Callable[[str], str],
) -> None:
    """Tonight nothing can be read of it: what stands must not be what the code stood for yesterday."""
    with open_store(desk.database) as store:
        run_audit(desk.audit(), store, Watching(), Stop())
        schools = Path(desk.schedule.schools)
        rows = schools.read_text(encoding="utf-8").split("\n")
        schools.write_text("\n".join(changed(one) if one.startswith("truong1,") else one for one in rows), "utf-8")
        down = desk.world.server.sites.pop(HOSTS[1])
        assert down is not None
        run_audit(desk.audit(), store, Watching(), Stop())
    shown = {one["code"]: one for one in json.loads((Path(desk.schedule.out) / "audit.json").read_bytes())["schools"]}
    assert shown["truong0"]["points"] == 20
    assert shown["truong1"]["points"] in (None, 0)
    assert shown["truong1"]["judged_max"] == 0
    assert {one["outcome"] for one in shown["truong1"]["findings"]} <= {"unknown", "self", "not_applicable"}
