"""`make bench`: what grading a submission costs, here and under plain nbgrader, on this machine.

The same submissions of `kernels` are graded in turn, round by round: by `autograder grade`'s own
code, by `nbgrader autograde`, and, as the floor, their cells are run in copies of a prewarmed
process without a sandbox and without any grading. Endless loops, crashes and damaged files are left
out: what these cost is a limit, not a speed. Memory is watched in a run of its own: looking at it
takes a good part of a core.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from autograder.course.course import Assignment, Course
from autograder.course.release import Release
from autograder.course.repair import RepairedNotebook
from autograder.course.rubric import Rubric
from autograder.engine.forked.engine import ForkedEngine
from autograder.grading.demo_course import lay_out_course
from autograder.grading.files_beside import overlay
from autograder.grading.gradebook import open_gradebook
from autograder.grading.opening import prepare_grader
from autograder.grading.plan import make_plan
from autograder.grading.preparation import preparation
from autograder.grading.run import open_run
from autograder.grading.sample import declared_marks, submit_sample_class
from autograder.grading.settings import Settings, load_settings
from autograder.grading.submission import read_submission

ROOT = Path(__file__).resolve().parents[2]
NAME = "kernels"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "pictures" / "bench.png"


def submit(course: Course, count: int) -> list[str]:
    """Copies of the sample class's harmless submissions, `count` of them."""
    assignment = course.assignment(NAME)
    submit_sample_class(assignment)
    declared = declared_marks(course, NAME)
    harmless = [name for name, marks in declared.items() if not marks["incidents"]]
    for path in course.submitted.iterdir():
        if path.name not in harmless:
            shutil.rmtree(path)
    names = list(harmless)
    while len(names) < count:
        origin = harmless[len(names) % len(harmless)]
        names.append(f"{origin}-{len(names)}")
        shutil.copytree(course.submitted / origin, course.submitted / names[-1])
    for name in names[count:]:
        shutil.rmtree(course.submitted / name)
    return sorted(names[:count])


def ours(
    assignment: Assignment, settings: Settings, students: list[str], jobs: int
) -> dict[str, float]:
    """Seconds once a run (start, imports, master), and seconds a submission."""
    begin = time.perf_counter()
    with settings.engine() as engine, open_gradebook(assignment.course) as gradebook:
        grader = prepare_grader(assignment, engine, settings.limits, jobs, gradebook)
        once = time.perf_counter() - begin
        begin = time.perf_counter()
        marks = grader.grade_all(students)
        each = (time.perf_counter() - begin) / len(students)
    assert all(item.status == "graded" for item in marks)
    return {"once": once, "each": each}


def memory(
    assignment: Assignment, settings: Settings, students: list[str], jobs: int
) -> dict[str, float]:
    """The most memory in MB: all of the zygote, and a copy's own."""
    with settings.engine() as engine, open_gradebook(assignment.course) as gradebook:
        grader = prepare_grader(assignment, engine, settings.limits, jobs, gradebook)
        forked = engine.begin()
        assert isinstance(forked, ForkedEngine)
        with watched(forked) as peak:
            grader.grade_all(students)
    return peak


def floor(assignment: Assignment, settings: Settings, students: list[str], jobs: int) -> float:
    """Seconds a submission for the cells alone: no sandbox, nothing taken out, nothing judged."""
    with ForkedEngine(preparation(settings.preload), sandbox=False) as engine:
        engine.warm()

        def run(student: str) -> None:
            submission = read_submission(assignment, student)
            assert submission.notebook is not None
            for cell in submission.notebook.cells:
                cell.metadata.pop("nbgrader", None)  # check cells are cells like others here
            files = overlay(submission.files, assignment.released)
            plan = make_plan(
                RepairedNotebook(submission.notebook, {}),
                Release(submission.notebook),
                Rubric("nothing is asked", ()),
                {},
                files,
                settings.limits,
            )
            with open_run(engine, plan):
                pass

        begin = time.perf_counter()
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(run, students))
        return (time.perf_counter() - begin) / len(students)


PLAIN = """\
c = get_config()
c.CourseDirectory.source_directory = "build/source"
c.CourseDirectory.release_directory = "assignments"
"""
"""Settings that leave nbgrader's own steps in place."""


def nbgrader(course: Course) -> float:
    """Seconds a submission of plain `nbgrader autograde`, the whole command, with its own steps."""
    settings = course.root / "nbgrader_config.py"
    ours, _ = settings.read_text(encoding="utf-8"), settings.write_text(PLAIN, encoding="utf-8")
    try:
        return _autograde(course)
    finally:
        settings.write_text(ours, encoding="utf-8")


