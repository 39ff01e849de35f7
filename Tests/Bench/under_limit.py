"""The first sync under the provider's limit, against the least time that the limit allows."""

from typing import Iterator

from lab import REAL, Lab
from table import Goal, Row, count


def rows(lab: Lab) -> Iterator[Row]:
    """Measured once: nearly all of it is waiting, which doesn't vary."""
    participants = REAL if lab.is_full else 20_000
    with lab.simulator("--participants", str(participants), "--quirk", "limit", "--latency", "60") as simulator:
        cost = lab.sync(simulator, f"sqlite:{lab.fresh('limit.sqlite')}", "v2", is_limited=True)
        statistics = simulator.statistics()
    if statistics["too_many"]:
        raise AssertionError(f"{statistics['too_many']} requests were answered with 429: {statistics}")
    floor = (statistics["requests"] - 100) / 10
    yield Row(
        f"First sync under the limit, v2, 60 ms latency, {count(participants)} participants",
        f"{cost.wall:.1f} s, {count(statistics['requests'])} requests, none answered with 429",
        f"the limit's floor: {floor:.1f} s", cost.wall / floor, Goal("≤", 1.02, "×"))
