"""What is told of answers whose idea is known: mostly right, and never the right numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

import pytest

from autograder.cards.card import as_html
from autograder.course.course import Course
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import KitExam
from autograder.grading.ledger import Ledger
from autograder.grading.settings import load_settings
from autograder.questions.count.question import CountQuestion
from autograder.questions.input_sizes.question import InputSizesQuestion
from autograder.questions.printed.question import PrintedQuestion
from autograder.questions.shape.question import ShapeQuestion
from autograder.questions.verdict import Verdict
from tests.calibration.ideas import Idea, judged, known_ideas
from tests.calibration.near import drawn
from tests.engine_of import trusted_engine_of
from tests.speeds import some

pytestmark = pytest.mark.thorough

RIGHTLY = 0.95
"""Of what is told, at least so much says what the writer had in mind."""
BY_CHANCE = 0.1
"""Of answers drawn near the right ones, at most so many are explained."""
NUMBERS = (ShapeQuestion, PrintedQuestion, CountQuestion, InputSizesQuestion)
"""Kinds whose right answers are numbers that could be read off a card."""

ASSIGNMENTS = some(
    ("kernels", "shapes", "pooling", "channels", "from_scratch"),
    ("kernels", "shapes"),
)
"""`make calibrate` tries all of them, too."""

Told = tuple[KitExam, Idea, Verdict]


@pytest.fixture(scope="module")
def told(root, exams: Mapping[str, KitExam]) -> list[Told]:
    """Every known idea of these assignments with what it is told."""
    engine, limits = trusted_engine_of(root), load_settings(Course.at(root)).limits
    found = []
    for name in ASSIGNMENTS:
        exam = exams[name]
        grader = Grader(exam.assignment, engine, limits, (exam,), 2, Ledger(), staff=True)
        ideas = [idea for idea in known_ideas() if idea.assignment == name]
        found += [(exam, idea, verdict) for idea, verdict in judged(exam, grader, ideas)]
    return found


def test_what_is_told_is_what_its_writer_had_in_mind(told: list[Told]) -> None:
    named = [(idea, verdict.mistake) for _, idea, verdict in told if verdict.mistake]
    misled = [(idea.question, idea.why, name) for idea, name in named if name not in idea.slips]
    assert len(misled) <= (1 - RIGHTLY) * len(named), misled
    explainable = [(idea, verdict) for _, idea, verdict in told if idea.slips]
    rightly = sum(verdict.mistake in idea.slips for idea, verdict in explainable)
    assert rightly >= 0.8 * len(explainable)


def test_no_card_holds_a_number_of_the_right_answer(told: list[Told]) -> None:
    shown = [
        (idea.question, idea.why, number)
        for exam, idea, verdict in told
        if isinstance(exam.keys[idea.question].question, NUMBERS)
        for number in _given_away(exam, idea, verdict)
    ]
    assert shown == [], "\n".join(map(str, shown))


def _given_away(exam: KitExam, idea: Idea, verdict: Verdict) -> Iterator[str]:
    """The numbers on a card that are right for a wrong part, and stand neither in what the student
    wrote nor in what the exercise says."""
    key = exam.keys[idea.question]
    right = dict(verdict.parts)
    wrong = [part for part, share in right.items() if share < 1]
    text = unescape(re.sub("<[^>]*>", " ", as_html(verdict, key.question.hint, scored=False)))
    known = set(re.findall(r"\d+", f"{idea.code} {key.question!r} {key.question.hint}"))
    for part in wrong:
        answer = key.expected[part]
        sizes = answer if isinstance(answer, tuple | frozenset) else (answer,)
        for size in sizes:
            if str(size) in set(re.findall(r"\d+", text)) - known:
                yield str(size)


def test_answers_drawn_near_the_right_ones_are_seldom_explained(
    exams: Mapping[str, KitExam],
) -> None:
    verdicts = [
        verdict
        for exam in exams.values()
        for key in exam.keys.values()
        if isinstance(key.question, NUMBERS)
        for verdict in drawn(key, 12)
    ]
    assert len(verdicts) > 150
    assert sum(verdict.mistake is not None for verdict in verdicts) <= BY_CHANCE * len(verdicts)
