"""The outcome of a question and its message, from what was found on its parts."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.questions.verdict import Finding, Outcome
from autograder.questions.written_out import written_out


def outcome_of(findings: Sequence[Finding]) -> Outcome:
    """The outcome of a question with these parts."""
    outcomes = {finding.outcome for finding in findings}
    if all(finding.is_right for finding in findings):
        return "correct"
    if any(finding.earned for finding in findings):
        return "partial"
    if outcomes == {"not attempted"}:
        return "not attempted"
    return "wrong" if outcomes & {"wrong", "correct"} else "error"


def message_of(
    findings: Sequence[Finding],
    sentences: Sequence[str],
    because: str = "",
    tried: bool = False,
    brief: bool = False,
) -> str:
    """What the student is told: what is right, what is open, what is wrong with each part, and the
    `sentences` that explain it; where all is right, why (`because`). Who has `tried` is not told that
    nothing was attempted. The calls that show it are written out, but where it is `brief`."""
    if all(finding.is_right for finding in findings):
        return f"Right. {because}".strip()
    if all(finding.outcome == "not attempted" for finding in findings):
        reasons = dict.fromkeys(finding.message for finding in findings if finding.message)
        return " ".join([*([] if tried else ["Not attempted yet."]), *reasons])
    lines = []
    right = [f"`{finding.part}`" for finding in findings if finding.outcome == "correct"]
    if right:
        lines.append(f"Right: {', '.join(right)}.")
    open_parts = [f"`{finding.part}`" for finding in findings if finding.outcome == "not attempted"]
    if open_parts:
        lines.append(f"Not attempted yet: {', '.join(open_parts)}.")
    for finding in findings:
        if finding.trial and brief:
            lines.append(f"{finding.message}, as shown below.")
        elif finding.trial:
            lines += [f"{finding.message}, for example here:", written_out(finding.trial)]
        elif finding.message and finding.message not in lines:
            lines.append(finding.message)
    lines += sentences
    return "\n".join(lines)
