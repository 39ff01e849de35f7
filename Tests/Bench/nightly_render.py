"""A render of the real account, every file of the site, against the sqlite3 shell that writes the same rows as one CSV.

Three renders: the first one; one after which nothing is different; and that of a night, in which a campaign was sent, others went
on, 100 contacts changed in a field and 30 in their status, most of them in dozens of campaigns.
"""

import shutil
import sqlite3
from pathlib import Path
from typing import Iterator

import csv_export
import measure
from lab import REAL, Lab, required
from table import Goal, Row, both, count


def rows(lab: Lab) -> Iterator[Row]:
    synced, rendered, changed = (lab.fresh(f"{name}.sqlite") for name in ("synced", "rendered", "changed"))
    site = lab.fresh("site-before")
    with lab.simulator() as simulator:
        lab.sync(simulator, f"sqlite:{synced}", "v2")
        lab.copy_store(synced, rendered.name)
        render(lab, rendered, site)
        lab.copy_store(rendered, changed.name)
        simulator.pass_a_day()
        lab.sync(simulator, f"sqlite:{changed}", "v2")
    change_contacts(changed)
    shell, peer = required("sqlite3"), lab.folder / "peer.csv"
    query = lab.folder / "query.sql"
    query.write_text(
        f".mode csv\n.headers on\n.output {peer}\n{csv_export.select(csv_export.field_tags(shell, synced))};\n")

    def first() -> measure.Cost:
        return render(lab, lab.copy_store(synced, "first.sqlite"), lab.fresh("site-first"))

    def again() -> measure.Cost:
        return render(lab, rendered, site)

    def night() -> measure.Cost:
        output = lab.fresh("site-night")
        shutil.copytree(site, output)
        return render(lab, lab.copy_store(changed, "night.sqlite"), output)

    def dump() -> measure.Cost:
        return measure.run([shell, "-readonly", str(synced), f".read {query}"])

    (first_cost, again_cost, night_cost, dumped) = measure.in_turns(lab.repetitions, first, again, night, dump)
    name = f"Render of {count(REAL)} participants, every file"
    for (what, cost, bound) in ((name, first_cost, 3), (f"{name}, nothing changed", again_cost, 0.1), (f"{name}, of a night", night_cost, 1)):
        yield Row(what, both(cost), f"`sqlite3 -csv`: {both(dumped)}", cost.cpu / dumped.cpu, Goal("≤", bound, "× CPU"))
    yield Row(f"{name}, wall time", both(first_cost), f"`sqlite3 -csv`: {both(dumped)}", first_cost.wall / dumped.wall, Goal("≤", 2, "×"))


def render(lab: Lab, store: Path, output: Path) -> measure.Cost:
    return lab.octo_site("render", "--quiet", "--store", f"sqlite:{store}", "--output", output)


def change_contacts(store: Path) -> None:
    """As a merge would: the records, and the change numbers of all campaigns, as the contacts are in most of them."""
    connection = sqlite3.connect(store)
    with connection:
        ids = [row[0] for row in connection.execute(
            "SELECT contact_id FROM participant GROUP BY contact_id HAVING count(*) >= 20 ORDER BY contact_id LIMIT 130")]
        connection.executemany("UPDATE contact SET fields = json_set(fields, '$.City', 'Changed') WHERE contact_id = ?", [(id,) for id in ids[:100]])
        connection.executemany("UPDATE contact SET status = 'unsubscribed' WHERE contact_id = ?", [(id,) for id in ids[100:]])
        connection.execute("UPDATE store SET change_number = change_number + 1")
        connection.execute("UPDATE campaign SET rows_change = (SELECT change_number FROM store)")
    connection.close()
