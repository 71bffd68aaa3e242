"""What the service of the tests has to fetch: a charter in two languages, one of which is not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.documents.types import Attempt, Fetched, FetchedVersion, Listed, ListedAddress, NotFetched


class FakeCatalogue:
    """A part of the service of the tests; `documents` are those loaded, `hostile` the titles that attack."""

    documents: list[str]
    hostile: list[str]

    def _check(self) -> None:
        """Fail in the way the test wants, if it wants one."""

    def catalogue(self, language: str = "en") -> tuple[Listed, ...]:
        """Know the charter, with an address in two languages, and an almanac without any."""
        self._check()
        addresses = (
            ListedAddress("en", "https://www.ilo.org/charter.pdf", "seen"),
            ListedAddress("fr", "https://www.ilo.org/charte.pdf", "memory"),
        )
        loaded = ("en",) if "charter" in self.documents else ()
        title = self.hostile[0] if self.hostile else {"en": "Charter of the harbour", "fr": "Charte du port"}[language]
        known = Listed("almanac", None, "Almanac", False, None, None, None, None, None, None, (), (), ())
        charter = replace(known, id="charter", symbol="CH/1", title=title, title_verified=True)
        return replace(charter, languages=("en", "fr"), loaded=loaded, addresses=addresses), known

    def fetch(
        self, ids: Sequence[str], *, languages: Sequence[str] = (), progress: Callable[[float, str], None] | None = None
    ) -> Fetched:
        """Fetch the English charter; the French one is not there."""
        self._check()
        if progress is not None:
            progress(0.5, "charter (en), 0.2 MB / 0.4 MB")
        self.documents = [*self.documents, "charter"]
        url = "https://www.ilo.org/charter.pdf"
        done = FetchedVersion(
            "charter",
            "CH/1",
            "Charter of the harbour",
            "en",
            "added",
            "a.pdf",
            url,
            "seen",
            "0" * 64,
            9,
            announced=None,
            locators=("1",),
        )
        values = {"url": "https://www.ilo.org/charte.pdf", "status": "404"}
        tried = Attempt(values["url"], "memory", "not_there", "There is nothing there.", values)
        address = ListedAddress("fr", values["url"], "memory")
        return Fetched((done,), (NotFetched("charter", "CH/1", "Charte du port", "fr", (tried,), address),))
