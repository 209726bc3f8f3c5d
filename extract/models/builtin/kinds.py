"""Which kind of quantity a number states: features of the words around it, weighed by a small linear model.

The weights are in `kinds.toml`, one table a kind, a number for each feature; `benchmarks/train_kinds.py` makes them from the
open part of the annotated abstracts.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.language.attribution import Link, Slot
from extract.language.known import known_hardware
from extract.language.words import one_of, verb_forms, word_list
from extract.numbers.readings import Form, Reading
from extract.numbers.units import UNITS
from extract.schemas.paper import Kind

KINDS: tuple[Kind, ...] = ("result", "improvement", "cost", "data", "setting")

_WORD = re.compile(r"[^\W_][\w@.+-]*[\w+]|[^\W_]|[(),;:=<>]")
_SIBLINGS = re.compile(r"(?:\s*(?:,\s*and|,|and|or|/|&)\s*[~<>≈+]?\s*\d[\d.,]*\s?\\?%?p?x?(?![\w-])){0,12}")
_LINKED = re.compile(
    r"^\s*(?:\([^()]{0,60}\))?\s*(?:(?:on|for|with|in|using|and|over)\s[^,;.:()]{1,45}?)?\s*"
    r"(?:,\s*(?:and|or)|,|\band|\bor|/|&|\||vs\.?|v\.s\.)\s*(?:up to|over|about|by|even|only|a|an|more than|nearly|\(|respectively,?)?\s*$"
)
_MARKS = frozenset("(),;:=<>")
_ENDS = _MARKS | word_list("kinds", "ends phrase")
_PROMINENT = frozenset("(=<>") | word_list("kinds", "prominent")
_APPROXIMATE = word_list("kinds", "approximate")
_SETTING_NAMES = tuple(word_list("kinds", "setting names"))
_CLASSES = ("difference", "comparative", "score", "whole", "resource", "share", "design", "collection")
_TO = re.compile(r"[^,;.\d]{0,25}\sto\s[a-z ]{0,12}")
_JOINED = re.compile(r"(?:,|\band|\bor|,\s*and)\s+(?:[a-z]+\s+){0,2}$")
_FRONTED = re.compile(
    r"(?:^|[,;]\s)(?:and\s|even\s|but\s)?"
    r"(at|with|under|beyond|for|using|on|in|from|after|given|by|above|below|against|over)\s[^,;]*$",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"(?:^|[\s(])\\?[A-Za-z][\w-]{0,12}\s?(?:=|\\?(?:le|leq|ge|geq)|≤|≥|<|>)\s?$")
_ENDS_SYMBOL = frozenset("=≤≥<>eq")
_BEFORE_CLOSE = re.compile(r"\s?(?:[\w-]+\s?){0,2}[),]")
_NAME_BRACKET = re.compile(r"[\s(][\w-]*[A-Z][\w./+-]*\s\([~<>≈]?\s?$")
_RECORDED = re.compile(rf"\s+of\s+(?:[\w-]+\s+){{0,4}}?{one_of('kinds', 'recorded')}\b")
_HOURS_OF_DATA = re.compile(rf"[\s-](?:(?!{one_of('kinds', 'ends phrase')}\s|of\s)[\w-]+\s){{0,4}}?{one_of('kinds', 'recorded sets')}\b")
_SET_TO = re.compile(rf"\b{one_of('kinds', 'always set')}\s(?:(?:of|is|to|was)\s|=\s?)?(?:about\s|only\s|up\sto\s)?$")
_OF_THE_TIME = re.compile(r"\sof\s(?:the\s|all\s)?(?:time|cases)\b")
_SET_OF_SIZE = re.compile(r"\b(?:set|dataset|corpus|subset|sample)\sof\ssize\s(?:about\s|only\s)?$")
_OUT_OF = re.compile(r"\s(?:out of|of)\s(?:the\s|all\s)?\d")
_BEHIND_REACH = 6
_AHEAD_REACH = 14


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be a quantity: its reading, its place among the readings, and its unit or what it counts."""

    index: int
    reading: Reading
    floor: int  # where its sentence begins
    unit: str | None


Before = tuple[Candidate, Kind]


