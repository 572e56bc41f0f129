"""nbgrader's settings for the small course."""

from autograder.channels.nbgrader import configure

configure(get_config())  # noqa: F821  # nbgrader gives it
