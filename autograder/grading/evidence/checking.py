"""Evidence as it was read: whoever wrote it, it can be judged and shown.

What came through the pipe was looked at in the same way, by the same functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.engine.outside.output import Cleaning, picture_metadata
from autograder.engine.session import Run, Step, StepIncident
from autograder.grading.evidence.evidence import CallRecord, Evidence, RecordedCall
from autograder.values.callers import LIBRARIES
from autograder.values.forms import checked_value
from autograder.values.text import MalformedError, clean, printable
from autograder.values.value import Value

DISPLAYS = ("display_data", "execute_result")
LONGEST = 1000
"""Characters of a sentence on an incident."""


def checked(evidence: Evidence, steps: Sequence[Step], words_only: bool = False) -> Evidence:
    """Evidence of a run of these steps, with nothing in it that a notebook's process could not have
    sent. Where it is to be judged and not shown, `words_only` do of outputs: the rest is dear to clean.

    Raises:
        MalformedError: no run of these steps gives it.
    """
    run = evidence.run
    parts = (run.outputs, run.execution_counts, run.errors, run.values)
    if any(len(part) != len(steps) for part in parts):
        raise MalformedError("a run of other steps")
    cleaning = WordsOnly() if words_only else Cleaning()
    safe = Run(
        outputs=tuple(tuple(_output(output, cleaning) for output in step) for step in run.outputs),
        execution_counts=run.execution_counts,
        errors=tuple(None if error is None else clean(error, 80) for error in run.errors),
        values=tuple(map(_values, steps, run.values)),
        incidents=tuple(_incident(item, len(steps)) for item in run.incidents),
        seconds=run.seconds,
    )
    public = None if evidence.public is None else _record(evidence.public, steps)
    return replace(evidence, run=safe, judged=_record(evidence.judged, steps), public=public)


class WordsOnly(Cleaning):
    """Leaves of an output what judging reads: its text."""

    def clean(self, output: dict[str, Any]) -> dict[str, Any]:
        """The output with its text alone; one that has none is cleaned."""
        if "text/plain" not in output["data"]:
            return super().clean(output)
        return {**output, "data": {"text/plain": output["data"]["text/plain"]}, "metadata": {}}


def _output(output: Mapping[str, Any], cleaning: Cleaning) -> dict[str, Any]:
    kind = output.get("output_type")
    texts = {name: item for name, item in output.items() if isinstance(item, str)}
    if kind == "stream" and set(output) == set(texts) == {"output_type", "name", "text"}:
        if output["name"] in ("stdout", "stderr"):
            return dict(output)
    elif kind == "error" and set(output) == {"output_type", "ename", "evalue", "traceback"}:
        lines = output["traceback"]
        if len(texts) == 3 and isinstance(lines, list) and all(type(line) is str for line in lines):
            return dict(output)
    elif kind in DISPLAYS and isinstance(output.get("data"), Mapping):
        data = output["data"]
        if all(type(key) is str and type(text) is str for key, text in data.items()):
            return cleaning.clean(_display(output, data))
    raise MalformedError("an output that no cell gives")


def _display(output: Mapping[str, Any], data: Mapping[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = {"output_type": output["output_type"], "data": dict(data)}
    shown["metadata"] = picture_metadata(output.get("metadata"), shown["data"])
    if output["output_type"] == "execute_result":
        count = output.get("execution_count")
        if type(count) is not int:
            raise MalformedError("a result without the number of its cell")
        shown["execution_count"] = count
    return shown


def _values(step: Step, values: Mapping[str, Value]) -> dict[str, Value]:
    exports = {export.key: export for export in step.exports or ()}
    if set(exports) != set(values):
        raise MalformedError("values that were not asked for")
    return {key: checked_value(exports[key], value) for key, value in values.items()}


def _record(record: CallRecord, steps: Sequence[Step]) -> CallRecord:
    return CallRecord(
        tuple(map(_call, record.calls)),
        record.can_isolate,
        tuple(_incident(item, len(steps)) for item in record.incidents),
    )


def _call(item: RecordedCall) -> RecordedCall:
    if (item.reply.problem is None) != (item.reply.value is not None):
        raise MalformedError("a reply with a value and a problem, or with neither")
    reply = replace(
        item.reply,
        type_name=printable(item.reply.type_name, 80),
        detail=printable(item.reply.detail, 500),
        libraries=tuple(name for name in LIBRARIES if name in item.reply.libraries),
    )
    return replace(item, reply=reply)


def _incident(item: StepIncident, steps: int) -> StepIncident:
    if item.step is not None and not 0 <= item.step < steps:
        raise MalformedError("an incident at a step that there is not")
    return StepIncident(
        printable(item.kind, 80),
        item.step,
        clean(item.staff, LONGEST),
        clean(item.student, LONGEST),
    )
