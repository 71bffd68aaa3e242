"""What is on the desk of the page “Study”: what was made, and what is being done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.study.editing import Outdated
from assistant.study.files import Material
from assistant.ui.parts.study_review import Review
from assistant.ui.parts.study_round import Round
from corpus.errors import AlineaError


@dataclass(frozen=True, slots=True)
class Desk:
    """A reader's desk.

    `page` is that of a long list; `editing` the item whose form is open, `draft` what was written into it last, where
    that was `refused`; `outdated` what was found against the library, None before that was asked. `round` is a quiz
    being played, `review` cards being learnt.
    """

    made: Material | AlineaError | None = None
    page: int = 0
    editing: str = ""
    draft: Mapping[str, str] = field(default_factory=dict)
    refused: AlineaError | None = None
    outdated: tuple[Outdated, ...] | None = None
    round: Round | None = None
    review: Review | None = None
