"""A sentence laid out for the rules: tokens, clauses, brackets, lists, and every number with the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extract.language.attribution.series import NameList, Rank, name_lists, rank_numbers
from extract.language.attribution.tokens import Kind, Token, items_between, tokenise
from extract.language.attribution.words import W
from extract.language.mentions import Mention, MentionKind
from extract.numbers.readings import Reading


@dataclass(slots=True)
class Place:
    """A number in its sentence; all members but `reading` are token indexes, ends exclusive.

    `seg` is where the words that can belong to it from the left begin: behind the number or clause break before it; `floor` the
    same for the first number of its list.
    """

    index: int  # into the readings of the passage
    reading: Reading
    at: int
    rank: Rank
    seg: int
    floor: int
    bracket: int | None  # the bracket that opens around it


class Scene:
    """A sentence: `tokens`, and what is worked out from them.

    `openers` has for each token the index of the bracket it stands in, `clause_of` the number of its clause; `places` are the
    quantities, `datasets` the lists of datasets, single ones too, all in order.
    """

    def __init__(self, text: str, tokens: list[Token], readings: dict[int, Reading]) -> None:
        """Lay out the tokens."""
        self.text = text
        self.tokens = tokens
        self.readings = readings
        self.openers = _openers(tokens)
        self.clause_of, self._clause_starts = self._clauses()
        self._named = [at for at, token in enumerate(tokens) if token.mention is not None and W.OWN not in token.classes]
        self.datasets = name_lists(tokens, self._named, self.openers, MentionKind.DATASET)
        self.places = self._places()

    def _places(self) -> list[Place]:
        numbers = [at for at, token in enumerate(self.tokens) if token.kind is Kind.NUMBER]
        units = {at: _unit(self.reading_at(at)) for at in numbers}
        ranks = rank_numbers(self.tokens, numbers, units)
        segments = {at: self._segment_start(at, before) for before, at in zip([-1, *numbers], numbers, strict=False)}
        return [self._place(at, ranks[at], segments) for at in numbers]

    def _place(self, at: int, rank: Rank, segments: dict[int, int]) -> Place:
        number = self.tokens[at].number
        assert number is not None
        return Place(number, self.readings[number], at, rank, segments[at], segments[rank.first], self.openers[at])

    def reading_at(self, at: int) -> Reading:
        """Return the reading of the number token at `at`."""
        number = self.tokens[at].number
        assert number is not None
        return self.readings[number]

    def _segment_start(self, at: int, before: int) -> int:
        """Return where the words that lead to the number at `at` begin: behind the number `before`, the bracket, the clause break."""
        opener = self.openers[at]
        return max(before + 1, self.clause_start(at), 0 if opener is None else opener + 1)

    def closer(self, opener: int) -> int:
        """Return the index of the bracket that closes the one at `opener`, or the end of the sentence."""
        at = opener + 1
        while at < len(self.tokens) and not (self.tokens[at].kind is Kind.CLOSE and self.openers[at] == self.openers[opener]):
            at += 1
        return at

    def _clauses(self) -> tuple[list[int], list[int]]:
        """Return for each token the number of its clause, and where that begins.

        A clause word, a semicolon, "and we" and the comma behind "when …" begin one.
        """
        found: list[int] = []
        starts: list[int] = []
        openers = self.openers
        clause = begin = 0
        has_verb = False
        subordinate = bool(self.tokens) and not self.tokens[0].classes.isdisjoint(_SUBORDINATE)
        for at, token in enumerate(self.tokens):
            may_break = token.word in _JOINS or W.CLAUSE in token.classes or token.kind in (Kind.COMMA, Kind.STOP)
            if may_break and openers[at] is None:
                main = subordinate and has_verb and token.kind is Kind.COMMA and self._begins_sentence(at + 1)
                if main or self._breaks(at, token, has_verb=has_verb):
                    clause, begin = clause + 1, at
                    has_verb, subordinate = False, subordinate and at == 0
            has_verb = has_verb or token.finite
            found.append(clause)
            starts.append(begin)
        return found, starts

    def _breaks(self, at: int, token: Token, *, has_verb: bool) -> bool:
        if token.kind is Kind.STOP:
            return 0 < at < len(self.tokens) - 1
        if token.kind is not Kind.WORD:
            return False
        if W.CLAUSE in token.classes:
            return True
        if not has_verb or token.word not in _JOINS or self._joins_names(at):
            return False
        return self._begins_sentence(at + 1) or self._begins_fronted(at + 1)

    def _joins_names(self, at: int) -> bool:
        """Tell whether "and" stands between two names of one kind: "A, B and C are …"."""
        before, after = self.tokens[at - 1].mention, self.tokens[at + 1].mention if at + 1 < len(self.tokens) else None
        return at > 0 and before is not None and after is not None and before.kind is after.kind

    def _begins_fronted(self, at: int) -> bool:
        """Tell whether a phrase with a preposition and then a subject begin here: "for the latter, it …"."""
        if at >= len(self.tokens) or self.tokens[at].word not in ("for", "on", "with", "in", "at"):
            return False
        for k in range(at + 1, min(at + 9, len(self.tokens))):
            token = self.tokens[k]
            if token.kind is Kind.COMMA:
                return self._begins_sentence(k + 1)
            if token.kind is Kind.NUMBER:
                return False
        return False

    def _begins_sentence(self, at: int) -> bool:
        """Tell whether a subject with its verb begins here: "we get", "the latter reaches", "NAME achieves"."""
        for k in range(at, min(at + 8, len(self.tokens) - 1)):
            token = self.tokens[k]
            if W.PREPOSITION in token.classes and k > at and self.tokens[k + 1].kind is Kind.NAME:
                continue  # accuracy on A drops
            if token.kind in (Kind.NUMBER, Kind.COMMA, Kind.OPEN) or W.PREPOSITION in token.classes or W.CONJUNCTION in token.classes:
                return False
            if token.finite:
                return k > at
        return False

    @cached_property
    def systems(self) -> list[NameList]:
        """The lists of systems, single ones too."""
        return name_lists(self.tokens, self._named, self.openers, MentionKind.SYSTEM)

    def clause_start(self, at: int) -> int:
        """Return the first token of the clause that the token stands in."""
        return self._clause_starts[at]

    def clause_end(self, at: int) -> int:
        """Return the end of the clause that the token stands in."""
        clause = self.clause_of[at]
        while at < len(self.tokens) and self.clause_of[at] == clause:
            at += 1
        return at


_JOINS = ("and", "but")
_SUBORDINATE = frozenset((W.CLAUSE, W.SUBORDINATE))


def _openers(tokens: list[Token]) -> list[int | None]:
    if Kind.OPEN not in [token.kind for token in tokens]:
        return [None] * len(tokens)
    found: list[int | None] = []
    stack: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind is Kind.CLOSE and stack:
            stack.pop()
        found.append(stack[-1] if stack else None)
        if token.kind is Kind.OPEN:
            stack.append(at)
    return found


def _unit(reading: Reading) -> str | None:
    return reading.values[0].unit


_LONGEST_SENTENCE = 4000  # characters; what is longer, or states more numbers, is a table or a list without full stops
_MOST_NUMBERS = 100


def scenes(text: str, sentences: list[tuple[int, int]], readings: list[Reading], mentions: list[Mention]) -> Iterator[Scene]:
    """Yield a scene for each sentence that states a quantity, in order; what is too long for a sentence is left out."""
    quantities = [(i, r) for i, r in enumerate(readings) if r.distractor is None]
    by_index = dict(quantities)
    number = name = 0
    for start, end in sentences:
        last_number = _first_from(number, end, quantities)
        while name < len(mentions) and mentions[name].start < start:
            name += 1
        numbers, number = quantities[number:last_number], last_number
        if not numbers or end - start > _LONGEST_SENTENCE or len(numbers) > _MOST_NUMBERS:
            continue
        last_name = name
        while last_name < len(mentions) and mentions[last_name].start < end:
            last_name += 1
        inside = mentions[name:last_name]
        heads = frozenset(m.end for m in inside if m.kind is MentionKind.METRIC)
        yield Scene(text, tokenise(text, start, end, items_between(start, end, numbers, inside), heads), by_index)


def _first_from(at: int, end: int, quantities: list[tuple[int, Reading]]) -> int:
    while at < len(quantities) and quantities[at][1].start < end:
        at += 1
    return at
