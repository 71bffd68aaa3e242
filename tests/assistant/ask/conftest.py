"""A library for questions of every kind: a made-up law in two languages, a letter and a web page on a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.session import Session
from assistant.settings import Settings

ACT = """# Ferry Cooperatives Act

## Interpretation

**Definitions**

1
(1) The definitions in this subsection apply in this Act. ferry means a boat that carries persons over a river.\
 special vote means a vote carried by not less than three quarters of the members present. tiller means any lever that\
 turns a rudder. pontoon [Repealed, 2029, c. 4, s. 9] keeper means the person who watches over a pier.

(2) A rule of this Act binds every pier of the river.

## Part 2 Crews

### Pilots

2
(1) Every ferry must have at least two pilots who hold a licence.

(2) A pilot may refuse to cross in a storm.

(3) Despite subsection (2), a pilot may not refuse to cross where a person on board needs a physician.

### Wages

3 The wages of a pilot are paid on the last day of the month.

## Part 3 Passengers

### Lanterns

4 Each ferry that crosses by night must carry green lanterns at the bow.

5 The keeper of the pier counts the lanterns before the first crossing.

### Animals

6 The keeper of the pier may refuse on board:

(a) a goat without a rope; and

(b) a horse, unless the ferry has a ramp.

## Part 4 The Court

7 A river court is a court that meets on board, where:

(a) the ferry is moored; and

(b) the keeper of the pier is heard.

8
(1) Under section 7 a river court consists of three persons.

(2) If a storm lasts, nine more pilots may be called.

**Village moorings**

9 A keeper who moors a ferry at a village follows the rules of Part 5.

## Provisions on Village Moorings

10 A village marks its moorings with white paint.

11 The moorings of a village are free of charge for one day.
"""

LOI = """# Loi sur les coopératives de bacs

## Interprétation

**Définitions**

1
(1) Les définitions qui suivent s’appliquent à la présente loi. bac Bateau qui transporte des personnes d’une rive à\
 l’autre. vote spécial Vote acquis aux trois quarts au moins des membres présents. barre Levier qui fait tourner un\
 gouvernail.

(2) Une règle de la présente loi lie chaque embarcadère du fleuve.

## Partie 2 Équipages

### Pilotes

2
(1) Tout bac a au moins deux pilotes titulaires d’un permis.

(2) Le pilote peut refuser de traverser pendant une tempête.

(3) Malgré le paragraphe (2), le pilote ne peut refuser de traverser lorsqu’une personne à bord a besoin d’un médecin.

### Salaires

3 Le salaire du pilote est versé le dernier jour du mois.

## Partie 3 Passagers

### Lanternes

4 Tout bac qui traverse de nuit porte des lanternes vertes à la proue.

5 Le gardien de l’embarcadère compte les lanternes avant la première traversée.

### Animaux

6 Le gardien de l’embarcadère peut refuser à bord :

a) une chèvre sans corde;

b) un cheval, sauf si le bac a une rampe.
"""

LETTER = """Letter of the ferry pilots to the villages

Upper Quay, 4 March 2031

Dear villagers, the green lanterns of the ferries have been stolen from the pier during the winter.

We ask each village to lend us six lanterns until the summer, and to write its name under them.

The flood of last spring has carried away the ramp of the second pier, which the carpenters will build anew.
"""

PAGE = """Web page on the meeting of the river villages

The meeting of the river villages took place on Monday 12 May 2031 in the hall of the weavers.

Anna Brandt, mayor of Upper Quay, said that lanterns are lent to those who bring them back.

The flood was discussed at length: the villages will plant willows along the bank.

Two keepers were taught at the Turin Centre how a rope is spliced.
"""


@pytest.fixture(scope="package")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Give the assistant over these documents, without notes, for tests that only ask."""
    files = tmp_path_factory.mktemp("river")
    for name, text in (
        ("ferry-act.en.md", ACT), ("ferry-act.fr.md", LOI), ("pilots-letter.en.txt", LETTER), ("meeting.en.txt", PAGE)
    ):  # fmt: skip
        _write(files / name, text)
    _write(
        files / "pilots-letter.en.txt.toml",
        'title = "Letter of the ferry pilots"\nkind = "letter"\ndate = "2031-03-04"',
    )
    _write(files / "meeting.en.txt.toml", 'title = "Meeting of the river villages"\nkind = "web-page"')
    service = Assistant(Settings(tmp_path_factory.mktemp("home"), notes=False))
    added = service.add([files], official=True)
    assert not added.errors
    yield service
    service.close()


@pytest.fixture
def on_the_river(river: Assistant) -> Iterator[Session]:
    """Give one state of this library."""
    with river.engine.session() as session:
        yield session


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
