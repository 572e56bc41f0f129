"""Archives as platforms give them, made of a few files, and what is collected from them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from autograder.platforms.archives.collect import collect
from tests.mini_course import MiniCourse

BOOK = b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}'
OTHER = BOOK + b"\n"

MINE = "Ada_1_assignsubmission_file_/"
"""Where Moodle puts what Ada has handed in."""


def packed(path: Path, files: dict[str, bytes], time=(2026, 3, 1, 12, 0, 0)) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, time)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def laid(mini: MiniCourse) -> dict[str, bytes]:
    """All files of all submissions."""
    folder = mini.course.submitted
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def collected(mini: MiniCourse, *archives: Path, **options) -> tuple[dict[str, str], str]:
    """Outcome by student, and what staff read."""
    found = collect(mini.assignment, archives, **options)
    outcomes = {item.student: item.outcome for item in found.submissions}
    return outcomes, "\n".join(found.lines(mini.course.submitted))
