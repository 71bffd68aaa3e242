"""A quotation as its words, with the signs by which whoever quotes says that something was changed.

“[…]”, “(…)”, “…”, “...”     words were left out: what stands before and after must stand in this order, and no
                              negation or restriction be among them (`assistant.verify.left_out`)
“[t]he”                       a letter was changed to fit the sentence: the word is “the”
“[sic]”, “[12]”, “words¹²”    a remark or the number of a note: no words of the text
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.text.quotes import plain, words_of
from assistant.text.word_diff import QuotedWord

_ELLIPSIS = re.compile(r"[\[(]\s{0,3}(?:…|\.\s?\.\s?\.)\s{0,3}[\])]|…|\.\s?\.\s?\.+")
_CHANGED_LETTER = re.compile(r"\[(\w{1,3})\](?=\w)")
_NOTE_NUMBER = re.compile(r"(?<=[^\W\d_]{4})[⁰¹²³⁴-⁹]{1,3}")
_REMARK = re.compile(r"\[\s{0,3}sic\s?!?\s{0,3}\]|\(\s{0,3}sic\s?!?\s{0,3}\)|\[\d{1,3}\]", re.IGNORECASE)


def read_quote(quote: str) -> tuple[str, list[QuotedWord]]:
    """Return a quotation in plain form, and its words, whose offsets point into that form.

    >>> [(each.word.key, each.gap) for each in read_quote("[T]he board […] shall")[1]]
    [('the', False), ('board', False), ('shall', True)]
    """
    text = _NOTE_NUMBER.sub("", _CHANGED_LETTER.sub(r"\1", plain(quote)))
    gaps = [match.end() for match in _ELLIPSIS.finditer(text)]
    remarks = [match.span() for match in _REMARK.finditer(text)]
    found: list[QuotedWord] = []
    gap = remark = 0
    for word in words_of(text):
        passed = gap
        while gap < len(gaps) and gaps[gap] <= word.start:
            gap += 1
        while remark < len(remarks) and remarks[remark][1] <= word.start:
            remark += 1
        optional = remark < len(remarks) and remarks[remark][0] < word.start
        found.append(QuotedWord(word, gap=gap > passed, optional=optional))
    if found and gap < len(gaps):
        found[-1] = replace(found[-1], cut_after=True)
    return text, found
