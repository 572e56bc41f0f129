"""A disk of a notebook's own: a file system in memory, which the kernel keeps to its size. Linux only.

The supervisor mounts it where nobody but itself and its notebook's process sees it. So nothing that a
notebook writes takes the machine's disk, wherever it hides it: removed and still open, deeper than a
path may be long, in a socket. And looking at what it takes is one question to the kernel.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from autograder.engine.sandbox.ceilings import FILE_MARGIN_BYTES
from autograder.engine.sandbox.privileges import CLONE_NEWNS, CLONE_NEWUSER, unshare
from autograder.engine.scratch import Scratch
from autograder.engine.session import Limits

MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 0x1000, 0x4000, 0x40000
"""From <linux/mount.h>, as mount(2) describes them."""
FILE_MARGIN = 100
"""Files more than there may be, so that the supervisor sees that there are."""


def own_mounts() -> None:
    """Have mounts that nobody else sees. Root needs nothing for that, everybody else a user
    namespace: this process has all powers there, and who it starts can give them up.

    Raises:
        OSError: the machine forbids it.
    """
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        unshare(CLONE_NEWNS)
    else:
        unshare(CLONE_NEWUSER | CLONE_NEWNS)
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    mount("/", MS_REC | MS_PRIVATE)


def mount(place: str, flags: int, source: str = "none", kind: str = "", options: str = "") -> None:
    """Call mount(2).

    Raises:
        OSError: the kernel refuses.
    """
    texts = (source, place, kind)
    library = ctypes.CDLL(None, use_errno=True)
    if library.mount(*map(os.fsencode, texts), ctypes.c_ulong(flags), options.encode()) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"mount {place}: {os.strerror(number)}")


def mount_memory(place: Path, size: int, files: int) -> None:
    """Mount a new file system of so many bytes and files, which lies in memory.

    Raises:
        OSError: the kernel refuses.
    """
    options = f"size={size},nr_inodes={files},mode=0700"
    mount(str(place), MS_NOSUID | MS_NODEV, "tmpfs", "tmpfs", options)


@dataclass(frozen=True)
class Amount:
    """Of what a disk holds."""

    size: int
    """In bytes, of whole pages."""
    files: int
    """Files, folders and links."""


class OwnDisk:
    """The disk of one notebook's process: a scratch folder, and in it the folder that it works in."""

    def __init__(self, staging: Path, scratch: Scratch, limits: Limits) -> None:
        """Mount it over the scratch folder, with a copy of all that lies in `staging`, which the
        process never sees. This process must have `own_mounts`.

        Raises:
            OSError: the kernel refuses, or there is no room.
        """
        self._top = scratch.folder
        self._limits = limits
        staged = _amount_in(staging)
        size = staged.size + limits.disk_bytes + FILE_MARGIN_BYTES
        mount_memory(self._top, size, staged.files + limits.disk_files + FILE_MARGIN)
        scratch.lay_out()
        self.folder = scratch.folder / "folder"
        """The working folder of the process."""
        shutil.copytree(staging, self.folder, symlinks=True, copy_function=_copy)
        self._begin = self._used()

    def exceeded(self) -> bool:
        """Whether the process has written more than it may."""
        used = self._used()
        return (
            used.size - self._begin.size > self._limits.disk_bytes
            or used.files - self._begin.files > self._limits.disk_files
        )

    def _used(self) -> Amount:
        status = os.statvfs(self._top)
        size = (status.f_blocks - status.f_bfree) * status.f_frsize
        return Amount(size, status.f_files - status.f_ffree)


def _amount_in(folder: Path) -> Amount:
    """What a copy of a folder takes."""
    page, size, files = os.sysconf("SC_PAGESIZE"), 0, 1
    for path, folders, names in os.walk(folder):
        files += len(folders) + len(names)
        sizes = (os.lstat(os.path.join(path, name)).st_size for name in names)
        size += sum(-(-one // page) * page for one in sizes)
    return Amount(size, files)


def _copy(source: str, place: str) -> None:
    """Copy a file. A pipe with a name stays the same pipe: whoever laid it there holds its other
    end."""
    if stat.S_ISFIFO(os.stat(source).st_mode):
        Path(place).touch()
        mount(place, MS_BIND, source)
    else:
        shutil.copy2(source, place)
