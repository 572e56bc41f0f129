"""A submission that somebody changes while it is read: its marks are those of one state of it."""

from __future__ import annotations

import itertools
import os
import shutil
import threading
import time
from dataclasses import replace

import nbformat
import pytest

from autograder.grading import submission
from autograder.grading.evidence import fingerprint
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.gradebook import open_gradebook
from autograder.grading.ledger import Ledger
from tests.chance import drawn, moments
from tests.grading.faults.stage import half_written

READS = 'import pathlib; n = int(pathlib.Path("data.txt").read_text())\nblur = np.ones((3, 3, 1, 1)) / n'
"""An answer that depends on a file beside the notebook."""
RIGHT, WRONG = "9", "7"
SCORES = {RIGHT: 7.0, WRONG: 5.0}


class Class:
    """One submission, and a grader that keeps gradebook, evidence and graded notebooks."""

    def __init__(self, mini, exam, gradebook):
        self.mini, self.exam, self.gradebook = mini, exam, gradebook
        self.folder = mini.submit("ada", mini.answered(blur=READS), **{"data.txt": RIGHT})
        self.notebook = self.folder / "mini.ipynb"
        self.texts = {
            number: nbformat.writes(mini.answered(blur=READS + f"  # {number}"))
            for number in (RIGHT, WRONG)
        }

    def put(self, number):
        """Another state of all files."""
        self.folder.mkdir(exist_ok=True)
        self.notebook.write_text(self.texts[number])
        (self.folder / "data.txt").write_text(number)

    def grade(self, again=False):
        store = EvidenceStore(self.mini.assignment)
        grader = replace(
            self.mini.grader(self.exam), ledger=Ledger(self.gradebook, store), again=again
        )
        (marks,) = grader.grade(["ada"])
        return marks

    def state(self):
        """The state that lies in `autograded/`, by what the graded notebook says of it."""
        path = self.mini.course.autograded / "ada/mini/mini.ipynb"
        (number,) = (n for n in (RIGHT, WRONG) if f"  # {n}" in path.read_text())
        assert (path.parent / "data.txt").read_text() == number
        return number


@pytest.fixture
def ada(mini, built_exam):
    with open_gradebook(mini.course) as gradebook:
        yield Class(mini, replace(built_exam, assignment=mini.assignment), gradebook)


def meanwhile(monkeypatch, where, name, act, after=False):
    """Has something done once, when a function is called: before it does its work, or after."""
    real, done = getattr(where, name), []

    def call(*arguments):
        if done:
            return real(*arguments)
        done.append(1)
        if not after:
            act()
        result = real(*arguments)
        if after:
            act()
        return result

    monkeypatch.setattr(where, name, call)
    return done


