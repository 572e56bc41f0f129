"""Whatever lies in the place of evidence: a sentence and a new run, and never the marks of another."""

from __future__ import annotations

import os
import socket
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.course import Assignment, Course
from autograder.grading.evidence.evidence_file import (
    HEAD,
    LENGTHS,
    MOST_BYTES,
    pack_evidence,
)
from autograder.grading.evidence.store import EvidenceStore
from tests.grading.evidence.test_evidence_file import EVIDENCE, MARK, PACKED, STEPS, signed

ANOTHER = replace(EVIDENCE, fingerprint="cd" * 32)


@pytest.fixture
def store(tmp_path):
    """Two students' evidence of one assignment, that of another assignment, and the staff's."""
    course = Course(tmp_path)
    kernels, shapes = (EvidenceStore(Assignment(course, name)) for name in ("kernels", "shapes"))
    kernels.put(kernels.submitted("ada", "kernels"), EVIDENCE)
    kernels.put(kernels.submitted("ben", "kernels"), ANOTHER)
    kernels.put(kernels.staff("master"), ANOTHER)
    shapes.put(shapes.submitted("ada", "kernels"), ANOTHER)
    return kernels


def file_of(store: EvidenceStore, place: Path) -> Path:
    return place.with_name(place.name + ".evidence")


def in_the_place(change):
    """Does something with the path of ada's file, which is away."""

    def act(store: EvidenceStore) -> None:
        path = file_of(store, store.submitted("ada", "kernels"))
        path.unlink()
        change(path)

    return act


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o020666, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        pytest.skip("only root can make devices")


def unreadable(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root can read all files")
    path.write_bytes(PACKED)
    path.chmod(0)


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 2 << 30)


def listening(path: Path) -> None:
    os.chdir(path.parent)  # such a name must be short
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(path.name)


def parts(text: bytes, arrays: bytes = b"", pictures: bytes = b"") -> bytes:
    return signed(LENGTHS.pack(len(text), len(arrays)) + text + arrays + pictures)


LIES_THERE = {
    "a link to another's": lambda path: path.symlink_to("../ben/kernels.evidence"),
    "a link to its own": lambda path: (path.with_name("x").write_bytes(PACKED), path.symlink_to("x")),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a device": device,
    "a socket": listening,
    "2 GiB of nothing": sparse,
    "what can't be read": unreadable,
    "text that inflates": lambda path: path.write_bytes(parts(zlib.compress(bytes(MOST_BYTES + 1)))),
    "arrays that inflate": lambda path: path.write_bytes(
        parts(zlib.compress(b'{"evidence": 1, "pictures": []}'), zlib.compress(bytes(MOST_BYTES + 1)))
    ),
    "text nested deep": lambda path: path.write_bytes(parts(zlib.compress(b"[" * 10**6))),
    "numbers without end": lambda path: path.write_bytes(
        parts(zlib.compress(b'{"evidence": ' + b"9" * 10**6 + b', "pictures": []}'))
    ),
    "parts that are not there": lambda path: path.write_bytes(signed(LENGTHS.pack(1 << 63, 1 << 63))),
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Where the tests are: one of them goes elsewhere."""
    monkeypatch.chdir(".")


@pytest.mark.parametrize("lie", LIES_THERE.values(), ids=LIES_THERE)
def test_what_lies_there_is_a_sentence_and_a_new_run(store, lie):
    in_the_place(lie)(store)
    assert store.find(store.submitted("ada", "kernels"), MARK, STEPS) is None
    (remark,) = store.remarks
    assert remark.startswith(
        "The evidence evidence/kernels/submitted/ada/kernels.evidence can't be"
    )
    assert remark.endswith("it is made again.")
    assert len(remark) < 300
    assert remark.isprintable()


SWAPPED = {
    "another student's": ("kernels", ("submitted", "ben")),
    "another assignment's": ("shapes", ("submitted", "ada")),
    "the staff's": ("kernels", ("staff", "")),
    "none at all": (None, ()),
}


@pytest.mark.parametrize("of", SWAPPED.values(), ids=SWAPPED)
def test_what_is_another_s_is_of_another_run(store, of):
    """An earlier one of the same student is so, too."""
    assignment, (kind, student) = of[0], of[1] or ("", "")
    path = file_of(store, store.submitted("ada", "kernels"))
    if assignment is None:
        path.unlink()
    else:
        name = "master" if kind == "staff" else "kernels"
        other = store.folder.with_name(assignment) / kind / student / f"{name}.evidence"
        path.write_bytes(other.read_bytes())
    assert store.find(store.submitted("ada", "kernels"), MARK, STEPS) is None


def test_a_head_does_not_make_it_another_s(store):
    """The fingerprint stands in what is signed, too."""
    path = file_of(store, store.submitted("ada", "kernels"))
    theirs = pack_evidence(ANOTHER)
    path.write_bytes(theirs.replace(b"cd" * 32, MARK.encode(), 1))
    assert store.find(store.submitted("ada", "kernels"), MARK, STEPS) is None
    assert "evidence of something else" in store.remarks[0]


def test_cut_off_at_any_length(store):
    path = file_of(store, store.submitted("ada", "kernels"))
    whole = path.read_bytes()
    for length in (*range(0, len(whole), 100), HEAD, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert store.find(store.submitted("ada", "kernels"), MARK, STEPS) is None
    path.write_bytes(whole)
    assert store.find(store.submitted("ada", "kernels"), MARK, STEPS) is not None


MARKS_LIE = {
    name: lie for name, lie in LIES_THERE.items() if name.startswith(("a ", "2 GiB", "what can't"))
}


@pytest.mark.parametrize("lie", MARKS_LIE.values(), ids=MARKS_LIE)
def test_marks_in_whose_place_something_else_lies_are_none(store, lie):
    place = store.submitted("ada", "kernels")
    lie(place.with_name("kernels.marks"))
    assert store.kept_marks(place) is None


PUT_ASIDE = {name: lie for name, lie in MARKS_LIE.items() if name != "a folder"}


@pytest.mark.parametrize("lie", PUT_ASIDE.values(), ids=PUT_ASIDE)
def test_the_next_one_takes_its_place_and_no_other(store, lie):
    """Where a link leads nothing is written."""
    in_the_place(lie)(store)
    ben = file_of(store, store.submitted("ben", "kernels"))
    before = ben.read_bytes()
    store.put(store.submitted("ada", "kernels"), EVIDENCE)
    store.put_marks(store.submitted("ada", "kernels"), b"x")
    assert store.remarks == []
    assert store.find(store.submitted("ada", "kernels"), MARK, STEPS) is not None
    assert ben.read_bytes() == before


def test_in_the_place_of_a_folder_nothing_is_kept(store):
    in_the_place(Path.mkdir)(store)
    store.put(store.submitted("ada", "kernels"), EVIDENCE)
    assert "is not kept: Is a directory" in store.remarks[-1]


def test_an_earlier_version_s_is_no_damage(store):
    """It is run anew, as after any change of this package; 300 sentences on it help nobody."""
    path = file_of(store, store.submitted("ada", "kernels"))
    early = path.read_bytes().replace(b"evidence 2", b"evidence 1", 1)
    path.write_bytes(early.replace(MARK.encode(), b"ef" * 32, 1))
    assert store.find(store.submitted("ada", "kernels"), MARK, STEPS) is None
    assert store.remarks == []
