"""Real clusters of processes: the same marks as here, and whatever dies in between is done again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from distributed import LocalCluster

from autograder.course.course import Course
from autograder.course.known_answers import load_known_answers
from autograder.grading.cluster import cluster as cluster_module
from autograder.grading.rehearsals import lay_over
from autograder.grading.settings import load_settings
from tests.chance import drawn, moments
from tests.dask_cluster import dask_cluster
from tests.functions_course import FILES, FunctionsCourse
from tests.grading.faults.stage import wait_until
from tests.mini_course import MiniCourse, without_seconds
from tests.test_cli import run

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("lent_engines")]

NAMES = tuple(f"s{number}" for number in range(6))
WRONG = 3
"""Known wrong answers that are graded."""
SECONDS = 90.0
"""Until a worker, or an engine, must be there or gone."""
SLOW = "import time\ntime.sleep(0.5)\nblur = np.ones((3, 3, 1, 1))"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two workers; one that is killed is started again by its nanny."""
    with dask_cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


def submit_many(mini: MiniCourse) -> MiniCourse:
    """Six submissions that take half a second each, every second one wrong."""
    for number, name in enumerate(NAMES):
        mini.submit(name, mini.answered(blur=SLOW + " / 9" * (number % 2)))
    return mini


@pytest.fixture
def many(mini):
    """The six in a course of the test's own."""
    return submit_many(mini)


@pytest.fixture(scope="module")
def expected(built_mini, tmp_path_factory):
    """The marks that the six get on this machine, without a cluster."""
    root = tmp_path_factory.mktemp("expected") / "mini"
    shutil.copytree(built_mini.root, root)
    submit_many(MiniCourse(root))
    return grade(root, "mini")


def grade(root: Path, assignment: str, *options: str) -> dict[str, dict]:
    """What `autograder grade` writes, by student and without the seconds."""
    file = root / "marks.json"
    result = run("grade", assignment, "--course", root, "--json", file, *options)
    assert result.exit_code == 0, result.output
    marks = json.loads(file.read_text())
    return {item["student"]: without_seconds(item) for item in marks["submissions"]}


def grade_here(root: Path, assignment: str) -> dict[str, dict]:
    """The marks that the same submissions get on this machine, in a course of their own."""
    other = root.with_name("here")
    shutil.rmtree(other, ignore_errors=True)
    kept = shutil.ignore_patterns("evidence", "autograded", "gradebook.db")
    shutil.copytree(root, other, ignore=kept)
    return grade(other, assignment)


def kill(number: int) -> None:
    os.kill(number, signal.SIGKILL)


@pytest.mark.soak
def test_functions_are_judged_as_here(tmp_path, cluster):
    """Also the search for a small input, whose calls depend on what came back before."""
    root = tmp_path / "course"
    with load_settings(Course(FILES)).engine() as engine:
        course = FunctionsCourse.make(root, engine)
    starter = nbformat.read(course.exam.assignment.starter, as_version=4)
    known = load_known_answers(FILES / "solutions/functions/wrong_answers.py").wrong
    classes = {"right": course.right, "empty": {}}
    classes |= {
        f"wrong{n}": {**course.right, item.question: item.code}
        for n, item in enumerate(known[:WRONG])
    }
    for student, answers in classes.items():
        folder = root / "submitted" / student / "functions"
        folder.mkdir(parents=True)
        nbformat.write(lay_over(starter, answers), folder / "functions.ipynb")
    assert grade(root, "functions", "--scheduler", cluster.address) == grade_here(root, "functions")
    # and what came back says all that judging asks: nothing has to be run here
    assert run("regrade", "functions", "--course", root).exit_code == 0
    unchanged = run("grade", "functions", "--course", root).output
    assert f"{len(classes)} unchanged" in unchanged


@moments
def test_a_worker_that_dies(many, expected, cluster, seed):
    chance = drawn(seed)

    def kill_one() -> None:
        wait_until(cluster.busy, "nothing runs", SECONDS)
        time.sleep(chance.uniform(0, 2))
        kill(chance.choice(sorted(cluster.workers().values())))

    killer = threading.Thread(target=kill_one)
    killer.start()
    marks = grade(many.root, "mini", "--scheduler", cluster.address)
    killer.join()
    assert marks == expected
    wait_until(lambda: not cluster.engines(), "an engine is left over", SECONDS)


@pytest.mark.soak
def test_a_submission_of_which_each_worker_dies(many, expected, cluster):
    """Whoever has the one that never ends is killed, as if by it: the others are graded all the same."""
    slow = many.answered()
    cells = [nbformat.v4.new_code_cell("import time\ntime.sleep(1.5)") for _ in range(6)]
    slow.cells.extend(cells)
    many.submit("zoe", slow)
    done = threading.Event()

    def kill_whoever_is_left() -> None:
        while not done.is_set():
            time.sleep(1.0)
            busy = cluster.busy()
            workers = cluster.workers() if sum(busy.values()) == 1 else {}
            for worker in busy:
                if worker in workers:
                    kill(workers[worker])

    killer = threading.Thread(target=kill_whoever_is_left)
    killer.start()
    marks = grade(many.root, "mini", "--scheduler", cluster.address)
    done.set()
    killer.join()
    zoe = marks.pop("zoe")
    assert marks == expected
    assert zoe["score"] == 0.0
    assert "machine-lost" in [incident["kind"] for incident in zoe["incidents"]]
    # The machine's faults are no evidence: she is graded when workers stay alive
    assert grade(many.root, "mini", "--scheduler", cluster.address)["zoe"]["score"] > 0


