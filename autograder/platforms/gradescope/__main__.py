"""`python -m autograder.platforms.gradescope ROOT`: what `run_autograder` starts."""

import sys
from pathlib import Path

from autograder.platforms.gradescope.harness import grade_in
from autograder.printable import use_plain_signs

if __name__ == "__main__":
    use_plain_signs()
    sys.exit(grade_in(Path(sys.argv[1])))
