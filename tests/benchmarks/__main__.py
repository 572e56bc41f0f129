"""`make bench`: what grading a submission costs here and elsewhere, and what a class costs by its size.

The same submissions are graded in turn, round by round, by all contenders: the floor (their cells
alone, behind the same walls), `autograder grade`, `nbgrader autograde` and Otter. Then classes of
several sizes are graded by the command as people run it, each in a course of its own, while its memory
is watched. The classes are drawn from the sample class and the known answers: the same seed gives the
same class.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from tests.benchmarks import tables
from tests.benchmarks.contenders import CONTENDERS
from tests.benchmarks.drawing import draw_growth, draw_side_by_side
from tests.benchmarks.growth import TWO_JOBS, WAYS, Graded, Later, growth, known_ways
from tests.benchmarks.page import put
from tests.benchmarks.stage import ROOT, lay_out_stage

NAME = "kernels"
PAGE, README = ROOT / "docs" / "benchmarks.md", ROOT / "README.md"
PICTURES = ROOT / "docs" / "pictures"
SIZES, LARGEST = (100, 300), (1000,)


def main() -> None:
    """Measures, prints the tables, and puts them onto the pages where that is asked for."""
    asked = _options()
    medians = _alternating(asked)
    found = _growing(asked)
    graded = [one for one in found if isinstance(one, Graded)]
    later = [one for one in found if isinstance(one, Later)]
    about = asked.submissions, asked.rounds, asked.jobs
    sections = {"bench": tables.side_by_side(medians, NAME, *about)}
    if graded:
        sections["bench-growth"] = tables.by_size(graded)
        sections["bench-later"] = tables.afterwards(later)
        sections["bench-more"] = tables.reckoned(graded)
    for lines in sections.values():
        print("\n".join(lines), end="\n\n")
    if asked.write:
        for mark, lines in sections.items():
            put(PAGE, mark, lines)
        put(README, "bench", tables.in_short(medians, graded))
        draw_side_by_side(medians, PICTURES / "bench.png")
        if graded:
            draw_growth(graded, PICTURES / "bench-growth.png")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--submissions", type=int, default=25, help="that contenders grade in turn")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="*",
        help="of the classes that are graded as a whole (default: 100 300; none where "
        "--submissions is given)",
    )
    parser.add_argument(
        "--largest",
        type=int,
        nargs="*",
        help="of those that are graded with two jobs only, since each other way takes at least as long "
        "(default: 1000; likewise)",
    )
    parser.add_argument(
        "--write", "--readme", action="store_true", help="put tables and pictures into docs/"
    )
    asked = parser.parse_args()
    quick = any(word.startswith("--submissions") for word in sys.argv)
    if asked.sizes is None:
        asked.sizes = () if quick else SIZES
    if asked.largest is None:
        asked.largest = () if quick else LARGEST
    return asked


def _alternating(asked: argparse.Namespace) -> dict[str, float]:
    """Medians of the seconds a submission, by the contenders' names."""
    there = [one for one in CONTENDERS if not one.missing()]
    seconds: dict[str, list[float]] = {one.name: [] for one in there}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stage = lay_out_stage(
            Path(folder) / "course", NAME, asked.submissions, asked.jobs, asked.seed
        )
        for number in range(asked.rounds):
            for contender in there:
                seconds[contender.name].append(contender.each(stage))
                _tell(f"round {number + 1}: {contender.name} {seconds[contender.name][-1]:.2f} s")
    return {name: statistics.median(values) for name, values in seconds.items()}


def _growing(asked: argparse.Namespace) -> Sequence[Graded | Later]:
    ways, found = known_ways(), []
    for way in WAYS:
        if way not in ways:
            _tell(f"left out: {way.name}; `autograder grade` has no {' '.join(way.options)} here")
    for one in chain(
        growth(NAME, asked.sizes, asked.seed, ways),
        growth(NAME, asked.largest, asked.seed, [TWO_JOBS]),
    ):
        found.append(one)
        _tell(f"{one.size}: {one}")
    return found


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
