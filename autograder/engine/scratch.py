"""The scratch folder of one notebook's process."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.engine.tree import remove_tree


@dataclass(frozen=True)
class Scratch:
    """A folder for a process's home and its temporary files, which goes when the process ends."""

    folder: Path

    @classmethod
    def make(cls, prefix: str, within: Path | None = None) -> Scratch:
        """A new one, in the system's folder for temporary files or in another.

        Raises:
            OSError: there is no room for it.
        """
        scratch = cls(Path(tempfile.mkdtemp(prefix=prefix, dir=within)))
        try:
            scratch.lay_out()
        except BaseException:
            scratch.remove()
            raise
        return scratch

    def lay_out(self) -> None:
        """Make the folders in it."""
        self.home.mkdir()
        self.temporary.mkdir()

    @property
    def home(self) -> Path:
        """HOME of the process."""
        return self.folder / "home"

    @property
    def temporary(self) -> Path:
        """TMPDIR of the process."""
        return self.folder / "tmp"

    def remove(self, seconds: float = 0.0) -> None:
        """Remove it with all that is in it; try for `seconds`, if something still writes there."""
        remove_tree(self.folder, seconds)
