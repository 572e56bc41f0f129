"""Functions that students write, judged by what comes back from calls of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings as tries
from hypothesis import strategies as st

from autograder.convolution.slips.functions.tables import (
    BEGINNINGS,
    FUNCTION_SLIPS,
    HABIT_NAMES,
)
from autograder.convolution.slips.functions.work import outcome
from autograder.convolution.tasks import TASKS
from autograder.questions.answer import Answer
from autograder.questions.function.cases import Cases
from autograder.questions.function.question import FunctionPart, FunctionQuestion
from autograder.questions.function.sentences import SENTENCES
from autograder.questions.verdict import Verdict
from autograder.values.call import Call, Port, Reply
from autograder.values.export import Export
from autograder.values.functions import FunctionCall
from autograder.values.value import Value
from tests.questions.fake_port import KeptPort
from tests.speeds import rows, some

PARTS = (
    FunctionPart("one channel", Cases(), drawn=15),
    FunctionPart("strides", Cases(strides=(1, 3)), drawn=15),
    FunctionPart(
        "padding",
        Cases(sizes=(2, 6), windows=(2, 4), strides=(1, 3), paddings=("same",)),
        drawn=15,
    ),
    FunctionPart("channels", Cases(channels=(1, 3), filters=(1, 3)), drawn=15),
)


def conv2d(image: Any, kernel: Any, strides: Any = (1, 1), padding: Any = "valid") -> np.ndarray:
    """A right function, by a window view."""
    kh, kw = kernel.shape[:2]
    if padding == "same":
        around = []
        for size, window, step in zip(image.shape, (kh, kw), strides, strict=False):
            missing = max((-(-size // step) - 1) * step + window - size, 0)
            around.append((missing // 2, missing - missing // 2))
        image = np.pad(image, (*around, (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    return np.einsum("ijcab,abcf->ijf", seen[:: strides[0], :: strides[1]], kernel)


def question(**more: Any) -> FunctionQuestion:
    settings: dict[str, Any] = {
        "id": "conv",
        "points": 4,
        "statement": "?",
        "hint": "!",
        "answer": "conv2d",
        "task": "conv2d",
        "parts": PARTS,
    }
    return FunctionQuestion(**{**settings, **more})


def answer(code: str = "") -> Answer:
    """What a notebook with a function of this code gives."""
    return Answer({"conv2d": Value(type_name="function"), "conv2d:settings": Value(code)})


def port(function: Callable) -> KeptPort:
    """Has this function called, as the grader has it done."""
    return KeptPort(FunctionCall(function))


@cache
def expected() -> Any:
    return question().expected(answer(), lambda name: None, port(conv2d))  # type: ignore[arg-type,return-value]


NOTHING = Answer()


def judge(function: Callable, untouched: Answer = NOTHING, code: str = "") -> Verdict:
    return question().judge(answer(code), expected(), untouched, port(function))


def test_a_right_function_is_right():
    verdict = judge(conv2d)
    assert (verdict.outcome, verdict.points, verdict.message) == ("correct", 4, "Right.")
    assert verdict.trials == ()


def test_every_part_has_its_share():
    verdict = judge(lambda image, kernel: conv2d(image, kernel))
    assert (verdict.outcome, verdict.points) == ("partial", 2)
    assert "Right: `one channel`, `channels`." in verdict.message


def test_the_smallest_input_is_written_out():
    """A kernel that is rotated shows first with two different weights, and two pixels."""
    verdict = judge(lambda image, kernel, *a, **k: conv2d(image, kernel[::-1, ::-1], *a, **k))
    assert (verdict.outcome, verdict.points, verdict.mistake) == ("wrong", 0, "kernel-rotated")
    assert verdict.message.startswith(
        "`one channel`: `conv2d` gives wrong values, for example here:\n"
        "    image = np.array([[1., 2.]]).reshape(1, 2, 1)\n"
        "    kernel = np.array([[1., 2.]]).reshape(1, 2, 1, 1)\n"
        "    conv2d(image, kernel)\n"
        "    gives an array of shape (1, 1, 1):\n"
        "        [[4.]]\n"
        "    expected: an array of shape (1, 1, 1):\n"
        "        [[5.]]\n"
        "    output[0, 0] comes from image[0:1, 0:2]: 1*1 + 2*2\n"
        "`strides`, `padding`, `channels`: `conv2d` gives wrong values.\n"
    )
    assert "rotates the kernel" in verdict.message
    (trial,) = verdict.trials
    assert (trial.part, trial.call) == ("one channel", "conv2d(image, kernel)")
    rest = "`strides`, `padding`, `channels`: `conv2d` gives wrong values."
    first, second, *_ = verdict.brief.splitlines()
    assert first == "`one channel`: `conv2d` gives wrong values, as shown below."
    assert second == rest


def without(strides: bool = True, padding: bool = True) -> Callable:
    def function(image: Any, kernel: Any, **options: Any) -> np.ndarray:
        kept = {"strides": strides, "padding": padding}
        return conv2d(image, kernel, **{k: v for k, v in options.items() if kept[k]})

    return function


def test_the_smallest_input_of_each_part():
    verdict = judge(without(strides=False))
    assert (verdict.points, verdict.mistake) == (2, "stride-ignored")
    (trial,) = verdict.trials
    assert trial.call == "conv2d(image, kernel, strides=(1, 2))"
    assert trial.arrays["image"].shape == (1, 2, 1)
    assert trial.expected.shape == (1, 1, 1)
    verdict = judge(without(padding=False))
    assert (verdict.points, verdict.mistake) == (3, "padding-ignored")
    assert verdict.trials[0].part == "padding"


def test_two_wrong_cases_are_enough():
    verdict = judge(lambda *a, **k: conv2d(*a, **k) + 1)
    assert (verdict.points, verdict.mistake) == (0, None)
    assert [trial.part for trial in verdict.trials] == ["one channel", "strides"]


def test_the_same_function_gets_the_same_words():
    first, again = (judge(without(strides=False)) for _ in range(2))
    assert first.message == again.message


def leaves(image: Any, kernel: Any, **options: Any) -> None:
    return None


def not_yet(image: Any, kernel: Any, **options: Any) -> None:
    raise NotImplementedError


STARTER = Answer({"conv2d": Value(type_name="function"), "conv2d:settings": Value("a1b2")})


@pytest.mark.parametrize("function", [leaves, not_yet])
def test_what_nobody_touched(function):
    verdict = judge(function, STARTER, "a1b2")
    assert (verdict.outcome, verdict.points) == ("not attempted", 0)
    assert judge(function, STARTER, "c3d4").outcome == "wrong"  # somebody wrote something
    assert judge(function, Answer(), "").outcome == "wrong"
    assert judge(conv2d, STARTER, "a1b2").outcome == "correct"  # a function below it does the work


def test_a_variable_that_is_no_function():
    nothing = Value(None, "not-callable", "NoneType")
    asked = question()
    verdict = asked.judge(Answer({"conv2d": nothing}), expected(), Answer({"conv2d": nothing}))
    assert verdict.outcome == "not attempted"
    seven = Answer({"conv2d": Value(None, "not-callable", "int")})
    verdict = asked.judge(seven, expected(), Answer({"conv2d": nothing}))
    assert (verdict.outcome, verdict.points) == ("wrong", 0)
    assert verdict.message == "`conv2d` is a single number, where a function is needed."


def keeps(image: Any, kernel: Any, *a: Any, **k: Any) -> np.ndarray:
    KEPT.append(0)
    return conv2d(image, kernel, *a, **k) + len(KEPT) // 14


KEPT: list[int] = []


def uses_opencv(image: Any, kernel: Any, *a: Any, **k: Any) -> np.ndarray:
    cv2 = pytest.importorskip("cv2")
    cv2.filter2D(np.ones((3, 3)), -1, np.ones((1, 1)))
    return conv2d(image, kernel, *a, **k)


def clears(image: Any, kernel: Any, *a: Any, **k: Any) -> np.ndarray:
    result = conv2d(image, kernel, *a, **k)
    kernel[:] = 0
    return result


def conv2d_with_pad(image: Any, kernel: Any, pad: Any = 0) -> np.ndarray:
    return conv2d(image, kernel)


conv2d_with_pad.__qualname__ = "conv2d"  # as a notebook's own function


HABITS = {
    "other-arguments": (conv2d_with_pad, "doesn't take the arguments that it is called with"),
    "no-return": (leaves, "Your function gives back nothing (None): does it end with `return`?"),
    "uses-library": (uses_opencv, "`conv2d` calls cv2: here the point is to write it yourself"),
    "changes-input": (clears, "work on a copy"),
    "not-repeatable": (keeps, "does it keep something from one call to the next"),
}


@pytest.mark.parametrize("name", HABIT_NAMES)
def test_habits_are_seen(name):
    function, words = HABITS[name]
    verdict = judge(function)
    assert verdict.mistake == name
    assert words in verdict.message
    assert verdict.points < 4


BREAKS = {
    "an error": (lambda image, kernel: image[:, :, 5], "gives an error: IndexError: index 5"),
    "an error everywhere": (
        lambda *a, **k: [][1],
        "`strides`, `padding`, `channels`: `conv2d` ends with the same error.",
    ),
    "text": (lambda *a, **k: "three", "gives text, of which no array of numbers can be made"),
    "two axes": (lambda *a, **k: conv2d(*a, **k)[..., 0], "gives 2 axes, where there should be 3"),
    "one axis": (lambda *a, **k: [1], "gives 1 axis, where there should be 3"),
    "a number": (
        lambda *a, **k: 3.5,
        "gives a single number, where there should be an array with 3 axes",
    ),
    "a tuple with None": (
        lambda *a, **k: (None, 2),
        "gives a tuple, but not everything in it is a number",
    ),
    "a ragged list": (
        lambda *a, **k: [[1], [1, 2]],
        "gives a list whose parts are not equally long",
    ),
    "wrong size": (lambda *a, **k: conv2d(*a, **k)[:, :-1], "gives a wrong width"),
    "no number": (lambda *a, **k: conv2d(*a, **k) * np.nan, "gives wrong values"),
    "far too many": (lambda *a, **k: np.zeros((9999, 9999)), "gives far too many numbers"),
    "many": (lambda *a, **k: np.zeros((99, 99, 1)), "gives an array of shape (99, 99, 1)\n"),
}


@pytest.mark.parametrize(("function", "words"), BREAKS.values(), ids=BREAKS)
def test_what_a_wrong_function_is_told(function, words):
    verdict = judge(function)
    assert verdict.outcome == "wrong"
    assert words in verdict.message
    assert len(verdict.message) < 3000


def endless(image: Any, kernel: Any, strides: Any = (1, 1), padding: Any = "valid") -> np.ndarray:
    if padding == "same":
        raise KeyboardInterrupt  # stands for a loop without an end that the engine interrupts
    return conv2d(image, kernel, strides)


def test_a_loop_without_an_end_costs_what_comes_after():
    asked = []

    def function(*a: Any, **k: Any) -> np.ndarray:
        asked.append(k.get("padding"))
        return endless(*a, **k)

    verdict = judge(function)
    assert (verdict.outcome, verdict.points) == ("partial", 2)
    assert "`padding`: `conv2d` took too long, and was stopped" in verdict.message
    assert "`channels`: `conv2d` was not tried any more." in verdict.message
    (trial,) = verdict.trials
    assert trial.call.endswith("padding='same')")
    assert "a loop without an end?" in verdict.message
    assert asked.count("same") == 1


class ForgedPort(Port):
    """Gives the same replies to every order, or as many as there are calls."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        return (self._reply,) * (1 if self._reply.stopped else len(calls))


