"""A page for staff or students from one of the templates beside this file; it needs nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from autograder.cards.card import LOOKS, marked
from autograder.markup.policy import POLICY

TEMPLATES = Path(__file__).parent


def page(template: str, **facts: Any) -> str:
    """The page as HTML. Every text among the facts is escaped; of one that is `marked`, code is set
    as code."""
    return _environment().get_template(template).render(facts)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = lambda text: Markup(marked(text))
    style = Markup((TEMPLATES / "page.css").read_text(encoding="utf-8"))
    environment.globals.update(policy=POLICY, style=style, looks=LOOKS)
    return environment
