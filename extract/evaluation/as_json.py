"""An evaluation as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from extract.evaluation.evaluating import Differences, Evaluation, Figures
from extract.evaluation.joining import Joining
from extract.evaluation.resampling import LEVEL


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return how the documents were joined, all figures with intervals and counts, reliability and kappas."""
    return {
        "documents": _documents(evaluation.joining),
        "compared": "quantities" if evaluation.of_quantities else "fields",
        "interval": {"level": LEVEL, "resamples": evaluation.resamples, "seed": evaluation.seed, "unit": "document"},
        "figures": [_figures(line) for line in evaluation.lines],
        "reliability": asdict(evaluation.reliability) if evaluation.reliability else None,
        "agreement": {
            slot: {"observed": one.observed, "expected": one.expected, "kappa": one.kappa} for slot, one in evaluation.kappas.items()
        },
    }


def _documents(joining: Joining) -> dict[str, Any]:
    return {
        "gold": len(joining.documents),
        "joined_by_id": joining.num_by_id,
        "joined_by_text": joining.num_by_text,
        "other_text_under_the_id": joining.num_other_texts,
        "without_record": list(joining.missing),
        "records_without_gold": joining.num_without_gold,
        "failed_records": joining.num_failed,
    }


def _figures(one: Figures) -> dict[str, Any]:
    figures = {name: asdict(interval) for name, interval in one.figures.items()}
    return {"group": one.line.group, "name": one.line.name, **figures, "counts": dict(one.counts)}


def differences_to_json(differences: Sequence[Differences]) -> list[dict[str, Any]]:
    """Return the differences of two runs, second less first."""
    return [
        {"group": one.line.group, "name": one.line.name, **{name: asdict(value) for name, value in one.figures.items()}}
        for one in differences
    ]


def to_json(names: Mapping[str, str], evaluations: Sequence[Evaluation], differences: Sequence[Differences]) -> dict[str, Any]:
    """Return the whole result: what was compared, one evaluation a run, and for two runs their differences."""
    return {
        "evaluation": 1,
        "gold": names["gold"],
        "runs": [{"run": names[f"run{number}"], **evaluation_to_json(one)} for number, one in enumerate(evaluations, 1)],
        "differences": differences_to_json(differences),
    }
