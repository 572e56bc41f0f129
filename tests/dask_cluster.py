"""A dask cluster of real processes on this machine: a scheduler, and workers behind nannies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

SECONDS = 60.0
"""Until a process of the cluster must be there."""


@dataclass(eq=False)
class DaskCluster:
    """Its processes write their logs into a folder."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    protocol: str = "tcp"
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    """The scheduler, then the nannies."""
    temporary: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="dask-")))
    """Where its engines work: other users, whom notebooks become, must be able to pass."""

    def __post_init__(self) -> None:
        self.temporary.chmod(0o711)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def start(self, workers: int) -> None:
        """Starts the scheduler and so many workers, and waits for them."""
        options = ("--protocol", self.protocol, "--port", "0", "--no-dashboard")
        self._run("scheduler", *options, "--scheduler-file", str(self.folder / "scheduler.json"))
        end = time.monotonic() + SECONDS
        while not self._is_known():
            assert time.monotonic() < end, "no scheduler"
            time.sleep(0.05)
        for _ in range(workers):
            self.add_worker()
        if workers:
            with self.client() as client:
                client.wait_for_workers(workers, timeout=SECONDS)

    def _is_known(self) -> bool:
        """Whether the scheduler has said where it listens: its file is there before its text is."""
        try:
            return bool(self.address)
        except (FileNotFoundError, json.JSONDecodeError):
            return False

    def add_worker(self, **environment: str) -> None:
        """Starts one more worker, of one thread."""
        options = ("--nthreads", "1", "--no-dashboard", "--memory-limit", "0")
        folder = ("--local-directory", str(self.folder))
        self._run("worker", self.address, *options, *folder, **environment)

    def _run(self, what: str, *arguments: str, **environment: str) -> None:
        log = (self.folder / f"{len(self.processes)}-{what}.log").open("wb")
        self.processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "dask", what, *arguments, "--host", "127.0.0.1"],
                env={
                    **os.environ,
                    "TMPDIR": str(self.temporary),
                    **self.environment,
                    **environment,
                },
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        )
        log.close()

    @contextmanager
    def client(self) -> Iterator[Client]:
        """A client of the tests' own."""
        with Client(self.address, set_as_default=False, timeout=SECONDS) as client:
            yield client

    def workers(self) -> dict[str, int]:
        """By address: the process numbers of the workers."""
        with self.client() as client:
            found: dict[str, int] = client.run(os.getpid)
            return found

    def busy(self) -> dict[str, int]:
        """By the address of each worker that runs something: how many tasks it has."""
        with self.client() as client:
            return {worker: len(tasks) for worker, tasks in client.processing().items() if tasks}

    def tasks(self) -> int:
        """How many tasks wait or run."""
        with self.client() as client:
            found: int = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
            return found

    def engines(self) -> list[str]:
        """What is left of the engines of its workers: their processes and folders."""
        found = [str(path) for path in self.temporary.glob("autograder-*")]
        for folder in Path("/proc").iterdir():
            with suppress(OSError):  # it has ended
                if (
                    folder.name.isdigit()
                    and str(self.temporary).encode() in (folder / "cmdline").read_bytes()
                ):
                    found.append(folder.name)
        return found

    def kill_scheduler(self) -> None:
        """As `kill -9`."""
        self.processes[0].kill()
        self.processes[0].wait()

    def close(self) -> None:
        """Ends all processes."""
        for process in reversed(self.processes):
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.temporary, ignore_errors=True)


@contextmanager
def dask_cluster(
    folder: Path, workers: int = 2, protocol: str = "tcp", **environment: str
) -> Iterator[DaskCluster]:
    """A cluster, until the end."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = DaskCluster(folder, environment, protocol)
    try:
        cluster.start(workers)
        yield cluster
    finally:
        cluster.close()
