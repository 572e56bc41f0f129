"""Which mistakes explain an answer best, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.questions.verdict import Finding


def explanation(
    findings: Sequence[Finding], names: Sequence[str]
) -> tuple[str | None, tuple[str, ...]]:
    """The mistakes that explain most wrong parts: the name to record and the lines to tell.

    Of those that explain as many, the ones that fewest right parts speak against. `names` are those
    of the mistakes that may be told, the first before the others.
    """
    parts: dict[str, tuple[str, ...]] = {}
    for name in names:
        explained = tuple(found.part for found in findings if name in found.mistakes)
        if explained:
            parts[name] = explained
    if not parts:
        return None, ()
    against = {name: sum(name in found.against for found in findings) for name in parts}
    most = max(len(explained) for explained in parts.values())
    best = [name for name in parts if len(parts[name]) == most]
    fewest = min(against[name] for name in best)
    best = [name for name in best if against[name] == fewest]
    by_name = {
        name: sentence
        for finding in reversed(findings)
        for name, sentence in finding.mistakes.items()
    }
    ideas: dict[tuple[str, ...], list[str]] = {}
    for name in best:
        ideas.setdefault(parts[name], []).append(by_name[name])
    return best[0], tuple(
        (f"{_listed(explained)}: " if len(ideas) > 1 else "") + _alternatives(sentences)
        for explained, sentences in ideas.items()
    )


def _alternatives(sentences: Sequence[str]) -> str:
    """Ideas of which each explains the same."""
    different = list(dict.fromkeys(sentences))
    if len(different) == 1:
        return different[0]
    return "More than one idea gives this answer. " + " Or: ".join(different)


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(f"`{part}`" for part in parts)
