"""Code on a page, with the colours of its language as long as finding them takes little time."""

from __future__ import annotations

from html import escape
from typing import Any

from nbconvert.filters.highlight import Highlight2HTML

LANGUAGES = frozenset(
    "bash c cpp html ipython ipython3 java javascript js json latex matlab py python python3 r sh tex".split()
)
"""Those of which a text may have code in colours: for others, finding them may take very long."""
LONGEST, LONGEST_LINE, MOST = 6_000, 300, 50_000
"""Characters of one piece of code and of one line that have colours, and of all on a page: the time that
finding them takes may grow with the square."""


def without_spaces_at_ends(code: str) -> str:
    """The code without spaces that nobody sees: finding colours takes long for them."""
    return "\n".join(line.rstrip() for line in code.split("\n")).strip("\n")


def soon_coloured(code: str) -> bool:
    """Whether colours of a piece of code are found in little time."""
    return len(code) <= LONGEST and all(len(line) <= LONGEST_LINE for line in code.split("\n"))


class CodeColours(Highlight2HTML):  # type: ignore[misc]
    """Gives the code of one page its colours, until there is too much; that of cells is Python's."""

    def __init__(self) -> None:
        super().__init__(pygments_lexer="ipython3")
        self._left = MOST

    def __call__(self, source: str, language: Any = None, metadata: Any = None) -> str:
        """The code as HTML. nbconvert's templates call this, as `highlight_code`."""
        code = without_spaces_at_ends(source)
        if not self.take(code):
            return f'<div class="highlight"><pre>{escape(source)}</pre></div>'
        return str(super().__call__(code, "ipython3"))

    def take(self, code: str) -> bool:
        """Whether there is still time for the colours of a piece of code, which takes of it."""
        if len(code) > self._left or not soon_coloured(code):
            return False
        self._left -= len(code)
        return True
