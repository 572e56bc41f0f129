"""Where attacks are tried: this project's grading, and what is seen there."""

from __future__ import annotations

import contextlib
import json
import pickle
import resource
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat

from autograder.engine import frame
from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.preparation import Preparation
from autograder.engine.session import Engine, Limits
from autograder.grading.exam import Exam
from autograder.grading.file_tree import FoundFile
from autograder.grading.grader import Grader
from autograder.grading.marks import Marks
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.preparation import SEED
from autograder.grading.side_by_side import side_by_side
from autograder.notebook.grading import GRADING
from autograder.printable import printable_lines
from autograder.reports.table import as_csv, as_json
from tests.attacks.attack import FULL, Attack, Effect
from tests.attacks.showing import acts, weighs
from tests.attacks.stage import HONEST, Stage
from tests.mini_course import POINTS

LIMITS = Limits(
    cell_seconds=2,
    grace_seconds=0.5,
    total_seconds=30,
    output_bytes=1 << 20,
    taken_bytes=32 << 20,
    cpu_seconds=20,
    memory_bytes=100 << 20,
    disk_bytes=32 << 20,
    disk_files=500,
    tasks=64,
)
PATIENT = replace(LIMITS, cell_seconds=20)
UNREACHED = replace(
    LIMITS,
    cell_seconds=60,
    total_seconds=200,
    output_bytes=1 << 30,
    array_bytes=1 << 30,
    taken_bytes=1 << 30,
)
BOAST = "DONE 42"
FLOOD_BYTES, FLOOD_OUTPUTS = 4 << 20, 5000
SWELL_BYTES = 100 << 20
"""What a grader may need for itself while it grades three small submissions."""


@dataclass(frozen=True)
class Outcome:
    """What became of an attack."""

    points: tuple[float, ...]
    """For the questions of `POINTS`."""
    incidents: frozenset[str]
    effects: frozenset[Effect]


class Place(ABC):
    """Somewhere to try an attack."""

    @abstractmethod
    def attempt(self, attack: Attack, stage: Stage, students: Sequence[str]) -> Outcome:
        """Grade the attack, by mallory, and the other students, in this order."""


@dataclass(frozen=True)
class OwnGrading(Place):
    """This project's grading, by an engine."""

    exam: Exam
    engine: Engine
    limits: Limits = LIMITS
    down: Callable[[], AbstractContextManager[Any]] = contextlib.nullcontext
    """Takes one defence of the grader's down."""

    def attempt(self, attack: Attack, stage: Stage, students: Sequence[str]) -> Outcome:
        stage.submit(attack)
        before = stage.look()
        with bounded(), self.down(), memory_growth() as grown:
            graded = self.grade(stage, students)
            notebook = graded["mallory"].notebook
            if notebook is not None:
                nbformat.writes(notebook)  # as it is kept
        found = stage.effects(before)
        marks = graded["mallory"].marks
        kinds = incidents_of(marks)
        if "grader-failed" in kinds:
            return Outcome((0.0,) * len(POINTS), kinds, frozenset({"broken", *found}))
        points = tuple(marks.verdict(question).points or 0.0 for question in POINTS)
        outputs = [] if notebook is None else [c.get("outputs", []) for c in notebook.cells]
        told = json.dumps(marks.plain())
        found |= effects_of_telling(marks)
        found |= effects_of(attack, points, outputs, told, stage)
        honest = (graded[name].marks for name in students if name in HONEST)
        if any(sum(FULL) != other.score or incidents_of(other) for other in honest):
            found.add("harm")
        if grown() > SWELL_BYTES:
            found.add("swell")
        return Outcome(points, kinds, frozenset(found))

    def grade(self, stage: Stage, students: Sequence[str]) -> dict[str, NotebookResult]:
        """What grading the stage's submissions gives, two at a time."""
        exam = replace(self.exam, assignment=stage.mini.assignment)
        grader = Grader(exam.assignment, self.engine, self.limits, (exam,))
        graded = side_by_side(lambda name: grader.attempt(exam, name), students, 2)
        return {item.marks.student: item for item in graded}


def incidents_of(marks: Marks) -> frozenset[str]:
    """The kinds of a submission's incidents, but for what it cannot help."""
    return frozenset(incident.kind for incident in marks.incidents) - {"no-sandbox"}


def effects_of(
    attack: Attack,
    points: Sequence[float],
    outputs: Sequence[Sequence[Any]],
    told: str,
    stage: Stage,
) -> set[Effect]:
    """What the graded notebook and the marks tell of an attack; `outputs` are those of each cell."""
    text = json.dumps(outputs)
    found: set[Effect] = set()
    for effect, happened in (
        ("points", any(got > due for got, due in zip(points, attack.points, strict=True))),
        ("lost", any(got < due for got, due in zip(points, attack.points, strict=True))),
        ("boast", BOAST in text),
        ("acts", acts(outputs)),
        ("weighs", weighs(outputs)),
        ("loot", stage.loot(text + told)),
        (
            "flood",
            len(text) > FLOOD_BYTES or max(len(outputs), *map(len, outputs), 0) > FLOOD_OUTPUTS,
        ),
    ):
        if happened:
            found.add(effect)  # type: ignore[arg-type]
    return found


