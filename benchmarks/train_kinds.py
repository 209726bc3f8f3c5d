"""Train the weights by which the built-in model tells kinds of quantities apart.

    python benchmarks/train_kinds.py [--gold ../shared/gold/dev.jsonl] [--out extract/models/builtin/kinds.toml]

Softmax regression on named features, from the open part of the annotated abstracts only. Plain Python, a few seconds.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from builtin import SHARED, Row, is_aside, read_rows

from extract.language.attribution import attribute
from extract.language.passage import Passage
from extract.models.builtin.kinds import KINDS, Candidate, features_of, is_linked
from extract.models.builtin.quantities import candidates_of
from extract.schemas.paper import Kind

HEADER = (
    "# Weights of the features that tell kinds of quantities apart, made by benchmarks/train_kinds.py\n"
    "# from the open part of the annotated abstracts.\n"
)
Example = tuple[frozenset[str], Kind, float]
Weights = dict[Kind, dict[str, float]]


def examples(rows: list[Row]) -> Iterator[Example]:
    """Yield the features of each annotated quantity that the reader finds, with its kind and its weight."""
    for row in rows:
        passage = Passage(row["text"], row["title"])
        links = attribute(passage)
        previous: tuple[Candidate, Kind] | None = None
        for candidate in candidates_of(passage):
            match = next((q for q in row["quantities"] if q["start"] < candidate.reading.end and candidate.reading.start < q["end"]), None)
            if match is None:
                continue
            linked = previous[1] if previous and is_linked(row["text"], previous[0].reading, candidate.reading) else None
            kinds = [match["kind"], *match.get("also", {}).get("kind", [])]
            names = frozenset(features_of(row["text"], candidate, links.get(candidate.index, []), linked))
            yield from ((names, kind, 1 / len(kinds)) for kind in kinds)
            previous = candidate, match["kind"]


def train(data: list[Example], *, rounds: int, rate: float, decay: float) -> Weights:
    """Return weights by full-batch gradient descent with weight decay; features seen less than three times are left out."""
    seen = Counter(name for names, _, _ in data for name in names)
    kept = [(tuple(sorted(name for name in names if seen[name] > 2)), kind, weight) for names, kind, weight in data]
    weights: Weights = {kind: dict.fromkeys((name for name, count in seen.items() if count > 2), 0.0) for kind in KINDS}
    for _ in range(rounds):
        step: Weights = {kind: dict.fromkeys(weights[kind], 0.0) for kind in KINDS}
        for names, kind, weight in kept:
            for other, share in _shares(weights, names).items():
                error = weight * ((1.0 if other == kind else 0.0) - share)
                for name in names:
                    step[other][name] += error
        for kind in KINDS:
            for name, value in step[kind].items():
                weights[kind][name] += rate * (value / len(kept) - decay * weights[kind][name])
    return weights


def _shares(weights: Weights, names: tuple[str, ...]) -> dict[Kind, float]:
    sums = {kind: sum(weights[kind][name] for name in names) for kind in KINDS}
    highest = max(sums.values())
    powers = {kind: math.exp(value - highest) for kind, value in sums.items()}
    total = sum(powers.values())
    return {kind: power / total for kind, power in powers.items()}


def to_toml(weights: Weights) -> str:
    """Return the weights as TOML, sorted, with small ones left out."""
    tables = []
    for kind in KINDS:
        lines = [f'"{name}" = {value:.3f}' for name, value in sorted(weights[kind].items()) if abs(value) >= 0.03]
        tables.append(f"[{kind}]\n" + "\n".join(lines) + "\n")
    return HEADER + "\n" + "\n".join(tables)


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED / "dev.jsonl")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "extract/models/builtin/kinds.toml")
    parser.add_argument("--decay", type=float, default=0.005)
    parser.add_argument("--rounds", type=int, default=100)
    arguments = parser.parse_args()
    data = list(examples([row for row in read_rows(arguments.gold) if not is_aside(row["id"])]))
    weights = train(data, rounds=arguments.rounds, rate=2.0, decay=arguments.decay)
    arguments.out.write_text(to_toml(weights), encoding="utf-8")
    print(f"{len(data)} examples, {sum(map(len, weights.values()))} weights")


if __name__ == "__main__":
    main()
