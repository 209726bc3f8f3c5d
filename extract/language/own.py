"""Names that a paper gives its own work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extract.language.aliases import Abbreviation, name_key
from extract.language.known import exactly_known, known_other
from extract.language.names import Candidate
from extract.language.presenting import Cues, Place, is_plain_word
from extract.language.tokens import Token
from extract.language.words import verb_forms, word_list

_TITLE_NAME = re.compile(r"^\s*(\S[^:]{1,40}?)\s*:\s")
_NAME_SHAPE = re.compile(r"[A-Z].*[A-Z]|\d|^[A-Z]\w+$")
_VERB_BEHIND = re.compile(r" (?:also |further |then |only |even |not only |never |thus )?([a-z]{2,})(?=[ ,])")
_PLURAL = re.compile(r"[A-Z]s$")  # LLMs: a class of things
_TITLE_REACH = 400
_BEFORE_TASKS = (" for ", " on ", " in ", " of ", " to ", " towards ", " toward ", " under ", " using ", " with ", " from ", " of the ")
_LONGEST_KEY = 60
_LINK = re.compile(r"(?:[\"'”’]?,?\s*(?:and|,)\s+(?:the\s+)?[\"'“‘]?)")


def mark_own(
    text: str, title: str | None, tokens: list[Token], cues: Cues, candidates: list[Candidate], abbreviations: list[Abbreviation]
) -> None:
    """Mark the candidates that the paper presents as its own: "we propose NAME", "dubbed NAME", "Our NAME", "NAME: …" as title."""
    shorts = {item.short_start: item for item in abbreviations}
    keys = _title_keys(title) & {candidate.key for candidate in candidates}
    before: Candidate | None = None
    for candidate in candidates:
        item = shorts.get(candidate.start)
        if item or not known_other(candidate.text):
            linked = before is not None and before.key in keys and bool(_LINK.fullmatch(text[before.end : candidate.start]))
            if (linked and not exactly_known(candidate.text)) or _is_own(text, title, tokens, cues, candidate, item):
                keys.add(candidate.key)
        before = candidate
    _spread(candidates, keys or _likely_keys(text, tokens, candidates, title))


def _is_own(text: str, title: str | None, tokens: list[Token], cues: Cues, candidate: Candidate, item: Abbreviation | None) -> bool:
    if candidate.adjective or _PLURAL.search(candidate.text):
        return False
    short = Place(text, tokens, cues, candidate.start, candidate.end, candidate.first, candidate.last)
    place = short if item is None else _long_place(short, item)
    known = exactly_known(candidate.text)
    if short.is_named() or (item is not None and place.is_named()):
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
    return short._replace(start=item.start, first=first)


def _is_titled(candidate: Candidate, item: Abbreviation, title: str | None) -> bool:
    """Tell whether the long form of an abbreviation is part of the title, as the name of a method is."""
    if title is None or known_other(candidate.text) or len(item.short) < 3 or " " not in item.long or not item.long[0].isupper():
        return False
    before, found, _ = title.lower()[:_TITLE_REACH].partition(item.long.lower())
    return bool(found) and not before.endswith(_BEFORE_TASKS)


def _likely_keys(text: str, tokens: list[Token], candidates: list[Candidate], title: str | None) -> set[str]:
    """Guess the paper's own name where it introduces none: the unknown system of the title, or the one that acts most often."""
    concepts = {one.key for one in candidates if one.other or _PLURAL.search(one.text)}
    unknown = [one for one in candidates if one.system >= one.dataset and one.key not in concepts and not exactly_known(one.text)]
    described = {one.key for one in unknown if one.described}
    words = {token.text for token in tokens if token.text == token.low}
    unknown = [  # "Aspirin reduces …" names no method, nor do "Deep models" beside "deep models"
        one for one in unknown if not is_plain_word(one.text) or (one.key in described and one.text.lower() not in words)
    ]
    stems = _Stems(one.key for one in unknown if len(one.key) > 2)
    acting: Counter[str] = Counter()
    for candidate in unknown:
        acting[stems.of(candidate.key) or candidate.key] += _acting(text, tokens, candidate)
    titled = {one.key for one in unknown if one.text in (title or "")[:_TITLE_REACH]}
    ranked = sorted(((acts + 2 * (key in titled), acts, key) for key, acts in acting.items()), reverse=True)
    if not ranked or ranked[0][0] < 2 or ranked[0][1] < 1 or ranked[0][:2] in [rank[:2] for rank in ranked[1:2]]:
        return set()
    return {ranked[0][2]}


class _Stems:
    """Keys that others may begin with; one longer than the longest key is none."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(keys)
        self._lengths = sorted({len(key) for key in self._keys if len(key) <= _LONGEST_KEY})

    def of(self, key: str) -> str | None:
        """Return the shortest of the keys that the key begins with."""
        return next((key[:length] for length in self._lengths if length <= len(key) and key[:length] in self._keys), None)


def _acting(text: str, tokens: list[Token], candidate: Candidate) -> int:
    """Return how much one place speaks for a name as the paper's own: it opens its clause and acts; against it, if something is better."""
    before = tokens[candidate.first - 1].low if candidate.first else ""
    if before in verb_forms("rivalry"):
        return -1
    end = candidate.end
    if text.startswith((", a ", ", an "), end):
        return 1
    if text.startswith(" (", end) and (close := text.find(")", end, end + 60)) > 0:
        end = close + 1
    verb = _VERB_BEHIND.match(text, end)
    opens = not candidate.first or text[tokens[candidate.first - 1].end] in ".!?:;,"
    if verb is None or not (_is_verb(verb.group(1)) if opens else _is_known_verb(verb.group(1))):
        return 0
    return 2 if opens else 0 if is_plain_word(candidate.text) else 1


def _is_known_verb(word: str) -> bool:
    return word in verb_forms("system verbs") or word in verb_forms("verbs") or word in ("is", "was", "has", "can", "does")


def _is_verb(word: str) -> bool:
    if _is_known_verb(word):
        return True
    nouns = word_list("words", "dataset nouns") | word_list("words", "system nouns") | word_list("words", "function words")
    return word.endswith("s") and not word.endswith("ss") and word not in nouns


def _spread(candidates: list[Candidate], keys: set[str]) -> None:
    called = {candidate.key for candidate in candidates if candidate.called_dataset}
    long = [key for key in keys if len(key) > 3]
    stems, longest = _Stems(long), max(map(len, long), default=0)
    for candidate in candidates:
        own = candidate.key in keys
        if own or (stems.of(candidate.key) and len(candidate.key) < 2 * longest):
            candidate.own = True
            candidate.variant = not own
            candidate.system += 0 if candidate.key in called else 1
            candidate.other = candidate.other if known_other(candidate.text) else 0.0


def _title_keys(title: str | None) -> set[str]:
    match = _TITLE_NAME.match(title or "")
    if not match:
        return set()
    name = match.group(1)
    return {name_key(name)} if len(name.split()) < 4 and _NAME_SHAPE.search(name) else set()
