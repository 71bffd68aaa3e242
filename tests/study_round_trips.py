"""What becomes of a quiz in other people's programs: `python -m tests.study_round_trips [QUIZ.json]`.

Each file is read by a package that nobody here wrote, installed for this run in a folder of its own: GIFT by
gift-pegjs, Moodle XML by xmltodict and moodle-xml-parser, the packages for Anki by Anki itself, which is AGPL and so
never one of our requirements. What they read is set beside the items: every text and every key. It needs a network,
Node.js with npm, and some 300 MB for a while; neither `make test` nor CI runs it. Without a file it takes the items of
`study_sample`. Ends with 1 where anything differs.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.study.formats.anki_package import deck_package, guid_of, quiz_package
from assistant.study.formats.csv_table import quiz_table
from assistant.study.formats.exporter import exported_quiz
from assistant.study.formats.item_faces import key_text
from assistant.study.formats.json_object import read_quiz
from assistant.study.formats.keys import spellings
from assistant.study.formats.matching_sides import right_sides
from assistant.study.types import Deck, Item, ItemKind, Quiz
from tests.study_sample import ADDRESS, sample_deck, sample_quiz

PACKAGES = ("anki==26.9.3", "beautifulsoup4==4.15.0", "moodle-xml-parser==0.3.1", "xmltodict==1.0.4")
GIFT_PARSER = "gift-pegjs@1.0.2"
READERS = Path(__file__).parent / "study_readers"

Read = dict[str, Any]
Shown = Callable[[str, str], str]


@dataclass
class Tally:
    """What came of one format: how many items went out, were read, and are the same; and what differs."""

    name: str
    out: int
    read: int = 0
    texts: int = 0
    keys: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, item: str, texts: bool, keys: bool) -> None:
        """Count one item that was read."""
        self.read, self.texts, self.keys = self.read + 1, self.texts + texts, self.keys + keys
        if not (texts and keys):
            self.wrong.append(f"{item}: {'' if texts else 'texts '}{'' if keys else 'keys'}")

    @property
    def good(self) -> bool:
        """Tell whether every item that went out came back as it was."""
        return self.out == self.read == self.texts == self.keys and not self.wrong


def main(arguments: list[str]) -> int:
    """Print one line a format, then what differs; return 1 if anything does."""
    quiz = read_quiz(Path(arguments[0]).read_bytes()) if arguments else sample_quiz()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = installed(folder)
        # The readers' own packages are in that folder alone, and so is what turns HTML into text.
        tallies = [gift(quiz, folder, python), moodle(quiz, folder, python), *anki(quiz, folder, python), *own(quiz)]
    print(f"{'format':30}{'out':>6}{'read':>6}{'texts':>7}{'keys':>6}  left out")
    for each in tallies:
        print(f"{each.name:30}{each.out:>6}{each.read:>6}{each.texts:>7}{each.keys:>6}  {dict(each.left_out) or ''}")
    for each in tallies:
        print(*(f"{each.name}: {wrong}" for wrong in each.wrong[:20]), sep="\n", end="\n" if each.wrong else "")
    return 0 if all(each.good for each in tallies) else 1


def installed(folder: Path) -> Path:
    """Install the readers in a folder; return the Python that has them."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    quiet = ("-qqq", "--disable-pip-version-check")
    subprocess.run([python, "-m", "pip", "install", *quiet, *PACKAGES], check=True)
    npm = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, GIFT_PARSER)
    subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
    (folder / "gift.cjs").write_bytes((READERS / "gift.cjs").read_bytes())  # where it finds the package
    return python


# GIFT ---------------------------------------------------------------------------------------------------------------


def gift(quiz: Quiz, folder: Path, python: Path) -> Tally:
    """Set what gift-pegjs reads beside the items."""
    file = exported_quiz(quiz, "gift", ADDRESS)
    (folder / "quiz.gift").write_bytes(file.content)
    told = json.loads(output("node", folder / "gift.cjs", folder / "quiz.gift"))
    shown = reader(python, [text for each in told for text in _strings(each)])
    tally = Tally("GIFT, gift-pegjs", file.held, left_out=file.left_out)
    found = {each["id"]: each for each in told if each["type"] != "Category"}
    for item in (each for each in quiz.items if each.id in found):
        read = found[item.id]
        texts = all(_gift_texts(side, read, shown) for side in sides(item))
        tally.add(
            item.id, texts and bool(read["title"]), all(_gift_key(side, item, read, shown) for side in sides(item))
        )
    return tally


