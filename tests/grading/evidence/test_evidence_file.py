"""Evidence as bytes: what goes in comes out, and nothing else does."""

from __future__ import annotations

import base64
import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.session import Run, Step, StepIncident
from autograder.grading.evidence import evidence_file
from autograder.grading.evidence.evidence import CallRecord, Evidence, RecordedCall
from autograder.grading.evidence.evidence_file import (
    TooMuchError,
    pack_evidence,
    read_fingerprint,
    unpack_evidence,
)
from autograder.values.call import Call, Reply
from autograder.values.export import Export
from autograder.values.text import MalformedError
from autograder.values.value import Value

MARK = "ab" * 32
POOL = Export("pool", "function")
STEPS = (Step("x = 1"), Step("", (Export("kernel", "array"), Export("shape", "plain"), POOL)))
PNG = base64.b64encode(
    b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIB", 13, b"IHDR", 4, 3, 8) + bytes(range(256)) * 8
).decode()
DISPLAY = {
    "output_type": "display_data",
    "data": {"image/png": PNG, "text/plain": "<Figure>"},
    "metadata": {},
}
SHOWN = {"data": {"text/html": '<b onclick="x()">x</b>'}, "metadata": {}}
STREAM = {"output_type": "stream", "name": "stdout", "text": "hello\n"}
ERROR = {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["E: no"]}
RUN = Run(
    outputs=((STREAM, DISPLAY), (ERROR,)),
    execution_counts=(1, 2),
    errors=(None, "E"),
    values=(
        {},
        {
            "kernel": Value(np.array([[1.5, -0.0]])),
            "shape": Value([1, [2, None], 0.5, frozenset({3, 1})]),
            "pool": Value(problem="not-callable", type_name="int", detail="a function is needed"),
        },
    ),
    incidents=(StepIncident("time-limit", 0, "It ran long.", "Your cell ran long."),),
    seconds=0.25,
)
RECORD = CallRecord(
    (
        RecordedCall(
            1, POOL, True, Call((np.ones((2, 2)), (1, 2)), {"stride": 2}), Reply(np.eye(2))
        ),
        RecordedCall(1, POOL, False, Call(), Reply(problem="error", detail="E: no")),
    ),
    True,
)
EVIDENCE = Evidence(MARK, True, RUN, RECORD)
PACKED = pack_evidence(EVIDENCE)


def test_what_goes_in_comes_out():
    found = unpack_evidence(PACKED, STEPS)
    assert read_fingerprint(PACKED) == found.fingerprint == MARK
    assert found.run.outputs == RUN.outputs
    assert found.run.execution_counts == (1, 2)
    assert found.run.errors == RUN.errors
    assert found.run.incidents == RUN.incidents
    assert found.run.seconds == 0.25
    for key, value in RUN.values[1].items():
        assert found.run.values[1][key].same_as(value)
    assert str(found.run.values[1]["kernel"].value) == "[[ 1.5 -0. ]]"
    assert type(found.run.values[1]["shape"].value[3]) is frozenset
    first, second = found.judged.calls
    assert (first.step, first.export, first.isolated) == (1, POOL, True)
    assert first.call.arguments[1] == (1, 2)
    assert first.reply.value.tolist() == [[1, 0], [0, 1]]
    assert second.reply.problem == "error"
    assert second.reply.detail == "E: no"
    assert found.public is None


def test_what_is_only_shown_can_be_left_out():
    shown = {**SHOWN, "output_type": "execute_result", "execution_count": 1}
    run = replace(RUN, outputs=((STREAM, DISPLAY, shown), (ERROR,)))
    found = unpack_evidence(pack_evidence(replace(EVIDENCE, run=run)), STEPS, words_only=True)
    first, display, result = found.run.outputs[0]
    assert first == STREAM
    assert display["data"] == {"text/plain": "<Figure>"}
    assert result["data"] == {"text/html": "<b>x</b>"}  # cleaned: it has no text
    assert found.run.outputs[1] == (ERROR,)


def test_the_public_part_has_a_record_of_its_own():
    with_public = replace(EVIDENCE, public=CallRecord())
    assert unpack_evidence(pack_evidence(with_public), STEPS).public.calls == ()


