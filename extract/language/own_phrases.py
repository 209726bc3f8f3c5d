"""Names in small letters that a paper gives its own work: "we study weight centring, a drop-in …", "which we call outlook attention"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.language.aliases import name_key
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.words import one_of, verb_forms, word_list

_PHRASE = r"(?P<name>[a-z][a-z-]*[a-z](?:\s[a-z][a-z-]*[a-z]){0,3}?)"
_GLOSS = r",\s(?:an?|the\s(?:first|only)|our)\s(?!nd\b)"
_PRESENTED = rf"(?:(?:[a-z]+ly|also|then|thus|here)\s)?{one_of('words', 'presenting verbs')}s?\s{_PHRASE}{_GLOSS}"
_GLOSSED = (re.compile(rf"e\s(?<=\b[Ww]e\s){_PRESENTED}"), re.compile(rf"paper\s{_PRESENTED}"))  # the first letters make the search fast
_CALLED = rf"(?:it\s|this\s)?[\"“'‘`]*{_PHRASE}(?=[\"”'’`]|[,.;:]|\s\(|\s(?:which|that|to|in|and|is|where|by|for|with)\s)"
_NAMED = (
    re.compile(rf"we\s(?<=\bwe\s)(?:call|term|dub|name|coin)\s{_CALLED}"),
    re.compile(rf"ed\s(?<=(?:dubbed|termed|coined)\s){_CALLED}"),
    re.compile(rf"ed\s(?<=(?:called| named)\s)(?<!so-called\s){_CALLED}"),
)
_SYSTEM_NOUN = re.compile(rf"(?:{one_of('words', 'system nouns')}|scheme|procedure|objective|mechanism|process|trick)\s(?:call|nam)$")
_MIN_LENGTH = 8
_MAX_PHRASES = 8  # each is looked for in the whole text


def find_own_phrases(text: str) -> list[Mention]:
    """Return every place of the names in small letters that the text introduces as the paper's own, in order."""
    found: dict[str, str] = {}
    for match in (match for pattern in (*_GLOSSED, *_NAMED) for match in pattern.finditer(text)):
        if match.re is _NAMED[-1] and not _SYSTEM_NOUN.search(text, max(0, match.start() - 30), match.start()):
            continue
        phrase = _without_verb(match.group("name"))
        if len(found) < _MAX_PHRASES and _is_telling(phrase):
            found.setdefault(name_key(phrase), phrase)
    return sorted((mention for key, phrase in found.items() for mention in _places(text, key, phrase)), key=lambda one: one.start)


def _without_verb(phrase: str) -> str:
    """Return the phrase without a verb at its end ("lazy mixing helps")."""
    rest, _, last = phrase.rpartition(" ")
    return rest if rest and last.endswith(("s", "ed")) and last in verb_forms("verbs") | verb_forms("system verbs") else phrase


def _is_telling(phrase: str) -> bool:
    words = re.split(r"[\s-]", phrase)
    if len(words) < 2 or len(phrase) < _MIN_LENGTH or words[0] in _no_openers():
        return False
    return not any(word in word_list("words", "function words") for word in phrase.split())


def _places(text: str, key: str, phrase: str) -> Iterator[Mention]:
    for match in re.finditer(rf"\b{re.escape(phrase)}(?![\w-])", text, re.IGNORECASE):
        yield Mention(match.start(), match.end(), match.group(), MentionKind.SYSTEM, key, Role.OWN)


@cache
def _no_openers() -> frozenset[str]:
    return verb_forms("verbs") | word_list("words", "plain adjectives") | word_list("words", "rival adjectives") | frozenset(("a", "the"))
