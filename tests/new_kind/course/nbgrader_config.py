"""nbgrader's settings for a course with a kind of question of its own."""

from autograder.platforms.nbgrader import configure

configure(get_config())  # noqa: F821  # nbgrader gives it