def features_of(text: str, candidate: Candidate, links: Sequence[Link], before: Before | None) -> set[str]:
    """Return the names of the features that hold for a quantity; `before` is the one before it in the text, with its kind."""
    reading = candidate.reading
    what = unit_class(candidate.unit)
    found = {"always", f"unit {what}", f"form {reading.form}", f"modifier {reading.modifier}", f"modifier {reading.modifier} {what}"}
    found |= _features_of_before(text, candidate, before, what)
    if candidate.unit:
        found.add(f"noun {candidate.unit.rpartition(' ')[2].lower().removesuffix('s')}")
    if reading.quote[:1] in "+-−":
        found.add("signed")
    if text[reading.number_end : reading.number_end + 1] == "-":
        found |= {"hyphen", f"hyphen {what}"}
    if what.startswith("counts") or what == "bare":
        found.add(f"{what} {_size_of(reading)}")
    behind, ahead = _behind(text, reading), _ahead(text, candidate.floor, reading)
    found.update(
        _features_of_links(links, what),
        _features_of_place(text, candidate, what),
        ["behind " + name for name in behind],
        ["ahead " + name for name in ahead],
    )
    if what in ("share", "points", "bare", "times"):
        found.update([f"{what} ahead {name}" for name in ahead if name.startswith(("first", "verb"))])
        found.update([f"{what} behind {name}" for name in behind if name.startswith(("first", "of", "has"))])
    return found


def certain_kind(text: str, candidate: Candidate) -> Kind | None:
    """Return the kind that a phrase alone tells: "680,000 hours of speech", "a 300-hour corpus", "8 of 31 games", "a batch size of 32"."""
    unit, end, start = candidate.unit, candidate.reading.end, candidate.reading.start
    if _SET_TO.search(text, max(candidate.floor, start - 40), start):
        return "setting"
    if unit == "%" and _OF_THE_TIME.match(text, end):
        return "result"
    if unit is None and candidate.reading.form is Form.INTEGER and _SET_OF_SIZE.search(text, max(candidate.floor, start - 30), start):
        return "data"
    if unit is not None and _OUT_OF.match(text, end):
        return "result"
    if unit not in UNITS or UNITS[unit].family not in ("time", "data"):
        return None
    return "data" if _RECORDED.match(text, end) or (unit in ("h", "min") and _HOURS_OF_DATA.match(text, end)) else None


def _size_of(reading: Reading) -> str:
    value = reading.values[0].value
    size = abs(value.numerator)
    if value.denominator != 1:
        return "fraction"
    return "small" if size <= 12 else "medium" if size < 1000 else "large"


def _features_of_place(text: str, candidate: Candidate, what: str) -> set[str]:
    """Describe where in its sentence the number stands: behind a symbol, alone in brackets, in a phrase that opens a clause."""
    reading, found = candidate.reading, set()
    ahead = text[candidate.floor : reading.start]
    if ahead.rstrip()[-1:] in _ENDS_SYMBOL and _SYMBOL.search(ahead[-20:]):
        found |= {"behind symbol", f"behind symbol {what}"}
    if ahead.endswith("(") and _BEFORE_CLOSE.match(text, reading.end):
        found |= {"in brackets", f"in brackets {what}"}
    fronted = _FRONTED.match(ahead, max(0, ahead.rfind(","), ahead.rfind(";")))
    if fronted and not ahead[fronted.start() :].count("("):
        word = fronted.group(1).lower()
        found |= {f"fronted {word}", f"fronted {what}"}
    return found


def _features_of_links(links: Sequence[Link], what: str) -> set[str]:
    """Describe what the number is attached to, and what it looks like from there."""
    if not links:
        return {"figure none"}
    figure = links[0].figure
    found = {f"figure {figure}", f"figure {figure} unit {what}"}
    for link in links:
        found |= {f"slot {link.slot}", f"rule {link.slot} {link.rule}"}
        if link.slot is Slot.METRIC:
            metric = link.text.lower()
            if name := class_of(metric.split()[-1]):
                found.add(f"metric {name}")
            if metric.endswith(_SETTING_NAMES):
                found.add("metric set")
    return found


def _features_of_before(text: str, candidate: Candidate, before: Before | None, what: str) -> set[str]:
    """Describe the quantity before this one: its kind, whether it is in the same list or sentence, and has the same unit."""
    if before is None:
        return {"linked None"}
    (earlier, kind), reading = before, candidate.reading
    found = {f"linked {kind if _is_linked(text, earlier.reading, reading) else None}"}
    if earlier.floor == candidate.floor:
        found.add(f"before {kind} {'same' if earlier.unit == candidate.unit else 'other'} unit")
        if earlier.unit == candidate.unit:
            found.add(f"before {kind} {what}")
            if _JOINED.search(text, earlier.reading.end, reading.start):
                found |= {f"joined to {kind}", f"joined to {kind} {what}"}
        if _TO.fullmatch(text, earlier.reading.end, reading.start):
            found |= {"from to", f"from to {what}"}
    return found


def _is_linked(text: str, before: Reading, reading: Reading) -> bool:
    """Tell whether two numbers stand in one list."""
    gap = text[before.end : reading.start]
    return len(gap) < 90 and bool(_LINKED.match(gap))


