"""Commands on slips: what explains an answer, and what could."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.grading.slip_rows import slip_rows
from autograder.questions.kinds import KINDS

pytestmark = pytest.mark.usefixtures("lent_engines")


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def test_every_kind_tells_its_slips():
    said = run("mistakes").output
    for name, kind in KINDS.items():
        for sentences in kind.catalogues().values():
            assert all(f"\n  {slip}: " in said for slip in sentences), name


def test_the_slips_of_one_kind():
    said = run("mistakes", "count").output
    assert said.startswith("count\n  ")
    assert "same-keeps-size" not in said
    wrong = run("mistakes", "cuont")
    assert wrong.exit_code == 2
    assert "there is no kind 'cuont'; did you mean count?" in wrong.output


@pytest.fixture(scope="module")
def course(built_mini, tmp_path_factory):
    """One course for all questions that are asked here: what its master gave is kept."""
    root = tmp_path_factory.mktemp("slips") / "mini"
    shutil.copytree(built_mini.root, root)
    return root


@pytest.fixture
def explain(course, tmp_path):
    """What `autograder explain` says of an answer, written into a file of that ending."""

    def said(question, text, ending=".py"):
        file = tmp_path / f"answer{ending}"
        file.write_text(text, encoding="utf-8")
        return run("explain", "mini", question, "--answer", file, "--course", course)

    return said


SIZES = "size_conv = (1, 4, 7, 2)\nsize_pool = (1, 3, 5, 1)\n"


def test_an_answer_in_python_is_run_and_explained(explain):
    said = explain("sizes", SIZES).output
    assert said.startswith("sizes: partial, 1 of 2\n")
    assert "You counted the steps of the window" in said
    assert "explained by: forgot-plus-one (size_conv)" in said
    assert "What each slip would give:" in said
    assert "size_conv: (1, 7, 10, 2)" in said, "padding 'same'"


def test_the_cell_of_a_file_of_known_answers(explain):
    cells = f'# %% wrong="other" points=0\nx = 1\n\n# %% wrong="sizes" points=1\n{SIZES}'
    assert "explained by: forgot-plus-one" in explain("sizes", cells).output
    several = explain("sizes", "# %%\nx = 1\n\n# %%\ny = 2\n")
    assert several.exit_code == 2
    assert "2 cells may be meant" in several.output


def test_values_are_judged_without_running_anything(explain):
    values = {"size_conv": [1, 4, 7, 2], "size_pool": [1, 3, 5, 1]}
    said = explain("sizes", json.dumps(values), ".json").output
    assert "explained by: forgot-plus-one (size_conv)" in said
    assert "not JSON" in explain("sizes", "{", ".json").output
    assert "write the values by name" in explain("sizes", "[1]", ".json").output
    assert "no array of numbers" in explain("blur", '{"blur": "x"}', ".json").output


def test_a_question_that_is_not_there(explain):
    said = explain("sizse", SIZES)
    assert said.exit_code == 2
    assert "mini has no question 'sizse'; did you mean sizes?" in said.output


def test_what_slips_do_to_a_question(built_exam):
    rows = {row.name: row for row in slip_rows(built_exam.assignment, built_exam.keys)["sizes"]}
    assert rows["forgot-plus-one"].state == "told"
    assert rows["forgot-plus-one"].gives == (
        "size_conv: (1, 4, 7, 2)",
        "size_pool: (1, 2, 4, 1)",
    )
    assert "pooling-one-channel" in rows
    assert rows["pooling-one-channel"].state == "blind", "one channel goes in"
    assert "same-keeps-size" not in rows, "nothing has padding 'same'"
    assert {row.state for row in rows.values()} <= {"told", "alike", "blind"}


def test_where_a_blind_spot_would_show(built_exam):
    rows = {row.name: row for row in slip_rows(built_exam.assignment, built_exam.keys)["sizes"]}
    blind = [row for row in rows.values() if row.state == "blind" and row.showing]
    assert all(" on an input of (1, " in row.showing for row in blind)


@pytest.mark.thorough
def test_verify_lists_blind_spots_and_what_cannot_be_told_apart(mini):
    said = run("verify", "mini", "--slips", "--course", mini.root).output
    assert "  sizes: pooling-one-channel leaves all right" in said
    assert "  sizes: can't be told apart: " in said
    assert "--slips lists them" not in said
