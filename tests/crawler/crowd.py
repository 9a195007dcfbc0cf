"""``python -m tests.crawler.crowd [--hosts 100]``: many hosts of one address and one domain, counted at the server.

Two crawler processes at once, as when somebody starts a second audit by hand: the hosts of the domain in one, a few of
another domain on the same address in the other. Every request counts, robots.txt and redirects included.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.order import Budget, Mapping, Politeness
from records.facts import Aspect
from tests.crawler import faults
from tests.crawler.faults import Asked, FaultServer, Site, reply
from tests.crawler.schools import good_site, page, school, school_name
from tests.crawler.visiting import PRETEND, Child, order_for

ADDRESS = "127.0.0.2"
LIMITS = Politeness(host_delay=0.2, platform_delay=0.025, platform_at_once=4, schools_at_once=8)
ROW = 40
"""So many requests in a row must take their time; a single one may leave late and the next on time."""
SLACK = 0.1


def site(number: int, host: str) -> Site:
    """A small portal with a redirect to itself and one to its neighbour."""
    name = school_name(number)
    pages = dict(good_site(name, count=12).pages)
    pages["/gioi-thieu"] = faults.redirect("/gioi-thieu-moi")
    pages["/gioi-thieu-moi"] = reply(page(name, "Giới thiệu", "<p>Nội dung giới thiệu của trường.</p>"))
    return Site(pages)


@dataclass
class Crowd:
    """What the server counted."""

    asked: list[Asked]
    most_at_once: int
    measured: int
    hosts: int
    seconds: float

    def fastest(self, host: str | None = None, row: int = ROW) -> float:
        """The shortest time between the first and the last of `row` requests, in seconds."""
        times = [one.at for one in self.asked if host in (None, one.host)]
        return min((late - early for early, late in zip(times, times[row - 1 :], strict=False)), default=float("inf"))

    def busiest_second(self) -> int:
        """The most requests in any second."""
        times = [one.at for one in self.asked]
        return max(sum(begin <= at < begin + 1.0 for at in times) for begin in times)

    def wrong(self) -> list[str]:
        """What was not kept."""
        found = []
        least = (ROW - 1) * LIMITS.platform_delay - SLACK
        if self.fastest() < least:
            found.append(f"{ROW} requests to the platform in {self.fastest():.3f} s, {least:.3f} s were promised")
        by_host: dict[str, list[float]] = defaultdict(list)
        for one in self.asked:
            by_host[one.host].append(one.at)
        for host, times in by_host.items():
            gaps = [late - early for early, late in zip(times, times[2:], strict=False)]
            if min(gaps, default=9.0) < 2 * LIMITS.host_delay - SLACK:
                found.append(f"{host}: three requests in {min(gaps):.3f} s")
        if self.measured < self.hosts:
            found.append(f"{self.measured} of {self.hosts} schools measured")
        return found


def crowd(folder: Path, hosts: int, others: int) -> Crowd:
    """Visit them all."""
    names = [f"truong{n}.mot.edu.vn" for n in range(hosts)] + [f"truong{n}.hai.edu.vn" for n in range(others)]
    sites = {host: site(number, host) for number, host in enumerate(names)}
    (folder / "paces").mkdir(parents=True)
    began = time.monotonic()
    with FaultServer(sites, (ADDRESS,)) as server:
        mappings = tuple(Mapping(host=host, ip=ADDRESS, ip_port=server.ports[ADDRESS]) for host in names)
        schools = [school(n, host).model_copy(update={"code": host}) for n, host in enumerate(names)]
        children = [
            _begin(schools[first:last], mappings, folder / name, folder / "paces")
            for name, first, last in (("mot", 0, hosts), ("hai", hosts, hosts + others))
            if last > first
        ]
        ended = [child.wait(1200) for child in children]
    measured = sum(visit.covered(Aspect.POSTS).complete for one in ended for visit in one.visits.values())
    return Crowd(server.asked, max(server.most_at_once.values()), measured, len(names), time.monotonic() - began)


def _begin(schools: Sequence[object], mappings: tuple[Mapping, ...], folder: Path, paces: Path) -> Child:
    order = order_for(
        tuple(schools),  # type: ignore[arg-type]
        mappings,
        folder,
        politeness=LIMITS,
        allow_private=False,
        budget=Budget(seconds=900, timeout_seconds=10),
    )
    return Child(order.model_copy(update={"paces": paces}), folder, PRETEND, (ADDRESS,))


def main() -> int:
    """Count as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--others", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kiemcong-crowd-") as folder:
        found = crowd(Path(folder), asked.hosts, asked.others)
    robots = sum(one.path == "/robots.txt" for one in found.asked)
    redirects = sum(one.path == "/gioi-thieu-moi" for one in found.asked)
    print(
        f"{found.hosts} hosts on one address, {len(found.asked)} requests ({robots} robots.txt, {redirects} after a "
        f"redirect) in {found.seconds:.0f} s; promised {1 / LIMITS.platform_delay:.0f} a second, busiest second "
        f"{found.busiest_second()}, fastest {ROW} in {found.fastest():.2f} s, at once {found.most_at_once}"
    )
    print("\n".join(found.wrong()) or "the budget was never exceeded")
    return 1 if found.wrong() else 0


if __name__ == "__main__":
    sys.exit(main())
