"""`python -m autograder.platforms.gradescope ROOT`: what `run_autograder` starts."""

import sys
from pathlib import Path

from autograder.platforms.gradescope.harness import grade_in

if __name__ == "__main__":
    sys.exit(grade_in(Path(sys.argv[1])))
