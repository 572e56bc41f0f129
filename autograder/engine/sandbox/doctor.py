"""What `autograder doctor` prints: which walls stand on this machine, and what that means."""

from __future__ import annotations

from autograder.engine.sandbox.survey import Survey

NO_LINUX = """\
There are no walls on this system ({platform}): a submission would run with all the rights of the
one who grades it. Grade in WSL2 (on Windows) or in a Linux container, where the walls can stand;
or, if you trust every submission, give --no-sandbox.
"""

VERDICTS = {
    (True, True): "Both walls stand: grading is safe here.",
    (True, False): (
        "The inner wall stands: grading is safe here. Install bubblewrap, or grade outside of a"
        " container, for a second wall around it."
    ),
    (False, False): (
        "The inner wall cannot stand: grading refuses to run here. What is missing is said above;"
        " if you trust every submission, give --no-sandbox."
    ),
}
"""The last sentence, by whether the inner and the outer wall can stand."""


def report(survey: Survey) -> str:
    """The survey as text, a line for each part, and what it all means at the end."""
    if survey.platform != "linux":
        return NO_LINUX.format(platform=survey.platform)
    lines = survey.lines()
    width = max(len(what) for what, _, _ in lines)
    parts = [
        f"{'yes' if stands else 'no ':3}  {what:{width}}  {meaning}"
        for what, stands, meaning in lines
    ]
    return "\n".join([*parts, "", VERDICTS[survey.inner, survey.outer], ""])
