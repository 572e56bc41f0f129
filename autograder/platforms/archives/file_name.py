"""Names of files and students, as strangers give them: which of them every system can have."""

from __future__ import annotations

import re
import unicodedata

from autograder.errors import InputError

DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)( *\..*)?", re.I)
"""Names that are no files on Windows, whatever ends them."""


class ArchiveError(InputError):
    """An archive, or a file of it, that is not taken; the message says why, in words."""


def safe_name(name: str) -> str:
    """A name that is one step down on every system, its accents in the usual form.

    ArchiveError, saying what is wrong with it, where it can't be one.
    """
    name = unicodedata.normalize("NFC", name).strip(" ")
    if name in ("", ".", ".."):
        raise ArchiveError("its path leads out of its folder")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Cf") for character in name):
        raise ArchiveError("its name has characters that can't be seen")
    if set(name) & set('/\\:*?"<>|'):
        raise ArchiveError('its name has one of the characters / \\ : * ? " < > |')
    if DEVICES.fullmatch(name.rstrip(" .")) or name.endswith("."):
        raise ArchiveError("its name can't be a file's name on Windows")
    if len(name.encode()) > 200:
        raise ArchiveError("its name is too long")
    return name


def printable(name: str) -> str:
    """A name from an archive as a terminal may show it."""
    plain = "".join(c if c.isprintable() else "�" for c in name)
    return plain if len(plain) <= 120 else plain[:119] + "…"
