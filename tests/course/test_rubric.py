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

HEADS = """\
from autograder.convolution.layers import Conv2D
from autograder.course.rubric import Rubric
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.kernel import KernelQuestion
from autograder.questions.shape import ShapePart, ShapeQuestion

TEXTS = dict(statement="?", hint="!")


def rubric(variant):
    return Rubric(
        "Slips",
        (
"""  # the question begins on line 15


def question(kind: str, **fields: str) -> str:
    """A rubric with one question, written with the right fields but for those that are given; one
    that is given as `-` is left out."""
    right = {
        "KernelQuestion": {"answers": '("edges",)', "public": '("dot",)', "hidden": '("noise",)'},
        "ShapeQuestion": {"parts": '(ShapePart("size", (1, 28, 28, 1), (Conv2D(1, 3),)),)'},
        "CountQuestion": {"parts": '(CountPart("count", (1, 28, 28, 1), (Conv2D(1, 3),)),)'},
        "InputSizesQuestion": {"parts": '(InputSizesPart("sizes", Conv2D(1, 3), 5),)'},
    }[kind]
    lines = {"id": '"edges"', "points": "2", **right, **fields}
    body = "".join(f"                {k}={v},\n" for k, v in lines.items() if v != "-")
    return f"{HEADS}            {kind}(\n{body}                **TEXTS,\n            ),\n        ),\n    )\n"


