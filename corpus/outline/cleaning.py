"""From raw pages to lines ready for numbering: what the page added is taken off, the words stay as printed.

Each step is a small function from lines to lines. Every line keeps the offsets of the raw line it came from, so
that a quotation can always be traced to the source. Wording is never corrected, not even typing errors.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.outline.running_lines import drop_running_lines
from corpus.types import CleanText, Dropped, Line, RawDocument

_EMPTY_PAGE = 20  # characters; a page with fewer is probably a scan
_MANY_PAGES = 3  # from here on repeated lines are looked for, even if the format has no pages of its own

_ADDRESS = r"[(<\[]?(?:https?://|www\.)\S{3,2000}"
_ADDRESS_LINE = re.compile(rf"(?:\[?\d{{1,3}}[\].)]?\s+)?{_ADDRESS}(?:\s+{_ADDRESS}){{0,50}}")
_REST_OF_ADDRESS = re.compile(r"(?=\S{8})(?=\S{0,500}[/_=&%])[\w/&=?%#.,:;~+@!$'()*-]{8,500}")

_HYPHENS = "-\u2010\u00ad\u0002\ufffe"  # the last two: what PDFium writes in place of a hyphen and a line end
_COMPOUND = r"(?:[^\W_]{1,60}[-\u2010]){0,6}[^\W_]{1,60}"  # bounded, so that no line can make it slow
_WORD_START = re.compile(_COMPOUND)
_BROKEN_WORD = re.compile(rf"({_COMPOUND})([{_HYPHENS}])\Z")
_BROKEN_INSIDE = re.compile(rf"({_COMPOUND})[\u0002\ufffe]\s*({_COMPOUND})")
_LONGEST_JOINED = 60  # characters without a space; what is longer is no word, and joining it would take for ever
_SUSPENDED = {"and", "or", "to", "et", "ou", "y", "e", "o", "u"}  # “small- and medium-sized” is not one word

_AMENDMENT_MARK = re.compile(r"[▼►]\s?[A-Z]{1,2}\d{0,3}(?!\w)\s*|\s?◄")

_SPACES = re.compile(r"[^\S ]\s*|\s{2,}")  # all but a single plain space
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\x00-\x08\x0e-\x1f\x7f]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_OPENING_AS_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\u2018(?=[^\W\d_])")
_SECTION_BULLET = re.compile("^\\s*\uf075\\s*")  # Wingdings; the ILO sets it before the titles of sections
_PRIVATE_BULLET = re.compile("^\\s*[\ue000-\uf8ff]\\s*")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_MEANINGLESS = re.compile("[\ue000-\uf8ff\x01\x03-\x08\x0e-\x1f\x7f]")
_SHIFTED = re.compile("[\u0080-\u00ff]{4,}")  # no word of our languages is of accented letters alone
_LINE_BULLETS = re.compile("^[ \t]*[\ue000-\uf8ff](?=[ \t]|[^\ue000-\uf8ff\n]{3})", re.MULTILINE)
_LOST = re.compile("\ufffd|Ã[\u0080-\u00bf]|â€[\u0090-\u02dc\u2018-\u2122œ]|Â[\u00a0-\u00bf]")  # see `clean`

_SENTENCE_END = re.compile(r"[.!?:;…»”\")\]|]\Z")
_PARAGRAPH_START = re.compile(
    r"\(?\s?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,5}|[IVXLC]{1,5})\s?(?:[.)]|\Z)"  # 12.  (a)  iv)
    r"|\d{1,3}(?:\.\d|\s)|[■•●▪#|–—*-]|\W*[A-ZÀ-Ý]\w+ \d"  # 1.2  12  •  Article 5
)
_TITLE_LENGTH = 50  # a shorter line without a full stop may be a title
_FULL_LINE = 0.85  # of the usual width: the last line of a paragraph is seldom that wide


def clean(raw: RawDocument) -> CleanText:
    """Return the lines of a document without headers, footers, page numbers and lines of addresses.

    Offsets point into `source`: the raw pages in Unicode form NFC, joined by form feeds. `dropped` tells what was
    left out and why; `replacement_characters` counts U+FFFD and UTF-8 that was once read as Windows-1252 («Ã©»).
    """
    pages = [unicodedata.normalize("NFC", page) for page in raw.pages]
    source = "\f".join(pages)
    kept = split_lines(pages, raw.notes)
    gone: list[tuple[str, Line]] = []
    if raw.paginated or len(pages) >= _MANY_PAGES:
        kept, gone = drop_running_lines(kept)
    lines = [line for page in kept for line in page]
    lines, notes = take_notes(lines)
    lines, marks = take_amendment_marks(lines)
    lines, links, addresses = take_addresses(lines)
    gone += [*(("address", line) for line in addresses), *(("amendment mark", line) for line in marks)]
    gone.sort(key=lambda item: item[1].start)
    lines = mend_cuts(lines, sorted(line.start for line in (*notes, *(line for _, line in gone)) if line.text))
    lines += notes
    lines = join_broken_words(lines)
    lines = [replace(line, text=clean_spaces(clean_signs(line.text))) if line.text else line for line in lines]
    return CleanText(
        source=source,
        lines=tuple(collapse_blanks(lines)),
        links=tuple(dict.fromkeys([*raw.links, *links])),
        dropped=tuple(Dropped(reason, line.text, line.page) for reason, line in gone),
        empty_pages=tuple(find_empty_pages(pages) if raw.paginated else ()),
        replacement_characters=len(_LOST.findall(source)),
        meaningless=meaningless_share(source),
    )


def split_lines(pages: Sequence[str], notes: Sequence[int] = ()) -> list[list[Line]]:
    """Return the lines of each page, white space at their ends left out, with offsets into the joined pages.

    `notes` are the lines of footnotes, counted from 0 over all pages.
    """
    result = []
    offset = 0
    in_notes = set(notes)
    count = 0
    for number, page in enumerate(pages, start=1):
        lines = []
        for text in page.split("\n"):
            start = offset + len(text) - len(text.lstrip())
            stripped = text.strip()
            start = start if stripped else offset
            lines.append(Line(stripped, number, start, start + len(stripped), count in in_notes))
            count += 1
            offset += len(text) + 1  # the line feed, or the form feed after a page
        result.append(lines)
    return result


def take_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, and those of footnotes after a blank line, to stand at the end of it."""
    notes = [line for line in lines if line.note]
    if not notes:
        return list(lines), []
    end = lines[-1].end
    return [line for line in lines if not line.note], [Line("", notes[0].page, end, end), *notes]


