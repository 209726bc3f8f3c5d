"""Check one statement: its quotes, its numbers, and what they are attached to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Any

from extract.numbers import read_numbers
from extract.numbers.readings import Reading
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.attribution import attached
from extract.validate.findings import Finding, in_text, jsonable
from extract.validate.messages import about_miss, about_quote
from extract.validate.names import find_name, find_url
from extract.validate.quotes import Found
from extract.validate.reasons import Reason
from extract.validate.single import find_single
from extract.validate.slots import SLOTS, Attached
from extract.validate.source import Source
from extract.validate.stated import Hit, contradicts_bound, explain_miss, find_value, within
from extract.validate.statements import Given, Statement
from extract.validate.values import Claimed, Outcome, compare, exact

MAX_CANDIDATES = 12  # places of one value that are compared with the slots

_WEIGHTS = {Verdict.MISATTRIBUTED: 8, Verdict.UNSUPPORTED: 8, Verdict.AMBIGUOUS: 2, Verdict.NOT_CHECKED: 1, Verdict.SUPPORTED: 0}


@dataclass(slots=True)
class Judged:
    """A statement with what was found out about its fields, and the number of the text that it is about where one was found."""

    statement: Statement
    findings: list[Finding] = field(default_factory=list)
    reading: int | None = None
    _slots: dict[int, dict[Role, Attached]] = field(default_factory=dict)

    def slots_at(self, source: Source, index: int) -> dict[Role, Attached]:
        """Return the verdicts on the slots for a number of the text."""
        if index not in self._slots:
            self._slots[index] = attached(source, index, self.statement)
        return self._slots[index]


def check_statement(source: Source, statement: Statement, used: set[int]) -> Judged:
    """Check the quotes of a statement, then its numbers, then its slots.

    `used` holds the numbers of the text that earlier statements are about: of two places equally good, a free one is taken.
    """
    judged = Judged(statement)
    found = [(given, _find(source, given, statement)) for given in statement.quotes]
    judged.findings.extend([_quote_finding(given, quote) for given, quote in found])
    quoted = _merged([quote for _, quote in found if quote.places])
    main = _main_number(statement)
    for given in statement.numbers:
        if given is main:
            judged.reading = _check_number(source, judged, given, quoted, used)
        elif given.role in (Role.VALUE_HIGH, Role.UNCERTAINTY) and main is not None:
            judged.findings.append(_check_beside(source, judged, given, quoted))
        else:
            _check_number(source, judged, given, quoted, used)
    judged.findings.extend(_slot_findings(source, judged))
    return judged


def check_listed(source: Source, given: Given) -> Finding:
    """Check that a listed name or address stands in title or text."""
    name = _string(given.value).strip()
    if given.role is Role.URL:
        place, good, bad = find_url(source, name), Reason.URL_IN_TEXT, Reason.URL_NOT_IN_SOURCE
    else:
        place, good, bad = find_name(source, name) if name else None, Reason.NAME_IN_TEXT, Reason.NAME_NOT_IN_SOURCE
    if place is None:
        return _unsupported(given, bad, "it stands neither in the title nor in the text")
    if place.part == "title" and good is Reason.NAME_IN_TEXT:
        good = Reason.NAME_IN_TITLE
    return Finding(given, Verdict.SUPPORTED, good, f"it stands in the {place.part}", place.start, place.end, place.part)


def _find(source: Source, given: Given, statement: Statement) -> Found:
    """Find a quote: where `start` and `end` of its object say, if just that stands there, else anywhere."""
    quote, hint = _string(given.value), statement.hint
    if hint and quote and source.text[hint[0] : hint[1]] == quote and len(statement.quotes) == 1:
        return Found(Reason.QUOTE_EXACT, ((hint,),))
    return source.find_quote(quote)


def _main_number(statement: Statement) -> Given | None:
    plain = [given for given in statement.numbers if given.role not in (Role.VALUE_HIGH, Role.UNCERTAINTY)]
    return next((given for given in plain if given.key == "value"), plain[0] if plain else None)


def _merged(found: list[Found]) -> Found | None:
    """Return the places of every quote that stands in the text; None where there is none to look into."""
    if len(found) < 2:
        return found[0] if found else None
    return Found(Reason.QUOTE_EXACT, tuple(place for quote in found for place in quote.places))


def _quote_finding(given: Given, found: Found) -> Finding:
    verdict = Verdict.SUPPORTED if found.supported else Verdict.UNSUPPORTED
    start, end = (found.places[0][0][0], found.places[0][-1][1]) if found.places else found.near or (None, None)
    shown = None if found.reason is Reason.QUOTE_EXACT else jsonable(given.value)
    return Finding(given, verdict, found.reason, about_quote(found.reason), start, end, None if start is None else "text", shown)


def read_given(given: Given, statement: Statement) -> Claimed | Reason:
    """Read a number as it was given: a number, or a string such as "83.6%" or "1.4 million"."""
    unit, metric = statement.said(Role.UNIT), statement.said(Role.METRIC)
    if not isinstance(given.value, str):
        claim = exact(given.value)
        return claim.of(unit, metric) if claim else _why_unread(given.value)
    claim = exact(given.value.strip().replace("−", "-"))
    if claim:
        return claim.of(unit, metric)
    readings = [reading for reading in read_numbers(given.value) if reading.end - reading.start >= len(given.value.strip()) * 0.6]
    if len(readings) != 1:
        return Reason.VALUE_NOT_READ
    value = readings[0].values[0]
    return Claimed(value.value).of(unit or value.unit, metric)


def _why_unread(value: Any) -> Reason:
    finite = value.is_finite() if isinstance(value, Decimal) else not isinstance(value, float) or isfinite(value)
    return Reason.VALUE_NOT_IN_TEXT if finite else Reason.VALUE_NOT_FINITE


def _check_number(source: Source, judged: Judged, given: Given, quoted: Found | None, used: set[int]) -> int | None:
    """Check one number; return the number of the text that states it."""
    claim = read_given(given, judged.statement)
    if isinstance(claim, Reason):
        judged.findings.append(_unsupported(given, claim, claim.description))
        return None
    among = within(source, quoted)
    hits = find_value(source, claim, among)
    if not hits:
        places = [place for found in quoted.places for place in found] if quoted else [(0, len(source.text))]
        single = find_single(source, claim, places)
        judged.findings.append(
            in_text(given, Verdict.SUPPORTED, Reason.VALUE_EQUAL, "the text says single", *single)
            if single
            else _missed(source, given, claim, among, quoted is not None)
        )
        return None
    hit = choose(source, judged, hits, used)
    reading = source.passage.readings[hit.index]
    if contradicts_bound(judged.statement.said(Role.MODIFIER), reading):
        message = about_miss(Reason.BOUND_DIFFERS, given.value, None, reading)
        finding = in_text(given, Verdict.UNSUPPORTED, Reason.BOUND_DIFFERS, message, reading.start, reading.end)
    else:
        finding = _stated(given, reading, Reason.VALUE_STATED if hit.outcome is Outcome.STATED else Reason.VALUE_EQUAL)
    judged.findings.append(finding)
    return hit.index


def _stated(given: Given, reading: Reading, reason: Reason) -> Finding:
    return in_text(given, Verdict.SUPPORTED, reason, f"the text states {reading.quote}", reading.start, reading.end)


def _unsupported(given: Given, reason: Reason, message: str, nearest: Reading | None = None) -> Finding:
    return Finding(given, Verdict.UNSUPPORTED, reason, message, shown=jsonable(given.value), nearest=nearest)


def _missed(source: Source, given: Given, claim: Claimed, among: list[int], quoted: bool) -> Finding:
    miss = explain_miss(source, claim, among, quoted)
    message = about_miss(miss.reason, given.value, claim.unit, miss.nearest, miss.nearest)
    return _unsupported(given, miss.reason, message, miss.nearest)


def _check_beside(source: Source, judged: Judged, given: Given, quoted: Found | None) -> Finding:
    """Check the upper end of a range or what follows ±: it has to stand with the main number."""
    claim = read_given(given, judged.statement)
    if isinstance(claim, Reason):
        return _unsupported(given, claim, claim.description)
    readings = source.passage.readings
    around = within(source, quoted) if judged.reading is None else [judged.reading, judged.reading + 1]
    for i in around:
        if i < len(readings) and _beside(claim, readings[i], given.role, source.text):
            return _stated(given, readings[i], Reason.VALUE_STATED)
    return _unsupported(given, Reason.HIGH_NOT_STATED, about_miss(Reason.HIGH_NOT_STATED, given.value, claim.unit, None))


def _beside(claim: Claimed, reading: Reading, role: Role | None, text: str) -> bool:
    if role is Role.VALUE_HIGH:
        return compare(claim, reading, text) <= Outcome.EQUAL
    return any(value.uncertainty is not None and claim.value in (value.uncertainty, value.uncertainty / 100) for value in reading.values)


def choose(source: Source, judged: Judged, hits: list[Hit], used: set[int]) -> Hit:
    """Choose among the numbers that state the value: where the slots agree best and nobody was before."""
    if len(hits) == 1:
        return hits[0]
    free_first = sorted(hits, key=lambda hit: hit.index in used)[:MAX_CANDIDATES]
    return min(free_first, key=lambda hit: (_fit(source, judged, hit), hit.index in used, hit.outcome, hit.index))


def _fit(source: Source, judged: Judged, hit: Hit) -> int:
    return sum(_WEIGHTS[slot.verdict] for slot in judged.slots_at(source, hit.index).values())


def _slot_findings(source: Source, judged: Judged) -> Iterator[Finding]:
    statement = judged.statement
    slots = judged.slots_at(source, judged.reading) if judged.reading is not None else {}
    for role in SLOTS:
        if statement.said(role):
            slot = slots.get(role) or _unattached(source, statement, role)
            yield in_text(statement.slots[role], slot.verdict, slot.reason, slot.message, slot.start, slot.end)


def _unattached(source: Source, statement: Statement, role: Role) -> Attached:
    said = statement.said(role)
    if role is Role.DATASET and said and find_name(source, said) is None:
        return Attached(Verdict.UNSUPPORTED, Reason.NAME_NOT_IN_SOURCE, f"neither title nor text names {said}")
    return Attached(Verdict.NOT_CHECKED, Reason.VALUE_UNSUPPORTED, "there is no supported value to attach it to")


def _string(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
