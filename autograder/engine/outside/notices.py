"""What is said of each kind of incident, to staff and to the student."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.engine.session import Limits, StepIncident


@dataclass(frozen=True)
class Notice:
    """The sentences of one kind. `{how}` is what was done, or how the process ended; other fields
    are limits."""

    error: str
    """The name of the error that stands among the step's outputs, where the grader puts one
    there."""
    staff: str
    student: str


NOTICES: dict[str, Notice] = {
    "time-limit": Notice(
        "TimeLimit",
        "It ran longer than {cell_seconds:g} s: {how}.",
        "This cell took longer than {cell_seconds:g} seconds, so it was stopped:"
        " is there a loop without an end?",
    ),
    "total-time-limit": Notice(
        "TimeLimit",
        "The notebook ran longer than {total_seconds:g} s in all and was killed here.",
        "The notebook took longer than {total_seconds:g} seconds in all, so it was stopped here.",
    ),
    "call-time-limit": Notice(
        "TimeLimit",
        "Calling what was exported here took too long.",
        "Calling what this cell made took too long.",
    ),
    "cpu-limit": Notice(
        "TimeLimit",
        "The notebook used more than {cpu_seconds:g} s of processor time and was killed here.",
        "The notebook kept the processor busy for more than {cpu_seconds:g} seconds in all, so it was"
        " stopped here.",
    ),
    "memory-limit": Notice(
        "MemoryLimit",
        "It used more than {memory_mebibytes} MiB of memory: {how}.",
        "This cell filled more than {memory_mebibytes} MiB of memory, so it was stopped:"
        " is there an array or a layer that is far larger than it needs to be?",
    ),
    "disk-limit": Notice(
        "DiskLimit",
        "It wrote more than {disk_mebibytes} MiB, or more than {disk_files} files: {how}.",
        "This cell wrote more than {disk_mebibytes} MiB, or more than {disk_files} files,"
        " so the notebook was stopped here.",
    ),
    "task-limit": Notice(
        "TaskLimit",
        "It had more than {tasks} threads and processes at a time: {how}.",
        "This cell started more than {tasks} threads or processes, so it was stopped.",
    ),
    "output-limit": Notice(
        "OutputLimit",
        "It put out more than the limit of {output_bytes} bytes leaves room for: {how}.",
        "This cell put out far more than anyone can read, so its output was cut.",
    ),
    "sandbox-refusal": Notice(
        "SandboxRefusal",
        "It tried {how}: the sandbox refused that, and the run went on.",
        "This cell tried {how}, which is not possible where notebooks are graded;"
        " everything else was run as usual.",
    ),
    "crashed": Notice(
        "Crashed",
        "The notebook's process ended here: {how}.",
        "This cell ended the notebook's process, as when a kernel dies: {how}.",
    ),
    "call-crashed": Notice(
        "Crashed",
        "Calling what was exported here ended the notebook's process: {how}.",
        "Calling what this cell made ended the notebook's process ({how}), as when a kernel dies:"
        " only this call is lost.",
    ),
    "malformed": Notice(
        "Crashed",
        "What came out of the notebook's process here made no sense: {how}.",
        "What this cell put out could not be read.",
    ),
    "machine-lost": Notice(
        "Crashed",
        "The machine that ran the notebook was lost: {how}.",
        "The notebook could not be run to its end: {how}.",
    ),
    "start-failed": Notice(
        "Crashed",
        "The notebook's process did not start: {how}.",
        "The notebook could not be run. This is not your doing: please tell your teachers.",
    ),
}


def incident(kind: str, step: int | None, limits: Limits, how: str) -> StepIncident:
    """The incident of that kind."""
    mebibytes = {
        "memory_mebibytes": limits.memory_bytes >> 20,
        "disk_mebibytes": limits.disk_bytes >> 20,
    }
    notice, fields = NOTICES[kind], {**vars(limits), **mebibytes, "how": how}
    return StepIncident(kind, step, notice.staff.format(**fields), notice.student.format(**fields))


BROKEN_OFF = frozenset(
    notice.error for kind, notice in NOTICES.items() if kind != "sandbox-refusal"
)
"""What the error of a step is called at which the process had to be ended, or that was left out."""
