"""Masters: what their cell marks mean, and what is said of marks that make no sense."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.course.master import digest, parse_master, read_master
from autograder.course.opening import must_open_checks

ANSWERED = '# %% answer="blur"\nblur = 1\n\n# %% check="blur"\ncheck("blur")\n'


def test_roles_and_questions(master_text: str) -> None:
    master = parse_master(master_text, "mini")
    assert [(cell.role, cell.question) for cell in master.cells] == [
        ("text", None),
        ("locked", None),
        ("play", None),
        ("text", None),
        ("answer", "blur"),
        ("check", "blur"),
        ("text", None),
        ("answer", "edges"),
        ("locked", None),
        ("check", "edges"),
        ("text", None),
        ("written", "why"),
        ("locked", None),
    ]
    assert master.questions() == ("blur", "edges", "why")
    assert [cell.is_code for cell in master.cells].count(False) == 5


def test_ids_are_stable(master_text: str) -> None:
    first, second = parse_master(master_text, "mini"), parse_master(master_text, "mini")
    assert first == second
    ids = [cell.id for cell in first.cells]
    assert len(set(ids)) == len(ids)
    assert [ids[i] for i in (4, 5, 11)] == ["blur", "check-blur", "why"]
    # a new cell above changes no id below
    longer = parse_master("# %%\nimport os\n\n" + master_text, "mini")
    assert [cell.id for cell in longer.cells][1:] == ids


def test_equal_cells_have_ids_of_their_own() -> None:
    master = parse_master("# %%\nshow(a)\n\n# %%\nshow(a)\n\n# %%\nshow(a)\n", "mini")
    first, second, third = (cell.id for cell in master.cells)
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_ids_are_valid_in_a_notebook(master_text: str) -> None:
    for cell in parse_master(master_text.replace("blur", "b" * 50), "mini").cells:
        node = nbformat.v4.new_code_cell("", id=cell.id)
        nbformat.validate(nbformat.v4.new_notebook(cells=[node]))


SENSELESS = {
    "two marks": ('# %% answer="blur" check="blur"\nblur = 1\n', "more than one mark: answer, check"),
    "an unknown mark": ('# %% anwser="blur"\nblur = 1\n', "unknown mark anwser"),
    "an answer in text": ('# %% [markdown] answer="blur"\n# text\n', "mark answer belongs on a code cell"),
    "a text in code": ('# %% written="why"\npass\n', "mark written belongs on a text cell"),
    "a large letter": ('# %% answer="Blur"\nblur = 1\n', "small letters, digits and hyphens"),
    "a hyphen in front": ('# %% answer="-blur"\nblur = 1\n', "small letters, digits and hyphens"),
    "a long name": (f'# %% answer="{"b" * 51}"\nblur = 1\n', "at most 50 characters"),
    "no play": ("# %% play=false\npass\n", "the mark is play=true"),
    "another check": ('# %% check="blur"\ncheck("edges")\n', "a check cell is the one line"),
    "two answers": (ANSWERED.replace("# %% check", '# %% answer="blur"\nblur = 2\n\n# %% check'), "blur has 2 answer cells"),
    "two checks": (ANSWERED + ANSWERED[ANSWERED.index("# %% check") :], "blur has 2 check cells"),
    "no answer": ('# %% check="blur"\ncheck("blur")\n', "blur is checked but has no answer"),
    "no check": ('# %% answer="blur"\nblur = 1\n', "blur has an answer cell but no check"),
    "check first": ('# %% check="blur"\ncheck("blur")\n\n# %% answer="blur"\nblur = 1\n', "blur is checked before"),
    "one name for two": (ANSWERED + '\n# %% [markdown] written="blur"\n# text\n', "two cells would be called blur"),
    "a name like a check's": (ANSWERED + ANSWERED.replace('"blur"', '"check-blur"'), "two cells would be called check-blur"),
    "a solution in a locked cell": ("# %%\n### BEGIN SOLUTION\na = 1\n### END SOLUTION\n", "locked cell .* holds a solution's mark"),
    "a solution in a text": ("# %% [markdown]\n# the words BEGIN SOLUTION\n", "text cell .* holds a solution's mark"),
    "a solution without end": (ANSWERED.replace("blur = 1", "### BEGIN SOLUTION\nblur = 1"), "BEGIN or END SOLUTION too many"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), SENSELESS.values(), ids=SENSELESS)
def test_senseless_marks_are_told(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as told:
        parse_master(text, "mini", "mini.py")
    assert str(told.value).startswith("mini.py")


def test_the_cell_is_named() -> None:
    text = '# %% [markdown]\n# one\n\n# %%\ntwo = 2\n\n# %% ansewr="blur"\nblur = 1\n'
    with pytest.raises(
        ValueError, match=r"mini\.py, line 7: unknown mark ansewr; did you mean answer\?"
    ):
        parse_master(text, "mini", "mini.py")


def test_cells_know_their_lines(master_text: str) -> None:
    lines = master_text.splitlines()
    for text, more in ((master_text, 0), ("# a remark\n\n" + master_text, 2)):
        for cell in parse_master(text, "mini").cells:
            assert cell.line is not None
            if cell.line > 1:
                assert lines[cell.line - 1 - more].startswith("# %%")
    quoted = master_text + '\n# %%\ntext = """\n# %% no cell\n"""\n'
    assert {cell.line for cell in parse_master(quoted, "mini").cells} & {None, 1}


