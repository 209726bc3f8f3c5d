"""Contrary qualifiers of one measure or thing: mean and median, encoder and decoder, labelled and unlabelled, increase and decrease."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.language.attribution import Link
from extract.validate.agreement import stem
from extract.validate.elsewhere import own_stretch
from extract.validate.linked import LOOSE
from extract.validate.metrics import head
from extract.validate.source import Source
from extract.validate.vocabulary import FILLER

_CONTRARIES = (  # in each line words that exclude one another; those joined by "|" are the same
    "mean|average|averaged median maximum|maximal|peak|longest|highest minimum|minimal|shortest|lowest",
    "encoder|encoders decoder|decoders",
    "input|inputs output|outputs",
    "source target",
    "student|students teacher|teachers",
    "training|train inference|decoding|testing|test|deployment",
    "training|train validation|val|dev|development test|testing",
    "precision recall|sensitivity specificity f1",
    "positive|positives negative|negatives",
    "micro macro",
    "seen unseen",
    "first second third",
    "forward backward",
    "lower upper",
    "short long",
    "local global",
    "indoor outdoor",
    "internal external",
    "offline online",
    "single multi|multiple",
    "intra inter",
    "real synthetic|simulated|artificial",
    "clean noisy",
    "dense sparse",
    "left right",
    "male female",
    "monolingual bilingual multilingual",
    "2d 3d",
    "image pixel",
    "worst best",
    "word character|char phone|phoneme sentence|utterance token",
)
UPWARDS = "increase|increases|growth|rise|raise"
DOWNWARDS = "reduction|reductions|decrease|decreases|drop|decline|savings|saving|fewer"
_CLASSES: list[dict[str, str]] = [
    {word: words.split("|")[0] for words in line.split() for word in words.split("|")} for line in (*_CONTRARIES, f"{UPWARDS} {DOWNWARDS}")
]
_QUALIFIERS = frozenset(word for classes in _CLASSES for word in classes)
_NEGATED = re.compile(r"^(?:un|non|in|dis|im)-?(?=\w{5})")
_WORD = re.compile(r"[A-Za-z0-9][\w]*")
_PER_SECOND = re.compile(r"\bper\s+second\b|\bseconds\b", re.IGNORECASE)
_PER = re.compile(r"\b(?:per|for each|for every|in each)\s+(?:[\w-]+\s+)?(?P<what>[a-z]{3,})|\beach\b", re.IGNORECASE)
_UN = re.compile(r"^(?:un|in|dis)(?=\w{6})")
_NON = re.compile(r"(?<![^\W_])(?P<non>non-?\s?)?(?P<word>[a-z]{3,})")
_WITHOUT = re.compile(r"\b(with|without)\s(?:an?\s|the\s|any\s)?([a-z]{3,})")
_TOTAL = re.compile(r"\b(?:total|overall|altogether|combined)\b", re.IGNORECASE)
LONGEST = 5  # words behind a number
_AHEAD = re.compile(
    r"(?:^|[,;(]|\b(?:and|with|at)\s)\s*(?:an?|the|its)\s+(?P<what>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,2}?)\s+(?:of|is|was)\s+[~<>]*$"
)
_BORDER = re.compile(r"[,;:.()\[\]]")


def contrary(source: Source, index: int, said: str, link: Link | None) -> str | None:
    """Return the text's words for what a number measures or counts, where they have a qualifier that excludes a given one."""
    opposed = next((words for words in _wordings(source, index, link) if _exclude(head(said), words)), None)
    opposed = opposed or _of_all(source, index, said) or _with_or_without(source, index, said)
    return opposed or _negated_here(source, index, said) or _unsaid_here(source, index, said)


def _wordings(source: Source, index: int, link: Link | None) -> list[str]:
    """Return the words right behind a number, up to a small word or a sign, and those that it is linked to."""
    reading = source.passage.readings[index]
    words: list[str] = []
    rest = source.text[reading.number_end : own_stretch(source, index)[1]]
    for word in _BORDER.split(rest, maxsplit=1)[0].lstrip(" %-~\\").split():
        if len(words) == LONGEST or word.lower() in FILLER:
            break
        words.append(word)
    found = [" ".join(words)] if words else []
    ahead = _AHEAD.search(source.text[own_stretch(source, index)[0] : reading.start])
    if ahead is not None:
        return [*found, ahead["what"]]
    if link is None or (link.rule in LOOSE and (link.rule != "carried" or found)):
        return found
    of_pair = "/" in (source.text[reading.start - 1 : reading.start], source.text[reading.end : reading.end + 1])
    return found if of_pair else [*found, link.text]