def _gift_texts(item: Item, read: Read, shown: Shown) -> bool:
    def text(told: Read) -> str:
        return shown(told["text"], item.language) if told["format"] == "html" else str(told["text"])

    feedback = read["globalFeedback"]
    whole = text(feedback)
    if feedback["format"] == "html":
        whole += "".join(shown(f"href:{feedback['text']}", item.language))
    return text(read["stem"]) == asked(item) and all(part in whole for part in told_beneath(item))


def _gift_key(item: Item, first: Item, read: Read, shown: Shown) -> bool:
    def text(told: Read) -> str:
        return shown(told["text"], item.language) if told["format"] == "html" else str(told["text"])

    match item.kind:
        case ItemKind.MULTIPLE_CHOICE | ItemKind.ALTERED_FIGURE:
            choices = [(text(each["text"]), each["isCorrect"], each["weight"]) for each in read["choices"]]
            return read["type"] == "MC" and choices == [(each, each == item.key, None) for each in item.options]
        case ItemKind.TRUE_FALSE:
            return read["type"] == "TF" and read["isTrue"] is (item.key == "true")
        case ItemKind.GAP | ItemKind.WHICH_PARAGRAPH:
            typed = [each["text"]["text"].replace("\\*", "*") for each in read["choices"]]
            return read["type"] == "Short" and typed == [each for each in spellings(first) if "->" not in each]
        case ItemKind.NUMERIC:
            answer = read["choices"]
            return read["type"] == "Numerical" and (answer["number"], answer["range"]) == (item.number, item.tolerance)
        case ItemKind.MATCHING:
            pairs = [(text(each["subquestion"]), undone(each["subanswer"])) for each in read["matchPairs"]]
            told = [(left, folded(shown(right, item.language))) for left, right in pairs]
            return read["type"] == "Matching" and told == pairs_shown(item, first)
        case ItemKind.SHORT_ANSWER:
            return bool(read["type"] == "Essay")


def undone(text: str) -> str:
    """Return the right side of a pair with its escapes undone, which gift-pegjs leaves as it marks them for itself."""
    for sign in "\\:#={}~":
        text = text.replace(f"&&{ord(sign):03};", sign)
    return text.replace("&&010", "\n")


# Moodle XML ---------------------------------------------------------------------------------------------------------


def moodle(quiz: Quiz, folder: Path, python: Path) -> Tally:
    """Set what xmltodict and moodle-xml-parser read beside the items."""
    file = exported_quiz(quiz, "moodle", ADDRESS)
    (folder / "quiz.xml").write_bytes(file.content)
    told = json.loads(output(python, READERS / "moodle.py", folder / "quiz.xml"))
    shown = reader(python, [text for each in told["questions"] for text in _strings(each)])
    tally = Tally("Moodle XML, xmltodict", file.held, left_out=file.left_out)
    if not told["agreed"]:
        tally.wrong.append("moodle-xml-parser reads other choices")
    found = {each["id"]: each for each in told["questions"]}
    for item in (each for each in quiz.items if each.id in found):
        read = found[item.id]
        texts = all(_moodle_texts(side, read, shown) for side in sides(item))
        tally.add(item.id, texts, all(_moodle_key(side, item, read, shown) for side in sides(item)))
    return tally


def _moodle_texts(item: Item, read: Read, shown: Shown) -> bool:
    whole = shown(read["feedback"], item.language) + shown(f"href:{read['feedback']}", item.language)
    return shown(read["stem"], item.language) == asked(item) and all(part in whole for part in told_beneath(item))


def _moodle_key(item: Item, first: Item, read: Read, shown: Shown) -> bool:
    answers = [tuple(each) for each in read["answers"]]
    match item.kind:
        case ItemKind.MULTIPLE_CHOICE | ItemKind.ALTERED_FIGURE:
            choices = [(shown(text, item.language), share) for text, share in answers]
            return read["type"] == "multichoice" and choices == [
                (each, "100" if each == item.key else "0") for each in item.options
            ]
        case ItemKind.TRUE_FALSE:
            return read["type"] == "truefalse" and (item.key, "100") in answers and len(answers) == 2
        case ItemKind.GAP | ItemKind.WHICH_PARAGRAPH:
            typed = [(text.replace("\\*", "*"), share) for text, share in answers]
            return read["type"] == "shortanswer" and typed == [(each, "100") for each in spellings(first)]
        case ItemKind.NUMERIC:
            key = (float(answers[0][0]), float(read["tolerance"]))
            return read["type"] == "numerical" and key == (item.number, item.tolerance)
        case ItemKind.MATCHING:
            pairs = [(shown(left, item.language), folded(shown(right, item.language))) for left, right in read["pairs"]]
            return read["type"] == "matching" and pairs == pairs_shown(item, first)
        case ItemKind.SHORT_ANSWER:
            return read["type"] == "essay" and item.key in shown(read["grader"], item.language)


