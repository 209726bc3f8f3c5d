"""Intervals, tests and agreement: what has to hold whatever was annotated and found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UsageError
from extract.evaluation import compare, evaluate
from extract.evaluation.annotated import Annotated, annotated_from
from extract.evaluation.rates import retrieval_rates
from extract.evaluation.resampling import differences, intervals
from tests.command import extract
from tests.evaluated import ACCURACY, OTHER, SPEED, TEXT, document, write

_RATES = retrieval_rates("hits", "given", "annotated")
_COUNTS = st.builds(
    lambda hits, extra, missed: {"hits": hits, "given": hits + extra, "annotated": hits + missed},
    st.integers(0, 5), st.integers(0, 5), st.integers(0, 5),
)  # fmt: skip
_RUNS = st.lists(st.tuples(_COUNTS, _COUNTS), min_size=1, max_size=12)


def read(*rows: dict[str, Any]) -> list[Annotated]:
    return [annotated_from(row) for row in rows]


@given(st.lists(_COUNTS, min_size=1, max_size=12))
def test_every_interval_holds_its_figure(documents: list[dict[str, int]]) -> None:
    """The figure of all documents lies within what resamples of them give."""
    for one in intervals(documents, list(_RATES.values()), resamples=100, seed=0):
        if one.value is not None and one.low is not None and one.high is not None:
            assert one.low - 1e-9 <= one.value <= one.high + 1e-9


@given(_RUNS)
def test_the_order_of_runs_turns_the_sign_and_nothing_else(runs: list[tuple[dict[str, int], dict[str, int]]]) -> None:
    """Second less first is first less second, turned; the p-value is the same."""
    first, second = ([pair[k] for pair in runs] for k in (0, 1))
    there = differences(first, second, list(_RATES.values()), resamples=50, seed=0)
    back = differences(second, first, list(_RATES.values()), resamples=50, seed=0)
    for one, other in zip(there, back, strict=True):
        assert (one.value, one.p) == (None if other.value is None else -other.value, other.p)


def test_a_p_value_is_about_its_own_figure() -> None:
    """One false find of the run that finds half as much is no sign of a worse precision, while its recall is worse beyond chance."""
    first = [{"hits": 4, "given": 4, "annotated": 4}] * 40
    second = [{"hits": 2, "given": 3, "annotated": 4}] + [{"hits": 2, "given": 2, "annotated": 4}] * 39
    precision, recall, _ = differences(first, second, list(_RATES.values()), resamples=400, seed=0)
    assert precision.value == pytest.approx(-1 / 81)
    assert precision.p is not None and precision.p > 0.2
    assert recall.p == pytest.approx(1 / 401)


def test_equal_wholes_make_the_test_that_of_swapped_answers() -> None:
    """Of four documents won by the second run, two of sixteen ways to swap give as much: p is an eighth."""
    first, second = ([{"hits": hits, "given": 2, "annotated": 2}] * 4 for hits in (0, 1))
    (precision, *_) = differences(first, second, list(_RATES.values()), resamples=8000, seed=0)
    assert precision.p == pytest.approx(1 / 8, abs=0.02)


def test_what_nothing_is_counted_of_has_no_figure() -> None:
    """No quantity given: no precision, no interval, no p-value."""
    nothing = [{"hits": 0, "given": 0, "annotated": 2}] * 3
    (precision, recall, f1) = intervals(nothing, list(_RATES.values()), resamples=20, seed=0)
    assert [(one.value, one.low, one.high) for one in (precision, recall, f1)] == [(None, None, None), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)]
    assert differences(nothing, nothing, [_RATES["precision"]], resamples=20, seed=0)[0].p is None


@given(st.permutations([ACCURACY, OTHER, SPEED]), st.permutations([ACCURACY, {**OTHER, "metric": "recall"}, {**SPEED, "value": 3}]))
def test_the_order_of_quantities_does_not_matter(annotated: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Pairs are found by place."""
    plain = evaluate(
        read(document("1", [ACCURACY, OTHER, SPEED])), read(document("1", sorted(found, key=lambda one: one["start"]))), resamples=20
    )
    assert evaluate(read(document("1", annotated)), read(document("1", found)), resamples=20).lines == plain.lines


