"""Where evidence lies: for the grader alone, whole or not at all."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest

from autograder.course.course import Assignment, Course
from autograder.errors import InputError
from autograder.grading.evidence import evidence_file, store
from autograder.grading.evidence.kept_marks import KeptMarks, unpack_marks
from autograder.grading.evidence.store import EvidenceStore, kept_assignments, remove_evidence
from autograder.grading.marks import Incident, Marks
from autograder.questions.verdict import ToldSlip, Verdict
from tests.grading.evidence.test_evidence_file import EVIDENCE, MARK, STEPS


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


@pytest.fixture
def kept(course):
    return EvidenceStore(Assignment(course, "kernels"))


def test_what_is_kept_is_found_by_its_fingerprint(kept):
    place = kept.submitted("ada", "kernels")
    kept.put(place, EVIDENCE)
    assert kept.find(place, MARK, STEPS).run.errors == EVIDENCE.run.errors
    assert kept.find(place, "cd" * 32, STEPS) is None
    assert kept.find(kept.submitted("ben", "kernels"), MARK, STEPS) is None
    assert kept.remarks == []


def test_nobody_else_can_look(kept, course):
    kept.put(kept.staff("references"), EVIDENCE)
    assert stat.S_IMODE(course.evidence.stat().st_mode) == 0o700
    assert (course.evidence / ".gitignore").read_text() == "*\n"


def test_files_that_change_places_are_of_another_run(kept):
    ada, ben = (kept.submitted(name, "kernels") for name in ("ada", "ben"))
    kept.put(ada, EVIDENCE)
    kept.put(ben, replace(EVIDENCE, fingerprint="cd" * 32))
    one, two = ada.with_name("kernels.evidence"), ben.with_name("kernels.evidence")
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert kept.find(ada, MARK, STEPS) is None
    assert kept.find(ben, "cd" * 32, STEPS) is None


DAMAGE = {
    "empty": lambda data: b"",
    "cut off": lambda data: data[:-9],
    "half a head": lambda data: data[:60],
    "foreign": lambda data: b"PK\x03\x04" + data,
    "a bit": lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_damaged_is_a_sentence(kept, damage):
    place = kept.submitted("ada", "kernels")
    kept.put(place, EVIDENCE)
    file = place.with_name("kernels.evidence")
    file.write_bytes(damage(file.read_bytes()))
    assert kept.find(place, MARK, STEPS) is None
    (remark,) = kept.remarks
    assert remark.startswith("The evidence evidence/kernels/submitted/ada/kernels.evidence can't")
    assert remark.endswith("it is made again.")


def test_a_full_disk_costs_no_marks(kept, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_own_file", full)
    kept.put(kept.submitted("ada", "kernels"), EVIDENCE)
    kept.put_marks(kept.submitted("ada", "kernels"), b"x")
    assert kept.remarks == [
        "The evidence evidence/kernels/submitted/ada/kernels.evidence is not kept: "
        "No space left on device.",
        "The evidence evidence/kernels/submitted/ada/kernels.marks is not kept: "
        "No space left on device.",
    ]


def test_too_much_is_told(kept, monkeypatch):
    monkeypatch.setattr(evidence_file, "MOST_BYTES", 100)
    kept.put(kept.submitted("ada", "kernels"), EVIDENCE)
    (remark,) = kept.remarks
    assert "is not kept: it would be more than" in remark


def test_one_students_can_be_removed(kept, course):
    for student in ("ada", "ben"):
        kept.put(kept.submitted(student, "kernels"), EVIDENCE)
    assert kept_assignments(course) == ("kernels",)
    assert remove_evidence(course, ("kernels",), "ada") == 1
    assert kept.find(kept.submitted("ada", "kernels"), MARK, STEPS) is None
    assert kept.find(kept.submitted("ben", "kernels"), MARK, STEPS) is not None
    with pytest.raises(InputError, match="there is no evidence of ada"):
        remove_evidence(course, ("kernels",), "ada")
    assert remove_evidence(course, ("kernels",), None) == 1
    assert kept_assignments(course) == ()


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "../../.."])
def test_what_names_no_folder_removes_nothing(kept, course, name):
    kept.put(kept.submitted("ada", "kernels"), EVIDENCE)
    with pytest.raises(InputError):
        remove_evidence(course, ("kernels",), name)
    assert kept_assignments(course) == ("kernels",)


# --- marks beside it

VERDICT = Verdict(
    "blur",
    "wrong",
    0.0,
    2.0,
    "It is brighter.",
    (ToldSlip("not-normalised", "blur", 1, 0),),
    parts=(("x", 0.5),),
)
MARKS = Marks("kernels", "ada", "graded", (VERDICT,), (Incident("crashed", "cell 3", "It ended."),), 0.5)  # fmt: skip


def test_marks_come_back():
    kept = KeptMarks("key", MARKS)
    assert unpack_marks(kept.pack()) == kept
    assert unpack_marks(kept.pack()).marks.verdicts[0].parts == (("x", 0.5),)


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"[]",
        b"{}",
        b"\xff",
        KeptMarks("key", MARKS).pack()[:-3],
        b'{"key": 1, "marks": 2}',
    ],
)
def test_what_are_no_marks_are_none(content):
    assert unpack_marks(content) is None
