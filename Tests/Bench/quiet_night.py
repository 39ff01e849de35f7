"""A second sync with nothing changed: CPU seconds and requests."""

from typing import Iterator

import measure
from lab import REAL, Lab
from table import Goal, Row, count


def rows(lab: Lab) -> Iterator[Row]:
    with lab.simulator() as simulator:
        for api in ("v2", "v1.6"):
            synced = lab.fresh("synced.sqlite")
            lab.sync(simulator, f"sqlite:{synced}", api)
            requests = simulator.statistics()["requests"]

            def night() -> measure.Cost:
                # Always the second run: every seventh walks everything.
                return lab.sync(simulator, f"sqlite:{lab.copy_store(synced, 'night.sqlite')}", api)

            [cost] = measure.in_turns(lab.repetitions, night)
            requests = (simulator.statistics()["requests"] - requests) // lab.repetitions
            yield Row(
                f"Quiet night, {api}, {count(REAL)} participants",
                f"CPU {cost.cpu:.2f} s, {cost.wall:.2f} s in all, {count(requests)} requests",
                value=cost.cpu, goal=Goal("≤", 1, "s"))
