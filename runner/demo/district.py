"""The embedded demo district: one parent portal and a dozen schools on a loopback port."""

from __future__ import annotations

import csv
import io
import re
from types import TracebackType

from runner.demo import classic, dnn, joomla, modern, nukeviet, oddities, plain, scattered, sparse, wordpress
from runner.demo.model import DOMAIN, PARENT_HOST, PARENT_NAME, PARENT_URL, SchoolPlan, SchoolTruth
from runner.demo.parent import PROVINCE_HOST, ParentSite
from runner.demo.portal import Portal, Site, Stage
from runner.demo.server import BIND, Asked, Register, Server

OLD_HOST = "c2tranquoctoan.truongcu.example"
PLANS: tuple[SchoolPlan, ...] = (
    classic.PLAN,
    plain.PLAN,
    wordpress.CLOSED_PLAN,
    wordpress.OPEN_PLAN,
    nukeviet.PLAN,
    modern.PLAN,
    sparse.PLAN,
    scattered.PLAN,
    dnn.PLAN,
    oddities.DOWN_PLAN,
    oddities.PARKED_PLAN,
    joomla.PLAN,
)


class District:
    """The running district; use it as a context manager, or call `close` when done."""

    def __init__(self, seed_year: str) -> None:
        """Build the portals for the school year `seed_year` (``"2021-2022"``) and start serving.

        Raises ValueError when `seed_year` is not two years in a row.
        """
        match = re.fullmatch(r"(\d{4})-(\d{4})", seed_year)
        if match is None or int(match[2]) != int(match[1]) + 1:
            raise ValueError(f"not a school year: {seed_year!r}")
        self.seed_year = seed_year
        stage = Stage(year=int(match[1]))
        self.portals: dict[str, Portal] = {portal.plan.code: portal for portal in _portals(stage)}
        self._register = Register(_sites(stage, self.portals))
        self._server = Server(self._register)
        self._server.start()

    def __enter__(self) -> District:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; nothing of the district is left behind."""
        self._server.stop()

    @property
    def address(self) -> str:
        """Where all hosts are served, ``127.0.0.1:port``."""
        return f"{BIND}:{self._server.port}"

    @property
    def port(self) -> int:
        """The port that the system chose."""
        return self._server.port

    @property
    def hosts(self) -> tuple[str, ...]:
        """All names of the district: parent, schools, old and www addresses, neighbouring systems."""
        return self._register.hosts

    @property
    def mappings(self) -> tuple[tuple[str, str], ...]:
        """Pairs of host and ``127.0.0.1:port``; each is a ``--resolve host=ip:port``."""
        return tuple((host, self.address) for host in self.hosts)

    @property
    def parent_url(self) -> str:
        """The parent portal's address."""
        return PARENT_URL

    @property
    def schools_csv(self) -> str:
        """The office's list of the schools: code,name,level,url,parent_url."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "name", "level", "url", "parent_url"))
        writer.writerows((plan.code, plan.name, plan.level, f"http://{plan.host}/", PARENT_URL) for plan in PLANS)
        return out.getvalue()

    @property
    def truth(self) -> tuple[SchoolTruth, ...]:
        """What is true of each school, in the order of the list."""
        return tuple(plan.truth for plan in PLANS)

    def truth_of(self, code: str) -> SchoolTruth:
        """What is true of the school `code`; KeyError for a code that is not in the list."""
        for truth in self.truth:
            if truth.code == code:
                return truth
        raise KeyError(code)

    @property
    def requests(self) -> dict[str, int]:
        """The number of requests so far, by host, robots.txt and refused ones included; a copy."""
        return self._register.counts()

    @property
    def log(self) -> tuple[Asked, ...]:
        """All requests so far with method, target, user agent and time."""
        return self._register.log()

    def kill(self, host: str, after: int = 0) -> None:
        """Reset the host's connections from now on, or once `after` more requests were answered.

        Raises KeyError for a host that is not of the district.
        """
        self._register.kill(host, after)

    def revive(self, host: str) -> None:
        """Let a killed host answer again."""
        self._register.revive(host)


def start_district(seed_year: str = "2021-2022") -> District:
    """Start the demo district for a school year; ValueError when it is not one."""
    return District(seed_year)


def _portals(stage: Stage) -> tuple[Portal, ...]:
    return (
        classic.ClassicPortal(classic.PLAN, stage),
        plain.PlainPortal(plain.PLAN, stage),
        wordpress.WordPressPortal(wordpress.CLOSED_PLAN, stage, rest_open=False),
        wordpress.WordPressPortal(wordpress.OPEN_PLAN, stage, rest_open=True),
        nukeviet.NukeVietPortal(nukeviet.PLAN, stage),
        modern.ModernPortal(modern.PLAN, stage),
        sparse.SparsePortal(sparse.PLAN, stage),
        scattered.ScatteredPortal(scattered.PLAN, stage),
        dnn.DnnPortal(dnn.PLAN, stage),
        joomla.JoomlaPortal(joomla.PLAN, stage),
    )


def _member_links() -> dict[str, str]:
    """The addresses in the parent's member list; three schools are linked by an image, a <select>, and not at all."""
    links = {plan.code: f"http://{plan.host}/" for plan in PLANS}
    for plan in (plain.PLAN, joomla.PLAN, dnn.PLAN):
        del links[plan.code]
    links[wordpress.CLOSED_PLAN.code] = f"https://www.{wordpress.CLOSED_PLAN.host}"
    links[wordpress.OPEN_PLAN.code] = f"http://{OLD_HOST}/"
    return links


def _sites(stage: Stage, portals: dict[str, Portal]) -> dict[str, Site]:
    closed, opened = wordpress.CLOSED_PLAN.host, wordpress.OPEN_PLAN.host
    sites: dict[str, Site] = {portal.plan.host: portal for portal in portals.values()}
    sites[PARENT_HOST] = ParentSite(stage, PLANS, _member_links(), image=plain.PLAN.code, choice=joomla.PLAN.code)
    sites[oddities.DOWN_PLAN.host] = oddities.DownSite()
    sites[oddities.PARKED_PLAN.host] = oddities.ParkedSite(stage)
    sites[f"www.{closed}"] = oddities.MovedSite(f"http://{closed}")
    sites[OLD_HOST] = oddities.MovedSite(f"http://{opened}")
    sites[f"tuyensinh.{DOMAIN}"] = oddities.PlainSite("Cổng tuyển sinh trực tuyến")
    sites[PROVINCE_HOST] = oddities.PlainSite(f"Sở Giáo dục và Đào tạo, cấp trên của {PARENT_NAME}")
    return sites
