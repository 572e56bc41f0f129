"""Damages of what lies in the folder: files beside the notebook, its own name, and the folder's."""

from __future__ import annotations

import os
import shutil
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.fuzz.damage import Draft, table

NAMES = (
    b"\xff\xfe.txt",
    b"caf\xe9.png",
    b"a\nb.txt",
    b"\x1b[31m.txt",
    b" ",
    b"...",
    b"-rf",
    b"con.txt",
    b"a:b",
    b"a\\b.txt",
    "e\u0301.txt".encode(),
    "\u202etxt.exe".encode(),
    b"x" * 255,
    b"numpy.py",
    b"check.py",
    b"public.json",
    b"images",
    b"feedback.html",
    b"%2e%2e",
    b"$(touch x)",
    b"<img src=x>.txt",
    b"=1+1.csv",
)
TIMES = (
    b"",
    b"\0" * 50,
    b"\xff\xfe2\x000\x00",
    b"yesterday",
    b"2026-13-45 99:99:99 UTC",
    b"2026-03-01 12:00:00 UTC",
    b"0001-01-01 00:00:00 +2359",
    b"9999-12-31 23:59:59 -2359",
    b"2026-03-01 12:00:00 PST",
    b"2026-03-01 12:00:00 UTC\n" * 3000,
    "２０２６-03-01 12:00:00".encode(),
    b"-2026-03-01 12:00:00",
)
FOLDERS = (
    "ünï ",
    "a b ",
    "'\"",
    "=cmd",
    "<b>x",
    "%00",
    "x" * 150,
    "e\u0301",
    "\u200b",
    "\x1b[31m",
    "a\n",
    b"\xff",
    "-x",
    "~",
    "[a]",
    "a+b",
    "None",
    "{0}",
    "\u202e",
)
OWN_NAMES = (
    "{} (1).ipynb",
    "{}.ipynb.txt",
    "{}.IPYNB",
    "{} .ipynb",
    "{}",
    "{}.json",
    "{}-1.ipynb",
    "{}.ipynb~",
    ".{}.ipynb",
    "my {}.ipynb",
    "{}.ipynb.ipynb.json",
    "ünï-{}.ipynb",
)
"""What becomes of the notebook's name; the braces stand for the assignment's."""
MOST_DEEP = 60


def _free(draft: Draft, name: bytes) -> Path:
    """A place of that name where nothing is."""
    path = Path(os.fsdecode(os.fsencode(draft.folder) + b"/" + name))
    _clear(path)
    return path


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _name(draft: Draft) -> None:
    _free(draft, draft.random.choice(NAMES)).write_bytes(draft.random.randbytes(20))


def _targets(draft: Draft) -> str:
    return draft.random.choice(
        (
            "/etc/passwd",
            ".",
            "..",
            "gone",
            "link",
            f"{draft.name}.ipynb",
            "/",
            "/dev/zero",
            "../../../solutions",
        )
    )


def _link(place: Path, draft: Draft) -> None:
    place.symlink_to(_targets(draft))


def _fifo(place: Path, draft: Draft) -> None:
    os.mkfifo(place)


def _socket(place: Path, draft: Draft) -> None:
    """By a short way to it: a socket's name has a hundred bytes at most."""
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(f"/proc/self/fd/{folder}/{place.name}")
    finally:
        os.close(folder)


def _device(place: Path, draft: Draft) -> None:
    with suppress(PermissionError):  # only root can make one
        os.mknod(place, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero


def _sparse(place: Path, draft: Draft) -> None:
    with open(place, "wb") as file:
        file.truncate(draft.random.choice((49 << 20, 51 << 20, 65 << 20, 1 << 40)))


def _hard_link(place: Path, draft: Draft) -> None:
    other = place.with_name("other-name.txt")
    other.write_text("of somebody")
    os.link(other, place)


def _directory(place: Path, draft: Draft) -> None:
    (place / "inside").mkdir(parents=True)


def _unreadable(place: Path, draft: Draft) -> None:
    place.write_text("mine")
    place.chmod(0)


def _empty(place: Path, draft: Draft) -> None:
    place.touch()


MADE: dict[str, Callable[[Path, Draft], object]] = {
    "link": _link,
    "fifo": _fifo,
    "socket": _socket,
    "device": _device,
    "sparse": _sparse,
    "hard-link": _hard_link,
    "folder": _directory,
    "unreadable": _unreadable,
    "empty": _empty,
}
"""What can lie in a place."""


def _beside(make: Callable[[Path, Draft], object]) -> Callable[[Draft], object]:
    def act(draft: Draft) -> None:
        names = (
            b"data",
            b"public.json",
            b"timestamp.txt",
            b"images",
            b"plot.png",
            f"{draft.name}.html".encode(),
        )
        make(_free(draft, draft.random.choice(names)), draft)

    return act


def _in_place(make: Callable[[Path, Draft], object]) -> Callable[[Draft], object]:
    def act(draft: Draft) -> None:
        _clear(draft.file)
        make(draft.file, draft)

    return act


def _deep(draft: Draft) -> None:
    place = draft.folder
    for _ in range(draft.random.choice((5, 20, MOST_DEEP))):
        place = place / draft.random.choice(("a", "folder", "x" * 40))
    with suppress(OSError):  # the way is too long for the system itself
        place.mkdir(parents=True, exist_ok=True)
        (place / "file.txt").write_text("deep")


def _many(draft: Draft) -> None:
    folder = _free(draft, b"many")
    folder.mkdir()
    for number in range(draft.random.choice((100, 600))):
        (folder / f"{number}.txt").touch()


def _times(draft: Draft) -> None:
    _free(draft, b"timestamp.txt").write_bytes(draft.random.choice(TIMES))


def _other_notebooks(draft: Draft) -> None:
    for _ in range(draft.random.choice((1, 3))):
        name = draft.random.choice(OWN_NAMES).format(draft.name)
        _free(draft, name.encode()).write_bytes(
            draft.random.choice((draft.content, b"", draft.content[:999]))
        )


def _renamed(draft: Draft) -> None:
    name = draft.random.choice(OWN_NAMES).format(draft.name)
    if draft.file.is_file():
        draft.file.rename(draft.folder / name)


def _folder_name(draft: Draft) -> None:
    draft.folder_name = draft.random.choice(FOLDERS)


FILES = (
    *table("files", "files", {f"{name}-beside": _beside(make) for name, make in MADE.items()}),
    *table(
        "files",
        "files",
        {
            "name": _name,
            "deep": _deep,
            "many": _many,
            "timestamp": _times,
            "other-notebooks": _other_notebooks,
        },
    ),
)
FILE_NAMES = (
    *table(
        "names",
        "files",
        {f"{name}-for-the-notebook": _in_place(make) for name, make in MADE.items()},
    ),
    *table(
        "names",
        "files",
        {
            "renamed": _renamed,
            "gone": lambda draft: (
                draft.file.unlink(missing_ok=True) if not draft.file.is_dir() else None
            ),
            "folder": _folder_name,
        },
    ),
)
