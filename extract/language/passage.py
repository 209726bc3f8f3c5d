"""A text as the tool understands it, worked out once and shared by the built-in model and the validator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from extract.language.mentions import Mention
from extract.language.reading_names import find_mentions, find_title_mentions
from extract.language.sentences import Span, split_clauses, split_sentences
from extract.language.urls import Url, find_urls
from extract.numbers import Reading, read_numbers

_NUM_REMEMBERED = 4  # the reader and the validator ask about the same text one after the other


@lru_cache(maxsize=_NUM_REMEMBERED)
def understand(text: str, title: str | None = None) -> Passage:
    """Return the passage of a text, the same one where it was asked for a moment ago."""
    return Passage(text, title)


@dataclass(frozen=True)
class Passage:
    """A text with its title; sentences, numbers and names are found when first asked for."""

    text: str
    title: str | None = None

    @cached_property
    def sentences(self) -> list[Span]:
        """Start and end of each sentence, in characters of the text."""
        return split_sentences(self.text)

    @cached_property
    def readings(self) -> list[Reading]:
        """Every number of the text, distractors included, in order."""
        return read_numbers(self.text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name of the text, in order; none overlap."""
        return find_mentions(self.text, self.title, self.sentences, [(url.start, url.end) for url in self.urls])

    @cached_property
    def urls(self) -> list[Url]:
        """Every link of the text, in order."""
        return find_urls(self.text)

    @cached_property
    def title_mentions(self) -> list[Mention]:
        """The well-known names of the title and those the text has too, in order. Offsets are characters of the title."""
        return find_title_mentions(self.title, self.mentions) if self.title else []

    @cached_property
    def clauses(self) -> list[Span]:
        """Start and end of each clause, in characters of the text; every clause lies within one sentence."""
        return [clause for start, end in self.sentences for clause in split_clauses(self.text, start, end)]
