"""The old name of `autograder.platforms.nbgrader`."""

import warnings

from autograder.platforms.nbgrader import configure, use_engine
from autograder.platforms.nbgrader.configuration import use_feedback

__all__ = ["configure", "use_engine", "use_feedback"]

warnings.warn(
    "autograder.channels.nbgrader is called autograder.platforms.nbgrader now: change the line in "
    "your nbgrader_config.py",
    FutureWarning,
    stacklevel=2,
)
