"""Measure how often each rule of attribution is right, and write the strengths that links carry.

    python -m benchmarks.train_strengths

The rules were written with the open parts in view, so every share is drawn towards a plain prior: it is as if PRIOR_CASES more had been
seen, of which PRIOR_SHARE were right. A kind of figure has its own entry, drawn towards its rule, where it is frequent enough and
differs. The open parts only are read. What chooses by strength has to be trained anew afterwards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from benchmarks.data import CHECKOUT, Row, open_parts
from extract.evaluation.agreeing import is_right
from extract.language.attribution import Link, Slot, attribute
from extract.language.passage import Passage

PRIOR_CASES, PRIOR_SHARE = 5, 0.6
FEWEST, DIFFERENCE = 8, 0.03  # cases of a kind of figure, and distance from its rule, that earn an entry
HEADER = "# How often each rule is right, made by benchmarks/train_strengths.py; cases right of cases seen behind each, before smoothing.\n"
Tally = dict[Slot, dict[str, Counter[bool]]]


def links_with_gold(rows: Iterable[Row]) -> Iterator[tuple[Link, Row]]:
    """Yield every link of an annotated quantity with the annotation."""
    for row in rows:
        passage = Passage(row["text"], row["title"])
        for index, links in attribute(passage).items():
            reading = passage.readings[index]
            match = next((q for q in row["quantities"] if q["start"] < reading.end and reading.start < q["end"]), None)
            if match is not None:
                yield from ((link, match) for link in links)


def tally(rows: Iterable[Row]) -> Tally:
    """Count right and wrong for each rule of each slot, and for each rule with a kind of figure."""
    found: Tally = {slot: defaultdict(Counter) for slot in Slot}
    for link, annotated in links_with_gold(rows):
        right = is_right(link.slot.value, annotated, link.text)
        for key in (link.rule, f"{link.rule}/{link.figure}"):
            found[link.slot][key][right] += 1
    return found


def share_of(counts: Counter[bool]) -> float:
    """Return the share that is right as counted."""
    return counts[True] / counts.total()


def smoothed(counts: Counter[bool], prior: float = PRIOR_SHARE) -> float:
    """Return the share that is right, drawn towards the prior."""
    return (counts[True] + PRIOR_CASES * prior) / (counts.total() + PRIOR_CASES)


def lines(found: Tally) -> Iterator[str]:
    """Yield the lines of the file."""
    for slot, rules in found.items():
        yield f"\n[{slot.value}]"
        for key, counts in sorted(rules.items()):
            rule, _, figure = key.partition("/")
            of_rule = smoothed(rules[rule])
            share = smoothed(counts, of_rule) if figure else of_rule
            apart = abs(share_of(counts) - share_of(rules[rule])) > DIFFERENCE
            if not figure or (counts.total() >= FEWEST and apart):
                name = f'"{key}"' if figure else key
                yield f"{name} = {share:.2f}  # {counts[True]} of {counts.total()}"


def main() -> None:
    """Measure and write."""
    found = tally(row for part in open_parts() for row in part.rows)
    out = CHECKOUT / "extract" / "language" / "attribution" / "strengths.toml"
    out.write_text(HEADER + "\n".join(lines(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
