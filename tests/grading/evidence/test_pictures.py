"""Pictures lie beside the text, once, and those of the staff's own run once for all."""

from __future__ import annotations

import base64
import os
import shutil
import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.course import Assignment, Course
from autograder.grading.evidence import shared_pictures
from autograder.grading.evidence.evidence_file import pack_evidence, unpack_evidence
from autograder.grading.evidence.pictures import (
    PuttingBack,
    picture_digest,
    pictures_of,
    without_pictures,
)
from autograder.grading.evidence.shared_pictures import SharedPictures
from autograder.grading.evidence.store import REFERENCES, EvidenceStore
from autograder.values.text import MalformedError
from tests.grading.evidence.test_evidence_file import EVIDENCE, MARK, RUN, STEPS

HEAD = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIB", 13, b"IHDR", 4, 3, 8)
LENS, MINE = (HEAD + np.random.default_rng(seed).bytes(30_000) for seed in (1, 2))


def as_text(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


def page(*pictures: bytes) -> dict:
    """A page as lessons show them."""
    images = "".join(f'<img src="data:image/png;base64,{as_text(one)}">' for one in pictures)
    data = {"text/plain": "[input]", "text/html": f"<figure>{images}</figure>"}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def evidence_of(*outputs: dict):
    return replace(EVIDENCE, run=replace(RUN, outputs=(outputs, ())))


pieces = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.just(";base64,"),
        st.binary(min_size=760, max_size=900).map(as_text),
        st.text("Aa=\n", min_size=1020, max_size=1030),
    )
)


@given(pieces, st.booleans())
def test_texts_come_back(pieces, shared):
    output = {"output_type": "display_data", "data": {"text/html": "".join(pieces)}}
    kept = {picture_digest(one): one for one in pictures_of([[output]])} if shared else {}
    apart = without_pictures(output, kept)
    assert PuttingBack(kept.get, 1 << 20).output(apart) == output


def test_a_picture_that_is_shown_often_lies_there_once():
    once, often = (len(pack_evidence(evidence_of(page(*[LENS] * n)))) for n in (1, 9))
    assert 30_000 < once < 32_000
    assert often < once + 1000


def test_a_small_file_does_not_become_a_large_text():
    bomb = {"output_type": "display_data", "data": {"text/html": (np.zeros(1000, np.uint8),) * 99}}
    PuttingBack(lambda name: None, 99_000).output(bomb)
    with pytest.raises(MalformedError, match="more than may be kept"):
        PuttingBack(lambda name: None, 98_999).output(bomb)
    named = {"data": {"text/html": (("a" * 64,),) * 99}}
    with pytest.raises(MalformedError, match="more than may be kept"):
        PuttingBack(lambda name: bytes(1000), 98_999).output(named)


@pytest.mark.parametrize("piece", [7, (), ("a", "b"), (7,), np.zeros((2, 2), np.uint8), np.ones(3)])
def test_what_is_no_piece_of_a_text_is_refused(piece):
    with pytest.raises(MalformedError):
        PuttingBack(lambda name: b"x", 100).output({"data": {"text/html": (piece,)}})


@pytest.fixture
def shared(tmp_path):
    pictures = SharedPictures(tmp_path / "pictures")
    pictures.add([LENS])
    return pictures


NAME = picture_digest(LENS)
SWAPS = {
    "another picture": lambda path: path.write_bytes(MINE),
    "nothing": lambda path: path.unlink(),
    "a link": lambda path: (path.rename(path.with_name("x")), path.symlink_to("x")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("swap", SWAPS.values(), ids=SWAPS)
def test_a_picture_is_the_one_of_its_name(shared, tmp_path, swap):
    assert NAME in shared
    assert SharedPictures(tmp_path / "pictures").get(NAME) == LENS
    swap(tmp_path / "pictures" / NAME)
    assert SharedPictures(tmp_path / "pictures").get(NAME) is None


def test_no_other_file_is_read(shared, tmp_path):
    (tmp_path / "secret").write_bytes(b"x")
    assert shared.get("../secret") is None
    assert shared.get(str(tmp_path / "secret")) is None


def test_there_is_room_for_so_many(shared, monkeypatch):
    monkeypatch.setattr(shared_pictures, "MOST_BYTES", 60_000)
    shared.add([LENS, MINE])
    assert picture_digest(MINE) not in shared


# --- where they lie


@pytest.fixture
def store(tmp_path):
    """The master has drawn a lens."""
    store = EvidenceStore(Assignment(Course(tmp_path), "kernels"))
    store.put(store.staff(REFERENCES), evidence_of(page(LENS)))
    return store


def again(store) -> EvidenceStore:
    return EvidenceStore(store._assignment)


def test_what_the_master_has_drawn_lies_there_once(store):
    place = store.submitted("ada", "kernels")
    store.put(place, evidence_of(page(LENS), page(MINE, LENS)))
    assert place.with_name("kernels.evidence").stat().st_size < 32_000
    found = again(store).find(place, MARK, STEPS)
    assert found.run.outputs == ((page(LENS), page(MINE, LENS)), ())


def test_no_student_s_picture_is_ever_shared(store):
    for student in ("ada", "ben"):
        store.put(store.submitted(student, "kernels"), evidence_of(page(MINE)))
    assert [path.name for path in (store.folder / "pictures").iterdir()] == [NAME]
    assert again(store).find(store.submitted("ben", "kernels"), MARK, STEPS).run.outputs[0] == (
        page(MINE),
    )


def test_without_them_it_is_judged_all_the_same_and_shown_after_a_new_run(store):
    place = store.submitted("ada", "kernels")
    store.put(place, evidence_of(page(LENS)))
    shutil.rmtree(store.folder / "pictures")
    later = again(store)
    words = later.find(place, MARK, STEPS, words_only=True)
    assert words.run.outputs[0][0]["data"] == {"text/plain": "[input]"}
    assert later.remarks == []
    assert later.find(place, MARK, STEPS) is None
    assert "a picture is not there any more" in later.remarks[0]


def test_whoever_knows_no_picture_can_not_name_one():
    """Its name is made of all its bytes."""
    forged = pack_evidence(evidence_of(page(LENS)), {NAME})
    assert unpack_evidence(forged, STEPS, kept={NAME: LENS}.get).run.outputs[0] == (page(LENS),)
    with pytest.raises(MalformedError):
        unpack_evidence(forged, STEPS)
