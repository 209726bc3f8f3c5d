"""Pieces of a text that look like names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.language.aliases import name_key
from extract.language.known import known, known_dataset, known_system, listed
from extract.language.metric_shapes import is_metric
from extract.language.tokens import Token
from extract.language.words import Remembered, lowered, one_of, word_list
from extract.numbers.units import UNITS

_ADJECTIVE_TAIL = re.compile(rf"-(?:{one_of('words', 'adjective endings')}(?:-|$)|[a-z]{{3,}}ed$)")
_VERSION = re.compile(r"^(?:[vV]?\d+(?:\.\d+)*[KkMBb]?(?:/[vV]?\d+[KkMBb]?)*|[A-Z]|\d+[KMB])$")
_SIZE = re.compile(r"\d+(?:\.\d+)?[MBb]$")
_CAPITAL_ADJECTIVE = re.compile(r"^[A-Z][a-z]+-[a-z]+$")
_COUNTED = re.compile(r"[\d.,]+(?:[KMBGT]|[KMGT]B|ms)?(?:-[a-z]+)+$|[\d.,]+[KMBGTkx]?$|[\d.]+[A-Z]+s?$")  # "350M-parameter", "8B"
_MIXED = re.compile(r"[A-Z]{2}|[A-Z].*[a-z]|[a-z].*[A-Z]")
_INNER = re.compile(r"[a-z][A-Z]|[A-Za-z]\d")
_HYPHENED = re.compile(r"[A-Z][a-z]+-[A-Z]?[a-z]+")
_YEAR = re.compile(r"['’]\d\d(?!\w)")  # AIME'24
_SUBSET = re.compile(r"[A-Z]{2,5}|\d+[kKM]")  # ImageNet VID, Atari 100k
_NEVER, _INSIDE, _ANYWHERE = 0, 1, 2
_CLOSING = {'"': '"', "“": "”", "‘": "’", "'": "'", "`": "'"}
_NUMBER = re.compile(r"[\d.,]+[KkMB]?$")


@dataclass(slots=True)
class Candidate:
    """A piece that looks like a name: tokens `first` to `last`, and the evidence for what it names."""

    start: int
    end: int
    text: str
    key: str
    first: int
    last: int
    dataset: float = 0.0
    system: float = 0.0
    metric: float = 0.0
    other: float = 0.0
    own: bool = False
    described: bool = False  # a noun beside it says that it is a system
    listed: bool = False  # the first of a list behind "such as" or in brackets
    variant: bool = False  # a size or version of something of the paper's own
    called_dataset: bool = False  # by a definition: "NAME, a dataset of …"
    adjective: bool = False  # cut out of "NAME-based"


def find_candidates(text: str, tokens: list[Token], places: list[int], sentence_starts: frozenset[int]) -> list[Candidate]:
    """Return the pieces of the text that look like names, in order; none overlap. `places` are the words that may open one."""
    found = []
    last = -1
    sentence_starts = _without_names(tokens, places, sentence_starts)
    for index in places:
        if index > last and _opens_name(tokens[index], sentence_starts) and not _is_unit(text, tokens, index):
            last = _last_of_name(text, tokens, index, sentence_starts)
            found.append(_candidate(text, tokens, index, last))
    return found


def _without_names(tokens: list[Token], places: list[int], sentence_starts: frozenset[int]) -> frozenset[int]:
    """Return, of the places where a name may begin, the starts of sentences whose capital letter says nothing.

    It says something where the word has one inside another sentence too.
    """
    inside = {tokens[at].text for at in places if tokens[at].start not in sentence_starts}
    return frozenset(tokens[at].start for at in places if tokens[at].start in sentence_starts and tokens[at].text not in inside)


def _candidate(text: str, tokens: list[Token], first: int, last: int) -> Candidate:
    if last > first and _CAPITAL_ADJECTIVE.match(tokens[first].text) and known(tokens[first + 1].text):
        first += 1
    start, end = tokens[first].start, tokens[last].end
    tail = _ADJECTIVE_TAIL.search(text, tokens[last].start, end) if "-" in tokens[last].text else None
    if tail is not None:
        end = tail.start()
    elif year := _YEAR.match(text, end):
        end = year.end()
    name = text[start:end]
    return Candidate(start, end, name, name_key(name), first, last, adjective=tail is not None)


def _opens_name(token: Token, sentence_starts: frozenset[int]) -> bool:
    opening = _OPENINGS[token.text]
    return opening == _ANYWHERE or (opening == _INSIDE and token.start not in sentence_starts)


def _opening(word: str) -> int:
    """Return whether a word can be the first of a name: never, only inside a sentence, or anywhere."""
    low = word.lower()
    if word == low:
        return _ANYWHERE if word in _written_small() else _NEVER
    if len(word) < 2 or low in _never_names() or (is_metric(word) and not known_system(word)):
        return _NEVER
    if word[0].isdigit():
        return _NEVER if _COUNTED.match(word) or not _MIXED.search(word) else _ANYWHERE
    if not word[1:].islower() and word[1:].lower() != word[1:]:
        return _INSIDE if _HYPHENED.match(word) and not known(word) else _ANYWHERE
    if not word[0].isupper():
        return _NEVER
    return _ANYWHERE if known(word) or any(map(str.isdigit, word)) else _INSIDE


_OPENINGS = Remembered(_opening)


def may_open(word: str) -> bool:
    """Tell whether a word can be the first of a name, at least inside a sentence."""
    return _OPENINGS[word] != _NEVER


_MAY_BE_UNIT = Remembered(lambda word: len(word) <= 8 and (word in UNITS or word in word_list("words", "more units")))


def _is_unit(text: str, tokens: list[Token], index: int) -> bool:
    """Tell whether the word is the unit of a number before it ("4 GB") or of another unit ("mg/dL")."""
    word = tokens[index].text
    if index == 0 or not _MAY_BE_UNIT[word]:
        return False
    before = tokens[index - 1]
    gap = text[before.end : tokens[index].start]
    return (gap in (" ", "~", "", "-", "\u00a0") and bool(_NUMBER.match(before.text))) or (gap == "/" and len(before.text) <= 3)


_ENDS_IN_ADJECTIVE = Remembered(lambda word: "-" in word and _ADJECTIVE_TAIL.search(word) is not None)


def _last_of_name(text: str, tokens: list[Token], first: int, sentence_starts: frozenset[int]) -> int:
    if first + 1 < len(tokens) and (end := _quoted_end(text, tokens, first)):
        return end
    last = first
    while last + 1 < len(tokens) and last - first < 7:
        gap = text[tokens[last].end : tokens[last + 1].start]
        if gap == "/" and listed(text[tokens[first].start : tokens[last + 1].end]):
            last += 1
            continue
        if not gap and tokens[last].text.endswith("+") and tokens[last + 1].text[0].isupper():
            last += 1  # VoiceBank+DEMAND
            continue
        if gap not in (" ", "~", "-", "\n"):
            break
        if _ENDS_IN_ADJECTIVE[tokens[last].text]:
            break
        if _goes_on(text, tokens, first, last, sentence_starts):
            last += 1
        elif step := _bridge(text, tokens, last):
            last += step
        else:
            break
    return last


def _quoted_end(text: str, tokens: list[Token], first: int) -> int:
    """Return the last word of a name of several words in quotation marks, or zero; all its longer words have capital letters."""
    opening = text[tokens[first].start - 1 : tokens[first].start]
    if opening not in _CLOSING:
        return 0
    close = text.find(_CLOSING[opening], tokens[first].end, tokens[first].end + 80)
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].end <= close:
        last += 1
        if tokens[last].text[0].islower() and len(tokens[last].text) > 3:
            return 0
    return last if last > first and tokens[last].end == close else 0


_IS_VERSION = Remembered(lambda word: _VERSION.match(word) is not None)


def _goes_on(text: str, tokens: list[Token], first: int, last: int, sentence_starts: frozenset[int]) -> bool:
    here, following = tokens[last], tokens[last + 1]
    if _SUBSET.fullmatch(following.text) and _precedes_dataset_noun(text, tokens, last + 1) and known_dataset(here.text):
        return True
    if _IS_VERSION[following.text]:
        if not following.text[0].isdigit():
            return True
        if listed(here.text + following.text) and not (len(following.text) == 1 and _counts(text, tokens, last + 1)):
            return True
        return any(map(str.isupper, here.text)) and not here.text[-1].isdigit() and _is_version(text, tokens, last + 1)
    if following.text != following.low and listed(text[tokens[first].start : following.end]):
        return True
    if not _opens_name(following, sentence_starts):
        return False
    if listed(text[here.start : following.end]):
        return True
    if known_dataset(here.text) or known_dataset(text[tokens[first].start : here.end]):
        return known_dataset(following.text) or (following.text[1:].islower() and not known_system(following.text))
    return True


def _precedes_dataset_noun(text: str, tokens: list[Token], index: int) -> bool:
    """Tell whether "benchmark", "dataset" and the like stand right behind the word."""
    if index + 1 >= len(tokens) or text[tokens[index].end : tokens[index + 1].start] != " ":
        return False
    return tokens[index + 1].low in word_list("words", "dataset nouns")


def _is_version(text: str, tokens: list[Token], index: int) -> bool:
    """Tell whether a bare number behind a name is its version: nothing that could be counted follows."""
    number = tokens[index].text
    if "." in number and len(number.split(".")[-1]) > 1:
        return False
    if number[0] in "vV" or (len(number) == 4 and number.startswith(("19", "20"))) or ("." in number and float_or_zero(number) < 10):
        return True
    if len(number) == 1 and _INNER.search(tokens[index - 1].text) and _ends_phrase(text, tokens, index):
        return True
    numbered = tokens[index - 1].text in word_list("models", "numbered")
    return numbered and (bool(_SIZE.match(number)) or len(number) == 1) and not _counts(text, tokens, index)


def _ends_phrase(text: str, tokens: list[Token], index: int) -> bool:
    """Tell whether a sign, the end or a word of grammar follows: "NAME 2, a series", "NAME 2 is"."""
    if index + 1 == len(tokens) or text[tokens[index].end : tokens[index + 1].start] != " ":
        return not text[tokens[index].end :].startswith(("%", "\\", "/", "-", "$"))
    return tokens[index + 1].low in ("is", "was", "achieves", "outperforms", "and", "with")


def _counts(text: str, tokens: list[Token], index: int) -> bool:
    """Tell whether the word behind a number can be what it counts."""
    if index + 1 >= len(tokens) or text[tokens[index].end : tokens[index + 1].start] != " ":
        return False
    word = tokens[index + 1].text
    return word.islower() and word.endswith("s") and word not in ("is", "was", "has", "as", "achieves", "obtains", "reaches")


def float_or_zero(number: str) -> float:
    """Return the number written, or zero where it is none."""
    try:
        return float(number)
    except ValueError:
        return 0.0


_BRIDGES = frozenset(("of", "in", "and"))


def _bridge(text: str, tokens: list[Token], last: int) -> int:
    """Return how many words lead to the next capitalised part of the name, itself included ("Map of the World": 3), or zero."""
    if tokens[last + 1].text not in _BRIDGES:
        return 0
    for words in (1, 2):
        if last + words + 1 >= len(tokens):
            return 0
        between = [token.text for token in tokens[last + 1 : last + words + 1]]
        following = tokens[last + words + 1]
        whole = text[tokens[last].start : following.end]
        if whole.count(" ") != words + 1 or not following.text[0].isupper():
            continue
        both_words = tokens[last].text[1:].islower() and following.text[1:].islower() and len(following.text) > 2
        if between in (["of"], ["of", "the"]) and both_words:
            return words + 1
        if between in (["in"], ["and"]) and listed(whole):
            return words + 1
    return 0


@cache
def _written_small() -> frozenset[str]:
    """Return the words in small letters that open a name: those listed so, and known datasets that cannot be taken for a word."""
    names = (name for name in word_list("datasets", "names") if len(name) > 6 and _INNER.search(name) and " " not in name)
    telling = (name for name in names if 2 * sum(map(str.isupper, name)) <= len(name))  # LibriSpeech, not QuALITY
    return word_list("datasets", "written small") | word_list("models", "written small") | frozenset(map(str.lower, telling))


@cache
def _never_names() -> frozenset[str]:
    heads = frozenset(head for head in word_list("metrics", "heads") if head.islower())
    return lowered("words", "function words") | lowered("words", "parts of datasets") | heads
