"""Fit the confidence of the built-in model, and show how reliable it is.

    python benchmarks/train_confidence.py [--gold ../shared/gold] [--out extract/models/builtin/confidence.toml] [--table]

Logistic regression from the open part of the annotated abstracts on named signs; what counts as right is what the scorer counts: value,
metric and dataset as annotated. Rules do better on the texts they were written with, so the constant alone is set afterwards: to the share
that is right on the aside part, one number from its score. `--table` fits nothing; it prints how many quantities of each confidence
are right.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from builtin import SHARED, Row, is_aside, read_rows

from extract.language.passage import Passage
from extract.models.builtin.confidence import confidence_of, signs_of
from extract.models.builtin.quantities import found_in, quantities_of

HEADER = "# Weights of the signs that a quantity is right, made by benchmarks/train_confidence.py from annotated abstracts.\n"
Compare = Callable[[Row, Row], dict[str, bool]]
Example = tuple[frozenset[str], bool]


def scorer(path: Path) -> Any:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def examples(rows: list[Row], compare: Compare) -> Iterator[Example]:
    """Yield the signs of each quantity the model gives, and whether value, metric and dataset are right."""
    for row in rows:
        passage = Passage(row["text"], row["title"])
        for found, answer in zip(found_in(passage), quantities_of(passage), strict=True):
            match = next((q for q in row["quantities"] if q["start"] < answer["end"] and answer["start"] < q["end"]), None)
            agreed = compare(match, answer) if match else {}
            right = all(agreed.get(slot, False) for slot in ("value", "metric", "dataset"))
            yield frozenset(signs_of(found.candidate, found.kind, found.share, found.links, found.crowd)), right


def fit(data: list[Example], *, rounds: int, rate: float, decay: float) -> dict[str, float]:
    """Return weights by full-batch gradient descent with weight decay; signs seen less than six times are left out."""
    seen = Counter(sign for signs, _ in data for sign in signs)
    weights = dict.fromkeys((sign for sign, count in seen.items() if count > 5), 0.0)
    kept = [([sign for sign in signs if sign in weights], right) for signs, right in data]
    for _ in range(rounds):
        step = dict.fromkeys(weights, 0.0)
        for signs, right in kept:
            error = float(right) - 1 / (1 + math.exp(-sum(weights[sign] for sign in signs)))
            for sign in signs:
                step[sign] += error
        for sign, value in step.items():
            weights[sign] += rate * (value / len(kept) - (0 if sign == "always" else decay) * weights[sign])
    return weights


def shifted(weights: dict[str, float], data: list[Example]) -> dict[str, float]:
    """Return the weights with the constant moved to where the mean confidence on the data is the share that is right."""
    sums = [sum(weights.get(sign, 0.0) for sign in signs) for signs, _ in data]
    wanted = sum(right for _, right in data)
    low, high = -5.0, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        given = sum(1 / (1 + math.exp(-value - middle)) for value in sums)
        low, high = (middle, high) if given < wanted else (low, middle)
    return weights | {"always": weights["always"] + low}


def table(data: list[Example]) -> Iterator[str]:
    """Yield, for each band of confidence, how many quantities it has and the share that is right."""
    bands: dict[int, list[bool]] = {}
    for signs, right in data:
        bands.setdefault(min(int(confidence_of(set(signs)) * 5), 4), []).append(right)
    for band, rights in sorted(bands.items()):
        yield f"  {band / 5:.1f} to {band / 5 + 0.2:.1f}  {len(rights):4d} quantities  {sum(rights) / len(rights):.2f} right"


def main() -> None:
    """Fit, or show the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "extract/models/builtin/confidence.toml")
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    rows, compare = read_rows(arguments.gold / "dev.jsonl"), scorer(arguments.gold / "score.py").compare
    opened, aside = (list(examples([row for row in rows if is_aside(row["id"]) == part], compare)) for part in (False, True))
    if not arguments.table:
        weights = shifted(fit(opened, rounds=300, rate=1.0, decay=0.02), aside)
        lines = [f'"{sign}" = {value:.3f}\n' for sign, value in sorted(weights.items())]
        arguments.out.write_text(HEADER + "".join(lines), encoding="utf-8")
        return
    print("open part", *table(opened), sep="\n")
    print("aside part", *table(aside), sep="\n")


if __name__ == "__main__":
    main()
