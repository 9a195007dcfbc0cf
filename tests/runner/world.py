"""An office's small world for many nights: portals that change, a server that misbehaves, and what is true of each.

What a portal in a state must be judged is written here by hand. A fault is *hard* when it shows (no answer, an error, a
torn page) and *soft* when the portal answers as if nothing were: its lists are empty, its pages say something else.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.crawler import faults
from tests.crawler.faults import Answer, FaultServer, Site, reply, tls_context
from tests.crawler.schools import good_site, page, parent_site, school_name

LOCALHOST = "127.0.0.1"
PARENT = "pgd.phuong.test"
RULES = ("3.1", "3.2", "3.3", "3.4", "3.5")


@dataclass(frozen=True)
class State:
    """What stands on a portal: enough posts, công khai of the year, forms."""

    posts: bool = True
    cong_khai: bool = True
    forms: bool = True

    @property
    def points(self) -> dict[str, float]:
        """What the shipped rubric gives for it, by rule."""
        return {
            "3.1": 5,
            "3.2": 5,
            "3.3": 5 if self.posts else 0,
            "3.4": 3 if self.cong_khai else 0,
            "3.5": 2 if self.forms else 0,
        }

    def turned(self, what: str) -> State:
        """The state with one thing come or gone."""
        return replace(self, **{what: not getattr(self, what)})


def portal(number: int, state: State) -> Site:
    """The portal of a school in a state."""
    name = school_name(number)
    changes: dict[str, Answer] = {}
    if not state.cong_khai:
        old = '<ul><li><a href="/cong-khai/2020-2021">Công khai năm học 2020-2021</a></li></ul>'
        changes["/cong-khai"] = reply(page(name, f"Công khai - {name}", old))
        changes["/cong-khai/2021-2022"] = reply("<h1>Không tìm thấy trang</h1>", 404)
    if not state.forms:
        changes["/thu-tuc"] = reply(page(name, f"Thủ tục - Biểu mẫu - {name}", "<p>Nội dung đang được cập nhật.</p>"))
    return good_site(name, changes, count=45 if state.posts else 12)


def _all(answer: Answer) -> Callable[[Site, int], Site]:
    return lambda site, number: Site({}, answer)


def _each(change: Callable[[Answer], Answer]) -> Callable[[Site, int], Site]:
    return lambda site, number: Site({path: change(answer) for path, answer in site.pages.items()}, site.otherwise)


def _half(site: Site, number: int) -> Site:
    torn = faults.truncated(page(school_name(number), "Trang", "<p>Nửa trang</p>" * 200))
    return Site({path: torn if path not in ("/", "/robots.txt") else answer for path, answer in site.pages.items()})


def _without_lists(site: Site, number: int) -> Site:
    name = school_name(number)
    empty = reply(page(name, f"Tin tức - {name}", '<div class="list"></div>'))
    none = reply(page(name, f"Thủ tục - Biểu mẫu - {name}", "<p>Nội dung đang được cập nhật.</p>"))
    pages = {path: empty if path.startswith("/tin-tuc") else answer for path, answer in site.pages.items()}
    return Site({**pages, "/thu-tuc": none}, site.otherwise)


def _torn_robots(site: Site, number: int) -> Site:
    return Site({**site.pages, "/robots.txt": reply("", 503)}, site.otherwise)


HARD: dict[str, Callable[[Site, int], Site]] = {
    "timeout": _all(faults.slow_headers(20.0)),
    "reset": _all(faults.reset()),
    "403": _all(reply("<h1>Forbidden</h1>", 403)),
    "429": _all(reply("<h1>Quá nhiều</h1>", 429, headers={"Retry-After": "1"})),
    "503": _all(reply("<h1>Bảo trì</h1>", 503, headers={"Retry-After": "3600"})),
    "half-pages": _half,
    "slow-pages": _each(lambda answer: faults.slow_headers(0.1, answer)),
    "dripping": _all(faults.drip()),
    "dies": lambda site, number: replace(site, dies_after=4 + number % 13),
    "robots-503": _torn_robots,
    "tls-expired": _all(faults.redirect("https://{host}/")),
    "tls-broken": _all(faults.redirect("https://{host}/")),
    "dns": _all(reply("nobody comes here", 500)),
}
SOFT: dict[str, Callable[[Site, int], Site]] = {
    "empty-lists": _without_lists,
    "maintenance": _all(reply(page("Nhà cung cấp", "Thông báo", "<p>Hệ thống đang được bảo trì.</p>"))),
}


@dataclass(frozen=True)
class Fault:
    """A fault of one school on one night."""

    kind: str

    @property
    def hides(self) -> bool:
        """Tell whether what is true can not be seen that night."""
        return self.kind not in ("slow-pages", "tls-expired")


@dataclass
class Plan:
    """What happens: by night, the state and the fault of each school."""

    hosts: tuple[str, ...]
    states: list[list[State]]
    faults: list[dict[int, Fault]]
    changes: int = 0
    incidents: int = 0


def make_plan(seed: int, nights: int, schools: int, *, incident: bool = True) -> Plan:
    """Draw a plan: half of the schools on one platform, every school changing now and then, faults all along.

    A soft fault is followed by a night on which the portal shows what is true: two of them in a row, seen by both
    routes, is what a change looks like.
    """
    rng = random.Random(seed)
    shared = max(4, schools // 2)
    hosts = tuple(f"truong{n}.{'nen-tang' if n < shared else f'rieng{n}'}.test" for n in range(schools))
    current = [State() for _ in hosts]
    plan = Plan(hosts, [], [])
    down = set[int]()
    if incident:
        first = nights // 2
        down = {first, first + 1}
        plan.incidents = 1
    pause = [0] * schools
    wary = [1] * schools
    kind_down = rng.choice(("503", "empty-lists"))
    for night in range(nights):
        found: dict[int, Fault] = {}
        for number in range(schools):
            if night in down and number < shared:
                found[number] = Fault(kind_down)
                pause[number] = max(pause[number], 2)
                wary[number] = max(wary[number], 3)
                continue
            near_incident = bool(down) and number < shared and min(down) - 3 <= night <= max(down) + 1
            if night and pause[number] <= 0 and not near_incident and rng.random() < 0.12:
                current[number] = current[number].turned(rng.choice(("posts", "cong_khai", "forms")))
                plan.changes += 1
                pause[number] = 4
                wary[number] = max(wary[number], 3)
            elif rng.random() < 0.15:
                found[number] = Fault(rng.choice(sorted(HARD)))
            elif wary[number] <= 0 and pause[number] <= 0 and not near_incident and rng.random() < 0.08:
                found[number] = Fault(rng.choice(sorted(SOFT)))
                wary[number] = pause[number] = 2
            if number not in found or not found[number].hides:
                # A night on which the truth was seen.
                pause[number] -= 1
                wary[number] -= 1
        plan.states.append(list(current))
        plan.faults.append(found)
    return plan


@dataclass
class World:
    """The server of a plan. Use as a context manager; `turn` brings a night."""

    plan: Plan
    folder: Path
    server: FaultServer = field(init=False)
    secure: FaultServer = field(init=False)

    def __enter__(self) -> World:
        self.folder.mkdir(parents=True, exist_ok=True)
        hosts = {host: school_name(number) for number, host in enumerate(self.plan.hosts)}
        sites = {PARENT: parent_site(hosts)}
        self.server = FaultServer(sites).__enter__()
        self.secure = FaultServer({}, tls=tls_context(self.folder, "truong.test", expired=True)).__enter__()
        self.turn(0)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.__exit__(None, None, None)
        self.secure.__exit__(None, None, None)

    def turn(self, night: int) -> None:
        """Let the portals be as they are on a night."""
        for number, host in enumerate(self.plan.hosts):
            site = portal(number, self.plan.states[night][number])
            fault = self.plan.faults[night].get(number)
            self.secure.sites[host] = site
            if fault is not None:
                make = HARD.get(fault.kind) or SOFT[fault.kind]
                site = make(site, number)
                if fault.kind.startswith("tls"):
                    site = Site({}, faults.redirect(f"https://{host}/"))
            self.server.sites[host] = site

    def slowed(self, site: Site, seconds: float) -> Site:
        """The same site, each page a while later."""
        return _each(lambda answer: faults.slow_headers(seconds, answer))(site, 0)

    def resolve(self, night: int) -> tuple[str, ...]:
        """The ``--resolve`` of a night: where names lead, but for those that are lost."""
        plain, secure = f"{LOCALHOST}:{self.server.port}", f"{LOCALHOST}:{self.secure.port}"
        told = [f"{PARENT}={plain}"]
        for number, host in enumerate(self.plan.hosts):
            fault = self.plan.faults[night].get(number)
            kind = fault.kind if fault is not None else ""
            if kind == "dns":
                continue
            told.append(f"{host}:443={plain if kind == 'tls-broken' else secure}")
            told.append(f"{host}={plain}")
        return tuple(told)

    @property
    def schools_csv(self) -> str:
        """The office's list."""
        rows = [
            f"{host.split('.')[0]},{school_name(number)},TH,http://{host}/,http://{PARENT}/"
            for number, host in enumerate(self.plan.hosts)
        ]
        return "\n".join(["code,name,level,url,parent_url", *rows, ""])
