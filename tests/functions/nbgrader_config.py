"""nbgrader's settings for the course of functions."""

from autograder.channels.nbgrader import configure

configure(get_config())  # noqa: F821  # nbgrader gives it
