"""Submitting: what a folder holds before anything of it is run, and what it is called."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.attacks.attack import NONE, Attack, beside

Lay = Callable[[Path, Mapping[str, str]], None]


def submitting(name: str, mechanism: str, gain: str, **others: Any) -> Attack:
    """An attack by what lies in the submitted folder."""
    standard: dict[str, Any] = {"family": "submitting", "cells": {}, "effect": "broken"}
    return Attack(name=name, mechanism=mechanism, gain=gain, **{**standard, **others})


def called(name: bytes) -> Lay:
    """The only notebook has this name."""
    return lambda folder, words: (folder / "mini.ipynb").rename(folder / os.fsdecode(name))


def all_of(*lays: Lay) -> Lay:
    """One after the other."""

    def lay(folder: Path, words: Mapping[str, str]) -> None:
        for each in lays:
            each(folder, words)

    return lay


def linked_to(place: str) -> Lay:
    """A link to a place, from the student's folder, stands in the place of the submitted one."""

    def lay(folder: Path, words: Mapping[str, str]) -> None:
        shutil.rmtree(folder)
        folder.symlink_to(place)

    return lay


def solved_elsewhere(words: Mapping[str, str]) -> Path:
    """A folder outside the course with a notebook of right answers, which the grader can read."""
    elsewhere = Path(words["OUTSIDE"], "solved")
    elsewhere.mkdir(exist_ok=True)
    shutil.copy(Path(words["COURSE"], "submitted/anna/mini/mini.ipynb"), elsewhere)
    return elsewhere


def linked_elsewhere(folder: Path, words: Mapping[str, str]) -> None:
    linked_to(str(solved_elsewhere(words)))(folder, words)


def hard_linked_elsewhere(folder: Path, words: Mapping[str, str]) -> None:
    (folder / "mini.ipynb").unlink()
    (folder / "mini.ipynb").hardlink_to(solved_elsewhere(words) / "mini.ipynb")


def linked_student(folder: Path, words: Mapping[str, str]) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.symlink_to("anna")


def hard_linked_rubric(folder: Path, words: Mapping[str, str]) -> None:
    (folder / "data.csv").hardlink_to(Path(words["COURSE"], "solutions/mini/rubric.py"))


def stuffed(place: str, what: str, often: int) -> Lay:
    """The notebook's text holds something that often: in its own metadata, or in those of its parts."""

    def lay(folder: Path, words: Mapping[str, str]) -> None:
        path = folder / "mini.ipynb"
        raw = json.loads(path.read_text())
        text = raw["cells"][0]
        code = next(cell for cell in raw["cells"] if cell["cell_type"] == "code")
        places = {
            "notebook": raw["metadata"],
            "cell": text["metadata"],
            "mark": code["metadata"].setdefault("nbgrader", {}),
            "attachments": text.setdefault("attachments", {}),
            "output": code,
            "unknown": raw,
        }
        places[place]["outputs" if place == "output" else "stuff"] = ["STUFF"]
        path.write_text(json.dumps(raw).replace('"STUFF"', ",".join([what] * often)))

    return lay


def long_text(line: str, often: int) -> Lay:
    """The last text consists of that line."""

    def lay(folder: Path, words: Mapping[str, str]) -> None:
        path = folder / "mini.ipynb"
        raw = json.loads(path.read_text())
        raw["cells"].append({**raw["cells"][0], "id": "long", "source": line * often})
        path.write_text(json.dumps(raw))

    return lay


def many_cells(folder: Path, words: Mapping[str, str]) -> None:
    """As many cells with chosen ids as without: each that is numbered finds its number taken."""
    path = folder / "mini.ipynb"
    raw = json.loads(path.read_text())
    cell = {"cell_type": "raw", "source": "", "metadata": {}}
    chosen = [{**cell, "id": f"own-{number}"} for number in range(3000)]
    path.write_text(json.dumps({**raw, "cells": [cell] * 3000 + raw["cells"] + chosen}))


def deep(folder: Path, words: Mapping[str, str]) -> None:
    """1,600 folders in folders: still a path that the system takes."""
    for _ in range(1600):
        folder = folder / "d"
        folder.mkdir()


