"""Whether a person who has never seen this code understands a sentence: what must not stand in one."""

from __future__ import annotations

import re

from autograder.printable import printable_lines

LONGEST = 1500
"""Characters. Sentences that list files or cells are the longest."""
INTERNAL = re.compile(
    r"""
      Traceback
    | \b\w+(Error|Exception)\b
    | \[Errno
    | \bat\ 0x[0-9a-f]+
    | <(class|function|module)\b | <[\w.]+\ object
    | NotebookNode | NoneType | (?<!\w)'\w+'\ object
    | has\ no\ attribute | not\ (subscriptable|iterable|callable|hashable) | unhashable
    | positional\ argument | unexpected\ keyword | codec\ can't | must\ be\ str
    | Expecting\ | Extra\ data | Invalid\ (control|\\) | Unterminated\ string | \(char\ \d
    | \bself\b | \bkwargs\b | \.py\b,?\ line | is\ not\ valid\ under
    | \{' | \['
    """,
    re.VERBOSE,
)
"""What Python, its libraries and our own objects say of themselves."""


def unclear(sentence: str) -> str:
    """What is wrong with a sentence for people; empty where nothing is."""
    if not sentence.strip():
        return "it says nothing"
    if len(sentence) > LONGEST:
        return f"it has {len(sentence)} characters"
    if sentence != printable_lines(sentence) or "\n" in sentence:
        return "it has characters that steer a terminal"
    found = INTERNAL.search(sentence)
    return f"it speaks of {found[0]!r}" if found else ""
