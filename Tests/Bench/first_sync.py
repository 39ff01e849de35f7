"""The first sync of the real account without a limit: into MongoDB against the old Python way, and into SQLite."""

import json
import statistics
import subprocess
from typing import Iterator

import measure
from lab import KEYS, REAL, Lab, Mongod, Simulator
from measure import Cost
from table import Goal, Row, both, count

HERE = __file__.rpartition("/")[0]


def rows(lab: Lab) -> Iterator[Row]:
    name = f"First sync, v1.6, {count(REAL)} participants"
    with lab.simulator() as simulator, lab.mongod() as mongod:
        bench = FirstSync(lab, simulator, mongod)
        if not lab.python.exists():
            (own, sqlite) = measure.in_turns(lab.repetitions, bench.own, bench.sqlite)
            yield Row(f"{name}, into MongoDB", both(own), "not measured: pymongo and requests can't be installed")
            yield Row(f"{name}, into SQLite", both(sqlite))
            return
        (own, old, sqlite) = measure.in_turns(lab.repetitions, bench.own, bench.old, bench.sqlite)
        (own_server, old_server) = map(statistics.median, (bench.server["own"], bench.server["old"]))
        yield Row(f"{name}, into MongoDB", both(own), f"the old Python way: {both(old)}", old.wall / own.wall, Goal("≥", 10, "×"))
        yield Row("– CPU of the client alone", f"{own.cpu:.2f} s", f"{old.cpu:.2f} s", old.cpu / own.cpu)
        yield Row("– CPU of mongod meanwhile", f"{own_server:.2f} s", f"{old_server:.2f} s", old_server / own_server)
        yield Row(f"{name}, into SQLite", both(sqlite), f"the old Python way, MongoDB: {both(old)}", old.wall / sqlite.wall)


class FirstSync:
    """The contenders, each into a store of its own; raises if they don't count the same."""

    def __init__(self, lab: Lab, simulator: Simulator, mongod: Mongod) -> None:
        self.lab, self.simulator, self.mongod = lab, simulator, mongod
        self.server: dict[str, list[float]] = {"own": [], "old": []}
        self.counts: dict[str, int] | None = None

    def own(self) -> Cost:
        uri = self.mongod.uri("own")
        return self._into_mongodb("own", uri, lambda: self.lab.sync(self.simulator, uri, "v1.6"))

    def old(self) -> Cost:
        uri = self.mongod.uri("old")
        command = [str(self.lab.python), f"{HERE}/old_way.py", self.simulator.base_url("v1.6"), uri]
        return self._into_mongodb("old", uri, lambda: measure.run(command, {"EMAILOCTOPUS_API_KEY": KEYS["v1.6"]}))

    def sqlite(self) -> Cost:
        return self.lab.sync(self.simulator, f"sqlite:{self.lab.fresh('first.sqlite')}", "v1.6")

    def _into_mongodb(self, name: str, uri: str, sync) -> Cost:
        before = measure.cpu_of(self.mongod.pid)
        cost = sync()
        self.server[name].append(measure.cpu_of(self.mongod.pid) - before)
        if self.lab.python.exists():
            self._compare(name, uri)
        return cost

    def _compare(self, name: str, uri: str) -> None:
        output = subprocess.run([str(self.lab.python), f"{HERE}/mongo_counts.py", uri], check=True, capture_output=True).stdout
        counts = json.loads(output)
        if self.counts not in (None, counts) or counts["participants"] != REAL:
            raise AssertionError(f"{name} counts {counts}, the one before {self.counts}")
        self.counts = counts
