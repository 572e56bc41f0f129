"""nbgrader's settings: a course of this kit, or any course that is graded by it."""

from __future__ import annotations

import sys
from typing import Any

from autograder.course.nbgrader_release import release_settings

FORMGRADER = "nbgrader.server_extensions.formgrader.base"
AUTOGRADE = "nbgrader.converters.autograde"
SEAM = "autograder.platforms.nbgrader.seam"
COLLECT = "autograder.platforms.nbgrader.exchange_collect"
FEEDBACK = "autograder.platforms.nbgrader.feedback"
TEXTS = "autograder.platforms.nbgrader.texts"


def use_engine(config: Any) -> None:
    """Has `nbgrader autograde`, and the formgrader's button, grade as `autograder grade` does, and
    `nbgrader collect` follow no link.

    For any nbgrader course: its nbgrader_config.py calls this, or `configure`, which does so too.
    """
    config.Autograde.exporter_class = f"{SEAM}.SubmissionExporter"
    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = [f"{SEAM}.GradeInSandbox"]
    if "collect" not in config.ExchangeFactory:  # of an exchange that is not nbgrader's own
        config.ExchangeFactory.collect = f"{COLLECT}.LinklessCollect"
    use_feedback(config)
    use_formgrade()
    use_renamed()


def use_feedback(config: Any) -> None:
    """Has `nbgrader generate_feedback` put a table of marks on top of each page.

    A course that has a template or steps of its own for feedback keeps them.
    """
    # whatever template shows a text: nothing in it acts
    filters = dict(config.HTMLExporter.filters) if "filters" in config.HTMLExporter else {}
    config.HTMLExporter.filters = {"markdown2html": f"{TEXTS}.text_of_page", **filters}
    theirs = config.GenerateFeedback
    if (
        "exporter_class" in theirs
        or "preprocessors" in theirs
        or "template_name" in config.HTMLExporter
    ):
        return
    theirs.exporter_class = f"{FEEDBACK}.FeedbackExporter"
    theirs.preprocessors = [
        f"{FEEDBACK}.MarksTable",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]


def use_formgrade() -> None:
    """Has the formgrader of this process, where there is one, clean what students wrote.

    It makes its exporter once, with the settings of the folder in which Jupyter was started, whatever
    course is opened later. So it is told when a course's settings are read.
    """
    if FORMGRADER in sys.modules:  # nowhere else are a formgrader's pages made
        from autograder.platforms.nbgrader.formgrade import use_formgrade_page

        use_formgrade_page(sys.modules[FORMGRADER].BaseHandler)


def use_renamed() -> None:
    """Has nbgrader in this process, where it may grade at all, find `kernels.ipynb.txt`, too."""
    if AUTOGRADE in sys.modules:
        from autograder.platforms.nbgrader.renamed_notebooks import find_renamed

        find_renamed(sys.modules[AUTOGRADE].Autograde)


def configure(config: Any) -> None:
    """Sets up nbgrader for a course of this kit; a course's nbgrader_config.py calls it.

    Built sources are released into `assignments/`, stubs do not raise (a starter runs from top to
    bottom), a source that is older than its master is refused, and submissions are graded by this
    package.
    """
    use_engine(config)
    release_settings(config)
