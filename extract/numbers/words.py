"""Numbers spelled out: cardinals, fractions, multipliers, orders of magnitude; found by their words and read exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from extract.numbers.readings import Distractor, Form, Modifier

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_ONES.split())} | {"fourty": 40}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)} | {"fourty": 40}
del ONES["fourty"]
GROUPS = {"hundred": 100, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
VAGUE = {"tens", "dozens", "hundreds", "thousands", "millions", "billions", "trillions"}
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
         "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10,
         "tenths": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000, "hundredths": 100}  # fmt: skip
CHANGES = {"twice": Fraction(2), "thrice": Fraction(3), "halve": Fraction(1, 2), "halves": Fraction(1, 2), "halved": Fraction(1, 2),
           "halving": Fraction(1, 2)}  # fmt: skip
CHANGES |= {form: Fraction(n) for n, stem in ((2, "doubl"), (3, "tripl"), (4, "quadrupl"), (5, "quintupl"))
            for form in (f"{stem}e", f"{stem}es", f"{stem}ed", f"{stem}ing")}  # fmt: skip
ORDINALS = {
    word: n for n, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)
}
_CARDINALS = ONES | TENS | GROUPS
_FOLDS = {f"{word}fold": value for word, value in _CARDINALS.items() if value}
WORDS = frozenset([*_CARDINALS, *VAGUE, *PARTS, *CHANGES, *ORDINALS, *_FOLDS, "magnitude"])
_ENCODED = frozenset(word.encode() for word in WORDS)
_NEXT = re.compile(r"(?:[ -]|\s)(and )?(an? )?([A-Za-z]+)")


MAX_WORDS = 24
"""A longer run of number words is no number that a text states; it is read in pieces."""


class Spelled(NamedTuple):
    """A number in words: `text[start:end]`, with what its words alone tell."""

    start: int
    end: int
    value: Fraction
    form: Form
    unit: str | None = None
    modifier: Modifier | None = None
    distractor: Distractor | None = None


def find_words(lower: str, among: frozenset[bytes]) -> list[tuple[int, str]]:
    """Return start and form of every number word of a text in lower case with these tokens, in order."""
    if not (seen := among & _ENCODED):
        return []
    return sorted((match.start(), word) for word in map(bytes.decode, seen) for match in _pattern(word).finditer(lower))


def read_all_words(lower: str, among: frozenset[bytes]) -> list[Spelled]:
    """Return every spelled number of a text in lower case with these tokens, in order and apart."""
    spelled: list[Spelled] = []
    for start, word in find_words(lower, among):
        if (not spelled or start >= spelled[-1].end) and (item := read_words(lower, start, word)):
            spelled.append(item)
    return spelled


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(word: str) -> re.Pattern[str]:
    if word not in _PATTERNS:
        _PATTERNS[word] = re.compile(rf"{word}(?<![a-z0-9_]{word})(?![a-z0-9_])")
    return _PATTERNS[word]


def read_words(lower: str, start: int, word: str) -> Spelled | None:
    """Read the spelled number whose first number word stands at `start`."""
    if word in _FOLDS:
        return _fold(lower, start, word)
    if word == "magnitude":
        return _orders(lower, start)
    if word in VAGUE:
        return Spelled(start, start + len(word), Fraction(_CARDINALS.get(word[:-1], 10)), Form.WORD, distractor=Distractor.VAGUE)
    if word in CHANGES and (word != "halves" or not _ends_with(lower, start, _HALVES_OF)):
        return _change(lower, start, word)
    if word in _CARDINALS:
        return _cardinal(lower, start, word)
    return _part(lower, start, word)


def _fold(lower: str, start: int, word: str) -> Spelled:
    """Read threefold; "our insights are twofold: (1) …" counts parts of an argument."""
    end = start + len(word)
    compared = lower.startswith((" high", " low", " more", " less", " fast", " great", " small", " large"), end)
    parts = _ends_with(lower, start, (" is ", " are ", " was ", " were ")) and not compared
    return Spelled(start, end, Fraction(_FOLDS[word]), Form.MULTIPLIER, "x", distractor=Distractor.DESIGN if parts else None)


_AN_ORDER = re.compile(r"(?:an |one )(?:full )?orders?[ -]of[ -]$")
ORDERS = re.compile(r"[ -](?:full |whole |decimal |entire |additional |more )?orders?[ -]of[ -]magnitudes?(?![a-z])", re.I)


def _orders(lower: str, start: int) -> Spelled | None:
    """Read "an order of magnitude" as 10; orders that are not counted are vague."""
    before, end = lower[max(0, start - 24) : start], start + len("magnitude")
    if match := _AN_ORDER.search(before):
        return Spelled(start - len(before) + match.start(), end, Fraction(10), Form.ORDERS, "x")
    vague = before.endswith((" orders of ", " order of ", "orders-of-"))
    return Spelled(start, end, Fraction(10), Form.ORDERS, "x", distractor=Distractor.VAGUE) if vague else None


_HALVES_OF = (
    "two ",
    "both ",
    "the ",
    "into ",
    "of ",
    "first ",
    "second ",
    "other ",
    "in ",
    "left ",
    "right ",
    "upper ",
    "lower ",
    "equal ",
)
_WHAT_IS_DOUBLED = ("the ", "that ", "its ", "their ", "our ", "in ", "as ", "for ", "when ", "after ", "if ", "with ", "every ")


def _change(lower: str, start: int, word: str) -> Spelled:
    """Read twice, doubles, halved; "double descent" and "triple loss" are names of things."""
    end = start + len(word)
    adjective = word in ("double", "triple", "quadruple", "quintuple")
    compares = lower.startswith(_WHAT_IS_DOUBLED, end + 1) or _ends_with(lower, start, (" to ", " more than ", " nearly ", " almost "))
    named = (adjective and not compares) or lower.startswith("-", end) or _ends_with(lower, start, ("successive ", "iterated "))
    return Spelled(start, end, CHANGES[word], Form.MULTIPLIER, "x", distractor=Distractor.DESIGN if named else None)


def _following(lower: str, end: int) -> Iterator[tuple[re.Match[str], str]]:
    while match := _NEXT.match(lower, end):
        yield match, match[3]
        end = match.end()


def _cardinal(lower: str, start: int, word: str) -> Spelled | None:
    """Read a run of cardinal words as far as it is one number: "a hundred and twenty", "two and a half million"."""
    total, current, end, half = 0, 0, start, Fraction(0)
    last: int | None = None
    for match, item in islice(_with_first(lower, start, word), MAX_WORDS):
        step = _CARDINALS.get(item)
        if item == "half" and match is not None and match[1] and match[2] and last is not None and last < 10:
            half, end = Fraction(1, 2), match.end()
            continue
        if step is None or not _may_follow(last, step, match):
            break
        if step in GROUPS.values() and item in GROUPS:
            if half:
                half, current = Fraction(0), int((current + half) * step)
            elif last is not None and last >= 1000:
                total *= step
            else:
                current = max(current, 1) * step
            if step >= 1000:
                total, current = total + current, 0
        else:
            current += step
        last, end = step, (start + len(word) if match is None else match.end())
    value = Fraction(total + current) + half if half else _whole(total + current)
    if word in GROUPS and _ends_with(lower, start, ("few ", "several ", "many ")):
        return Spelled(start, end, value, Form.WORD, distractor=Distractor.VAGUE)
    if point := _POINT.match(lower, end):
        return _decimal(lower, start, value, point)
    return _with_parts(lower, _with_article(lower, start, word), end, value)


_DIGIT_WORD = "zero|oh|one|two|three|four|five|six|seven|eight|nine"
_POINT = re.compile(rf" point ((?:{_DIGIT_WORD})(?:[ -](?:{_DIGIT_WORD})){{0,8}})(?: (thousand|million|billion|trillion))?(?![a-z])")


def _decimal(lower: str, start: int, whole: Fraction, point: re.Match[str]) -> Spelled:
    """Read "ninety-eight point seven", digit by digit behind the point, with a scale word behind it."""
    digits = "".join(str(ONES.get(word, 0)) for word in re.split("[ -]", point[1]))
    value = (whole + Fraction(int(digits), 10 ** len(digits))) * GROUPS.get(point[2] or "", 1)
    return Spelled(start, point.end(), value, Form.WORD)


@lru_cache(maxsize=1024)
def _whole(number: int) -> Fraction:
    return Fraction(number)


def _with_first(lower: str, start: int, word: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    yield None, word
    yield from _following(lower, start + len(word))


def _may_follow(last: int | None, step: int, match: re.Match[str] | None) -> bool:
    """Say whether a cardinal word may continue a number whose last word was worth `last`."""
    if last is None or match is None:
        return True
    if match[2]:
        return False
    if step >= 100 or (step == 12 and match[3] == "dozen"):
        return not match[1] and step > last
    if match[1]:
        return last >= 100
    return last >= 100 or (20 <= last <= 90 and 0 < step < 10)


def _with_article(lower: str, start: int, word: str) -> int:
    """Return the start with a leading "a" or "half a" that belongs to hundred, dozen, million."""
    article = word in GROUPS and (_ends_with(lower, start, (" a ", "\na ", "(a ")) or (start == 2 and lower.startswith("a ")))
    return start - 2 if article else start


def _ends_with(lower: str, end: int, tails: tuple[str, ...]) -> bool:
    return lower.endswith(tails, max(0, end - 16), end)


_OF_PARTS = re.compile(r"[ -](halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)(?![a-z])")
_IN_N = re.compile(r" (?:in|out of)(?: every)? (?:([0-9]{1,6})|([a-z]+))(?![a-z0-9.,]*[0-9%])")


def _with_parts(lower: str, start: int, end: int, value: Fraction) -> Spelled:
    """Read what makes a fraction of a cardinal: "two thirds", "one in five"."""
    if (match := ORDERS.match(lower, end)) and 0 < value <= 30:
        return Spelled(start, match.end(), Fraction(10) ** int(value), Form.ORDERS, "x")
    if (match := _OF_PARTS.match(lower, end)) and 0 < value < 100 and (value > 1 or not match[1].endswith("s")):
        if of := _OF_GROUP.match(lower, match.end()):
            return Spelled(start, of.end(), value / PARTS[match[1]] * GROUPS[of[1]], Form.WORD)
        return Spelled(start, match.end(), value / PARTS[match[1]], Form.FRACTION)
    if value and (match := _IN_N.match(lower, end)):
        whole = Fraction(match[1]) if match[1] else Fraction(_CARDINALS.get(match[2], 0))
        if whole > value:
            return Spelled(start, match.end(), value / whole, Form.FRACTION)
    return Spelled(start, end, value, Form.WORD)


_OF_GROUP = re.compile(r" of an? (hundred|thousand|million|billion|trillion)(?![a-z])")
_SPANS = {"minute": "min", "hour": "h", "day": "days", "week": "weeks", "month": "months", "year": "years", "decade": "decades"}
_AND_A_HALF = re.compile(rf"(?<![a-z0-9])(?:an?|one) ({'|'.join(_SPANS)}) and an? $")
_HALF_OF = re.compile(r" an? (hundred|dozen|thousand|million|billion|trillion)(?![a-z])")
_SHARE_FOLLOWS = (
    " of",
    " the",
    " as ",
    " fewer",
    " less",
    " more",
    " fast",
    " slow",
    " low",
    " high",
    " cheap",
    " small",
    " large",
    " long",
    " short",
)
_SHARE_PRECEDES = (
    "by a ",
    "to a ",
    "than a ",
    "about a ",
    "only a ",
    "roughly a ",
    "nearly a ",
    "almost a ",
    "around a ",
    "over a ",
    "under a ",
)
_PHRASE_ENDS = re.compile(r"[.,;:)]|$| (?:on|in|when|with|while|and|for|compared|relative|without|at|over|across|but)\b")


def _is_share(lower: str, start: int, end: int) -> bool:
    """Say whether "a third" is a part of something, not the third of several: "a third of it", "cut by a third"."""
    if lower.startswith(_SHARE_FOLLOWS, end):
        return True
    return _ends_with(lower, start, _SHARE_PRECEDES) and _PHRASE_ENDS.match(lower, end) is not None


_ARTICLE = re.compile(r"(?:^|[\s(-])(?:a |an |one[ -])$")


def _part(lower: str, start: int, word: str) -> Spelled | None:
    """Read half, quarter, "a third of"; other ordinals count places."""
    end = start + len(word)
    if word == "half" and (span := _AND_A_HALF.search(lower, max(0, start - 24), start)):
        return Spelled(span.start(), end, Fraction(3, 2), Form.WORD, _SPANS[span[1]])
    if word == "half" and (match := _HALF_OF.match(lower, end)):
        return Spelled(start, match.end(), Fraction(GROUPS[match[1]], 2), Form.WORD)
    article = _ARTICLE.search(lower[max(0, start - 6) : start]) is not None
    if article and (of := _OF_GROUP.match(lower, end)):
        start -= 2 if lower.endswith("a ", 0, start) else 0
        return Spelled(start, of.end(), Fraction(GROUPS[of[1]], PARTS[word]), Form.WORD)
    if word == "half" or (word in PARTS and article and _is_share(lower, start, end)):
        if lower[end : end + 1] == "-":
            return Spelled(start, end, Fraction(1, 2), Form.FRACTION, distractor=Distractor.DESIGN)
        return Spelled(start, end, Fraction(1, PARTS[word]), Form.FRACTION)
    if word == "quarter" and article:
        return Spelled(start, end, Fraction(1, 4), Form.FRACTION)
    if word in ORDINALS and not (word == "second" and _ends_with(lower, start, ("per ", "a ", "each ", "/"))):
        return Spelled(start, end, Fraction(ORDINALS[word]), Form.WORD, distractor=Distractor.ORDINAL)
    return None
