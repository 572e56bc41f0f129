"""Texts that do not say how their letters are written: the code pages in which they can be read.

A text in the wrong code page has signs that no name has (`Jos├⌐`), letters of two scripts in one word, or
a large letter behind a small one. So the bytes decide, the more of them the better.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise

REST = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp932", "gbk", "big5", "cp949", "cp874")
OF_ZIPS = ("cp437", "cp850", "cp1252", "cp852", "cp866", "cp857", "cp737", "cp775", *REST)
"""In which zips hold names: cp437 as the format says (APPNOTE.TXT, appendix D), or what Windows uses where
the zip was made."""
OF_TABLES = ("cp1252", "cp850", "mac_roman", *REST, "cp852", "cp866", "cp857", "cp737", "cp775")
"""In which spreadsheets write tables, on Windows and on older Macs."""

IN_ONE_WORD = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK"}
"""Scripts that stand beside others in one word, and what all these are here."""
NO_WORDS = frozenset(("HALFWIDTH", "FULLWIDTH"))


def likely_code_pages(texts: Sequence[bytes], pages: Sequence[str]) -> tuple[str, ...]:
    """Those of `pages` in which the texts look most like names, in their order; of pages in which they
    are the same only the first. Empty where they can be read in none."""
    page_of: dict[tuple[str, ...], str] = {}
    for page in pages:
        try:
            page_of.setdefault(tuple(text.decode(page) for text in texts), page)
        except UnicodeDecodeError:
            continue
    odd = {page: sum(map(_odd_signs, read)) for read, page in page_of.items()}
    return tuple(page for page in odd if odd[page] == min(odd.values()))


def _odd_signs(text: str) -> int:
    """How many signs of a text are such as no name has at that place."""
    odd = 0
    for is_word, group in groupby(unicodedata.normalize("NFC", text), _is_letter):
        signs = "".join(group)
        odd += _odd_in_word(signs) if is_word else sum(not sign.isascii() for sign in signs)
    return odd


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"


def _odd_in_word(letters: str) -> int:
    scripts = [script for letter in letters if (script := _script(letter)) != "COMBINING"]
    mixed = sum(one != next for one, next in pairwise(scripts))
    unusual = sum(script in NO_WORDS for script in scripts)
    risen = sum(
        one.islower() and next.isupper() and not next.isascii() for one, next in pairwise(letters)
    )
    accents_alone = (
        len(letters) > 2 and set(scripts) == {"LATIN"} and not any(map(str.isascii, letters))
    )
    return mixed + unusual + risen + accents_alone


def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return IN_ONE_WORD.get(first, first)
