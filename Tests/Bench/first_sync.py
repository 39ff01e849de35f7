"""The first sync of the real account without a limit, and then the same again with everything read anew (`--full`): into MongoDB
against the old Python way, and into SQLite against C.
"""

import json
import sqlite3
import statistics
import subprocess
from typing import Iterator

import measure
from lab import KEYS, REAL, Lab, Mongod, PeerMissing, Simulator
from measure import Cost
from table import Goal, Row, count, full

HERE = __file__.rpartition("/")[0]
FIRST, AGAIN = f"First sync, v1.6, {count(REAL)} participants", "The same again with `--full`, nothing changed"


def rows(lab: Lab) -> Iterator[Row]:
    with lab.simulator() as simulator:
        yield from into_sqlite(IntoSQLite(lab, simulator))
        with lab.mongod() as mongod:
            yield from into_mongodb(IntoMongoDB(lab, simulator, mongod))


def into_sqlite(bench: "IntoSQLite") -> Iterator[Row]:
    contenders = [bench.own, bench.own_again] + ([bench.peer, bench.peer_again] if bench.lab.peer.exists() else [])
    costs = measure.in_turns(bench.lab.repetitions, *contenders)
    for name, own, peer in zip((FIRST, AGAIN), costs, costs[2:] or [None, None]):
        if peer is None:
            yield Row(f"{name}, into SQLite", full(own), "not measured: the peer in C can't be built")
        else:
            yield Row(f"{name}, into SQLite: CPU", full(own), f"C: {full(peer)}", own.cpu / peer.cpu, Goal("≤", 2, "×"))


def into_mongodb(bench: "IntoMongoDB") -> Iterator[Row]:
    if not bench.lab.python.exists():
        for name, own in zip((FIRST, AGAIN), measure.in_turns(bench.lab.repetitions, bench.own, bench.own_again)):
            yield Row(f"{name}, into MongoDB", full(own), "not measured: pymongo and requests can't be installed")
        return
    costs = measure.in_turns(bench.lab.repetitions, bench.own, bench.own_again, bench.old, bench.old_again)
    for key, name, own, old in zip(("first", "again"), (FIRST, AGAIN), costs, costs[2:]):
        own_server, old_server = (statistics.median(bench.server[f"{who} {key}"]) for who in ("own", "old"))
        yield Row(
            f"{name}, into MongoDB", full(own), f"the old Python way: {full(old)}", old.wall / own.wall, Goal("≥", 10, "×"))
        yield Row("– CPU of the client alone", f"{own.cpu:.2f} s", f"{old.cpu:.2f} s", old.cpu / own.cpu, Goal("≥", 5, "×"))
        yield Row("– CPU of mongod meanwhile", f"{own_server:.2f} s", f"{old_server:.2f} s", old_server / own_server)


class IntoSQLite:
    """The contenders, each into a file of its own; raises if one lacks participants."""

    def __init__(self, lab: Lab, simulator: Simulator) -> None:
        self.lab, self.simulator = lab, simulator

    def own(self) -> Cost:
        self.lab.fresh("own.sqlite")
        return self.own_again(is_full=False)

    def own_again(self, is_full: bool = True) -> Cost:
        file = self.lab.folder / "own.sqlite"
        cost = self.lab.sync(self.simulator, f"sqlite:{file}", "v1.6", *(["--full"] if is_full else []))
        return self._counted(file, cost)

    def peer(self) -> Cost:
        self.lab.fresh("peer.sqlite")
        return self.peer_again()

    def peer_again(self) -> Cost:
        file = self.lab.folder / "peer.sqlite"
        command = [str(self.lab.peer), self.simulator.base_url("v1.6"), str(file)]
        return self._counted(file, measure.run(command, {"EMAILOCTOPUS_API_KEY": KEYS["v1.6"]}))

    def _counted(self, file, cost: Cost) -> Cost:
        database = sqlite3.connect(file)
        [[found]] = database.execute("SELECT count(*) FROM participant")
        database.close()
        if found != REAL:
            raise AssertionError(f"{file} has {found} participants instead of {REAL}")
        return cost


class IntoMongoDB:
    """The contenders, each into a database of its own; raises if they don't count the same."""

    def __init__(self, lab: Lab, simulator: Simulator, mongod: Mongod) -> None:
        self.lab, self.simulator, self.mongod = lab, simulator, mongod
        self.server: dict[str, list[float]] = {}
        self.counts: dict[str, int] | None = None
        self.round = 0

    def own(self) -> Cost:
        self.round += 1  # a first sync fills a new database
        return self._own("first")

    def own_again(self) -> Cost:
        return self._own("again", "--full")

    def old(self) -> Cost:
        return self._old("first")

    def old_again(self) -> Cost:
        return self._old("again")

    def _own(self, key: str, *options: str) -> Cost:
        uri = self.mongod.uri(f"own{self.round}")
        return self._measured(f"own {key}", uri, lambda: self.lab.sync(self.simulator, uri, "v1.6", *options))

    def _old(self, key: str) -> Cost:
        uri = self.mongod.uri(f"old{self.round}")
        command = [str(self.lab.python), f"{HERE}/old_way.py", self.simulator.base_url("v1.6"), uri]
        return self._measured(f"old {key}", uri, lambda: measure.run(command, {"EMAILOCTOPUS_API_KEY": KEYS["v1.6"]}))

    def _measured(self, name: str, uri: str, sync) -> Cost:
        before = measure.cpu_of(self.mongod.pid)
        cost = sync()
        self.server.setdefault(name, []).append(measure.cpu_of(self.mongod.pid) - before)
        if self.lab.python.exists():
            self._compare(name, uri)
        return cost

    def _compare(self, name: str, uri: str) -> None:
        command = [str(self.lab.python), f"{HERE}/mongo_counts.py", uri] + (["--drop"] if name.endswith("again") else [])
        counts = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        if self.counts not in (None, counts) or counts["participants"] != REAL:
            raise AssertionError(f"{name} counts {counts}, the one before {self.counts}")
        self.counts = counts
