"""The figures as pictures: seconds a submission as bars, time and memory against the size of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.contenders import FLOOR, OURS
from tests.benchmarks.growth import Graded

FLOOR_COLOUR, OUR_COLOUR, OTHER_COLOUR = "#9aa5b1", "#0072b2", "#d55e00"
LINES = ("#0072b2", "#d55e00", "#009e73")


def draw_side_by_side(medians: Mapping[str, float], to: Path) -> None:
    """Seconds a submission, contender by contender."""
    figure, axes = _figure(7, 2.2)
    colours = {FLOOR.name: FLOOR_COLOUR, OURS.name: OUR_COLOUR}
    names = list(medians)[::-1]
    bars = axes.barh(
        [name.replace("`", "").partition(",")[0] for name in names],
        [medians[name] for name in names],
        color=[colours.get(name, OTHER_COLOUR) for name in names],
    )
    axes.bar_label(bars, fmt="%.2f s", padding=4)
    axes.set_xlim(0, max(medians.values()) * 1.15)
    axes.set_xlabel("seconds a submission")
    _save(figure, to)


def draw_growth(graded: Sequence[Graded], to: Path) -> None:
    """Time and memory of the grader against the number of submissions."""
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    figure, (above, below) = plt.subplots(2, 1, figsize=(7, 4.6), sharex=True)
    for colour, way in zip(LINES, dict.fromkeys(one.way for one in graded), strict=False):
        line = sorted((one for one in graded if one.way == way), key=lambda one: one.size)
        sizes = [one.size for one in line]
        above.plot(sizes, [one.seconds for one in line], "o-", color=colour, label=way)
        below.plot(sizes, [one.grader for one in line], "o-", color=colour, label=way)
    above.set_ylabel("seconds")
    below.set_ylabel("MB of the grader")
    below.set_xlabel("submissions")
    for axes in (above, below):
        axes.set_ylim(0, 1.1 * axes.dataLim.ymax)
        axes.set_xlim(left=0)
        axes.spines[["top", "right"]].set_visible(False)
    above.legend(frameon=False)
    _save(figure, to)


def _figure(wide: float, tall: float) -> tuple[Any, Any]:
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    figure, axes = plt.subplots(figsize=(wide, tall))
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Any, to: Path) -> None:
    import matplotlib.pyplot as plt

    figure.tight_layout()
    to.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(to, dpi=150)
    plt.close(figure)
