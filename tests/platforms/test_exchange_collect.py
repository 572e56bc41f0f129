"""`nbgrader collect` takes what students have put into the exchange, and nothing that they only point to."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.nbgrader_course import nbgrader

TIME = "2026-03-01 12:00:00.000000 UTC"


@pytest.fixture
def inbound(mini, tmp_path):
    """Where students write to, as nbgrader's exchange has it."""
    inbound = tmp_path / "exchange" / "small" / "inbound"
    inbound.mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    with open(mini.root / "nbgrader_config.py", "a") as file:
        file.write(
            "from autograder.platforms.nbgrader import use_engine\n"
            f"use_engine(get_config())\nget_config().Exchange.root = '{tmp_path / 'exchange'}'\n"
            "get_config().CourseDirectory.course_id = 'small'\n"
        )
    yield inbound
    subprocess.run(["rm", "-rf", inbound], check=True)  # shutil is not made for some thousand


def handed_in(inbound, mini, student):
    folder = inbound / f"{student}+mini+{TIME}+0123"
    folder.mkdir()
    (folder / "mini.ipynb").write_bytes(mini.assignment.starter.read_bytes())
    (folder / "timestamp.txt").write_text(TIME)
    return folder


def test_no_link_is_followed_and_no_depth_looked_through(mini, inbound):
    secret = mini.assignment.rubric
    ada = handed_in(inbound, mini, "ada")
    (ada / "images").mkdir()
    (ada / "images" / "cat.png").write_bytes(b"cat")
    (ada / "nothing.pyc").write_bytes(b"ignored by nbgrader")
    (ada / "data.csv").symlink_to(secret)
    (ada / "folder").symlink_to(secret.parent)
    os.link(secret, ada / "second.csv")
    (inbound / f"eve+mini+{TIME}+0123").symlink_to(secret.parent)
    deep = handed_in(inbound, mini, "zoe")
    for _ in range(1200):
        deep = deep / "d"
        deep.mkdir()
    code, said = nbgrader(mini.root, "collect", "mini")
    assert code == 0, said
    submitted = mini.course.submitted
    found = sorted(str(p.relative_to(submitted)) for p in submitted.rglob("*") if p.is_file())
    assert found == [
        "ada/mini/images/cat.png",
        "ada/mini/mini.ipynb",
        "ada/mini/timestamp.txt",
        "zoe/mini/mini.ipynb",
        "zoe/mini/timestamp.txt",
    ]
    for told in ("data.csv (a link)", "folder (a link)", "second.csv (a hard link)", "too deep"):
        assert told in said
    assert f"eve+mini+{TIME}+0123 (a link)" in said


def test_an_exchange_of_the_courses_own_is_kept():
    from traitlets.config import Config

    from autograder.platforms.nbgrader import use_engine

    config = Config()
    config.ExchangeFactory.collect = "ngshare_exchange.ExchangeCollect"
    use_engine(config)
    assert config.ExchangeFactory.collect == "ngshare_exchange.ExchangeCollect"