# Anki ---------------------------------------------------------------------------------------------------------------


def anki(quiz: Quiz, folder: Path, python: Path) -> Iterator[Tally]:
    """Import a quiz and a deck twice, then again with other words; set the notes beside what they were made of."""
    deck = sample_deck()
    edited = replace(deck, cards=tuple(replace(card, back=f"{card.back} ¶") for card in deck.cards))
    changed = replace(quiz, items=tuple(replace(item, stem=f"{item.stem} ¶") for item in quiz.items))
    yield _imports("Anki, quiz", [quiz_package(each, ADDRESS, at)[0] for each, at in _times(quiz, changed)],
                   len(quiz.items), folder, python, lambda guid_of: _quiz_notes(quiz, guid_of))  # fmt: skip
    yield _imports("Anki, deck", [deck_package(each, ADDRESS, at)[0] for each, at in _times(deck, edited)],
                   len(deck.cards), folder, python, lambda guid_of: _deck_notes(deck, guid_of))  # fmt: skip


def _times(first: Any, changed: Any) -> Iterator[tuple[Any, float]]:
    """Yield what is exported, and when: at once, again an hour later, and the next day with other words."""
    return iter(((first, 1_800_000_000.0), (first, 1_800_003_600.0), (changed, 1_800_086_400.0)))


Expected = Iterator[tuple[str, Read, list[str], list[str]]]


def _imports(name: str, files: list[bytes], out: int, folder: Path, python: Path,
             notes: Callable[[Shown], Callable[[Mapping[str, Read]], Expected]]) -> Tally:  # fmt: skip
    own = folder / name
    own.mkdir()
    for number, content in enumerate(files):
        (own / f"{number}.apkg").write_bytes(content)
    first, second, third = json.loads(
        output(python, READERS / "anki_imports.py", own, *(own / f"{number}.apkg" for number in range(len(files))))
    )
    shown = reader(python, [*_strings(first), *_strings(third)])
    tally = Tally(name, out)
    for known_as, note, texts, keys in notes(shown)(first["notes"]):
        fields = {each: plain(shown(text, "")) for each, text in note["fields"].items()}
        links = shown(f"href:{note['fields']['Back']}", "")
        whole = " ".join((fields["Front"], fields["Back"], fields["Reference"], fields["Link"], links))
        front_and_back = fields["Front"] + fields["Back"]
        tally.add(
            known_as, all(plain(each) in whole for each in texts), all(plain(each) in front_and_back for each in keys)
        )
    if (first["new"], second["new"], third["new"]) != (out, 0, 0):
        tally.wrong.append(f"new notes: {first['new']}, {second['new']}, {third['new']}")
    if third["updated"] != out or third["conflicting"] or not all("¶" in str(each) for each in third["notes"].values()):
        tally.wrong.append(f"changed notes: {third['updated']}")
    if not len(first["decks"]) == len(third["decks"]) == 1:
        tally.wrong.append(f"decks: {third['decks']}")
    tally.name += f" (new {first['new']}, {second['new']}, {third['new']})"
    return tally


def _quiz_notes(quiz: Quiz, shown: Shown) -> Callable[[Mapping[str, Read]], Expected]:
    def pairs(notes: Mapping[str, Read]) -> Expected:
        for item in quiz.items:
            note = notes[guid_of(f"item {item.id}")]
            texts = [part for side in sides(item) for part in (*asked_parts(side), *side.options, *told_beneath(side))]
            keys = [key_text(side) for side in sides(item) if side.kind is not ItemKind.MATCHING]
            keys += [part for side in sides(item) for pair in side.pairs for part in (pair.left, pair.right)]
            yield item.id, note, texts, keys

    return pairs


