"""Scores of what was found against what is annotated, on small invented documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UsageError
from extract.evaluation import Evaluation, compare, evaluate
from extract.evaluation.annotated import Annotated, annotated_from
from extract.evaluation.chance import kappa
from extract.evaluation.misses import misses
from extract.evaluation.reliability import reliability
from tests.evaluated import ACCURACY, OTHER, SPEED, TEXT, document

_Table = dict[tuple[str, str], dict[str, float | None]]


def read(*documents: dict[str, Any]) -> list[Annotated]:
    return [annotated_from(one) for one in documents]


def table(evaluation: Evaluation) -> _Table:
    """Return the figures of each line, rounded, without intervals."""
    return {
        (one.line.group, one.line.name): {
            name: None if figure.value is None else round(figure.value, 3) for name, figure in one.figures.items()
        }
        for one in evaluation.lines
    }


def test_what_was_missed_and_what_nobody_annotated_cost_recall_and_precision() -> None:
    """Two of three are found, one of three given is nowhere annotated."""
    gold = read(document("1", [ACCURACY, OTHER, SPEED]))
    found = read(document("1", [ACCURACY, {**OTHER, "metric": "recall"}, {"start": 0, "end": 7, "value": 1, "kind": "data"}]))
    figures = table(evaluate(gold, found, resamples=0))
    assert figures["detection", "detection"] == {"precision": 0.667, "recall": 0.667, "f1": 0.667}
    assert figures["slot", "metric"] == {"right": 0.5, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert figures["slot", "dataset"] == {"right": 1.0, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures["slot", "baseline"] == {"right": 1.0, "precision": None, "recall": None, "f1": None}
    assert figures["tuple", "tuple"] == {"precision": 0.333, "recall": 0.333, "f1": 0.333}
    assert figures["kind", "improvement"] == {"precision": None, "recall": 0.0, "f1": 0.0}


def test_other_right_readings_count_and_optional_quantities_are_no_misses() -> None:
    """`also` and `optional` of annotations are respected."""
    gold = read(document("1", [{**ACCURACY, "also": {"metric": ["score"]}}, {**SPEED, "optional": True}]))
    figures = table(evaluate(gold, read(document("1", [{**ACCURACY, "metric": "score"}])), resamples=0))
    assert figures["tuple", "tuple"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_a_document_nobody_looked_at_counts_as_missed() -> None:
    """Its quantities cost recall; a record of no annotated document costs nothing."""
    gold = read(document("1", [ACCURACY]), document("2", [SPEED], text="Another text, 2.8 times as long."))
    evaluation = evaluate(gold, read(document("1", [ACCURACY]), document("3", [SPEED], text="A third.")), resamples=0)
    assert table(evaluation)["detection", "detection"] == {"precision": 1.0, "recall": 0.5, "f1": 0.667}
    assert (evaluation.joining.missing, evaluation.joining.num_without_gold) == (("2",), 1)


def test_documents_without_a_common_id_are_joined_by_equal_text() -> None:
    """Places are carried over where the texts differ in blanks only."""
    spaced = TEXT.replace(" and ", "\r\n and  ")
    moved = {**OTHER, "start": spaced.index("71.2%"), "end": spaced.index("71.2%") + 5}
    evaluation = evaluate(read(document("1", [OTHER])), read(document("page.txt#0", [moved], text=spaced)), resamples=0)
    assert (evaluation.joining.num_by_id, evaluation.joining.num_by_text) == (0, 1)
    assert table(evaluation)["tuple", "tuple"]["f1"] == 1.0


def test_nothing_in_common_is_an_error() -> None:
    """A figure of 0 would look like a bad model, and not like the wrong file."""
    with pytest.raises(UsageError, match="no document of GOLD is in RUN"):
        evaluate(read(document("1", [ACCURACY])), read(document("2", [ACCURACY], text="Other.")))


def test_verdicts_have_figures_of_their_own() -> None:
    """Of what was flagged and of what was not: how much is annotated, and how much is right."""
    checks = [
        {"path": "quantities.0.value", "verdict": "supported"},
        {"path": "quantities.1.value", "verdict": "supported"},
        {"path": "quantities.1.dataset", "verdict": "misattributed"},
    ]
    record = {
        "id": "1", "text": TEXT, "status": "flagged", "schema": "paper@1", "checks": checks,
        "data": {"quantities": [ACCURACY, {**OTHER, "dataset": "FinchSet"}]},
    }  # fmt: skip
    figures = table(evaluate(read(document("1", [ACCURACY, OTHER])), read(record), resamples=0))
    assert figures["verdict", "flagged"] == {"precision": 1.0, "value": 1.0, "tuple": 0.0}
    assert figures["verdict", "not flagged"] == {"precision": 1.0, "value": 1.0, "tuple": 1.0}


def test_data_of_another_schema_is_compared_field_by_field() -> None:
    """What stands in a field of both counts as a hit, wherever in a list it stands."""
    gold = read({"id": "1", "data": {"birds": [{"name": "wren", "mass": 10}, {"name": "owl", "mass": 400}]}})
    found = read({"id": "1", "data": {"birds": [{"name": "Owl", "mass": 400.0}, {"name": "wren", "mass": 11}]}})
    evaluation = evaluate(gold, found, resamples=0)
    assert not evaluation.of_quantities
    assert {name: line["f1"] for (_, name), line in table(evaluation).items()} == {
        "all fields": 0.75, "all numbers": 0.5, "birds.*.mass": 0.5, "birds.*.name": 1.0,
    }  # fmt: skip


def test_each_thing_that_is_wrong_is_a_case() -> None:
    """A miss, a find that nobody annotated, and a wrong slot with what would have been right."""
    extra = {"start": 0, "end": 7, "value": 1}
    scored = evaluate(read(document("1", [ACCURACY, SPEED])), read(document("1", [{**ACCURACY, "unit": None}, extra])), resamples=0).scored
    cases = list(misses(scored))
    assert [(case["what"], case["quote"]) for case in cases] == [("missed", "2.8 times"), ("not_annotated", None), ("wrong_slot", "83.6%")]
    assert (cases[2]["slot"], cases[2]["gold"], cases[2]["found"], cases[2]["around"]) == ("unit", "%", None, TEXT[:81])


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    """Three of four right at 0.75 is what was said; the Brier score is p(1 - p)."""
    found = reliability([(0.75, True)] * 3 + [(0.75, False)])
    assert found is not None
    assert (found.expected_calibration_error, found.brier_score, len(found.bands)) == (0.0, 0.1875, 1)


def test_kappa_is_agreement_beyond_chance() -> None:
    """The example of Cohen's kappa with 35 of 50 agreements and half of them by chance: (0.7 - 0.5) / (1 - 0.5)."""
    contents = [("%", "%")] * 20 + [("%", "ms")] * 5 + [("ms", "%")] * 10 + [("ms", "ms")] * 15
    found = kappa("unit", list(contents))
    assert (found.observed, found.expected) == (0.7, 0.5)
    assert found.kappa == pytest.approx(0.4)


