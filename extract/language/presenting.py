"""How the words around a name present it as the paper's own: "we propose NAME", "dubbed NAME", "our NAME"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.language.tokens import Token
from extract.language.words import verb_forms, word_list

_NAMING_WORDS = word_list("words", "naming")
_OWN_VERBS = verb_forms("own verbs")
_OWN_STOPPERS = word_list("words", "own stoppers")
_DATASET_NOUNS = word_list("words", "dataset nouns")
_VERBS = verb_forms("verbs")
_CLOSING = word_list("words", "function words") | word_list("words", "system nouns") | verb_forms("system verbs")
_NAMING = re.compile(
    r"\b(?:dubbed|termed|coined|named|called|call|name|dub|denoted|denote|titled|nicknamed|namely|"
    r"refer(?:red)? to (?:it |this |them |our \w+ )?as)\s*"
    r",?\s*(?:as\s+|it\s+|this\s+|them\s+|by\s+)?(?:the\s+|a\s+)?[\"'“‘`(]*$"
)
_QUOTES = frozenset("\"“‘`'")
_NAMING_QUOTED = re.compile(r"\b(?:we|and)\s(?:call|name|term|dub)\s(?:[a-z-]+\s){0,6}.$")  # we call the resulting class of models "NAME"
_OUR = re.compile(r"\b[Oo]ur\s+((?:[a-z][\w-]*\s+){0,2}|[a-z][\w-]*(?:\s[a-z][\w-]*)?,\s+)$")
_PROPOSING = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Tt]his (?:paper|work|article|study|report|note)|[Ii]n this (?:paper|work)|paper|work)\b[^.;:]*$"
)
_NAMED_SOON = re.compile(
    r"(?:[\s-][a-z][\w-]*){0,5},?\s+(?:which we\s+|that we\s+|we\s+)?(?:dubbed|termed|coined|named|called|call|name|namely|titled)\b"
)
_PASSIVE = re.compile(r"\s*(?:\([^)]*\)\s*)?,?\s*(?:is|are|was|has been)\s+(?:introduced|proposed|presented|developed)\b")
_LISTED = re.compile(r"\b[Ww]e (?:further |also |then )?(?:propose|introduce|present|develop)\s[^.;:]{0,120}:\s*(?:\(?(?:i|a|1)\)\s*)?$")
_DIRECTLY = re.compile(r"\b(?:[Ww]e|[Pp]aper|[Ww]ork)\s(?:\w+\s)?(?:propose|introduce|present)s?\s+(?:an?\s+|the\s+)?(?:new\s+|novel\s+)?$")
_RELATIVE = frozenset(("that", "which", "who", "whom"))
_MEASURED = re.compile(r"[\s-]+(?:[a-z]+\s)?(?:scores?|accurac(?:y|ies)|results?|performance|experiments?|evaluations?|numbers?|errors?)\b")
_RESULTING = re.compile(r"\b[Tt]h(?:e|is) (?:resulting|proposed|final|new|obtained|full|complete)(?:\s[a-z][\w-]*){1,3},? $")
_JOINING = frozenset(("and", "or", "to", "on", "in", "for", "with", "of", "from", "by", "than", "over", "as"))
_ARTICLES = frozenset(("a", "an", "the", "our", "its"))
_MAKING = frozenset(("train", "learn", "build", "construct", "create", "form", "design"))
_MAX_STEPS = 12
_SENTENCE_REACH = 160


_NAMES_SOMETHING = re.compile(r"\b(?:dub|term|coined|name|call|denote|titled|nicknamed|refer)")  # how the first words above begin


class Cues(NamedTuple):
    """What of a text can present a name at all: whether any word speaks of naming; which words are "our", and verbs such as "propose"."""

    naming: bool
    ours: frozenset[int]
    verbs: frozenset[int]


def speaks_of_naming(word: str) -> bool:
    """Tell whether a word in small letters is one that introduces a name: "dubbed", "called", "refer"."""
    return _NAMES_SOMETHING.search(word) is not None


def is_own_verb(word: str) -> bool:
    """Tell whether a word in small letters is a form of "propose", "introduce" and the like."""
    return word in _OWN_VERBS


class Place(NamedTuple):
    """A name in its text: characters `start` to `end`, tokens `first` to `last`."""

    text: str
    tokens: list[Token]
    cues: Cues
    start: int
    end: int
    first: int
    last: int

    def is_presented(self) -> bool:
        """Tell whether any of the constructions below presents the name, none of them naming something else right behind it."""
        if self._named_soon() or (self._is_weak() and not self._ends_phrase()):
            return False
        return self.is_proposed() or self.is_ours() or self._is_listed() or self._is_result() or bool(_PASSIVE.match(self.text, self.end))

    def is_named(self) -> bool:
        """Tell whether "dubbed", "called", "we refer to it as" and the like stand right before the name."""
        if not self.cues.naming:
            return False
        if self.text[self.start - 1 : self.start] in _QUOTES and _NAMING_QUOTED.search(self.text, max(0, self.start - 70), self.start):
            return True
        if not self.first or self.tokens[self.first - 1].low not in _NAMING_WORDS:
            return False
        return bool(_NAMING.search(self.text, max(0, self.start - 50), self.start))

    def is_proposed(self) -> bool:
        """Tell whether "we propose", "this paper introduces" and the like govern the name: no preposition stands between."""
        reach = range(self.first - 1, max(-1, self.first - 1 - _MAX_STEPS), -1)
        if self.cues.verbs.isdisjoint(reach):
            return False
        for at in reach:
            token, adjacent = self.tokens[at], at == self.first - 1
            if self.text[token.end] in ".;!?," and not adjacent:
                return False
            if token.low in _OWN_VERBS:
                return self.tokens[at - 1].low not in _RELATIVE and self.in_proposal(token.start)
            if token.low == "to" and self.tokens[at + 1].low in _MAKING:
                continue  # we propose to train a NAME
            if token.low in _OWN_STOPPERS or (not adjacent and token.low in _DATASET_NOUNS):
                return False
        return False

    def is_directly_proposed(self) -> bool:
        """Tell whether the name is the object of "we propose" itself."""
        if self.cues.verbs.isdisjoint(range(self.first - 3, self.first)):
            return False
        return bool(_DIRECTLY.search(self.text, max(0, self.start - 40), self.start))

    def in_proposal(self, start: int | None = None) -> bool:
        """Tell whether "we" or "this paper" stand earlier in the sentence."""
        end = self.start if start is None else start
        return bool(_PROPOSING.search(self.text, max(0, end - _SENTENCE_REACH), end))

    def is_ours(self) -> bool:
        """Tell whether "our", and at most describing words, stand before the name: "our best NAME", "our model, NAME"."""
        if self.cues.ours.isdisjoint(range(self.first - 4, self.first)):
            return False
        match = _OUR.search(self.text, max(0, self.start - 40), self.start)
        if _MEASURED.match(self.text, self.end):
            return False
        if match is None:
            return False
        between = match.group(1).replace(",", "").split()
        return not any(word == "work" or word in _VERBS or word in _JOINING for word in between)

    def _is_result(self) -> bool:
        """Tell whether the name stands behind "the resulting algorithm,"."""
        closed = self.text.startswith((", ", " is", " ("), self.end)  # else the name may describe what follows
        return closed and bool(_RESULTING.search(self.text, max(0, self.start - 60), self.start))

    def _is_listed(self) -> bool:
        """Tell whether the name stands behind the colon of "we propose two methods: NAME and …"."""
        if self.text[max(0, self.start - 2) : self.start] not in (": ", ") "):
            return False
        return bool(_LISTED.search(self.text, max(0, self.start - 200), self.start))

    def _named_soon(self) -> bool:
        if not self.cues.naming or not any(token.low in _NAMING_WORDS for token in self.tokens[self.last + 1 : self.last + 9]):
            return False
        return bool(_NAMED_SOON.match(self.text, self.end))

    def _is_weak(self) -> bool:
        return is_plain_word(self.text[self.start : self.end])

    def _ends_phrase(self) -> bool:
        following = self.tokens[self.last + 1] if self.last + 1 < len(self.tokens) else None
        if following is None or self.text[self.end : following.start] != " ":
            return True
        return following.low in _CLOSING and not self._is_indefinite()

    def _is_indefinite(self) -> bool:
        """Tell whether "a" opens the phrase in which the name describes a noun: "a weighted Huber loss"."""
        article = next((token.low for token in self.tokens[max(0, self.first - 3) : self.first][::-1] if token.low in _ARTICLES), "")
        return article in ("a", "an")


def is_plain_word(name: str) -> bool:
    """Tell whether the name is a single capitalised word ("Fisher"), which may just as well describe the noun behind it."""
    return name[1:].islower() and name.isalpha()
