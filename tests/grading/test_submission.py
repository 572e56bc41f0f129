"""A submission is read without trusting any of it."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager

import nbformat
import pytest

from autograder.course.release import Release
from autograder.course.repair import repair
from autograder.grading.files_beside import own_files
from autograder.grading.notebook_file import read_notebook
from autograder.grading.submission import read_submission, students

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


def test_pictures_in_a_text_stay(tmp_path):
    picture = {"a.png": {"image/png": "iVBORw0="}}
    cell = {"cell_type": "markdown", "source": "![](attachment:a.png)", "attachments": picture}
    (found,) = read(tmp_path, {**HEAD, "cells": [cell]}).cells
    assert found.attachments == picture


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


def test_files_of_a_submission(tmp_path):
    (tmp_path / "images").mkdir()
    for name in ("b.txt", "a.txt", "images/cat.png", ".hidden"):
        (tmp_path / name).write_text(name)
    for folder in (".ipynb_checkpoints", "__pycache__"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x").write_text("x")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder-link").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    found = [str(inside) for _, inside in own_files(tmp_path)]
    assert found == [".hidden", "a.txt", "b.txt", "images/cat.png"]


def test_too_many_files_and_too_long_names_are_left_out(tmp_path):
    deep = tmp_path.joinpath(*["d" * 100] * 3)
    deep.mkdir(parents=True)
    (deep / "x").write_text("too deep")
    for number in range(510):
        (tmp_path / f"{number:03}").touch()
    found = [str(inside) for _, inside in own_files(tmp_path)]
    assert found == [f"{number:03}" for number in range(500)]


def test_too_many_bytes_are_left_out(tmp_path):
    for name in ("a", "b", "c"):
        with open(tmp_path / name, "wb") as file:
            file.truncate(30 << 20)
    assert [str(inside) for _, inside in own_files(tmp_path)] == ["a", "b"]


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
