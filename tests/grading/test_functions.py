"""Functions that students write, from the starter to the marks: a course of its own, and its walls."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.preparation import Preparation
from autograder.engine.session import Limits
from autograder.grading.kit_exam import KitExam
from autograder.grading.marks import Marks
from autograder.grading.verify import verify
from tests.engine_of import engine_of
from tests.functions_course import FILES, LIMITS, FunctionsCourse
from tests.speeds import rows

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def engine():
    return engine_of(FILES)


@pytest.fixture(scope="module")
def functions(engine, tmp_path_factory) -> FunctionsCourse:
    return FunctionsCourse.make(tmp_path_factory.mktemp("functions") / "course", engine)


@pytest.fixture(scope="module")
def exam(functions) -> KitExam:
    return functions.exam


@pytest.fixture(scope="module")
def right(functions) -> Mapping[str, str]:
    """The first right answer to each question."""
    return functions.right


@pytest.fixture
def grade(functions, engine):
    """Marks for right answers, but for those that are given."""

    def run(engine=engine, limits: Limits = LIMITS, **answers: str) -> Marks:
        return functions.grade(engine, limits, **answers).marks

    return run


def test_the_public_part_can_be_right_alone(functions, exam, engine, right):
    sizes = {
        example.case.arguments["image"].shape
        for part in exam.public["conv"].expected()
        for example in part.examples
    }
    known = f"""
right_conv2d = conv2d
def conv2d(image, kernel, *more, **named):
    result = right_conv2d(image, kernel, *more, **named)
    return result if image.shape in {sizes} else 0 * result
