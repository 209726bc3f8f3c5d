"""How sure the built-in model is of a quantity: a logistic scale over how it was read and attached.

The weights are in `confidence.toml`; `benchmarks/train_confidence.py` fits them so that on texts the rules have not seen, of the
quantities with confidence 0.8 about eight in ten have value, metric and dataset as annotated.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

from extract.language.attribution import Link, Slot
from extract.models.builtin.kinds import Candidate, unit_class
from extract.schemas.paper import Kind

_SHARES = (0.6, 0.8, 0.95)


def signs_of(candidate: Candidate, kind: Kind, share: float, links: list[Link], crowd: int) -> set[str]:
    """Return the names of what speaks for or against a quantity.

    `share` is the probability of its kind; `crowd` the number of quantities in its sentence.
    """
    best = {link.slot: link for link in reversed(links)}
    metric, dataset = best.get(Slot.METRIC), best.get(Slot.DATASET)
    return {
        "always",
        f"kind {kind}",
        f"kind share {sum(share > edge for edge in _SHARES)}",
        f"unit {unit_class(candidate.unit)}",
        f"form {candidate.reading.form.value}",
        f"metric by {metric.rule if metric else 'nothing'}",
        f"dataset by {dataset.rule if dataset else 'nothing'}",
        f"crowd {'alone' if crowd == 1 else 'few' if crowd < 4 else 'many'}",
    }


def confidence_of(signs: set[str]) -> float:
    """Return the chance, in 0..1 with two decimals, that value, metric and dataset are right."""
    weights = _weights()
    return round(1 / (1 + math.exp(-sum(weights.get(sign, 0.0) for sign in signs))), 2)


@cache
def _weights() -> dict[str, float]:
    return tomllib.loads((files("extract.models.builtin") / "confidence.toml").read_text(encoding="utf-8"))
