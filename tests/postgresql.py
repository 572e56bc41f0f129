"""A PostgreSQL server of the tests' own: Debian's, in a temporary folder, by a socket there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

OWNER = "postgres"
"""Debian's user for it: the server refuses to run as root."""
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB")
"""What a power failure would break; the tests have none."""
START_SECONDS = 60


def programs() -> Path | None:
    """The folder of the newest `initdb` and `postgres` that are installed."""
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    newest = max(found, key=lambda path: float(path.parts[-3]), default=None)
    on_path = shutil.which("initdb")
    chosen = newest or (on_path and Path(on_path))
    return chosen.parent if chosen else None


@dataclass(frozen=True)
class Server:
    """A running server."""

    folder: Path
    numbers: Iterator[int]

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        return f"{driver}://{OWNER}@/{database}?host={self.folder}"

    def database(self) -> str:
        """The address of a new database with nothing in it."""
        name = f"gradebook{next(self.numbers)}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)


@contextmanager
def running(bin: Path) -> Iterator[Server]:
    """A server that ends with the block, and with this process however that ends."""
    # Not below pytest's folder: only root may enter that, and a socket's path is at most 107 long
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    other = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
    if other:
        shutil.chown(folder, OWNER, OWNER)
    data, log = folder / "data", folder / "log"
    as_owner = {"cwd": folder, "stdin": subprocess.DEVNULL, **other}
    command = [bin / "initdb", "--pgdata", data, "--username", OWNER, "--auth=trust", "--no-sync"]
    try:
        subprocess.run([*command, "--encoding=UTF8"], check=True, capture_output=True, **as_owner)
        settings = [f"-c{setting}" for setting in (*QUICK, "listen_addresses=")]
        with open(log, "wb") as told:
            server = subprocess.Popen(
                [
                    "setpriv",
                    "--pdeathsig=INT",
                    bin / "postgres",
                    "-D",
                    data,
                    "-k",
                    folder,
                    *settings,
                ],
                stdout=told,
                stderr=told,
                **as_owner,
            )
        try:
            found = Server(folder, count())
            _wait_for(found, server, log)
            yield found
        finally:
            server.send_signal(2)  # ends all sessions, then itself
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    engine = create_engine(server.url("postgres"))
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            engine.connect().close()
            break
        except OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(log.read_text(errors="replace")) from None
            time.sleep(0.05)
    engine.dispose()
