"""What this interpreter reads of the disk: its libraries and its modules, and no more.

No home, no course and no project: where a virtual environment lies in the folder of a course, only
the environment's own libraries are named.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

import autograder
from autograder.engine.environment import SITES

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


def library_paths() -> tuple[Path, ...]:
    """Folders and files to read: absolute, existing, each once."""
    # Other folders on `sys.path` may be projects installed to be worked on, with a course's solutions
    # beside the package: they are not read.
    sites = (entry for entry in sys.path if os.path.basename(entry) in SITES)
    package = os.path.dirname(os.path.abspath(autograder.__file__))
    return existing((*_python_paths(), *sites, package))


def imported_paths() -> tuple[Path, ...]:
    """The same, but of installed packages only those that are imported now, and nothing of this one: what
    a copy needs of it, it has in memory."""
    kept: list[Path] = []
    for path in existing(_python_paths()):
        kept += _without_sites(path, tuple(_sites_below(path)))
    return existing((*kept, *_imported_packages()))


def standard_paths() -> tuple[Path, ...]:
    """The folders of the standard library, which imports look through."""
    return existing(sysconfig.get_path(name) for name in ("stdlib", "platstdlib"))


def _python_paths() -> Iterator[str | Path]:
    """Of the system and of the interpreter; installed packages may lie below."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    yield from SYSTEM
    yield from (os.path.join(prefix, part) for prefix in sorted(prefixes) for part in PREFIX)
    yield from standard_paths()


def _sites_below(folder: Path) -> Iterator[Path]:
    """The folders of installed packages below a folder, of any interpreter."""
    for above in (".", "python*", "*/lib/python*", "*/lib64/python*"):
        for site in SITES:
            yield from folder.glob(f"{above}/{site}")


def _without_sites(folder: Path, sites: tuple[Path, ...]) -> Iterator[Path]:
    """The folder, or, where a site lies below it, what else it holds. No link: it may lead to one."""
    inside = tuple(site for site in sites if site.is_relative_to(folder))
    if not inside:
        yield folder
    elif folder not in inside:
        for child in folder.iterdir():
            if not child.is_symlink() or child.is_file():
                yield from _without_sites(child, inside)


def _imported_packages() -> Iterator[Path]:
    """What modules were imported from: folders and files in those of installed packages."""
    for module in tuple(sys.modules.values()):
        origin = Path(getattr(module, "__file__", None) or "/")
        for folder in origin.parents:
            if folder.name in SITES:
                top = folder / origin.relative_to(folder).parts[0]
                yield from (top, top.with_name(f"{top.name}.libs"))  # a wheel's own libraries in C


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
