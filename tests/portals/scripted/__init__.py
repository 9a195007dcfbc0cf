"""Empty frames, filled by a script from an interface of each vendor's own. See README.md beside this file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.portals.labelled.model import LabelledPortal
from tests.portals.labelled.server import Requests
from tests.portals.nasty.parents import Elsewhere, Member, Parent
from tests.portals.nasty.parts import ADMISSION_PORTAL
from tests.portals.scripted.roster import entries
from tests.portals.scripted.school import PARENT
from tests.portals.scripted.vendors import OData, ServiceHost
from tests.portals.scripted.web import serve
from tests.portals.wordpress.seed import run_seed

__all__ = ["Running", "all_scripted", "codes_of_run", "start_scripted"]


@dataclass(frozen=True)
class Running:
    """The running set. `mappings` gives ``host → ip:port`` for every host, the parent's too; `requests` counts.

    A portal's `enumerable` tells whether full measurement is expected: an honest crawler can read its interface to the
    end; `why_not` says why it cannot.
    """

    portals: tuple[LabelledPortal, ...]
    mappings: dict[str, str]
    requests: Requests
    port: int
    seed: int

    def portal(self, code: str) -> LabelledPortal:
        """The portal of a school's code; KeyError when it is not in the set."""
        for portal in self.portals:
            if portal.school.code == code:
                return portal
        raise KeyError(code)


def all_scripted(seed: int | None = None) -> tuple[LabelledPortal, ...]:
    """The truth of the whole set for a seed (the run's when None), without serving it."""
    return tuple(portal.labelled() for portal, _ in entries(run_seed() if seed is None else seed))


def codes_of_run() -> list[str]:
    """The schools a browser looks at in this run: a sixth, chosen by the seed; all with ``KIEMCONG_SCRIPTED=all``."""
    codes = [portal.school.code for portal in all_scripted()]
    return codes if os.environ.get("KIEMCONG_SCRIPTED") == "all" else codes[run_seed() % 6 :: 6]


@contextmanager
def start_scripted(names: Sequence[str] | None = None, seed: int | None = None) -> Iterator[Running]:
    """Serve the set on loopback. `names` keeps only the schools of these codes in `portals`; all hosts are served."""
    used = run_seed() if seed is None else seed
    made = entries(used)
    portals = tuple(portal.labelled() for portal, _ in made if names is None or portal.spec.code in names)
    unknown = set(names or ()) - {portal.school.code for portal in portals}
    if unknown:
        raise KeyError(f"no such portal: {', '.join(sorted(unknown))}")
    hosts: dict[str, Any] = {portal.spec.host: portal for portal, _ in made}
    hosts |= {f"api.{host}": ServiceHost(portal) for host, portal in hosts.items() if isinstance(portal, OData)}
    members = [Member(portal.name, way, f"http://{portal.spec.host}/") for portal, way in made]
    hosts[urlsplit(PARENT).hostname or ""] = Parent("Phòng Giáo dục và Đào tạo Tân Hòa", members)
    hosts[urlsplit(ADMISSION_PORTAL).hostname or ""] = Elsewhere("Cổng tuyển sinh đầu cấp")
    with serve(hosts) as (port, requests):
        yield Running(portals, dict.fromkeys(hosts, f"127.0.0.1:{port}"), requests, port, used)
