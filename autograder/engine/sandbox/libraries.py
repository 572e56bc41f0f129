"""What this interpreter reads of the disk: its libraries and its modules, and no more.

No home, no course and no project: where a virtual environment lies in the folder of a course, only
the environment's own libraries are named.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import autograder

SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/usr/share/fontconfig",
    "/usr/share/fonts",
    "/usr/share/locale",
    "/usr/share/mime",
    "/usr/share/zoneinfo",
    "/usr/local/share/fonts",
    "/var/cache/fontconfig",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/timezone",
    "/nix/store",
)
"""The system's libraries, fonts, languages and time zones, where distributions have them."""

PREFIX = ("lib", "lib64", "share/fonts", "share/zoneinfo", "etc/fonts")
"""The same below the folder of an interpreter or of an environment."""

SITES = frozenset({"site-packages", "dist-packages"})
"""Names of folders that hold installed packages. Other folders on `sys.path` may be projects
installed to be worked on, with a course's solutions beside the package: they are not read."""


def library_paths() -> tuple[Path, ...]:
    """Folders and files to read: absolute, existing, each once."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    below = (os.path.join(prefix, part) for prefix in sorted(prefixes) for part in PREFIX)
    standard = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib"))
    sites = (entry for entry in sys.path if os.path.basename(entry) in SITES)
    package = os.path.dirname(os.path.abspath(autograder.__file__))
    return existing((*SYSTEM, *below, *standard, *sites, package))


def program_paths() -> tuple[Path, ...]:
    """What is needed besides to start this interpreter, by whatever links lead to it."""
    paths = []
    link = Path(os.path.abspath(sys.executable))
    for _ in range(40):  # as many as the kernel follows
        paths.append(link.parent)
        if not link.is_symlink():
            break
        link = Path(os.path.normpath(link.parent / os.readlink(link)))
    return existing((*paths, os.path.join(sys.prefix, "pyvenv.cfg")))


def existing(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """Those that exist, in order, without any that lies below another."""
    tops: list[Path] = []
    # In order, a folder comes before what lies in it.
    for path in sorted({Path(path) for path in paths if os.path.exists(path)}):
        if not any(path.is_relative_to(top) for top in tops):
            tops.append(path)
    return tuple(tops)
