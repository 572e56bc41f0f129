"""A submission is read without trusting any of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import nbformat
import pytest

from autograder.course.release import Release
from autograder.course.repair import repair
from autograder.grading import file_tree, notebook_file, notebook_language
from autograder.grading.files_beside import files_beside
from autograder.grading.notebook_file import read_notebook
from autograder.grading.submission import read_submission, students
from autograder.grading.timestamp import submitted_at

HEAD = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}


def read(tmp_path, content):
    path = tmp_path / "x.ipynb"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return read_notebook(path)


NO_NOTEBOOKS = {
    "": "it is not JSON",
    "{": "it is not JSON",
    "[]": "it is JSON, but no notebook",
    "7": "it is JSON, but no notebook",
    '{"nbformat": "4", "cells": []}': "it is JSON, but no notebook",
    '{"nbformat": true, "cells": []}': "it is JSON, but no notebook",
    '{"cells": []}': "it is JSON, but no notebook",
    '{"cells": {"cell_type": "code"}}': "it is JSON, but no notebook",
    '{"cells": [7, {"cell_type": 4}, {"kind": "code"}]}': "it is JSON, but no notebook",
    '{"worksheets": [], "nbformat_minor": 0}': "it is JSON, but no notebook",
    '{"nbformat": 0, "cells": []}': "format could not be read",
    '{"nbformat": -1, "cells": []}': "format could not be read",
    '{"nbformat": 3}': "format could not be read",
    '{"nbformat": 99, "cells": []}': "format could not be read",
    '{"nbformat": 4, "nbformat_minor": "x", "cells": []}': "format could not be read",
    '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}': "without cells",
    '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": {}}': "without cells",
    "[" * 100_000: "nested too deeply",
}


@pytest.mark.parametrize("content", NO_NOTEBOOKS, ids=range(len(NO_NOTEBOOKS)))
def test_what_is_no_notebook_is_told_in_words(tmp_path, content):
    with pytest.raises(ValueError, match=NO_NOTEBOOKS[content]):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "rest", [{}, {"nbformat_minor": 5}, {"nbformat_minor": 2, "metadata": {}}, {"metadata": 3}]
)
def test_a_notebook_that_has_lost_the_number_of_its_format_is_read(tmp_path, rest):
    cells = [{"cell_type": "code", "source": ["x = 1\n", "x"], "outputs": [], "metadata": {}}]
    found = read(tmp_path, {**rest, "cells": cells})
    assert [(cell.cell_type, cell.source) for cell in found.cells] == [("code", "x = 1\nx")]
    whole = read(tmp_path, {**HEAD, "cells": cells})
    assert (found.nbformat, found.nbformat_minor) == (whole.nbformat, whole.nbformat_minor)


def test_a_huge_file_is_not_read(tmp_path):
    with open(tmp_path / "x.ipynb", "wb") as file:
        file.truncate(51 << 20)  # holes: it takes no room on the disk
    with pytest.raises(ValueError, match="it has 51 MiB, more than 50 are not read"):
        read_notebook(tmp_path / "x.ipynb")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_a_byte_order_mark_does_no_harm(tmp_path, mark):
    assert read(tmp_path, mark + json.dumps({**HEAD, "cells": []}).encode()).cells == []


LANGUAGES = {
    "python": {"kernelspec": {"language": "python", "name": "python3"}},
    "conda": {"kernelspec": {"name": "conda-env-x"}, "language_info": {"name": "python"}},
    "nothing": {},
    "no metadata": None,
    "r": {"kernelspec": {"language": "R", "name": "ir"}},
    "julia": {"language_info": {"name": "julia", "version": "1.9"}},
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_another_language_is_told_apart(tmp_path, name):
    content = {**HEAD, "metadata": LANGUAGES[name], "cells": []}
    if name in ("r", "julia"):
        with pytest.raises(ValueError, match="not for Python"):
            read(tmp_path, content)
    else:
        assert read(tmp_path, content).cells == []


IN_PYTHON = (
    "import numpy as np\nx = 1",
    "blur = np.ones((3, 3)) / 9\nfor i in x:\n    d = {",
    'check("a")',
)
IN_R = (
    "library(keras)\nx <- c(1, 2)\nx[2] <- 3",
    "f <- function(x) {\n  if (x > 1) {\n    x\n  }\n}",
    "table$column %>% print()",
)
IN_JULIA = ("using Flux\nimport Pkg", "function f(x)\n  for i in x\n    i\n  end\nend")
OF_OTHER_KERNELS = {
    "python under R": ("R", IN_PYTHON, True),
    "python under Julia": ("julia", IN_PYTHON, True),
    "python under JavaScript": ("javascript", IN_PYTHON, True),
    "with a line of R": ("R", (*IN_PYTHON, "y <- 3"), True),
    "R": ("R", IN_R, False),
    "Julia": ("julia", IN_JULIA, False),
    "nothing that tells": ("R", ("x = 1", "print(x)"), False),
    "no code": ("R", (), False),
}


@pytest.mark.parametrize("name", OF_OTHER_KERNELS)
def test_of_the_kernel_and_the_cells_the_cells_decide(tmp_path, name):
    language, sources, read_as_python = OF_OTHER_KERNELS[name]
    cells = [{"cell_type": "code", "source": source} for source in sources]
    cells += [
        {"cell_type": "code", "source": 7},
        {"cell_type": "markdown", "source": "import a"},
        7,
    ]
    content = {**HEAD, "metadata": {"kernelspec": {"language": language}}, "cells": cells}
    if read_as_python:
        notebook = read(tmp_path, content)
        assert [c.source for c in notebook.cells if c.cell_type == "code"] == list(sources)
    else:
        with pytest.raises(ValueError, match=f"for {language}, not for Python"):
            read(tmp_path, content)


SLOW_LINES = (
    "\t" * 400 + "x",
    "if " + "a: " * 200,
    "if (" + ") " * 200,
    "class " + "a" * 400,
    "class a" + ": " * 200,
    "import" + " " * 400 + "x",
    "a." * 200,
    "%>" * 200,
)


def test_of_a_notebook_without_end_the_first_lines_say_the_language(monkeypatch):
    seen = []
    pattern = SimpleNamespace(match=lambda line: seen.append(line))
    monkeypatch.setattr(notebook_language, "OF_ANOTHER", pattern)
    cells = [{"cell_type": "code", "source": "\n".join(SLOW_LINES * 500)}] * 2
    notebook_language.language_of({"metadata": LANGUAGES["r"], "cells": cells})
    assert len(seen) == notebook_language.MOST_LINES
    assert max(map(len, seen)) == notebook_language.LONGEST_LINE
    assert seen[0] == "x"


def test_line_ends_are_those_of_notebooks(tmp_path):
    cell = {"cell_type": "code", "source": ["a = 1\r\n", "b = 2\r", "c = 3"]}
    (found,) = read(tmp_path, {**HEAD, "cells": [cell]}).cells
    assert found.source == "a = 1\nb = 2\nc = 3"


CELLS = (
    ({"cell_type": "code", "source": ["a = 1\n", "b = 2"]}, "a = 1\nb = 2"),
    ({"cell_type": "code", "source": "a"}, "a"),
    ({"cell_type": "code", "source": "a\ud800"}, "a?"),
    ({"cell_type": "code"}, ""),
    ({"cell_type": "code", "source": "a", "outputs": 7, "metadata": "none"}, "a"),
    ({"cell_type": "markdown", "source": "a", "attachments": {"a.png": [1]}}, "a"),
    ({"cell_type": "code", "source": 7}, None),
    ({"cell_type": "code", "source": ["a", 7]}, None),
    ({"cell_type": "heading", "source": "a"}, None),
    ({"source": "a"}, None),
    ("a", None),
    (None, None),
)


@pytest.mark.parametrize(("cell", "source"), CELLS, ids=range(len(CELLS)))
def test_a_damaged_cell_is_mended_or_left_out(tmp_path, cell, source):
    notebook = read(tmp_path, {**HEAD, "cells": [cell]})
    assert [c.source for c in notebook.cells] == ([] if source is None else [source])
    assert all("attachments" not in c and c.metadata == {} for c in notebook.cells)


def test_of_metadata_only_nbgraders_mark_is_kept(tmp_path):
    mark = {"grade_id": "blur", "points": 2, "more": {"a": 1}, "locked": True}
    metadata = {"nbgrader": mark, "tags": ["skip-execution"], "collapsed": True}
    cell = {"cell_type": "code", "source": "", "metadata": metadata, "id": "x", "more": 1}
    (found,) = read(tmp_path, {**HEAD, "cells": [cell]}).cells
    assert found.metadata == {"nbgrader": {"grade_id": "blur", "points": 2, "locked": True}}
    assert found.id == "x"
    assert "more" not in found


def test_a_notebook_of_too_many_cells_is_refused(tmp_path):
    cell = {"cell_type": "raw", "source": "", "metadata": {}}
    assert len(read(tmp_path, {**HEAD, "cells": [cell] * 2000}).cells) == 2000
    for content in ({**HEAD, "cells": [cell] * 2001}, old_notebook([[cell] * 1500] * 2)):
        with pytest.raises(ValueError, match="cells, more than 2000 are not graded"):
            read(tmp_path, content)


@pytest.mark.parametrize("place", ["source", "attachments"])
@pytest.mark.parametrize("end", ["\n", "\r", "\u2028"])
def test_a_notebook_of_too_many_lines_is_refused(tmp_path, monkeypatch, place, end):
    monkeypatch.setattr(notebook_file, "MOST_LINES", 100)
    lines = f"a{end}" * 60
    text = lines if place == "source" else {"a.svg": {"image/svg+xml": lines}}
    cell = {"cell_type": "markdown", "source": "", "metadata": {}, place: text}
    assert len(read(tmp_path, {**HEAD, "cells": [cell]}).cells) == 1
    with pytest.raises(ValueError, match="it has more than 100 lines"):
        read(tmp_path, {**HEAD, "cells": [cell] * 2})


def old_notebook(sheets):
    worksheets = [{"cells": cells, "metadata": {}} for cells in sheets]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": worksheets}


def test_what_cannot_be_read_of_a_format_is_told_without_a_word_of_ours(tmp_path):
    sheets = [[{"cell_type": "code", "input": 7, "outputs": 7}], [None]]
    odd = {"nbformat": 3, "nbformat_minor": 0, "metadata": [], "worksheets": 7, "cells": 7}
    for content in ({**HEAD, "nbformat_minor": "x"}, {**HEAD, "nbformat": 99, "cells": []}, odd):
        with pytest.raises(ValueError, match="could not be read: it says that it is") as raised:
            read(tmp_path, {"cells": [], **content})
        assert "object" not in str(raised.value)
    assert read(tmp_path, old_notebook(sheets)).cells == []


def test_ids_that_nbformat_draws_are_not_told(tmp_path, recwarn):
    cell = {"cell_type": "code", "input": "a", "language": "python", "outputs": [], "metadata": {}}
    sheet = {"cells": [cell] * 3, "metadata": {}}
    old = {"nbformat": 2, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet, sheet]}
    assert len(read(tmp_path, old).cells) == 6
    assert [*recwarn] == []


def test_a_heading_of_an_old_notebook_is_no_deeper_than_others(tmp_path):
    cell = {"cell_type": "heading", "level": 10**9, "source": "deep", "metadata": {}}
    (found,) = read(tmp_path, old_notebook([[cell]])).cells
    assert found.source == "###### deep"


def test_pictures_that_are_lists_of_lines_stay(tmp_path):
    lines = {"a.svg": {"image/svg+xml": ["<svg>\n", "</svg>"]}, "b.png": {"image/png": [7]}}
    cell = {"cell_type": "markdown", "source": "", "attachments": lines}
    (found,) = read(tmp_path, {**HEAD, "cells": [cell]}).cells
    assert found.attachments == {"a.svg": {"image/svg+xml": "<svg>\n</svg>"}}


def test_pictures_in_a_text_stay(tmp_path):
    """A drawing is held as a list of its lines; what is none hinders no other."""
    pictures = {
        "a.png": {"image/png": "iVBORw0="},
        "b.svg": {"image/svg+xml": ["<svg>\n", "</svg>"]},
        "c": {"image/png": 7},
        "d": "odd",
    }
    cell = {"cell_type": "markdown", "source": "![](attachment:a.png)", "attachments": pictures}
    (found,) = read(tmp_path, {**HEAD, "cells": [cell]}).cells
    assert found.attachments == {
        "a.png": {"image/png": "iVBORw0="},
        "b.svg": {"image/svg+xml": "<svg>\n</svg>"},
    }


@contextmanager
def refused_as(reason):
    """Lets a ValueError pass that gives this reason."""
    try:
        yield
    except ValueError as error:
        if reason not in str(error):
            raise


@pytest.mark.parametrize("kind", [list, dict])
@pytest.mark.parametrize("place", ["notebook", "metadata", "cell", "mark", "attachments", "output"])
def test_a_nest_of_any_depth_is_left_out_or_refused(tmp_path, built_mini, place, kind):
    """Each later step (copying, repairing, writing) has a depth of its own at which it would fail."""
    starter = built_mini.starter()
    for depth in (3, 50, 100, 200, 300, 400, 500, 700, 900, 2000):
        raw = json.loads(nbformat.writes(starter))
        answer = next(cell for cell in raw["cells"] if cell["id"] == "blur")
        text = raw["cells"][0]
        places = {
            "notebook": raw,
            "metadata": raw["metadata"],
            "cell": answer["metadata"],
            "mark": answer["metadata"]["nbgrader"],
            "attachments": text.setdefault("attachments", {}),
        }
        if place == "output":
            answer["outputs"] = ["NEST"]
        else:
            places[place]["nest"] = "NEST"
        nested = "[" * depth + "]" * depth if kind is list else '{"a":' * depth + "1" + "}" * depth
        content = json.dumps(raw).replace('"NEST"', nested)
        if depth == 2000:
            with pytest.raises(ValueError, match="nested too deeply"):
                read(tmp_path, content)
            continue
        with refused_as("nested too deeply"):
            repaired = repair(read(tmp_path, content), Release(starter))
            assert repaired.tampering == ()
            nbformat.validate(repaired.notebook)


def taken(folder, *notebooks):
    """The files that are taken, and what is told of the others."""
    beside = files_beside(folder, notebooks)
    return [str(inside) for inside in beside.files], {str(x.inside): x.reason for x in beside.left}


def test_files_of_a_submission(tmp_path):
    (tmp_path / "images").mkdir()
    for name in ("b.txt", "a.txt", "images/cat.png", ".hidden", "mini.ipynb"):
        (tmp_path / name).write_text(name)
    for folder in (".ipynb_checkpoints", "__pycache__"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x").write_text("x")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder-link").symlink_to("/etc")
    (tmp_path / "images" / "again.png").hardlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    files, left = taken(tmp_path)
    assert files == [".hidden", "b.txt", "images/cat.png"]
    second = "a hard link: the same file has another name elsewhere"
    assert left == {
        "a.txt": second,
        "folder-link": "a link",
        "images/again.png": second,
        "link": "a link",
        "pipe": "a pipe or a device, and no file",
    }


def test_no_file_lies_where_a_notebook_or_its_feedback_is_written(tmp_path):
    for folder in ("mini.html", "MINI.ipynb", "more"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x").touch()
    for name in ("Mini.HTML", "mini.htm", "other.html", "MINI.IPYNB", "more/mini.html"):
        (tmp_path / name).touch()
    files, left = taken(tmp_path, "mini.ipynb")
    assert files == ["MINI.IPYNB", "mini.htm", "other.html", "more/mini.html", "more/x"]
    own = "a file of that name is nbgrader's own"
    assert left == dict.fromkeys(["Mini.HTML", "MINI.ipynb/x", "mini.html/x"], own)


def test_too_many_files_and_too_long_names_are_left_out(tmp_path):
    deep = tmp_path.joinpath(*["d" * 100] * 3)
    deep.mkdir(parents=True)
    (deep / "x").write_text("too deep")
    for number in range(510):
        (tmp_path / f"{number:03}").touch()
    files, left = taken(tmp_path)
    assert files == [f"{number:03}" for number in range(500)]
    assert left.pop(str(deep.relative_to(tmp_path))) == "lies too deep"
    assert left == {
        f"{number:03}": "more than 500 files are not taken" for number in range(500, 510)
    }


def test_a_file_that_is_too_large_costs_no_other(tmp_path):
    for name, size in (("a", 30), ("b", 40), ("c", 30), ("d", 5), ("mini.ipynb", 49)):
        with open(tmp_path / name, "wb") as file:
            file.truncate(size << 20)
    files, left = taken(tmp_path)
    assert files == ["a", "c"]
    assert left == dict.fromkeys("bd", "more than 64 MiB together are not taken")
    (incident,) = files_beside(tmp_path).incidents()
    assert "b (more than 64 MiB together are not taken), d (more" in incident.message
    assert "b (more than 64 MiB" in incident.student


def test_no_width_of_a_folder_is_looked_through(tmp_path, monkeypatch):
    monkeypatch.setattr(file_tree, "MOST_ENTRIES", 20)
    for number in range(30):
        (tmp_path / f"{number:02}").mkdir()
    files, left = taken(tmp_path)
    assert (files, list(left.values())) == ([], ["there are more than 20 files and folders"])


@pytest.mark.parametrize("place", ["ada", "ada/mini", "ada/mini/mini.ipynb"])
@pytest.mark.parametrize("target", ["", "elsewhere"])
def test_no_link_is_followed(mini, place, target):
    folder = mini.submit("ben", mini.answered(), **{"timestamp.txt": "2026-03-01 12:00 UTC"})
    (mini.course.submitted / "ada" / "mini").mkdir(parents=True)
    path = mini.course.submitted / place
    path.rmdir() if place == "ada/mini" else shutil.rmtree(path, ignore_errors=True)
    theirs = {"ada": folder.parent, "ada/mini": folder}.get(place, folder / "mini.ipynb")
    path.symlink_to(target or theirs)
    found = read_submission(mini.assignment, "ada")
    assert found.notebook is None
    assert not found.files
    assert "is a link, which is not followed" in found.incidents[0].message
    assert submitted_at(found.folder) is None


def test_a_notebook_with_another_name_elsewhere_is_refused(mini):
    folder = mini.submit("ben", mini.answered())
    (mini.course.submitted / "ada" / "mini").mkdir(parents=True)
    (mini.course.submitted / "ada" / "mini" / "mini.ipynb").hardlink_to(folder / "mini.ipynb")
    found = read_submission(mini.assignment, "ada")
    assert (found.status, found.notebook) == ("unreadable", None)
    assert "it is a hard link" in found.incidents[0].message


def test_a_notebook_that_may_not_be_read_is_told(mini, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied")

    mini.submit("ada", mini.answered())
    monkeypatch.setattr(notebook_file.os, "open", refused)
    found = read_submission(mini.assignment, "ada")
    assert found.status == "unreadable"
    assert "its owner lets nobody read it: change its rights" in found.incidents[0].message


IN_CLOSED_FOLDERS = """
from pathlib import Path
from autograder.course.course import Course
from autograder.grading.submission import read_submission, students
assignment = Course(Path({root!r})).assignment("mini")
for student in students(assignment):
    found = read_submission(assignment, student)
    print(student, found.status, *(incident.message for incident in found.incidents))
