"""Runs any notebook in a process of its own: values out, nothing else. Knows nothing of courses.

`session` is the interface. `inside` is the code that runs in the notebook's process; `frame` is
what passes between the two; `recording` and `supervision` are the trusted side.

There are two engines. `fresh_process` starts an ordinary Python process for each submission.
`prewarmed` copies one that has imported everything: the grader holds a `zygote_process` and, for
each submission, a `supervised_process`; on the other side `keeper` starts the `zygote`, which forks
a `supervisor` for each submission, which forks the notebook's process (`inside.copy`) and watches
its `usage`. The `sandbox` is around that process.
"""

from autograder.engine.session import (
    Called,
    Engine,
    Export,
    Handle,
    Incident,
    Limits,
    Run,
    Session,
    Step,
    Taken,
)

__all__ = [
    "Called",
    "Engine",
    "Export",
    "Handle",
    "Incident",
    "Limits",
    "Run",
    "Session",
    "Step",
    "Taken",
]
