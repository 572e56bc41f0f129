"""The course's own rubrics: what slips do to them, their public part without secrets,
and the same verdict live and graded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from autograder.convolution.correlate import layer_output
from autograder.convolution.layers import arguments
from autograder.convolution.network import Network
from autograder.convolution.slips.kernels.table import KERNEL_SLIPS
from autograder.convolution.slips.networks import NETWORK_SLIPS
from autograder.convolution.slips.search import singles
from autograder.convolution.tasks import TASKS
from autograder.grading.kit_exam import KitExam
from autograder.questions.answer import Answer
from autograder.questions.count.question import CountQuestion
from autograder.questions.function.cases import Case
from autograder.questions.function.part import Example
from autograder.questions.function.question import FunctionQuestion
from autograder.questions.function.suspect import Recomputed, recomputed
from autograder.questions.input_sizes.question import InputSizesQuestion
from autograder.questions.kernel.question import KernelQuestion
from autograder.questions.layer.question import LayerQuestion
from autograder.questions.matrix.question import MatrixQuestion
from autograder.questions.network.question import NetworkQuestion
from autograder.questions.output.question import OutputQuestion
from autograder.questions.printed.question import PrintedQuestion
from autograder.questions.public import ARRAYS, TEXT, PublicPart, read_public, write_public
from autograder.questions.question import Question
from autograder.questions.shape.question import ShapeQuestion
from autograder.questions.verdict import Verdict
from autograder.values.call import NO_PORT, Call, Port, Reply
from autograder.values.value import Value
from tests.questions.fake_port import FakePort
from tests.speeds import some

Exams = Mapping[str, KitExam]


@pytest.fixture(scope="session")
def published(exams: Exams, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The public part of each assignment, written by its name."""
    folder = tmp_path_factory.mktemp("public")
    for name, exam in exams.items():
        write_public(folder / name, name, exam.rubric.title, list(exam.keys.values()))
    return {name: folder / name for name in exams}


def each(exams: Exams) -> Iterator[tuple[str, Question, Any]]:
    for name, exam in exams.items():
        for question in exam.rubric.questions:
            yield name, question, exam.keys[question.id].expected


@pytest.mark.thorough
def test_most_slips_are_seen_somewhere_in_the_course(exams: Exams) -> None:
    """Of each kind that is asked: no question of the course is blind to them all."""
    seen: dict[str, set[str]] = {}
    known: dict[str, set[str]] = {}
    for exam in exams.values():
        for key in exam.keys.values():
            if key.question.automatic:
                asked = getattr(key.question, "task", key.question.kind)
                seen.setdefault(asked, set()).update(key.slips().seen)
                known.setdefault(asked, set()).update(key.question.sentences())
    del known["layer"], known["network"]  # one question each
    shares = {asked: len(seen[asked] & names) / len(names) for asked, names in known.items()}
    assert {asked: share for asked, share in shares.items() if share < 0.5} == {}


@pytest.mark.thorough
def test_what_is_not_told_in_a_question_could_be_told(exams: Exams) -> None:
    for exam in exams.values():
        for key in exam.keys.values():
            assert set(key.question.untold_names) <= key.slips().seen


Notebook = tuple[Answer, Port]
"""What comes out of one for a question, and what has calls made in it."""


def built(question: NetworkQuestion, network: Network, shape: tuple[int, ...]) -> Notebook:
    """A network as it would come out of a notebook; called, it gives zeros of that shape."""
    told = [
        {
            "class_name": type(unit.layer).__name__,
            "config": {
                **arguments(unit.layer),
                "use_bias": unit.use_bias,
                "activation": unit.activation,
            },
        }
        for unit in network
    ]
    layer, settings = question.exports()
    values = {layer.key: Value(type_name="Sequential"), settings.key: Value(told)}
    return Answer(values), FakePort(lambda call: np.zeros(shape))


def written(question: FunctionQuestion, function: Any) -> Notebook:
    """A function as it would come out of a notebook; it is called with all arguments by name."""
    task = TASKS[question.task]

    def reply(call: Call) -> Reply:
        value = function(dict(zip(task.positional, call.arguments, strict=True)) | call.named)
        return Reply(problem="none") if value is None else Reply(value)

    function_itself, code = question.exports()
    values = {function_itself.key: Value(type_name="function"), code.key: Value("0123")}
    return Answer(values), FakePort(reply)


