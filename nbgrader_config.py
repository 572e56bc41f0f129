"""nbgrader's settings for this course: see autograder/platforms/nbgrader."""

from autograder.platforms.nbgrader import configure

configure(get_config())  # noqa: F821  # nbgrader gives it
