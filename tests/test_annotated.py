"""The annotated abstracts of the repository, and the scorer that benchmarks and training use."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.data import is_aside, read_rows
from benchmarks.fitting import Choice, Settings, fit, shares_of
from benchmarks.scoring import score
from extract.evaluation.agreeing import is_right
from extract.evaluation.pairing import pairs
from extract.models.builtin import read_paper


@pytest.mark.parametrize("part", ["open", "aside"])
def test_annotated_quantities_are_slices_of_their_text(fixtures: Path, part: str) -> None:
    """Each abstract is one paragraph; quotes stand where they say, in order."""
    for row in read_rows(fixtures / "annotated" / f"{part}.jsonl"):
        text, starts = row["text"], [item["start"] for item in row["quantities"]]
        assert [text[item["start"] : item["end"]] for item in row["quantities"]] == [item["quote"] for item in row["quantities"]]
        assert (starts, "\n" in text) == (sorted(starts), False)


@pytest.mark.parametrize("part", ["open", "aside"])
def test_claims_are_about_annotated_abstracts(fixtures: Path, part: str) -> None:
    """Each claim's text is that of the abstract its id names, and no id appears twice."""
    texts = {row["id"]: row["text"] for row in read_rows(fixtures / "annotated" / f"{part}.jsonl")}
    claims = read_rows(fixtures / "annotated" / f"{part}_claims.jsonl")
    assert all(texts[claim["id"].split(".")[0]] == claim["text"] for claim in claims)
    assert len({claim["id"] for claim in claims}) == len(claims)


def test_no_abstract_is_in_both_parts(fixtures: Path) -> None:
    """What is scored and never read is not among what is read."""
    parts = [{row["text"] for row in read_rows(fixtures / "annotated" / f"{part}.jsonl")} for part in ("open", "aside")]
    assert parts[0] & parts[1] == set()


def test_quantities_are_paired_by_overlap_one_to_one() -> None:
    """The pair that shares most comes first; what is left over stays alone."""
    annotated = [{"start": 0, "end": 4, "value": 1}, {"start": 10, "end": 14, "value": 2}]
    given = [{"start": 2, "end": 11, "value": 1}, {"start": 0, "end": 4, "value": 1}]
    assert pairs(annotated, given) == [(annotated[0], given[1]), (annotated[1], given[0])]


@pytest.mark.parametrize(
    ("slot", "annotated", "given", "expected"),
    [
        ("metric", {"metric": "top-1 accuracy"}, "accuracy", True),
        ("metric", {"metric": "top-1 accuracy"}, "top-5 accuracy", False),
        ("dataset", {"dataset": "ImageNet"}, "ImageNet-1K", True),
        ("dataset", {"dataset": "ImageNet"}, "ImageNet-A", False),
        ("unit", {"unit": "%"}, "percent", True),
        ("baseline", {"baseline": None, "also": {"baseline": ["MAE"]}}, "MAE", True),
        ("value", {"value": 83.6}, 83.7, False),
    ],
)
def test_slots_agree_as_the_scorer_has_it(slot: str, annotated: dict[str, Any], given: Any, expected: bool) -> None:
    """Names match leniently, datasets strictly, other accepted readings count."""
    assert is_right(slot, annotated, given) is expected


def scorer_of(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_scores_are_those_of_the_scorer_of_the_real_abstracts(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every printed figure of the open part is the same."""
    rows = read_rows(shared / "gold" / "dev.jsonl")
    answers = [{"id": row["id"], **read_paper(row["text"], row["title"])} for row in rows]
    (tmp_path / "answers.jsonl").write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
    module = scorer_of(shared)
    module.quantities(module.argparse.Namespace(gold=shared / "gold" / "dev.jsonl", pred=tmp_path / "answers.jsonl", part="open"))
    printed = capsys.readouterr().out
    mine = score(*zip(*[pair for pair in zip(rows, answers, strict=True) if not is_aside(pair[0]["id"])], strict=True))
    for name in ("unit", "kind", "metric", "subject", "dataset", "baseline", "modifier"):
        (line,) = [line.split() for line in printed.splitlines() if line.startswith(f"  {name} ")]
        rates = mine.slot(name)
        assert line[1:] == [f"{figure:.3f}" for figure in (rates.right, rates.precision, rates.recall, rates.f1)]
    assert f"F1 {mine.detection().f1:.3f}" in printed and f"F1 {mine.tuples().f1:.3f}" in printed


def test_fitted_weights_prefer_what_was_right() -> None:
    """A sign that goes with the right option gets weight, one that occurs in a single abstract none."""
    choices = [Choice([["good", f"only {number}"], ["bad"]], [True, False], str(number)) for number in range(5)]
    weights = fit(choices, Settings(abstracts=2))
    assert weights.keys() == {"good", "bad"}
    assert shares_of(weights, [["good"], ["bad"]])[0] > 0.9