FUNCTIONS = 12
"""Wrong functions of each task that are tried: the commonest slips."""


def with_slip(question: FunctionQuestion, suspect: Recomputed) -> Notebook:
    """A function with one slip."""

    def function(arguments: Any) -> Any:
        right = TASKS[question.task].compute(arguments)
        return suspect.output(Example(Case(arguments), right))

    return written(question, function)


def right(question: Question, expected: Any) -> Notebook:
    """A right answer, as it would come out of a notebook."""
    match question:
        case KernelQuestion():
            return Answer(
                {name: Value(expected[name].kernel) for name in question.answers}
            ), NO_PORT
        case ShapeQuestion():
            shapes = {part.answer: list(expected[part.answer]) for part in question.parts}
            return Answer({name: Value(shape) for name, shape in shapes.items()}), NO_PORT
        case PrintedQuestion():
            return Answer(
                printed="\n".join(str(expected[part.answer]) for part in question.parts)
            ), NO_PORT
        case OutputQuestion():
            arrays = {part.answer: expected[part.answer].output for part in question.parts}
            return Answer({name: Value(array) for name, array in arrays.items()}), NO_PORT
        case LayerQuestion():
            outputs = {call.input.shape: call for call in expected}

            def output(call: Call) -> np.ndarray:
                asked = outputs[call.arguments[0].shape]
                return np.zeros(asked.shape) if asked.output is None else asked.output

            layer, settings = question.exports()
            values = {layer.key: Value(type_name="Conv2D"), settings.key: Value({})}
            return Answer(values), FakePort(output)
        case CountQuestion() | MatrixQuestion():
            return Answer({name: Value(value) for name, value in expected.items()}), NO_PORT
        case InputSizesQuestion():
            return Answer({name: Value(sorted(sizes)) for name, sizes in expected.items()}), NO_PORT
        case NetworkQuestion():
            return built(question, question.network, expected[-1].shape)
        case FunctionQuestion():
            return written(question, TASKS[question.task].compute)
    return Answer(), NO_PORT


def wrong(question: Question, expected: Any) -> Iterator[Notebook]:
    """What each mistake of the catalogue gives, and an answer that nothing explains."""
    for answer in wrong_values(question, expected):
        yield answer, NO_PORT
    match question:
        case LayerQuestion():
            for output in (np.zeros((1, 2, 2, 1)), np.zeros(3)):
                yield right(question, expected)[0], FakePort(lambda call, output=output: output)
        case NetworkQuestion():
            for changed in singles(question.network, NETWORK_SLIPS):
                yield built(question, changed.asked, expected[-1].shape)
        case FunctionQuestion():
            for suspect in recomputed(question.task, question.tolerance)[:FUNCTIONS]:
                yield with_slip(question, suspect)
            yield written(question, lambda arguments: None)
            yield written(question, lambda arguments: np.zeros(2))


def wrong_values(question: Question, expected: Any) -> Iterator[Answer]:
    """The wrong answers to questions that look at values alone."""
    match question:
        case KernelQuestion():
            rights = {name: expected[name].kernel for name in question.answers}
            yield from _each_slip(question, expected, rights)
            yield Answer({name: Value(kernel + 0.1) for name, kernel in rights.items()})
        case ShapeQuestion() | PrintedQuestion():
            for parts in question.wrong_answers(expected).values():
                shapes = {
                    part.answer: list(next(iter(parts.get(part.answer, ())), expected[part.answer]))
                    for part in question.parts
                }
                printed = "\n".join(map(str, shapes.values()))
                yield Answer({name: Value(shape) for name, shape in shapes.items()}, printed)
        case OutputQuestion():
            yield from _each_slip(
                question, expected, {name: one.output for name, one in expected.items()}
            )
        case CountQuestion() | MatrixQuestion():
            yield from _each_slip(question, expected, expected)
        case InputSizesQuestion():
            rights = {name: sorted(sizes) for name, sizes in expected.items()}
            for parts in question.wrong_answers(expected).values():
                sizes = {name: [sorted(one) for one in parts.get(name, ())] for name in rights}
                yield _first_of(sizes, rights)


def _each_slip(question: Question, expected: Any, rights: Mapping[str, Any]) -> Iterator[Answer]:
    """For each slip, the first wrong value that it gives to each part."""
    for parts in question.wrong_answers(expected).values():
        yield _first_of({name: parts.get(name, ()) for name in rights}, rights)


