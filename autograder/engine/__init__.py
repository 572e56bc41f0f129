"""Runs any notebook in a process of its own: values out, nothing else. Knows nothing of courses.

`session` is the interface. `inside` is the code that runs in the notebook's process; `frame` is
what passes between the two; `recording` and `supervision` are the trusted side; `fresh_process`
starts an ordinary Python process for each submission.
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