MOMENTS = {
    "before it is read": (submission, "_read_once", False),
    "between its files and its notebook": (submission, "notebook_bytes", False),
    "after its notebook": (submission, "notebook_bytes", True),
    "before it is fingerprinted": (fingerprint, "digest_of", False),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_marks_are_those_of_one_state(moment, ada, monkeypatch):
    where, name, after = MOMENTS[moment]
    ada.put(RIGHT)
    done = meanwhile(monkeypatch, where, name, lambda: ada.put(WRONG), after)
    marks = ada.grade()
    assert done
    assert marks.score == SCORES[ada.state()]
    assert not marks.incidents
    assert ada.grade().score == SCORES[WRONG]  # what lies there now
    ada.put(RIGHT)
    assert ada.grade().score == SCORES[RIGHT]  # nothing of the other is kept as of this one


@pytest.mark.parametrize("which", ["mini.ipynb", "data.txt"])
def test_what_is_there_for_a_moment_is_not_kept_as_of_what_was_before(which, ada, monkeypatch):
    """The other bytes are there while they are read alone: all looks are at the first ones."""
    ada.put(RIGHT)
    real, path = (submission.notebook_bytes if which == "mini.ipynb" else None), ada.folder / which
    own = path.read_bytes()
    other = ada.texts[WRONG].encode() if which == "mini.ipynb" else WRONG.encode()
    from autograder.grading import read_files

    where, name = (submission, "notebook_bytes") if real else (read_files, "own_bytes")
    read = getattr(where, name)
    swapped = []

    def swap(place, *others):
        if place.name != which or len(swapped) == 2:
            return read(place, *others)
        swapped.append(1)
        path.write_bytes(other)
        try:
            return read(place, *others)
        finally:
            path.write_bytes(own)

    monkeypatch.setattr(where, name, swap)
    marks = ada.grade()
    assert len(swapped) == 2  # it was read again, until it was what lies there
    assert (marks.score, marks.incidents) == (SCORES[RIGHT], ())
    assert ada.grade().score == SCORES[RIGHT]


def test_a_file_that_is_cut_off_while_it_is_read(ada, monkeypatch):
    ada.put(RIGHT)
    text = ada.notebook.read_text()
    meanwhile(
        monkeypatch, submission, "notebook_bytes", lambda: ada.notebook.write_text(text[:500])
    )
    meanwhile(monkeypatch, submission, "notebook_of", lambda: ada.notebook.write_text(text))
    marks = ada.grade()
    assert (marks.status, marks.score) == ("graded", SCORES[RIGHT])


GONE = {
    "removed": (lambda folder: shutil.rmtree(folder), "missing"),
    "in the place of a file": (lambda folder: (shutil.rmtree(folder), folder.touch()), "missing"),
    "a link": (lambda folder: (shutil.rmtree(folder), folder.symlink_to("/etc")), "unreadable"),
    "empty": (lambda folder: (shutil.rmtree(folder), folder.mkdir()), "missing"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("what", GONE)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_folder_that_goes_meanwhile(what, moment, ada, monkeypatch):
    where, name, after = MOMENTS[moment]
    act, status = GONE[what]
    ada.put(RIGHT)
    meanwhile(monkeypatch, where, name, lambda: act(ada.folder), after)
    marks = ada.grade()
    assert marks.status in (status, "graded")
    assert "grader-failed" not in [incident.kind for incident in marks.incidents]
    if marks.status == "graded":
        assert marks.score == SCORES[RIGHT]
    assert ada.grade().status == status


def test_whoever_never_stops_is_told(ada, monkeypatch):
    numbers = itertools.count(1)
    real = submission.notebook_bytes

    def write(path):
        ada.notebook.write_text(ada.texts[RIGHT] + " " * next(numbers))
        return real(path)

    monkeypatch.setattr(submission, "notebook_bytes", write)
    marks = ada.grade()
    assert [incident.kind for incident in marks.incidents] == ["changed-while-read"]
    assert marks.score == SCORES[RIGHT]
    monkeypatch.undo()
    assert ada.grade().incidents == ()


@pytest.mark.thorough
@moments
def test_somebody_who_writes_all_the_time(seed, ada):
    """By turns, a piece at a time, at any moment; what is kept meanwhile is never taken for the other."""
    draw, over = drawn(seed), threading.Event()

    def write():
        while not over.wait(draw.uniform(0, 0.05)):
            number = draw.choice((RIGHT, WRONG))
            for path, text in (
                (ada.notebook, ada.texts[number]),
                (ada.folder / "data.txt", number),
            ):
                middle = draw.randrange(len(text))
                with open(path, "w") as file:
                    file.write(text[:middle])
                    file.flush()
                    time.sleep(draw.uniform(0, 0.01))
                    file.write(text[middle:])
                if draw.random() < 0.2:
                    os.utime(path, (0, 0))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            assert ada.grade().score is not None
    finally:
        over.set()
        writer.join()
    for number in (RIGHT, WRONG, RIGHT):
        ada.put(number)
        assert ada.grade().score == SCORES[number]
        assert ada.state() == number
    assert half_written(ada.mini.root) == []
