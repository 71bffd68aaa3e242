"""Errors of the study aid.

AlineaError
└── AssistantError
    ├── BrokenItem              an item edited by hand breaks a rule: it is left as it was
    ├── PdfNeedsLibreOffice     the program that makes PDF files is not installed
    └── PdfNotMade              it was started, and gave no file
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import AssistantError


class BrokenItem(AssistantError):
    """An item edited by hand breaks rules; `rules` holds them, as `assistant.study.rules.Reason` has them."""

    message = "The question is left as it was, for what was written breaks a rule: {told}."

    def __init__(self, *, told: str = "", rules: Sequence[str] = ()) -> None:
        """Keep the rules, and how they are told together."""
        self.rules = tuple(rules)
        super().__init__(told=told or "; ".join(rules))


class PdfNeedsLibreOffice(AssistantError):
    """PDF files are made by a program that is not here."""

    message = (
        "PDF files are made with {program}, which is not installed. Install it (apt-get install {packages}), "
        "or take the Word file and save it as a PDF there."
    )


class PdfNotMade(AssistantError):
    """The program that makes PDF files gave none."""

    message = "The PDF could not be made ({detail}). Try again, or take the Word file and save it as a PDF there."