def take_amendment_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Take out the marks that consolidated acts set before what an amendment changed: `▼M2` alone, `►C1 … ◄`."""
    kept: list[Line] = []
    gone: list[Line] = []
    for line in lines:
        if not _AMENDMENT_MARK.search(line.text):
            kept.append(line)
        elif words := _AMENDMENT_MARK.sub("", line.text).strip():
            kept.append(replace(line, text=words))
        else:
            gone.append(line)
    return kept, gone


def take_addresses(lines: Sequence[Line]) -> tuple[list[Line], list[str], list[Line]]:
    """Take out the lines that hold nothing but addresses: the lines kept, the addresses, the lines taken out.

    These are footnotes, sometimes doubled. An address broken over lines is put together again.
    """
    kept: list[Line] = []
    links: list[str] = []
    gone: list[Line] = []
    for line in lines:
        after_address = bool(gone) and gone[-1].end + 2 >= line.start and gone[-1].page == line.page
        if _ADDRESS_LINE.fullmatch(line.text):
            links += [found.strip("(<[>]).,;") for found in re.findall(_ADDRESS, line.text)]
            gone.append(line)
        elif after_address and _REST_OF_ADDRESS.fullmatch(line.text):
            links[-1] += line.text
            gone.append(line)
        else:
            kept.append(line)
    return kept, links, gone


def mend_cuts(lines: Sequence[Line], gone: Sequence[int]) -> list[Line]:
    """Close the paragraphs that a page end or a footnote had cut, and part those that only a page end parts.

    `gone` holds the offsets, in order, of the lines taken out: between them, blank lines prove nothing.
    """
    widths = sorted(len(line.text) for line in lines if line.text)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    mended: list[Line] = []
    blanks: list[Line] = []
    last: Line | None = None
    for line in lines:
        if not line.text:
            blanks.append(line)
            continue
        if last is not None:
            cut = last.page != line.page or bisect_left(gone, last.end) < bisect_left(gone, line.start)
            if cut and continues(last.text, line.text):
                blanks = []
            elif last.page != line.page and not blanks and ends_paragraph(last.text, line.text, usual):
                blanks = [Line("", last.page, last.end, last.end)]
        mended += [*blanks, line]
        blanks, last = [], line
    return mended


def continues(above: str, below: str) -> bool:
    """Return whether `below` goes on with the sentence that `above` leaves open."""
    if _SENTENCE_END.search(above) or _PARAGRAPH_START.match(below) or above.startswith(("#", "■", "•", "\uf075")):
        return False
    if not _PARAGRAPH_START.match(below) and below[0].islower():
        return True
    return len(above) >= _TITLE_LENGTH and (above[-1].islower() or above[-1] == ",")


def ends_paragraph(above: str, below: str, usual: int) -> bool:
    """Return whether a paragraph ends with `above`, the last line of a page; `usual` is the width of a full line."""
    if _PARAGRAPH_START.match(below):
        return True
    return bool(_SENTENCE_END.search(above)) and len(above) < _FULL_LINE * usual


def join_broken_words(lines: Sequence[Line]) -> list[Line]:
    """Put words broken at a line end together, on the first of the two lines, whose end offset moves with them."""
    if not any(line.text.endswith(tuple(_HYPHENS)) or "\u0002" in line.text or "\ufffe" in line.text for line in lines):
        return list(lines)
    words = Counter(word.casefold() for line in lines for word in _WORD_START.findall(line.text))
    joined: list[Line] = []
    for line in lines:
        if "\u0002" in line.text or "\ufffe" in line.text:
            text = _BROKEN_INSIDE.sub(lambda match: unbroken(match[1], "\u0002", match[2], words), line.text)
            line = replace(line, text=text)
        ends_broken = bool(joined) and joined[-1].text.endswith(tuple(_HYPHENS))
        broken = _BROKEN_WORD.search(joined[-1].text[-_LONGEST_JOINED:].rpartition(" ")[2]) if ends_broken else None
        rest = _WORD_START.match(line.text)
        too_long = broken is not None and rest is not None and broken.end() + rest.end() > _LONGEST_JOINED
        if broken is None or rest is None or too_long or rest[0].casefold() in _SUSPENDED:
            joined.append(line)
            continue
        last = joined.pop()
        word = unbroken(broken[1], broken[2], rest[0], words)
        tail = re.match(r"\S*\s*", line.text[rest.end() :])  # the comma after the word comes along
        taken = rest.end() + (tail.end() if tail else 0)
        after = line.text[rest.end() : taken].rstrip()
        end = line.start + rest.end() + len(after)
        kept = len(last.text) - len(broken[0])
        joined.append(replace(last, text=last.text[:kept] + word + after, end=end))
        if taken < len(line.text):
            joined.append(replace(line, text=line.text[taken:], start=line.start + taken))
    return joined


def unbroken(before: str, hyphen: str, after: str, words: Counter[str]) -> str:
    """Return a broken word as one: without its hyphen only if the document has it so elsewhere.

    «tra-» and «vail» make «travail» in a document that speaks of «travail»; «bien-» and «être» stay «bien-être».
    """
    whole, compound = f"{before}{after}", f"{before}-{after}"
    if hyphen == "\u00ad":
        return whole  # a soft hyphen is never part of the word
    return whole if words[whole.casefold()] > words[compound.casefold()] else compound


def clean_signs(text: str) -> str:
    """Return a line with plain letters for ligatures, bullets for private signs, and no invisible characters.

    Only U+FB00 to U+FB06 are decomposed: the full compatibility form would turn 10² into 102.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _OPENING_AS_APOSTROPHE.sub("\u2019", text)
    text = _PRIVATE_BULLET.sub("• ", _SECTION_BULLET.sub("■ ", text))
    return _INVISIBLE.sub("", _PRIVATE_USE.sub("", text))