def choose_kind(features: set[str]) -> tuple[Kind, float]:
    """Return the kind whose weights for the features add up to most, and its share of the probability."""
    sums = [math.fsum(column) for column in zip(*filter(None, map(_weights().get, features)), strict=True)] or [0.0] * len(KINDS)
    best = max(sums)
    return KINDS[sums.index(best)], 1 / sum(math.exp(value - best) for value in sums)


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    """Return, for each feature, its weight for each of the kinds."""
    table = tomllib.loads((files("extract.models.builtin") / "kinds.toml").read_text(encoding="utf-8"))
    names = {name for weights in table.values() for name in weights}
    return {name: tuple(table[kind].get(name, 0.0) for kind in KINDS) for name in names}


@cache
def unit_class(unit: str | None) -> str:
    """Return which class of units a unit, or a thing counted, belongs to."""
    if unit is None:
        return "bare"
    for name in ("cost", "rate", "design", "time"):
        if unit in word_list("kinds", f"{name} units"):
            return name
    fixed = {"%": "share", "points": "points", "x": "times"}.get(unit)
    if fixed:
        return fixed
    if unit in UNITS and not is_listed(unit, "cost"):
        return "cost" if UNITS[unit].family in word_list("kinds", "cost families") else "bare" if unit == "dB" else "physical"
    thing = unit.split()[-1]
    if known_hardware(thing.removesuffix("s")):
        return "counts setting"
    return next((f"counts {section}" for section in ("setting", "cost") if is_listed(thing, section)), "counts data")


def is_listed(noun: str, section: str) -> bool:
    """Tell whether a noun, or its singular, stands in a section of `counted.txt`."""
    low = noun.lower()
    nouns = word_list("counted", section)
    return low in nouns or low.removesuffix("s") in nouns


def _behind(text: str, reading: Reading) -> set[str]:
    """Describe the phrase behind the number, or behind the list of numbers it begins."""
    siblings = _SIBLINGS.match(text, reading.end)
    start = siblings.end() if siblings else reading.end
    words = _WORD.findall(text[start : start + 80].lower())[:_BEHIND_REACH]
    if not words:
        return {"nothing"}
    first = words[0]
    found = {f"first {_CLASS_OF.get(first) or (first if first in _ENDS else 'word')}"}
    if first == "of":
        return found | ({f"of {name}" for name in map(_CLASS_OF.get, words[1:5]) if name} or {"of word"})
    for place, word in enumerate(words):
        if place and word in _ENDS:
            if word in ("than", "over", "compared"):
                found.add("has than")
            break
        if name := _CLASS_OF.get(word):
            found.add(f"has {name}")
    return found


def _ahead(text: str, floor: int, reading: Reading) -> set[str]:
    """Describe the words before the number: the nearest that counts, and the verb that governs it."""
    words = _WORD.findall(text[max(floor, reading.start - 110) : reading.start].lower())[-_AHEAD_REACH:]
    while words and (words[-1] in _APPROXIMATE or words[-2:] == ["up", "to"]):
        del words[-2 if words[-2:] == ["up", "to"] else -1 :]
    if not words:
        return {"first nothing"}
    first = words[-1]
    prominent = first if first in _PROMINENT else None
    found = {f"first {prominent or _kind_of(first)}"}
    if first == "(" and _NAME_BRACKET.search(text, floor, reading.start):
        found.add("bracket behind name")
    if first in ("of", "by", "to", "is", "(") and len(words) > 1:
        before = next((word for word in reversed(words[:-1]) if word not in _APPROXIMATE), "")
        found.add(f"first {first} behind {_kind_of(before)}")
    verb = next(filter(None, map(_VERB_OF.get, reversed(words))), "none")
    found.update((f"verb {verb}", f"verb {verb} first {prominent or 'word'}"))
    found.update([f"near {name}" for name in map(_CLASS_OF.get, words[-5:]) if name])
    return found


def _kind_of(word: str) -> str:
    return _CLASS_OF.get(word) or _VERB_OF.get(word) or ("number" if word[0].isdecimal() else "word")


def _by_word(classes: Iterable[tuple[str, frozenset[str]]]) -> dict[str, str]:
    """Return the first of the classes for each word of any."""
    found: dict[str, str] = {}
    for name, words in classes:
        found |= dict.fromkeys(words - found.keys(), name)
    return found


_CLASS_OF = _by_word((name, word_list("kinds", name)) for name in _CLASSES)
_VERB_OF = _by_word((name, verb_forms(f"{name} verbs", "kinds")) for name in ("beat", "change", "reach", "have", "collect", "run", "test"))


def class_of(word: str) -> str | None:
    """Return the class of nouns and adjectives that a word belongs to, or None."""
    return _CLASS_OF.get(word)