def test_a_misspelt_question_is_told_with_its_line(tmp_path: Path) -> None:
    text = ANSWERED.replace('check="blur"', 'check="bluer"').replace(
        'check("blur")', 'check("bluer")'
    )
    with pytest.raises(
        ValueError, match=r"mini\.py, line 4: question bluer is checked .*mean blur\?"
    ):
        parse_master(text, "mini", "mini.py")
    (tmp_path / "edge.py").touch()
    (tmp_path / "rubric.py").touch()
    with pytest.raises(
        ValueError, match=r"edges\.py: there is no such master; did you mean edge\.py\?"
    ):
        read_master(tmp_path / "edges.py")


OPEN = "# %%\nfrom autograder.notebook.check import open_checks\n%matplotlib inline\n"
OPENINGS = {
    "as it is": (OPEN + 'check = open_checks("mini")\n\n' + ANSWERED, ""),
    "by name": (OPEN + 'check = open_checks(assignment="mini", folder=".")\n\n' + ANSWERED, ""),
    "what running tells": (OPEN + 'name = "mini"\ncheck = open_checks(name)\n\n' + ANSWERED, ""),
    "of the module": (OPEN + 'check = module.open_checks("mini")\n\n' + ANSWERED, ""),
    "nothing checked": ("# %%\nimport os\n", ""),
    "not there": (ANSWERED, 'line 4: question blur: no cell above opens the checks, .*check = open_checks\\("mini"\\)'),
    "only imported": (OPEN + "\n" + ANSWERED, "no cell above opens the checks"),
    "in a text": ('# %% [markdown]\n# check = open_checks("mini")\n\n' + ANSWERED, "no cell above"),
    "in a comment": ('# %%\n# check = open_checks("mini")\n\n' + ANSWERED, "no cell above"),
    "in a function": (OPEN + 'def begin():\n    check = open_checks("mini")\n\n' + ANSWERED, "no cell above"),
    "called otherwise": (OPEN + 'chek = open_checks("mini")\n\n' + ANSWERED, "no cell above"),
    "without a name": (OPEN + "open_checks('mini')\n\n" + ANSWERED, "no cell above"),
    "too late": (ANSWERED + "\n" + OPEN + 'check = open_checks("mini")\n', "line 4: question blur: no cell above"),
    "another's": (OPEN + 'check = open_checks("mimi")\n\n' + ANSWERED, "the checks of 'mimi' are opened above, and this is 'mini'; did you mean mini"),
    "set to something else": (OPEN + 'check = open_checks("mini")\ncheck = 3\n\n' + ANSWERED, "no cell above"),
    "another function": (OPEN + 'check = open_checks("mini")\ndef check(x): pass\n\n' + ANSWERED, "no cell above"),
    "another import": (OPEN + 'check = open_checks("mini")\nfrom tests import a as check\n\n' + ANSWERED, "no cell above"),
    "where students may change it": (OPEN.replace("%%\n", "%% play=true\n", 1) + 'check = open_checks("mini")\n\n' + ANSWERED, "line 1: `check` is set in a cell that students may change"),
    "lost in an answer": (OPEN + 'check = open_checks("mini")\n\n' + ANSWERED.replace("blur = 1", "check = blur = 1"), "line 6: `check` is set in a cell that students may change"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), OPENINGS.values(), ids=OPENINGS)
def test_checks_must_be_opened(text: str, message: str) -> None:
    master = parse_master(text, "mini", "mini.py")
    if message:
        with pytest.raises(ValueError, match=f"(?s)^mini\\.py, .*{message}"):
            must_open_checks(master)
    else:
        must_open_checks(master)


def test_a_missing_master_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"mini\.py: there is no such master"):
        read_master(tmp_path / "mini.py")


def test_reading_a_file(tmp_path: Path, master_text: str) -> None:
    path = tmp_path / "mini.py"
    path.write_text(master_text, encoding="utf-8")
    master = read_master(path)
    assert master == parse_master(master_text, "mini")
    before = digest(path)
    path.write_text(master_text + "\n", encoding="utf-8")
    assert digest(path) != before
