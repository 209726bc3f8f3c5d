"""Passages with hand-marked names and numbers, so that tests of attribution depend on nothing that finds them.

`[Foo]d` is a dataset, `[Foo]s` a system, `[Foo]o` the paper's own one, `[earlier work]r` a rival, `{83.6%}` a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from extract.language.attribution import Slot, attribute
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.passage import Passage
from extract.numbers.readings import Form, Reading, Value

_MARK = re.compile(r"\[([^\]]+)\]([dsor])(?![a-z])|\{([^}]+)\}")
_KINDS = {"d": MentionKind.DATASET, "s": MentionKind.SYSTEM, "o": MentionKind.SYSTEM, "r": MentionKind.SYSTEM}
_ROLES = {"o": Role.OWN, "r": Role.RIVAL}
_QUOTE = re.compile(r"([~<>+-]*\s?[\d.,]+(?:-[\d.]+)?)\s*(.*)")
_MULTIPLIERS = ("x", "times", "-fold")
_WORDS = {"two": Fraction(2), "three": Fraction(3), "half": Fraction(1, 2), "twice": Fraction(2)}


@dataclass(frozen=True)
class Marked(Passage):
    """A passage whose names and numbers were given."""

    given_readings: tuple[Reading, ...] = ()
    given_mentions: tuple[Mention, ...] = ()

    @cached_property
    def readings(self) -> list[Reading]:
        return list(self.given_readings)

    @cached_property
    def mentions(self) -> list[Mention]:
        return list(self.given_mentions)


def marked(source: str) -> Marked:
    """Return the passage that a marked text describes."""
    text, at = "", 0
    mentions: list[Mention] = []
    readings: list[Reading] = []
    for match in _MARK.finditer(source):
        text += source[at : match.start()]
        at = match.end()
        name, kind, quote = match.groups()
        start = len(text)
        text += name or quote
        if name:
            mentions.append(Mention(start, len(text), name, _KINDS[kind], _key(name, kind), _ROLES.get(kind, Role.NAMED)))
        else:
            readings.append(_reading(quote, start))
    return Marked(text + source[at:], given_readings=tuple(readings), given_mentions=tuple(mentions))


def _key(name: str, kind: str) -> str:
    return "@state-of-the-art" if kind == "r" and "state" in name else name.lower().replace("-", "")


def _reading(quote: str, start: int) -> Reading:
    match = _QUOTE.fullmatch(quote)
    number, unit = match.groups() if match else (quote, "")
    form = Form.MULTIPLIER if unit in _MULTIPLIERS or quote == "twice" else Form.DECIMAL if "." in number else Form.INTEGER
    form = form if match else Form.WORD
    digits = re.sub(r"[^\d.]", "", number.split("-")[0])
    value = Fraction(digits) if digits else _WORDS[quote]
    normal = "x" if unit in _MULTIPLIERS or quote in ("half", "twice") else unit or None
    end = start + len(quote)
    return Reading(start, end, start, start + len(number), quote, form, (Value(value, normal),))


def links_of(source: str) -> list[dict[str, str]]:
    """Return, for each number of a marked text in order, its quote and the wording of each slot that the rules fill."""
    passage = marked(source)
    links = attribute(passage)
    found = []
    for index, reading in enumerate(passage.readings):
        slots: dict[str, str] = {}
        for link in links.get(index, []):
            slots.setdefault(link.slot.value, link.text)
        found.append({"quote": reading.quote, **slots})
    return found


def slot_of(source: str, slot: Slot) -> list[str | None]:
    """Return the wording of one slot for each number of a marked text, in order."""
    return [slots.get(slot.value) for slots in links_of(source)]
