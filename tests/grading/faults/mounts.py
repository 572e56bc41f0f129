"""Disks that a test makes for itself: small ones in memory, and places that can only be read. Root alone can."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.machine import skip_for


def must_mount() -> None:
    """Skips the test where nothing can be mounted."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("mount", "umount", "unshare"))):
        skip_for("the right, and the commands, to mount a disk")
    tried = subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"])
    if tried.returncode != 0:
        skip_for("the right to mount a disk")


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A new disk of so many bytes in an empty folder."""
    must_mount()
    place.mkdir(exist_ok=True)
    options = f"size={size},mode=0755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, left: int) -> Path:
    """A file that leaves so many bytes of a disk."""
    filler = place / "filler"
    with open(filler, "wb", 0) as file:
        free = os.statvfs(place)
        size = max(0, free.f_bavail * free.f_frsize - left)
        os.posix_fallocate(file.fileno(), 0, size) if size else None
    return filler


def read_only(*places: Path) -> tuple[str, ...]:
    """What stands before a command, so that these can only be read, by it alone."""
    must_mount()
    binds = "".join(
        f"mount --bind '{place}' '{place}' && mount -o remount,ro,bind '{place}' && "
        for place in places
    )
    return ("unshare", "--mount", "sh", "-c", f'{binds}exec "$@"', "sh")