@moments
def test_a_scheduler_that_dies(many, expected, tmp_path, seed):
    chance = drawn(seed)
    with dask_cluster(tmp_path / "first") as first:

        def kill_scheduler() -> None:
            wait_until(first.busy, "nothing runs", SECONDS)
            time.sleep(chance.uniform(0, 2))
            first.kill_scheduler()

        killer = threading.Thread(target=kill_scheduler)
        killer.start()
        result = run("grade", "mini", "--course", many.root, "--scheduler", first.address)
        killer.join()
    if result.exit_code:  # else all were done before it died
        assert "does not answer any more" in result.output
        assert "goes on from there" in result.output
    assert grade(many.root, "mini") == expected


def test_a_grader_that_dies(many, expected, cluster):
    """Its workers go on, and serve the next one; the same marks come out."""
    command = [sys.executable, "-m", "autograder", "grade", "mini", "--course", str(many.root)]
    grader = subprocess.Popen([*command, "--scheduler", cluster.address])
    wait_until(cluster.busy, "nothing runs", SECONDS)
    grader.kill()
    grader.wait()
    marks = grade(many.root, "mini", "--scheduler", cluster.address)
    assert marks == expected


@pytest.mark.soak
def test_workers_that_come_and_go(many, expected):
    with LocalCluster(
        n_workers=0, host="127.0.0.1", threads_per_worker=1, dashboard_address=None, memory_limit=0
    ) as adaptive:
        adaptive.adapt(minimum=0, maximum=2, interval="200 ms")
        result = run(
            "grade", "mini", "--course", many.root, "--scheduler", adaptive.scheduler_address
        )
    assert result.exit_code == 0, result.output
    assert "There is no worker yet: waiting for one." in result.output
    assert grade(many.root, "mini") == expected


def test_workers_where_notebooks_find_something_else(many, tmp_path):
    """A cluster of such workers alone is refused."""
    (tmp_path / "more" / "snow-1.0.dist-info").mkdir(parents=True)
    with dask_cluster(tmp_path / "other", workers=1, PYTHONPATH=str(tmp_path / "more")) as other:
        result = run("grade", "mini", "--course", many.root, "--scheduler", other.address)
        assert result.exit_code == 2
        assert "no worker can run these notebooks" in result.output
        assert "other packages are installed: it has snow-1.0" in result.output


@pytest.mark.soak
def test_a_worker_where_notebooks_find_something_else(many, tmp_path):
    """It runs nothing, and is named; the other runs all."""
    (tmp_path / "more" / "snow-1.0.dist-info").mkdir(parents=True)
    with dask_cluster(tmp_path / "other", workers=1, PYTHONPATH=str(tmp_path / "more")) as other:
        other.add_worker(PYTHONPATH="")
        wait_until(lambda: len(other.workers()) == 2, "no second worker", SECONDS)
        mixed = run("grade", "mini", "--course", many.root, "--scheduler", other.address)
    assert mixed.exit_code == 0, mixed.output
    assert "runs nothing: other packages are installed: it has snow-1.0" in mixed.output


@pytest.mark.soak
def test_workers_that_come_later_and_run_nothing_are_told_of(many, tmp_path, monkeypatch):
    """Whoever waits for a good one knows why nothing begins."""
    monkeypatch.setattr(cluster_module, "LOOK_SECONDS", 1.0)
    (tmp_path / "more" / "snow-1.0.dist-info").mkdir(parents=True)
    with dask_cluster(tmp_path / "other", workers=0) as other:

        def add_workers() -> None:
            wait_until(other.tasks, "nothing waits", SECONDS)
            other.add_worker(PYTHONPATH=str(tmp_path / "more"))
            wait_until(other.workers, "no worker", SECONDS)
            time.sleep(3)
            other.add_worker()

        adding = threading.Thread(target=add_workers)
        adding.start()
        result = run("grade", "mini", "--course", many.root, "--scheduler", other.address)
        adding.join()
    assert result.exit_code == 0, result.output
    waiting, _, rest = result.output.partition("There is no worker yet: waiting for one.")
    assert rest.count("runs nothing: other packages are installed: it has snow-1.0.") == 1
    assert "snow" not in waiting


def test_workers_that_are_started_for_one_run(many, expected, monkeypatch):
    options = ("--scheduler", "local", "--jobs", "2")
    assert grade(many.root, "mini", *options) == expected

    def start(*_: object) -> None:
        raise AssertionError("nothing has changed, so nobody is needed")

    monkeypatch.setattr(cluster_module, "open_machines", start)
    assert grade(many.root, "mini", *options) == expected
