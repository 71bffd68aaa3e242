"""What there is to say of a file once it is read: what was lost, left out, doubled, or is in another language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.notices import Notice
from corpus.text.other_languages import other_language
from corpus.types import CleanText, Language, RawDocument, Rendition

_GIANT = 20_000  # characters
_TOLD_MEANINGLESS, _TOLD_LEFT_OUT = 0.01, 0.01  # shares, from which on they are told
_SAMPLE = 120  # characters of what was left out
_MOST_PLACES = 12  # named in one notice
_PASSAGE = 400  # characters from which on the language of a paragraph is told


def notices_of(
    raw: RawDocument, cleaned: CleanText, renditions: Sequence[Rendition], language: Language
) -> Iterator[Notice]:
    """Yield the notices on a file that was read, cleaned and numbered; those on its numbers are the outline's own."""
    yield from _of_reader(raw)
    if cleaned.empty_pages:
        yield Notice("empty_pages", {"pages": ", ".join(map(str, cleaned.empty_pages))})
    if cleaned.replacement_characters:
        yield Notice("lost_letters", {"count": str(cleaned.replacement_characters)})
    if cleaned.meaningless >= _TOLD_MEANINGLESS:
        yield Notice("meaningless", {"share": _percent(cleaned.meaningless)})
    if left_out := _left_out(cleaned):
        yield left_out
    if giants := [each.locator for each in renditions if len(each.text) > _GIANT]:
        yield Notice("giant", {"places": _places(giants)})
    if foreign := _foreign(renditions, language):
        yield foreign


def _of_reader(raw: RawDocument) -> Iterator[Notice]:
    for code, value in raw.noticed.items():
        key = "pages" if code.endswith("_pages") or code == "recognised" else "count"
        yield Notice(code, {key: value} if value else {})


def _left_out(cleaned: CleanText) -> Notice | None:
    """Return the notice on the share of words that cleaning left out."""
    words = [len(item.text.split()) for item in cleaned.dropped]
    kept = sum(len(line.text.split()) for line in cleaned.lines)
    share = sum(words) / max(1, sum(words) + kept)
    if share < _TOLD_LEFT_OUT:
        return None
    sample = max(dict.fromkeys(item.text for item in cleaned.dropped), key=len)[:_SAMPLE]
    return Notice("left_out", {"share": _percent(share), "sample": sample})


def _foreign(renditions: Sequence[Rendition], language: Language) -> Notice | None:
    """Return the notice on the long paragraphs that are in another language than the document."""
    found = {
        each.locator: other
        for each in renditions
        if len(each.text) >= _PASSAGE and (other := other_language(each.text, language))
    }
    if not found:
        return None
    return Notice("other_language", {"languages": ", ".join(sorted(set(found.values()))), "places": _places([*found])})


def _places(locators: Sequence[str]) -> str:
    more = len(locators) - _MOST_PLACES
    return ", ".join(locators[:_MOST_PLACES]) + (f" (+{more})" if more > 0 else "")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.1 else f"{100 * share:.1f}"
