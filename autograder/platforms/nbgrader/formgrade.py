"""The formgrader's page of one submission, as `Page` has it."""

from __future__ import annotations

from html import escape
from typing import Any

from autograder.platforms.nbgrader.pages import Page

KEY = "autograder_exporter"
NAMES = ("student", "last_name", "first_name")
"""Of what the page tells, what nbgrader's template writes as it is and is anybody's text."""


class FormgradePage(Page):
    """nbgrader's page for marking by hand in this package's form: its scripts are nbgrader's own, and
    what a student wrote has none."""

    form = "course_formgrade"

    def from_filename(
        self, filename: str, resources: Any = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a graded notebook. nbgrader's handler `SubmissionHandler` calls this."""
        about = dict(resources or {})
        for name in NAMES:
            about[name] = escape(about.get(name) or "")
        return super().from_filename(filename, about, **options)


def use_formgrade_page(handler: type[Any]) -> None:
    """Has the formgrader, whose handlers are of this class, show submissions by `FormgradePage`."""
    handler.exporter = property(_exporter)  # type: ignore[attr-defined]


def _exporter(handler: Any) -> FormgradePage:
    """The exporter of a formgrader's handler; one for each set of settings."""
    settings = handler.settings
    config = settings["nbgrader_formgrader"].config
    held = settings.get(KEY)
    if held is None or held[0] is not config:
        held = settings[KEY] = (config, FormgradePage(config=config))
    return held[1]  # type: ignore[no-any-return]
