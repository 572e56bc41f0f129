"""The pictures that the staff's own run of an assignment has drawn, kept once for all submissions.

Only that run adds any: two submissions share what the staff have drawn, and nothing of each other's.
Pictures of earlier masters stay, since evidence of then names them; the folder goes with the
assignment's evidence.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from autograder.grading.evidence.own_file import own_file, write_own_file
from autograder.grading.evidence.pictures import DIGEST, picture_digest
from autograder.values.text import MalformedError

MOST_BYTES = 64 << 20
"""Of all of them together: those beyond lie with each submission."""


class SharedPictures:
    """A folder of pictures, each named by its content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, bytes] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._sizes

    def get(self, name: str) -> bytes | None:
        """The picture of that name; None where it is not there, or another one is."""
        if DIGEST.fullmatch(name) is None:
            return None
        if name not in self._read:
            try:
                picture = own_file(self._folder / name, MOST_BYTES)
            except (OSError, MalformedError):
                return None
            if picture_digest(picture) != name:
                return None
            self._read[name] = picture
        return self._read[name]

    def add(self, pictures: Iterable[bytes]) -> None:
        """Keep these too, as long as there is room. OSError where they can't be written."""
        left = MOST_BYTES - sum(self._sizes.values())
        for picture in pictures:
            name = picture_digest(picture)
            if name not in self._sizes and len(picture) <= left:
                self._folder.mkdir(parents=True, exist_ok=True)
                write_own_file(self._folder / name, picture)
                self._sizes[name] = len(picture)
                left -= len(picture)

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """By name: bytes of those that are there."""
        try:
            with os.scandir(self._folder) as entries:
                return {
                    entry.name: entry.stat(follow_symlinks=False).st_size
                    for entry in entries
                    if DIGEST.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
                }
        except OSError:
            return {}
