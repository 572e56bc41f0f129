"""nbgrader's view of a course: where its folders are, and its gradebook."""

from __future__ import annotations

import os
from typing import Any

from autograder.course.course import NBGRADER_CONFIG, Course, Folders

STRUCTURE = os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")


def course_directory(course: Course) -> Any:
    """nbgrader's `CourseDirectory`, with the settings of the course's nbgrader_config.py."""
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    try:
        config = PyFileConfigLoader(NBGRADER_CONFIG, path=str(course.root)).load_config()
    except ConfigFileNotFound:
        config = Config()
    config.CourseDirectory.root = str(course.root)
    return CourseDirectory(config=config)


def as_configured(course: Course) -> Course:
    """The course with its folders where its nbgrader_config.py says that they are.

    ValueError where they are not laid out as `{nbgrader_step}/{student_id}/{assignment_id}`.
    """
    if not (course.root / NBGRADER_CONFIG).is_file():
        return course
    directory = course_directory(course)
    return Course(course.root, folders_of(directory, directory.config))


def folders_of(directory: Any, config: Any) -> Folders:
    """The folders as nbgrader's `CourseDirectory` says; `config` holds the other settings.

    ValueError where they are not laid out as `{nbgrader_step}/{student_id}/{assignment_id}`.
    """
    if os.path.normpath(directory.directory_structure) != STRUCTURE:
        raise ValueError(
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
