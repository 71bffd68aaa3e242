"""Confidence: a probability that moves with the evidence as the fitted coefficients say."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.confidence import MODEL, Confidence
from index.ranking.evidence import Evidence

TYPICAL = Evidence(
    score=0.6,
    lead=0.15,
    met=1.5,
    phrases=1.0,
    weakest=0.5,
    names_unmet=1.0,
    length=1.6,
)
FIGURES = st.floats(-1e6, 1e6)


def test_the_bundled_model_is_whole() -> None:
    stored = json.loads(MODEL.read_text(encoding="utf-8"))
    assert set(stored["coefficients"]) == {field.name for field in fields(Evidence)}
    assert all(math.isfinite(value) for value in [*stored["coefficients"].values(), stored["intercept"]])
    assert 0 < stored["refuse"] <= stored["sure"] < 1
    assert Confidence.bundled() is Confidence.bundled()


def test_the_bundled_model_says_what_it_was_fitted_on() -> None:
    provenance = json.loads(MODEL.read_text(encoding="utf-8"))["provenance"]
    assert provenance["questions"]
    assert min(provenance["answerable"], provenance["unanswerable"]) >= 50
    assert 0.5 < provenance["auroc"] <= 1


@pytest.mark.parametrize(("figure", "better"), [("lead", 0.4), ("met", 3.0), ("phrases", 3), ("names_unmet", 0)])
def test_better_evidence_is_more_probable(figure: str, better: float) -> None:
    model = Confidence.bundled()
    improved = replace(TYPICAL, **{figure: float(better)})
    assert model.probability(improved) > model.probability(TYPICAL)


def test_what_is_not_there_is_refused_and_what_is_said_word_for_word_is_sure() -> None:
    model = Confidence.bundled()
    absent = Evidence(0.1, 0.0, met=0.0, phrases=0.0, weakest=0.0, names_unmet=3.0, length=1.6)
    there = Evidence(0.9, 0.5, met=3.0, phrases=3.0, weakest=1.0, names_unmet=0.0, length=1.6)
    assert model.probability(absent) < model.refuse
    assert model.probability(there) > model.sure


def test_the_formula() -> None:
    model = Confidence({"score": 2.0, "names_unmet": -1.0}, intercept=0.5, refuse=0.2, sure=0.5)
    total = 0.5 + 2.0 * TYPICAL.score - TYPICAL.names_unmet
    assert model.probability(TYPICAL) == pytest.approx(1 / (1 + math.exp(-total)))


@given(st.builds(Evidence, *[FIGURES] * len(fields(Evidence))))
def test_it_is_a_probability_whatever_the_evidence(found: Evidence) -> None:
    assert 0 <= Confidence.bundled().probability(found) <= 1
    assert asdict(found).keys() == Confidence.bundled().coefficients.keys()
