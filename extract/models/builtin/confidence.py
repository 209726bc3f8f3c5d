"""How sure the built-in model is of a quantity: a logistic scale over how it was read and attached.

The weights are in `confidence.toml`; `benchmarks/train_confidence.py` fits them so that on texts the rules have not seen, of the
quantities with confidence 0.8 about eight in ten have value, metric and dataset as annotated.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

from extract.language.attribution import Slot
from extract.models.builtin.found import Found
from extract.models.builtin.kinds import unit_class
from extract.models.builtin.slots import Fillers

_SHARES = (0.6, 0.8, 0.95)


def signs_of(found: Found, fillers: Fillers) -> set[str]:
    """Return the names of what speaks for or against a quantity."""
    metric, dataset = fillers.get(Slot.METRIC), fillers.get(Slot.DATASET)
    return {
        "always",
        f"kind {found.kind}",
        f"kind share {sum(found.share > edge for edge in _SHARES)}",
        f"unit {unit_class(found.candidate.unit)}",
        f"form {found.candidate.reading.form}",
        f"metric by {metric.rule if metric else 'nothing'}",
        f"dataset by {dataset.rule if dataset else 'nothing'}",
        f"crowd {'alone' if found.crowd == 1 else 'few' if found.crowd < 4 else 'many'}",
    }


def confidence_of(signs: set[str]) -> float:
    """Return the chance, in 0..1 with two decimals, that value, metric and dataset are right."""
    weights = _weights()
    return round(1 / (1 + math.exp(-math.fsum(weights.get(sign, 0.0) for sign in signs))), 2)


@cache
def _weights() -> dict[str, float]:
    return tomllib.loads((files("extract.models.builtin") / "confidence.toml").read_text(encoding="utf-8"))
