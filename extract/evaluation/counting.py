"""Count what one document adds to the figures, and say which figures there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from extract.evaluation.agreeing import FURTHER_SLOTS, SLOTS, Row
from extract.evaluation.annotated import LISTS, Annotated
from extract.evaluation.pairing import Compared, Pair
from extract.evaluation.rates import Counts, Line, Rate, retrieval, retrieval_rates
from extract.language.aliases import name_key
from extract.records import Verdict

KINDS = ("result", "improvement", "cost", "data", "setting")


def counts_of(gold: Annotated, found: Annotated | None, both: Compared, lists: Iterable[str] = ()) -> Counter[str]:
    """Count one document: what is annotated, given and right, in all and by slot, kind, verdict and each of the lists of names."""
    counts = Counter({"annotated": len(both.pairs) + len(both.missed), "given": len(both.pairs) + len(both.extra), "hits": len(both.pairs)})
    counts["tuples"] = sum(pair.is_tuple for pair in both.pairs)
    for pair in both.pairs:
        _count_slots(counts, pair)
    _count_kinds(counts, both)
    if found is not None:
        _count_verdicts(counts, found, both)
    for name in lists:
        _count_list(counts, name, gold.data, found.data if found else {})
    return counts


def _count_slots(counts: Counter[str], pair: Pair) -> None:
    for slot in (*SLOTS, *FURTHER_SLOTS):
        right = slot in pair.right
        stated, said = pair.annotated.get(slot) is not None, pair.found.get(slot) is not None
        counts[f"{slot}.right"] += right
        counts[f"{slot}.stated"] += stated
        counts[f"{slot}.said"] += said
        counts[f"{slot}.both"] += right and stated and said


def _count_kinds(counts: Counter[str], both: Compared) -> None:
    """Count a pair for the kind that is given where that is right, else for the annotated and for the given one."""
    for pair in both.pairs:
        given = pair.found.get("kind")
        right = "kind" in pair.right
        counts[f"kind {given}.given"] += 1
        counts[f"kind {given if right else pair.annotated.get('kind')}.annotated"] += 1
        counts[f"kind {given}.hits"] += right
    counts.update(f"kind {row.get('kind')}.annotated" for row in both.missed)
    counts.update(f"kind {row.get('kind')}.given" for _, row in both.extra)


def _count_verdicts(counts: Counter[str], found: Annotated, both: Compared) -> None:
    if not found.verdicts:
        return
    pairs = {pair.found_index: pair for pair in both.pairs}
    for index, verdict in enumerate(found.verdicts):
        pair = pairs.get(index)
        for name in (verdict, "flagged" if verdict.flags else "not flagged"):
            counts[f"verdict {name}.given"] += 1
            counts[f"verdict {name}.hits"] += pair is not None
            counts[f"verdict {name}.values"] += pair is not None and "value" in pair.right
            counts[f"verdict {name}.tuples"] += pair is not None and pair.is_tuple


def _count_list(counts: Counter[str], name: str, annotated: Row, found: Row) -> None:
    """Count the different names of a list, spellings of one name as one."""
    wanted, given = names_of(annotated, name), names_of(found, name)
    counts[f"list {name}.annotated"] += len(wanted)
    counts[f"list {name}.given"] += len(given)
    counts[f"list {name}.hits"] += len(wanted & given)


def names_of(data: Row, name: str) -> set[str]:
    """Return the different names of a list, spellings of one name as one, those written as one with a slash apart."""
    names = data.get(name)
    texts = [one for one in names if isinstance(one, str) and one] if isinstance(names, list) else []
    if name == "code_urls":
        return {url.replace(" ", "").lower() for url in texts}
    return {name_key(member) for text in texts for member in _members(text)}


def _members(name: str) -> Iterator[str]:
    """Yield the names in one, "Kinetics-400" and "Kinetics-600" of "Kinetics-400/600"."""
    first, *rest = name.split("/")
    yield first
    stem = first.rstrip("0123456789") if first[-1:].isdigit() else first
    yield from (stem + part for part in rest)


def quantity_lines(counts: Counts) -> list[Line]:
    """Return the figures that there is something to count for."""
    there = {name for name, count in counts.items() if count}
    lines = [retrieval("detection", "detection", "hits", "given", "annotated")]
    lines += [_slot_line(slot) for slot in SLOTS]
    lines += [_slot_line(slot) for slot in FURTHER_SLOTS if f"{slot}.stated" in there]
    lines += [retrieval("tuple", "tuple", "tuples", "given", "annotated")]
    lines += [_retrieval("kind", kind) for kind in KINDS if {f"kind {kind}.annotated", f"kind {kind}.given"} & there]
    lines += [_verdict_line(name) for name in ("not flagged", "flagged", *Verdict) if f"verdict {name}.given" in there]
    return lines + [_retrieval("list", name) for name in LISTS if {f"list {name}.annotated", f"list {name}.given"} & there]


def _retrieval(group: str, name: str) -> Line:
    return retrieval(group, name, *(f"{group} {name}.{part}" for part in ("hits", "given", "annotated")))


def _slot_line(slot: str) -> Line:
    rates = {"right": Rate(f"{slot}.right", ("hits",)), **retrieval_rates(f"{slot}.both", f"{slot}.said", f"{slot}.stated")}
    return Line("slot", slot, rates, {"hits": f"{slot}.both", "given": f"{slot}.said", "annotated": f"{slot}.stated"})


def _verdict_line(name: str) -> Line:
    parts = {part: f"verdict {name}.{part}" for part in ("given", "hits", "values", "tuples")}
    given = (parts["given"],)
    rates = {"precision": Rate(parts["hits"], given), "value": Rate(parts["values"], given), "tuple": Rate(parts["tuples"], given)}
    return Line("verdict", str(name), rates, {"given": parts["given"]})
