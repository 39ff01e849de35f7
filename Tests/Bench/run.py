#!/usr/bin/env python3
"""Runs the benches and prints one Markdown table: octo-site against its peers, as ratios taken in one run on one machine.

usage: run.py [BENCH …]     all of them unless some are named

BENCH_REPETITIONS (3) is how often each contender runs; BENCH_FULL=1 takes the real account where a smaller one is the default
because of the time it takes. Nothing is a test of time: the exit code is 1 only if something breaks or counts differ.
"""

import importlib
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left in the source tree

from lab import Lab, PeerMissing
from measure import GNU_TIME
from table import HEAD, Row

BENCHES = ["first_sync", "under_limit", "quiet_night", "csv_export", "from_mongodb", "nightly_render", "rendering", "memory", "archive"]


def main(names: list[str]) -> int:
    if unknown := set(names) - set(BENCHES):
        sys.exit(f"There is no bench {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}.")
    if not Lab.binary.exists():
        sys.exit(f"There is no {Lab.binary}: run `make build` first.")
    if not Path(GNU_TIME).exists():
        sys.exit(f"There is no {GNU_TIME}: install Debian's package time.")
    repetitions = int(os.environ.get("BENCH_REPETITIONS", "3"))
    is_full = os.environ.get("BENCH_FULL") == "1"
    rows, has_failed = [], False
    with tempfile.TemporaryDirectory(prefix="octo-site-bench-") as folder:
        lab = Lab(Path(folder), repetitions, is_full)
        for name in names or BENCHES:
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                for row in importlib.import_module(name).rows(lab):
                    print(row, file=sys.stderr, flush=True)
                    rows.append(row)
            except PeerMissing as problem:
                rows.append(Row(name, "not measured", str(problem)))
            except Exception as problem:
                traceback.print_exc()
                rows.append(Row(name, "**failed**", " ".join(str(problem).split()).replace("|", "\\|")))
                has_failed = True
    print(HEAD)
    print(*rows, sep="\n")
    print(f"\nMedians of {repetitions}, taken in turns, on {os.cpu_count()} cores.")
    return 1 if has_failed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and the folder go, too
    sys.exit(main(sys.argv[1:]))
