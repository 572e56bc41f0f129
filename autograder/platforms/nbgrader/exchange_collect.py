"""The step of `nbgrader collect` that copies a submission: without following any link in it.

Students write into nbgrader's exchange with their own hands. Its own way copies what a link leads to,
with the rights of whoever collects: another's submission, or the staff's own files. And it looks through
folders in folders by a function that calls itself, so that one of them costs everybody's collection.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from autograder.grading.file_tree import FoundFile, LeftOut, file_tree, has_other_names
from autograder.grading.files_beside import lay_out
from autograder.printable import printable


class LinklessCollect(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's way of collecting, with a copy of its own. What is not taken is told in its log."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """nbgrader calls this for each submission that is new. Its own settings say what is ignored,
        included and too large."""
        wanted = ignore_patterns(
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )
        place, target, size = Path(src), Path(dest), 0
        target.mkdir(parents=True)
        tree = file_tree(place, lambda name: not wanted(src, [name]))
        for found in [LeftOut(Path(), "a link")] if os.path.islink(place) else tree:
            path = place / found.inside
            reason = self._refused(found, size)
            if reason:
                self.log.error("Not collected: %s (%s)", printable(str(path)), reason)
            elif not wanted(str(path.parent), [path.name]):
                lay_out({found.inside: path}, target)
                size += path.lstat().st_size
        self._share_with_group(target)

    def _refused(self, found: FoundFile | LeftOut, size: int) -> str:
        """Why something is not taken; nothing where it is."""
        if isinstance(found, LeftOut):
            return found.reason
        if has_other_names(found.names):
            return "a hard link"
        if size + found.size > 1000 * self.coursedir.max_dir_size:
            return (
                f"more than {self.coursedir.max_dir_size} kB together: CourseDirectory.max_dir_size"
            )
        return ""

    def _share_with_group(self, target: Path) -> None:
        if self.coursedir.groupshared:
            for folder, _, names in os.walk(target):
                os.chmod(folder, (os.stat(folder).st_mode | 0o2770) & 0o2777)
                for path in (Path(folder, name) for name in names):
                    path.chmod((path.stat().st_mode | 0o660) & 0o777)
