"""The whole site, against Hugo building as many pages of the same Markdown.

They don't do the same. octo-site also reads and measures the store, draws the charts, writes and hashes the CSVs and checks every
link; Hugo gets the finished Markdown. So there are three sites: the real account; the same without rows of contacts, hence
without CSVs of them (`privacy: aggregates`, which looks for addresses in every file instead); and one of many small campaigns,
in which pages are most of the work.
"""

from pathlib import Path
from typing import Iterator

import hugo_site
import measure
from lab import REAL, Lab, PeerMissing, Simulator, required
from measure import Cost
from table import Goal, Row, both, count

MANY = 1_000  # campaigns of 60 participants


def rows(lab: Lab) -> Iterator[Row]:
    with lab.simulator() as simulator:
        store = synced(lab, simulator, "real.sqlite")
    yield from site(lab, f"Site of {count(REAL)} participants, with CSVs", store)
    configuration = lab.folder / "aggregates.yml"
    configuration.write_text("privacy: aggregates\n")
    yield from site(lab, f"Site of {count(REAL)} participants, without CSVs", store, "--config", str(configuration))
    with lab.simulator("--campaigns", str(MANY), "--participants", str(MANY * 60)) as simulator:
        store = synced(lab, simulator, "many.sqlite")
    yield from site(lab, f"Site of {count(MANY)} campaigns, {count(MANY * 60)} participants, without CSVs", store,
                    "--config", str(configuration))


def synced(lab: Lab, simulator: Simulator, name: str) -> Path:
    store = lab.fresh(name)
    lab.sync(simulator, f"sqlite:{store}", "v2")
    return store


def site(lab: Lab, name: str, store: Path, *options: str) -> Iterator[Row]:
    """A row for an empty output and one for an output in which nothing changes."""
    output = lab.fresh("rendered")

    def render() -> Cost:
        return lab.octo_site("render", "--quiet", "--store", f"sqlite:{store}", "--output", output, *options)

    def render_anew() -> Cost:
        lab.fresh("rendered")
        return render()

    render_anew()
    try:
        hugo = Hugo(lab, output)
    except PeerMissing as problem:
        (first, again) = measure.in_turns(lab.repetitions, render_anew, render)
        yield Row(f"{name}, empty output", both(first), f"not measured: {problem}")
        yield Row(f"{name}, nothing changed", both(again), f"not measured: {problem}")
        return
    (first, hugo_first, again, hugo_again) = measure.in_turns(
        lab.repetitions, render_anew, hugo.build_anew, render, hugo.build)
    goal = Goal("≥", 3, "×")
    yield Row(
        f"{name}, {count(hugo.pages)} pages, empty output", both(first), f"Hugo: {both(hugo_first)}",
        hugo_first.wall / first.wall, goal)
    yield Row(
        f"{name}, nothing changed", both(again), f"Hugo: {both(hugo_again)}", hugo_again.wall / again.wall, goal)


class Hugo:
    def __init__(self, lab: Lab, published: Path) -> None:
        self.lab, self.program = lab, required("hugo")
        self.source, self.output = lab.fresh("hugo-source"), lab.folder / "hugo-output"
        self.pages = hugo_site.write(published, self.source)

    def build(self) -> Cost:
        cost = measure.run(
            [self.program, "--quiet", "--source", str(self.source), "--destination", str(self.output),
             "--cacheDir", str(self.lab.folder / "hugo-cache")])
        built = len(list(self.output.rglob("index.html")))
        if built != self.pages:
            raise AssertionError(f"Hugo built {built} pages of {self.pages}")
        return cost

    def build_anew(self) -> Cost:
        self.lab.fresh("hugo-output")
        return self.build()
