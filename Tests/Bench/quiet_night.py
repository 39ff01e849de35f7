"""A night in which nothing happened: CPU seconds and requests of a whole build, and of its sync alone."""

from typing import Iterator

import measure
from lab import KEYS, REAL, Lab, Simulator
from table import Goal, Row, count


def rows(lab: Lab) -> Iterator[Row]:
    with lab.simulator() as simulator:
        for api in ("v2", "v1.6"):
            night = Night(lab, simulator, api)
            (build, sync) = measure.in_turns(lab.repetitions, night.build, night.sync)
            yield Row(
                f"Quiet night, {api}, {count(REAL)} participants: sync, render, publish",
                f"CPU {build.cpu:.2f} s, {build.wall:.2f} s in all", value=build.cpu, goal=Goal("≤", 1, "s"))
            yield Row(
                "– its sync alone", f"CPU {sync.cpu:.2f} s, {sync.wall:.2f} s in all, {count(night.requests)} requests")


class Night:
    """The second run, again and again: every seventh walks everything."""

    def __init__(self, lab: Lab, simulator: Simulator, api: str) -> None:
        self.lab, self.simulator, self.api = lab, simulator, api
        self.synced, self.site = lab.fresh("synced.sqlite"), lab.fresh("quiet-site")
        lab.sync(simulator, f"sqlite:{self.synced}", api)
        lab.octo_site("render", "--quiet", "--store", f"sqlite:{self.synced}", "--output", self.site)
        self.before = lab.keep_site(self.site, "quiet-before")
        self.requests = 0

    def build(self) -> measure.Cost:
        self.lab.keep_site(self.before, self.site.name)
        store = self.lab.copy_store(self.synced, "night.sqlite")
        return self.lab.octo_site(
            "build", "--quiet", "--rate", "0", "--store", f"sqlite:{store}", "--output", self.site, "--base-url",
            self.simulator.base_url(self.api), key=KEYS[self.api])

    def sync(self) -> measure.Cost:
        requests = self.simulator.statistics()["requests"]
        cost = self.lab.sync(self.simulator, f"sqlite:{self.lab.copy_store(self.synced, 'night.sqlite')}", self.api)
        self.requests = self.simulator.statistics()["requests"] - requests
        return cost
