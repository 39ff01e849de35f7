"""A nightly render with 2 runs in the archive and with 365: what the archive costs as it grows. The goal allows a tenth more, as
the page of all runs grows."""

from typing import Iterator

import measure
from lab import REAL, Lab, Simulator
from table import Goal, Row, both, count

AGES = (2, 365)
API = "v2"
ACCOUNTS = ((REAL, 69), (8_000, 12))


def rows(lab: Lab) -> Iterator[Row]:
    """The real account, and a small one, in which the archive is most of the work."""
    for (participants, campaigns) in ACCOUNTS:
        yield row(lab, participants, campaigns)


def row(lab: Lab, participants: int, campaigns: int) -> Row:
    """Nothing happens in the nights but the last, which brings both stores the same day of changes."""
    with lab.simulator("--participants", str(participants), "--campaigns", str(campaigns)) as simulator:
        lives = [Life(lab, simulator, age) for age in AGES]
        for life in lives:
            life.live()
        simulator.pass_a_day()
        for life in lives:
            lab.sync(simulator, life.store_uri, API)
            life.synced = lab.copy_store(life.store, f"synced-{life.age}.sqlite")
    (young, old) = measure.in_turns(lab.repetitions, *(life.night for life in lives))
    return Row(
        f"A night's render of {count(participants)} participants with {AGES[1]} runs in the archive, against {AGES[0]}", both(old),
        both(young), old.wall / young.wall, Goal("≤", 1.1, "×"))


class Life:
    """A store of some age, and the site that was published the night before."""

    def __init__(self, lab: Lab, simulator: Simulator, age: int) -> None:
        self.lab, self.simulator, self.age = lab, simulator, age
        self.store = lab.fresh(f"age-{age}.sqlite")
        self.store_uri = f"sqlite:{self.store}"
        self.site = lab.fresh(f"age-{age}-site")

    def live(self) -> None:
        for _ in range(self.age - 1):
            self.lab.sync(self.simulator, self.store_uri, API)
        self._render()
        self.before = self.lab.keep_site(self.site, f"age-{self.age}-before")

    def night(self) -> measure.Cost:
        self.lab.keep_site(self.before, self.site.name)
        self.lab.copy_store(self.synced, self.store.name)
        return self._render()

    def _render(self) -> measure.Cost:
        return self.lab.octo_site("render", "--quiet", "--store", self.store_uri, "--output", self.site)