@lru_cache(maxsize=4096)
def _exclude(said: str, stated: str) -> bool:
    """Tell whether two wordings of one thing have contrary qualifiers: beside the same word, or as their last words."""
    mine, theirs = qualified_words(said), qualified_words(stated)
    for classes in () if _QUALIFIERS.isdisjoint(mine) or _QUALIFIERS.isdisjoint(theirs) else _CLASSES:
        given, own = {classes[w] for w in mine if w in classes}, {classes[w] for w in theirs if w in classes}
        if given and own and given.isdisjoint(own) and _qualify_same(mine, theirs, classes):
            return True
    alone = [(a, b) for a in mine for b in theirs if a not in theirs and b not in mine]
    return any(_is_negated(a, b) or _is_negated(b, a) for a, b in alone)


def _qualify_same(mine: tuple[str, ...], theirs: tuple[str, ...], classes: dict[str, str]) -> bool:
    """Tell whether the qualifier of the stated words is the last of them, or stands before a word that the given ones have as well."""
    stems = {stem(word) for word in mine}
    return any(
        word in classes and (at + 1 == len(theirs) or theirs[at + 1].isdigit() or stem(theirs[at + 1]) in stems)
        for at, word in enumerate(theirs)
    )


def _is_negated(word: str, negative: str) -> bool:
    """Tell whether one word is the other with a negating prefix: labelled, unlabelled."""
    found = _NEGATED.match(negative)
    return found is not None and _root(negative[found.end() :]) == _root(word)


def _root(word: str) -> str:
    """Return the stem of a word, a consonant that its ending has doubled taken once: labelled, labels."""
    root = stem(word)
    return root[:-1] if root[-1:] == root[-2:-1] else root


@lru_cache(maxsize=8192)
def qualified_words(wording: str) -> tuple[str, ...]:
    """Return the words of a wording that may qualify others or be qualified, in lower case."""
    return tuple(word for word in _WORD.findall(_PER_SECOND.sub(" ", wording.lower())) if word not in FILLER)


def _negated_here(source: Source, index: int, said: str) -> str | None:
    """Return a given word as the sentence of the number has it, where that is always negated and the given one is not, or the other way."""
    sentence = source.low[slice(*source.sentence_at(index))]
    given = {found["word"]: found["non"] is not None for found in _NON.finditer(said.lower())}
    for word in given if "non" in sentence or "non" in said.lower() else ():
        here = {found["non"] is not None for found in _NON.finditer(sentence) if found["word"] == word}
        if here and given[word] not in here:
            return word if given[word] else f"non-{word}"
    return None


def _unsaid_here(source: Source, index: int, said: str) -> str | None:
    """Return the word around a number that is the negation of a given one, or its opposite: "unsupported" for "supported"."""
    here, given = qualified_words(source.low[slice(*own_stretch(source, index))]), qualified_words(said)
    for word, positive in _negations(here):
        if word not in given and positive in given and positive not in here:
            return word
    return next((positive for word, positive in _negations(given) if word not in here and positive in here), None)


@lru_cache(maxsize=8192)
def _negations(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the words that may be negated ones, each with what it negates: unsupported and supported."""
    return tuple((word, word[found.end() :]) for word in words if (found := _UN.match(word)))


def _with_or_without(source: Source, index: int, said: str) -> str | None:
    """Return "the case without X" where that stands right behind a number that is given as one with X, and the other way round."""
    behind = source.low[source.passage.readings[index].end : own_stretch(source, index)[1]]
    here, given = (dict(reversed(pair) for pair in _WITHOUT.findall(words)) for words in (behind, said.lower()))
    return next((f"the case {here[word]} {word}" for word in given if word in here and here[word] != given[word]), None)


def _of_all(source: Source, index: int, said: str) -> str | None:
    """Return the word for all together that stands right beside a number, where it is given per something."""
    if _PER.search(said) is None or _TOTAL.search(said):
        return None
    reading = source.passage.readings[index]
    around = source.text[max(own_stretch(source, index)[0], reading.start - 20) : min(own_stretch(source, index)[1], reading.end + 20)]
    found = _TOTAL.search(around)
    return found[0] if found and _PER.search(source.text, *source.sentence_at(index)) is None else None