def test_a_failed_record_as_gold_says_nothing() -> None:
    """It is left out, and does not make false finds of what was found there."""
    failed = {"id": "2", "text": "Another text, 2.8 times as long.", "status": "failed", "data": None}
    found = read(document("1", [ACCURACY]), document("2", [SPEED], text="Another text, 2.8 times as long."))
    evaluation = evaluate(read(document("1", [ACCURACY]), failed), found, resamples=0)
    assert evaluation.lines[0].counts == {"hits": 1, "given": 1, "annotated": 1}


def test_equal_ids_of_other_texts_are_no_evaluation() -> None:
    """Counted ids ("1", "2") of another file would give figures near 0 that mean nothing."""
    with pytest.raises(UsageError, match="share 1 ids, but under none of them the text"):
        evaluate(read(document("1", [ACCURACY])), read(document("1", [ACCURACY], text="A text about other birds.")))


def test_annotators_agree_both_ways_with_precision_and_recall_swapped() -> None:
    """F1 of detection is the same from either side."""
    one, other = read(document("1", [ACCURACY, OTHER, SPEED])), read(document("1", [ACCURACY, SPEED]))
    there, back = (evaluate(*sides, resamples=0, agreement=True).lines[0].figures for sides in ((one, other), (other, one)))
    assert (there["f1"], there["precision"], there["recall"]) == (back["f1"], back["recall"], back["precision"])


def test_runs_with_other_lines_are_compared_in_those_they_share() -> None:
    """Verdicts, which only one of them has, are left out."""
    checks = [{"path": "quantities.0.value", "verdict": "supported"}]
    record = {"id": "1", "text": TEXT, "status": "ok", "schema": "paper@1", "checks": checks, "data": {"quantities": [ACCURACY]}}
    gold = read(document("1", [ACCURACY]))
    lines = compare(evaluate(gold, read(document("1", [])), resamples=0), evaluate(gold, read(record), resamples=0))
    assert "verdict" not in {one.line.group for one in lines}
    assert lines[0].figures["recall"].value == 1.0


@pytest.mark.parametrize("columns", [24, 40, 60, 80])
def test_a_narrow_terminal_gets_fewer_columns_and_whole_numbers(tmp_path: Path, columns: int) -> None:
    """Every number of a table has its three digits behind the point, and every line its name."""
    gold = write(tmp_path / "gold.jsonl", [document("1", [ACCURACY, OTHER, SPEED])])
    done = extract("eval", gold, write(tmp_path / "found.jsonl", [document("1", [ACCURACY])]), environment={"COLUMNS": str(columns)})
    rows = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    numbers = [number for line in rows for word in line.split()[1:] for number in word.split("–") if "." in number]
    assert {len(number) for number in numbers} == {len("0.333")}
    assert all(line[2:6].strip() for line in rows if "." in line)


def test_a_picture_without_matplotlib_says_what_to_install(tmp_path: Path) -> None:
    """The extra is named before any work is done."""
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "matplotlib.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    gold = write(tmp_path / "gold.jsonl", [document("1", [ACCURACY])])
    places = [str(tmp_path / "hidden"), str(Path(__file__).parent.parent)]
    done = extract("eval", gold, gold, "--plot", tmp_path / "f.svg", environment={"PYTHONPATH": ":".join(places)})
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "abstract-extract[plot]"' in done.stderr


def test_the_same_command_writes_the_same_picture_and_figures(tmp_path: Path) -> None:
    """Draws are seeded, and the SVG bears no date."""
    pytest.importorskip("matplotlib", reason="pictures need the extra 'plot'")
    gold = write(tmp_path / "gold.jsonl", [document(str(k), [ACCURACY, SPEED], text=f"{TEXT} {k}") for k in range(5)])
    found = write(tmp_path / "found.jsonl", [document(str(k), [ACCURACY, SPEED][: k % 3], text=f"{TEXT} {k}") for k in range(5)])
    for name in ("a", "b"):
        extract("eval", gold, found, "--plot", tmp_path / f"{name}.svg", "--json", tmp_path / f"{name}.json")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    first, second = (json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")) for name in ("a", "b"))
    assert first == second
