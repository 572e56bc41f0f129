"""Frozen dataclasses as JSON and arrays: what comes back, and what is refused."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.values.codec import Codec
from autograder.values.hints import fits
from autograder.values.text import MalformedError


@dataclass(frozen=True)
class Window:
    size: tuple[int, int]
    padding: Literal["valid", "same"] = "valid"

    def __post_init__(self) -> None:
        if min(self.size) < 1:
            raise ValueError("a window has at least one pixel")


@dataclass(frozen=True, eq=False)
class Probe:
    name: str
    image: np.ndarray
    weight: float | None = None
    windows: Mapping[str, Window] = field(default_factory=dict)
    seen: frozenset[int] = frozenset()
    note: Any = None


CODEC = Codec((Window, Probe))
IMAGE = np.arange(6).reshape(2, 3)


def there_and_back(value: Any) -> Any:
    plain, arrays = CODEC.encode(value)
    return CODEC.decode(json.loads(json.dumps(plain, allow_nan=False)), arrays)


def test_what_is_written() -> None:
    plain, arrays = CODEC.encode(Probe("zebra", IMAGE, math.inf, {"a": Window((3, 3))}, note=[1]))
    assert plain == {
        "class": "Probe",
        "name": "zebra",
        "image": {"array": 0},
        "weight": {"float": "inf"},
        "windows": {"dict": [["a", {"class": "Window", "size": [3, 3], "padding": "valid"}]]},
        "seen": {"set": []},
        "note": {"list": [1]},
    }
    assert arrays == [IMAGE]


def test_a_dataclass_comes_back() -> None:
    found = there_and_back(
        Probe("zebra", IMAGE, 0.5, {"a": Window((1, 2), "same")}, frozenset({3}))
    )
    assert isinstance(found, Probe)
    assert (found.name, found.weight, found.seen) == ("zebra", 0.5, {3})
    assert found.windows == {"a": Window((1, 2), "same")}
    assert found.image.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_an_array_that_stands_twice_is_written_once() -> None:
    """The same numbers in another shape, or as another type, are another array."""
    others = (IMAGE.reshape(3, 2), IMAGE.astype(float))
    assert len(CODEC.encode((IMAGE, *others))[1]) == 3
    plain, arrays = CODEC.encode((Probe("a", IMAGE), Probe("b", IMAGE.copy())))
    assert len(arrays) == 1
    first, second = CODEC.decode(plain, arrays)
    assert first.image is second.image


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
        | st.frozensets(st.integers(), max_size=3)
    ),
    max_leaves=20,
)


@given(values)
def test_containers_come_back_as_they_were(value: Any) -> None:
    assert there_and_back(value) == value


class Stranger:
    pass


@dataclass(frozen=True)
class Elsewhere:
    size: int


@dataclass(frozen=True)
class Other:
    """Has the name of a class in the table."""


Other.__name__ = "Window"


@pytest.mark.parametrize(
    "value",
    [Stranger(), {1: Stranger()}, np.float64, b"bytes", {1, 2}, Elsewhere(1), Other(), print],
)
def test_what_no_table_names_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError, match="can't be written down"):
        CODEC.encode(value)


def window(**changes: Any) -> dict[str, Any]:
    return {"class": "Window", "size": [1, 1], "padding": "same"} | changes


REFUSED: dict[str, Any] = {
    "an unknown class": {"class": "Popen", "args": "ls"},
    "a class by its path": {"class": "subprocess.Popen", "args": "ls"},
    "a class of the codec's own": {"class": "Codec", "classes": []},
    "a name that is no text": {"class": ["Window"], "size": [1, 1], "padding": "same"},
    "a field left out": {"class": "Window", "size": [1, 1]},
    "a field too many": window(note=1),
    "a field of another type": window(size="11"),
    "a pair of three": window(size=[1, 1, 1]),
    "a float for a whole number": window(size=[1, 1.0]),
    "a truth value for a whole number": window(size=[1, True]),
    "an unknown word": window(padding="full"),
    "what the class itself refuses": window(size=[0, 1]),
    "a dict in a tuple's place": window(size={"dict": [[1, 1], [2, 1]]}),
    "an unknown tag": {"eval": "1"},
    "no tag": {},
    "two tags": {"list": [], "set": []},
    "a list that is none": {"list": "text"},
    "an array that is not there": {"array": 1},
    "an array before the first": {"array": -1},
    "an array by name": {"array": "0"},
    "an array by truth": {"array": True},
    "a float that is none": {"float": "1e9"},
    "a float in a list": {"float": ["nan"]},
    "a set of lists": {"set": [{"list": []}]},
    "a set of arrays": {"set": [{"array": 0}]},
    "a key that is a list": {"dict": [[{"list": []}, 1]]},
    "a dict without pairs": {"dict": [1]},
    "a dict with triples": {"dict": [[1, 2, 3]]},
    "a dict as JSON": {"dict": {"a": 1}},
    "something that is no JSON": Stranger(),
}


@pytest.mark.parametrize("plain", REFUSED.values(), ids=REFUSED)
def test_what_no_codec_writes_is_refused(plain: Any) -> None:
    with pytest.raises(MalformedError):
        CODEC.decode(plain, [IMAGE])


def test_depth_has_a_bound() -> None:
    deep: Any = 1
    for _ in range(8):
        deep = [deep]
    assert Codec((), depth=8).decode(deep, [])
    with pytest.raises(MalformedError, match="deep"):
        Codec((), depth=7).decode(deep, [])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["class", "list", "set", "dict", "array", "float", "size", "padding"]),
            inner | st.sampled_from(["Window", "Probe", "nan"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_is_read_or_refused(plain: Any) -> None:
    try:
        found = CODEC.decode(plain, [IMAGE])
    except MalformedError:
        return
    assert isinstance(
        found,
        None
        | bool
        | int
        | str
        | float
        | tuple
        | list
        | dict
        | frozenset
        | np.ndarray
        | Window
        | Probe,
    )


def test_a_table_holds_dataclasses_of_different_names() -> None:
    for classes in ((Stranger,), (Window, Other)):
        with pytest.raises(TypeError):
            Codec(classes)


FITS: tuple[tuple[Any, Any, bool], ...] = (
    (1, int, True),
    (True, int, False),
    (1, float, True),
    (True, float, False),
    (1.0, int, False),
    ("a", str, True),
    (None, None, True),
    (None, int | None, True),
    ("a", int | None, False),
    ("a", Literal["a", "b"], True),
    ("c", Literal["a", "b"], False),
    (True, Literal[1], False),
    ((1, 2), tuple[int, int], True),
    ((1, 2, 3), tuple[int, int], False),
    ([1, 2], tuple[int, ...], True),
    ((1, "a"), tuple[int, ...], False),
    ((), tuple[int, ...], True),
    ((), tuple[()], True),
    ("ab", tuple[str, ...], False),
    ({"a": 1}, Mapping[str, int], True),
    ({"a": "b"}, Mapping[str, int], False),
    ([], Mapping[str, int], False),
    (frozenset({1}), frozenset[int], True),
    ((1,), frozenset[int], False),
    (IMAGE, np.ndarray, True),
    ([1], np.ndarray, False),
    (Window((1, 1)), Window, True),
    ({}, Window, False),
    (Stranger(), Any, True),
)  # fmt: skip


@pytest.mark.parametrize(("value", "hint", "right"), FITS)
def test_fits(value: Any, hint: Any, right: bool) -> None:
    assert fits(value, hint) is right


def test_a_list_is_no_tuple_where_a_tuple_is_wanted_exactly() -> None:
    assert not fits([1, 2], tuple[int, ...], exactly=True)
    assert not fits({"a": [1, 2]}, Mapping[str, tuple[int, int]], exactly=True)
    assert fits({"a": (1, 2)}, Mapping[str, tuple[int, int]], exactly=True)
    assert fits([1, 2], Any, exactly=True)


def test_a_type_that_is_none() -> None:
    with pytest.raises(TypeError, match="no data"):
        fits(1, "int")
