"""Loading rubrics: errors name the file and what to mend."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.course.course import CHECKOUT, PACKAGE, PROJECT, Course, checkout_around
from autograder.course.rubric import Rubric, Variant, load_rubric
from autograder.questions.question import Question

HEAD = """\
from autograder.course.rubric import Rubric
from autograder.questions.written.question import WrittenQuestion

ONE = WrittenQuestion(id="one", points=2, statement="?", hint="!", guide="...")
"""

OWN = """\
class Own(WrittenQuestion):
    pass


def rubric(variant):
    return Rubric("One", (Own(id="one", points=2, statement="?", hint="!", guide="..."),))
"""

BROKEN = {
    "no rubric": (HEAD, r"needs a function `rubric\(variant\)`"),
    "a rubric that is no function": (HEAD + "rubric = 7\n", "needs a function"),
    "no Rubric": (HEAD + "def rubric(variant): return [ONE]\n", "must give a Rubric"),
    "a syntax error": ("def rubric(:", "SyntaxError"),
    "a missing name": (HEAD + "TWO\n", "NameError: name 'TWO' is not defined"),
    "an attribute error inside": (HEAD + "def rubric(variant): return ONE.two\n", "AttributeError: .* 'two'"),
    "a type error inside": (HEAD + "def rubric(): return Rubric('One', (ONE,))\n", "TypeError"),
    "two of one name": (HEAD + "def rubric(variant): return Rubric('One', (ONE, ONE))\n", "two questions are called 'one'"),
    "a kind without a line": (HEAD + OWN, "one is of the kind written, which has no line in autograder/questions/kinds.py"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rubric_is_told(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "rubric.py"
    path.write_text(text)
    with pytest.raises(ValueError, match=message) as told:
        load_rubric(path)
    assert str(told.value).startswith(str(path))


def test_a_rubric_is_a_function_of_its_variant(tmp_path: Path) -> None:
    path = tmp_path / "rubric.py"
    path.write_text(HEAD + "def rubric(variant): return Rubric(f'Seed {variant.seed}', (ONE,))\n")
    assert load_rubric(path).title == "Seed 0"
    assert load_rubric(path, Variant(5)).title == "Seed 5"
    assert list(tmp_path.iterdir()) == [path], "loading leaves nothing behind"
    assert not [name for name in sys.modules if name.startswith("_course_")]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"rubric\.py: there is no such file"):
        load_rubric(tmp_path / "rubric.py")


def test_points_of_a_text_do_not_count_before_a_person_gave_them(
    questions: tuple[Question, ...],
) -> None:
    rubric = Rubric("Mini", questions)
    assert rubric.max_points == 3
    assert rubric.question("edges").points == 2
    with pytest.raises(KeyError, match="nothing"):
        rubric.question("nothing")


def test_only_a_checkout_lends_its_folders(tmp_path: Path) -> None:
    """Beside an installed package, `data` and `solutions` are other packages'."""
    assert checkout_around(PACKAGE) == CHECKOUT == PACKAGE.parent
    for text in (None, '[project]\nname = "another"\n', "[project\n", "[tool.black]\n"):
        if text is not None:
            (tmp_path / "pyproject.toml").write_text(text)
        assert checkout_around(tmp_path / "autograder") is None
    (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "{PROJECT}"\n')
    assert checkout_around(tmp_path / "autograder") == tmp_path


def test_an_installed_package_lends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.course.course.CHECKOUT", None)
    (tmp_path / "nbgrader_config.py").touch()
    course = Course.at(tmp_path)
    assert course.names() == ()
    assert course.images == tmp_path / "data" / "images"


def test_a_course_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no such folder"):
        Course.at(tmp_path / "nowhere")
    for name in ("zebra", "ant"):
        (tmp_path / "solutions" / name).mkdir(parents=True)
        (tmp_path / "solutions" / name / "rubric.py").touch()
    (tmp_path / "solutions" / "notes").mkdir()
    course = Course.at(tmp_path)
    assert course.names() == ("ant", "zebra")
    assert course.assignments == CHECKOUT / "assignments"  # where a course has none of its own
    (tmp_path / "assignments").mkdir()
    assert course.assignment("ant").starter == tmp_path / "assignments" / "ant" / "ant.ipynb"
    for name in ("bee", "notes", "", "../solutions/ant"):
        with pytest.raises(ValueError, match=r"no assignment .* There are: ant, zebra"):
            course.assignment(name)
