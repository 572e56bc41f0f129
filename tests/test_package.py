"""The walls of the house, what is shipped, and what is released."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import jupytext
import numpy as np
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from safetensors.numpy import load_file

from autograder.course.course import Course
from autograder.course.probes import Probes
from autograder.course.rubric import load_rubric
from autograder.grading.build import build_assignment
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.settings import load_settings
from autograder.questions.kernel.question import KernelQuestion
from autograder.questions.layer.question import LayerQuestion
from autograder.questions.output.question import OutputQuestion
from autograder.questions.written.question import WrittenQuestion
from tests.engine_of import trusted_engine_of
from tests.machine import skip_for

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "autograder"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASSIGNMENTS = ("kernels", "shapes", "pooling", "channels", "from_scratch")

# --- light to import

HEAVY = ("click", "cv2", "IPython", "jupytext", "keras", "matplotlib", "nbformat", "nbgrader")
HEAVY += ("hypothesis", "otter", "pandas", "rich", "scipy", "tensorflow")
LIGHT = (
    "import autograder",
    "from autograder.notebook.check import open_checks",
    "import autograder.notebook.pictures",
)


@pytest.mark.parametrize("statement", LIGHT)
def test_what_a_student_imports_is_light(statement):
    code = f"{statement}\nimport sys\nprint(*(n for n in {HEAVY} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


# --- the arrows between the folders, which pyproject.toml has as contracts of import-linter


def lint_imports(folder):
    """What import-linter says of the package in a folder."""
    if find_spec("importlinter") is None:
        skip_for("the package import-linter")
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)


def test_arrows_point_down_only():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


HOLES = {
    "engine/hole.py": "from autograder.questions.question import Question",
    "convolution/hole.py": "def hole():\n    import autograder.engine.session",
    "notebook/hole.py": "import nbformat",
    "grading/hole.py": "import tensorflow",
    "questions/hole.py": "def hole():\n    import keras",
    "hole/__init__.py": "",
}
"""A file that must not be -> what stands in it."""


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOLES)
def test_a_hole_is_found(tmp_path, name):
    shutil.copytree(PACKAGE, tmp_path / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "autograder" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "autograder" / name).write_text(HOLES[name])
    done = lint_imports(tmp_path)
    assert done.returncode != 0
    assert "hole" in done.stdout


OUTSIDE = {
    "values": {"numpy", "safetensors"},
    "markup": {"defusedxml", "latex2mathml", "nh3", "numpy"},
    "convolution": {"numpy"},
    "questions": {"hypothesis", "keras", "numpy", "safetensors"},
    "course": {"jupytext", "nbformat", "nbgrader", "numpy", "PIL", "traitlets"},
}
"""Folder -> the only packages of others that it may import."""

GROUND = ("errors", "failure_log", "files", "printable")
"""What stands below all folders."""


def imported(path):
    """All modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def outside(path):
    """The packages of others that a file imports."""
    tops = {name.partition(".")[0] for name in imported(path)}
    return tops - {"autograder"} - sys.stdlib_module_names


@pytest.mark.parametrize("folder", OUTSIDE)
def test_a_folder_needs_few_packages_of_others(folder):
    needed = {top for path in (PACKAGE / folder).rglob("*.py") for top in outside(path)}
    assert needed <= OUTSIDE[folder]


@pytest.mark.parametrize("name", GROUND)
def test_what_is_below_all_folders_needs_the_standard_library_alone(name):
    assert outside(PACKAGE / f"{name}.py") == set()


# --- what is imported is declared

IMPORTED_AS = {
    "cv2": "opencv-python-headless",
    "otter": "otter-grader",
    "PIL": "pillow",
    "xdist": "pytest-xdist",
    "yaml": "pyyaml",
}
"""Name in an import -> name of the package, where they differ by more than case."""

MADE_BY_A_TEST = {"skimage"}

