"""Marked cells: what stands in a cell is kept exactly, and a slip is told with its line."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.marked_cells import marked_cells

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path
    for pattern in ("data/class/*/*.py", "solutions/*/wrong_answers/*.py", "tests/**/solutions/*/wrong_answers.py")
    for path in ROOT.glob(pattern)
)  # fmt: skip


def written(*codes: str) -> str:
    """The text of a file with these code cells."""
    begins = r"(?m)^([ \t]*)(#+[ \t]*%%+(?:[ \t].*)?)$"
    cells = (re.sub(begins, r"\1#\2", code) for code in codes)
    return "\n".join(f"# %%\n{cell}\n" for cell in cells)


def sources(text: str) -> list[str]:
    return [cell.source for cell in marked_cells(text, "file")]


TEXT = """\
# Made by hand.

# %% [markdown]
# # Known answers
#
# A picture.

# %% A title answer="blur" points=1.5 deleted=true
blur = 1
# %% [markdown] written="why"
# Because.

# %%
"""


def test_cells_with_their_titles_and_marks() -> None:
    head, blur, why, empty = marked_cells(TEXT, "ada.py")
    assert (head.is_code, head.source, head.where) == (
        False,
        "# Known answers\n\nA picture.",
        "ada.py, line 3",
    )
    assert (blur.is_code, blur.source, blur.where) == (True, "blur = 1", "ada.py, line 8")
    assert (blur.title, blur.marks) == (
        "A title",
        {"answer": "blur", "points": 1.5, "deleted": True},
    )
    assert (why.is_code, why.source, why.marks) == (False, "Because.", {"written": "why"})
    assert (empty.is_code, empty.source, empty.title, empty.marks) == (True, "", "", {})  # fmt: skip


def test_no_text_has_no_cells() -> None:
    assert marked_cells("", "file") == marked_cells("# only a remark\n", "file") == ()


CODES = {
    "one line": "a = 1",
    "nothing": "",
    "a blank line before": "\na = 1",
    "a blank line behind": "a = 1\n",
    "blank lines only": "\n\n",
    "a magic": "%matplotlib inline\n!ls",
    "a cell magic": "%%time\na = 1",
    "a magic that is commented out": "# %matplotlib inline\n# !ls\n# %%time",
    "a quote that is not closed": "a = '''never\n",
    "a bracket that is not closed": "a = (1,\n",
    "text": "Jeg vet ikke. \"Hvorfor\" æøå \\ \u2028\x0c\x85",
    "a line that would begin a cell": "a = 1\n# %% part two\nb = 2",
    "others": "#%%\n    # %% [markdown]\n  #  %%% x\n# %%",
    "such lines with more of them": "## %%\n### %% x",
    "such a line in a string": 'a = """\n# %% \n"""',
    "marks": '# wrong="blur" points=0',
    "spaces at the ends": "  a = 1  \n\t",
}  # fmt: skip


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_code_is_kept_exactly(code: str) -> None:
    assert sources(written(code)) == [code]
    assert sources(written(code, "b = 2", code)) == [code, "b = 2", code]


LINES = st.lists(st.sampled_from(["", "a = 1", "# %%", "## %% x", " #%%", "# %%x", "'''", "# a"]))


@given(st.lists(st.text(st.characters(blacklist_characters="\r")) | LINES.map("\n".join)))
def test_any_code_is_kept_exactly(codes: list[str]) -> None:
    assert sources(written(*codes)) == codes


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_files_are_py_percent(path: Path) -> None:
    """jupytext, and so every editor, sees the same cells in the kit's own files."""
    text = path.read_text(encoding="utf-8")
    cells = marked_cells(text, str(path))
    theirs = jupytext.reads(text, {"extension": ".py", "format_name": "percent", "comment_magics": False})  # fmt: skip
    if not text.startswith("# %%"):
        theirs.cells = theirs.cells[1:]  # what stands before the first cell is one of its own
    seen = [(cell.cell_type == "code", cell.source.strip("\n")) for cell in theirs.cells]
    assert [(cell.is_code, cell.source.strip("\n")) for cell in cells] == seen
    for cell, their in zip(cells, theirs.cells, strict=True):
        assert cell.marks.items() <= dict(their.metadata).items()


SLIPS = {
    "code before the first cell": ("a = 1\n# %%\n", r"line 1: stands before the first cell, a line `# %%`"),
    "no quotes": ("# %% answer=blur\n", r'line 1: answer=blur is neither .* write answer="blur"'),
    "other quotes": ("\n# %% answer='blur'\n", r"line 2: answer='blur' is neither a text, a number"),
    "a quote too few": ('# %% answer="blur\n', 'line 1: \'answer="blur\' is no mark'),
    "no number": ("# %% points=NaN\n", "points=NaN is neither a text, a number"),
    "a list": ("# %% points=[1]\n", r"points=\[1\] is neither"),
    "spaces": ('# %% answer = "blur" points=1\n# %% points= 1\n', r"line 2: 'points= 1' is no mark"),
    "a comma": ('# %% answer="blur", points=1\n', "is no mark"),
    "a remark behind": ('# %% answer="blur" # mine\n', "'# mine' is no mark: .* a title before the marks"),
    "twice": ('# %% points=1 points=2\n', "points stands there twice: keep one"),
    "text that is no comment": ("# %% [markdown]\n# Why\nnot\n", r"line 1: every line of a text cell begins with `#`, not 'not'"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as told:
        marked_cells(text, "eve.py")
    assert str(told.value).startswith("eve.py, line ")
