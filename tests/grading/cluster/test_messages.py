"""What travels: plans, courses and replies as bytes, and what is no such thing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.session import Limits, Run, Step
from autograder.grading.cluster.course_message import CourseMessage, unpack_course
from autograder.grading.cluster.plan_message import FileMessage, pack_plan, read_file, unpack_plan
from autograder.grading.cluster.run_reply import (
    FarEvidence,
    FarFailure,
    TooLarge,
    pack_reply,
    unpack_reply,
)
from autograder.grading.evidence.evidence import CallRecord, Evidence
from autograder.grading.evidence.fingerprint import Surroundings, content_digest, fingerprint
from autograder.grading.plan import Plan, QuestionSteps
from autograder.values.export import Export
from autograder.values.text import MalformedError
from autograder.values.value import Value

STEPS = (Step("x = 1"), Step("check('x')", (Export("x", "array"),)), Step("test", unaltered=True))
MARK = "ab" * 32
RUN = Run(
    ((), (), ()), (1, 2, None), (None, None, None), ({}, {"x": Value(np.arange(3.0))}, {}), (), 0.5
)
EVIDENCE = Evidence(MARK, True, RUN, CallRecord())
HERE = Surroundings("{}", "c0de", ("numpy-2.1.0.dist-info",), "cpython 3 11 7 final 0")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    (tmp_path / "cat.png").write_bytes(b"\x89PNG cat")
    (tmp_path / "helper.py").write_bytes(b"def f(): pass\n")
    files = {
        Path("data/cat.png"): tmp_path / "cat.png",
        Path("my\udcff.py"): tmp_path / "helper.py",
    }
    questions = {"x": QuestionSteps(1, 0, unchanged=True), "why": QuestionSteps()}
    return Plan(STEPS, questions, files, Limits(cell_seconds=3.5))


def test_a_plan_comes_back_with_the_same_fingerprint(plan, tmp_path):
    there = unpack_plan(pack_plan(plan, ())).plan({}, tmp_path / "there")
    assert (there.steps, there.questions, there.limits) == (plan.steps, plan.questions, plan.limits)
    assert (tmp_path / "there/data/cat.png").read_bytes() == b"\x89PNG cat"
    assert fingerprint(there, "here") == fingerprint(plan, "here")


def test_files_that_are_there_do_not_travel(plan, tmp_path):
    picture = plan.files[Path("data/cat.png")]
    packed = pack_plan(plan, {content_digest(picture)})
    assert b"PNG cat" not in packed
    there = unpack_plan(packed).plan({content_digest(picture): picture}, tmp_path / "there")
    assert there.files[Path("data/cat.png")] == picture
    assert fingerprint(there, "here") == fingerprint(plan, "here")
    with pytest.raises(MalformedError, match="not known here"):
        unpack_plan(packed).plan({}, tmp_path / "other")


@pytest.mark.parametrize("place", ["../up.py", "/etc/passwd", "a/../../b", "", "."])
def test_no_file_leaves_its_folder(place, tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    file = replace(read_file(Path("file"), tmp_path / "file"), inside=place)
    with pytest.raises(MalformedError):
        file.write(tmp_path / "there")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_file_is_what_its_digest_says(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    file = replace(read_file(Path("file"), tmp_path / "file"), digest="0" * 64)
    with pytest.raises(MalformedError, match="another content"):
        file.write(tmp_path / "there")


def test_a_course_comes_back():
    file = FileMessage("data/cat.png", "d" * 64, np.arange(4, dtype=np.uint8))
    there = unpack_course(CourseMessage(("numpy",), ("key",), (file,), HERE).pack())
    assert (there.preload, there.keys, there.surroundings) == (("numpy",), ("key",), HERE)
    assert there.files[0].content.tobytes() == b"\x00\x01\x02\x03"


def test_evidence_comes_back():
    for held_up in (False, True):
        reply = unpack_reply(pack_reply(FarEvidence(EVIDENCE, held_up)), STEPS, MARK)
        assert isinstance(reply, FarEvidence)
        assert reply.held_up is held_up
        np.testing.assert_array_equal(reply.evidence.run.values[1]["x"].value, [0.0, 1.0, 2.0])


def test_what_is_too_large_and_what_failed_say_so():
    assert isinstance(unpack_reply(pack_reply(TooLarge()), STEPS, MARK), TooLarge)
    failed = unpack_reply(pack_reply(FarFailure("no room\x1b[2J on the disk")), STEPS, MARK)
    assert failed == FarFailure("no room?[2J on the disk")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no reply"),
        ("E", "no reply"),
        (bytearray(b"E"), "no reply"),
        (b"", "no reply"),
        (b"X" + b"\0" * 100, "unknown form"),
        (b"E", "can't be used"),
        (b"E" + b"\0" * 1000, "can't be used"),
        (pack_reply(FarEvidence(EVIDENCE))[:-1], "can't be used"),
        (pack_reply(FarEvidence(replace(EVIDENCE, fingerprint="cd" * 32))), "something else"),
    ],
)
def test_anything_else_is_a_failure_of_the_worker(content, reason):
    reply = unpack_reply(content, STEPS, MARK)
    assert isinstance(reply, FarFailure)
    assert reason in reply.reason


def test_evidence_of_other_steps_is_a_failure():
    reply = unpack_reply(pack_reply(FarEvidence(EVIDENCE)), STEPS[:2], MARK)
    assert isinstance(reply, FarFailure)


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(content):
    assert isinstance(unpack_reply(content, STEPS, MARK), FarFailure | TooLarge)
    for unpack in (unpack_plan, unpack_course):
        with pytest.raises(MalformedError):
            unpack(content)


DIFFERENT = {
    "python": (replace(HERE, python="cpython 3 12 1 final 0"), "Python 3.12.1 in the place of 3.11.7"),
    "code": (replace(HERE, code="other"), "another state of this package"),
    "packages": (replace(HERE, installed=("numpy-2.2.0.dist-info",)), "it has numpy-2.2.0; it has not numpy-2.1.0"),
    "walls": (replace(HERE, engine='{"walls": {"root": true}}'), "walls.root is True, not None"),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENT)
def test_what_is_different_is_named(case):
    other, words = DIFFERENT[case]
    (told,) = HERE.differences(other)
    assert words in told
    assert HERE.differences(HERE) == ()
