"""Score a run against annotated documents, and compare two runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.errors import UsageError
from extract.evaluation.annotated import LISTS, Annotated
from extract.evaluation.chance import Kappa, kappas
from extract.evaluation.counting import counts_of, quantity_lines
from extract.evaluation.fields import field_counts, field_lines
from extract.evaluation.joining import Joined, Joining, join
from extract.evaluation.pairing import Compared, compared
from extract.evaluation.rates import Counts, Line
from extract.evaluation.reliability import Reliability, judged, reliability
from extract.evaluation.resampling import Difference, Interval, differences, intervals, total

RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Scored:
    """An annotated document, what was found in it, and how the two compare."""

    joined: Joined
    both: Compared
    counts: Counts


@dataclass(frozen=True, slots=True)
class Figures:
    """A line of the table with its figures by name ("precision", "recall", "f1", "right" …) and the counts behind them."""

    line: Line
    figures: Mapping[str, Interval]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a run compares with annotated documents. `of_quantities` is false where fields of another schema were compared."""

    joining: Joining
    scored: tuple[Scored, ...]
    lines: tuple[Figures, ...]
    of_quantities: bool
    reliability: Reliability | None
    kappas: Mapping[str, Kappa]
    resamples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Differences:
    """How much the second of two runs differs from the first in one line."""

    line: Line
    figures: Mapping[str, Difference]


def evaluate(
    gold: Sequence[Annotated], found: Sequence[Annotated], *, resamples: int = RESAMPLES, seed: int = 0, agreement: bool = False
) -> Evaluation:
    """Score what was found in each annotated document; a document that nobody looked at counts as one in which nothing was found.

    Failed records say nothing of their document: in GOLD they are left out, in RUN they count as nothing found. With `agreement` the
    kappas of the slots come with it, as for two annotators.

    Raises:
        UsageError: no text is in both, or they hold data of different shapes.
    """
    joining = join([one for one in gold if not one.failed], found)
    if joining.num_joined and joining.num_other_texts == joining.num_joined:
        raise UsageError(
            f"GOLD and RUN share {joining.num_joined} ids, but under none of them the text",
            hint="give the run of the annotated texts: places in other texts cannot be compared",
        )
    if not joining.num_joined:
        raise UsageError(
            "no document of GOLD is in RUN: they share neither an id nor a text",
            hint="give the run of the annotated texts; `extract run GOLD.jsonl --out RUN` keeps their ids",
        )
    of_quantities = _of_quantities(joining)
    documents = sorted(joining.documents, key=lambda one: (one.gold.id or "", one.gold.text or ""))
    scored = tuple(_scored_quantities(documents) if of_quantities else map(_scored_fields, documents))
    totals = total([one.counts for one in scored])
    lines = quantity_lines(totals) if of_quantities else field_lines(totals)
    both = [one.both for one in scored]
    return Evaluation(
        joining,
        scored,
        tuple(_with_intervals(lines, scored, totals, resamples=resamples, seed=seed)),
        of_quantities,
        reliability(answer for one in both for answer in judged(one)),
        kappas(both) if agreement else {},
        resamples,
        seed,
    )


def _of_quantities(joining: Joining) -> bool:
    """Tell what can be compared: quantities, or fields of another schema."""
    gold = {one.gold.quantities is not None for one in joining.documents}
    found = {one.found.quantities is not None for one in joining.documents if one.found is not None and not one.found.failed}
    if len(gold | found) > 1:
        raise UsageError(
            "some documents hold quantities and some data of another schema",
            hint="GOLD and RUN must be of one schema: quantities are compared with quantities, fields with the same fields",
        )
    return gold == {True}


def _scored_quantities(documents: Sequence[Joined]) -> Iterable[Scored]:
    lists = [
        name
        for name in LISTS
        if any(name in one.gold.data for one in documents) and any(one.found is not None and name in one.found.data for one in documents)
    ]
    for one in documents:
        both = compared(one.gold.quantities or (), (one.found.quantities if one.found else None) or ())
        yield Scored(one, both, counts_of(one.gold, one.found, both, lists))


def _scored_fields(one: Joined) -> Scored:
    return Scored(one, Compared((), (), ()), field_counts(one.gold.data, one.found.data if one.found else {}))


def _with_intervals(lines: list[Line], scored: Sequence[Scored], totals: Counts, *, resamples: int, seed: int) -> Iterable[Figures]:
    rates = [rate for line in lines for rate in line.rates.values()]
    found = iter(intervals([one.counts for one in scored], rates, resamples=resamples, seed=seed))
    for line in lines:
        figures = {name: next(found) for name in line.rates}
        yield Figures(line, figures, {name: totals.get(count, 0) for name, count in line.counts.items()})


def compare(first: Evaluation, second: Evaluation) -> list[Differences]:
    """Compare two runs on the same annotated documents, in the lines that both have; positive is in favour of the second.

    Raises:
        UsageError: the runs hold data of different shapes.
    """
    if first.of_quantities != second.of_quantities:
        raise UsageError("one run holds quantities and the other data of another schema", hint="give two runs with the same schema")
    theirs = {(one.line.group, one.line.name) for one in second.lines}
    lines = [one.line for one in first.lines if (one.line.group, one.line.name) in theirs]
    rates = [rate for line in lines for rate in line.rates.values()]
    counts = [[one.counts for one in evaluation.scored] for evaluation in (first, second)]
    found = iter(differences(counts[0], counts[1], rates, resamples=first.resamples, seed=first.seed))
    return [Differences(line, {name: next(found) for name in line.rates}) for line in lines]