def clean_spaces(text: str) -> str:
    """Return a line with single plain spaces; a non-breaking space stays before ; : ! ? % » and after «."""

    def space(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        unbreakable = "\u00a0" in match[0] or "\u202f" in match[0]
        return "\u00a0" if unbreakable and (before == "«" or after in ";:!?%»") else " "

    text = text.strip()
    return _SPACES.sub(space, text) if _SPACES.search(text) else text


def collapse_blanks(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with one blank line for several, and none at either end."""
    blank: Line | None = None
    begun = False
    for line in lines:
        if not line.text:
            blank = blank or line
            continue
        if blank is not None and begun:
            yield blank
        yield line
        blank, begun = None, True


def meaningless_share(source: str) -> float:
    """Return the share of letters that a font shows without telling what they are, or tells wrongly.

    These are control and private signs, but for those that begin a line, which are bullets; and words that are all
    accents, from a font whose table is shifted.
    """
    signs = len(_MEANINGLESS.findall(source)) - len(_LINE_BULLETS.findall(source))
    signs += sum(map(len, _SHIFTED.findall(source)))
    return max(0, signs) / max(1, len(source) - source.count(" ") - source.count("\n"))


def find_empty_pages(pages: Sequence[str]) -> list[int]:
    """Return the numbers of the pages, from 1, with next to no text."""
    return [number for number, page in enumerate(pages, start=1) if len(page.strip()) < _EMPTY_PAGE]
