"""Agreement of two annotators beyond chance.

For which quantities there are, F1 is the measure: it is kappa's limit where what neither marked cannot be counted (Hripcsak and
Rothschild, Agreement, the F-measure, and reliability in information retrieval, JAMIA 2005). For the slots of quantities that both marked
there is Cohen's kappa, (observed - expected) / (1 - expected), with agreement as lenient as the slot's own (weighted kappa with weights 0
and 1, Cohen 1968); expected is the share of agreements when the contents of one annotator are dealt out anew. Null is a content too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extract.evaluation.agreeing import agrees, keys_of
from extract.evaluation.pairing import Compared

SLOTS = ("unit", "kind", "modifier", "metric", "subject", "dataset", "baseline")


@dataclass(frozen=True, slots=True)
class Kappa:
    """Observed and expected agreement in one slot; kappa is None where only one content is in use."""

    observed: float
    expected: float

    @property
    def kappa(self) -> float | None:
        return (self.observed - self.expected) / (1 - self.expected) if self.expected < 1 else None


def kappas(documents: Iterable[Compared]) -> dict[str, Kappa]:
    """Return the agreement in each slot, over the quantities that both marked; nothing where they share none."""
    pairs = [pair for both in documents for pair in both.pairs]
    if not pairs:
        return {}
    return {slot: kappa(slot, [(_content(pair.annotated.get(slot)), _content(pair.found.get(slot))) for pair in pairs]) for slot in SLOTS}


def kappa(slot: str, contents: list[tuple[str | None, str | None]]) -> Kappa:
    """Return the agreement of two annotators in one slot."""
    observed = sum(agrees(slot, one, other) for one, other in contents) / len(contents)
    mine, theirs = Counter(one for one, _ in contents), Counter(other for _, other in contents)
    return Kappa(observed, _num_by_chance(slot, mine, theirs) / len(contents) ** 2)


def _num_by_chance(slot: str, mine: Counter[str | None], theirs: Counter[str | None]) -> int:
    """Count the pairs of contents that agree when each of one annotator meets each of the other."""
    places: dict[str, set[str | None]] = defaultdict(set)
    for other in theirs:
        for key in keys_of(slot, other):
            places[key].add(other)
    total = 0
    for one, number in mine.items():
        near = set().union(*(places.get(key, set()) for key in keys_of(slot, one)))
        total += number * sum(theirs[other] for other in near if agrees(slot, one, other))
    return total


def _content(content: object) -> str | None:
    return None if content is None else str(content)
