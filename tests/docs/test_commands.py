"""Every command that a page shows is run here, or stands in `not_run.py` with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from autograder.cli import cli
from tests.docs.not_run import NOT_RUN
from tests.docs.page import PAGES, ROOT, Page
from tests.docs.scratch import Scratch
from tests.speeds import some

PROGRAMS = ("autograder", "nbgrader", "make", "pip", "jupyter", "otter", "createdb")
"""What a command begins with that a page shows outside of a shell block."""
TYPED = [name for name in PAGES if set(Page.read(name).commands()) - set(NOT_RUN)]
LONG = ("docs/benchmarks.md", "docs/nbgrader-courses.md", "docs/platforms.md", "docs/trust.md")
"""Those that `make soak` alone types. What they show, tests of its own do in CI: the platforms, the attacks,
nbgrader's example course."""
LANGUAGES = {"sh", "python", "toml", "text"}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """One copy for all pages, so that a later one finds what an earlier one has made."""
    return Scratch(tmp_path_factory.mktemp("docs"))


@pytest.mark.thorough
@pytest.mark.parametrize("name", some(TYPED, [name for name in TYPED if name not in LONG]))
def test_a_page_can_be_typed_from_top_to_bottom(name: str, scratch: Scratch) -> None:
    code, said = scratch.run(Page.read(name))
    assert code == 0, said[-4000:]


def test_the_reasons_are_of_commands_that_are_shown() -> None:
    shown = {command for name in PAGES for command in Page.read(name).commands()}
    assert set(NOT_RUN) - shown == set()


def test_a_reason_names_only_what_there_is() -> None:
    named = {path for why in NOT_RUN.values() for path in re.findall(r"[\w.]+/[\w./]+\w", why)}
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_what_ci_is_said_to_run_it_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command, why in NOT_RUN.items():
        if why.startswith("CI runs it"):
            assert " ".join(command.split()[:2]) in script, command


@pytest.mark.parametrize("name", PAGES)
def test_every_block_says_its_language(name: str) -> None:
    """A shell block under another name would be run by nobody."""
    for block in Page.read(name).blocks():
        assert block.language in LANGUAGES, f"{name}:{block.line}"
        if block.language == "text":
            first = block.text.split(maxsplit=1)[0] if block.text.split() else ""
            assert first not in PROGRAMS, f"{name}:{block.line}"


# --- commands within sentences: too short to be run, but they must exist


def in_sentences() -> Iterator[tuple[str, str]]:
    """(page, command) for each piece of code in a sentence that is a command."""
    for name in PAGES:
        for span in Page.read(name).spans():
            if span.split()[0] in PROGRAMS and len(span.split()) > 1:
                yield name, span


@pytest.mark.parametrize(("page", "command"), sorted(set(in_sentences())))
def test_a_command_in_a_sentence_exists(page: str, command: str) -> None:
    program, *words = command.split()
    if program == "autograder":
        _exists(cli, words, command)
    elif program == "make":
        targets = re.findall(r"^([a-z ]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert words[0] in " ".join(targets).split(), command
    elif program == "nbgrader":
        from nbgrader.apps.nbgraderapp import NbGraderApp

        assert words[0] in NbGraderApp().subcommands, command
    else:
        assert (Path(program).name, words[0]) in OTHERS, command


OTHERS = {
    ("otter", "run"),
    ("otter", "grade"),
    ("otter", "check"),
    ("otter", "generate"),
    ("otter", "assign"),
}


def _exists(command: click.Command, words: list[str], shown: str) -> None:
    """The command tree has these words, and its last command these options."""
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        assert words[0] in command.commands, shown
        command, words = command.commands[words[0]], words[1:]
    known = {name for item in command.params for name in item.opts} | {"--help", "-h", "--version"}
    assert [word for word in words if word.startswith("-") and word not in known] == [], shown
