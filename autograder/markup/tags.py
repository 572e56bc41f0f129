"""Which elements and attributes of HTML are kept: tables, text, pictures, sounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from autograder.markup.css import own_declarations
from autograder.markup.flow import in_flow
from autograder.markup.names import own_classes, own_name, own_place
from autograder.markup.pictures import media_address, picture_address

VOID = frozenset({"br", "col", "hr", "img", "source", "wbr"})
FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"}
)
"""Elements that a browser opens again after each block that ends within them."""
TAGS = (
    frozenset(
        """
    abbr address article aside audio blockquote caption center cite colgroup dd del details dfn div
    dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header ins kbd li main mark nav ol p pre q rp
    rt ruby samp section span sub summary sup table tbody td tfoot th thead time tr ul var video
    """.split()
    )
    | VOID
    | FORMATTING
)
GONE = frozenset(
    """
    applet embed frameset iframe math noembed noframes noscript object plaintext script style svg
    template textarea title xmp
    """.split()
)
"""Elements that go with all that is within; of others that are not kept, the text stays."""
ENDS: Mapping[str, frozenset[str]] = {
    "p": frozenset({"p"}),
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "tr": frozenset({"td", "th", "tr", "p"}),
    "tbody": frozenset({"td", "th", "tr", "thead", "tbody", "p"}),
    "tfoot": frozenset({"td", "th", "tr", "thead", "tbody", "p"}),
}
"""What a tag ends where it stands open at the top, without a word: HTML lets it be left out."""

Filter = Callable[[str], str | None]

NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})?(?:px|%)?")
WORD = re.compile(r"[\w#-]{0,40}", re.ASCII)


def _number(text: str) -> str | None:
    return text.strip() if NUMBER.fullmatch(text.strip()) else None


def _span(text: str) -> str | None:
    """A cell over so many others; of such cells, many can lie over each other."""
    return text.strip() if re.fullmatch(r"[1-9]\d?|100", text.strip(), re.ASCII) else None


def _word(text: str) -> str | None:
    return text if WORD.fullmatch(text) else None


def _words(text: str) -> str | None:
    return text[:1000]


EVERYWHERE: Mapping[str, Filter] = {
    "align": _word,
    "class": lambda text: own_classes(text) or None,
    "dir": _word,
    "id": own_name,
    "lang": _word,
    "style": lambda text: in_flow(own_declarations(text)) or None,
    "title": _words,
    "valign": _word,
}
_CELL: Mapping[str, Filter] = {
    "colspan": _span,
    "height": _number,
    "rowspan": _span,
    "scope": _word,
    "width": _number,
}
_MEDIA: Mapping[str, Filter] = {
    "controls": _word,
    "height": _number,
    "loop": _word,
    "muted": _word,
    "src": media_address,
    "width": _number,
}
ATTRIBUTES: Mapping[str, Mapping[str, Filter]] = {
    "a": {"href": own_place},
    "audio": _MEDIA,
    "col": {"span": _number, "width": _number},
    "colgroup": {"span": _number},
    "details": {"open": _word},
    "font": {"color": _word},
    "img": {"alt": _words, "height": _number, "src": picture_address, "width": _number},
    "ol": {"start": _number},
    "source": {"src": media_address, "type": lambda text: text[:60]},
    "table": {"border": _number, "cellpadding": _number, "cellspacing": _number, "width": _number},
    "td": _CELL,
    "th": _CELL,
    "video": _MEDIA,
}
"""By element: its attributes beside those that all may have, and what is kept of each."""


def own_attribute(tag: str, name: str, value: str) -> str | None:
    """What is kept of an attribute; None where it goes."""
    kept = ATTRIBUTES.get(tag, {}).get(name) or EVERYWHERE.get(name)
    return None if kept is None else kept(value)