def _autograde(course: Course) -> float:
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    begin = time.perf_counter()
    done = subprocess.run(
        [str(scripts / "nbgrader"), "autograde", NAME, "--force"],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"nbgrader autograde failed:\n{done.stderr[-2000:]}")
    return (time.perf_counter() - begin) / len(list(course.submitted.iterdir()))


@contextmanager
def watched(engine: ForkedEngine) -> Iterator[dict[str, float]]:
    """Watches the engine's processes, in MB: all memory of the one that forks, a copy's own."""
    peak = {"zygote": 0.0, "child": 0.0}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            for kind, size in _family(engine.pids()):
                peak[kind] = max(peak[kind], size)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


LARGE = 100.0
"""MB. The first process of the family with more than this is the one that forks; those after it are
supervisors and copies."""


def _family(roots: Sequence[int]) -> Iterator[tuple[str, float]]:
    """The processes below `roots`, parents first: ("zygote", its memory), ("child", its own)."""
    waiting, forks = list(roots), False
    for pid in waiting:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):  # it ended meanwhile
            continue
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1000 for line in text.splitlines()[1:]}
        if forks:
            yield "child", sizes["Private_Clean"] + sizes["Private_Dirty"]
        elif sizes["Rss"] > LARGE:
            forks = True
            yield "zygote", sizes["Rss"]


def draw(rows: list[tuple[str, float]]) -> None:
    """The seconds a submission as bars."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 1.9))
    names = [name for name, _ in rows][::-1]
    seconds = [value for _, value in rows][::-1]
    bars = axes.barh(names, seconds, color=["#d55e00", "#0072b2", "#9aa5b1"][: len(rows)])
    axes.bar_label(bars, fmt="%.2f s", padding=4)
    axes.set_xlim(0, max(seconds) * 1.15)
    axes.set_xlabel("seconds a submission")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, dpi=150)
    plt.close(figure)


def main() -> None:
    """Measures, prints a table, and puts it onto the page of benchmarks where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--write", "--readme", action="store_true", help="put the table and the plot into docs/"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        course = lay_out_course(Course.at(ROOT), Path(folder) / "course")
        shutil.copytree(ROOT / "assignments", course.root / "assignments")
        assignment, settings = course.assignment(NAME), load_settings(course)
        students = submit(course, asked.submissions)
        found: dict[str, list[float]] = {}
        peak = memory(assignment, settings, students, asked.jobs)
        for number in range(asked.rounds):
            print(f"round {number + 1} of {asked.rounds}", file=sys.stderr)
            for key, value in ours(assignment, settings, students, asked.jobs).items():
                found.setdefault(key, []).append(value)
            lowest = floor(assignment, settings, students, asked.jobs)
            found.setdefault("floor", []).append(lowest)
            shutil.rmtree(course.autograded)
            found.setdefault("nbgrader", []).append(nbgrader(course))
            shutil.rmtree(course.autograded)
    middle = {key: statistics.median(values) for key, values in found.items()}
    lines = table({**middle, **peak}, asked.submissions, asked.rounds, asked.jobs)
    print("\n".join(lines))
    if asked.write:
        draw(
            [
                ("cells alone", middle["floor"]),
                ("autograder grade", middle["each"]),
                ("nbgrader autograde", middle["nbgrader"]),
            ]
        )
        text = PAGE.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text("\n".join([before + BEGIN, *lines, END]) + after, encoding="utf-8")


def table(middle: dict[str, float], submissions: int, rounds: int, jobs: int) -> list[str]:
    """The medians as lines of Markdown."""
    each, lowest, plain = middle["each"], middle["floor"], middle["nbgrader"]
    over = "one round" if rounds == 1 else f"medians of {rounds} rounds"
    return [
        f"{submissions} submissions of `{NAME}`, {over}, {jobs} at a time on "
        f"{os.cpu_count()} cores, Python {platform.python_version()}:",
        "",
        "| | seconds a submission | times the floor |",
        "|---|---|---|",
        f"| cells alone, in a copy of a prewarmed process (the floor) | {lowest:.2f} | 1 |",
        f"| `autograder grade`: sandbox, marks, gradebook, notebooks | {each:.2f} | {each / lowest:.2f} |",
        f"| `nbgrader autograde` | {plain:.2f} | {plain / lowest:.1f} |",
        "",
        f"That is {plain / each:.1f} times nbgrader's throughput. Once a run, starting and running the "
        f"master take {middle['once']:.1f} s. The prewarmed process has {middle['zygote']:.0f} MB, "
        f"each copy at most {middle['child']:.0f} MB of its own.",
    ]


if __name__ == "__main__":
    main()
