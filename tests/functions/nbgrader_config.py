"""nbgrader's settings for the course of functions."""

from autograder.platforms.nbgrader import configure

configure(get_config())  # noqa: F821  # nbgrader gives it
