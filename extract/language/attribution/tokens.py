"""A sentence as the rules see it: numbers, names, classed words, brackets, punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from extract.language.attribution.words import NO_CLASSES, UNKNOWN, Classes, W, known_words, phrases
from extract.language.mentions import Mention, MentionKind, Role
from extract.numbers.readings import Reading


class Kind:
    """What a token is; plain strings for the same reason as `words.W`."""

    NUMBER: Final = "number"
    NAME: Final = "name"
    WORD: Final = "word"
    OPEN: Final = "open"
    CLOSE: Final = "close"
    COMMA: Final = "comma"
    SLASH: Final = "slash"  # also the bar
    COLON: Final = "colon"
    STOP: Final = "stop"  # semicolon, full stop inside a sentence
    POSSESSIVE: Final = "possessive"
    OTHER: Final = "other"


@dataclass(slots=True, eq=False)  # not frozen: hundreds are made for an abstract
class Token:
    """A piece of a sentence; `start` and `end` count characters of the whole text, `word` is in lower case."""

    kind: str
    start: int
    end: int
    word: str
    classes: Classes
    content: bool = False  # can stand in a noun phrase
    finite: bool = False  # can be the verb of a clause
    mention: Mention | None = None
    number: int | None = None  # index into the readings of the passage

    @property
    def is_system(self) -> bool:
        """Tell whether the token names a system or stands for one."""
        return self.mention is not None and self.mention.kind is MentionKind.SYSTEM

    def names(self, kind: MentionKind) -> bool:
        """Tell whether the token is a name of this kind."""
        return self.mention is not None and self.mention.kind is kind


Item = tuple[int, int, Mention | None, int | None]

_NO_HEAD = frozenset({W.GAIN, W.VAGUE})
_MEASURE = frozenset({W.MEASURE})
_PIECE = re.compile(r"['\u2019]s\b|\w(?:[\w'\u2019^@+*&-]|\.(?=\w))*|[^\w\s$]")
_KIND_OF_SIGN = {
    "(": Kind.OPEN, "[": Kind.OPEN, ")": Kind.CLOSE, "]": Kind.CLOSE, ",": Kind.COMMA, "/": Kind.SLASH, "|": Kind.SLASH,
    ":": Kind.COLON, ";": Kind.STOP, "\u2014": Kind.STOP, "&": Kind.WORD,
}  # fmt: skip


def tokenise(text: str, start: int, end: int, items: list[Item], heads: frozenset[int] = frozenset()) -> list[Token]:
    """Return the tokens of `text[start:end]`.

    `items` are its numbers and names, in order, without overlap; `heads` the ends of the words that are known to name a measure.
    """
    tokens: list[Token] = []
    at = start
    for item_start, item_end, mention, number in items:
        _read_words(text, at, item_start, tokens, heads)
        kind = Kind.NAME if number is None else Kind.NUMBER
        word = text[item_start:item_end].lower()
        classes = NO_CLASSES if mention is None else _classes_of_name(word, mention)
        content = mention is not None and W.OWN not in classes and W.RIVALS not in classes
        tokens.append(Token(kind, item_start, item_end, word, classes, content, False, mention, number))
        at = item_end
    _read_words(text, at, end, tokens, heads)
    return with_verbs(tokens)


_BREAKS = frozenset((W.CLAUSE, W.RELATIVE, W.CONJUNCTION))
_REACHED = frozenset((W.REACH,))
_CHANGED = frozenset((W.CHANGE,))


def with_verbs(tokens: list[Token]) -> list[Token]:
    """Return the tokens, unlisted words read as verbs where they stand between a noun and a number: "X devours 3 GB", "X ebbs by 4%"."""
    has_verb = False
    for at, token in enumerate(tokens):
        if has_verb and token.kind is not Kind.STOP and token.classes.isdisjoint(_BREAKS):
            continue
        if at and token.kind is Kind.WORD and token.word.endswith(_ENDINGS):
            noun_too = W.REACH in token.classes and token.content  # scores, costs
            if (noun_too or not token.classes) and _leads_to_number(tokens, at):
                changed = tokens[at + 1].word in _LEADS and not noun_too
                tokens[at] = replace(token, classes=_CHANGED if changed else _REACHED, content=False, finite=True)
        has_verb = tokens[at].finite or (not token.classes.isdisjoint(_VERBAL) and W.DETERMINER not in token.classes)
    return tokens


_ENDINGS = ("s", "ed")
_VERBAL = frozenset((W.VERB, W.PRONOUN))
_LEADS = frozenset(("to", "from", "by"))


def _leads_to_number(tokens: list[Token], at: int) -> bool:
    """Tell whether a word with the ending of a verb has a noun before it and a number behind it, or "to", "from", "by" and a number."""
    word, before = tokens[at].word, tokens[at - 1]
    if word.endswith("ss"):
        return False
    if before.kind not in (Kind.NUMBER, Kind.CLOSE) and not before.content:
        return False
    agrees = before.kind is not Kind.WORD or before.word.endswith("s") != word.endswith("s")
    at += 1
    while at < len(tokens) and W.ADVERB in tokens[at].classes:
        at += 1
    changes = at < len(tokens) and tokens[at].word in _LEADS
    by = changes and (tokens[at].word == "by" or any(t.word == "to" for t in tokens[at + 2 : at + 5]))  # share of tokens drops by 3
    at += changes
    while at < len(tokens) and not tokens[at].classes.isdisjoint((W.ABOUT, W.DETERMINER)):
        at += 1
    return at < len(tokens) and tokens[at].kind is Kind.NUMBER and (agrees or by)


def _read_words(text: str, start: int, end: int, tokens: list[Token], heads: frozenset[int]) -> None:
    """Append the words and signs of a stretch that holds neither numbers nor names."""
    if end <= start:
        return
    if text[start] == "-" and tokens and tokens[-1].kind is Kind.NUMBER:
        start += 1  # 6-billion-parameter
    pieces = list(_PIECE.finditer(text, start, end))
    words = [piece.group().lower() for piece in pieces]
    openers = phrases()
    behind = 0  # the last phrase
    for at, word in enumerate(words):
        if at < behind:
            continue
        first, last = pieces[at].span()
        if word in openers and (length := _longest_phrase(words, at, openers[word])) > 1:
            behind = at + length
            word, last = " ".join(words[at:behind]), pieces[behind - 1].end()
        kind, classes, content, finite = _read_word(word)
        if last in heads and classes.isdisjoint(_NO_HEAD) and (W.VERB not in classes or words[at - 1 : at] == ["exact"]):
            classes, content, finite = classes | _MEASURE, kind is Kind.WORD, False
        tokens.append(Token(kind, first, last, word, classes, content, finite))


@lru_cache(maxsize=8192)
def _read_word(word: str) -> tuple[str, Classes, bool, bool]:
    """Return the first members of the token of a word, a phrase or a sign: kind, classes, whether it is content, whether finite."""
    classes, content, finite = known_words().get(word, UNKNOWN)
    kind = Kind.WORD if word[0].isalnum() else _kind_of_sign(word)
    return kind, classes, content and kind is Kind.WORD, finite


def _longest_phrase(words: list[str], at: int, phrases_here: list[list[str]]) -> int:
    """Return how many words the longest phrase at a place has; 1 where none stands there."""
    for phrase in phrases_here:
        if words[at : at + len(phrase)] == phrase:
            return len(phrase)
    return 1


def _classes_of_name(word: str, mention: Mention) -> Classes:
    """Return the classes of words that stand for a system: "our method", "the baseline"."""
    if mention.role is Role.OWN and (word.startswith(("our ", "this ", "the ")) or word == "ours"):
        return frozenset({W.OWN})
    if mention.role is Role.RIVAL:
        return frozenset({W.RIVALS, W.SOTA}) if "state-of" in mention.key else frozenset({W.RIVALS})
    return NO_CLASSES


def _kind_of_sign(sign: str) -> str:
    if sign[0] in "'\u2019" and len(sign) == 2:
        return Kind.POSSESSIVE
    return _KIND_OF_SIGN.get(sign, Kind.OTHER)


def items_between(start: int, end: int, readings: list[tuple[int, Reading]], mentions: list[Mention]) -> list[Item]:
    """Return the quantities and names of a stretch in order, without those of measures; where they overlap the number wins."""
    numbers: list[Item] = [(r.start, r.end, None, i) for i, r in readings if start <= r.start < end]
    inside = (m for m in mentions if m.kind is not MentionKind.METRIC and start <= m.start and m.end <= end)
    names: list[Item] = [(m.start, m.end, m, None) for m in inside]
    merged: list[Item] = []
    for item in sorted(numbers + names, key=lambda item: (item[0], item[3] is None)):
        if merged and item[0] < merged[-1][1]:
            if item[3] is None or merged[-1][3] is not None:
                continue
            merged.pop()
        merged.append(item)
    return merged