def _first_of(wrong: Mapping[str, Any], expected: Mapping[str, Any]) -> Answer:
    """The first wrong value for each variable, the right one where there is none."""
    return Answer({name: Value(next(iter(found), expected[name])) for name, found in wrong.items()})


@pytest.mark.thorough
def test_right_answers_get_full_marks_and_nothing_explains_them(exams: Exams) -> None:
    for name, question, expected in each(exams):
        if question.automatic:
            untouched = exams[name].keys[question.id].untouched
            answer, port = right(question, expected)
            verdict = question.judge(answer, expected, untouched, port)
            assert (verdict.outcome, verdict.points) == ("correct", question.points), question.id
            assert verdict.slips == ()


def on_public_inputs(question: Question, expected: Any) -> tuple[Question, Any]:
    """The grader's question with nothing hidden."""
    if isinstance(question, KernelQuestion):
        shown = {
            name: replace(item, outputs=tuple(o for o in item.outputs if o.public))
            for name, item in expected.items()
        }
        return replace(question, hidden=()), shown
    if isinstance(question, LayerQuestion):
        return replace(question, hidden=()), tuple(call for call in expected if call.public)
    if isinstance(question, FunctionQuestion):
        return question, tuple(replace(part, drawn=()) for part in expected)
    return question, expected


def told(verdict: Verdict) -> tuple[Any, ...]:
    return verdict.outcome, verdict.points, verdict.mistake


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name",
    some(
        ("kernels", "shapes", "pooling", "channels", "from_scratch"), ("channels", "from_scratch")
    ),
)
def test_a_live_verdict_is_that_of_the_grader_on_public_inputs(
    name: str, exams: Exams, published: Mapping[str, Path]
) -> None:
    public: PublicPart = read_public(published[name])
    exam = exams[name]
    for question in exam.rubric.questions:
        expected = exam.keys[question.id].expected
        live = public.questions[question.id]
        if not question.automatic:
            assert not live.automatic
            continue
        live_expected = live.expected()
        graded, graded_expected = on_public_inputs(question, expected)
        before, live_before = exam.keys[question.id].untouched, public.untouched[question.id]
        start: Notebook = before, NO_PORT
        if isinstance(question, FunctionQuestion):  # what the starter's function gives is not kept
            start = before, written(question, lambda arguments: None)[1]
        for answer, port in (right(question, expected), *wrong(question, expected), start):
            by_grader = graded.judge(answer, graded_expected, before, port)
            at_once = live.judge(answer, live_expected, live_before, port)
            same = told(at_once) == told(by_grader)
            # live, nothing is said of a kernel that its public outputs do not prove
            assert same or (at_once.mistake is None and by_grader.mistake in WITHHELD), question.id
        assert at_once.outcome == "not attempted"
        assert at_once.hidden_decides == question.hidden_probes