FORGED = {
    "gone": (
        Reply(None, "not-reached", "", "the process has ended"),
        "could not go on, on this input or on one that came after it: the process",
    ),
    "killed": (Reply(None, "ended", "", "the call ended it: exit code 3"), "exit code 3"),
    "too slow": (Reply(None, "time-limit"), "took too long"),
    "malformed": (Reply(None, "malformed"), "gives back something that could not be read"),
}


@pytest.mark.parametrize(("reply", "words"), FORGED.values(), ids=FORGED)
def test_what_no_honest_process_gives(reply, words):
    verdict = question().judge(answer(), expected(), Answer(), ForgedPort(reply))
    assert (verdict.outcome, verdict.points) == ("wrong", 0)
    assert words in verdict.message


def test_a_master_must_be_right():
    with pytest.raises(
        ValueError, match=r"the master's `conv2d` is not right: Right: `one channel`"
    ):
        question().expected(answer(), lambda name: None, port(without(strides=False)))  # type: ignore[arg-type,return-value]


def test_a_task_must_be_known():
    with pytest.raises(ValueError, match="there is no task 'blur'"):
        question(task="blur")


# --- what each slip is told


def with_slips(task: str, *names: str) -> Callable:
    """A function with the first way to make each of these slips."""
    slips = [next(slip for slip in FUNCTION_SLIPS[task] if slip.name == name) for name in names]

    def function(*given: Any, **options: Any) -> np.ndarray:
        arguments = dict(zip(TASKS[task].arguments, given, strict=False)) | options
        output = outcome(BEGINNINGS[task](arguments), slips)
        if output is None:
            raise ValueError("nothing is left")
        return output

    return function


