"""What a run gave for each question: read from what came out, by the plan of the run."""

from __future__ import annotations

from typing import Any

from autograder.engine.outside.notices import BROKEN_OFF
from autograder.engine.session import Run
from autograder.grading.plan import Plan, QuestionSteps
from autograder.questions.answer import Answer, CellEnd
from autograder.questions.question import Question

ERROR_LENGTH = 200
"""Characters of an error's words that a verdict repeats."""


def answer_to(question: Question[Any], plan: Plan, run: Run) -> Answer:
    """What one notebook gave for a question."""
    steps = plan.questions.get(question.id, QuestionSteps())
    if not question.automatic:
        return Answer(unchanged=steps.unchanged)
    if steps.check is None:
        return Answer(reached=False, unchanged=steps.unchanged)
    if plan.steps[steps.check].exports is None:  # an ordinary test, which ran as code
        ended = _ended(steps.check, plan, run)
        reached = ended.whole or bool(ended.error)
        return Answer(reached=reached, ended=ended, unchanged=steps.unchanged)
    return Answer(
        values=run.values[steps.check],
        printed=_printed(steps.answer, run),
        reached=all(
            _is_reached(step, plan, run) for step in (steps.answer, steps.check) if step is not None
        ),
        broken=_error_of(steps.answer, run),
        unchanged=steps.unchanged,
    )


def _error_of(step: int | None, run: Run) -> str:
    """How a step ended, in one line: the name of its error and the error's own words."""
    if step is None or run.errors[step] is None:
        return ""
    words = (str(out["evalue"]) for out in run.outputs[step] if out["output_type"] == "error")
    line = " ".join(next(words, "").split())
    text = f"{run.errors[step]}: {line}" if line else str(run.errors[step])
    return text if len(text) <= ERROR_LENGTH else f"{text[:ERROR_LENGTH]}..."


def _ended(step: int, plan: Plan, run: Run) -> CellEnd:
    """How the step of an ordinary test ended. What it wrote to standard error does not matter."""
    error = run.errors[step]
    errors = [output for output in run.outputs[step] if output["output_type"] == "error"]
    if error is None and errors:  # it says that all is well, and has shown an error
        error = str(errors[0]["ename"])
    if error is not None or not _is_reached(step, plan, run):
        return CellEnd(False, "" if error in BROKEN_OFF else error or "")
    shown = (out for out in run.outputs[step] if out["output_type"] == "execute_result")
    result = next((str(output["data"].get("text/plain", "")) for output in shown), None)
    return CellEnd(True, result=result)


def _is_reached(step: int, plan: Plan, run: Run) -> bool:
    """Whether the run came to the end of a step: an empty one has no end that could be missed."""
    if not plan.steps[step].source.strip():
        return True
    return run.execution_counts[step] is not None and run.errors[step] not in BROKEN_OFF


def _printed(step: int | None, run: Run) -> str | None:
    """What a step printed; None where it was not run."""
    if step is None or run.execution_counts[step] is None:
        return None
    texts = []
    for output in run.outputs[step]:
        if output["output_type"] == "stream" and output["name"] == "stdout":
            texts.append(str(output["text"]))
        elif output["output_type"] == "execute_result":
            texts.append(str(output["data"].get("text/plain", "")) + "\n")
    return "".join(texts)
