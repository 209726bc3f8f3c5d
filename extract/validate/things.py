"""Counted things: what a number counts by the words right behind it, against what it is said to count."""

from __future__ import annotations

import re

from extract.numbers.readings import Form
from extract.validate.agreement import abbreviates, stem, stems
from extract.validate.comparable import sort_of
from extract.validate.metrics import WEAK, head, is_measure
from extract.validate.source import Source, counted_noun
from extract.validate.spelling import spelled_places
from extract.validate.units import measures
from extract.validate.vocabulary import FILLER, LIKE_THINGS, PARTS

LONGEST = 6  # words behind a number that may be what it counts
REACH = 90  # characters
NEAR = 60
MANY = frozenset((Form.INTEGER, Form.DECIMAL, Form.WORD, Form.POWER))
_COUNTS = frozenset((None, "epochs", "timesteps", "pixels"))  # dimensions of units that are things
_NUMBER_OF = re.compile(r"^(?:the\s+)?(?:total\s+|overall\s+)?(?:number|count|amount)s?\s+of\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;:.()\[\]]+")
_PARTS = re.compile(r"\b(?:among|of|including|from)\s+(?:whom|which|these|those|them)\b", re.IGNORECASE)
_PARTS_OF = frozenset(stem(word) for word in PARTS.split())
_KIND_OF = {stem(word): kind for kind, words in enumerate(LIKE_THINGS) for word in words.split()}


def other_thing(source: Source, index: int, metric: str, unit: str | None) -> str | None:
    """Return what a number counts, where something else is given: another thing that the text counts, or speaks of elsewhere.

    Words for one thing (people and participants) are no contradiction, and of one kind are those for the parts of a whole.
    """
    mine = counted(source, index)
    given = _given(metric, unit) if mine else ()
    if not mine or not given:
        return None
    other = _is_counted_elsewhere(source, index, given) or _is_spoken_of(source, given, mine, unit)
    differs = other and not _may_be_same(source, index, given, metric, mine)
    return " ".join(mine) if differs or _is_part(given, metric, mine) else None


def counted(source: Source, index: int) -> tuple[str, ...]:
    """Return the words right behind a number that say what it counts, up to a plural; none where it counts nothing."""
    if index not in source.things:
        source.things[index] = _find_counted(source, index)
    return source.things[index]


def _find_counted(source: Source, index: int) -> tuple[str, ...]:
    reading = source.passage.readings[index]
    value = reading.values[0]
    if reading.form not in MANY or value.value.denominator != 1 or value.high is not None or sort_of(reading).dimension not in _COUNTS:
        return ()
    if source.text[reading.number_end : reading.number_end + 1] not in (" ", "\n", "~", "\\", "-"):
        return ()
    words: list[str] = []
    for found in _WORD.finditer(source.text, reading.number_end, min(_next_number(source, index), reading.number_end + REACH)):
        word = found[0].strip("-~\\$\"'“”")
        if len(words) == LONGEST or word.lower() in FILLER or not word[:1].isalpha():
            break
        if word.endswith(("ing", "ed")) and any(map(_is_plural, words)):
            break
        words.append(word)
        if source.text[found.end() : found.end() + 1] not in (" ", "\n", "~"):
            break
    last = max((i for i, word in enumerate(words) if _is_plural(word)), default=-1)
    return tuple(words[: last + 1])


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")) and any(char.islower() for char in word)


def _given(metric: str, unit: str | None) -> tuple[str, ...]:
    """Return the stems of what a number is said to count: by its unit, or by its metric where that is no measure."""
    noun = next((m.noun for m in measures(unit) if m.noun), "") if unit else ""
    if noun or unit:
        return stems(noun)
    words = head(_NUMBER_OF.sub("", metric))
    return () if is_measure(words) else stems(words)


def _may_be_same(source: Source, index: int, given: tuple[str, ...], metric: str, mine: tuple[str, ...]) -> bool:
    reading = source.passage.readings[index]
    own = frozenset(stems(" ".join(mine))) | frozenset(counted_noun(reading))
    words = frozenset((*given, *stems(head(metric)))).difference(FILLER, WEAK)
    if words & own or any(_KIND_OF.get(a, a) == _KIND_OF.get(b, b) for a in given[-1:] for b in own):
        return True
    if any(abbreviates(word, metric) or word.isupper() for word in mine):
        return True
    _, end = source.clause_of(reading.start)
    behind = source.text[reading.number_end : min(end, reading.number_end + REACH, _next_number(source, index))]
    ahead = source.text[max(source.sentence_at(index)[0], reading.start - NEAR) : reading.start]
    return bool(words & frozenset(stems(behind))) or _PARTS.search(ahead) is not None


def _next_number(source: Source, index: int) -> int:
    _, end = source.sentence_at(index)
    following = [source.starts[i] for i in source.quantities if source.starts[i] > source.starts[index]]
    return min([end, *following])


def _is_counted_elsewhere(source: Source, index: int, given: tuple[str, ...]) -> bool:
    value = source.likeliest[index][1]
    for other in source.quantities:
        if source.likeliest[other][1] != value:
            theirs = stems(" ".join(counted(source, other))) or counted_noun(source.passage.readings[other])
            if theirs and theirs[-1] == given[-1]:
                return True
    return False


def _is_part(given: tuple[str, ...], metric: str, mine: tuple[str, ...]) -> bool:
    """Tell whether parts of a thing are counted, or groups of it, and the thing itself is given: videos for "video frames"."""
    own = stems(" ".join(mine))
    return own[-1] in _PARTS_OF and given[-1] in own[:-1] and own[-1] not in (*given, *stems(metric))


def _is_spoken_of(source: Source, given: tuple[str, ...], mine: tuple[str, ...], unit: str | None) -> bool:
    """Tell whether the text speaks of what is given as the unit in just these words; a word for a general kind does not do alone."""
    if unit is None or (len(given) == 1 and given[-1] in _KIND_OF and stem(mine[-1].lower()) not in _KIND_OF):
        return False
    return bool(spelled_places(source.low, unit, (0, len(source.low))))
