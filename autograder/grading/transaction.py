"""One piece of work on the gradebook: whole or not at all, however many graders there are."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

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


def in_transaction(session: Any, work: Callable[[], T]) -> T:
    """What `work` gives, which is done in one transaction of nbgrader's `session`, and committed.

    Where another grader came first (the same new student, the same new cell, a deadlock), or the
    connection was lost, it is done again from its beginning: it finds there what the other wrote.
    """
    return patiently(lambda: _once(session, work))


def patiently(work: Callable[[], T]) -> T:
    """What `work` gives, which leaves nothing behind where it raises; tried again where another
    grader came first."""
    for attempt in range(1, TRIES):
        try:
            return work()
        except Exception as error:
            if not _may_pass(error):
                raise
        time.sleep(random.uniform(0, 0.05 * attempt))  # or two that collided do so again
    return work()


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
        # psycopg's name for it, and psycopg2's
        state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None)
        return error.connection_invalidated or state in PASSING
    return False