def test_a_picture_lies_there_as_bytes():
    noise = base64.b64encode(np.random.default_rng(1).bytes(30_000)).decode()
    shown = {**DISPLAY, "data": {"image/png": noise}}
    packed = pack_evidence(replace(EVIDENCE, run=replace(RUN, outputs=((shown, shown), ()))))
    assert len(packed) < 34_000  # once, and not as base64


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_a_changed_byte_is_seen(place, change):
    damaged = bytearray(PACKED)
    damaged[place] ^= change
    try:
        found = unpack_evidence(bytes(damaged), STEPS)
    except MalformedError:
        return
    assert found.fingerprint == MARK  # no byte that matters: the line breaks of the head


@given(st.integers(0, len(PACKED) - 1))
def test_a_file_that_is_cut_off_is_seen(length):
    with pytest.raises(MalformedError):
        unpack_evidence(PACKED[:length], STEPS)


def signed(body: bytes) -> bytes:
    import hashlib

    digest = hashlib.sha256(body).hexdigest()
    return evidence_file.FORM + f"{MARK}\n{digest}\n".encode() + body


@given(st.binary(max_size=200))
def test_foreign_bytes_with_a_right_digest_are_no_evidence(body):
    with pytest.raises(MalformedError):
        unpack_evidence(signed(body), STEPS)


def packed_plain(change) -> bytes:
    """The packed evidence with its JSON changed, by somebody who knows the form."""
    import json
    import zlib

    body = PACKED[evidence_file.HEAD :]
    one, two = evidence_file.LENGTHS.unpack_from(body)
    start = evidence_file.LENGTHS.size
    said = json.loads(zlib.decompress(body[start : start + one]))
    change(said["evidence"])
    text = zlib.compress(json.dumps(said).encode())
    return signed(evidence_file.LENGTHS.pack(len(text), two) + text + body[start + one :])


SCRIPT = {"dict": [["output_type", "display_data"], ["metadata", {"dict": []}], ["data", {"dict": [["text/html", "<script>alert(1)</script><b>hi</b>"]]}]]}  # fmt: skip


def test_what_acts_in_a_page_is_cleaned_whoever_wrote_it():
    packed = packed_plain(lambda said: said["run"].update(outputs=[[SCRIPT], []]))
    (output,) = unpack_evidence(packed, STEPS).run.outputs[0]
    assert "script" not in output["data"]["text/html"]
    assert "<b>hi</b>" in output["data"]["text/html"]


HOSTILE = {
    "a class by its path": lambda said: said["run"].update(seconds={"class": "os.system"}),
    "another class": lambda said: said.update(run={"class": "Export", "name": "x", "form": "array", "needed": ""}),
    "a field too many": lambda said: said["run"].update(more=1),
    "a step too few": lambda said: said["run"].update(errors=[None]),
    "a value that was not asked for": lambda said: said["run"]["values"][0]["dict"].append(["x", said["run"]["values"][1]["dict"][0][1]]),
    "an array that is not there": lambda said: said["run"]["values"][1]["dict"][0][1].update(value={"array": 99}),
    "a layer with a value": lambda said: said["run"]["values"][1]["dict"][2][1].update(value=1, problem=None),
    "an output of no kind": lambda said: said["run"].update(outputs=[[{"dict": [["output_type", "code"]]}], []]),
    "an output that is no text": lambda said: said["run"].update(outputs=[[{"dict": [["output_type", "stream"], ["name", "stdout"], ["text", 3]]}], []]),
    "an incident elsewhere": lambda said: said["run"]["incidents"][0].update(step=7),
    "a reply of two minds": lambda said: said["judged"]["calls"][1]["reply"].update(problem=None),
    "another fingerprint": lambda said: said.update(fingerprint="cd" * 32),
}  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_what_no_run_gives_is_refused(change):
    with pytest.raises(MalformedError):
        unpack_evidence(packed_plain(change), STEPS)


def test_texts_become_lines_that_can_be_shown():
    def change(said):
        said["judged"]["calls"][1]["reply"].update(detail="a\x1b[31m\nb")

    record = unpack_evidence(packed_plain(change), STEPS).judged
    assert record.calls[1].reply.detail == "a?[31m b"


def test_of_other_steps():
    with pytest.raises(MalformedError, match="other steps"):
        unpack_evidence(PACKED, STEPS[:1])


def test_too_much_is_not_kept(monkeypatch):
    monkeypatch.setattr(evidence_file, "MOST_BYTES", 1000)
    large = replace(RUN, outputs=(({**STREAM, "text": "x" * 1000},), ()))
    with pytest.raises(TooMuchError):
        pack_evidence(replace(EVIDENCE, run=large))
    with pytest.raises(MalformedError):
        unpack_evidence(PACKED + bytes(1000), STEPS)