WIDE = Cases(
    sizes=(2, 7),
    windows=(1, 4),
    strides=(1, 3),
    paddings=("valid", "same"),
    channels=(1, 3),
    filters=(1, 3),
    interpolations=("nearest", "bilinear"),
    quarters=True,
    layers=("Conv2D", "MaxPooling2D", "AveragePooling2D", "UpSampling2D", "Conv2DTranspose"),
)
DEFAULTS = Cases(channels=(1, 3), layers=WIDE.layers)
NAMED = list(dict.fromkeys((t, s.name) for t, table in FUNCTION_SLIPS.items() for s in table))
FIRST = [(t, table[0].name) for t, table in FUNCTION_SLIPS.items()]


@cache
def of_task(task: str) -> tuple[FunctionQuestion, Any]:
    asked = question(
        id=task,
        task=task,
        parts=(
            FunctionPart("all", WIDE, examples=12, drawn=40),
            FunctionPart("defaults", DEFAULTS, examples=6, drawn=10),
        ),
    )
    right = port(allowed(lambda *a, **k: TASKS[task].reference(*a, **k)))
    return asked, asked.expected(answer(), lambda name: None, right)  # type: ignore[arg-type,return-value]


def allowed(function: Callable) -> Callable:
    """A function of the kit's own arithmetic, out of sight of the watch."""

    def call(*given: Any, **options: Any) -> Any:
        import sys

        watch = sys.getprofile()
        sys.setprofile(None)
        try:
            return function(*given, **options)
        finally:
            sys.setprofile(watch)

    return call