def equations(question: KernelQuestion, images: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """What each weight (kh, kw, C) of a filter gives alone, in all pixels: (pixels, weights)."""
    weights = np.eye(int(np.prod(shape[:3]))).reshape(-1, *shape[:3], 1)
    return np.stack([layer_output(question.layer, images, k).ravel() for k in weights], axis=1)


@pytest.mark.thorough
def test_no_kernel_can_be_computed_from_what_is_public(exams: Exams) -> None:
    """Neither do the equations determine one, nor is their smallest solution right."""
    for _, question, expected in each(exams):
        if not isinstance(question, KernelQuestion):
            continue
        for name, item in expected.items():
            public = [output for output in item.outputs if output.public]
            made = [equations(question, output.images, item.shape) for output in public]
            outputs = [output.output.reshape(-1, item.shape[3]) for output in public]
            matrix, right = np.concatenate(made), np.concatenate(outputs)
            assert np.linalg.matrix_rank(matrix) < matrix.shape[1], (question.id, name)
            kernel = np.linalg.lstsq(matrix, right, rcond=None)[0].reshape(item.shape)
            assert not all(question.is_right(kernel, output) for output in item.outputs)


WITHHELD = {slip.name for slip in KERNEL_SLIPS}
"""What is told of a kernel by its cells waits until it is graded."""

HEADING = {"class", "id", "points", "statement", "hint", "because", "untold"}


@pytest.mark.thorough
def test_the_public_part_names_nothing_hidden(exams: Exams, published: Mapping[str, Path]) -> None:
    for name, folder in published.items():
        text = json.loads((folder / TEXT).read_text(encoding="utf-8"))
        stored = load_file(folder / ARRAYS)
        hidden_probes: dict[str, np.ndarray] = {}
        open_probes: set[str] = set()
        assert set(text["kinds"]) == {question.kind for question in exams[name].rubric.questions}
        for plain in text["questions"]:
            question = exams[name].rubric.question(plain["id"])
            expected = exams[name].keys[plain["id"]].expected
            body = {key: value for key, value in plain.items() if key not in HEADING}
            words = json.dumps(body)
            arrays = [stored[str(number)] for number in numbers_of_arrays(body)]
            match question:
                case KernelQuestion():
                    assert not [probe for probe in question.hidden if f'"{probe}"' in words]
                    open_probes |= set(question.public)
                    for item in expected.values():
                        assert not holds(stored.values(), item.kernel)
                        for output in item.outputs:
                            assert holds(arrays, output.output) == output.public
                            if not output.public:
                                hidden_probes[output.probe] = output.images
                case ShapeQuestion() | PrintedQuestion():
                    assert set(body) == {"parts"}
                    assert all(
                        set(part) == {"class", "answer", "input_shape", "layers", "weights"}
                        for part in body["parts"]
                    )
                    layers = json.dumps([part["layers"] for part in body["parts"]])
                    assert not [s for s in expected.values() if str(list(s)) in layers]
                    assert arrays == []
                case LayerQuestion():
                    assert [call["size"] for call in body["calls"]] == list(
                        map(list, question.public)
                    )
                    assert not [size for size in question.hidden if str(list(size)) in words]
                case CountQuestion() | InputSizesQuestion() | MatrixQuestion():
                    statement = {"class", "answer", "input_shape", "layers", "use_bias"}
                    if not isinstance(question, CountQuestion):
                        statement = {"class", "answer", "layer", "output", "largest"}
                        statement |= {"kernel", "input_size"}
                    assert set(body) <= {"parts", "tolerance"}
                    assert all(set(part) <= statement for part in body["parts"])
                    assert arrays == []
                case FunctionQuestion():
                    drawn = {item.case.key for part in expected for item in part.drawn}
                    live = read_public(folder).questions[question.id].expected()
                    told = {item.case.key for part in live for item in part.examples}
                    shown = {item.case.key for part in expected for item in part.examples}
                    assert told == shown
                    small = {item.case.key for part in live for item in part.small}
                    assert len(drawn - shown - small) > len(drawn) / 2
                    assert set(body) == {"answer", "task", "tolerance", "parts", "more"}
                    assert all(
                        set(p) == {"class", "name", "examples", "imprints", "small"}
                        for p in body["parts"]
                    )
                case NetworkQuestion():
                    assert not [stage for stage in expected if str(list(stage.shape)) in words]
                    assert arrays == []
                case OutputQuestion():
                    assert set(body) == {"parts", "tolerance", "images"}
                    part = {"class", "answer", "probe", "layer", "kernel"}
                    assert set(body["parts"][0]) == part
                    assert numbers_of_arrays(body) == numbers_of_arrays(body["images"])
                    open_probes |= {part.probe for part in question.parts}
                case _:
                    assert body == {}
        for probe, images in hidden_probes.items():
            assert holds(stored.values(), images) == (probe in open_probes), probe


def holds(arrays: Iterable[np.ndarray], array: np.ndarray) -> bool:
    return any(a.shape == array.shape and np.allclose(a, array, atol=1e-5) for a in arrays)


def numbers_of_arrays(plain: Any) -> list[int]:
    """Of all arrays that are spoken of within."""
    if isinstance(plain, dict) and set(plain) == {"array"}:
        return [plain["array"]]
    inner = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    return [number for item in inner for number in numbers_of_arrays(item)]


@pytest.mark.thorough
def test_the_committed_public_part_is_this_one(root: Path, published: Mapping[str, Path]) -> None:
    for name, folder in published.items():
        for file in (TEXT, ARRAYS):
            committed = root / "assignments" / name / file
            assert committed.read_bytes() == (folder / file).read_bytes(), f"build {name} again"
