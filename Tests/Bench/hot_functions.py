#!/usr/bin/env python3
"""Samples a first sync and a render of a simulated account with perf, and prints the functions that cost most as Markdown tables.

usage: hot_functions.py [ROWS]     the number of functions a table shows, 25 unless given

`self` is the share of samples in the function itself, `total` the share in it and in what it calls; where the compiler left
no frame, a caller is missing. The first table of a command has all functions by `self`, the second only the package's own, by
`total`. PROFILE_PARTICIPANTS (129,483) sizes the account; PROFILE_KEEP=FOLDER keeps perf's data there,
for `perf report`. It needs Debian's linux-perf, the right to sample one's own processes (kernel.perf_event_paranoid at 2 or
less, or root), and the release build that `make profile` makes, which has its symbols.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

sys.dont_write_bytecode = True  # nothing is left in the source tree

from lab import KEYS, REAL, ROOT, Lab

# Software clock of user code: also there in virtual machines, which often have no hardware counters.
EVENT, FREQUENCY = "cpu-clock:u", 999
THUNK = re.compile(r"partial apply|reabstraction thunk|protocol witness")
MODULES = {folder.name for folder in (ROOT / "Sources").iterdir()}
WIDTH = 120  # characters of a function's name


def problem() -> str | None:
    """Why nothing can be sampled here; None if it can."""
    if not shutil.which("perf"):
        return "There is no perf: install Debian's linux-perf."
    paranoid = Path("/proc/sys/kernel/perf_event_paranoid")
    if os.geteuid() != 0 and paranoid.exists() and int(paranoid.read_text()) > 2:
        return "The kernel allows no sampling: sysctl kernel.perf_event_paranoid=2, or run as root."
    if not Lab.binary.exists():
        return f"There is no {Lab.binary}: run `make build` first."
    return None


def sample(data: Path, command: list[str], environment: dict[str, str]) -> None:
    record = ["perf", "record", "--quiet", "-e", EVENT, "-F", str(FREQUENCY), "--call-graph", "fp", "-o", str(data), "--"]
    result = subprocess.run([*record, *command], env=os.environ | environment, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command[:2])} exited with {result.returncode}: {(result.stdout + result.stderr)[-800:].strip()}")


class Function(NamedTuple):
    own: float  # percent of the samples
    total: float
    name: str
    is_ours: bool


def functions(data: Path) -> list[Function]:
    report = subprocess.run(
        ["perf", "report", "-i", str(data), "--children", "--stdio", "-g", "none", "-F", "overhead,overhead_children,sym",
         "--field-separator", "\t"], check=True, capture_output=True, text=True).stdout
    rows = [line.split("\t") for line in report.splitlines() if line and not line.startswith("#")]
    symbols = [row[2].strip().removeprefix("[.] ") for row in rows]
    percents = [[float(cell.strip().rstrip("%")) for cell in row[:2]] for row in rows]
    return [
        Function(own, total, name, module(symbol) in MODULES)
        for (own, total), symbol, name in zip(percents, symbols, demangled(symbols)) if not name.startswith("0x")]


def module(symbol: str) -> str:
    """The module in a mangled Swift name: `$s4Site…` is of Site."""
    match = re.match(r"\$s(\d+)", symbol)
    return symbol[match.end() :][: int(match[1])] if match else ""


def demangled(symbols: list[str]) -> list[str]:
    if not shutil.which("swift"):
        return symbols
    return subprocess.run(
        ["swift", "demangle", "--simplified", "--compact"], input="\n".join(symbols), check=True, capture_output=True, text=True
    ).stdout.splitlines()


def table(title: str, found: list[Function]) -> str:
    lines = [f"### {title}", "", "| self | total | function |", "| ---: | ---: | --- |"]
    for function in found:
        name = re.sub(r"\s+", " ", function.name).replace("|", "\\|")
        name = name if len(name) <= WIDTH else name[: WIDTH - 1] + "…"
        lines.append(f"| {function.own:.2f} % | {function.total:.2f} % | `{name}` |")
    return "\n".join(lines) + "\n"


def main(rows: int) -> int:
    if reason := problem():
        sys.exit(reason)
    participants = int(os.environ.get("PROFILE_PARTICIPANTS", REAL))
    with tempfile.TemporaryDirectory(prefix="octo-site-profile-") as scratch:
        lab = Lab(Path(scratch), repetitions=1, is_full=False)
        kept = Path(os.environ.get("PROFILE_KEEP", scratch))
        kept.mkdir(parents=True, exist_ok=True)
        store = f"sqlite:{lab.fresh('profile.sqlite')}"
        commands = {"sync": ["--rate", "0"], "render": ["--output", str(lab.fresh("public"))]}
        with lab.simulator("--participants", str(participants)) as simulator:
            commands["sync"] += ["--base-url", simulator.base_url("v2")]
            for command, options in commands.items():
                print(f"{command} …", file=sys.stderr, flush=True)
                sample(
                    kept / f"{command}.perf", [str(lab.binary), command, "--quiet", "--store", store, *options],
                    {"EMAILOCTOPUS_API_KEY": KEYS["v2"]})
        for command in commands:
            found = functions(kept / f"{command}.perf")
            print(f"## octo-site {command}, {participants:,} participants\n")
            by_self = sorted(found, key=lambda function: -function.own)
            print(table("By what they cost themselves", by_self[:rows]))
            ours = [function for function in found if function.is_ours and not THUNK.match(function.name)]
            ours.sort(key=lambda function: -function.total)
            print(table("The package's own, with what they call", ours[:rows]))
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the simulator and the folder go, too
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 25))
