"""Prints how often each slip is told, and how often rightly: `python -m tests.calibration`.

On answers whose idea is known (`answers.json`), and on answers that are drawn near the right ones. A
slip is told rightly where its name is among those that say what the writer had in mind.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from autograder.course.course import Course
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import prepare_exam
from autograder.grading.ledger import Ledger
from autograder.grading.settings import load_settings
from tests.calibration.ideas import judged, known_ideas
from tests.calibration.near import drawn

ROOT = Path(__file__).resolve().parents[2]
DRAWN = 60
"""Answers that are drawn for each question."""


def main() -> None:
    """Print the tables."""
    course = Course.at(ROOT)
    settings = load_settings(course)
    told: Counter[str] = Counter()
    rightly: Counter[str] = Counter()
    chance: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    misled = []
    with settings.trusted_engine() as engine:
        for name in course.names():
            assignment = course.assignment(name)
            exam = prepare_exam(assignment, engine, settings.limits)
            grader = Grader(assignment, engine, settings.limits, (exam,), 2, Ledger(), staff=True)
            ideas = [idea for idea in known_ideas() if idea.assignment == name]
            for idea, verdict in judged(exam, grader, ideas):
                kind = kinds.setdefault(exam.keys[idea.question].question.kind, Counter())
                kind["answers"] += 1
                kind["no slip says it"] += not idea.slips
                if verdict.mistake is None:
                    continue
                told[verdict.mistake] += 1
                kind["told"] += 1
                if verdict.mistake in idea.slips:
                    rightly[verdict.mistake] += 1
                    kind["rightly"] += 1
                else:
                    misled.append(f"{name}, {idea.question}: {verdict.mistake}: {idea.why}")
            for key in exam.keys.values():
                chance.update(v.mistake or "(nothing)" for v in drawn(key, DRAWN))
    print(f"{'slip':34} {'told':>5} {'rightly':>8} {'of drawn':>9}")
    for slip in sorted({*told, *chance} - {"(nothing)"}):
        print(f"{slip:34} {told[slip]:5} {rightly[slip]:8} {chance[slip]:9}")
    explained = chance.total() - chance["(nothing)"]
    print(
        f"\nof {chance.total()} drawn answers, each right but for one part, {explained} are explained: of an "
        "array or a kernel with one other number that is said, which is so; all else is chance"
    )
    print(f"{'kind':14} {'answers':>8} {'told':>5} {'rightly':>8} {'no slip says it':>16}")
    for word, kind in sorted(kinds.items()):
        columns = (kind[name] for name in ("answers", "told", "rightly", "no slip says it"))
        print("{:14} {:8} {:5} {:8} {:16}".format(word, *columns))
    print(f"\ntold {told.total()}, rightly {rightly.total()}")
    print("\n".join(misled))


if __name__ == "__main__":
    main()
