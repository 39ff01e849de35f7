"""A render of the real account, every file of the site, against the sqlite3 shell that writes the same rows as one CSV.

Three renders: the first one; one after which nothing is different; and that of a night, in which a campaign was sent, others went
on, 100 contacts changed in a field and 30 in their status, those that are in most campaigns. BENCH_FULL=1 also renders ten times the
account, against itself at its own size.
"""

import json
import sqlite3
from pathlib import Path
from typing import Iterator

import csv_export
import measure
from lab import REAL, Lab, required
from table import Goal, Row, both, count


def rows(lab: Lab) -> Iterator[Row]:
    own = Account(lab, REAL)
    shell, peer = required("sqlite3"), lab.folder / "peer.csv"
    query = lab.folder / "query.sql"
    query.write_text(
        f".mode csv\n.headers on\n.output {peer}\n{csv_export.select(csv_export.field_tags(shell, own.synced))};\n")

    def dump() -> measure.Cost:
        return measure.run([shell, "-readonly", str(own.synced), f".read {query}"])

    (first_cost, again_cost, night_cost, dumped) = measure.in_turns(lab.repetitions, own.first, own.again, own.night, dump)
    name = f"Render of {count(REAL)} participants, every file"
    for (what, cost, bound) in ((name, first_cost, 3), (f"{name}, nothing changed", again_cost, 0.1), (f"{name}, of a night", night_cost, 1)):
        yield Row(what, both(cost), f"`sqlite3 -csv`: {both(dumped)}", cost.cpu / dumped.cpu, Goal("≤", bound, "× CPU"))
    yield Row(f"{name}, wall time", both(first_cost), f"`sqlite3 -csv`: {both(dumped)}", first_cost.wall / dumped.wall, Goal("≤", 2, "×"))
    if lab.is_full:
        large = Account(lab, 10 * REAL)
        (again_large, night_large) = measure.in_turns(lab.repetitions, large.again, large.night)
        for (what, cost, at_one, bound) in (
                ("nothing changed", again_large, again_cost, 1.5), ("of a night", night_large, night_cost, 2)):
            yield Row(
                f"Render of {count(10 * REAL)} participants, {what}", both(cost), f"at {count(REAL)}: {both(at_one)}",
                cost.cpu / at_one.cpu, Goal("≤", bound, "× CPU"))


class Account:
    """Stores of one account: synced; rendered; and a night later. And the site that was published before that night."""

    def __init__(self, lab: Lab, participants: int) -> None:
        self.lab = lab
        self.synced, self.rendered, self.changed = (
            lab.fresh(f"{name}-{participants}.sqlite") for name in ("synced", "rendered", "changed"))
        self.site = lab.fresh(f"site-{participants}")
        with lab.simulator("--participants", str(participants)) as simulator:
            lab.sync(simulator, f"sqlite:{self.synced}", "v2")
            lab.copy_store(self.synced, self.rendered.name)
            render(lab, self.rendered, self.site)
            self.before = lab.keep_site(self.site, f"before-{participants}")
            lab.copy_store(self.rendered, self.changed.name)
            simulator.pass_a_day()
            lab.sync(simulator, f"sqlite:{self.changed}", "v2")
        change_contacts(self.changed)

    def first(self) -> measure.Cost:
        return render(self.lab, self.lab.copy_store(self.synced, "first.sqlite"), self.lab.fresh("site-first"))

    def again(self) -> measure.Cost:
        self._restore()
        return render(self.lab, self.rendered, self.site)

    def night(self) -> measure.Cost:
        self._restore()
        return render(self.lab, self.lab.copy_store(self.changed, "night.sqlite"), self.site)

    def _restore(self) -> None:
        self.lab.keep_site(self.before, self.site.name)


def render(lab: Lab, store: Path, output: Path) -> measure.Cost:
    return lab.octo_site("render", "--quiet", "--store", f"sqlite:{store}", "--output", output)


def change_contacts(store: Path) -> None:
    """As a merge of the newest run would: the records, the journal, and the change numbers of the contacts' campaigns."""
    connection = sqlite3.connect(store)
    with connection:
        ids = [row[0] for row in connection.execute(
            "SELECT contact_id FROM participant GROUP BY contact_id ORDER BY count(*) DESC, contact_id LIMIT 130")]
        connection.execute("CREATE TEMP TABLE changed AS SELECT value AS id FROM json_each(?)", [json.dumps(ids)])
        (run,) = connection.execute("SELECT max(number) FROM run").fetchone()
        record = "email_address, person, status, fields, last_updated_at, attributes_run"
        connection.execute(
            f"INSERT INTO journal (run, change, contact_id, {record}) SELECT ?, 'attributes', contact_id, {record} FROM contact "
            "WHERE contact_id IN changed AND attributes_run < ?", [run, run])
        connection.executemany(
            "UPDATE contact SET fields = json_set(fields, '$.City', 'Changed'), attributes_run = ? WHERE contact_id = ?",
            [(run, id) for id in ids[:100]])
        connection.executemany(
            "UPDATE contact SET status = 'unsubscribed', attributes_run = ? WHERE contact_id = ?", [(run, id) for id in ids[100:]])
        connection.execute("UPDATE store SET change_number = change_number + 1")
        connection.execute(
            "UPDATE campaign SET rows_change = (SELECT change_number FROM store) "
            "WHERE key IN (SELECT campaign FROM participant WHERE contact_id IN changed)")
    connection.close()
