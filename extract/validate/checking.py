"""Check one statement: its quotes, its numbers, and what they are attached to."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from extract.numbers import read_numbers
from extract.numbers.readings import Reading
from extract.records import Check, Verdict
from extract.schemas.markers import Role
from extract.validate.attribution import attached
from extract.validate.messages import about_miss, about_quote
from extract.validate.names import find_name, find_url
from extract.validate.quotes import Found
from extract.validate.reasons import Reason
from extract.validate.slots import SLOTS, Attached
from extract.validate.source import Source
from extract.validate.stated import Hit, as_nearest, contradicts_bound, explain_miss, find_value, within
from extract.validate.statements import Given, Statement
from extract.validate.values import Claimed, Outcome, compare, exact

MAX_CANDIDATES = 12  # places of one value that are compared with the slots
MAX_BITS = 4000  # a longer whole number is not written out

_WEIGHTS = {Verdict.MISATTRIBUTED: 8, Verdict.UNSUPPORTED: 8, Verdict.AMBIGUOUS: 2, Verdict.NOT_CHECKED: 1, Verdict.SUPPORTED: 0}


@dataclass(slots=True)
class Judged:
    """A statement with its checks, and the number of the text that it is about where one was found."""

    statement: Statement
    checks: list[Check] = field(default_factory=list)
    reading: int | None = None


def check_statement(source: Source, statement: Statement, used: set[int]) -> Judged:
    """Check the quotes of a statement, then its numbers, then its slots.

    `used` holds the numbers of the text that earlier statements are about: of two places equally good, a free one is taken.
    """
    judged = Judged(statement)
    found = [(given, _find(source, given, statement)) for given in statement.quotes]
    judged.checks.extend(_quote_check(given, quote) for given, quote in found)
    quoted = _merged([quote for _, quote in found])
    main = _main_number(statement)
    for given in statement.numbers:
        if given is main:
            judged.reading = _check_number(source, judged, given, quoted, used)
        elif given.role in (Role.VALUE_HIGH, Role.UNCERTAINTY) and main is not None:
            judged.checks.append(_check_beside(source, judged, given, quoted))
        else:
            _check_number(source, judged, given, quoted, used)
    judged.checks.extend(_slot_checks(source, judged))
    return judged


def check_listed(source: Source, given: Given) -> Check:
    """Check that a listed name or address stands in title or text."""
    name = _string(given.value).strip()
    if given.role is Role.URL:
        place, good, bad = find_url(source, name), Reason.URL_IN_TEXT, Reason.URL_NOT_IN_SOURCE
    else:
        place, good, bad = find_name(source, name) if name else None, Reason.NAME_IN_TEXT, Reason.NAME_NOT_IN_SOURCE
    if place is None:
        return _check(given, Verdict.UNSUPPORTED, bad, "it stands neither in the title nor in the text", given_value=given.value)
    if place.part == "title" and good is Reason.NAME_IN_TEXT:
        good = Reason.NAME_IN_TITLE
    check = _check(given, Verdict.SUPPORTED, good, f"it stands in the {place.part}")
    return check.model_copy(update={"in_": place.part, "start": place.start, "end": place.end})


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
    places = tuple(place for quote in found for place in quote.places)
    return Found(Reason.QUOTE_EXACT, places) if places else None


def _quote_check(given: Given, found: Found) -> Check:
    verdict = Verdict.SUPPORTED if found.supported else Verdict.UNSUPPORTED
    span = (found.places[0][0][0], found.places[0][-1][1]) if found.places else found.near
    shown = None if found.reason is Reason.QUOTE_EXACT else given.value
    return _check(given, verdict, found.reason, about_quote(found.reason), span, shown)


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
        judged.checks.append(_check(given, Verdict.UNSUPPORTED, claim, claim.description, given_value=given.value))
        return None
    among = within(source, quoted)
    hits = find_value(source, claim, among)
    if not hits:
        judged.checks.append(_missed(source, given, claim, among, quoted is not None))
        return None
    hit = choose(source, judged.statement, hits, used)
    reading = source.passage.readings[hit.index]
    span, readable = (reading.start, reading.end), f"the text states {reading.quote}"
    if contradicts_bound(judged.statement.said(Role.MODIFIER), reading):
        message = about_miss(Reason.BOUND_DIFFERS, given.value, None, reading)
        judged.checks.append(_check(given, Verdict.UNSUPPORTED, Reason.BOUND_DIFFERS, message, span))
        return hit.index
    reason = Reason.VALUE_STATED if hit.outcome is Outcome.STATED else Reason.VALUE_EQUAL
    judged.checks.append(_check(given, Verdict.SUPPORTED, reason, readable, span))
    return hit.index


def _missed(source: Source, given: Given, claim: Claimed, among: list[int], quoted: bool) -> Check:
    miss = explain_miss(source, claim, among, quoted)
    message = about_miss(miss.reason, given.value, claim.unit, miss.nearest, miss.nearest)
    check = _check(given, Verdict.UNSUPPORTED, miss.reason, message, given_value=given.value)
    return check.model_copy(update={"nearest": as_nearest(miss.nearest)})


def _check_beside(source: Source, judged: Judged, given: Given, quoted: Found | None) -> Check:
    """Check the upper end of a range or what follows ±: it has to stand with the main number."""
    claim = read_given(given, judged.statement)
    if isinstance(claim, Reason):
        return _check(given, Verdict.UNSUPPORTED, claim, claim.description, given_value=given.value)
    readings = source.passage.readings
    around = within(source, quoted) if judged.reading is None else [judged.reading, judged.reading + 1]
    for i in around:
        if i < len(readings) and _beside(claim, readings[i], given.role, source.text):
            reading = readings[i]
            return _check(given, Verdict.SUPPORTED, Reason.VALUE_STATED, f"the text states {reading.quote}", (reading.start, reading.end))
    message = about_miss(Reason.HIGH_NOT_STATED, given.value, claim.unit, None)
    return _check(given, Verdict.UNSUPPORTED, Reason.HIGH_NOT_STATED, message, given_value=given.value)


def _beside(claim: Claimed, reading: Reading, role: Role | None, text: str) -> bool:
    if role is Role.VALUE_HIGH:
        return compare(claim, reading, text) <= Outcome.EQUAL
    return any(value.uncertainty is not None and claim.value in (value.uncertainty, value.uncertainty / 100) for value in reading.values)


def choose(source: Source, statement: Statement, hits: list[Hit], used: set[int]) -> Hit:
    """Choose among the numbers that state the value: where the slots agree best and nobody was before."""
    if len(hits) == 1:
        return hits[0]
    free_first = sorted(hits, key=lambda hit: hit.index in used)[:MAX_CANDIDATES]
    return min(free_first, key=lambda hit: (_fit(source, statement, hit), hit.index in used, hit.outcome, hit.index))


def _fit(source: Source, statement: Statement, hit: Hit) -> int:
    return sum(_WEIGHTS[slot.verdict] for slot in attached(source, hit.index, statement).values())


def _slot_checks(source: Source, judged: Judged) -> list[Check]:
    statement = judged.statement
    slots = attached(source, judged.reading, statement) if judged.reading is not None else {}
    checks = []
    for role in SLOTS:
        if statement.said(role):
            slot = slots.get(role) or _unattached(source, statement, role)
            checks.append(_check(statement.slots[role], slot.verdict, slot.reason, slot.message, (slot.start, slot.end)))
    return checks


def _unattached(source: Source, statement: Statement, role: Role) -> Attached:
    said = statement.said(role)
    if role is Role.DATASET and said and find_name(source, said) is None:
        return Attached(Verdict.UNSUPPORTED, Reason.NAME_NOT_IN_SOURCE, f"neither title nor text names {said}")
    return Attached(Verdict.NOT_CHECKED, Reason.VALUE_UNSUPPORTED, "there is no supported value to attach it to")


def _check(
    given: Given,
    verdict: Verdict,
    reason: Reason,
    message: str,
    span: tuple[int | None, int | None] | None = None,
    given_value: Any = None,
) -> Check:
    start, end = span or (None, None)
    return Check(
        path=given.dotted,
        verdict=verdict,
        reason=reason.value,
        message=message,
        in_="text" if start is not None else None,
        start=start,
        end=end,
        given=_jsonable(given_value),
    )


def _jsonable(value: Any) -> Any:
    """Return a value as JSON can hold it, for `given`: exact where a JSON number would not be."""
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() and Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, Fraction) or (isinstance(value, float) and not isfinite(value)):
        return str(value)
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        return f"a number of {value.bit_length()} bits"
    return value


def _string(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