DECLARED = {
    canonicalize_name(Requirement(line).name)
    for lines in (
        PROJECT["dependencies"],
        *PROJECT["optional-dependencies"].values(),
    )
    for line in lines
}


@pytest.mark.parametrize("folder", ["autograder", "tests"])
def test_what_is_imported_is_declared(folder):
    paths = sorted((ROOT / folder).rglob("*.py"))
    ours = {path.stem for path in paths} | {path.parent.name for path in paths}
    tops = {top for path in paths for top in outside(path)} - ours
    names = {canonicalize_name(IMPORTED_AS.get(top, top)) for top in tops}
    assert names - DECLARED - MADE_BY_A_TEST == set()


def test_what_is_declared_is_pinned():
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.partition("==")[0]) for line in pins}
    assert DECLARED - pinned == set()


# --- the wheel

NOT_COPIED = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "build", "dist", "demo", "submitted", "autograded"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from all that the checkout holds."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "checkout", ignore=NOT_COPIED)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    done = subprocess.run([*command, folder / "checkout"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    outside = [n for n in wheel if not n.startswith(("autograder/", "convolution_course_kit-"))]
    assert outside == []
    packaged = {name for name in wheel if name.startswith("autograder/")}
    here = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packaged == here
    assert {Path(name).suffix for name in packaged} == {
        ".py",
        ".css",
        ".html",
        ".j2",
        ".json",
        ".sh",
    }


def test_the_wheel_holds_no_solution(wheel):
    text = "\n".join(data.decode() for name, data in wheel.items() if name.endswith(".py"))
    for name in ASSIGNMENTS:
        found = [line for line in secret_lines(name) if line in text]
        assert found == []


def test_extras_separate_what_a_student_needs(wheel):
    (metadata,) = [wheel[name].decode() for name in wheel if name.endswith("/METADATA")]
    needed = {
        re.split(r"[^\w-]", line.removeprefix("Requires-Dist: "))[0]
        for line in metadata.splitlines()
        if line.startswith("Requires-Dist: ") and "extra ==" not in line
    }
    assert needed == {"matplotlib", "numpy", "pillow", "safetensors"}


# --- what students get


@cache
def secret_lines(assignment):
    """The lines of a master's solutions and model answers that stand nowhere else: not in its
    lesson, nor in a statement or hint."""
    folder = ROOT / "solutions" / assignment
    rubric = load_rubric(folder / "rubric.py")
    secret, shown = set(), [text for q in rubric.questions for text in (q.statement, q.hint)]
    text = (folder / f"{assignment}.py").read_text(encoding="utf-8")
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        hidden = "written" in cell.metadata
        for line in cell.source.splitlines():
            if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
                hidden = "BEGIN" in line
            elif hidden:
                secret.add(line.strip())
            else:
                shown.append(line)
    rest = "\n".join(shown)
    return sorted(line for line in secret if len(line) > 12 and line not in rest)


