"""A small assignment, and its release as nbgrader makes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions, ComputeChecksums, LockCells

from autograder.course.master import parse_master
from autograder.course.rubric import Rubric
from autograder.course.source import source_notebook
from autograder.questions.kernel.question import KernelQuestion
from autograder.questions.question import Question
from autograder.questions.written.question import WrittenQuestion

MASTER = """\
# %% [markdown]
# # Nine numbers

# %%
import numpy as np

# %% play=true
picture = np.eye(5)

# %% [markdown]
# ## Blur it

# %% answer="blur"
blur = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
blur[:] = 1 / 9
### END SOLUTION

# %% check="blur"
check("blur")

# %% [markdown]
# ## Find its edges

# %% answer="edges"
edges = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
edges[1, 1] = 1
### END SOLUTION

# %%
print(edges[:, :, 0, 0])

# %% check="edges"
check("edges")

# %% [markdown]
# ## Say why

# %% [markdown] written="why"
# A secret.

# %%
print("the end")
"""

NAMES = (
    "title",
    "setup",
    "play",
    "ask blur",
    "blur",
    "check-blur",
    "ask edges",
    "edges",
    "show",
    "check-edges",
    "ask why",
    "why",
    "end",
)
"""What the tests call the cells of the release, in order."""


def kernel_question(id: str, points: float = 1) -> KernelQuestion:
    return KernelQuestion(
        id=id, points=points, statement="?", hint="!", answers=(id,), public=("dot",)
    )


def written_question(id: str) -> WrittenQuestion:
    return WrittenQuestion(id=id, points=1, statement="?", hint="!", guide="Anything goes.")


QUESTIONS: tuple[Question, ...] = (
    kernel_question("blur"),
    kernel_question("edges", 2),
    written_question("why"),
)


def released(text: str, questions: tuple[Question, ...]) -> NotebookNode:
    """What nbgrader makes of a master: no solutions, cells locked, checksums written down."""
    notebook = source_notebook(parse_master(text, "mini"), Rubric("Mini", questions))
    for step in (ClearSolutions(), LockCells(), ComputeChecksums()):
        notebook, _ = step.preprocess(notebook, {})
    return notebook


@pytest.fixture(scope="session")
def master_text() -> str:
    return MASTER


@pytest.fixture(scope="session")
def questions() -> tuple[Question, ...]:
    return QUESTIONS


@pytest.fixture(scope="session")
def release() -> Callable[[str, tuple[Question, ...]], NotebookNode]:
    return released


@pytest.fixture(scope="session")
def starter() -> NotebookNode:
    """The small assignment as students receive it."""
    return released(MASTER, QUESTIONS)


@pytest.fixture(scope="session")
def names(starter: NotebookNode) -> dict[str, str]:
    """From the id of a released cell to what the tests call it."""
    return {cell["id"]: name for cell, name in zip(starter.cells, NAMES, strict=True)}
