"""The mini course for the tests of this folder."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from mini_course import built_exam, built_mini, exam, mini  # noqa: F401
