"""The source that claims are checked against: a text and its title, and what is known of them, worked out when first needed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from extract.language.aliases import name_key
from extract.language.attribution import Link
from extract.language.mentions import Role
from extract.language.passage import Passage
from extract.numbers.readings import Distractor, Reading
from extract.validate.agreement import stems
from extract.validate.quotes import Found, find_quote
from extract.validate.view import View, view

_OWN_WORDS = re.compile(
    r"\b(?:our|ours|this (?:paper|work|study|article|note|report)|the proposed|"
    r"(?<!can )(?<!should )(?<!do )(?<!must )we (?:\w+ly |also |first |further |then |here |thus |therefore |will |have |are |re)?"
    r"(?:propos|present|introduc|develop|show|find|found|demonstrat|study|studi|investigat|explor|describ|design|report|achiev|use|train|"
    r"evaluat|releas|collect|build|built|creat|apply|appli|examin|analy|extend|revisit|address|argue|observ|prov|establish|aim|compare|"
    r"conduct|perform|provid|obtain|attain|implement|test|validat)\w*)\b",
    re.IGNORECASE,
)
_UNGROUNDING = frozenset(Distractor) - {Distractor.DESIGN}  # "five-fold", "two-stage" do say how many


@dataclass(frozen=True)
class Source:
    """A passage with the views and indexes that checks need."""

    passage: Passage

    @property
    def text(self) -> str:
        """The text that numbers come from."""
        return self.passage.text

    @property
    def title(self) -> str | None:
        """The title; names may stand in it, numbers may not."""
        return self.passage.title

    @cached_property
    def view(self) -> View:
        """The text without what a faithful quote may differ in."""
        return view(self.text)

    @cached_property
    def both(self) -> str:
        """Title and text, one after the other."""
        return f"{self.title or ''}\n{self.text}"

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
    def links(self) -> dict[int, list[Link]]:
        """What the text attaches each of its numbers to."""
        return self.passage.links

    def is_own(self, said: str) -> bool:
        """Tell whether a wording names the paper's own work."""
        keys = self.keys_of(said)
        return any(m.role is Role.OWN and m.key in keys for m in self.passage.mentions)

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
    def quantities(self) -> list[int]:
        """The numbers that can support a value, by index."""
        return [i for i, reading in enumerate(self.passage.readings) if grounds(reading)]

    @cached_property
    def comparable(self) -> dict[int, list[int]]:
        """What `comparable` has found so far, by index of the number."""
        return {}

    @cached_property
    def _names(self) -> list[tuple[str, str, str]]:
        return list(dict.fromkeys((m.text, name_key(m.text), m.key) for m in self.passage.mentions))

    @cached_property
    def own_begins(self) -> int | None:
        """Where the text first speaks of its own work; None where it never does."""
        named = min((m.start for m in self.passage.mentions if m.role is Role.OWN and is_proper(m.text)), default=None)
        words = _OWN_WORDS.search(self.text)
        return min((at for at in (named, words.start() if words else None) if at is not None), default=None)

    @cached_property
    def starts(self) -> list[int]:
        """Where each number of the text begins, in order."""
        return [reading.start for reading in self.passage.readings]

    @cached_property
    def places(self) -> dict[tuple[str, int], list[tuple[int, int]]]:
        """What `places_of` has found so far, by the name and the start of the sentence."""
        return {}

    @cached_property
    def changes(self) -> dict[int, tuple[int, int] | None]:
        """What `change_of` has found so far, by index of the number."""
        return {}

    @cached_property
    def baselines(self) -> dict[int, str | None]:
        """What `against` has found so far, by index of the number."""
        return {}

    @cached_property
    def _known_keys(self) -> dict[str, frozenset[str]]:
        return {}

    def find_quote(self, quote: str) -> Found:
        """Find every place of a quote."""
        return find_quote(
            self.text, quote, view_of_text=lambda: self.view, sentences=lambda: self.passage.sentences, title=self.title
        )  # fmt: skip

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Return the sentence that holds a character."""
        found = bisect_right(self._sentence_starts, at) - 1
        start, end = self.passage.sentences[found] if found >= 0 else (0, len(self.text))
        return (start, end) if start <= at < end else (0, len(self.text))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.passage.sentences]


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