"""


def test_a_folder_that_may_not_be_looked_into_is_told(mini):
    """Nobody is left out of the class without a word. Root may look into all, so it gives that up."""
    closed = [mini.submit(name, mini.answered()) for name in ("ada", "ben")]
    closed[0] = closed[0].parent
    mini.submit("zoe", mini.answered())
    code = IN_CLOSED_FOLDERS.format(root=str(mini.root))
    as_nobody_else = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    for folder in closed:
        folder.chmod(0)
    try:
        done = subprocess.run(
            [*(as_nobody_else if os.geteuid() == 0 else ()), sys.executable, "-c", code],
            capture_output=True, text=True,
        )  # fmt: skip
    finally:
        for folder in closed:
            folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    ada, ben, zoe = done.stdout.splitlines()
    assert re.match("ada unreadable .* ada can't be read: give yourself the right", ada)
    assert re.match("ben unreadable .* ben/mini can't be read: give yourself the right", ben)
    assert zoe == "zoe graded"


@pytest.mark.parametrize("name", ["", "..", "../other", "a/b", ".hidden", "/etc"])
def test_a_students_name_is_the_name_of_a_folder(built_mini, name):
    with pytest.raises(ValueError, match="no student's name"):
        read_submission(built_mini.assignment, name)


def test_students_are_those_with_a_folder_for_the_assignment(mini):
    assert students(mini.assignment) == ()
    for path in ("zoe/mini", "Ada Doe/mini", "ben/other", ".trash/mini"):
        (mini.course.submitted / path).mkdir(parents=True)
    (mini.course.submitted / "notes.txt").touch()
    assert students(mini.assignment) == ("Ada Doe", "zoe")


@pytest.mark.parametrize("name", ["mini.ipynb.txt", "Mini (1).ipynb.json"])
def test_a_notebook_that_a_browser_has_renamed_is_taken_and_told(mini, name):
    folder = mini.submit("ada", mini.answered(), **{"data.txt": "1"})
    (folder / "mini.ipynb").rename(folder / name)
    found = read_submission(mini.assignment, "ada")
    assert (found.status, [*map(str, found.files)]) == ("graded", ["data.txt"])
    (incident,) = found.incidents
    assert (incident.kind, incident.where) == ("renamed", name)
    assert "was taken as mini.ipynb" in incident.student
    (folder / "mini.ipynb").write_text("{")
    assert read_submission(mini.assignment, "ada").status == "unreadable"


def test_of_several_renamed_ones_none_is_taken_and_all_are_named(mini):
    folder = mini.submit("ada", mini.answered())
    (folder / "mini.ipynb").rename(folder / "mini.ipynb.txt")
    for name in ("mini.ipynb.json", "._mini.ipynb", "mini.ipynb~"):
        (folder / name).write_text("{}")
    found = read_submission(mini.assignment, "ada")
    assert found.status == "missing"
    (incident,) = found.incidents
    assert "there is mini.ipynb.json, mini.ipynb.txt." in incident.message