def _deck_notes(deck: Deck, shown: Shown) -> Callable[[Mapping[str, Read]], Expected]:
    def pairs(notes: Mapping[str, Read]) -> Expected:
        for card in deck.cards:
            note = notes[guid_of(f"card {card.id}")]
            asked = [plain(shown(front, "")) for front, _ in note["cards"]]
            answered = [plain(shown(back, "")) for _, back in note["cards"]]
            cards = {"basic": 1, "cloze": 1, "term": 2}[card.kind]
            hidden = card.kind != "cloze" or all(plain(card.back) not in front for front in asked)
            seen = len(asked) == cards and hidden and all(plain(card.back) in back for back in answered)
            fronts = card.front.split("_____") if card.kind == "cloze" else [card.front]
            yield card.id, note, [*fronts, card.reference], [] if seen else ["a card that is as it should be"]

    return pairs


# Our own ------------------------------------------------------------------------------------------------------------


def own(quiz: Quiz) -> Iterator[Tally]:
    """Read the JSON back, and the CSV by the standard library."""
    again = read_quiz(exported_quiz(quiz, "json").content)
    tally = Tally("JSON", len(quiz.items))
    for item, other in zip(quiz.items, again.items, strict=True):
        tally.add(item.id, item == other, item == other)
    yield tally
    rows = list(csv.DictReader(io.StringIO(quiz_table(quiz, ADDRESS).decode("utf-8-sig"), newline="")))
    written = [side for item in quiz.items for side in sides(item)]
    tally = Tally("CSV", len(written))
    for side, row in zip(written, rows, strict=True):
        texts = [_unquoted(row[name]) == getattr(side, name) for name in ("stem", "passage", "feedback", "label")]
        key = _unquoted(row["key"]) == side.key and (row["number"] == "" or float(row["number"]) == side.number)
        tally.add(side.id, all(texts), key)
    yield tally


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


# What is expected ---------------------------------------------------------------------------------------------------


def sides(item: Item) -> tuple[Item, ...]:
    """Return the item in each of its languages."""
    return (item, item.beside) if item.beside else (item,)


def asked_parts(item: Item) -> tuple[str, ...]:
    """Return what a reader must see above the answers."""
    return tuple(each for each in (item.stem, item.passage, item.label) if each)


def asked(item: Item) -> str:
    """Return what a reader must see above the answers, and nothing else."""
    return "\n\n".join(asked_parts(item))


def told_beneath(item: Item) -> list[str]:
    """Return what a reader must find beneath: why, the words of each paragraph, its reference and its address."""
    places = (part for each in item.evidence for part in (each.quote, each.citation, f"{ADDRESS}{each.link}"))
    return [each for each in (item.feedback, *places) if each]


def pairs_shown(item: Item, first: Item) -> list[tuple[str, str]]:
    """Return the pairs as a reader sees them: right sides too long for two languages are in the first alone."""
    shown = item if any("multilang" in each for each in right_sides(first)) else first
    return [(pair.left, folded(right.right)) for pair, right in zip(item.pairs, shown.pairs, strict=True)]


def folded(text: str) -> str:
    """Return a text with blanks in a row made one, as gift-pegjs does at the right of a pair."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return a text as Anki keeps it: with composed accents."""
    return unicodedata.normalize("NFC", text)


# Other programs -----------------------------------------------------------------------------------------------------


def output(*command: str | Path) -> str:
    """Return what a program prints."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def reader(python: Path, texts: list[str]) -> Shown:
    """Return what shows a text to a reader of a language: all are read at once, `href:` before one gives its links."""
    script = (
        "import json, sys; from markup_text import addresses, shown\n"
        "print(json.dumps([[*(shown(t, l) for l in ('', 'en', 'fr', 'es')), ' '.join(addresses(t))]"
        " for t in json.load(sys.stdin)]))"
    )
    unique = list(dict.fromkeys(texts))
    done = subprocess.run([python, "-c", script], input=json.dumps(unique), check=True, capture_output=True,
                          encoding="utf-8", cwd=READERS)  # fmt: skip
    found = dict(zip(unique, json.loads(done.stdout), strict=True))

    def shown(text: str, language: str) -> str:
        linked = text.startswith("href:") and text[5:] in found
        return str(found[text[5:]][4] if linked else found[undone(text)][("", "en", "fr", "es").index(language)])

    return shown


def _strings(value: Any) -> Iterator[str]:
    """Yield every text of a structure, also as it is with gift-pegjs's marks undone."""
    if isinstance(value, str):
        yield from (value, undone(value))
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
