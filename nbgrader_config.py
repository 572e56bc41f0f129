"""nbgrader's settings for this course: see autograder/channels/nbgrader.py."""

from autograder.channels.nbgrader import configure

configure(get_config())  # noqa: F821  # nbgrader gives it
