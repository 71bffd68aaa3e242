"""Why an item fails: one code a rule, with what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """A rule that an item breaks."""

    # Exactly one right answer
    KEY_NOT_ONE_OPTION = "key_not_one_option"
    TOO_FEW_OPTIONS = "too_few_options"
    OPTIONS_ALIKE = "options_alike"
    OPTIONS_SAME_VALUE = "options_same_value"
    OPTION_IS_SYNONYM = "option_is_synonym"
    GAPS = "gaps"
    FILLED_NOT_VERBATIM = "filled_not_verbatim"
    KEY_NOT_IN_PARAGRAPH = "key_not_in_paragraph"
    OTHER_OPTION_STANDS = "other_option_stands"
    OPTION_IN_PARAGRAPH = "option_in_paragraph"
    ANOTHER_FILLING = "another_filling"
    TRUTH_VALUE = "truth_value"
    TRUE_NOT_VERBATIM = "true_not_verbatim"
    FALSE_STANDS = "false_stands"
    NOT_ONE_CHANGE = "not_one_change"
    STYLISTIC_CHANGE = "stylistic_change"
    CHANGE_IN_VERSION = "change_in_version"
    PAIR_TWICE = "pair_twice"
    PAIR_NOT_SUPPORTED = "pair_not_supported"
    OTHER_PAIR_SUPPORTED = "other_pair_supported"
    NUMBER_NOT_FIGURE = "number_not_figure"
    TOLERANCE = "tolerance"
    PASSAGE_NOT_IN_ONE_PLACE = "passage_not_in_one_place"
    KEY_NOT_PLACE = "key_not_place"
    ALTERED_NOT_KEY = "altered_not_key"
    ANSWER_NOT_TEXT = "answer_not_text"
    # The paragraph of the key
    EVIDENCE_NOT_FOUND = "evidence_not_found"
    QUOTE_NOT_VERBATIM = "quote_not_verbatim"
    EVIDENCE_NAMES = "evidence_names"
    LINK_ELSEWHERE = "link_elsewhere"
    CITATION_ELSEWHERE = "citation_elsewhere"
    DRAFT_UNMARKED = "draft_unmarked"
    LABEL_MISSING = "label_missing"
    LABEL_WITHOUT_NEED = "label_without_need"
    # Options of one kind
    OPTIONS_OF_TWO_KINDS = "options_of_two_kinds"
    OPTIONS_WRITTEN_APART = "options_written_apart"
    # What gives the answer away
    KEY_LONGEST = "key_longest"
    SHARED_WORD = "shared_word"
    ALWAYS_NEVER = "always_never"
    STEM_HAS_KEY = "stem_has_key"
    PASSAGE_HAS_KEY = "passage_has_key"
    SAME_QUESTION = "same_question"
    TRIVIA = "trivia"
    OPENING_CUT = "opening_cut"
    # How it is written
    WRONG_LANGUAGE = "wrong_language"
    FRENCH_SPACING = "french_spacing"
    DOUBLE_SPACE = "double_space"
    EMPTY_FIELD = "empty_field"
    FIELD_OF_ANOTHER_KIND = "field_of_another_kind"
    BAD_VALUE = "bad_value"
    ID_TWICE = "id_twice"
    TAG_WITH_SPACE = "tag_with_space"
    BESIDE_DIFFERS = "beside_differs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one item breaks, and on what."""

    reason: Reason
    detail: str = ""
