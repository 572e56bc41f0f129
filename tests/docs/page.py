"""A page of the documentation: its code, its links, its headings, read from the Markdown text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md",
    "docs/index.md",
    "docs/grading.md",
    "docs/students.md",
    "docs/platforms.md",
    "docs/authoring.md",
    "docs/kinds.md",
    "docs/nbgrader-courses.md",
    "docs/trust.md",
    "docs/architecture.md",
    "docs/benchmarks.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
)
"""All pages, in the order in which their commands are run."""

FENCE = re.compile(
    r"(?:<!-- (?P<act>file|append|same|fails): (?P<what>[^\n]+) -->\n)?"
    r"^```(?P<language>\S*)[^\n]*\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMENT = re.compile(r"(?:^|\s)#.*$")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block of code."""

    line: int
    language: str
    text: str
    act: str | None
    """What a comment above the fence says of it: that it is a `file`, which readers write, or what
    they `append` to one; the `same` as a file of the project; or that its last command `fails`."""
    what: str | None
    """The file, or why it fails."""

    def commands(self) -> tuple[str, ...]:
        """What is typed into a shell, one line each, without remarks; nothing where this is no shell."""
        if self.language != "sh":
            return ()
        joined = re.sub(r"\s*\\\n\s*", " ", self.text)
        lines = (COMMENT.sub("", line).strip() for line in joined.splitlines())
        return tuple(line for line in lines if line)


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    name: str
    text: str

    @classmethod
    def read(cls, name: str) -> Page:
        """The page of that path, from the project's folder."""
        return cls(name, (ROOT / name).read_text(encoding="utf-8"))

    def blocks(self) -> tuple[Block, ...]:
        """All fenced blocks, in order."""
        return tuple(
            Block(
                self.text.count("\n", 0, match.start()) + 1,
                match["language"],
                match["text"],
                match["act"],
                match["what"],
            )
            for match in FENCE.finditer(self.text)
        )

    def commands(self) -> tuple[str, ...]:
        """All commands in blocks, in order."""
        return tuple(command for block in self.blocks() for command in block.commands())

    def prose(self) -> str:
        """The text without its fenced blocks."""
        return FENCE.sub("", self.text)

    def links(self) -> tuple[str, ...]:
        """Where links and pictures lead."""
        return tuple(LINK.findall(SPAN.sub("", self.prose())))

    def spans(self) -> tuple[str, ...]:
        """The short pieces of code within sentences."""
        return tuple(SPAN.findall(self.prose()))

    def anchors(self) -> frozenset[str]:
        """What a link may name after `#`: each heading in small letters, with hyphens for blanks."""
        headings = re.findall(r"^#+ (.+)$", self.prose(), re.MULTILINE)
        plain = (re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in headings)
        return frozenset(re.sub(r"\s+", "-", heading) for heading in plain)
