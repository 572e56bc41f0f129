"""What systems and programs leave beside people's files by themselves: nobody hands it in on purpose."""

from __future__ import annotations

import re

FOLDERS = frozenset(
    (
        *("__MACOSX", "__pycache__", ".ipynb_checkpoints"),
        *("$RECYCLE.BIN", "System Volume Information", "lost+found", "@eaDir", "#recycle"),
        *(".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems", ".AppleDouble"),
    )
)
FILES = frozenset(
    (
        *(".DS_Store", ".localized", ".directory", ".VolumeIcon.icns", "Icon\r"),
        *("Thumbs.db", "ehthumbs.db", "desktop.ini"),
    )
)
PATTERNS = re.compile(
    r"""
      \._.*                             # AppleDouble: what macOS keeps of a file beside it
    | .*~ | \#.*\# | \.\#.*             # Emacs, and what many editors keep of the state before
    | \..*\.sw[a-p]                     # Vim
    | ~\$.* | \.~lock\..*\#             # Office, LibreOffice: the file is open
    | .*\.(part|crdownload|partial)     # a download that was broken off
    | .*\.(crswap|lnk) | \.nfs[0-9a-f]+
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ALL = frozenset(name.casefold() for name in FOLDERS | FILES)


def is_leftover(name: str) -> bool:
    """Whether a file or a folder of that name is none that somebody has made."""
    return name.casefold() in ALL or PATTERNS.fullmatch(name) is not None


def is_hidden(name: str) -> bool:
    """Whether systems hide what has that name, or leave it behind: no notebook to be graded is called so."""
    return name.startswith(".") or is_leftover(name)
