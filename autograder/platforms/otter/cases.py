"""Otter's test files, in its exception-based format: one for each question that Otter marks.

Every text in them is written by `repr`, so that no quote, brace or line break in it breaks a file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.errors import InputError
from autograder.questions.key import Key
from autograder.questions.packed import pack
from autograder.questions.question import Question

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}")

HEAD = """\
# Made by `autograder export otter`: change the rubric, and export again.
OK_FORMAT = False

from otter.test_files import test_case

from autograder.notebook.otter_case import {cases}

name = {name!r}
all_or_nothing = False
"""

CASE = """

@test_case(
    name={name!r},
    points={points!r},
    hidden={hidden!r},
    success_message={success!r},
    failure_message={failure!r},
)
def test_{function}(env):
    question.{call}
"""


@dataclass(frozen=True)
class OtterTest:
    """The test files of one question: the student's, and the grader's."""

    question: Question[Any]
    parts: Sequence[str]
    """The names of its parts, each as often as it has pieces (`Exercise.pieces`): for each of them there is a
    case with an equal share of the points."""

    def __post_init__(self) -> None:
        """InputError for a question whose id is no name of a file."""
        if not FILE_NAME.fullmatch(self.question.id):
            raise InputError(
                f"question {self.question.id!r}: Otter needs ids of letters, digits, - and _ alone, "
                "since each names a file"
            )

    @property
    def _public_only(self) -> bool:
        """Whether what students can check decides all points."""
        return not self.question.hidden_probes

    @property
    def cases_in_words(self) -> str:
        """What cases there are, in words."""
        if self._public_only:
            return f"{len(self.parts)} visible"
        return f"one visible, worth nothing; {len(self.parts)} hidden for the points"

    def for_students(self, assignment: str) -> str:
        """The file in the student's folder: public cases alone, and nothing that is expected."""
        text = HEAD.format(cases="LiveCases", name=self.question.id)
        text += self._part_cases(hidden=False) if self._public_only else self._public_case()
        made = f"LiveCases({assignment!r}, {self.question.id!r}, {len(self.parts)})"
        return f"{text}\n\nquestion = {made}\n"

    def for_grading(self, key: Key[Any]) -> str:
        """The file in autograder.zip: the student's cases, and hidden ones that carry the points."""
        text = HEAD.format(cases="GradedCases", name=self.question.id)
        if not self._public_only:
            text += self._public_case()
        text += self._part_cases(hidden=not self._public_only)
        # At the end, for a line that fails is shown, and this is a long one
        made = f"GradedCases({self.question.id!r}, {len(self.parts)}, {pack(key)!r})"
        return f"{text}\n\nquestion = {made}\n"

    def _public_case(self) -> str:
        return CASE.format(
            name=f"{self.question.id}: what you can check",
            points=0,
            hidden=False,
            success="Right, as far as you can check it: when it is graded, inputs that you do not "
            "have decide the points.",
            failure=None,
            function="public",
            call="public(env)",
        )

    def _part_cases(self, hidden: bool) -> str:
        points = self.question.points / len(self.parts)
        return "".join(
            CASE.format(
                name=f"{self.question.id}: {part}" if len(self.parts) > 1 else self.question.id,
                points=points,
                hidden=hidden,
                success=None,
                failure=None,
                function=f"part_{number + 1}",
                call=f"part(env, {number})",
            )
            for number, part in enumerate(self.parts)
        )