_QUANTITIES = st.lists(
    st.builds(
        lambda start, length, metric, dataset, value: {
            "start": start, "end": start + length, "value": value, "metric": metric, "dataset": dataset, "kind": "result",
        },
        st.integers(0, 80), st.integers(1, 9), st.sampled_from([None, "accuracy", "F1"]), st.sampled_from([None, "A"]), st.integers(0, 3),
    ),
    max_size=4,
)  # fmt: skip
_DOCUMENTS = st.lists(_QUANTITIES, min_size=1, max_size=4)


def documents(every: list[list[dict[str, Any]]]) -> list[Annotated]:
    return read(*(document(str(number), quantities, text=f"{number} {TEXT}") for number, quantities in enumerate(every)))


@given(_DOCUMENTS)
def test_a_perfect_run_scores_one(every: list[list[dict[str, Any]]]) -> None:
    """Gold against itself is right in everything that there is."""
    figures = evaluate(documents(every), documents(every), resamples=0).lines
    assert {figure.value for one in figures for figure in one.figures.values()} <= {1.0, None}


@given(_DOCUMENTS, _DOCUMENTS)
def test_swapping_gold_and_run_swaps_precision_and_recall(one: list[list[dict[str, Any]]], other: list[list[dict[str, Any]]]) -> None:
    """What one side missed the other found too much."""
    size = min(len(one), len(other))
    mine, theirs = documents(one[:size]), documents(other[:size])
    there, back = (table(evaluate(*sides, resamples=0)) for sides in ((mine, theirs), (theirs, mine)))
    for key in (("detection", "detection"), ("tuple", "tuple")):
        assert (there[key]["precision"], there[key]["recall"]) == (back[key]["recall"], back[key]["precision"])


@given(_DOCUMENTS, _DOCUMENTS, st.randoms())
def test_the_order_of_documents_does_not_matter(one: list[list[dict[str, Any]]], other: list[list[dict[str, Any]]], lots: Any) -> None:
    """Figures and intervals are the same, and intervals hold their figure's extremes apart in the right order."""
    size = min(len(one), len(other))
    mine, theirs = documents(one[:size]), documents(other[:size])
    first = evaluate(mine, theirs, resamples=20)
    lots.shuffle(mine)
    lots.shuffle(theirs)
    assert evaluate(mine, theirs, resamples=20).lines == first.lines
    ends = [figure for line in first.lines for figure in line.figures.values() if figure.low is not None and figure.high is not None]
    assert all((figure.low or 0) <= (figure.high or 0) for figure in ends)


def test_an_interval_holds_its_figure() -> None:
    """With many documents the share found lies inside, and the ends are not the figure itself."""
    gold = documents([[ACCURACY]] * 40)
    found = documents([[ACCURACY] if number % 4 else [] for number in range(40)])
    (detection, *_) = evaluate(gold, found, resamples=500).lines
    recall = detection.figures["recall"]
    assert recall.low is not None and recall.high is not None
    assert recall.value == 0.75
    assert 0.5 < recall.low < 0.75 < recall.high < 0.95


def test_runs_that_differ_are_told_apart_and_equal_ones_are_not() -> None:
    """The second run finds twice as much: that is no chance; a run against itself is."""
    gold = documents([[ACCURACY, SPEED]] * 30)
    half, whole = (evaluate(gold, documents([quantities] * 30), resamples=300) for quantities in ([ACCURACY], [ACCURACY, SPEED]))
    better, same = compare(half, whole)[0].figures["recall"], compare(whole, whole)[0].figures["recall"]
    assert (better.value, better.low) == (0.5, 0.5)
    assert better.p == pytest.approx(1 / 301)
    assert (same.value, same.p) == (0.0, 1.0)