@pytest.mark.parametrize(
    ("task", "name"),
    rows(
        {f"{t}-{n}": (t, n) for t, n in some(NAMED, {*FIRST, *NAMED[::8]})},
        [f"{t}-{n}" for t, n in FIRST],
    ),
)
def test_every_slip_is_told(task, name):
    """Or one that gives the same on these cases; never without a wrong case."""
    asked, right = of_task(task)
    function = with_slips(task, name)
    verdict = asked.judge(answer(), right, Answer(), port(allowed(function)))
    if (task, name) in NOT_SEEN:
        return
    assert verdict.outcome in ("wrong", "partial"), verdict.message
    assert verdict.trials
    told = {slip.slip for slip in verdict.slips}
    assert name in told or (task, name) in AS_ANOTHER, told
    if name in told:
        assert SENTENCES[task][name] in verdict.message


NOT_SEEN = {("max_pool2d", "border-repeated")}
"""What gives what is right."""
AS_ANOTHER = {("upsample2d", "bilinear-weights-whole")}
"""What gives what a commoner slip gives: the nearer of two neighbours is the nearest pixel."""


def test_two_slips_are_told_together():
    both = with_slips("conv2d", "stride-ignored", "padding-ignored")
    verdict = judge(allowed(both))
    assert verdict.points == 2
    assert [(slip.slip, slip.part) for slip in verdict.slips] == [
        ("stride-ignored", "strides"),
        ("padding-ignored", "padding"),
    ]
    told = [SENTENCES["conv2d"][name] for name in ("stride-ignored", "padding-ignored")]
    assert all(sentence in verdict.message for sentence in told)


