"""The section of the page “Documents” that fetches: harmless, in both languages, and calm about what fails."""

from __future__ import annotations

from hypothesis import given

from assistant.documents.types import Attempt, Fetched, FetchedVersion, Listed, ListedAddress, NotFetched
from assistant.ui.pages import fetch
from corpus.download.errors import NotInCatalogue
from tests.assistant.ui.test_parts import HOSTILE, LANGUAGES, assert_harmless
from tests.world.staged import Staged


def listed(text: str) -> Listed:
    """Return a document whose every word is the text."""
    address = ListedAddress("fr", text, "memory")
    facts = (text, text, text, text, text, text)
    return Listed(text, text, text, False, *facts[:6], ("fr",), (), (address,))


@given(HOSTILE, LANGUAGES)
def test_the_catalogue_is_harmless(text: str, language: str) -> None:
    assert_harmless(fetch.render(language, [listed(text)]))
    done = FetchedVersion(text, text, text, text, "added", text, text, "seen", text, 1, text, text, 1, (text,), (text,))
    tried = Attempt(text, "seen", "not_there", text, {"url": text, "status": text})
    failed = NotFetched(text, text, text, text, (tried,), ListedAddress("fr", text, "seen"))
    assert_harmless(fetch.render_report(language, Fetched((done,), (failed,))))
    assert_harmless(fetch.render_report(language, NotInCatalogue(asked=text)))


def test_only_what_is_missing_has_a_button(staged: Staged) -> None:
    shown = str(fetch.render("en", staged.catalogue("en")))
    assert shown.count('class="fetch"') == 1 and 'aria-label="Fetch “Charter of the harbour”"' in shown
    assert "1 document without a known address" in shown and "title not verified" in shown
    staged.fetched = True
    assert '<span class="muted">loaded</span>' in fetch.render("en", staged.catalogue("en"))


def test_a_failure_is_told_in_the_language_of_the_page(staged: Staged) -> None:
    fetched = staged.fetch(["charter"])
    french = str(fetch.render_report("fr", fetched))
    assert "Il n’y a rien à l’adresse https://www.ilo.org/charte.pdf" in french
    assert "de mémoire\u00a0: elle peut être fausse" in french and "Ajouter des fichiers" in french
    assert fetch.summary("fr", fetched) == "1 texte téléchargé · 1 texte n’a pas pu être téléchargé"
    assert fetch.summary("en", NotInCatalogue(asked="x")).startswith("“x” names no document")
