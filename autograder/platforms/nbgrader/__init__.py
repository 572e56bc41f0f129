"""nbgrader: the configuration that a course's nbgrader_config.py calls, and the seam into its commands."""

from autograder.platforms.nbgrader.configuration import configure, use_engine

__all__ = ["configure", "use_engine"]
