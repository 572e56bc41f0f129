"""nbgrader's view of a course: where its folders are, and its gradebook."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.course.course import NBGRADER_CONFIG, Course, Folders
from autograder.errors import InputError

STRUCTURE = os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")


@dataclass(frozen=True, eq=False)
class NbgraderCourse:
    """What nbgrader's settings say of a course."""

    directory: Any
    """nbgrader's `CourseDirectory`: the folders, and the gradebook's address."""
    settings: Any
    """The object of nbgrader's by whose settings its plug-ins are made."""


def nbgrader_course(course: Course) -> NbgraderCourse:
    """What the course's nbgrader_config.py says; it is executed, unless that was done before."""
    if isinstance(course.nbgrader, NbgraderCourse):
        return course.nbgrader
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    try:
        config = PyFileConfigLoader(NBGRADER_CONFIG, path=str(course.root)).load_config()
    except ConfigFileNotFound:
        config = Config()
    except Exception as error:  # staff's own code may raise anything; they need to know where
        path = course.root / NBGRADER_CONFIG
        raise InputError(f"{path}: {type(error).__name__}: {error}") from error
    config.CourseDirectory.root = str(course.root)
    directory = CourseDirectory(config=config)
    return NbgraderCourse(directory, directory)


def as_configured(course: Course) -> Course:
    """The course with its folders where its nbgrader_config.py says that they are.

    InputError where they are not laid out as `{nbgrader_step}/{student_id}/{assignment_id}`.
    """
    if course.nbgrader is not None or not (course.root / NBGRADER_CONFIG).is_file():
        return course
    nbgrader = nbgrader_course(course)
    folders = folders_of(nbgrader.directory, nbgrader.directory.config)
    return replace(course, folders=folders, nbgrader=nbgrader)


def course_of(converter: Any) -> Course:
    """The course on which nbgrader itself is at work, with the settings of its converter.

    InputError as for `as_configured`.
    """
    directory = converter.coursedir
    folders = folders_of(directory, converter.config)
    return Course(Path(directory.root).resolve(), folders, NbgraderCourse(directory, converter))


def folders_of(directory: Any, config: Any) -> Folders:
    """The folders as nbgrader's `CourseDirectory` says; `config` holds the other settings.

    InputError where they are not laid out as `{nbgrader_step}/{student_id}/{assignment_id}`.
    """
    if os.path.normpath(directory.directory_structure) != STRUCTURE:
        raise InputError(
            f"CourseDirectory.directory_structure is {directory.directory_structure!r}: "
            f"only {STRUCTURE!r} can be graded here"
        )
    theirs = config.get("Autograde", {}).get("exclude_overwriting", {})
    return Folders(
        directory.source_directory,
        directory.release_directory,
        directory.submitted_directory,
        directory.autograded_directory,
        tuple((name, file) for name, files in sorted(dict(theirs).items()) for file in files),
    )
