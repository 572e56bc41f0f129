"""Damages submissions and grades them: `python -m tests.fuzz`, or `make fuzz FUZZ="--seed 7 --only 4711"`.

Each of the 10,000 examples gets marks or one clear incident. Most are not run: all happens to them that
happens before and after a run. The exit code is 1 where anything is not as it must be.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from autograder.course.course import Course
from autograder.engine.errors import SandboxError
from tests.fuzz.example import example
from tests.fuzz.tally import Share, try_all
from tests.fuzz.trial import Trial
from tests.fuzz.world import open_world

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str]) -> int:
    """Tries them; the exit code."""
    options = _options(arguments)
    course = Course.at(ROOT)
    numbers = (
        [options.only]
        if options.only is not None
        else range(options.first, options.first + options.count)
    )
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        try:
            with open_world(Path(folder, "course"), course, course.names()) as world:
                if options.keep:
                    student = example(options.seed, numbers[0], world.assignments).lay_out(
                        options.keep
                    )
                    print(f"laid out as {options.keep / student}")
                every = max(1, len(numbers) // options.executed) if options.executed else 0
                share = Share(every, whole_page=options.pages, ways_in=options.ways)
                if options.only is not None:
                    share = Share(1 if options.executed else 0, 1, 1, 1)
                begin = time.monotonic()
                tally = try_all(world, options.seed, numbers, share, _told(begin))
        except SandboxError as error:
            print(error)
            return 2
    print(*tally.lines(), sep="\n")
    return 0 if tally.fine else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of all chance")
    parser.add_argument("--count", type=int, default=10_000, help="how many examples (10000)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first of them (0)")
    parser.add_argument("--only", type=int, help="the one example of this number")
    parser.add_argument("--executed", type=int, default=300, help="how many are run (300)")
    parser.add_argument(
        "--pages", type=int, default=50, help="one in so many has its whole page made (50)"
    )
    parser.add_argument(
        "--ways", type=int, default=10, help="one in so many goes through the platforms (10)"
    )
    parser.add_argument("--keep", type=Path, help="a folder to lay the first example out in, too")
    return parser.parse_args(arguments)


def _told(begin: float) -> object:
    """Tells each fault as it is found, and now and then how far it is."""
    count = 0

    def told(trial: Trial) -> None:
        nonlocal count
        count += 1
        for fault in trial.faults:
            print(f"FAULT {trial.told}: {fault}", flush=True)
        if count % 500 == 0:
            print(f"{count} after {time.monotonic() - begin:.0f} s", flush=True)

    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