SLIPS = {
    "a tuple's comma": (question("KernelQuestion", hidden='("noise")'), "line 20: question edges: `hidden` must be a tuple of which each item is a text, not 'noise': a tuple of one item has a comma, ('noise',)"),
    "a comma of the answers": (question("KernelQuestion", answers='"edges"'), "line 18: question edges: `answers` must be a tuple of which each item is a text, not 'edges': a tuple of one item has a comma, ('edges',)"),
    "a comma of the parts": (question("ShapeQuestion", parts='ShapePart("size", (1, 28, 28, 1), (Conv2D(1, 3),))'), "line 18: question edges: `parts` must be a tuple of which each item is a ShapePart, not ShapePart("),
    "a layer for a tuple": (question("ShapeQuestion", parts='(ShapePart("size", (1, 28, 28, 1), Conv2D(1, 3)),)'), "line 18: question edges: `parts[0].layers` must be a tuple of which each item is a Conv2D or"),
    "a layer in its own line": (question("ShapeQuestion", parts='(\nShapePart(answer="size", input_shape=(1, 28, 28, 1), layers=\n\nConv2D(1, 3)),)'), "line 21: question edges: `parts[0].layers` must be"),
    "a size too few": (question("ShapeQuestion", parts='(ShapePart("size", (28, 28, 1), (Conv2D(1, 3),)),)'), "`parts[0].input_shape` must be a tuple of 4 items, not (28, 28, 1)"),
    "points in quotes": (question("KernelQuestion", points='"2"'), "line 17: question edges: `points` must be a number, not '2': write 2 without quotes"),
    "points in words": (question("KernelQuestion", points='"two"'), "`points` must be a number, not 'two'"),
    "no points": (question("KernelQuestion", points="None"), "`points` must be a number, not None"),
    "a tuple for a reason": (question("KernelQuestion", untold='("mirrored",)'), "`untold` must be a dict that holds, by a text, a tuple of which each item is a text, not ('mirrored',)"),
    "a reason for one slip": (question("KernelQuestion", untold='{"flat": "mirrored"}'), "`untold` must be a dict that holds, by a text, a tuple of which each item is a text"),
    "a field left out": (question("KernelQuestion", answers="-"), "line 15: question edges: KernelQuestion needs answers: write answers=..."),
    "two fields left out": (question("KernelQuestion", answers="-", public="-"), "line 15: question edges: KernelQuestion needs answers and public: write answers=..., public=..."),
    "a field misspelt": (question("KernelQuestion", hiden='("noise",)'), "line 15: question edges: KernelQuestion has no hiden; did you mean hidden? It takes id, "),
    "a part's field left out": (question("ShapeQuestion", parts='(\n\nShapePart("size", (1, 28, 28, 1)),)'), "line 20: question edges: ShapePart needs layers: write layers=..."),
    "a layer without its kernel": (question("ShapeQuestion", parts='(ShapePart("size", (1, 28, 28, 1), (Conv2D(1),)),)'), "line 18: question edges: Conv2D needs kernel_size"),
    "a layer's word": (question("ShapeQuestion", parts='(ShapePart("size", (1, 28, 28, 1), (Conv2D(1, 3, padding="sane"),)),)'), "line 18: question edges: padding must be one of valid, same, not 'sane'"),
    "a count's layer": (question("CountQuestion", parts='(CountPart("count", (1, 28, 28, 1), Conv2D(1, 3)),)'), "`parts[0].layers` must be a tuple of which each item is a Conv2D or"),
    "a part that checks itself": (question("InputSizesQuestion", parts='(InputSizesPart("sizes", (Conv2D(1, 3),), 5),)'), "line 18: question edges: `layer` must be a Conv2D or"),
    "a part's number": (question("InputSizesQuestion", parts='(InputSizesPart("sizes", Conv2D(1, 3), 5, largest="9"),)'), "`largest` must be a whole number, not '9': write 9 without quotes"),
    "by place": (question("KernelQuestion").replace("KernelQuestion(\n", 'KernelQuestion("edges",\n'), "line 15: question edges: KernelQuestion"),
    "no tuple of questions": (question("KernelQuestion").replace("        (\n            K", "            K").replace("            ),\n        ),\n    )", "            ),\n    )"), "`questions` must be a tuple of which each item is a Question, not KernelQuestion("),
    "a question's comma": (question("KernelQuestion").replace("            ),\n        ),", "            )\n        ),"), "`questions` must be a tuple of which each item is a Question, not KernelQuestion("),
    "a name misspelt": (question("KernelQuestion").replace("  KernelQuestion(", "  KernelQuestoin("), "line 15: question edges: NameError: name 'KernelQuestoin' is not defined; did you mean KernelQuestion?"),
    "an import misspelt": (question("KernelQuestion").replace("import KernelQuestion", "import KernelQuestoin"), "; did you mean KernelQuestion?"),
    "a module misspelt": (question("KernelQuestion").replace("questions.kernel", "questions.kernal"), "line 5: ModuleNotFoundError: No module named 'autograder.questions.kernal'; did you mean kernel?"),
    "a bracket left open": (question("KernelQuestion").replace("        ),\n    )\n", "    )\n"), "SyntaxError: "),
    "no return": (question("KernelQuestion").replace("return Rubric", "Rubric"), "`rubric(variant)` must give a Rubric, not None: does it end with `return Rubric(...)`?"),
    "needs in one text": (question("KernelQuestion").replace('"Slips",', '"Slips", needs=("kernels"), questions='), "`needs` must be a tuple of which each item is a text, not 'kernels'"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_line_and_its_question(
    text: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "rubric.py"
    path.write_text(text)
    with pytest.raises(ValueError) as told:
        load_rubric(path)
    assert str(told.value).startswith(str(path))
    assert message in str(told.value)


def test_all_misfits_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "rubric.py"
    path.write_text(question("KernelQuestion", points='"2"', hidden='("noise")'))
    with pytest.raises(ValueError, match=r"`points` must .*\n.*`hidden` must"):
        load_rubric(path)


def test_a_rubric_knows_its_places(tmp_path: Path) -> None:
    path = tmp_path / "rubric.py"
    path.write_text(question("KernelQuestion"))
    rubric = load_rubric(path)
    assert rubric.place("edges") == f"{path}, line 15"
    assert rubric.place("edges", "public") == f"{path}, line 19"
    assert rubric.place("edges", "nothing") == f"{path}, line 15"
    assert rubric.place("blur") == str(path)
    assert Rubric("Of no file", rubric.questions).place("edges") == ""


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
