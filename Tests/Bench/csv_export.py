"""Every participant as CSV, against the sqlite3 shell with the same columns in the same order; BENCH_FULL=1: of a million."""

import csv
import json
import subprocess
from pathlib import Path
from typing import Iterator

import measure
from lab import REAL, Lab, PeerMissing, required
from table import Goal, Row, both, count


def rows(lab: Lab) -> Iterator[Row]:
    store, own, peer = lab.fresh("export.sqlite"), lab.folder / "own.csv", lab.folder / "peer.csv"
    participants = 1_000_000 if lab.is_full else REAL
    with lab.simulator("--participants", str(participants)) as simulator:
        lab.sync(simulator, f"sqlite:{store}", "v2")

    def octo_site() -> measure.Cost:
        return lab.octo_site("export", "--quiet", "--store", f"sqlite:{store}", "--output", own)

    name = f"CSV of {count(participants)} participants, every field a column"
    try:
        shell = required("sqlite3")
    except PeerMissing as problem:
        [cost] = measure.in_turns(lab.repetitions, octo_site)
        yield Row(name, both(cost), f"not measured: {problem}")
        return
    query = lab.folder / "query.sql"
    query.write_text(f".mode csv\n.headers on\n.output {peer}\n{select(field_tags(shell, store))};\n")

    def sqlite3() -> measure.Cost:
        return measure.run([shell, "-readonly", str(store), f".read {query}"])

    (cost, other) = measure.in_turns(lab.repetitions, octo_site, sqlite3)
    compare(own, peer, participants)
    yield Row(name, both(cost), f"`sqlite3 -csv`: {both(other)}", other.wall / cost.wall, Goal("≥", 2, "×"))


def field_tags(shell: str, store: Path) -> list[str]:
    output = subprocess.run(
        [shell, "-readonly", str(store), "SELECT field_tags FROM list"], check=True, capture_output=True, text=True).stdout
    tags = {tag for line in output.splitlines() for tag in json.loads(line)}
    return sorted(tags - {"EmailAddress"})


def select(tags: list[str]) -> str:
    """Nested so that no row needs to be sorted: participants lie in the order of their contacts. Without a limit SQLite would
    take the inner order for meaningless."""
    flags = [f"iif(p.{flag}, 'Yes', 'No') {flag}" for flag in ("opened", "clicked", "bounced", "complained", "unsubscribed")]
    families: dict[str, list[str]] = {}
    for tag in tags:  # spellings that differ only in case share a column
        families.setdefault(tag.lower(), []).append(tag)
    fields = [
        f"coalesce({', '.join(field(tag) for tag in family)}, '')" if len(family) > 1 else field(family[0])
        for family in sorted(families.values())]
    columns = [
        "m.id", "m.name", time("m.sent_at"), "p.contact_id", "c.email_address", "c.status", *flags,
        "iif(p.opened OR p.clicked, 'Yes', 'No')", time("p.opened_at"), time("p.clicked_at"), *fields,
        time("p.bounced_at"), time("p.complained_at"), time("p.unsubscribed_at"), "m.lists", "m.subject"]
    lists = "(SELECT group_concat(l.name, '+') FROM json_each(m.list_ids) i JOIN list l ON l.id = i.value) lists"
    return (
        f"SELECT {', '.join(columns)} FROM (SELECT *, {lists} FROM campaign m ORDER BY sent_at IS NULL, sent_at, id LIMIT -1) m "
        "CROSS JOIN participant p ON p.campaign = m.key LEFT JOIN contact c ON c.contact_id = p.contact_id")


def field(tag: str) -> str:
    return f"""nullif(json_extract(c.fields, '$."{tag}"'), '')"""


def time(column: str) -> str:
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {column}, 'unixepoch')"


def compare(own: Path, peer: Path, participants: int) -> None:
    """Raises unless both files have the same participants in the same order, and as many columns."""
    with own.open(newline="") as first, peer.open(newline="") as second:
        rows = 0
        for row, other in zip(csv.reader(first), csv.reader(second), strict=True):
            if rows and (row[0], row[3]) != (other[0], other[3]) or len(row) != len(other):
                raise AssertionError(f"row {rows}: {row} is not {other}")
            rows += 1
    if rows != participants + 1:
        raise AssertionError(f"{own} has {rows} rows")
