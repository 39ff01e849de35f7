"""What a command costs: wall time, its own CPU time, its peak memory. Medians of repetitions taken in turns."""

import os
import statistics
import subprocess
import tempfile
import time
from typing import Callable, NamedTuple

GNU_TIME = "/usr/bin/time"


class Cost(NamedTuple):
    wall: float  # seconds
    cpu: float  # seconds, user and system, of the command and its children
    peak: float  # MB of resident memory


class CommandFailed(Exception):
    pass


def run(command: list[str], environment: dict[str, str] | None = None) -> Cost:
    """Runs a command under GNU time, whose own memory is too small to hide the command's.

    Raises CommandFailed, with the end of what it printed, unless it exits with 0.
    """
    with tempfile.NamedTemporaryFile("r") as note, tempfile.TemporaryFile("w+") as output:
        timed = [GNU_TIME, "--quiet", "--format=%U %S %M", f"--output={note.name}", *command]
        begin = time.perf_counter()
        status = subprocess.run(
            timed, env=os.environ | (environment or {}), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        ).returncode
        wall = time.perf_counter() - begin
        if status != 0:
            output.seek(0)
            raise CommandFailed(f"{' '.join(command[:3])} … exited with {status}: {output.read()[-500:].strip()}")
        user, system, kilobytes = note.read().split()
        return Cost(wall, float(user) + float(system), int(kilobytes) / 1000)


def in_turns(repetitions: int, *contenders: Callable[[], Cost]) -> list[Cost]:
    """Each contender's medians; what else the machine does in the meantime meets all of them alike."""
    costs: list[list[Cost]] = [[] for _ in contenders]
    for _ in range(repetitions):
        for taken, contender in zip(costs, contenders):
            taken.append(contender())
    return [Cost(*map(statistics.median, zip(*taken))) for taken in costs]


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a running process has used."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
