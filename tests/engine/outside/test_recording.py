import json
import struct

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.engine.outside.cell_outputs import CUT
from autograder.engine.outside.output import overwritten
from autograder.engine.outside.recording import Recording
from tests.markup import rasters

DOT = rasters.text(rasters.png(9, 9))


def rich(kind: str, parts: dict[str, str] | None = None, **head) -> bytes:
    texts = {key: text.encode() for key, text in (parts or {}).items()}
    head |= {"output_type": kind, "parts": [[key, len(text)] for key, text in texts.items()]}
    text = json.dumps(head).encode()
    return struct.pack("<I", len(text)) + text + b"".join(texts.values())


@pytest.fixture
def recording() -> Recording:
    found = Recording(limit=10_000)
    found.begin(0, 1)
    return found


def texts(recording: Recording, step: int = 0) -> list[str]:
    return [output.get("text") or str(output.get("data")) for output in recording.outputs(step)]


def test_streams_are_merged_in_order(recording):
    for payload in (b"1a\n", b"1b\n", b"2c\n", b"1d\n"):
        recording.stream(payload)
    recording.raw(1, "é".encode()[:1])
    recording.raw(1, "é".encode()[1:])
    assert texts(recording) == ["a\nb\n", "c\n", "d\né"]


def test_update_reaches_an_earlier_cell(recording):
    recording.rich(rich("display_data", {"text/plain": "old"}, display_id="d"))
    recording.begin(1, 2)
    recording.rich(rich("update", {"text/plain": "new"}, display_id="d"))
    assert texts(recording) == ["{'text/plain': 'new'}"]
    assert texts(recording, 1) == []


def test_clear(recording):
    recording.stream(b"1a")
    recording.rich(rich("clear", wait=True))
    assert texts(recording) == ["a"]
    recording.stream(b"1b")
    assert texts(recording) == ["b"]
    recording.rich(rich("clear", wait=False))
    assert texts(recording) == []


def test_one_flood_leaves_room_for_others(recording):
    for _ in range(1000):
        recording.stream(b"1" + b"x" * 99 + b"\n")
    recording.rich(rich("error", {"0": "line"}, ename="E", evalue="v"))
    recording.begin(1, 2)
    recording.stream(b"1after")
    flood, note, error = recording.outputs(0)
    assert len(flood["text"]) <= 5000
    assert note["text"] == CUT
    assert error["ename"] == "E"
    assert texts(recording, 1) == ["after"]
    assert recording.cut() == {0}


def test_what_is_no_text_is_no_name_of_an_error(recording):
    deep: list = []
    for _ in range(900):
        deep = [deep]
    recording.rich(rich("error", {"0": "line"}, ename=deep, evalue=deep))
    (error,) = recording.outputs(0)
    assert (error["ename"], error["evalue"]) == ("", "")


def test_many_small_displays_are_bounded(recording):
    for _ in range(1000):
        recording.rich(rich("display_data", {}))
    assert len(recording.outputs(0)) <= 26


def test_flooded_counts_what_is_dropped(recording):
    for _ in range(11):
        assert not recording.flooded
        recording.stream(b"1" + b"x" * 9_999)
    assert recording.flooded


MALFORMED = {
    "no block": b"\1",
    "unknown type": rich("script"),
    "no parts": struct.pack("<I", 26) + b'{"output_type":"display_"} ',
    "wrong length": rich("display_data")[:-2] + b"\0\0",
    "part too long": struct.pack("<I", 55)
    + b'{"output_type":"display_data","parts":[["a/b", 9999]]} ',
    "negative part": struct.pack("<I", 53)
    + b'{"output_type":"display_data","parts":[["a/b", -9]]}  ',
}


@pytest.mark.parametrize("payload", MALFORMED.values(), ids=MALFORMED)
def test_malformed_output_is_dropped(payload, recording):
    recording.rich(payload)
    assert recording.outputs(0) == ()
    assert recording.malformed == {0}


def test_only_known_metadata_and_mime_types(recording):
    metadata = {"image/png": {"width": 3, "height": -1, "x": 1, "needs_background": "light"}}
    parts = {"image/png": DOT, "Not a type": "x"}
    recording.rich(rich("display_data", parts, metadata=metadata, extra=1))
    (output,) = recording.outputs(0)
    assert output == {
        "output_type": "display_data",
        "data": {"image/png": DOT},
        "metadata": {"image/png": {"width": 3, "needs_background": "light"}},
    }


OVERWRITTEN = {
    "nothing": ("a\nb", "a\nb"),
    "progress": ("1/3\r2/3\r3/3\nend", "3/3\nend"),
    "windows": ("a\r\nb\r\n", "a\nb\n"),
    "at the end": ("1/3\r", "1/3"),
}


@pytest.mark.parametrize(("text", "shown"), OVERWRITTEN.values(), ids=OVERWRITTEN)
def test_overwritten(text, shown):
    assert overwritten(text) == shown


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["display_data", "execute_result", "error", "update", "clear"]),
            st.dictionaries(st.sampled_from(["text/plain", "image/png", "x"]), st.text("ab\ud800")),
            st.fixed_dictionaries(
                {},
                optional={
                    k: st.sampled_from(["a", 1, None, {}, []])
                    for k in ("ename", "evalue", "metadata", "display_id", "wait")
                },
            ),
        ),
        max_size=8,
    )
)
def test_whatever_comes_the_notebook_is_valid(frames):
    recording = Recording(10_000)
    recording.begin(0, 1)
    for kind, parts, head in frames:
        recording.rich(rich(kind, {k: v.replace("\ud800", "") for k, v in parts.items()}, **head))
    cell = nbformat.v4.new_code_cell(
        "x", outputs=[nbformat.from_dict(o) for o in recording.outputs(0)]
    )
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
