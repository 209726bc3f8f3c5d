"""Pieces of a text that look like names, and what speaks for each being a dataset or a system."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.language.aliases import name_key
from extract.language.tokens import Token
from extract.language.words import lowered, one_of, verb_forms, word_list

_ADJECTIVE_TAIL = re.compile(rf"-{one_of('words', 'adjective endings')}(?:-|$)")
_VERSION = re.compile(r"^(?:[vV]?\d+(?:\.\d+)*[KkMB]?(?:/[vV]?\d+[KkMB]?)*|[A-Z]|\d+[KMB])$")
_SIZE_TAIL = re.compile(
    rf"(?:[-/\s](?:{one_of('words', 'sizes')}|[a-z]{{1,2}}\d?)|[-/\s]?(?:\d[\w.]*|v\d[\d.]*))+$",
    re.IGNORECASE,
)
_CAPITAL_ADJECTIVE = re.compile(r"^[A-Z][a-z]+-[a-z]+$")
_DEVICE = re.compile(r"\b(?:[GTC]PUs?|phones?|Cortex|Orin|Nano|Xavier)$|^(?:STM32|TPUv?\d|iPhone ?\d|[GR]TX|ASICs?$|NPU|Pixel|Snapdragon)")
_COUNTED_ADJECTIVE = re.compile(r"[\d.,]+(?:[KMBGT]|[KMGT]B|ms)?(?:-[a-z]+)+$")
_METRIC_START = re.compile(r"^(?:top-?\d|[rp]@\d|recall@|precision@|pass@|hits@|acc@|ap\d|f1)", re.IGNORECASE)


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
    other: float = 0.0
    own: bool = False
    listed: bool = False  # the first of a list behind "such as" or in brackets
    variant: bool = False  # a size or version of something of the paper's own


def find_candidates(text: str, tokens: list[Token], sentence_starts: frozenset[int]) -> list[Candidate]:
    """Return the pieces of the text that look like names, in order; none overlap."""
    found = []
    small = _written_small()
    last = -1
    for index in [at for at, token in enumerate(tokens) if token.text != token.low or token.text in small]:
        if index > last and _opens_name(tokens[index], sentence_starts):
            last = _last_of_name(text, tokens, index, sentence_starts)
            found.append(_candidate(text, tokens, index, last))
    return found


def _candidate(text: str, tokens: list[Token], first: int, last: int) -> Candidate:
    if last > first and _CAPITAL_ADJECTIVE.match(tokens[first].text) and _known(tokens[first + 1].text):
        first += 1
    start, end = tokens[first].start, tokens[last].end
    if "-" in tokens[last].text and (tail := _ADJECTIVE_TAIL.search(text, tokens[last].start, end)):
        end = tail.start()
    name = text[start:end]
    return Candidate(start, end, name, name_key(name), first, last)


def _opens_name(token: Token, sentence_starts: frozenset[int]) -> bool:
    word = token.text
    if word == token.low:
        return word in _written_small()
    if len(word) < 2 or token.low in _never_names() or word in word_list("metrics", "heads") or _METRIC_START.match(word):
        return False
    if word[0].isdigit():
        return (
            not _COUNTED_ADJECTIVE.match(word)
            and bool(re.search(r"[A-Z]{2}|[A-Z].*[a-z]|[a-z].*[A-Z]", word))
            and not re.match(r"[\d.,]+[KMBGTkx]?$|[\d.]+[A-Z]+s?$", word)
        )
    if not word[1:].islower() and word[1:].lower() != word[1:]:
        return not re.match(r"[A-Z][a-z]+-[A-Z]?[a-z]+", word) or token.start not in sentence_starts or _known(word)
    return word[0].isupper() and (token.start not in sentence_starts or _known(word) or any(char.isdigit() for char in word))


def _last_of_name(text: str, tokens: list[Token], first: int, sentence_starts: frozenset[int]) -> int:
    last = first
    while last + 1 < len(tokens) and last - first < 7:
        gap = text[tokens[last].end : tokens[last + 1].start]
        if gap not in (" ", "~", "-", "\n"):
            break
        if "-" in tokens[last].text and _ADJECTIVE_TAIL.search(tokens[last].text):
            break
        if _goes_on(tokens, first, last, sentence_starts):
            last += 1
        elif step := _bridge(text, tokens, last):
            last += step
        else:
            break
    return last


def _goes_on(tokens: list[Token], first: int, last: int, sentence_starts: frozenset[int]) -> bool:
    here, following = tokens[last], tokens[last + 1]
    if _VERSION.match(following.text):
        if name_key(here.text + following.text) in _keys("datasets", "names"):
            return True
        return not following.text[0].isdigit() or (here.text[0].isupper() and not here.text[-1].isdigit() and _is_version(tokens, last + 1))
    if not _opens_name(following, sentence_starts):
        return False
    if known_dataset(here.text):
        return known_dataset(following.text) or (following.text[1:].islower() and not known_system(following.text))
    return True


def _is_version(tokens: list[Token], index: int) -> bool:
    """Tell whether a bare number behind a name is its version: nothing that could be counted follows."""
    number = tokens[index].text
    if "." in number and len(number.split(".")[-1]) > 1:
        return False
    return number[0] in "vV" or (len(number) == 4 and number.startswith(("19", "20"))) or ("." in number and float_or_zero(number) < 10)


def float_or_zero(number: str) -> float:
    """Return the number written, or zero where it is none."""
    try:
        return float(number)
    except ValueError:
        return 0.0


def _bridge(text: str, tokens: list[Token], last: int) -> int:
    """Return how many words lead to the next capitalised part of the name, itself included ("Map of the World": 3), or zero."""
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
        if between in (["in"], ["and"]) and name_key(whole) in _keys("datasets", "names"):
            return words + 1
    return 0


@cache
def _written_small() -> frozenset[str]:
    return word_list("datasets", "written small") | word_list("models", "written small")


@cache
def _never_names() -> frozenset[str]:
    heads = frozenset(head for head in word_list("metrics", "heads") if head.islower())
    return lowered("words", "function words") | lowered("words", "parts of datasets") | heads


def _known(word: str) -> bool:
    return known_dataset(word) or known_system(word)


@cache
def _keys(name: str, section: str) -> frozenset[str]:
    return frozenset(name_key(entry) for entry in word_list(name, section))


@cache
def known_dataset(name: str) -> bool:
    """Tell whether the name, or the name without a size or version, is a well-known dataset."""
    return _is_known(name, _keys("datasets", "names")) and not _ends_in_system(name)


def _ends_in_system(name: str) -> bool:
    last = re.split(r"[-\s]", name)[-1]
    return last != name and (name_key(last) in _keys("models", "names") or last in word_list("models", "families"))


@cache
def known_system(name: str) -> bool:
    """Tell whether the name, or the name without a size or version, is a well-known model."""
    return _is_known(name, _keys("models", "names")) or name in word_list("models", "families")


@cache
def known_other(name: str) -> bool:
    """Tell whether the name is a device, an organisation, a field, a language: neither a dataset nor a system."""
    others = word_list("models", "not names")
    return name in others or all(part in others and part[1:].islower() for part in re.split(r"[-\s]", name)) or known_hardware(name)


@cache
def exactly_known(name: str) -> bool:
    """Tell whether the name itself is well known, or a size or version of such a one."""
    keys = _keys("datasets", "names") | _keys("models", "names")
    return name_key(name) in keys or name_key(_SIZE_TAIL.sub("", name)) in keys or name in word_list("models", "families")


@cache
def known_hardware(name: str) -> bool:
    """Tell whether the name is a device."""
    return bool(_DEVICE.search(name)) or any(name == entry or name.startswith(entry + " ") for entry in word_list("models", "hardware"))


def _is_known(name: str, keys: frozenset[str]) -> bool:
    if name_key(name) in keys:
        return True
    short = _SIZE_TAIL.sub("", name)
    if len(short) > 2 and name_key(short) in keys:
        return True
    parts = re.split(r"[-\s]", name)
    if len(parts) == 1:
        return False
    return any(len(part) > 2 and name_key(part) in keys and part not in word_list("models", "not names") for part in (parts[-1], parts[0]))


@cache
def verbs_of_systems() -> frozenset[str]:
    """Return the words that follow a system as its verb."""
    return verb_forms("system verbs")


@cache
def comparisons() -> frozenset[str]:
    """Return the words in front of a system that something is compared with."""
    return verb_forms("comparison words")
