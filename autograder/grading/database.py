"""The database of nbgrader's gradebook, for several graders at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from autograder.grading.transaction import begin, patiently

WAIT_SECONDS = 60.0
"""How long a writer waits for SQLite's file while others write; each does so for milliseconds."""


def open_database(url: str, course_id: str) -> Any:
    """nbgrader's open `Gradebook`, made where it is missing.

    One grader makes the tables while others wait, and all of them at once: a run that is killed
    meanwhile leaves none. What SQLAlchemy raises, where the database can't be used.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url

    _make_alembic_found()
    where = make_url(url)
    if where.get_backend_name() == "sqlite" and "timeout" not in where.query:
        where = where.update_query_dict({"timeout": str(WAIT_SECONDS)})
    _make_tables(where, course_id)
    return patiently(lambda: Gradebook(where, course_id))


def _make_tables(url: Any, course_id: str) -> None:
    """Makes what nbgrader's `Gradebook` does in an empty database, which commits it piece by piece: it
    would take the rest of a broken-off one for an old one."""
    from nbgrader.api import Base, Course
    from sqlalchemy import create_engine, inspect, text
    from sqlalchemy.pool import NullPool

    if url.get_backend_name() not in ("sqlite", "postgresql"):  # others can't take back tables
        return
    engine = create_engine(url, poolclass=NullPool)
    if inspect(engine).get_table_names():
        return
    with engine.connect() as connection:
        begin(connection)
        if inspect(connection).get_table_names():
            return
        Base.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        row = text("INSERT INTO alembic_version (version_num) VALUES (:version)")
        connection.execute(row, {"version": _newest_version()})
        connection.execute(Course.__table__.insert().values(id=course_id))
        connection.commit()


def _newest_version() -> str | None:
    """Of nbgrader's tables. It would start the command `alembic` for it, which takes seconds."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _make_alembic_found() -> None:
    """nbgrader calls `alembic` by name when it makes a gradebook: it must be on the PATH, also where
    our environment is called by its path and not activated."""
    scripts = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + path
