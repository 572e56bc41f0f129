"""Code as Otter Assign marks it: solutions, prompts, seeds, and lines that speak to Otter."""

from __future__ import annotations

import re

from autograder.platforms.importing.solutions import (
    BEGIN,
    END,
    TODO,
    has_regions,
    whole,
    with_ellipsis,
    without_region_marks,
)

ASSIGNED = re.compile(
    r"(?P<indent>\s*)(?P<names>[\w.]+(\[[^\]=]*\])*(\s*,\s*[\w.]+)*)\s*=(?!=).*# ?SOLUTION\s*$"
)
LINE = re.compile(r"(?P<indent>\s*).*# ?SOLUTION( NO PROMPT)?\s*$")
BEGINS = re.compile(r"(?P<indent>\s*)# ?BEGIN SOLUTION(?P<bare> NO PROMPT)?\s*$")
ENDS = re.compile(r"\s*# ?END SOLUTION\s*$")
PROMPT_BEGINS = re.compile(r".*# ?BEGIN PROMPT\s*$")
PROMPT_ENDS = re.compile(r".*# ?END PROMPT\s*$")
SEED = re.compile(r"(?P<indent>\s*).*# ?SEED\s*$")
"""A line that Otter runs when it grades, and does not give to students."""
IGNORED = re.compile(r"\s*#\s*BEGIN\s*IGNORE\b", re.I), re.compile(r".*#\s*END\s*IGNORE\s*$", re.I)
IGNORED_LINE = re.compile(r".*# ?IGNORE\s*$")
SUFFIX = re.compile(r"\s*# ?(SOLUTION( NO PROMPT)?|SEED)\s*$")
OTTERS = re.compile(
    r"\s*(\w+\s*=\s*)?(grader\.(check|check_all|export)|otter\.Notebook)\(|\s*import otter\b"
    r"|\s*from otter\b|\s*# Initialize Otter\s*$|\s*[%!]pip install .*otter-grader"
)
"""A line that speaks to Otter."""
PLACE = re.compile(r"\s*(\S.*=\s*|return\s+)?\.\.\.\s*(#.*)?")
"""A line in which Otter's students put their answer."""


def without_ignored(source: str) -> str:
    """The source without what Otter Assign ignores: lines that end in `# IGNORE`, and blocks."""
    lines: list[str] = []
    inside = False
    for line in source.split("\n"):
        if inside:
            inside = not IGNORED[1].match(line)
        elif IGNORED[0].match(line):
            inside = True
        elif not IGNORED_LINE.match(line):
            lines.append(line)
    return "\n".join(lines)


def without_otter(source: str) -> str:
    """The source without lines that speak to Otter; nothing, where only comments are left."""
    lines = [line for line in source.split("\n") if not OTTERS.match(line)]
    if len(lines) == len(source.split("\n")):
        return source
    return "\n".join(lines) if any(not _is_comment(line) for line in lines) else ""


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def from_otter(source: str) -> str:
    """A code cell of Otter Assign, marked as the kit marks it: each solution with its prompt before it.

    Prompts are what students receive: `...` where nothing else is said, as Otter has it. In its
    notebooks a prompt follows its solution, which would be undone by it when the master is run.
    """
    source = without_ignored(source)
    found: list[str] = []
    state, indent = "code", ""
    solution: int | None = None
    """Where the last solution begins, until a prompt stands before it."""
    at = 0
    """Where the next line of a prompt goes."""
    for line in source.split("\n"):
        if state == "prompt":
            if PROMPT_ENDS.match(line):
                state = "code"
            else:
                found.insert(at, line)
                at += 1
        elif state == "solution":
            if ENDS.match(line):
                found.append(f"{indent}{END}")
                state = "code"
            else:
                found.append(line)
        elif PROMPT_BEGINS.match(line):
            state = "prompt"
            at, solution = len(found) if solution is None else solution, None
        elif begins := BEGINS.match(line):
            indent, state, solution = begins["indent"], "solution", len(found)
            found += [] if begins["bare"] else [f"{indent}..."]
            found.append(f"{indent}{BEGIN}")
        elif assigned := ASSIGNED.match(line):
            indent, solution = assigned["indent"], len(found)
            found += [f"{indent}{assigned['names']} = ...", *_region(line, indent)]
        elif alone := LINE.match(line):
            indent, solution = alone["indent"], len(found)
            found += [] if alone[2] else [f"{indent}..."]
            found += _region(line, indent)
        elif seeds := SEED.match(line):
            found += _region(line, seeds["indent"])
        else:
            found.append(line)
    if state != "code":
        return whole(without_region_marks(plain_code(source)))
    return with_ellipsis("\n".join(found).strip("\n"))


def _region(line: str, indent: str) -> list[str]:
    return [f"{indent}{BEGIN}", SUFFIX.sub("", line), f"{indent}{END}"]


def plain_code(source: str) -> str:
    """Otter's solution as plain code: no marks, and no prompts."""
    lines: list[str] = []
    prompt: list[str] = []
    """Of a prompt that has not ended: one that never does is code like any other."""
    prompting = False
    for line in without_ignored(source).split("\n"):
        if PROMPT_BEGINS.match(line) or PROMPT_ENDS.match(line):
            prompting, prompt = bool(PROMPT_BEGINS.match(line)), []
        elif not BEGINS.match(line) and not ENDS.match(line):
            (prompt if prompting else lines).append(SUFFIX.sub("", line))
    return "\n".join([*lines, *prompt])


def has_place(source: str) -> bool:
    """Whether there is a `...` for students to replace."""
    return any(PLACE.fullmatch(line) for line in source.split("\n"))


def without_prompt(source: str) -> str:
    """What a student receives from Otter, with a place for the solution at each `...`."""
    found: list[str] = []
    for line in source.split("\n"):
        found.append(line)
        if PLACE.fullmatch(line):
            indent = line[: len(line) - len(line.lstrip())]
            found += [f"{indent}{BEGIN}", f"{indent}{TODO}", f"{indent}{END}"]
    text = "\n".join(found)
    return text if has_regions(text) else "\n".join(filter(None, [source, whole(TODO)]))
