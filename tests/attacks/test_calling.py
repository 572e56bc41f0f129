"""Functions that are called: nothing of hidden inputs is told before the marks, nor in their own words;
and nobody else does their work unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.course.course import Course
from autograder.engine.sandbox.survey import survey
from autograder.grading.settings import load_settings
from tests.attacks.called import CALL_DEFENCES, CallPlace
from tests.attacks.calling import CALLING
from tests.functions_course import FILES, FunctionsCourse
from tests.machine import skip_for
from tests.speeds import each, some

pytestmark = pytest.mark.thorough

QUICK = ("refused-when-hidden",)
"""The others are tried by `make thorough`."""
SHOWN_FIRST = {attack.shown_in: attack for attack in reversed(CALLING)}.values()
"""One for each defence; `make soak` shows all."""


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[CallPlace]:
    if not survey().refusals:
        skip_for("a kernel that tells of refused calls")
    with load_settings(Course.at(FILES)).engine() as engine:
        root = tmp_path_factory.mktemp("calling") / "course"
        yield CallPlace(FunctionsCourse.make(root, engine), engine)


@pytest.mark.parametrize("attack", each(CALLING, QUICK))
def test_nothing_hidden_is_told_and_no_library_unseen(attack, place):
    found = place.attempt(attack)
    assert attack.incident in (*found.incidents, None)
    assert not found.gained(attack)


@pytest.mark.parametrize("attack", some(CALLING, list(SHOWN_FIRST)), ids=lambda attack: attack.name)
def test_it_is_where_the_defence_is_off(attack, place):
    assert attack.effect in place.attempt(attack, CALL_DEFENCES[attack.shown_in]).effects


def test_the_table():
    names = [attack.name for attack in CALLING]
    assert len(set(names)) == len(names)
    assert {attack.shown_in for attack in CALLING} == set(CALL_DEFENCES)
    for attack in CALLING:
        assert attack.mechanism.endswith("."), attack.name
