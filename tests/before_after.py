"""What a change of the code changes for people: `python -m tests.before_after`.

`take FOLDER` grades the sample classes and all known answers with the code at hand, and keeps what
people see of that: marks files, graded notebooks, pages. `compare BEFORE AFTER` says which of these
differ, but for times and for the sentences that `sentences.json` lists. The exit code is 1 where
something does.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import zip_longest
from pathlib import Path

from autograder.course.course import Course
from tests.ways import class_of, known_answers, lay_out

SENTENCES = Path(__file__).with_name("sentences.json")
"""Pairs (before, after) of what is said in other words on purpose."""

SEEN = ("*.json", "*.csv", "*.html", "*.ipynb")
"""What people look at, and programs read."""

PASSING = (
    (re.compile(r'"seconds": [\d.e-]+'), '"seconds": 0'),
    (re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+)?( UTC|Z|\+00:00)?"), "a time"),
    (re.compile(r"0x[0-9a-f]{6,}"), "an address"),
    (re.compile(r"/[^\s\"<]*(?=/site-packages/)"), "an environment"),
    (re.compile(r"/[^\s\"<']*/autograder-\w+/folder-\w+"), "a folder of the engine"),
)
"""What is another at each run."""

MOST_LINES = 12
"""Of the differences of one file that are printed."""


@dataclass(frozen=True)
class Difference:
    """One file that is not the same before and after."""

    name: str
    lines: tuple[str, ...]
    """Those of before with a minus, those of after with a plus; none where there is no such file on one side."""


def take(folder: Path, assignments: Sequence[str] = ()) -> None:
    """Grades everything by `autograder grade` in a course of its own, and keeps it in a new folder."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="before-after-") as scratch:
        course = lay_out(Path(scratch) / "course")
        for name in assignments or course.names():
            _submit(course, name)
            command = [sys.executable, "-m", "autograder", "grade", name, "--course", course.root]
            marks = ["--json", folder / f"{name}.json", "--csv", folder / f"{name}.csv"]
            subprocess.run([*command, *marks], check=True, stdout=subprocess.DEVNULL)
        for part in (course.autograded, course.root / "reports"):
            shutil.copytree(part, folder / part.name)


def _submit(course: Course, name: str) -> None:
    assignment = course.assignment(name)
    for handed in (*class_of(assignment), *known_answers(assignment)):
        place = course.submitted / handed.name / name
        place.mkdir(parents=True)
        text = handed.text(assignment.starter)
        (place / f"{name}.ipynb").write_text(text, encoding="utf-8")


def differences(
    before: Path, after: Path, sentences: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    """The files of two folders that `take` has made which are not the same."""
    old, new = _files(before), _files(after)
    for name in sorted(old ^ new):
        yield Difference(name, ())
    for name in sorted(old & new):
        texts = [
            _lasting((folder / name).read_text(encoding="utf-8")) for folder in (before, after)
        ]
        for was, is_now in sentences:
            for write in (str, _in_json):
                texts[0] = texts[0].replace(write(was), write(is_now))
        if texts[0] != texts[1]:
            yield Difference(name, tuple(_lines(*(text.split("\n") for text in texts))))


def read_sentences(path: Path = SENTENCES) -> list[tuple[str, str]]:
    """The pairs of sentences that are meant to differ."""
    return [(was, is_now) for was, is_now in json.loads(path.read_text(encoding="utf-8"))]


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for pattern in SEEN
        for path in folder.rglob(pattern)
        if path.is_file()
    }


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines that differ, place by place: `difflib` takes minutes for one page of a class."""
    for old, new in zip_longest(before, after, fillvalue=""):
        if old != new:
            yield f"- {old[:300]}"
            yield f"+ {new[:300]}"


def _in_json(sentence: str) -> str:
    return json.dumps(sentence, ensure_ascii=False)[1:-1]


def _lasting(text: str) -> str:
    text = unescape(text)  # Python and Jinja write a sentence in HTML each in its own way
    for pattern, word in PASSING:
        text = pattern.sub(word, text)
    return text


def main() -> int:
    """Does what the command line says; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    taking = commands.add_parser("take", help="grade, and keep what people see")
    taking.add_argument("folder", type=Path)
    taking.add_argument("assignments", nargs="*", metavar="ASSIGNMENT")
    comparing = commands.add_parser("compare", help="say what differs")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    options = parser.parse_args()
    if options.command == "take":
        take(options.folder, options.assignments)
        return 0
    found = list(differences(options.before, options.after, read_sentences()))
    for difference in found:
        print(
            f"{difference.name}:",
            *(difference.lines[:MOST_LINES] or ["on one side only"]),
            sep="\n  ",
        )
    print(f"{len(_files(options.before))} files before, {len(found)} differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
