"""Peak memory of a first sync as the account grows tenfold. The goal is for growth beyond the real account's size, which only
BENCH_FULL=1 takes the time for: below it, buffers that are full later on are not full yet.
"""

from typing import Iterator

from lab import REAL, Lab
from table import Goal, Row, count


def rows(lab: Lab) -> Iterator[Row]:
    sizes = [REAL, 10 * REAL] if lab.is_full else [REAL // 10, REAL]
    for api in ("v2", "v1.6"):
        peaks = [peak(lab, api, size) for size in sizes]
        yield Row(
            f"Memory of a first sync, {api}, at {count(sizes[1])} against {count(sizes[0])} participants",
            f"{peaks[1]:.0f} MB", f"{peaks[0]:.0f} MB", peaks[1] / peaks[0],
            Goal("≤", 1.3, "×") if lab.is_full else None)


def peak(lab: Lab, api: str, participants: int) -> float:
    """Measured once: it hardly varies."""
    with lab.simulator("--participants", str(participants)) as simulator:
        return lab.sync(simulator, f"sqlite:{lab.fresh('memory.sqlite')}", api).peak
