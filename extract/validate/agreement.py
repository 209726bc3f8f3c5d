"""Tell whether two wordings name the same dataset, system or metric, another one, or whether it cannot be told."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from extract.language.aliases import name_key
from extract.validate.view import plain_words
from extract.validate.vocabulary import DATA_WORDS, FILLER, SYSTEM_WORDS


class Relation(StrEnum):
    """How two wordings stand to each other."""

    SAME = "same"
    OTHER = "other"
    UNCLEAR = "unclear"


_ENDINGS = (
    "ization", "isation", "izations", "ations", "ation", "itions", "ition", "ments", "ment", "ings", "ing", "ions", "ion",
    "ives", "ive", "ies", "ized", "ised", "izes", "ize", "ise", "ed", "es", "er", "ers", "ly", "al", "s", "e", "y",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_JOINTS = (",", ";", " and ", " or ")
_VARIANT = re.compile(r"^(?:[a-z]|[a-z]?\d[\w.]*|v\d+|xl|xxl|base|large|small|tiny|huge|giant|nano|mini|lite|plus|hard|real|sketch)$")


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """Return the words of a string, in lower case, without their endings; numbers keep their decimals."""
    found = re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", plain_words(text).lower())
    return tuple(stem(word) for word in found)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Take the endings of plurals, participles and nouns off a word, roughly: recognise, recognised, recognition."""
    if len(word) < 5 or not word.isalpha():
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    if not word.endswith(_ENDINGS):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=8192)
def _pieces(name: str, generic: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the telling pieces of a name, and all of them: "Kinetics-600 dataset" is kinetics and 600."""
    found = re.findall(r"[^\W\d_]+|\d+(?:\.\d+)*[a-z]?(?![^\W\d_])|\d+", plain_words(name).lower())
    everything = frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found)
    return frozenset(word for word in everything if word not in generic and word not in FILLER and f"{word}s" not in generic), everything


@lru_cache(maxsize=8192)
def _relation(said: str, named: str, generic: frozenset[str]) -> Relation:
    if name_key(said) == name_key(named):
        return Relation.SAME
    mine, all_mine = _pieces(said, generic)
    theirs, all_theirs = _pieces(named, generic)
    if not mine or not theirs:
        if mine or theirs:
            return Relation.UNCLEAR
        return Relation.SAME if all_mine & all_theirs - FILLER and not _splits_differ(all_mine, all_theirs) else Relation.UNCLEAR
    if mine == theirs or "".join(sorted(mine)) == "".join(sorted(theirs)):
        return Relation.SAME
    if _misspelled(said, named) or abbreviates(said, named) or abbreviates(named, said):
        return Relation.UNCLEAR
    extra = (mine - theirs) | (theirs - mine)
    if mine <= theirs or theirs <= mine:
        return Relation.UNCLEAR if any(_VARIANT.match(word) for word in extra) else Relation.SAME
    return Relation.OTHER


def abbreviates(short: str, long: str) -> bool:
    """Tell whether one name may be made of the first letters of the other: MiT and Moments in Time, SSv2 and Something-Something V2."""
    if len(short) < 2 or " " in short:
        return False
    words = _WORD.findall(long)
    if len(words) < 2 or len(short) > len(words) + 3:
        return False
    initials = "".join(word if word[-1].isdigit() else word[0] for word in words).lower()
    telling = "".join(word[0] for word in words if word.lower() not in FILLER).lower()
    key = name_key(short)
    partly = len(telling) > 1 and short.isupper() and key.endswith(telling)  # the first word of a long name may be left out
    return len(key) > 1 and (partly or key in (initials, telling))


def _misspelled(said: str, named: str) -> bool:
    """Tell whether two long names differ by one letter, and in no digit."""
    a, b = sorted((name_key(said), name_key(named)), key=len)
    if len(a) < 8 or len(b) - len(a) > 1 or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[same:] == b[same + 1 :] or a[same + 1 :] == b[same + 1 :]


def _splits_differ(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    splits = {"test", "validation", "val", "training", "train", "dev"}
    return bool(mine & splits) and bool(theirs & splits) and not mine & theirs & splits


@lru_cache(maxsize=8192)
def siblings(said: str, named: str) -> bool:
    """Tell whether two names differ only in their variant: B7 and B8, Large and Small, 400 and 700."""
    mine, _ = _pieces(said, frozenset())
    theirs, _ = _pieces(named, frozenset())
    ours, others = mine - theirs, theirs - mine
    return bool(mine & theirs) and bool(ours) and bool(others) and all(_VARIANT.match(word) for word in ours | others)


def differ_in_both(said: str, named: str) -> bool:
    """Tell whether two names of systems share a piece, and each has one that the other lacks: A-X and B-X."""
    (mine, _), (theirs, _) = _pieces(said, SYSTEM_WORDS), _pieces(named, SYSTEM_WORDS)
    return bool(mine & theirs) and bool(mine - theirs) and bool(theirs - mine)


def members(said: str) -> list[str]:
    """Split a list of names into its members; a single name is its only member."""
    if not any(mark in said for mark in _JOINTS):
        return [said]
    parts = [part.strip() for part in re.split(r",\s+|\s+(?:and|or)\s+|;\s+", said)]
    return [part for part in parts if part] or [said]


@lru_cache(maxsize=8192)
def same_dataset(said: str, named: str) -> Relation:
    """Compare two names of datasets; a list agrees where one of its members does."""
    relations = [_data_relation(a, b) for a in members(said) for b in members(named)]
    if Relation.SAME in relations:
        return Relation.SAME
    return Relation.UNCLEAR if Relation.UNCLEAR in relations else Relation.OTHER


def _data_relation(said: str, named: str) -> Relation:
    """Compare two names of datasets; a suffix in capitals or digits makes another one (ImageNet-CN), though one name holds the other."""
    relation = _relation(said, named, DATA_WORDS)
    if relation is not Relation.SAME or name_key(said) == name_key(named):
        return relation
    mine, theirs = (frozenset(re.findall(r"-([A-Z\d][A-Za-z\d]*)", name)) for name in (said, named))
    extra = {word.lower() for word in mine ^ theirs}
    return Relation.UNCLEAR if extra - DATA_WORDS else Relation.SAME


@lru_cache(maxsize=8192)
def same_system(said: str, named: str) -> Relation:
    """Compare two names of systems; where one holds the other with something more, it cannot be told."""
    relations = [_relation(said, member, SYSTEM_WORDS) for member in [named, *members(named)]]
    if Relation.SAME in relations:
        return Relation.SAME
    mine, _ = _pieces(said, SYSTEM_WORDS)
    theirs, _ = _pieces(named, SYSTEM_WORDS)
    if siblings(said, named):
        return Relation.OTHER
    return Relation.UNCLEAR if Relation.UNCLEAR in relations or mine & theirs else Relation.OTHER
