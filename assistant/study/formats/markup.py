"""Blocks as HTML: in one language, or in two that Moodle's multilang filter chooses from.

The filter takes adjoining `<span lang="…" class="multilang">` alone, which must hold no `<span>` and no paragraph:
its pattern ends at the first `</span>`, and Moodle mends a paragraph within a span before the filter runs. So the
spans stand within each paragraph, and a text in a language other than the reader's is marked by `<em lang="…">`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.study.formats.blocks import Block


def lines(text: str) -> str:
    """Return text as HTML, escaped once, its lines kept.

    >>> lines('at most <5 % & "more"')
    'at most &lt;5 % &amp; "more"'
    """
    return escape(text, quote=False).replace("\n", "<br>")


def page(blocks: Sequence[Block]) -> str:
    """Return blocks as paragraphs; those of a document are quotations in their own language."""
    return "".join(_framed(block, f' lang="{escape(block.language)}"', _inner(block)) for block in blocks)


def both_pages(first: Sequence[Block], second: Sequence[Block], languages: tuple[str, str]) -> str:
    """Return blocks for readers of either language; one that only one side has is shown to all."""
    beside = {block.role: block for block in second}
    roles = {block.role for block in first}
    told = [_both(block, beside.get(block.role), languages) for block in first]
    return "".join(told) + page([block for block in second if block.role not in roles])


def both_texts(first: str, second: str, languages: tuple[str, str]) -> str:
    """Return one line of text for readers of either language; a text that is the same in both stands once."""
    if first == second:
        return lines(first)
    return _spans(lines(first), lines(second), languages)


def _both(block: Block, beside: Block | None, languages: tuple[str, str]) -> str:
    if beside is None or beside == block:
        return page([block])
    texts = [
        _inner(each) if each.language == language else f'<em lang="{escape(each.language)}">{_inner(each)}</em>'
        for each, language in zip((block, beside), languages, strict=True)
    ]
    return _framed(block, "", _spans(texts[0], texts[1], languages))


def _spans(first: str, second: str, languages: tuple[str, str]) -> str:
    """Return two texts as one choice; the blank between them parts the two where no filter is at work."""
    return " ".join(
        f'<span lang="{escape(language)}" class="multilang">{text}</span>'
        for language, text in zip(languages, (first, second), strict=True)
    )


def _inner(block: Block) -> str:
    return f'<a href="{escape(block.link)}">{lines(block.text)}</a>' if block.link else lines(block.text)


def _framed(block: Block, attribute: str, inner: str) -> str:
    tag = "blockquote" if block.quoted else "p"
    return f"<{tag}{attribute}>{inner}</{tag}>"