ATTACKS: tuple[Attack, ...] = (
    submitting(
        "name-of-bytes",
        "The only notebook has a name that is no text in UTF-8, and staff are told what is there.",
        "no table, no page and no file of marks, for the whole class",
        lay=called(b"my\xff.ipynb"),
        points=NONE,
        incident="missing",
        shown_in="raw names",
    ),
    submitting(
        "name-of-a-cut-letter",
        "The only notebook's name ends in the middle of a letter.",
        "no table, no page and no file of marks, for the whole class",
        lay=called("é".encode()[:1] + b".ipynb"),
        points=NONE,
        incident="missing",
        shown_in="raw names",
    ),
    submitting(
        "name-of-escapes",
        "The only notebook's name holds what clears a terminal and writes marks in their place.",
        "a table that shows what the student wants",
        lay=called(b"\x1b[2J\x1b[Hmallory 7 of 7\n.ipynb"),
        points=NONE,
        incident="missing",
        effect="steer",
        shown_in="raw names",
    ),
    submitting(
        "name-backwards",
        "The only notebook's name turns the direction of what is written after it.",
        "an incident that says something else than it does",
        lay=called("my\u202ebnypi.txt.ipynb".encode()),
        points=NONE,
        incident="missing",
        effect="steer",
        shown_in="raw names",
    ),
    submitting(
        "linked-assignment",
        "A link to another student's submission stands in the place of its own folder.",
        "another's marks",
        lay=linked_to("../anna/mini"),
        points=NONE,
        incident="unreadable",
        effect="points",
        shown_in="links followed",
    ),
    submitting(
        "linked-student",
        "A link to another student's folder is called as if it were its own.",
        "another's marks",
        lay=linked_student,
        points=NONE,
        incident="unreadable",
        effect="points",
        shown_in="links followed",
    ),
    submitting(
        "linked-elsewhere",
        "A link to a folder outside the course, with the solutions, stands in the place of its own.",
        "full marks, and files in the sandbox that are not the student's",
        lay=linked_elsewhere,
        points=NONE,
        incident="unreadable",
        effect="points",
        shown_in="links followed",
    ),
    submitting(
        "hard-link",
        "The notebook is a second name of a file that is not the student's, with the solutions.",
        "full marks",
        lay=hard_linked_elsewhere,
        points=NONE,
        incident="unreadable",
        effect="points",
        shown_in="links followed",
    ),
    submitting(
        "hard-link-beside",
        "A file beside the notebook is a second name of the rubric.",
        "the rubric, copied by the grader itself",
        cells=beside("blur", "print(open('data.csv').read())"),
        lay=hard_linked_rubric,
        incident="files-left-out",
        effect="loot",
        shown_in="links followed",
    ),
    *(
        submitting(
            f"stuffed-{place}",
            f"Small objects stand by the hundred thousand in {where}: each byte of them costs fifty.",
            "the grader's memory",
            lay=stuffed(place, what, often),
            points=NONE,
            incident="unreadable",
            effect="swell",
            shown_in="unbudgeted",
        )
        for place, where, what, often in (
            ("notebook", "the notebook's metadata", "{}", 300_000),
            ("cell", "a cell's metadata", '{"a":{}}', 150_000),
            ("mark", "nbgrader's mark", "[[],[]]", 350_000),
            ("attachments", "an attachment", '{"b":1}', 200_000),
            ("unknown", "a part that no notebook has", '["ab","cd"]', 500_000),
        )
    ),
    submitting(
        "stuffed-output",
        "Small objects stand by the hundred thousand in an output, which nobody reads.",
        "the grader's memory",
        lay=stuffed("output", '{"a":{}}', 150_000),
        effect="swell",
        shown_in="unbudgeted",
    ),
    submitting(
        "lines-by-the-million",
        "One text has millions of lines of a letter, which the graded notebook holds one by one.",
        "the grader's memory",
        lay=long_text("a\n", 3_000_000),
        points=NONE,
        incident="unreadable",
        effect="swell",
        shown_in="uncounted",
    ),
    submitting(
        "cells-by-the-thousand",
        "Thousands of cells, half of them with ids that the others would get.",
        "a grader at work for minutes, and a notebook that nobody can open",
        lay=many_cells,
        points=NONE,
        incident="unreadable",
        effect="flood",
        shown_in="uncounted",
    ),
    submitting(
        "deep-folders",
        "Folders lie in folders, deeper than functions may call themselves.",
        "no marks, and a claim that the grader failed",
        lay=deep,
        incident="files-left-out",
        shown_in="recursive walk",
    ),
    submitting(
        "deep-folders-without-a-notebook",
        "Folders lie in folders, and there is nothing else.",
        "no marks, and a claim that the grader failed",
        lay=all_of(called(b"other.ipynb"), deep),
        points=NONE,
        incident="missing",
        shown_in="recursive walk",
    ),
)
