"""What `links` returns: references between places; field names and values are those of the command line's JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.errors import BadRequest
from assistant.types import AsJson
from corpus.links import Kind
from corpus.phrases import Phrase

# What each kind of reference is called, in the texts of answers.
KIND_WORDS = {
    Kind.CITES: "links.kind_cites",
    Kind.GIVES_EFFECT: "links.kind_gives_effect",
    Kind.REPLACES: "links.kind_replaces",
    Kind.AMENDS: "links.kind_amends",
    Kind.CORRESPONDS: "links.kind_corresponds",
}


@dataclass(frozen=True, slots=True)
class LinkEnd(AsJson):
    """One end of a reference. `document` is None where the words do not name it; `citation` then is the words.

    `loaded`: the place can be opened, as its document is loaded and has it. `whole` is how the document alone
    is cited, `authority` what it is (`corpus.types.Authority`).
    """

    document: str | None
    symbol: str | None
    title: str | None
    locator: str | None
    citation: str
    loaded: bool
    whole: str = ""
    authority: str | None = None

    @property
    def within(self) -> str:
        """The place alone, as it is cited in its document; empty for a whole document."""
        return self.citation.removeprefix(self.whole).lstrip(", ") if self.whole else ""


@dataclass(frozen=True, slots=True)
class FoundLink(AsJson):
    """One reference. `type` is `cites`, `gives effect to`, `replaces`, `amends` or `corresponds to`.

    `words` are those of the text at `source`, in `language`, from `start` to `end` of that paragraph; `sentence` is the
    sentence around them, or what the row of a table is about; `verified`: the text has both, and is no
    note, which is our own summary. `evidence` is `text`, or `catalogue` for what no text loaded says: that has no
    words.
    """

    type: str
    source: LinkEnd
    target: LinkEnd
    words: str
    sentence: str
    start: int
    end: int
    language: str | None
    status: str | None
    verified: bool = False
    evidence: str = "text"


@dataclass(frozen=True, slots=True)
class Links(AsJson):
    """What `links` returns: what the places asked for refer to (`cites`), and what refers to them (`cited_by`).

    `status` is that of `cite`; a document that is not loaded (`not_loaded`) is cited all the same. A place includes
    what is below it; a whole document all its places, without the references it makes to itself.
    """

    reference: str
    language: str
    status: str
    message: str
    document: str | None = None
    locators: tuple[str, ...] = ()
    citation: str | None = None
    cites: tuple[FoundLink, ...] = ()
    cited_by: tuple[FoundLink, ...] = ()

    def only(self, direction: str | None) -> Links:
        """Return the references in one direction, `cites` or `cited_by`; None means both. Raises BadRequest."""
        if direction not in (None, "cites", "cited_by"):
            raise BadRequest(
                value=direction, expected=Phrase("error.expected.direction", "a direction: cites or cited_by")
            )
        cites = self.cites if direction != "cited_by" else ()
        return replace(self, cites=cites, cited_by=self.cited_by if direction != "cites" else ())
