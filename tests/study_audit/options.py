"""Options of one kind, written alike: none stands out by its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.study_audit.case import Case
from tests.study_audit.figures import MONTHS, is_figure, kind_of
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.words import plain

_DIGITS = re.compile(r"\d+(?:[.,\s\u00a0\u202f]\d+)*")
_END = re.compile(r"[.;:,!?]$")


def check_form(case: Case) -> Iterator[Finding]:
    """Check that the wrong options are of the kind of the key and written as it is."""
    language = case.text_language
    kinds = {option: kind_of(option, language) for option in case.item.options}
    if set(kinds.values()) == {"year", "period"}:
        return  # a time frame may be one year or several
    if len(set(kinds.values())) > 1:
        yield Finding(Reason.OPTIONS_OF_TWO_KINDS, ", ".join(f"{option}: {kind}" for option, kind in kinds.items()))
        return
    forms = {_form(option, kind) for option, kind in kinds.items()}
    if len(forms) > 1:
        yield Finding(Reason.OPTIONS_WRITTEN_APART, " / ".join(case.item.options))


def _form(option: str, kind: str) -> str:
    """Return what options of a kind have in common in writing."""
    end = _END.search(option.strip())
    sign = end[0] if end else ""
    if is_figure(kind) and kind != "number in words":
        words = [word.removesuffix("s").removesuffix("e") for word in plain(_DIGITS.sub("0", option)).split()]
        return " ".join(words) + sign
    if kind in ("date", "period"):
        words = ["M" if word in MONTHS else word for word in _DIGITS.sub("0", plain(option)).split()]
        return " ".join(words) + sign
    return sign + ("A" if option[:1].isupper() else "a")