def square_only(image: Any, kernel: Any, *a: Any, **k: Any) -> np.ndarray:
    result = conv2d(image, kernel, *a, **k)
    return result if image.shape[0] == image.shape[1] else result + 1


def fails_with_strides(image: Any, kernel: Any, strides: Any = (1, 1), **k: Any) -> np.ndarray:
    if strides != (1, 1):
        raise KeyError("strides")
    return conv2d(image, kernel, strides, **k)


def simple_only(image: Any, kernel: Any, strides: Any = (1, 1), **k: Any) -> np.ndarray:
    wrong = strides != (1, 1) or image.shape[2] > 1
    return conv2d(image, kernel, strides, **k) + wrong


IN_COMMON = {
    "values": (square_only, ["square-pictures-only"], "the picture is as high as it is wide: what"),
    "errors": (fails_with_strides, ["stride-one-only"], "the window moves by one pixel: what"),
    "two": (
        simple_only,
        ["one-channel-only", "stride-one-only"],
        "the picture has one channel, and the window moves by one pixel: what changes in it when"
        " there are several channels, or when a stride is larger?",
    ),
}


@pytest.mark.parametrize(("function", "names", "words"), IN_COMMON.values(), ids=IN_COMMON)
def test_what_the_right_inputs_have_in_common_is_told(function, names, words):
    verdict = judge(function)
    assert list(dict.fromkeys(slip.slip for slip in verdict.slips)) == names
    assert f"Your function is right as long as {words}" in verdict.message


def test_nothing_is_told_that_is_not_clear():
    calls: list[int] = []

    def sometimes(image: Any, kernel: Any, *a: Any, **k: Any) -> np.ndarray:
        calls.append(0)
        return conv2d(image, kernel, *a, **k) + int(kernel.sum() > 2)

    assert judge(sometimes).slips == ()


def test_slips_are_sorted_by_what_they_give():
    found = question().wrong_answers(expected())
    assert [found[name] for name in HABIT_NAMES] == [{"conv2d": (name,)} for name in HABIT_NAMES]
    assert found["kernel-rotated"]["one channel"] != found["mirrored"]["one channel"]
    assert found["stride-ignored"]["one channel"] == ()
    (shown,) = found["stride-ignored"]["strides"]
    assert str(shown).startswith("conv2d(image, kernel, strides=(")
    assert set(found) <= set(question().sentences())
    assert question().catalogues()["conv2d"]["mirrored"] == question().sentences()["mirrored"]


# --- the live question


def test_the_public_part_holds_the_examples_and_nothing_that_is_drawn(travel):
    live, _, arrays = travel(question().publish(expected()))
    assert live.hidden_probes
    for part, live_part in zip(expected(), live.expected(), strict=True):
        assert live_part.small
        assert live_part.more() == ()
        assert part.more() == part.drawn != ()
        assert [e.case.key for e in live_part.examples] == [e.case.key for e in part.examples]
    drawn = {e.case.arguments["image"].tobytes() for part in expected() for e in part.drawn}
    told = {
        e.case.arguments["image"].tobytes()
        for part in live.expected()
        for e in (*part.examples, *part.small)
    }
    assert not {array.tobytes() for array in arrays} & (drawn - told)
    assert {array.tobytes() for array in arrays} >= told


@pytest.mark.thorough
def test_a_live_check_says_the_same_of_the_public_examples(travel):
    live, *_ = travel(question().publish(expected()))
    live_expected = live.expected()
    functions = (conv2d, without(strides=False), without(padding=False), leaves, uses_opencv)
    for function in functions:
        at_once = live.judge(answer(), live_expected, Answer(), port(function))
        graded = judge(function)
        assert (at_once.points, at_once.mistake) == (graded.points, graded.mistake)
    verdict = live.judge(answer(), live_expected, Answer(), port(without(strides=False)))
    shown = [e.case.arguments for e in (*live_expected[1].examples, *live_expected[1].small)]
    assert any(verdict.trials[0].arrays["image"] is case["image"] for case in shown)


NAMED_LIVE = ("kernel-rotated", "same-one-side", "whole-numbers-always", "channels-not-summed")


