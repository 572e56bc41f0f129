"""Whether the kit's own grader runs this notebook: then checks are its work, and nothing is asked of
the network or of a person."""

from __future__ import annotations

import os

GRADING = "AUTOGRADER_GRADING"
"""Environment variable that the kit's own grader sets to 1 where it runs a notebook."""


def is_graded() -> bool:
    """Whether marks are given just now: the grader judges by itself, and needs no public part."""
    return bool(os.environ.get(GRADING))
