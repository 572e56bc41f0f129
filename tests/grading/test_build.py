"""What `autograder build` runs, and what it leaves for those who come after it."""

from __future__ import annotations

from autograder.grading.build import build_assignment
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.kit_exam import prepare_exam
from tests.no_engine import no_engine


def build(mini, engine):
    return build_assignment(mini.assignment, engine, mini.limits, EvidenceStore(mini.assignment))


def released(mini):
    folder = mini.assignment.released
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_ran_before_is_not_run_again(mini):
    """The same release, and whoever grades finds what the master gives."""
    build(mini, mini.engine)
    before = released(mini)
    late = no_engine(mini.engine)
    build(mini, late)
    assert released(mini) == before
    runner = PlanRunner(late, EvidenceStore(mini.assignment))
    exam = prepare_exam(mini.assignment, late, mini.limits, runner)
    assert exam.keys.keys() == mini.exam().keys.keys()


def test_other_words_for_students_need_no_run(mini):
    build(mini, mini.engine)
    mini.rewrite("solutions/mini/rubric.py", ("Add up the weights.", "Add them up."))
    before = released(mini)
    build(mini, no_engine(mini.engine))
    changed = {name for name, content in released(mini).items() if content != before[name]}
    assert changed == {"public.json"}


def test_a_master_that_changed_is_run(mini):
    build(mini, mini.engine)
    mini.rewrite("solutions/mini/mini.py", ("/ 9", "/ 18"))
    before = released(mini)
    build(mini, mini.engine)
    assert released(mini)["public.safetensors"] != before["public.safetensors"]
