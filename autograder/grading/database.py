"""The database of nbgrader's gradebook, for several graders at once."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from autograder.grading.transaction import patiently

WAIT_SECONDS = 60.0
"""How long a writer waits for SQLite's file while others write; each does so for milliseconds."""

MAKING = 0x6772616465  # any number that is ours
"""PostgreSQL's advisory lock of the grader that makes the tables."""


def open_database(url: str, course_id: str) -> Any:
    """nbgrader's open `Gradebook`, made where it is missing.

    Its tables are made by one grader while others wait, and a run that is killed meanwhile leaves
    no half of them where SQLite is. What SQLAlchemy raises, where the database can't be used.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url

    _make_alembic_found()
    where = make_url(url)
    kind = where.get_backend_name()
    if kind == "sqlite":
        if "timeout" not in where.query:
            where = where.update_query_dict({"timeout": str(WAIT_SECONDS)})
        _make_file(where, course_id)
    elif kind == "postgresql":
        _make_tables(where, course_id)
    return patiently(lambda: Gradebook(where, course_id))


def _make_file(url: Any, course_id: str) -> None:
    """Makes SQLite's file aside, and puts it where it belongs unless another one is there by then."""
    if not url.database or url.database == ":memory:" or "uri" in url.query:
        return
    path = Path(url.database).absolute()
    if path.exists() or not os.access(path.parent, os.W_OK):  # what is wrong there, SQLite says
        return
    from nbgrader.api import Gradebook

    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as aside:
        made = Path(aside) / path.name
        Gradebook(url.set(database=str(made)), course_id).close()
        try:
            os.link(made, path)  # unlike a renaming, this never takes another's place
        except FileExistsError:
            return
        except OSError:  # a file system without links: nbgrader makes it in its own way
            return


def _make_tables(url: Any, course_id: str) -> None:
    """Makes PostgreSQL's tables, where nobody has; others wait until they are all there."""
    from nbgrader.api import Gradebook
    from sqlalchemy import create_engine, inspect, text
    from sqlalchemy.pool import NullPool

    engine = create_engine(url, poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if inspect(connection).has_table("alembic_version"):  # nbgrader's last one
            return
        # Let go with the connection, also that of a process that is killed
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MAKING})
        Gradebook(url, course_id).close()


def _make_alembic_found() -> None:
    """nbgrader calls `alembic` by name when it makes a gradebook: it must be on the PATH, also where
    our environment is called by its path and not activated."""
    scripts = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + path