def strings(value):
    """All texts in JSON data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        yield from (text for item in value.values() for text in strings(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in strings(item))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_line_of_a_solution_is_released(name):
    lines = secret_lines(name)
    assert len(lines) > 20  # or this test looks for the wrong thing
    folder = ROOT / "assignments" / name
    texts = [
        text
        for path in (folder / f"{name}.ipynb", folder / "public.json")
        for text in strings(json.loads(path.read_text(encoding="utf-8")))
    ]
    released = "\n".join(texts)
    assert [line for line in lines if line in released] == []
    assert "SOLUTION" not in released
    rubric = load_rubric(ROOT / "solutions" / name / "rubric.py")
    guides = [q.guide for q in rubric.questions if isinstance(q, WrittenQuestion)]
    assert guides
    assert [guide for guide in guides if guide in released] == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_only_what_may_be_released_is(name):
    folder = ROOT / "assignments" / name
    found = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    beside = {path.as_posix() for path in found if path.parts[0] != "images"}
    assert beside == {f"{name}.ipynb", "public.json", "public.safetensors"}
    images = [path for path in found if path.parts[0] == "images"]
    assert all((ROOT / "data" / path).is_file() for path in images)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_hidden_probe_is_released(name):
    folder = ROOT / "assignments" / name
    released = json.loads((folder / "public.json").read_text())
    told = {q["id"]: q for q in released["questions"]}
    public, hidden = set(), set()
    for question in load_rubric(ROOT / "solutions" / name / "rubric.py").questions:
        text = json.dumps(told[question.id])
        if isinstance(question, KernelQuestion):
            public |= set(question.public)
            hidden |= set(question.hidden)
            assert set(re.findall(r'"probe": "([^"]+)"', text)) == set(question.public)
            assert not any(f'"{probe}"' in text for probe in question.hidden)
        elif isinstance(question, OutputQuestion):
            public |= {part.probe for part in question.parts}
        elif isinstance(question, LayerQuestion):
            assert not any(json.dumps(list(size)) in text for size in question.hidden)
    stored = load_file(folder / "public.safetensors")
    used = set(re.findall(r'"array": (\d+)', json.dumps(released)))
    assert used == set(stored)
    probe = Probes(ROOT / "data" / "images")
    for one in public | hidden:
        images = probe(one)
        found = any(a.shape == images.shape and np.allclose(a, images) for a in stored.values())
        assert found == (one in public), one


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A course folder of its own with all assignments, built anew. A master that the checkout has run is not
    run again."""
    root = tmp_path_factory.mktemp("course")
    for name in ("solutions", "data"):
        shutil.copytree(ROOT / name, root / name, ignore=NOT_COPIED)
    for name in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    course = Course(root)
    engine, limits = trusted_engine_of(ROOT), load_settings(course).limits
    for name in ASSIGNMENTS:
        store = EvidenceStore(Course(ROOT).assignment(name))
        build_assignment(course.assignment(name), engine, limits, store)
    return root


@pytest.mark.thorough
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_what_is_committed_is_what_the_build_gives(built, name):
    """Where it is not: run `make build`, and commit `assignments/`."""
    committed, new = ROOT / "assignments" / name, built / "assignments" / name
    files = {
        folder: {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        for folder in (committed, new)
    }
    assert files[committed] == files[new]
    different = [
        path for path in files[new] if (committed / path).read_bytes() != (new / path).read_bytes()
    ]
    assert different == []


# --- the texts of the repository

NOT_OURS = {".git", ".venv", "build", "dist", "demo", "node_modules", "__pycache__"}
TEXTS = {
    ".cfg",
    ".css",
    ".html",
    ".ipynb",
    ".json",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yml",
    "",
}
ADDRESSES = re.compile(
    "|".join(
        (
            r"/home" r"/\w",
            r"/work" r"/\w",
            r"/root" r"/\w",
            r"/Users" r"/\w",
            r"pythonhosted",
            r"pypi\.org",
            r"npmjs",
            r"artifactory",
            r"--index-url|--extra-index|--find-links|--trusted-host",
        )
    )
)


def texts():
    """The text files of the repository, those that git ignores left out."""
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            ours = path.name not in NOT_OURS and not path.name.endswith(("_cache", ".egg-info"))
            ours &= path != ROOT / "evidence"  # what the course's own runs gave
            if path.is_dir() and ours and (not path.name.startswith(".") or path.name == ".ci"):
                waiting.append(path)
            elif (
                path.is_file()
                and ours
                and path.suffix in TEXTS
                and path != Path(__file__).resolve()
            ):
                yield path


def test_no_text_knows_a_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if ADDRESSES.search(line)
    ]
    assert found == []


def test_constraints_pin_versions_and_nothing_else():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line.strip() and not line.startswith("#")]
    assert len(pins) > 50
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.+!]+( ?;.*)?", line)] == []
