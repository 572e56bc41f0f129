"""What one page has room for: its texts, what they show, the colours of code, and drawings."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.markup.svg import Canvas
from autograder.platforms.nbgrader.code import CodeColours

MOST_READ = 300_000
"""Characters that are read as Markdown; pictures that are written out among them don't count."""
MOST_ADDRESSES = 20_000_000
"""Characters of pictures and addresses, each as often as it is shown: a text may name one once, and
show it thousands of times."""


class TooMuch(ValueError):
    """What a text wants to show has no room on its page."""


@dataclass
class Room:
    """What is left of a page. All that is shown on it takes of the same one, also where nbconvert
    copies its resources."""

    canvas: Canvas = field(default_factory=Canvas)
    cards: Canvas = field(default_factory=Canvas)
    """For pictures of verdicts: whatever a student shows, these have room."""
    colours: CodeColours = field(default_factory=CodeColours)
    read: int = MOST_READ
    addresses: int = MOST_ADDRESSES

    def __deepcopy__(self, memo: object) -> Room:
        return self

    def has_read(self, characters: int) -> bool:
        """Whether so many characters more may be read as Markdown; they are taken, then."""
        if characters > self.read:
            return False
        self.read -= characters
        return True

    def show(self, *parts: str | None) -> None:
        """Takes the room of an address and what belongs to it; TooMuch where there is none left."""
        self.addresses -= sum(len(part or "") for part in parts)
        if self.addresses < 0:
            raise TooMuch
