"""The form of an answer follows the kind of the question."""

from __future__ import annotations

import pytest

from assistant.ask.sides import things_of
from assistant.ask.types import Answer
from assistant.service import Assistant
from assistant.types import Turn


def places(answer: Answer) -> list[str]:
    """Return the places cited, in order."""
    return [citation.locator for citation in answer.citations]


# Definitions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        (
            "What is a special vote?",
            "special vote means a vote carried by not less than three quarters of the members present.",
        ),
        ("vote spécial, définition", "vote spécial Vote acquis aux trois quarts au moins des membres présents."),
    ],
)
def test_a_definition_is_the_entry_that_defines(river: Assistant, question: str, quote: str) -> None:
    answer = river.ask(question)
    assert [citation.quote for citation in answer.citations] == [quote]
    assert (answer.kind, answer.sure) == ("definition", True)


def test_a_term_that_no_document_defines_is_shown_as_the_glossary_has_it(river: Assistant) -> None:
    answer = river.ask("What is the social and solidarity economy?")
    assert (answer.status, answer.citations) == ("not_in_documents", ())
    assert "économie sociale et solidaire" in answer.answer


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Who counts as a keeper under this Act?", "keeper means the person"),
        ("Qu’entend-on par « vote spécial » ?", "vote spécial Vote acquis"),
        ("special vote meaning", "special vote means"),
        ("Bonjour, je ne connais pas le mot « bac ». Que veut-il dire dans la loi ?", "bac Bateau"),
    ],
)
def test_an_entry_is_found_however_it_is_asked_for(river: Assistant, question: str, begins: str) -> None:
    assert [citation.quote[: len(begins)] for citation in river.ask(question).citations] == [begins]


def test_a_definition_has_the_items_that_it_opens(river: Assistant) -> None:
    answer = river.ask("What is a river court?")
    assert places(answer) == ["7", "7(a)", "7(b)"]


def test_what_merely_names_a_thing_does_not_define_it(river: Assistant) -> None:
    assert "villages will plant" not in river.ask("What is a village?").answer


# Summaries and lists -------------------------------------------------------------------------------------------------


def test_a_summary_covers_a_document_in_its_order(river: Assistant) -> None:
    answer = river.ask("Could you give me the gist of the letter?")
    assert (answer.kind, answer.scope) == ("summary", ("pilots-letter",))
    assert places(answer) == ["¶1", "¶3", "¶4", "¶5"]


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the whole letter",
        "Summarise the entire letter",
        "Give me a full summary of the complete letter",
        "Summarise all of the letter",
        "Sum up the letter as a whole",
        "Summarise the letter in its entirety",
        "Résume toute la lettre",
        "Résume la lettre entière",
        "Résume intégralement la lettre",
        "Résume l’ensemble de la lettre",
        "Résume la lettre dans son ensemble",
        "Résume le texte intégral de la lettre",
        "Resume toda la carta",
        "Resuma el documento de la carta",
        "Resume la carta entera",
        "Resume la carta completa",
        "Resume el conjunto de la carta",
    ],
)
def test_that_all_of_it_is_meant_changes_nothing(river: Assistant, question: str) -> None:
    answer = river.ask(question)
    assert (answer.kind, answer.scope) == ("summary", ("pilots-letter",))
    assert places(answer) == ["¶1", "¶3", "¶4", "¶5"]


def test_a_summary_of_a_part_has_its_paragraphs_under_their_headings(river: Assistant) -> None:
    answer = river.ask("Résumez la partie 3")
    assert places(answer) == ["4", "5", "6"]
    assert answer.answer.index("Lanternes") < answer.answer.index("Animaux")
    assert "un cheval, sauf si le bac a une rampe" in answer.answer  # words that open a list say nothing by themselves


def test_a_list_has_every_paragraph_that_names_the_thing_and_no_other(river: Assistant) -> None:
    answer = river.ask("Everything the Act says about lanterns")
    assert (answer.kind, places(answer)) == ("list", ["4", "5"])


