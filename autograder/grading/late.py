"""The penalty for a late submission, by the plug-in that nbgrader's settings name."""

from __future__ import annotations

from functools import cached_property
from typing import Any


class LatePenalty:
    """nbgrader's step `AssignLatePenalties`, done with a gradebook that is open already."""

    def __init__(self, settings: Any) -> None:
        """`settings` is an object of nbgrader's whose settings name the plug-in."""
        self._settings = settings

    @cached_property
    def _step(self) -> Any:
        from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(parent=self._settings)
        step.init_plugin()
        return step

    def apply(self, session: Any, submission: Any, notebook: Any) -> None:
        """Sets the penalty of one submitted notebook by its present score, or takes it away; the
        caller commits."""
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late <= 0:
            return
        session.flush()
        session.refresh(notebook, ["score"])
        penalty = self._step.plugin_inst.late_submission_penalty(
            submission.student.id, notebook.score, late
        )
        if penalty is not None:
            # nbgrader's own check that it is no more than the score, and not below 0
            notebook.late_submission_penalty = self._step._check_late_penalty(notebook, penalty)
