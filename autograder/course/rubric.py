"""The rubric of an assignment: its questions, declared in `solutions/<assignment>/rubric.py`."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.course.misfits import Misfit, misfits
from autograder.course.rubric_error import told
from autograder.course.rubric_text import RubricText
from autograder.errors import InputError
from autograder.questions.kinds import KINDS
from autograder.questions.ordinary_test.question import OrdinaryTest
from autograder.questions.question import Question


@dataclass(frozen=True)
class Variant:
    """What a student's parameters are drawn from. Today every student has the same ones."""

    seed: int = 0


@dataclass(frozen=True)
class Rubric:
    """The questions of one assignment, in the order of the notebook."""

    title: str
    questions: tuple[Question[Any], ...]
    summary: str = ""
    """What the assignment is about, in one sentence."""
    needs: tuple[str, ...] = ()
    """The assignments that a student should have done before."""
    minutes: tuple[int, int] = (60, 90)
    """How long it takes a student: from, to."""
    text: RubricText | None = field(default=None, repr=False, compare=False)
    """The file that declares it, where there is one."""

    def __post_init__(self) -> None:
        """InputError where two questions have the same id."""
        ids = [question.id for question in self.questions]
        for name in ids:
            if ids.count(name) > 1:
                raise InputError(f"two questions are called {name!r}: every id must be its own")

    def question(self, id: str) -> Question[Any]:
        """The question of that id; KeyError where there is none."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)

    def place(self, question: str, field: str = "") -> str:
        """Where a question, or one of its fields, is declared; nothing where no file does."""
        return "" if self.text is None else self.text.place(question, field)

    @cached_property
    def tests(self) -> Mapping[str, OrdinaryTest]:
        """The ordinary tests among the questions, by their ids: they run in the student's process."""
        return {q.id: q for q in self.questions if isinstance(q, OrdinaryTest)}

    @property
    def max_points(self) -> float:
        """The points of all questions that the autograder marks."""
        return sum(question.points for question in self.questions if question.automatic)


def joined_rubric(rubrics: Mapping[str, Rubric]) -> Rubric:
    """One rubric for all notebooks of an assignment, by name; ids begin with the notebook's name.

    With one notebook it is that notebook's own rubric."""
    first = next(iter(rubrics.values()))
    if len(rubrics) == 1:
        return first
    questions = [
        replace(question, id=f"{name}/{question.id}")
        for name, rubric in rubrics.items()
        for question in rubric.questions
    ]
    return replace(first, questions=tuple(questions))


def load_rubric(path: Path, variant: Variant = Variant()) -> Rubric:
    """The rubric that `path` declares for a variant.

    InputError, naming file, line and question, where it cannot be loaded.
    """
    text = RubricText.read(path)
    rubric = _declared(text, variant)
    if not isinstance(rubric, Rubric):
        ending = ": does it end with `return Rubric(...)`?" if rubric is None else ""
        raise InputError(f"{path}: `rubric(variant)` must give a Rubric, not {rubric!r}{ending}")
    wrong = [f"{path}: {misfit.sentence}" for misfit in _own_misfits(rubric)]
    for question in () if wrong else rubric.questions:
        wrong += [
            f"{text.place(question.id, misfit.field)}: question {question.id}: {misfit.sentence}"
            for misfit in misfits(question)
        ]
        if type(question) not in KINDS.values():
            raise InputError(
                f"{text.place(question.id)}: {question.id} is of the kind {question.kind}, which has "
                "no line in autograder/questions/kinds.py"
            )
    if wrong:
        raise InputError("\n".join(wrong))
    return replace(rubric, text=text)


def _own_misfits(rubric: Rubric) -> Iterator[Misfit]:
    """Those of the rubric, but for its questions, whose ids name them better."""
    return (misfit for misfit in misfits(rubric) if "[" not in misfit.field)


def _declared(text: RubricText, variant: Variant) -> Any:
    """What a rubric's file gives, which is run as a module of its own. InputError, naming file, line and
    question, where it can't be."""
    path = text.path
    spec = importlib.util.spec_from_file_location(f"_course_{path.parent.name}_{path.stem}", path)
    assert spec is not None  # its name ends as a module's does
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
        if callable(declare := getattr(module, "rubric", None)):
            return declare(variant)
    except Exception as error:  # staff's own code may raise anything; they need to know where
        raise InputError(told(error, text, vars(module))) from error
    finally:
        sys.dont_write_bytecode = before
    raise InputError(f"{path}: needs a function `rubric(variant)` that returns a Rubric")
