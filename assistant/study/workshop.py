"""What every maker of questions works with: the library, the choice, chance, and the parts that all items share."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import prompts
from assistant.session import Session
from assistant.study.chance import identity, seeded
from assistant.study.chosen import Chosen
from assistant.study.places import Place, Said
from assistant.study.rules import Reason, is_telling
from assistant.study.support import Support
from assistant.study.types import CardKind, Evidence, Item, ItemKind, StudyRequest
from corpus.catalogue.identity import slug
from corpus.types import TEXTS, Language, Status

Candidate = Item | Reason
"""What a maker makes: an item, or why there is none where one was begun."""

Maker = Callable[[Place, "Workshop"], Iterator[Candidate]]


@dataclass(frozen=True)
class Workshop:
    """One state of the library and what was asked for."""

    session: Session
    request: StudyRequest
    chosen: Chosen
    support: Support

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the paper: one, or two for each item."""
        return tuple(map(Language, self.request.languages))

    def chance(self, place: Place, kind: ItemKind) -> random.Random:
        """Return the chance of a kind of item at a place: the same for each language and each run."""
        return seeded(self.request.seed, place.document.id, place.locator, kind)

    def item(
        self, kind: ItemKind, place: Place, reader: Language, evidence: Sequence[Evidence], **parts: object
    ) -> Item:
        """Return an item with what all have: its id, its tags, its label."""
        own = evidence[0]
        item = Item(
            id=identity(place.document.id, place.locator, kind, reader, self.request.seed),
            kind=kind,
            language=str(reader),
            stem="",
            feedback="",
            evidence=tuple(evidence),
            passage_language=own.language,
            tags=tags_of(place, kind, reader),
            label=label_of(evidence, reader),
        )
        return replace(item, **parts)  # type: ignore[arg-type]

    def in_languages(self, build: Callable[[Language], Candidate | None]) -> Iterator[Candidate]:
        """Yield what `build` makes for the languages of the paper: one item, with the same in the other beside it."""
        made: list[Item] = []
        for language in self.languages:
            built = build(language)
            if built is None:
                return
            if isinstance(built, Reason):
                yield built
                return
            made.append(built)
        first, *others = made
        yield replace(first, beside=others[0]) if others else first


def corresponding(place: Place, shop: Workshop, kind: ItemKind) -> dict[Language, Said]:
    """Return words of a place that say the same in each language of the paper; nothing where none are sure to.

    Sentences correspond where the versions have as many; else all of a short paragraph does.
    """
    versions = {reader: place.version(reader) for reader in shop.languages}
    said = {reader: place.sentences(version) for reader, version in versions.items()}
    count = min(map(len, said.values()))
    kinds = {Status.OFFICIAL if each.status in TEXTS else each.status for each in versions.values()}
    alike = len({len(each) for each in said.values()}) == len(kinds) == 1
    if alike:
        telling = [n for n in range(count) if all(is_telling(each[n].text) for each in said.values())]
        if telling:
            chosen = shop.chance(place, kind).choice(telling)
            return {reader: each[chosen] for reader, each in said.items()}
        return {}
    whole = {reader: place.whole(version) for reader, version in versions.items()}
    kept = {reader: each for reader, each in whole.items() if each and is_telling(each.text)}
    return kept if len(kept) == len(whole) else {}


def tags_of(place: Place, kind: ItemKind | CardKind, reader: Language) -> tuple[str, ...]:
    """Return the tags of an item: its document, its place, what it is, its language."""
    where = re.sub(r"[^\w.]+", "-", place.locator).strip("-")
    heading = slug(place.headings[-1])[:40].strip("-") if place.headings else ""
    return tuple(filter(None, (place.document.id, f"p.{where}", heading, str(kind), str(reader))))


def label_of(evidence: Sequence[Evidence], reader: Language) -> str:
    """Return what is said of a text that is no official one: it was added, a note, a machine's translation, a draft."""
    said: list[str] = []
    statuses = {each.status for each in evidence}
    if Status.ADDED in statuses:
        said.append(prompts.render("study.label_added", reader))
    if Status.NOTE in statuses:
        said.append(prompts.render("study.label_note", reader))
    if Status.MACHINE_TRANSLATION in statuses:
        said.append(prompts.render("study.label_translation", reader))
    if any(each.draft for each in evidence):
        said.append(prompts.render("study.label_draft", reader))
    return " ".join(said)


def told(place: Place, said: Said, reader: Language) -> str:
    """Return what words are of, in a question: a place, or our note on it."""
    citation = cited(place, said, reader)
    return prompts.render("study.of_note", reader, citation=citation) if said.status is Status.NOTE else citation


def cited(place: Place, said: Said, reader: Language) -> str:
    """Return the reference of a place, with the language of its words where it is another than the reader's."""
    citation = place.citation(reader)
    if said.language is reader:
        return citation
    return prompts.render("study.in_language", reader, citation=citation, language=spoken(said.language, reader))


def spoken(language: str, reader: Language) -> str:
    """Return the name of a language, for a reader."""
    return prompts.render(f"language.{Language(language)}", reader)