@pytest.mark.parametrize("name", rows({name: name for name in NAMED_LIVE}, NAMED_LIVE[:1]))
def test_a_live_check_names_slips_by_marks(name, travel):
    """It works nothing out: the marks were made with the public part."""
    asked, right = of_task("conv2d")
    live, *_ = travel(asked.publish(right))
    shown = tuple(replace(part, drawn=()) for part in right)
    function = allowed(with_slips("conv2d", name))
    at_once = live.judge(answer(), live.expected(), Answer(), port(function))
    graded = asked.judge(answer(), shown, Answer(), port(function))
    assert at_once.mistake == name
    assert (at_once.slips, at_once.points) == (graded.slips, graded.points)


def test_a_live_check_shows_a_small_input(travel):
    live, *_ = travel(question().publish(expected()))
    verdict = live.judge(answer(), live.expected(), Answer(), port(without(strides=False)))
    assert verdict.trials[0].arrays["image"].size <= 4


def test_a_live_check_needs_no_hypothesis():
    import subprocess
    import sys

    code = (
        "import sys; import autograder.questions.function.question; import autograder.notebook.check;"
        "sys.exit('hypothesis' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


STYLES = st.sampled_from(
    [
        lambda a: a,
        lambda a: a.tolist(),
        lambda a: a.astype(np.float32),
        lambda a: np.asfortranarray(a),
        lambda a: tuple(map(tuple, a)),
        lambda a: np.ma.array(a),
        lambda a: np.round(a).astype(np.int16),
    ]
)


@tries(max_examples=8, deadline=None)
@examples(STYLES)
def test_any_way_to_give_the_numbers_is_right(style):
    assert judge(lambda *a, **k: style(conv2d(*a, **k))).outcome == "correct"


def test_half_precision_is_precise_enough():
    """1.333 for 4/3: the idea is right."""
    means = FunctionQuestion(
        id="mean",
        points=1,
        statement="?",
        hint="!",
        answer="conv2d",
        task="avg_pool2d",
        parts=(FunctionPart("plain", Cases(windows=(1, 3)), drawn=15),),
    )

    def average(image: Any, pool_size: Any) -> np.ndarray:
        windows = np.lib.stride_tricks.sliding_window_view(image, pool_size, axis=(0, 1))
        return windows[:: pool_size[0], :: pool_size[1]].mean(axis=(3, 4))

    wanted = means.expected(answer(), None, port(average))  # type: ignore[arg-type]

    def judged(change: Callable) -> str:
        function = port(lambda image, pool_size: change(average(image, pool_size)))
        return means.judge(answer(), wanted, NOTHING, function).outcome

    assert judged(lambda result: result.astype(np.float16)) == "correct"
    assert judged(lambda result: result.round(1)) == "wrong"


def test_what_a_call_gave_the_second_time_is_shown():
    """The first time it was right."""
    seen: set = set()

    def function(image: Any, kernel: Any, *a: Any, **k: Any) -> np.ndarray:
        key = (image.tobytes(), kernel.tobytes(), str(image.dtype), str(k))
        again = key in seen
        seen.add(key)
        return conv2d(image, kernel, *a, **k) + (700 if again else 0)

    (trial, *_) = judge(function).trials
    assert trial.result is not None
    assert np.array_equal(trial.result, trial.expected + 700)


def test_a_right_result_of_a_function_that_changes_its_input_is_called_right():
    message = judge(clears).message
    assert "gives the right result, but what went in is not the same afterwards" in message


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 5, 5, 2), "gives 4 numbers, where there should be 3 (there is no batch axis here)"),
        ((5, 5), "gives 2 numbers, where there should be 3, for"),
        (5, "does not give three numbers"),
    ],
    ids=["batch", "no channels", "one"],
)
def test_a_shape_of_other_length(numbers, words):
    asked = question(task="output_shape", parts=(FunctionPart("a", Cases()),))
    right = port(
        lambda layer, shape, size, filters: (
            shape[0] - size[0] + 1,
            shape[1] - size[1] + 1,
            filters,
        )
    )
    wanted = asked.expected(answer(), None, right)  # type: ignore[arg-type]
    message = asked.judge(answer(), wanted, NOTHING, port(lambda *a, **o: numbers)).message
    assert words in message
