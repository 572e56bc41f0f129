"""The public part: written, read back, always the same bytes, and nothing secret in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.convolution.network import Stage
from autograder.questions.answer import Answer
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.function import Cases, FunctionPart, FunctionQuestion
from autograder.questions.function.cases import Case
from autograder.questions.function.part import DrawnPart, Example
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.kernel import KernelQuestion
from autograder.questions.key import Key
from autograder.questions.kinds import KINDS
from autograder.questions.layer import LayerQuestion
from autograder.questions.layer.judging import ExpectedCall, small_numbers
from autograder.questions.matrix import MatrixPart, MatrixQuestion
from autograder.questions.network import NetworkQuestion
from autograder.questions.ordinary_test import OrdinaryTest
from autograder.questions.output import OutputPart, OutputQuestion
from autograder.questions.output.part import ExpectedOutput
from autograder.questions.printed import PrintedQuestion
from autograder.questions.public import ARRAYS, CODEC, TEXT, read_public, write_public
from autograder.questions.question import Question
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion
from autograder.values.value import Value

SQUARE = np.arange(12, dtype=np.float32).reshape(1, 3, 4, 1) / 12
SECRET = np.random.default_rng(1).random((1, 5, 5, 1), np.float32)
KERNEL = np.array([[0.25, 0.5], [0.125, 0]])[:, :, None, None]
PART = ShapePart("out", (1, 28, 31, 1), (Conv2D(2, 3, strides=2), MaxPooling2D(2)))

COMMON: dict[str, Any] = {
    "points": 2,
    "statement": "What is asked.",
    "hint": "What helps.",
    "because": "It is so.",
    "untold": {"a secret reason": ("a", "b"), "another": ("c",)},
}


def probe(name: str) -> np.ndarray:
    return {"square": SQUARE, "hidden-one": SECRET}[name]


def questions() -> dict[str, tuple[Question, Any]]:
    kernel = KernelQuestion(
        id="kernel", answers=("k",), public=("square",), hidden=("hidden-one",), tolerance=0.01, **COMMON
    )  # fmt: skip
    shape = ShapeQuestion(id="shape", parts=(PART,), **COMMON)
    printed = PrintedQuestion(id="printed", parts=(PART, PART), **COMMON)
    layer = LayerQuestion(
        id="layer", answer="half", public=((1, 4, 4, 1),), hidden=((1, 77, 77, 1),), values=True,
        family=Conv2D(2, 1), **COMMON
    )  # fmt: skip
    output = OutputQuestion(
        id="output", parts=(OutputPart("o", "square", Conv2D(1, 2), ((1.0, 0.0), (0.0, 2.0))),),
        tolerance=0.5, **COMMON
    )  # fmt: skip
    count = CountQuestion(
        id="count", parts=(CountPart("n", (1, 28, 31, 5), (Conv2D(9, 3),), False),), **COMMON
    )
    network = NetworkQuestion(
        id="network", answer="net", input_shape=(1, 28, 31, 5), layers=(Conv2D(9, 3),),
        use_bias=False, **COMMON
    )  # fmt: skip
    sizes = InputSizesQuestion(
        id="input-sizes", parts=(InputSizesPart("sizes", Conv2D(1, 5, 2), 8, 30),), **COMMON
    )
    matrix = MatrixQuestion(
        id="matrix", parts=(MatrixPart("A", Conv2D(1, (1, 2)), ((1.0, 2.0),), (1, 3)),),
        tolerance=0.5, **COMMON
    )  # fmt: skip
    function = FunctionQuestion(
        id="function", answer="pool", task="max_pool2d", parts=(FunctionPart("all", Cases(), 1),),
        tolerance=0.5, **COMMON
    )  # fmt: skip
    pooled = DrawnPart(
        "all",
        (Example(Case({"image": SQUARE[0], "pool_size": (3, 4)}), np.ones((1, 1, 1))),),
        (Example(Case({"image": SECRET[0], "pool_size": (5, 5)}), np.ones((1, 1, 1))),),
    )
    written = WrittenQuestion(id="written", guide="A secret guide.", **COMMON)
    test = OrdinaryTest(id="test", hidden=True, **COMMON)
    calls = tuple(
        ExpectedCall(
            size, (small_numbers((3, 3, 1, 1)),), np.ones((1, 2, 2, 1)), (1, 2, 2, 1), public
        )
        for size, public in (((1, 4, 4, 1), True), ((1, 77, 77, 1), False))
    )  # fmt: skip
    return {
        "kernel": (kernel, kernel.expected(Answer({"k": Value(KERNEL)}), probe)),
        "shape": (shape, {"out": (1, 6, 7, 2)}),
        "printed": (printed, {"out": (1, 6, 7, 2)}),
        "layer": (layer, calls),
        "output": (output, {"o": ExpectedOutput(SQUARE, np.full((1, 2, 3, 1), 9.75))}),
        "count": (count, {"n": 405}),
        "network": (network, (Stage("Conv2D", (1, 26, 29, 9), 405, "linear", (3, 3, 1, 1)),)),
        "input-sizes": (sizes, {"sizes": frozenset({19, 20})}),
        "matrix": (matrix, {"A": np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 2.0]])}),
        "function": (function, (pooled,)),
        "written": (written, None),
        "test": (test, None),
    }


UNTOUCHED: dict[str, Answer] = {
    "kernel": Answer({"k": Value(np.zeros((3, 3, 1, 1)), None, "ndarray")}, ""),
    "shape": Answer({"out": Value(None, None, "NoneType")}, "text\n"),
    "printed": Answer({}, None),
    "layer": Answer(
        {"half": Value(None, "not-callable", "NoneType"), "half:settings": Value(None, "not-plain", "x")}
    ),
    "output": Answer({"o": Value(np.array(3.0), None, "float")}, "é\u2028"),
    "count": Answer({"n": Value(None, None, "NoneType")}, ""),
    "network": Answer(
        {"net": Value(None, "not-callable", "NoneType"), "net:settings": Value([{"class_name": "x"}], None, "x")}
    ),
    "input-sizes": Answer({"sizes": Value([1, 2], None, "tuple")}, ""),
    "matrix": Answer({"A": Value(np.eye(2), None, "ndarray")}, ""),
    "function": Answer(
        {"pool": Value(None, None, "function"), "pool:settings": Value("0a1b", None, "function")}
    ),
    "written": Answer(),
    "test": Answer(),
}  # fmt: skip


def keys() -> list[Key[Any]]:
    return [
        Key(question, expected, UNTOUCHED[id]) for id, (question, expected) in questions().items()
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_public(tmp_path, "mini", "Mini", keys())
    return tmp_path


def test_every_kind_is_there() -> None:
    assert {question.kind for question, _ in questions().values()} == set(KINDS)


def test_what_is_read_is_what_was_written(folder: Path) -> None:
    public = read_public(folder)
    assert (public.assignment, public.title) == ("mini", "Mini")
    assert list(public.questions) == list(questions())
    for id, (question, _) in questions().items():
        live = public.questions[id]
        assert type(live) is type(question).public_types[0]
        assert live.exports() == question.exports()
        for name in ("id", "points", "statement", "hint", "automatic", "hidden_probes"):
            assert getattr(live, name) == getattr(question, name)
        assert live.untold_names == question.untold_names == ("a", "b", "c")
        assert live.reads_output == question.reads_output == (id == "printed")
        before = public.untouched[id]
        assert before.printed == UNTOUCHED[id].printed
        for key, value in UNTOUCHED[id].values.items():
            assert before.values[key].same_as(value)


TOLD = {
    "kernel": ("answers", "tolerance", "strides", "padding"),
    "shape": ("parts",),
    "printed": ("parts",),
    "layer": ("answer",),
    "output": ("parts", "tolerance"),
    "count": ("parts",),
    "network": ("answer", "input_shape", "layers", "use_bias"),
    "input-sizes": ("parts",),
    "matrix": ("parts", "tolerance"),
    "function": ("answer", "task", "tolerance"),
}
"""What the statement tells, by kind."""


@pytest.mark.parametrize("id", TOLD)
def test_what_the_statement_tells_is_kept(id: str, folder: Path) -> None:
    live, (question, _) = read_public(folder).questions[id], questions()[id]
    for name in TOLD[id]:
        assert getattr(live, name) == getattr(question, name)


def test_expected_of_the_live_questions(folder: Path) -> None:
    public = read_public(folder).questions
    kernel = public["kernel"].expected()["k"]
    assert not hasattr(kernel, "kernel")
    assert kernel.shape == (2, 2, 1, 1)
    (output,) = kernel.outputs
    assert (output.probe, output.public) == ("square", True)
    np.testing.assert_array_equal(output.images, SQUARE)
    right = questions()["kernel"][1]["k"].outputs[0].output
    np.testing.assert_allclose(output.output, right, atol=1e-6)
    (call,) = public["layer"].expected()
    assert (call.shape, call.public) == ((1, 2, 2, 1), True)
    np.testing.assert_array_equal(call.input, small_numbers((1, 4, 4, 1)))
    np.testing.assert_array_equal(call.output, np.ones((1, 2, 2, 1)))
    assert public["network"].expected() == questions()["network"][1]
    (part,) = public["function"].expected()
    (example,) = part.examples
    assert (part.name, part.more()) == ("all", ())
    assert example.case.key == Case({"image": SQUARE[0], "pool_size": (3, 4)}).key
    assert example.expected.tolist() == [[[1.0]]]
    assert public["written"].expected() is public["test"].expected() is None


def test_the_bytes_are_always_the_same(folder: Path, tmp_path_factory: Any) -> None:
    again = tmp_path_factory.mktemp("again")
    write_public(again, "mini", "Mini", keys())
    for name in (TEXT, ARRAYS):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


def test_nothing_secret_is_in_it(folder: Path) -> None:
    text = (folder / TEXT).read_text(encoding="utf-8")
    for secret in ("hidden-one", "secret", "77", "0.25", "0.125", "9.75", "405"):
        assert secret not in text
    found = list(lists(json.loads(text)))
    assert [1, 6, 7, 2] not in found
    assert [1, 26, 29, 9] not in found
    assert [19, 20] not in found
    assert [1, 2, 0] not in found


def test_no_array_is_written_but_these(folder: Path) -> None:
    arrays = {
        "the probe of two questions": SQUARE,
        "what the kernel makes of it": questions()["kernel"][1]["k"].outputs[0].output.astype("f4"),
        "the input of the function": SQUARE[0],
        "what the function gives": np.ones((1, 1, 1)),
        "what the layer gives": np.ones((1, 2, 2, 1)),
        "the weights of the layer": small_numbers((3, 3, 1, 1)),
        "the starter's kernel": np.zeros((3, 3, 1, 1)),
        "the starter's matrix": np.eye(2),
        "the starter's output": np.array(3.0),
    }
    written = load_file(folder / ARRAYS).values()
    assert len(written) == len(arrays)
    for name, array in arrays.items():
        assert any(array.shape == a.shape and np.array_equal(array, a) for a in written), name


def test_what_is_no_part_of_a_public_question_cannot_be_written() -> None:
    """Not a question of a rubric, not a reference kernel, not a drawn case."""
    for question, expected in questions().values():
        with pytest.raises(TypeError, match="can't be written down"):
            CODEC.encode(question)
        private = [kind for kind in type(question).own_types if kind not in CODEC_CLASSES]
        if private:
            with pytest.raises(TypeError, match="can't be written down"):
                CODEC.encode(expected)


CODEC_CLASSES = {public for kind in KINDS.values() for public in kind.public_types}


def test_no_question_of_a_rubric_is_public() -> None:
    assert not [public for public in CODEC_CLASSES if issubclass(public, Question)]


def lists(node: Any) -> Any:
    """All lists within."""
    if isinstance(node, list):
        yield node
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for item in inner:
        yield from lists(item)


def test_an_unknown_kind_needs_a_newer_package(folder: Path) -> None:
    text = json.loads((folder / TEXT).read_text(encoding="utf-8"))
    text["kinds"].append("essay")
    (folder / TEXT).write_text(json.dumps(text), encoding="utf-8")
    with pytest.raises(ValueError, match="'essay' need a newer version of the package"):
        read_public(folder)


def cut(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])


DAMAGE = {
    "half a text": (lambda folder: cut(folder / TEXT, 0.5), "public.json is damaged"),
    "no text": (lambda folder: cut(folder / TEXT, 0), "public.json is damaged"),
    "an earlier form": (
        lambda folder: (folder / TEXT).write_text('{"form": 1}'),
        "an earlier version",
    ),
    "another form": (lambda folder: (folder / TEXT).write_text('{"form": 99}'), "another version"),
    "no object": (lambda folder: (folder / TEXT).write_text("[]"), "another version"),
    "no questions": (lambda folder: (folder / TEXT).write_text('{"form": 3}'), "damaged or do not"),
    "half the arrays": (lambda folder: cut(folder / ARRAYS, 0.5), "damaged or do not belong"),
    "no arrays": (lambda folder: cut(folder / ARRAYS, 0), "damaged or do not belong"),
    "arrays of another": (
        lambda folder: (
            write_public(folder / "b", "b", "B", [])
            or (folder / ARRAYS).write_bytes((folder / "b" / ARRAYS).read_bytes())
        ),
        "damaged or do not belong",
    ),
}


@pytest.mark.parametrize(("damage", "message"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_public_part_is_a_value_error(damage: Any, message: str, folder: Path) -> None:
    damage(folder)
    with pytest.raises(ValueError, match=message):
        read_public(folder)


@pytest.mark.parametrize("name", [TEXT, ARRAYS])
def test_a_missing_file_is_told(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(FileNotFoundError, match="not both there"):
        read_public(folder)
