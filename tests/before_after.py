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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from html import escape
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
)
"""What is another at each run."""

WRITTEN: tuple[Callable[[str], str], ...] = (
    lambda sentence: sentence,
    escape,
    lambda sentence: escape(sentence).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
    lambda sentence: json.dumps(sentence, ensure_ascii=False)[1:-1],
)
"""How a sentence stands in a file: as it is, in HTML as Python and as Jinja write it, in JSON."""

MOST_LINES = 12
"""Of the differences of one file that are printed."""


@dataclass(frozen=True)
class Difference:
    """One file that is not the same before and after."""

    name: str
    lines: tuple[str, ...]
    """As `diff` shows them; none where there is no such file on one side."""


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
        for write in WRITTEN:
            for was, is_now in sentences:
                texts[0] = texts[0].replace(write(was), write(is_now))
        if texts[0] != texts[1]:
            lines = unified_diff(*(text.split("\n") for text in texts), lineterm="", n=0)
            yield Difference(name, tuple(line[:300] for line in lines))


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


def _lasting(text: str) -> str:
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
