"""A small made-up library, and the product over it: two documents, two languages, one of them only a note."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from corpus.library.library import Library
from corpus.types import Document, Language, Rendition, Role, Status, Version
from index.embedding import DEFAULT_MODEL, StaticEmbedder
from tests.skipped import pytest_terminal_summary
from tests.world import plan
from tests.world.staged import Staged

__all__ = ["pytest_terminal_summary"]  # pytest looks for it here

# No deadline for one example: on a busy machine it measures the machine. In CI the same examples every time: a new
# counter-example belongs to whoever explores, not to the change that happens to be under test.
hypothesis.settings.register_profile("alinea", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("alinea")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--renew`, for a change that is meant."""
    parser.addoption("--renew", action="store_true", help="write golden files anew instead of comparing with them")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright keeps an event loop in the thread, which asynchronous tests need."""
    items.sort(key=lambda item: "browser" in item.path.parts)


CHARTER = Document(
    "dock-charter", "DC/7", {"en": "Charter of the dock cooperatives", "fr": "Charte des coopératives de dockers"},
    kind="charter",
)  # fmt: skip
BAKERY = Document("bakery-report", "BR/2", {"fr": "Rapport de la boulangerie", "en": "Bakery report"}, kind="report")

CHARTER_EN = [
    ("1", "Forty-two dockers founded the cooperative in a warehouse by the river."),
    ("2", "Every member has one vote in the general assembly, whatever the number of shares."),
    ("3", "The board shall:"),
    ("3(a)", "publish the wages of each crew every quarter;"),
    ("3(b)", "keep a rescue fund for families of injured dockers;"),
    ("4", "Surpluses are divided as paragraph 3(b) says, and never sold."),
]
CHARTER_FR = [
    ("1", "Quarante-deux dockers ont fondé la coopérative dans un entrepôt au bord du fleuve."),
    ("2", "Chaque membre dispose d’une voix à l’assemblée générale, quel que soit le nombre de ses parts."),
    ("3", "Le conseil est tenu de :"),
    ("3(a)", "publier chaque trimestre les salaires de chaque équipe ;"),
    ("3(b)", "garder une caisse de secours pour les familles des dockers blessés ;"),
    ("4", "Les excédents sont répartis comme le dit le paragraphe 3 b), et jamais vendus."),
]
BAKERY_FR = [
    ("1", "La boulangerie emploie neuf apprentis et livre le pain à vélo."),
    ("2", "Son four à bois a été restauré grâce à une souscription des voisins."),
]
BAKERY_NOTE = [
    ("1", "Nine apprentices work at the bakery; bread goes out by bicycle."),
    ("2", "Neighbours paid for the repair of the wood-fired oven."),
]


def version(document: Document, language: Language, status: Status, texts: list[tuple[str, str]]) -> Version:
    """Return a version of numbered paragraphs; `3(a)` is an item of `3`."""
    renditions = tuple(
        Rendition(
            locator,
            Role.ITEM if "(" in locator else Role.PARAGRAPH,
            text,
            marker=locator[locator.index("(") :] if "(" in locator else f"{locator}.",
            heading=("Part I",),
            parent=locator.partition("(")[0] if "(" in locator else None,
        )
        for locator, text in texts
    )
    source = "\n".join(text for _, text in texts)
    return Version(document.id, language, status, source, f"{language}{status}", f"{language}.txt", 1, renditions)


def fill(library: Library) -> None:
    """Add the charter in two languages, and the report in French with an English note."""
    library.add(CHARTER, version(CHARTER, Language.EN, Status.OFFICIAL, CHARTER_EN))
    library.add(CHARTER, version(CHARTER, Language.FR, Status.OFFICIAL, CHARTER_FR))
    library.add(BAKERY, version(BAKERY, Language.FR, Status.OFFICIAL, BAKERY_FR))
    library.add(BAKERY, version(BAKERY, Language.EN, Status.NOTE, BAKERY_NOTE))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Give what compares a text with a golden file, or writes the file where `--renew` is given."""

    def compare(path: Path, text: str) -> None:
        """Compare."""
        if request.config.getoption("--renew"):
            path.write_text(text, encoding="utf-8")
        renewal = f"if that is meant: pytest {request.path.relative_to(request.config.rootpath)} --renew"
        assert text == path.read_text(encoding="utf-8"), renewal

    return compare


@pytest.fixture(scope="session")
def static() -> StaticEmbedder:
    """Give the embedded model."""
    return StaticEmbedder(DEFAULT_MODEL)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Give the made-up library."""
    with Library(tmp_path / "library.sqlite") as made_up:
        fill(made_up)
        yield made_up


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give the settings of a home that holds the made-up library and no bundled notes."""
    chosen = Settings(home=tmp_path / "home", notes=False)
    chosen.home.mkdir()
    with Library(chosen.library) as made_up:
        fill(made_up)
    return chosen


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    """Give the product over the made-up library."""
    service = Assistant(settings)
    yield service
    service.close()


@pytest.fixture(scope="session")
def one_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """Open the façade over the made-up plan once."""
    service = Staged.at(tmp_path_factory.mktemp("stage"))
    yield service
    service.close()


@pytest.fixture
def staged(one_stage: Staged) -> Staged:
    """Give the façade over the made-up plan, as new, with failures to ask for."""
    one_stage.reset()
    return one_stage


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give the façade over a plan that an attacker wrote."""
    service = Staged.at(tmp_path_factory.mktemp("hostile"))
    service.hold(plan.hostile())
    yield service
    service.close()