def effects_of_telling(marks: Marks) -> set[Effect]:
    """What happens where marks are written to the files and the table of a class."""
    incidents = marks.incidents
    texts = [marks.student, *(t for i in incidents for t in (i.where, i.message, i.student))]
    steer: set[Effect] = {"steer"} if any(printable_lines(t) != t for t in texts) else set()
    try:
        for text in (as_json("mini", [marks]), as_csv([marks]), *texts):
            text.encode()
    except UnicodeError:
        return {"broken", *steer}
    return steer


@contextmanager
def bounded() -> Iterator[None]:
    """Ceilings for whatever is started meanwhile: an attack that succeeds must hurt no machine."""
    ceilings = {
        resource.RLIMIT_FSIZE: 256 << 20,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: 64 << 30,
    }
    kept = {kind: resource.getrlimit(kind) for kind in ceilings}
    for kind, most in ceilings.items():
        hard = kept[kind][1]
        resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))
    try:
        yield
    finally:
        for kind, both in kept.items():
            resource.setrlimit(kind, both)


@contextmanager
def memory_growth() -> Iterator[Callable[[], int]]:
    """How many bytes this process had more, at most, than at the beginning."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew: proc(5)
    begin = _status("VmRSS")
    yield lambda: _status("VmHWM") - begin


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) << 10
    raise KeyError(name)


# --- one defence of the grader's down


def no_caps() -> AbstractContextManager[Any]:
    """Frames of any length are read."""

    class AnyLength(dict):  # type: ignore[type-arg]
        def get(self, key: Any, default: Any = None) -> int:
            return 1 << 31

    real = frame.FrameParser.__init__
    return mock.patch.object(
        frame.FrameParser, "__init__", lambda self, caps: real(self, AnyLength())
    )


def no_guard() -> AbstractContextManager[Any]:
    """JSON is read as it comes, and whatever that raises is raised."""
    return mock.patch.object(frame, "read_object", json.loads)


def unpickling() -> AbstractContextManager[Any]:
    """Arrays are read as pickles."""
    return mock.patch(
        "autograder.values.message.unpack_tensors", lambda data, *_: pickle.loads(data)
    )


def not_cleaned() -> AbstractContextManager[Any]:
    """Outputs are recorded as they come."""
    return mock.patch("autograder.engine.outside.output.own_bundle", lambda data, _: dict(data))


@contextmanager
def raw_names() -> Iterator[None]:
    """Names are told as they are."""
    with (
        mock.patch("autograder.grading.submission.printable", str),
        mock.patch("autograder.grading.marks.printable_lines", str),
    ):
        yield


@contextmanager
def links_followed() -> Iterator[None]:
    """What a link leads to is taken for the student's own."""
    grading = "autograder.grading"
    with (
        mock.patch(f"{grading}.submission.link_on_the_way", return_value=None),
        mock.patch(f"{grading}.notebook_file.has_other_names", return_value=False),
        mock.patch(f"{grading}.files_beside.has_other_names", return_value=False),
        mock.patch(f"{grading}.read_files.has_other_names", return_value=False),
    ):
        yield


@contextmanager
def unbudgeted() -> Iterator[None]:
    """A notebook's text is read whole, whatever it costs."""
    reading = "autograder.grading.notebook_file"
    with mock.patch(f"{reading}.read_text", json.loads), mock.patch(f"{reading}._needed", dict):
        yield


def uncounted() -> AbstractContextManager[Any]:
    """A notebook may have any number of cells, and of lines."""
    reading = "autograder.grading.notebook_file"
    return mock.patch.multiple(reading, MOST_CELLS=1 << 30, MOST_LINES=1 << 30)


def recursive_walk() -> AbstractContextManager[Any]:
    """A function calls itself for each folder in a folder, as in Python's own `os.walk` before 3.12."""

    def walk(folder: Path, enter: Any, inside: Path = Path()) -> Iterator[FoundFile]:
        for path in sorted((folder / inside).iterdir()):
            if path.is_dir():
                yield from walk(folder, enter, inside / path.name)
            else:
                yield FoundFile(path, inside / path.name, path.stat().st_size, 1)

    return mock.patch("autograder.grading.files_beside.file_tree", walk)


def defences_down(exam: Exam) -> dict[str, OwnGrading]:
    """By name: this project's grading without a sandbox, and there with one more defence off."""
    engine = FreshEngine(Preparation(("numpy",), seed=SEED, environment={GRADING: "1"}))
    return {
        "no sandbox": OwnGrading(exam, engine, PATIENT),
        "no limits": OwnGrading(exam, engine, UNREACHED),
        "no caps": OwnGrading(exam, engine, down=no_caps),
        "no guard": OwnGrading(exam, engine, down=no_guard),
        "unpickling": OwnGrading(exam, engine, down=unpickling),
        "not cleaned": OwnGrading(exam, engine, down=not_cleaned),
        "raw names": OwnGrading(exam, engine, down=raw_names),
        "links followed": OwnGrading(exam, engine, down=links_followed),
        "unbudgeted": OwnGrading(exam, engine, down=unbudgeted),
        "uncounted": OwnGrading(exam, engine, down=uncounted),
        "recursive walk": OwnGrading(exam, engine, down=recursive_walk),
    }
