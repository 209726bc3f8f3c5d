"""Word lists of the field, read from `data/` when first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TypeVar

_SECTION = re.compile(r"^\[([^\]]+)\]$")
_NUM_REMEMBERED = 1 << 14  # words of at most so many letters, so that memory stays flat over any number of texts
_LONGEST_REMEMBERED = 100
_Said = TypeVar("_Said")


class Remembered(dict[str, _Said]):
    """What a function says of a word, asked once for each word: a look-up costs less than a call, and `map` does many of them at once."""

    def __init__(self, say: Callable[[str], _Said]) -> None:
        super().__init__()
        self._say = say

    def __missing__(self, word: str) -> _Said:
        said = self._say(word)
        if len(self) >= _NUM_REMEMBERED:
            self.clear()
        if len(word) <= _LONGEST_REMEMBERED:
            self[word] = said
        return said


@cache
def word_list(name: str, section: str) -> frozenset[str]:
    """Return the entries of one section of `data/<name>.txt`, as they are written there.

    Raises:
        KeyError: the file has no such section.
    """
    return _sections(name)[section]


@cache
def lowered(name: str, section: str) -> frozenset[str]:
    """Return the entries of a section in lower case."""
    return frozenset(entry.lower() for entry in word_list(name, section))


@cache
def verb_forms(section: str, name: str = "words") -> frozenset[str]:
    """Return the verbs of a section of `data/<name>.txt` in all their forms."""
    return frozenset(form for verb in word_list(name, section) for form in _forms(verb))


@cache
def one_of(name: str, section: str) -> str:
    """Return a regular expression for the entries of a section, longer ones first; blanks in them match hyphens too."""
    entries = sorted(word_list(name, section), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(entry).replace("\\ ", "[- ]") for entry in entries) + ")"


@cache
def _sections(name: str) -> dict[str, frozenset[str]]:
    lines = (files("extract.language") / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        if match := _SECTION.match(line):
            current = found.setdefault(match.group(1), [])
        else:
            current.extend(entry.strip() for entry in line.split(",") if entry.strip())
    return {section: frozenset(entries) for section, entries in found.items()}


_IRREGULAR = {
    "beat": ("beaten",), "run": ("ran",), "get": ("got",), "give": ("gave", "given"), "lead": ("led",), "make": ("made",),
    "keep": ("kept",), "take": ("took", "taken"), "find": ("found",), "see": ("saw", "seen"), "show": ("shown",), "bring": ("brought",),
    "hold": ("held",), "become": ("became",), "go": ("went", "goes"), "do": ("does", "did", "done"), "build": ("built",),
    "rise": ("rose",), "fall": ("fell",), "grow": ("grew", "grown"), "lose": ("lost",), "speed": ("sped",), "learn": ("learnt",),
    "mean": ("meant",), "write": ("wrote",),
}  # fmt: skip
_DOUBLING = re.compile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")


def _forms(verb: str) -> tuple[str, ...]:
    regular: tuple[str, ...]
    if verb.endswith("e"):
        regular = (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        regular = (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    elif verb.endswith(("s", "sh", "ch", "x", "o")):
        regular = (verb, verb + "es", verb + "ed", verb + "ing")
    else:
        regular = (verb, verb + "s", verb + "ed", verb + "ing")
    if _DOUBLING.search(verb):
        regular += (verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    return regular + _IRREGULAR.get(verb, ())
