"""Train the weights by which the built-in model tells kinds of quantities apart; see extract/models/builtin/kinds.py.

    python -m benchmarks.train_kinds [--choose]

`--choose` prints what cross-validation by abstract says of several settings. The open parts only are read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.data import MODEL, Part, Row, fold_of, open_parts
from benchmarks.fitting import Choice, Settings, Weights, fit, shares_of, to_toml
from extract.evaluation.agreeing import is_right
from extract.evaluation.pairing import pairs
from extract.language.attribution import Link, attribute
from extract.language.passage import Passage
from extract.models.builtin.found import candidates_of
from extract.models.builtin.kinds import KINDS, Before, Candidate, certain_kind, features_of

HEADER = (
    "# Weights of the features that tell kinds of quantities apart, made by benchmarks/train_kinds.py\n"
    "# from the open parts of the annotated abstracts.\n"
)
SETTINGS = Settings(rounds=30, rate=0.1, decay=0.1, abstracts=4)
NUM_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Read:
    """An annotated abstract, and its numbers in order, each with the quantity it is paired with."""

    row: Row
    passage: Passage
    numbers: list[tuple[Candidate, Row | None]]
    links: Mapping[int, Sequence[Link]]


def read(row: Row) -> Read:
    """Read an abstract up to where kinds are told apart."""
    passage = Passage(row["text"], row["title"])
    every = list(candidates_of(passage))
    spans = [{"start": one.reading.start, "end": one.reading.end, "at": at} for at, one in enumerate(every)]
    paired = {given["at"]: annotated for annotated, given in pairs(row["quantities"], spans)}
    return Read(row, passage, [(one, paired.get(at)) for at, one in enumerate(every)], attribute(passage))


def choices(one: Read) -> Iterator[Choice]:
    """Yield a choice of kind for each quantity; the kind of the one before it is the annotated one."""
    before: Before | None = None
    for candidate, annotated in one.numbers:
        if annotated is not None:
            kinds = [annotated["kind"], *annotated.get("also", {}).get("kind", [])]
            yield Choice(options(one, candidate, before), [kind in kinds for kind in KINDS], one.row["id"])
            before = candidate, annotated["kind"]


def options(one: Read, candidate: Candidate, before: Before | None) -> list[list[str]]:
    """Return the features of a quantity as signs for each kind."""
    links = one.links.get(candidate.index, [])
    features = features_of(one.passage.text, candidate, links, before)
    return [[f"{kind}: {feature}" for feature in features] for kind in KINDS]


def num_right(one: Read, weights: Weights) -> tuple[int, int]:
    """Return how many kinds are right, and of how many, when each is told after the one before it."""
    before: Before | None = None
    right = total = 0
    for candidate, annotated in one.numbers:
        shares = shares_of(weights, options(one, candidate, before))
        kind = certain_kind(one.passage.text, candidate) or KINDS[shares.index(max(shares))]
        before = candidate, kind
        if annotated is not None:
            right += is_right("kind", annotated, kind)
            total += 1
    return right, total


def compare(parts: Mapping[str, list[Read]], settings: Settings) -> str:
    """Return the share of kinds that is right in cross-validation, part by part."""
    every = [one for reads in parts.values() for one in reads]
    counts = {name: [0, 0] for name in parts}
    for fold in range(NUM_FOLDS):
        weights = trained([one for one in every if fold_of(one.row["id"], NUM_FOLDS) != fold], settings)
        for name, reads in parts.items():
            for one in reads:
                if fold_of(one.row["id"], NUM_FOLDS) == fold:
                    counts[name] = [a + b for a, b in zip(counts[name], num_right(one, weights), strict=True)]
    return f"{settings}  " + "  ".join(f"{name}: {right / total:.3f}" for name, (right, total) in counts.items())


def trained(reads: list[Read], settings: Settings) -> Weights:
    """Return the weights of all signs."""
    return fit([choice for one in reads for choice in choices(one)], settings)


def read_parts(parts: list[Part]) -> dict[str, list[Read]]:
    """Read the abstracts of some parts."""
    return {part.name: [read(row) for row in part.rows] for part in parts}


def write(reads: list[Read]) -> None:
    """Write kinds.toml."""
    weights = trained(reads, SETTINGS)
    tables = []
    for kind in KINDS:
        mine = {sign.partition(": ")[2]: value for sign, value in weights.items() if sign.startswith(f"{kind}: ")}
        tables.append(f"\n[{kind}]\n{to_toml(mine, 0.1)}")
    (MODEL / "kinds.toml").write_text(HEADER + "".join(tables), encoding="utf-8")


def main() -> None:
    """Train and write the weights, or compare settings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--choose", action="store_true")
    arguments = parser.parse_args()
    parts = read_parts(open_parts())
    if arguments.choose:
        for decay in (0.01, 0.03, 0.1):
            for least in (2, 3, 4):
                print(compare(parts, Settings(10, 0.2, decay, least)), flush=True)
        return
    write([one for reads in parts.values() for one in reads])


if __name__ == "__main__":
    main()