def test_a_summary_by_name_takes_a_part_before_an_article_of_the_same_name(river: Assistant) -> None:
    assert places(river.ask("Main points of Part 5 (village moorings)")) == ["10", "11"]


@pytest.mark.parametrize("question", ["all references to the Turin Centre", "Toutes les mentions du Centre de Turin"])
def test_a_list_has_what_names_a_term_in_any_of_its_forms(river: Assistant, question: str) -> None:
    answer = river.ask(question)
    assert [citation.document for citation in answer.citations] == ["meeting"]
    assert answer.sure and "“Two keepers" in answer.answer.replace("« ", "“")


def test_a_summary_is_of_the_document_whose_title_tells_what_is_asked_about(river: Assistant) -> None:
    answer = river.ask("Sum up the page on where the river villages come together")
    assert {citation.document for citation in answer.citations} == {"meeting"} and len(answer.citations) > 2
    assert places(river.ask("Sum up what the letter says on whales")) == []


def test_a_summary_of_a_place_is_the_place(river: Assistant) -> None:
    assert places(river.ask("Summarize section 6")) == ["6", "6(a)", "6(b)"]


def test_a_part_that_no_heading_has_is_not_there(river: Assistant) -> None:
    answer = river.ask("Sum up Part 9")
    assert (answer.status, answer.citations) == ("not_in_documents", ())


def test_a_list_of_references_has_every_paragraph_that_makes_one(alinea: Assistant) -> None:
    named = alinea.links("R193").cited_by
    assert named
    answer = alinea.ask("List everything about Recommendation No. 193")
    assert set(places(answer)) == {each.source.locator for each in named}


# Comparisons, and two questions in one -------------------------------------------------------------------------------


def test_both_documents_speak_or_the_one_that_does_not_is_named(river: Assistant) -> None:
    both = river.ask("Compare the letter and the Act: lanterns")
    assert {citation.document for citation in both.citations} == {"pilots-letter", "ferry-act"}
    one = river.ask("Compare the letter and the Act: wages")
    assert {citation.document for citation in one.citations} == {"ferry-act"}
    assert "I found nothing on this in “Letter of the ferry pilots”." in one.answer


def test_what_two_things_have_is_no_single_value(river: Assistant) -> None:
    answer = river.ask("How many pilots must a ferry have in a storm, as against the others?")
    assert answer.kind == "comparison" and (places(answer) != ["2(1)"] or not answer.sure)


def test_two_things_are_compared_by_what_defines_them(river: Assistant) -> None:
    answer = river.ask("What is the difference between a ferry and a tiller?")
    assert [citation.quote.partition(" means ")[0] for citation in answer.citations] == ["ferry", "tiller"]


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("What is the fare for goats, and for horses? Compare.", ("goats", "horses")),
        (
            "Que prévoit-on pour les organisations de pilotes et pour celles de gardiens ?",
            ("organisations de pilotes", "organisations gardiens"),
        ),
        ("la lanterne et le fanal, quelle différence ?", ("lanterne", "fanal")),
    ],
)
def test_two_things_are_told_apart(question: str, things: tuple[str, str]) -> None:
    assert things_of(question) == things


def test_both_questions_are_answered_or_the_one_that_is_not_is_named(river: Assistant) -> None:
    both = river.ask("How many pilots must a ferry have, and when are wages paid?")
    assert (places(both), both.sure) == (["2(1)", "3"], True)
    assert [citation.n for citation in both.citations] == [1, 2]
    one = river.ask("How many pilots must a ferry have, and who founded the village choir?")
    assert (places(one), one.sure) == (["2(1)"], False)
    assert "who founded the village choir" in one.answer


# Facts ---------------------------------------------------------------------------------------------------------------


def test_a_value_is_quoted_where_it_stands_beside_what_is_asked(river: Assistant) -> None:
    assert places(river.ask("How many pilots must a ferry have?")) == ["2(1)"]
    assert places(river.ask("When was the letter written?")) == ["¶2"]
    assert places(river.ask("What is the date of the letter?")) == ["¶2"]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("How many pilots do we need?", "2(1)"),  # not the number of those who may cross in a storm
        ("Of how many people does a river court consist?", "8(1)"),  # “three persons”, not “section 7”
        ("Combien de pilotes faut-il ?", "2(1)"),
    ],
)
def test_a_number_counts_what_it_stands_before(river: Assistant, question: str, place: str) -> None:
    answer = river.ask(question)
    assert (places(answer), answer.sure) == ([place], True)


