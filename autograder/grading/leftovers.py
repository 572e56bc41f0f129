"""What systems and programs leave beside people's files by themselves: nobody hands it in on purpose."""

from __future__ import annotations

import re

FOLDERS = frozenset(
    (
        *("__macosx", "__pycache__", ".ipynb_checkpoints"),
        *("$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle"),
        *(".spotlight-v100", ".trashes", ".fseventsd", ".temporaryitems", ".appledouble"),
    )
)
FILES = frozenset(
    (
        *(".ds_store", ".localized", ".directory", ".volumeicon.icns", "icon\r"),
        *("thumbs.db", "ehthumbs.db", "desktop.ini"),
    )
)
PATTERNS = re.compile(
    r"""
      \._.*                             # AppleDouble: what macOS keeps of a file beside it
    | .*~ | \#.*\# | \.\#.*             # Emacs, and what many editors keep of the state before
    | \..*\.sw[a-p]                     # Vim
    | ~\$.* | \.~lock\..*\#             # Office, LibreOffice: the file is open
    | \.nfs[0-9a-f]+ | \.fuse_hidden.*  # a file that was removed while it was open, on a network drive
    | .*:(?:zone\.identifier|com\.\w.*)  # what Windows and macOS keep of a file, written out beside it
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def is_leftover(*path: str) -> bool:
    """Whether a file is none that somebody has made: by its path, from folder to folder."""
    *folders, name = path
    made_by_system = name.casefold() in FILES or PATTERNS.fullmatch(name) is not None
    return made_by_system or any(folder.casefold() in FOLDERS for folder in folders)


def is_hidden(*path: str) -> bool:
    """The same, or whether systems hide it: no notebook that is to be graded lies so."""
    return is_leftover(*path) or any(part.startswith(".") for part in path)


def is_hidden_folder(name: str) -> bool:
    """Whether a folder of that name is hidden, or a system's own."""
    return name.startswith(".") or name.casefold() in FOLDERS
