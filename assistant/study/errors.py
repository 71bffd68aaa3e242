"""Errors of the study aid.

AlineaError
└── AssistantError
    ├── PdfNeedsLibreOffice     the program that makes PDF files is not installed
    └── PdfNotMade              it was started, and gave no file
"""

from __future__ import annotations

from assistant.errors import AssistantError


class PdfNeedsLibreOffice(AssistantError):
    """PDF files are made by a program that is not here."""

    message = (
        "PDF files are made with {program}, which is not installed. Install it (apt-get install {packages}), "
        "or take the Word file and save it as a PDF there."
    )


class PdfNotMade(AssistantError):
    """The program that makes PDF files gave none."""

    message = "The PDF could not be made ({detail}). Try again, or take the Word file and save it as a PDF there."
