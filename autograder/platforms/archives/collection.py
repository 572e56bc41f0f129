"""What became of everything in the archives that were collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from autograder.printable import printable

CollectionOutcome = Literal["new", "replaced", "unchanged", "kept"]


@dataclass(frozen=True)
class CollectedSubmission:
    """What became of one student's submission."""

    student: str
    outcome: CollectionOutcome
    files: int
    late: bool = False
    """Whether the platform says that it is late."""


@dataclass
class Collection:
    """What became of everything in the archives."""

    submissions: list[CollectedSubmission] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What staff should know; nothing is wrong."""
    left: list[str] = field(default_factory=list)
    """What was left in the archives, with the reason."""

    def lines(self, submitted: Path) -> Iterator[str]:
        """What staff read of it, line by line; `submitted` is where the submissions are now."""
        words = {
            "new": "collected",
            "replaced": "replaced by a newer one",
            "unchanged": "there already",
            "kept": "not replaced",
        }
        for item in self.submissions:
            late = ", late" if item.late else ""
            files = f"{item.files} file{'' if item.files == 1 else 's'}"
            yield f"{item.student}: {words[item.outcome]} ({files}{late})"
        for title, lines in (("Notes", self.notes), ("Left in the archives", self.left)):
            if lines:
                yield f"\n{title}:"
                yield from (f"- {printable(line)}" for line in lines)
        counts = Counter(item.outcome for item in self.submissions)
        taken = counts["new"] + counts["replaced"]
        yield (
            f"\n{taken} collected into {submitted}, {counts['unchanged']} there already, "
            f"{counts['kept']} not replaced, {len(self.left)} left in the archives"
        )
