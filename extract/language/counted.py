"""The thing a number counts, with the words that describe it: "labeled images per class" behind 13."""

from __future__ import annotations

import re

from extract.language.words import one_of

_PER = re.compile(r" per [a-z]+")
_LEADING = re.compile(
    rf"^(?:(?:{one_of('words', 'plain adjectives')}|(?:widely|commonly)[- ]\w+|(?:out )?of|the|all|\d+|(?:/\d[\w.]*)+)\s+)+", re.IGNORECASE
)
_MAX_LENGTH = 70


def counted_phrase(text: str, after: int, noun: str) -> str:
    """Return the words from the number that ends at `after` to the end of the noun it counts, or the noun where it stands otherwise.

    Words that describe nothing ("different", "new") are left out in front; "per class" behind the noun is kept.
    """
    last = noun.split()[-1]
    match = re.compile(rf"(?:[^\w.;:()]|\b).{{0,{_MAX_LENGTH}}}?\b{re.escape(last.removesuffix('s'))}s?\b").match(text, after)
    if match is None or re.search(r"[.;:()]\s|,", match.group()):
        return noun
    end = match.end()
    if per := _PER.match(text, end):
        end = per.end()
    phrase = text[after:end].strip(" -~\n")
    return _LEADING.sub("", phrase) or noun
