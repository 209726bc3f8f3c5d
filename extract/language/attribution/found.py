"""What a rule finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.language.attribution.tokens import Token
from extract.language.mentions import Mention


@dataclass(slots=True)
class Found:
    """A wording for a slot, and the rule that found it. The characters are those of the whole text."""

    text: str
    start: int
    end: int
    mention: Mention | None
    rule: str

    def by(self, rule: str) -> Found:
        """Return the same wording, found by another rule."""
        return Found(self.text, self.start, self.end, self.mention, rule)


def named(mention: Mention, rule: str) -> Found:
    """Return a mention as the finding of a rule."""
    return Found(mention.text, mention.start, mention.end, mention, rule)


def several(text: str, members: Sequence[Mention], rule: str) -> Found:
    """Return a list of names as one finding, as the text words it."""
    if len(members) == 1:
        return named(members[0], rule)
    start, end = members[0].start, members[-1].end
    return Found(" ".join(text[start:end].split()), start, end, members[0], rule)


def name_at(token: Token, rule: str) -> Found:
    """Return the name that a token is as the finding of a rule."""
    assert token.mention is not None
    return named(token.mention, rule)
