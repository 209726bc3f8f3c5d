"""Where in a text the words stand that the rules for names look for: each word is judged once, whatever text it stands in."""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from extract.language import generic, metric_mentions, names, presenting
from extract.language.tokens import Token
from extract.language.words import Remembered

_NAME, _MEASURE, _GENERIC, _HEAD, _NAMING, _OUR, _VERB = (1 << bit for bit in range(7))
_WORD = itemgetter(2)


class Marks(NamedTuple):
    """The places of words among the tokens of a text, in order."""

    names: list[int]  # may open a name
    measures: list[int]  # may be the head of a metric
    generic: list[int]  # may open words that stand for a system
    heads: list[int]  # may close words that stand for a rival
    cues: presenting.Cues


def mark(tokens: list[Token]) -> Marks:
    """Return the places of the words that matter."""
    marked = [(at, marks) for at, marks in enumerate(map(_MARKS.__getitem__, map(_WORD, tokens))) if marks]
    return Marks(
        [at for at, marks in marked if marks & _NAME],
        [at for at, marks in marked if marks & _MEASURE],
        [at for at, marks in marked if marks & _GENERIC],
        [at for at, marks in marked if marks & _HEAD],
        presenting.Cues(
            any(marks & _NAMING for _, marks in marked),
            frozenset([at for at, marks in marked if marks & _OUR]),
            frozenset([at for at, marks in marked if marks & _VERB]),
        ),
    )


def _marks_of(word: str) -> int:
    low = word.lower()
    return (
        _NAME * names.may_open(word)
        | _MEASURE * metric_mentions.is_head(word)
        | _GENERIC * (low in generic.STARTS)
        | _HEAD * low.startswith(generic.HEADS)
        | _NAMING * presenting.speaks_of_naming(low)
        | _OUR * (low == "our")
        | _VERB * presenting.is_own_verb(low)
    )


_MARKS = Remembered(_marks_of)
