"""Names of files and students, as strangers give them: which of them every system can have."""

from __future__ import annotations

import unicodedata

from pathvalidate import FileNameValidator, ValidationError
from pathvalidate.error import ErrorReason

from autograder.errors import InputError
from autograder.printable import UNSEEN, printable

NAMES = FileNameValidator(
    max_len=200,
    fs_encoding="utf-8",
    platform="universal",
    additional_reserved_names=("CONIN$", "CONOUT$"),
)
"""What can be a file's name on every system."""
NO_NAME = {
    ErrorReason.RESERVED_NAME: "its name can't be a file's name on Windows",
    ErrorReason.INVALID_LENGTH: "its name is too long",
}
ODD = 'its name has one of the characters / \\ : * ? " < > |'


class ArchiveError(InputError):
    """An archive, or a file of it, that is not taken; the message says why, in words."""


def safe_name(name: str) -> str:
    """A name that is one step down on every system, its accents in the usual form.

    ArchiveError, saying what is wrong with it, where it can't be one.
    """
    name = unicodedata.normalize("NFC", name).strip(" ")
    if name in ("", ".", ".."):
        raise ArchiveError("its path leads out of its folder")
    if any(unicodedata.category(character) in UNSEEN for character in name):
        raise ArchiveError("its name has characters that can't be seen")
    if name.endswith("."):
        raise ArchiveError(NO_NAME[ErrorReason.RESERVED_NAME])
    stem = name.partition(".")[0].rstrip(" ")  # to Windows, `con .txt` is a device, too
    for part in filter(None, (name, stem)):
        try:
            NAMES.validate(part)
        except ValidationError as error:
            raise ArchiveError(NO_NAME.get(error.reason, ODD)) from error
    return name


def shown(name: str) -> str:
    """A name from an archive as a terminal may show it."""
    plain = printable(name)
    return plain if len(plain) <= 120 else plain[:119] + "…"
