"""A short result as text: what a person, or a model whose client shows no structured content, reads."""

from __future__ import annotations

from assistant.api import briefs


def text_of(brief: briefs.Brief) -> str:
    """Return a short result as text; there is always some."""
    if isinstance(brief, briefs.BriefFound):
        lines = [brief.unresolved, *(_hit(number, each) for number, each in enumerate(brief.hits, 1))]
    elif isinstance(brief, briefs.BriefCited):
        lines = _cited(brief)
    elif isinstance(brief, briefs.BriefAnswer):
        lines = [brief.answer, *map(_source, brief.sources)]
        lines += ["Not sure: read the paragraphs before you rely on this."] if brief.sure is False else []
        lines += [f"Nearest paragraph, no answer: {brief.nearest}"] if brief.nearest else []
    elif isinstance(brief, briefs.BriefVerified):
        lines = [_verdict(each) for each in brief.quotes]
    elif isinstance(brief, briefs.BriefCoverage):
        head = f"{brief.loaded} documents loaded, {brief.known} known of."
        lines = [head, *map(_document, brief.documents)]
    else:
        lines = []
    status = "" if _is_plain(brief) else f"{getattr(brief, 'status', '')}: "
    message = getattr(brief, "message", "")
    told = f"{status}{message}" if message else status.rstrip(": ")
    # A refusal, and what `cite` announces, come first; what was left out last.
    before, after = (told, "") if status or isinstance(brief, briefs.BriefCited) else ("", told)
    return "\n".join(filter(None, [before, *lines, after])) or "done"


def _is_plain(brief: briefs.Brief) -> bool:
    """Tell whether there is what was asked for, so that no status needs be said."""
    return getattr(brief, "status", "") in ("found", "answered", "checked", "listed")


def _hit(number: int, hit: briefs.BriefHit) -> str:
    title = "" if hit.reference.startswith(hit.title) else f" {hit.title}:"
    return f"{number}. {hit.reference} [{hit.language}, {hit.status}]{title} {hit.extract}"


def _cited(cited: briefs.BriefCited) -> list[str]:
    lines = [f"{each.reference} [{each.language}, {each.status}]\n{each.text}" for each in cited.paragraphs]
    if not cited.paragraphs and cited.status == "found":
        lines = [cited.reference, f"It has: {'; '.join(cited.places)}" if cited.places else ""]
    if cited.left_out:
        lines += [f"{cited.left_out} more did not fit: cite them from “{cited.next}” on, a few at a time."]
    lines += [f"It has: {cited.valid}"] if cited.valid and cited.valid not in cited.message else []
    lines += [f"Meant may be: {'; '.join(cited.candidates)}"] if cited.candidates else []
    return lines


def _source(source: briefs.BriefSource) -> str:
    return f"[{source.n}] {source.reference} [{source.language}, {source.status}]"


def _verdict(verdict: briefs.BriefVerdict) -> str:
    where = f" – {'; '.join(verdict.references)}" if verdict.references else ""
    said = f" (said to be {verdict.said_to_be})" if verdict.said_to_be else ""
    near = f" Nearest: {verdict.nearest}." if verdict.nearest else ""
    differ = f" {'; '.join(verdict.differences)}." if verdict.differences else ""
    return f"{verdict.verdict}: “{verdict.quote}”{where}{said}{near}{differ}"


def _document(document: briefs.BriefDocument) -> str:
    has = ", ".join(document.languages) or "no text"
    missing = f", missing: {', '.join(document.missing)}" if document.missing else ""
    return f"{document.status}: {document.id} – {document.title} ({has}{missing})"