@pytest.mark.parametrize(
    "question",
    [
        "How many goats may a ferry carry?",
        "In which town does the river court have its secretariat?",
        "price of a crossing",
        "How high is the fine for a goat on board?",
        "In what year was the first ferry built?",
        "Who chairs the river council?",
        "Who took over from Anna Brandt as mayor of Upper Quay?",
        "How many pilots does Mondragon employ?",
        "When does the 23rd meeting of the river villages take place?",
    ],
)
def test_a_value_that_is_merely_near_is_no_answer(river: Assistant, question: str) -> None:
    answer = river.ask(question)
    assert answer.status in ("not_in_documents", "out_of_scope") and not answer.citations


def test_a_refusal_offers_the_nearest_paragraph_outside_the_answer(river: Assistant) -> None:
    answer = river.ask("How many lanterns were stolen from the pier?")
    assert (answer.status, answer.citations) == ("not_in_documents", ())
    assert answer.related is not None and answer.related.citation not in answer.answer
    assert river.ask("When was the letter written?").related is None  # as it is answered


# Conditions ----------------------------------------------------------------------------------------------------------


def test_what_decides_comes_with_what_restricts_it(river: Assistant) -> None:
    answer = river.ask("May a pilot refuse to cross in a storm?")
    assert [(citation.locator, citation.use) for citation in answer.citations] == [
        ("2(2)", "answer"),
        ("2(3)", "condition"),
    ]


def test_a_document_named_is_asked_what_it_says_of_one_that_is_not_there(river: Assistant) -> None:
    answer = river.ask("What does the letter say about Recommendation No. 193?")
    assert answer.status != "document_not_loaded"


def test_an_item_is_quoted_with_the_words_that_open_its_list(alinea: Assistant) -> None:
    answer = alinea.ask(
        "Que prévoit l’objectif 3 de la stratégie des ateliers coopératifs de réparation ?", language="fr"
    )
    items = [citation for citation in answer.citations if "(" in citation.locator and "plan" not in citation.locator]
    opening = [citation.locator for citation in answer.citations if citation.use == "condition"]
    assert all(item.locator.partition("(")[0] in [*opening, *places(answer)] for item in items)


# Documents that are not there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Que dit l’article 9 de la Loi sur les phares et balises ?", "Loi sur les phares et balises"),
        ("Que dit le Code fluvial du pays sur les chèvres ?", "Code fluvial du pays"),
        ("What does GB.999/INS/4 say on lanterns?", "GB.999/INS/4"),
        ("Text of paragraph 7 of Recommendation No. 193", "(R193)"),
    ],
)
def test_a_document_that_is_not_loaded_is_named(river: Assistant, question: str, name: str) -> None:
    answer = river.ask(question)
    assert answer.status == "document_not_loaded"
    assert name in answer.answer


# What follows on an answer ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("And the second one?", "6(b)"),
        ("Explain the first one", "6(a)"),
        ("what does item (b) say?", "6(b)"),
        ("Et le deuxième, que dit-il ?", "6(b)"),
    ],
)
def test_what_an_answer_listed_is_pointed_at(river: Assistant, question: str, place: str) -> None:
    before = "Summarize section 6"
    answered = river.ask(before)
    assert places(answered) == ["6", "6(a)", "6(b)"]
    pointed = river.ask(question, history=[Turn(before, answered.citations)])
    assert places(pointed) == ["6", place]
    assert pointed.citations[0].use == "condition"  # the words that open the list


def test_a_question_of_its_own_points_at_nothing(river: Assistant) -> None:
    before = "Summarize section 6"
    history = [Turn(before, river.ask(before).citations)]
    assert "6(a)" not in places(river.ask("How many pilots are on the first ferry?", history=history))
