"""The source that claims are checked against: a text and its title, and what is known of them, worked out when first needed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extract.language.aliases import name_key
from extract.language.attribution import Link, attribute
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.passage import Passage
from extract.numbers import read_numbers
from extract.numbers.readings import Distractor, Reading
from extract.validate.agreement import stems
from extract.validate.quotes import Found, find_quote
from extract.validate.sizes import Sizes
from extract.validate.spelling import lowered
from extract.validate.units import measures
from extract.validate.view import View, view

_OWN_WORDS = re.compile(
    r"\b(?:our|ours|this (?:paper|work|study|article|note|report)|the proposed|(?<!can )(?<!should )(?<!do )(?<!must )we)\b",
    re.IGNORECASE,
)
Span = tuple[int, int]

_UNGROUNDING = frozenset(Distractor) - {Distractor.DESIGN}  # "five-fold", "two-stage" do say how many


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list in the text: all words that may belong to it, and those that surely do."""

    text: str
    possible: frozenset[str]
    certain: frozenset[str]


class Source:
    """A passage with the views and indexes that checks need. What they find out about names and numbers is remembered here."""

    def __init__(self, passage: Passage) -> None:
        """Begin with nothing but the passage; numbers come from its text alone, names may stand in its title, too."""
        self.passage = passage
        self.text = passage.text
        self.title = passage.title
        self.found_names: dict[str, Place | None] = {}
        self.places: dict[tuple[str, int], list[Span]] = {}  # of a name, in the sentence that begins there
        self.comparable: dict[int, list[int]] = {}  # by index of the number, as in all that follow
        self.comparable_here: dict[int, list[int]] = {}
        self.beside: dict[int, list[int]] = {}
        self.frames: dict[int, tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]] = {}
        self.stretches: dict[int, Span] = {}
        self.subjects: dict[int, tuple[str, ...]] = {}
        self.things: dict[int, tuple[str, ...]] = {}
        self.changes: dict[int, Span | None] = {}
        self.baselines: dict[int, str | None] = {}
        self._known_keys: dict[str, frozenset[str]] = {}
        self._names_in: dict[tuple[int, frozenset[MentionKind]], list[Mention]] = {}

    @cached_property
    def view(self) -> View:
        """The text without what a faithful quote may differ in."""
        return view(self.text)

    @cached_property
    def both(self) -> str:
        """Title and text, one after the other."""
        return f"{self.title or ''}\n{self.text}"

    @cached_property
    def low(self) -> str:
        """The text in lower case, character for character."""
        return lowered(self.text)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The single capital letters that stand alone in title or text: the B of ViT-B."""
        return frozenset(re.findall(r"(?<![^\W_])[A-Z](?![^\W_])", self.both))

    @cached_property
    def compact(self) -> str:
        """Letters and digits of title and text alone, in lower case."""
        return compact(self.both)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of title and text, in lower case."""
        return frozenset(words(self.both))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of every word of the text."""
        return frozenset(stems(self.text))

    @cached_property
    def links(self) -> Mapping[int, Sequence[Link]]:
        """What the text attaches each of its numbers to."""
        return attribute(self.passage)

    def is_own(self, said: str) -> bool:
        """Tell whether a wording names the paper's own work."""
        return not self._own_roles.isdisjoint(self.keys_of(said))

    def may_be_own(self, said: str) -> bool:
        """Tell whether a wording may name the paper's own work: where the text shows no name for it, any system may be it."""
        keys = self.keys_of(said)
        own = not self._own_keys or not self._variants.isdisjoint(keys) or self.is_own(said)
        return own or (bool(said) and compact(said) in compact(self.title or ""))

    def is_data(self, said: str) -> bool:
        """Tell whether a wording names data of the text."""
        keys = self.keys_of(said)
        return any(m.kind is MentionKind.DATASET and m.key in keys for m in self.passage.mentions)

    def names_both(self, said: str, other: str) -> bool:
        """Tell whether the text has both as names, of different things."""
        keys = {m.key for m in self.passage.mentions}
        return name_key(said) != name_key(other) and name_key(said) in keys and name_key(other) in keys

    def keys_of(self, said: str) -> frozenset[str]:
        """Return the keys of the names of the text that a wording holds, by the longest; own names for "our method"."""
        known = self._known_keys.get(said)
        if known is None:
            wanted = name_key(said)
            held = [(text, key) for text, spelled, key in self._names if text in said or spelled == wanted]
            inside = {text for text, _ in held if any(text != other and text in other for other, _ in held)}
            known = self._known_keys[said] = frozenset(key for text, key in held if text not in inside)
        return known

    @cached_property
    def counted(self) -> list[tuple[str, ...]]:
        """The stems of everything that the text counts, each once."""
        nouns = (counted_noun(self.passage.readings[i]) for i in self.quantities)
        return [noun for noun in dict.fromkeys(nouns) if noun]

    @cached_property
    def title_readings(self) -> list[Reading]:
        """Every number of the title."""
        return read_numbers(self.title or "")

    @cached_property
    def sizes(self) -> Sizes:
        """The numbers of the text by their size."""
        return Sizes(self.passage.readings)

    @cached_property
    def quantities(self) -> list[int]:
        """The numbers that can support a value, by index."""
        return [i for i, reading in enumerate(self.passage.readings) if grounds(reading)]

    @cached_property
    def _own_roles(self) -> frozenset[str]:
        return frozenset(m.key for m in self.passage.mentions if m.role is Role.OWN)

    @cached_property
    def _variants(self) -> frozenset[str]:
        return frozenset(m.key for m in self.passage.mentions if m.role is Role.VARIANT)

    @cached_property
    def _own_keys(self) -> frozenset[str]:
        """The keys of the proper names of the paper's own work; in "our ImageNet score" the name is none."""
        own = (m for m in self.passage.mentions if m.role is Role.OWN and is_proper(m.text))
        return frozenset(m.key for m in own if self.text[max(0, m.start - 4) : m.start].lower() != "our ")

    @cached_property
    def _names(self) -> list[tuple[str, str, str]]:
        keys = {m.text: m.key for m in reversed(self.passage.mentions)}
        return [(text, name_key(text), key) for text, key in keys.items()]

    @cached_property
    def own_begins(self) -> int | None:
        """Where the text first speaks of its own work; None where it never does."""
        named = min((m.start for m in self.passage.mentions if m.role is Role.OWN and is_proper(m.text)), default=None)
        words = _OWN_WORDS.search(self.text)
        return min((at for at in (named, words.start() if words else None) if at is not None), default=None)

    @cached_property
    def likeliest(self) -> list[tuple[str | None, tuple[int, int]]]:
        """The unit and the value of each number, as numerator and denominator, by the likeliest way to read it."""
        first = [reading.values[0] for reading in self.passage.readings]
        return [(value.unit, (value.value.numerator, value.value.denominator)) for value in first]

    @cached_property
    def starts(self) -> list[int]:
        """Where each number of the text begins, in order."""
        return [reading.start for reading in self.passage.readings]

    def find_quote(self, quote: str) -> Found:
        """Find every place of a quote."""
        return find_quote(
            self.text, quote, view_of_text=lambda: self.view, sentences=lambda: self.passage.sentences, title=self.title
        )  # fmt: skip

    @cached_property
    def members(self) -> dict[int, tuple[int, list[list[Member]]]]:
        """What `place_in_list` has found beside each number so far: its place in a row, and the lists as long as the row."""
        return {}

    def speaks_of_own(self, within: Span) -> bool:
        """Tell whether a stretch of the text names the paper's own work, or says "we" or "our"."""
        named = any(within[0] <= m.start < within[1] and m.role in (Role.OWN, Role.VARIANT) for m in self.passage.mentions)
        return named or _OWN_WORDS.search(self.text, *within) is not None

    def names_in(self, sentence: Span, kinds: frozenset[MentionKind]) -> list[Mention]:
        """Return the names of some kinds in a sentence, in order."""
        known = self._names_in.get((sentence[0], kinds))
        if known is None:
            known = [m for m in self.passage.mentions if sentence[0] <= m.start < sentence[1] and m.kind in kinds]
            self._names_in[sentence[0], kinds] = known
        return known

    def sentence_at(self, index: int) -> Span:
        """Return the sentence that holds a number."""
        return self._sentences_of_numbers[index]

    @cached_property
    def _sentences_of_numbers(self) -> list[Span]:
        return [self.sentence_of(start) for start in self.starts]

    def sentence_of(self, at: int) -> Span:
        """Return the sentence that holds a character."""
        found = bisect_right(self._sentence_starts, at) - 1
        start, end = self.passage.sentences[found] if found >= 0 else (0, len(self.text))
        return (start, end) if start <= at < end else (0, len(self.text))

    def clause_of(self, at: int) -> Span:
        """Return the clause that holds a character."""
        found = bisect_right(self._clause_starts, at) - 1
        start, end = self.passage.clauses[found] if found >= 0 else (0, len(self.text))
        return (start, end) if start <= at < end else self.sentence_of(at)

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [start for start, _ in self.passage.clauses]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.passage.sentences]


@dataclass(slots=True)
class Place:
    """Where a name stands: characters of the text or of the title. No span where only its words stand, not side by side."""

    part: Literal["title", "text"]
    start: int | None = None
    end: int | None = None


def counted_noun(reading: Reading) -> tuple[str, ...]:
    """Return the stems of what a number counts; none where it counts nothing."""
    unit = reading.values[0].unit
    return stems(measures(unit)[0].noun) if unit else ()


def is_proper(name: str) -> bool:
    """Tell whether a mention is a name, not words such as "our method"."""
    return any(char.isupper() for char in name) and not name.lower().startswith(("this ", "our ", "the "))


def grounds(reading: Reading) -> bool:
    """Tell whether a number of the text can support a value: numbers in names, years, addresses and the like cannot."""
    return reading.distractor not in _UNGROUNDING


def compact(name: str) -> str:
    """Return the letters and digits of a string in lower case."""
    return "".join(char for char in name.lower() if char.isalnum())


def words(text: str) -> list[str]:
    """Return the words of a string in lower case, split at everything but letters and digits."""
    return re.findall(r"[^\W_]+", text.lower())
