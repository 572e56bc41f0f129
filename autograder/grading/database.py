"""The database of nbgrader's gradebook, for several graders at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from autograder.grading.gradebook_reader import GradebookError
from autograder.grading.patience import LOOK_SECONDS, PATIENT, Patience
from autograder.grading.transaction import begin, patiently


def open_database(url: str, course_id: str, patience: Patience = PATIENT) -> Any:
    """nbgrader's open `Gradebook`, made where it is missing.

    One grader makes the tables while others wait, and all of them at once: a run that is killed
    meanwhile leaves none. GradebookError where they are an older nbgrader's; what SQLAlchemy raises,
    where the database can't be used.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url

    _make_alembic_found()
    where = make_url(url)
    told = where.render_as_string(hide_password=True)
    if where.get_backend_name() == "sqlite" and "timeout" not in where.query:
        where = where.update_query_dict({"timeout": str(LOOK_SECONDS)})
    patiently(lambda: _make_tables(where, course_id), patience)
    patiently(lambda: _must_be_of_today(where, told), patience)
    return patiently(lambda: Gradebook(where, course_id), patience)


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


def _must_be_of_today(url: Any, told: str) -> None:
    """GradebookError where the tables are those of an older nbgrader, which today's can't read."""
    from nbgrader.api import Base
    from sqlalchemy import create_engine, inspect
    from sqlalchemy.pool import NullPool

    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        there = inspect(connection)
        tables = set(there.get_table_names())
        lacking = [
            f"{name}.{column.name}"
            for name, table in Base.metadata.tables.items()
            if name in tables
            for column in table.columns
            if column.name not in {found["name"] for found in there.get_columns(name)}
        ]
        if "alembic_version" in tables and _is_earlier(_version(connection)):
            lacking.append("what later versions have added")
    if lacking:
        raise GradebookError(
            f"the gradebook {told} was made by an older nbgrader: its tables lack {lacking[0]}. Keep a "
            "copy of it, run `nbgrader db upgrade` in the course's folder, and try again"
        )


def _version(connection: Any) -> str | None:
    from sqlalchemy import text

    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _is_earlier(version: str | None) -> bool:
    """Whether it is a version of nbgrader's tables before the newest; one that is not known is later."""
    known = {revision.revision for revision in _versions().walk_revisions()}
    return version in known and version != _newest_version()


def _newest_version() -> str | None:
    """Of nbgrader's tables. It would start the command `alembic` for it, which takes seconds."""
    return _versions().get_current_head()


def _versions() -> Any:
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return ScriptDirectory(ALEMBIC_DIR)


def _make_alembic_found() -> None:
    """nbgrader calls `alembic` by name when it makes a gradebook: it must be on the PATH, also where
    our environment is called by its path and not activated."""
    scripts = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + path
