"""What reads a whole account out of MongoDB: the CSV of every participant, against what a Python programmer would write; and all
metrics, against counting each flag of each campaign. BENCH_FULL=1: of a million participants.
"""

import csv
from typing import Iterator

import measure
from lab import REAL, Lab, Mongod
from table import Goal, Row, both, count

HERE = __file__.rpartition("/")[0]
PEERS = {"pymongo": ("pymongo and csv", 4), "arrow": ("pymongoarrow and polars", 3)}


def rows(lab: Lab) -> Iterator[Row]:
    participants = 1_000_000 if lab.is_full else REAL
    with lab.simulator("--participants", str(participants)) as simulator, lab.mongod() as mongod:
        lab.sync(simulator, mongod.uri("own"), "v2")
        yield from Reading(lab, mongod, participants).rows()


class Reading:
    def __init__(self, lab: Lab, mongod: Mongod, participants: int) -> None:
        self.lab, self.uri, self.participants = lab, mongod.uri("own"), participants
        self.own, self.other = lab.folder / "own.csv", lab.folder / "other.csv"

    def rows(self) -> Iterator[Row]:
        name = f"CSV of {count(self.participants)} participants, from MongoDB"
        if not self.lab.python.exists():
            yield Row(name, both(measure.in_turns(self.lab.repetitions, self.export)[0]), "not measured: pymongo can't be installed")
            return
        (own, *others) = measure.in_turns(
            self.lab.repetitions, self.export, *((lambda way=way: self.export_in_python(way)) for way in PEERS))
        for (peer, bound), cost in zip(PEERS.values(), others):
            yield Row(name, both(own), f"{peer}: {both(cost)}", cost.wall / own.wall, Goal("≥", bound, "×"))
        (own, peer) = measure.in_turns(self.lab.repetitions, self.measured, self.counted)
        yield Row(
            f"Metrics and pages of {count(self.participants)} participants, from MongoDB, nothing kept", both(own),
            f"`count_documents` a flag and campaign: {both(peer)}", peer.wall / own.wall, Goal("≥", 5, "×"))

    def export(self) -> measure.Cost:
        cost = self.lab.octo_site("export", "--quiet", "--store", self.uri, "--output", self.own)
        self._expect(self.own)
        return cost

    def export_in_python(self, way: str) -> measure.Cost:
        cost = measure.run([str(self.lab.python), f"{HERE}/mongo_csv.py", way, self.uri, str(self.other)])
        self._expect(self.other)
        return cost

    def _expect(self, file) -> None:
        with file.open(newline="") as lines:
            found = sum(1 for _ in csv.reader(lines)) - 1
        if found != self.participants:
            raise AssertionError(f"{file} has {found} rows instead of {self.participants}")

    def measured(self) -> measure.Cost:
        """With pages, but without rows of contacts."""
        configuration = self.lab.folder / "aggregates.yml"
        configuration.write_text("privacy: aggregates\n")
        return self.lab.octo_site(
            "render", "--quiet", "--archive", "--config", configuration, "--store", self.uri, "--output", self.lab.fresh("measured"))

    def counted(self) -> measure.Cost:
        return measure.run([str(self.lab.python), f"{HERE}/mongo_flags.py", self.uri])
