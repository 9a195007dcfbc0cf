"""``python -m tests.runner.replay [--nights 30] [--schools 12] [--seed N]``: an office's month in minutes.

The real nights (`runner.schedules.run_night`, crawler processes and all) at simulated times, over portals that change
and a server that misbehaves. Two laws: no school loses a point to a fault, and every change is shown by the second
night on which it could be seen.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from rich.console import Console

from checks.incidents import FEWEST
from reading.dates import LOCAL
from records.schedule import Schedule
from runner.home import Home
from runner.schedules import run_night
from runner.screen import Screen
from runner.windows import window_of_night
from tests.runner.world import RULES, Plan, World, make_plan

FIRST = date(2022, 9, 5)
SETTINGS = """\
contact: replay@phuong.test
budget: {requests: 300, seconds: 16.0, timeout_seconds: 2.0}
"""


@dataclass
class Ledger:
    """What must stand of one rule of one school, night after night, and what was shown of it."""

    stands: float | None = None
    doubts: int = 0
    faults: list[str] = field(default_factory=list)
    waited: int = 0

    def hear(self, truth: float, shown: float | None, *, hidden: bool, frozen: bool) -> str:
        """Take in a night; return what is wrong with it, empty where nothing is. `frozen`: half of the school's
        platform failed, so that a fall seen that night says nothing."""
        if frozen and not hidden and self.stands is not None and truth < self.stands:
            hidden = True
        if not hidden:
            if self.stands is None or truth >= self.stands:
                self.stands, self.doubts = truth, 0
            else:
                self.doubts += 1
                if self.doubts == 2:
                    self.stands, self.doubts = truth, 0
            # What a fault let through may be known already.
            if shown == truth or (shown is not None and shown == self.stands):
                if shown == truth != self.stands:
                    self.stands, self.doubts = truth, 0
                return ""
            return f"is {truth}, stands at {self.stands}, shown {shown}"
        if self.stands is None or shown in (self.stands, truth):
            return ""
        return f"stands at {self.stands}, shown {shown} under a fault"


@dataclass
class Month:
    """What a replay came to."""

    nights: int
    schools: int
    seed: int
    changes: int
    faults: Counter[str]
    wrong: list[str]
    notes: Counter[str]
    requests: int
    seconds: float
    cpu_seconds: float = 0.0

    def told(self) -> str:
        """The result, for people."""
        kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(self.faults.items()))
        return (
            f"seed {self.seed}: {self.nights} nights, {self.schools} schools, {self.changes} real changes, "
            f"{sum(self.faults.values())} school-nights with a fault ({kinds}), {self.requests} requests, "
            f"{self.seconds:.0f} s of clock, {self.cpu_seconds:.0f} s of processor\n"
            f"results held by a fault {self.notes['held']}, drops held as provisional {self.notes['provisional']}, "
            f"nights with an incident told {self.notes['incidents']}\n"
            f"points lost to a fault or changes shown late: {len(self.wrong)}\n" + "\n".join(self.wrong)
        )


def replay(plan: Plan, folder: Path, seed: int, children: int = 2, database: str = "") -> Month:
    """Run all nights of a plan."""
    home = Home(folder / "home", folder / "home" / "logs" / "log", database)
    home.log.parent.mkdir(parents=True)
    (home.path / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    schools, out = folder / "truong.csv", folder / "bao-cao"
    ledgers: dict[tuple[str, str], Ledger] = {}
    faults, notes, wrong, requests = Counter[str](), Counter[str](), list[str](), 0
    began = time.monotonic()
    with World(plan, folder / "world") as world:
        schools.write_text(world.schools_csv, encoding="utf-8")
        for number in range(len(plan.states)):
            world.turn(number)
            schedule = Schedule(
                id="replay",
                schools=str(schools),
                rubric="tdm-2021-2022",
                school_year="2021-2022",
                out=str(out),
                formats=("json",),
                resolve=world.resolve(number),
                allow_private=True,
                children=children,
            )
            audit = run_simulated(home, schedule, FIRST + timedelta(days=number))
            notes["incidents"] += any(one["kind"] == "note" for one in audit["problems"])
            shown = {school["code"]: school for school in audit["schools"]}
            down = in_trouble(plan, number)
            for place, host in enumerate(plan.hosts):
                fault = plan.faults[number].get(place)
                faults.update([fault.kind] if fault is not None else [])
                code = host.split(".")[0]
                if code not in shown:
                    wrong.append(f"night {number}: {code} is not in the report")
                    continue
                requests += shown[code]["requests"]
                for finding in shown[code]["findings"]:
                    if finding["rule"] not in RULES:
                        continue
                    standing = finding["standing"] or {}
                    notes["held"] += bool(standing.get("unmeasured_nights")) and finding["points"] is not None
                    notes["provisional"] += standing.get("provisional") is not None
                    problem = ledgers.setdefault((code, finding["rule"]), Ledger()).hear(
                        plan.states[number][place].points[finding["rule"]],
                        finding["points"],
                        hidden=fault is not None and fault.hides,
                        frozen=platform_of(host) in down,
                    )
                    if problem:
                        what = fault.kind if fault is not None else "no fault"
                        wrong.append(f"night {number}: {code} {finding['rule']} {problem} ({what})")
    seconds = time.monotonic() - began
    return Month(len(plan.states), len(plan.hosts), seed, plan.changes, faults, wrong, notes, requests, seconds)


def in_trouble(plan: Plan, night: int) -> set[str]:
    """The platforms of which at least three schools, and half of all, were hidden by faults on a night."""
    hidden = Counter(platform_of(plan.hosts[place]) for place, fault in plan.faults[night].items() if fault.hides)
    schools = Counter(platform_of(host) for host in plan.hosts)
    return {name for name, number in hidden.items() if number >= FEWEST and 2 * number >= schools[name]}


def platform_of(host: str) -> str:
    """The registrable domain of a host of this world."""
    return host.split(".", 1)[1]


def null_screen() -> Screen:
    """Where nobody looks."""
    told = io.StringIO()
    return Screen(Console(file=told, width=140), Console(file=told, width=140))


def run_simulated(home: Home, schedule: Schedule, night: date) -> dict[str, Any]:
    """Run one night of a schedule at its simulated time; return its audit.json."""
    window = window_of_night(schedule, night)
    moment = window.start + timedelta(minutes=5)
    ahead = (moment - datetime.now(UTC)).total_seconds()
    program = (sys.executable, "-X", "utf8", "-m", "tests.runner.shifted", str(ahead))
    with time_machine.travel(moment.astimezone(LOCAL), tick=True):
        run_night(home, null_screen(), schedule, since=window.start, until=window.end, program=program)
    audit: dict[str, Any] = json.loads((Path(schedule.out) / "audit.json").read_bytes())
    return audit


def _processor_seconds() -> float:
    """What this process and its children have used so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> int:
    """Run a replay as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--schools", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--database", default="", help="address of an empty PostgreSQL database")
    parser.add_argument("--keep", type=Path, help="folder to leave the office's home in")
    asked = parser.parse_args()
    print(f"seed {asked.seed}", flush=True)
    plan = make_plan(asked.seed, asked.nights, asked.schools)
    with tempfile.TemporaryDirectory(prefix="kiemcong-replay-") as folder:
        month = replay(plan, asked.keep or Path(folder), asked.seed, database=asked.database)
    month.cpu_seconds = _processor_seconds()
    print(month.told())
    return 1 if month.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
