"""What the pages say of the project is so: links, names of tests, limits, and a site without network."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec

import pytest

from autograder.course.probes import _DRAWN
from autograder.engine.limits import Limits
from autograder.grading.settings import LIMITS
from autograder.questions.kinds import TABLE
from tests.conftest import skip_for
from tests.docs.page import PAGES, ROOT, Page

OUTSIDE = ("http://", "https://", "mailto:")


def test_all_pages_are_known() -> None:
    there = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert there == {name for name in PAGES if name.startswith("docs/")}
    assert {path.name for path in ROOT.glob("*.md")} <= set(PAGES)


def test_the_readme_is_short() -> None:
    assert len(Page.read("README.md").text.splitlines()) <= 150


@pytest.mark.parametrize("name", PAGES)
def test_what_is_typed_or_drawn_fits_its_column(name: str) -> None:
    for block in Page.read(name).blocks():
        if block.language in ("sh", "text"):
            assert max(map(len, block.text.splitlines())) <= 76, f"{name}:{block.line}"


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    for link in Page.read(name).links():
        if link.startswith(OUTSIDE):
            continue
        path, _, anchor = link.partition("#")
        target = (folder / path).resolve() if path else ROOT / name
        assert target.is_file(), f"{name}: {link}"
        if anchor:
            page = Page.read(target.relative_to(ROOT).as_posix())
            assert anchor in page.anchors(), f"{name}: {link}"


NAMED_TEST = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")


@pytest.mark.parametrize("name", PAGES)
def test_every_test_that_is_named_exists(name: str) -> None:
    for path, test in NAMED_TEST.findall(Page.read(name).text):
        file = ROOT / path
        assert file.is_file(), f"{name}: {path}"
        if test:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            functions = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
            assert test in functions, f"{name}: {path}::{test}"


NAMED_FILE = re.compile(r"`((?:autograder|solutions|tests|data|docs)/[\w./-]*)`")


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_named_exists(name: str) -> None:
    paths = NAMED_FILE.findall(Page.read(name).prose())
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_code_that_is_a_file_of_the_project_is_the_same(name: str) -> None:
    for block in Page.read(name).blocks():
        if block.act == "same":
            assert block.text == (ROOT / str(block.what)).read_text(encoding="utf-8"), block.what


def test_the_drawing_of_the_house_has_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "autograder").glob("*/__init__.py")}
    (drawing,) = [
        block.text
        for block in Page.read("docs/architecture.md").blocks()
        if block.text.startswith("assignments/")
    ]
    assert set(re.findall(r"^  (\w+)/", drawing, re.MULTILINE)) == rooms


def test_the_floors_are_those_that_import_linter_keeps() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    layers = [set(layer.split(" | ")) for layer in contract["layers"] if layer != "__main__"]
    (drawing,) = [
        block.text
        for block in Page.read("docs/architecture.md").blocks()
        if block.text.startswith("cli ")
    ]
    assert [set(line.split()) for line in drawing.splitlines()] == layers


def test_every_promise_names_a_test() -> None:
    text = Page.read("docs/trust.md").text.partition("## What is promised")[2]
    promises = re.split(r"^- ", text.partition("\n## ")[0], flags=re.MULTILINE)[1:]
    assert len(promises) >= 25
    assert [promise for promise in promises if "\n    - `tests/" not in promise] == []


def test_the_table_of_limits_is_that_of_the_code() -> None:
    rows = re.findall(
        r"^\| (`[\w`, -]+) \| .+ \| (\d+) \|$", Page.read("docs/grading.md").text, re.M
    )
    shown = {name.strip("`"): int(value) for name, value in rows}
    standard = Limits()
    assert set(shown) == set(LIMITS)
    for setting, (field, unit) in LIMITS.items():
        assert unit(shown[setting]) == getattr(standard, field), setting


def test_the_table_of_kinds_is_that_of_the_code() -> None:
    table = Page.read("docs/authoring.md").text.partition("## Kinds of questions")[2]
    shown = re.findall(r"^\| `(\w+)` \|", table.partition("\n## ")[0], re.MULTILINE)
    assert sorted(shown) == sorted(TABLE.values())


def test_every_drawn_probe_is_on_the_page() -> None:
    text = Page.read("docs/authoring.md").text
    probes = text.partition("### Probes")[2].partition("\n### ")[0]
    assert set(_DRAWN) <= set(re.findall(r"`([\w-]+)`", probes))


def test_the_site_needs_no_network(tmp_path) -> None:
    """`make docs`, and then nothing of the site is fetched from elsewhere; links may lead outside."""
    if find_spec("mkdocs") is None:
        skip_for("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]
    done = subprocess.run(
        [*command, str(tmp_path)], cwd=ROOT, env={"PATH": "", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    fetched = re.compile(
        r'<(?:script|img|iframe|link (?!rel="(?:canonical|next|prev))[^>]*?)[^>]*?(?:src|href)="?(https?:[^" >]+)'
    )
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) >= 9
    for page in pages:
        assert fetched.findall(page.read_text(encoding="utf-8")) == [], page.name
    for sheet in tmp_path.rglob("*.css"):
        assert "url(http" not in sheet.read_text(encoding="utf-8"), sheet.name
