"""Names that a paper gives its own work."""

from __future__ import annotations

import re
from collections import Counter

from extract.language.aliases import Abbreviation, name_key
from extract.language.names import Candidate, exactly_known, known_other, verbs_of_systems
from extract.language.presenting import Place, is_plain_word
from extract.language.tokens import Token
from extract.language.words import word_list

_TITLE_NAME = re.compile(r"^\s*(\S[^:]{1,40}?)\s*:\s")
_NAME_SHAPE = re.compile(r"[A-Z].*[A-Z]|\d|^[A-Z]\w+$")
_LINK = re.compile(r"(?:[\"'”’]?,?\s*(?:and|,)\s+(?:the\s+)?[\"'“‘]?)")


def mark_own(text: str, title: str | None, tokens: list[Token], candidates: list[Candidate], abbreviations: list[Abbreviation]) -> None:
    """Mark the candidates that the paper presents as its own: "we propose NAME", "dubbed NAME", "Our NAME", "NAME: …" as title."""
    shorts = {item.short_start: item for item in abbreviations}
    keys = _title_keys(title)
    before: Candidate | None = None
    for candidate in candidates:
        item = shorts.get(candidate.start)
        if item or not known_other(candidate.text):
            linked = before is not None and before.key in keys and bool(_LINK.fullmatch(text[before.end : candidate.start]))
            if (linked and not exactly_known(candidate.text)) or _is_own(text, title, tokens, candidate, item):
                keys.add(candidate.key)
        before = candidate
    _spread(candidates, keys or _likely_keys(tokens, candidates, title))


def _is_own(text: str, title: str | None, tokens: list[Token], candidate: Candidate, item: Abbreviation | None) -> bool:
    short = Place(text, tokens, candidate.start, candidate.end, candidate.first, candidate.last)
    place = short if item is None else _long_place(short, item)
    known = exactly_known(candidate.text)
    if short.is_named() or place.is_named():
        return not known or place.in_proposal()
    if candidate.text in word_list("models", "families"):
        return False
    if known and item is None:
        return short.is_directly_proposed()
    return (item is not None and not known and _is_titled(candidate, item, title)) or place.is_presented()


def _long_place(short: Place, item: Abbreviation) -> Place:
    first = short.first
    while first > 0 and short.tokens[first - 1].start >= item.start:
        first -= 1
    return Place(short.text, short.tokens, item.start, short.end, first, short.last)


def _is_titled(candidate: Candidate, item: Abbreviation, title: str | None) -> bool:
    """Tell whether the long form of an abbreviation is part of the title, as the name of a method is."""
    if title is None or known_other(candidate.text) or len(item.short) < 3 or " " not in item.long or not item.long[0].isupper():
        return False
    return item.long.lower() in title.lower()


def _likely_keys(tokens: list[Token], candidates: list[Candidate], title: str | None) -> set[str]:
    """Guess the paper's own name where it introduces none: the unknown system that the title has, or that acts and is named most."""
    scores: Counter[str] = Counter()
    for candidate in candidates:
        known = exactly_known(candidate.text) or known_other(candidate.text)
        if candidate.system > candidate.dataset and not known and not is_plain_word(candidate.text):
            following = tokens[candidate.last + 1].low if candidate.last + 1 < len(tokens) else ""
            scores[candidate.key] += (3 if title and candidate.text in title else 1) + (following in verbs_of_systems())
    ranked = scores.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return set()
    return {ranked[0][0]}


def _spread(candidates: list[Candidate], keys: set[str]) -> None:
    stems = tuple(key for key in keys if len(key) > 3)
    longest = max(map(len, stems), default=0)
    for candidate in candidates:
        own = candidate.key in keys
        if own or (stems and candidate.key.startswith(stems) and len(candidate.key) < 2 * longest):
            candidate.own = True
            candidate.variant = not own
            candidate.system += 1


def _title_keys(title: str | None) -> set[str]:
    match = _TITLE_NAME.match(title or "")
    if not match:
        return set()
    name = match.group(1)
    return {name_key(name)} if len(name.split()) < 4 and _NAME_SHAPE.search(name) else set()
