"""Peak memory of the commands as the account grows tenfold. The goal is for growth beyond the real account's size, which only
BENCH_FULL=1 takes the time for: below it, buffers that are full later on are not full yet.
"""

from typing import Iterator

from lab import KEYS, REAL, Lab
from table import Goal, Row, count

COMMANDS = ("sync, v2", "sync, v1.6", "render", "export", "verify", "build")


def rows(lab: Lab) -> Iterator[Row]:
    sizes = [REAL, 10 * REAL] if lab.is_full else [REAL // 10, REAL]
    peaks = [peaks_at(lab, size) for size in sizes]
    for command in COMMANDS:
        small, large = (peak[command] for peak in peaks)
        yield Row(
            f"Memory of {command}, at {count(sizes[1])} against {count(sizes[0])} participants",
            f"{large:.0f} MB", f"{small:.0f} MB", large / small, Goal("≤", 1.2, "×") if lab.is_full else None)


def peaks_at(lab: Lab, participants: int) -> dict[str, float]:
    """Each measured once: it hardly varies."""
    store, site, peaks = f"sqlite:{lab.fresh('memory.sqlite')}", lab.fresh("memory-site"), {}
    with lab.simulator("--participants", str(participants)) as simulator:
        peaks["sync, v1.6"] = lab.sync(simulator, f"sqlite:{lab.fresh('old.sqlite')}", "v1.6").peak
        lab.fresh("old.sqlite")
        peaks["sync, v2"] = lab.sync(simulator, store, "v2").peak
        peaks["render"] = lab.octo_site("render", "--quiet", "--store", store, "--output", site).peak
        peaks["export"] = lab.octo_site("export", "--quiet", "--store", store, "--output", lab.fresh("memory.csv")).peak
        peaks["verify"] = lab.octo_site("verify", "--quiet", "--store", store).peak
        simulator.pass_a_day()
        peaks["build"] = lab.octo_site(
            "build", "--quiet", "--rate", "0", "--store", store, "--output", site, "--base-url", simulator.base_url("v2"),
            key=KEYS["v2"]).peak
    return peaks
