"""One piece of work on the gradebook: whole or not at all, however many graders there are."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from autograder.grading.patience import LOOK_SECONDS, PATIENT, Patience

T = TypeVar("T")

TURN = 0x6772616465  # any number that is ours alone
"""PostgreSQL's advisory lock, in each of its databases."""

TRIES = 12
"""Each try sees what the others have written until then, so a few are enough."""

PASSING = frozenset(
    (
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
    )
)
"""PostgreSQL's states of an error that the same work may not meet again."""


LOCKED = (5, 6)
"""SQLite's SQLITE_BUSY and SQLITE_LOCKED: another program has the file."""
NOT_AVAILABLE = "55P03"
"""PostgreSQL's state of an error where another program kept something locked for `lock_timeout`."""


def in_transaction(session: Any, work: Callable[[], T], patience: Patience = PATIENT) -> T:
    """What `work` gives, which is done in one transaction of nbgrader's `session`, and committed.

    Where another grader came first (the same new student, the same new cell, a deadlock), or the
    connection was lost, it is done again from its beginning: it finds there what the other wrote.
    """
    return patiently(lambda: _once(session, work), patience)


def patiently(work: Callable[[], T], patience: Patience = PATIENT) -> T:
    """What `work` gives, which leaves nothing behind where it raises; tried again where another
    grader came first, and for as long as the patience lasts where another program keeps it locked."""
    wait, attempt = patience.wait(), 1
    while True:
        try:
            return work()
        except Exception as error:
            if is_locked(error):
                if not wait.goes_on():
                    raise
            elif attempt == TRIES or not _may_pass(error):
                raise
            else:
                attempt += 1
        time.sleep(random.uniform(0, 0.05 * attempt))  # or two that collided do so again


def is_locked(error: BaseException | None) -> bool:
    """Whether SQLAlchemy, or nbgrader, raised it since another program keeps something locked."""
    return sqlite_code(error) in LOCKED or _state(error) == NOT_AVAILABLE


def sqlite_code(error: BaseException | None) -> int | None:
    """SQLite's result code of what SQLAlchemy, or nbgrader, raised; None where it was none of SQLite's."""
    from nbgrader.api import InvalidEntry

    if isinstance(error, InvalidEntry):
        return sqlite_code(error.__context__)
    code: int | None = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return None if code is None else code & 0xFF  # the rest says more exactly what


def begin(connection: Any) -> None:
    """Begins to write, when it is this grader's turn: from here to the end of the transaction, what
    is seen stays as it is.

    In SQLite, nobody else writes meanwhile; Python by itself would begin at the first write only,
    after decisions were made by what was read. In PostgreSQL, no other grader of ours does; nbgrader's
    own tools do not ask, so rows that a person may change are to be locked besides.
    """
    from sqlalchemy import text

    kind = connection.dialect.name
    if kind == "sqlite":
        connection.execute(text("BEGIN IMMEDIATE"))
    elif kind == "postgresql":
        longest = f"{round(LOOK_SECONDS * 1000)}ms"
        connection.execute(
            text("SELECT set_config('lock_timeout', :longest, true)"), {"longest": longest}
        )
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": TURN})


def _once(session: Any, work: Callable[[], T]) -> T:
    session.rollback()  # ends the transaction of what was only read
    try:
        begin(session.connection())
        done = work()
        session.commit()
        return done
    except BaseException:
        session.rollback()
        raise


def _may_pass(error: BaseException | None) -> bool:
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import DBAPIError, IntegrityError
    from sqlalchemy.orm.exc import FlushError, StaleDataError

    if isinstance(error, InvalidEntry):  # nbgrader's name for whatever the database said
        return _may_pass(error.__context__)
    if isinstance(error, IntegrityError | FlushError | StaleDataError):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _state(error) in PASSING
    return False


def _state(error: BaseException | None) -> str | None:
    """PostgreSQL's state of an error; None where it was none of PostgreSQL's."""
    from nbgrader.api import InvalidEntry

    if isinstance(error, InvalidEntry):
        return _state(error.__context__)
    original = getattr(error, "orig", None)
    # psycopg's name for it, and psycopg2's
    return getattr(original, "sqlstate", None) or getattr(original, "pgcode", None)