"""
    graded = functions.grade(engine, public_too=True, conv=right["conv"] + known)
    public = {verdict.question: verdict for verdict in graded.public}
    assert (public["conv"].outcome, public["conv"].points) == ("correct", 4)
    assert public["conv"].hidden_decides
    assert graded.marks.verdict("conv").points < 4
    without = functions.grade(engine, conv=right["conv"] + known)
    assert without.public == ()
    assert points(without.marks) == points(graded.marks)


def points(marks: Marks) -> list[float | None]:
    return [verdict.points for verdict in marks.verdicts]


def kinds(marks: Marks) -> list[str]:
    return [i.kind for i in marks.incidents if i.kind not in ("no-sandbox", "sandbox-refusal")]


@pytest.mark.soak  # as `make verify` does for the course's own
def test_the_course_is_in_order(engine, exam):
    """Master, starter, and every wrong and right answer with its marks and its mistake."""
    found = verify(exam.assignment, engine, 2, LIMITS)
    assert found.complaints == ()
    assert found.wrong_answers > 30


def words(marks: Marks) -> list[tuple]:
    return [(v.points, v.mistake, v.message) for v in marks.verdicts]


def test_the_same_marks_every_time_and_in_every_engine(grade, right):
    conv = right["conv"].replace("missing // 2, missing - missing // 2", "0, missing")
    shape = right["shape"].replace("// s + 1", "// s")
    once, again = (words(grade(conv=conv, shape=shape)) for _ in range(2))
    with FreshEngine(Preparation(("numpy",))) as fresh:
        elsewhere = words(grade(fresh, conv=conv, shape=shape))
    assert once == again == elsewhere
    assert [mistake for _, mistake, _ in once] == ["same-one-side", None, "forgot-plus-one"]


ENDINGS = {
    "loop": ("while True: pass", "took too long, and was stopped", "call-time-limit"),
    "loop in C": ("sum(range(10**13))", "took too long", "call-time-limit"),
    "deaf loop": (
        "while True:\n            try: time.sleep(9)\n            except BaseException: pass",
        "took too long",
        "call-time-limit",
    ),
    "exit": ("import os; os._exit(3)", "exit code 3", "call-crashed"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "signal SIGSEGV", "call-crashed"),
}


@pytest.mark.parametrize(("body", "told", "kind"), rows(ENDINGS, ()))
def test_what_ends_a_call_costs_only_that_part(grade, right, body, told, kind):
    """`padding` is the third of four parts: the two before it count, and so do later functions."""
    loops = right["conv"].replace('if padding == "same":', f'if padding == "same":\n        {body}')
    marks = grade(conv=loops)
    assert points(marks) == [2, 2, 2]
    assert kinds(marks) == [kind]
    message = marks.verdict("conv").message
    assert "Right: `one channel`, `strides`." in message
    assert told in message
    assert "`channels`: `conv2d` was not tried any more." in message


def test_every_function_may_end_the_process(grade, right):
    exits = "\n    import os; os._exit(3)\n"
    answers = {name: code.replace("):\n", f"):{exits}", 1) for name, code in right.items()}
    marks = grade(**answers)
    assert points(marks) == [0, 0, 0]
    assert kinds(marks) == ["call-crashed"] * 3


HOSTILE = {
    "prints without end": "print('x' * 10**6)",
    "forged answer": (
        "import autograder.values.replies as call\n    call.pack = lambda replies: bytes(9)"
    ),
    "gigantic answer": (
        "import autograder.values.replies as call\n    call.pack = lambda replies: bytes(10**7)"
    ),
    "too many answers": (
        "import autograder.values.replies as call, autograder.values.message as message\n"
        "    call.pack = lambda replies: message.pack(tuple(replies) * 60)"
    ),
    "deep answer": (
        "import autograder.values.replies as call, struct\n"
        "    call.pack = lambda replies: struct.pack('<I', 99999) + b'[' * 99999"
    ),
    "answers for every question": (
        "import autograder.questions.function.tryout as tryout\n    tryout.near = lambda *a: True"
    ),
    "an object that is all answers": (
        "return type('All', (), {'__array__': lambda *a, **k: 1, '__eq__': lambda *a: True})()"
    ),
    "looks for what is expected": (
        "import gc, sys\n"
        "    frame = sys._getframe()\n"
        "    things = gc.get_objects()\n"
        "    while frame:\n"
        "        things += frame.f_locals.values()\n"
        "        frame = frame.f_back\n"
        "    sides = [a - b + 1 for a, b in zip(image.shape, kernel.shape[:2])]\n"
        "    for thing in things:\n"
        "        if type(thing) is np.ndarray and thing.shape == (*sides, kernel.shape[3]):\n"
        "            if thing is not image and len(kernel) > 1: return thing"
    ),
    "an array of its own kind": (
        "class Equal(np.ndarray):\n"
        "        def __eq__(self, other): return True\n"
        "        def __array_function__(self, *a): return True\n"
        "        def __array_ufunc__(self, *a, **k): return 0\n"
        "    return np.zeros((1, 1, 1)).view(Equal)"
    ),
    "a million numbers": "return np.zeros((1000, 1000, 1))",
    "an array of objects": "return np.array([[[Ellipsis]]], dtype=object)",
    "an exit": "raise SystemExit",
    "an interrupt": "raise KeyboardInterrupt",
    "no memory": "raise MemoryError",
    "much memory": "np.ones((1 << 40,))",
    "prints a hundred megabytes": "for _ in range(100): print('x' * 10**6)",
    "answers by turns": "np.turn = getattr(np, 'turn', 0) + 1\n    if np.turn % 2: return None",
    "an error that cannot be told": (
        "raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})()"
    ),
}


@pytest.mark.parametrize("body", rows(HOSTILE, ("forged answer", "deep answer")))
def test_hostile_functions_gain_nothing(grade, right, body):
    """The function gives zeros, beside what it tries; the functions after it keep their points."""
    hostile = f"def conv2d(image, kernel, strides=(1, 1), padding='valid'):\n    {body}\n"
    marks = grade(conv=f"{hostile}    return image[:0] * 0\n")
    assert marks.verdict("conv").points == 0
    assert len(marks.verdict("conv").message) < 5000
    slow = "Interrupt" in body or "range(100)" in body
    told = {"output-limit", "malformed", *(["call-time-limit"] if slow else [])}
    assert set(kinds(marks)) <= told
    forges = "call." in body  # it stays forged for what is called later in the same process
    assert points(marks)[1:] == ([0, 0] if forges else [2, 2])


def test_a_function_that_waits_costs_one_call(grade, right):
    """A second for the first call; after it the function is not called any more."""
    waits = right["conv"].replace("):\n", "):\n    time.sleep(60)\n", 1)
    marks = grade(conv="import time\n" + waits)
    assert points(marks) == [0, 2, 2]
    assert kinds(marks) == ["call-time-limit"]


def test_a_function_that_forks_gains_nothing(grade, right):
    forks = "def conv2d(image, kernel, strides=(1, 1), padding='valid'):\n"
    forks += "    import os\n    os.fork()\n    return image[:0] * 0\n"
    marks = grade(conv=forks)
    assert marks.verdict("conv").points == 0
    assert [verdict.question for verdict in marks.verdicts] == ["conv", "pool", "shape"]


def test_what_is_known_of_the_public_examples_gives_no_part(grade, right, exam):
    """A table of the right results, as anybody could write it down from the starter's files."""
    known = {}
    for part in exam.keys["conv"].expected:
        for example in part.examples:
            case = example.case.arguments
            key = case["image"].tobytes() + case["kernel"].tobytes()
            known[key] = example.expected.tolist()
    table = f"known = {known!r}\n"
    table += "def conv2d(image, kernel, strides=(1, 1), padding='valid'):\n"
    table += "    return known.get(image.tobytes() + kernel.tobytes(), [[[0]]])\n"
    assert grade(conv=table).verdict("conv").points == 0


def test_a_function_keeps_the_helpers_that_it_had_at_its_check(grade, right):
    """The next exercise has a helper of the same name, and a constant."""
    conv = "def steps(strides): return strides[0] * one, strides[1] * one\none = 1\n"
    conv += right["conv"].replace("):\n", "):\n    strides = steps(strides)\n", 1)
    later = "def steps(strides): raise ValueError('another one')\none = sum = zip = None\n"
    pool = later + "del sum, zip\n" + right["pool"]
    assert points(grade(conv=conv, pool=pool)) == [4, 2, 2]


def test_hidden_cases_are_not_in_the_students_process_before_the_end(grade, right, exam):
    """What the grader draws comes in with the calls, when nothing is recorded any more."""
    looks = "import gc, sys\nnames = [name for name in sys.modules if 'hypothesis' in name]\n"
    looks += "assert names == []\n"
    marks = grade(conv=looks + right["conv"])
    assert points(marks) == [4, 2, 2]
    drawn = [asked for part in exam.keys["conv"].expected for asked in part.drawn]
    assert len(drawn) > 60


def test_a_slow_function_is_right(grade, right):
    slow = right["pool"].replace("    steps", "    time.sleep(0.005)\n    steps")
    assert points(grade(pool=slow, limits=dataclasses.replace(LIMITS, call_seconds=5))) == [4, 2, 2]
