"""Parallel text: the paragraphs of a document in several languages, row by row, at their locators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import prompts
from assistant.cite.lookup import cite
from assistant.cite.suggestions import require
from assistant.cite.types import Cited
from assistant.plan.wording import point_written
from assistant.read.types import Parallel, ParallelRow, ParallelText
from assistant.session import Session
from corpus.library.whole_text import before_closing, ending_at
from corpus.plan import points_in
from corpus.references import ResolutionStatus, format_citation, format_locator, numbered_by, parse, resolve
from corpus.text.typography import in_a_row, with_semicolons
from corpus.types import TEXTS, Document, Language, Role
from index.types import Placed

_NAMES = {"deliverable": "row.deliverable", "points": "row.points", "outputs": "row.outputs", "years": "row.years"}


def parallel_of(document_id: str, locators: Sequence[str], languages: Sequence[Language], session: Session) -> Parallel:
    """Return places of a document, each with what stands below it, side by side; the whole document for no locator.

    No `languages` are all there are. In each language the official text is shown where there is one, else a machine
    translation, else our note. Raises UnknownDocument or NoSuchParagraph.
    """
    require(document_id, None, session)
    for locator in locators:
        require(document_id, locator, session)
    reader, document = session.reader, session.library.document(document_id)
    placed = session.search.paragraphs(document_id)
    places = {each: placed[each] for each in session.library.locators(document_id) if each in placed}
    parents = {each: next(iter(texts.values())).rendition.parent for each, texts in places.items()}
    above = {each: _ancestors(each, parents) for each in places}
    chosen = [each for each in places if not locators or not {each, *above[each]}.isdisjoint(locators)]
    columns = _columns(list(places.values()), languages, reader)
    kind = numbered_by(document)
    rows = tuple(
        _row(format_locator(each, reader, kind), places[each], len(above[each]), columns, kind) for each in chosen
    )
    shown = {(code, each.status) for texts in places.values() for code, each in texts.items() if code in columns}
    return Parallel(
        document=document_id,
        symbol=document.symbol,
        title=document.titled(reader),
        citation=_citation(document, locators, reader),
        language=reader,
        languages=columns,
        missing=tuple(str(each) for each in languages if each not in columns),
        rows=rows,
        mismatches=tuple(
            each
            for each in session.versions.disagreements(document_id, reader)
            if {(each.first.language, each.first.status), (each.second.language, each.second.status)} <= shown
            and not set(chosen).isdisjoint(each.locators)
        ),
    )


def parallel_at(
    reference: str, languages: Sequence[Language], session: Session, wanted: Language | None = None
) -> Parallel | Cited:
    """Return what `parallel_of` does for the places of a reference, or the message if it is unresolved."""
    cited = cite(reference, session, wanted)
    if cited.also:
        names = with_semicolons(
            (each.citation or each.title or each.message for each in (cited, *cited.also)), Language(cited.language)
        )
        message = prompts.render("cite.several", cited.language, documents=names)
        return replace(cited, status=ResolutionStatus.AMBIGUOUS, message=message, also=())
    if cited.status != "found" or cited.document is None:
        return cited
    found = parse(reference, session.catalogue)
    locators = resolve(found, session.holdings).locators if found and cited.locator else ()
    return parallel_of(cited.document, locators, languages, session)


def in_print_order(rows: Sequence[ParallelRow]) -> Iterator[ParallelRow]:
    """Yield rows as printed: what a paragraph goes on to say after its items is a row of its own, without a label."""
    above: list[int] = []
    parents: list[int | None] = []
    for position, row in enumerate(rows):
        while above and rows[above[-1]].depth >= row.depth:
            above.pop()
        parents.append(above[-1] if above and row.role == Role.ITEM else None)
        above.append(position)
    for row, ended in zip(rows, ending_at(parents), strict=True):
        yield replace(row, texts={code: _up_to_items(text) for code, text in row.texts.items()})
        for closed in (rows[parent] for parent in ended):
            if any(text.closing for text in closed.texts.values()):
                yield replace(closed, label="", texts={code: _after_items(text) for code, text in closed.texts.items()})


def _up_to_items(text: ParallelText) -> ParallelText:
    return replace(text, text=before_closing(text.text, text.closing), closing="")


def _after_items(text: ParallelText) -> ParallelText:
    return replace(text, text=text.closing, marker="", label="", columns=(), closing="")


def _ancestors(locator: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the places above a place, nearest first; a parent that is no place, or a cycle, ends them."""
    found: list[str] = []
    above = parents.get(locator)
    while above is not None and above in parents and above not in (locator, *found):
        found.append(above)
        above = parents[above]
    return tuple(found)


def _columns(places: Sequence[Mapping[str, Placed]], wanted: Sequence[Language], reader: Language) -> tuple[str, ...]:
    """Return the languages to show: in the order wanted, else the reader's first, then those with official texts."""
    has_official: dict[str, bool] = {}
    for placed in places:
        for language, each in placed.items():
            has_official[str(language)] = has_official.get(str(language), False) or each.status in TEXTS
    if wanted:
        return tuple(str(each) for each in dict.fromkeys(wanted) if str(each) in has_official)
    return tuple(sorted(has_official, key=lambda code: (code != reader, not has_official[code], code)))


def _row(label: str, placed: Mapping[str, Placed], depth: int, columns: Sequence[str], kind: str | None) -> ParallelRow:
    """Return one place with its texts in the languages shown."""
    texts = {str(language): each for language, each in placed.items()}
    rendition = next(iter(placed.values())).rendition
    return ParallelRow(
        locator=rendition.locator,
        label=label,
        role=rendition.role,
        depth=depth,
        texts={code: _text(texts[code], kind) for code in columns if code in texts},
    )


def _text(placed: Placed, kind: str | None) -> ParallelText:
    """Return a place's text in one language, with its number and the names of its columns in that language."""
    rendition = placed.rendition
    return ParallelText(
        placed.status,
        rendition.marker,
        rendition.heading,
        rendition.page,
        rendition.text,
        format_locator(rendition.locator, placed.language, kind),
        labelled(rendition.cells, placed.language),
        placed.closing,
    )


def _citation(document: Document, locators: Sequence[str], reader: Language) -> str:
    """Return the citation of what is shown: the places, or the document's title and symbol."""
    if locators:
        return "; ".join(format_citation(document, each, reader) for each in locators)
    title = document.title(reader)
    return f"{title} ({document.symbol})" if document.symbol and document.symbol != title else title


def labelled(cells: Mapping[str, str] | None, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the columns of a row, each with its name in a language, those that are empty left out; none for no row.

    Contents are as printed. Those of our notes are kept as locators are, and written as the language writes them.

    >>> labelled({"deliverable": "A manual", "points": "9 n)", "outputs": "", "years": "2028"}, Language.EN)
    (('Deliverable', 'A manual'), ('Points of the Conclusions', '9 n)'), ('Time frame', '2028'))
    >>> labelled({"points": "9(n), 16"}, Language.ES)
    (('Puntos de las Conclusiones', '9, n); 16'),)
    """
    found = dict(cells or {})
    points = points_in(found.get("points", ""))
    if ", ".join(points) == found.get("points"):
        found["points"] = in_a_row([point_written(each, language) for each in points], language)
    return tuple((prompts.render(key, language), found[name]) for name, key in _NAMES.items() if found.get(name))
