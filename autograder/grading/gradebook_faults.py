"""What is told of a gradebook whose database does not do its part, and how that is mended."""

from __future__ import annotations

from autograder.grading.patience import Patience, in_words
from autograder.grading.transaction import is_locked, sqlite_code

FAULTS: dict[int, str] = {
    8: "can only be read. Give yourself the right to write to the file and to its folder (or have the "
    "disk mounted for writing)",
    10: "can't be read or written. Look whether its disk is in order, and has room",
    11: "is damaged. Put its last copy in its place",
    13: "can't grow: the disk that holds it is full. Make room on it",
    14: "can't be opened. Look whether its folder is there, and whether you may write to it",
    26: "is no database. Put its last copy in its place, or remove it",
}
"""By SQLite's result code (https://www.sqlite.org/rescode.html)."""


def gradebook_fault(where: str, error: BaseException, patience: Patience) -> str:
    """A sentence on an error of SQLAlchemy's; `where` is the gradebook's address."""
    original = getattr(error, "orig", None)
    reason, code = str(original or error), sqlite_code(error)
    if is_locked(error):
        return (
            f"the gradebook {where} is locked: another program has kept it so for "
            f"{in_words(patience.seconds)}. Close what has it open (the formgrader, another grader, a "
            "database's browser with changes that are not saved), and do the same again"
        )
    if code in FAULTS:
        return f"the gradebook {where} {FAULTS[code]}, and do the same again ({reason})"
    return f"the gradebook {where} can't be used: {reason}"
