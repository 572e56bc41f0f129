"""Masters: what their cell marks mean, and what is said of marks that make no sense."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.course.master import digest, parse_master, read_master

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
    with pytest.raises(ValueError, match=r"mini\.py, cell 3: unknown mark ansewr"):
        parse_master(text, "mini", "mini.py")


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
