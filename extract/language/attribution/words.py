"""What the rules know of English words: small classes, read from `words.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple


class W:
    """Names of the classes of words; see `words.toml` for the members of each.

    Plain strings: the rules look them up thousands of times an abstract, and members of an enum cost several times as much.
    """

    DETERMINER: Final = "determiner"
    PREPOSITION: Final = "preposition"
    PLACE: Final = "place"
    CONJUNCTION: Final = "conjunction"
    CLAUSE: Final = "clause"
    RELATIVE: Final = "relative"
    SUBORDINATE: Final = "subordinate"
    PRONOUN: Final = "pronoun"
    OWN: Final = "own"
    BE: Final = "be"
    MODAL: Final = "modal"
    NEGATION: Final = "negation"
    REACH: Final = "reach"
    BEAT: Final = "beat"
    CHANGE: Final = "change"
    VERB: Final = "verb"
    COMPARATIVE: Final = "comparative"
    GAIN: Final = "gain"
    COMPARE: Final = "compare"
    RIVAL: Final = "rival"
    ABOUT: Final = "about"
    ADVERB: Final = "adverb"
    PRAISE: Final = "praise"
    SOTA: Final = "sota"
    RIVALS: Final = "rivals"
    SYSTEMNOUN: Final = "systemnoun"
    TRAINING: Final = "training"
    DATATAIL: Final = "datatail"
    MEASURE: Final = "measure"
    SCORE: Final = "score"
    VAGUE: Final = "vague"
    COSTNOUN: Final = "costnoun"
    DATANOUN: Final = "datanoun"


Classes = frozenset[str]
NO_CLASSES: Classes = frozenset()


@cache
def _file() -> Mapping[str, object]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _members(value: str) -> Iterator[str]:
    """Yield the members of a list: single words between blanks, phrases between bars."""
    head, *phrases = value.split("|")
    yield from head.split()
    yield from (" ".join(phrase.split()) for phrase in phrases if phrase.strip())


@cache
def classes_of_words() -> dict[str, Classes]:
    """Return word -> its classes."""
    table = _file()["classes"]
    assert isinstance(table, dict)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, members in table.items():
        for word in _members(members):
            found[word].add(name)
    return {word: frozenset(classes) for word, classes in found.items()}


_ENDS_PHRASE = frozenset((
    W.DETERMINER, W.PREPOSITION, W.CONJUNCTION, W.CLAUSE, W.RELATIVE, W.SUBORDINATE, W.PRONOUN, W.BE, W.MODAL, W.NEGATION,
    W.REACH, W.BEAT, W.CHANGE, W.VERB, W.COMPARE,
))  # fmt: skip
_NOUNS_THAT_LOOK_LIKE_VERBS = frozenset((W.GAIN, W.MEASURE, W.DATATAIL, W.VAGUE, W.COSTNOUN, W.SYSTEMNOUN, W.DATANOUN))
_FINITE = frozenset((W.REACH, W.BEAT, W.CHANGE, W.BE, W.MODAL))
_FINITE_THOUGH_NOUNS = frozenset(["score", "increases", "decreases", "drops", "speeds", "gains", "cost", "costs", "scores"])


class Word(NamedTuple):
    """What is known of a word: its classes, whether it can stand in a noun phrase, whether it can be the verb of a clause."""

    classes: Classes
    content: bool
    finite: bool


UNKNOWN = Word(NO_CLASSES, True, False)


@cache
def known_words() -> dict[str, Word]:
    """Return what is known of each word of the lists; other words are `UNKNOWN`."""
    return {word: Word(classes, _is_content(classes), _is_finite(word, classes)) for word, classes in classes_of_words().items()}


def _is_content(classes: Classes) -> bool:
    return classes.isdisjoint(_ENDS_PHRASE) or not classes.isdisjoint(_NOUNS_THAT_LOOK_LIKE_VERBS)


def _is_finite(word: str, classes: Classes) -> bool:
    """Tell whether a word can be a finite verb, as far as its form shows; nouns of the same form count as nouns, but for a few."""
    if W.VERB in classes and word.endswith("s") and classes.isdisjoint(_NOUNS_THAT_LOOK_LIKE_VERBS):
        return True
    if word.endswith("ing") or word == "to" or classes.isdisjoint(_FINITE):
        return False
    return (W.MEASURE not in classes and W.GAIN not in classes) or word in _FINITE_THOUGH_NOUNS


@cache
def measured_by() -> dict[str, str]:
    """Return adjective -> what it measures: faster -> speed."""
    table = _file()["comparatives"]
    assert isinstance(table, dict)
    return dict(table)


@cache
def phrases() -> dict[str, list[list[str]]]:
    """Return first word -> the phrases that are read as one token, as words, the longest first."""
    found: defaultdict[str, list[list[str]]] = defaultdict(list)
    for phrase in str(_file()["phrases"]).split("|"):
        words = phrase.split()
        if len(words) > 1:
            found[words[0]].append(words)
    return {first: sorted(members, key=len, reverse=True) for first, members in found.items()}
