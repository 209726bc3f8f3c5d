"""Stretches of a text in which numbers are no quantities: links, identifiers, citations, dates, formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from extract.numbers.readings import Distractor


class Region(NamedTuple):
    """Every number within `text[start:end]` is a distractor of this kind."""

    start: int
    end: int
    kind: Distractor


@dataclass(frozen=True, slots=True)
class _Finder:
    """Where `needle` occurs or one of `words` is a token, look for `pattern`; a region begins `lead` characters before its match.

    The plain search comes first because it costs next to nothing, and the patterns begin with what is rare for the same reason.
    """

    needle: str
    words: frozenset[bytes]
    pattern: re.Pattern[str]
    kind: Distractor
    lead: int = 0


_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_MONTH = f"(?:{_MONTHS})"
_YEAR = "(?:1[5-9]|20)[0-9]{2}"
_CITED = r"[0-9]{1,3}[a-z]?"
_LINK_END = r"[^\s<>\"{}|\\^]+"


def _finder(kind: Distractor, needle: str, pattern: str, lead: int = 0) -> _Finder:
    """Return a finder; a needle of lower-case words is looked up among the tokens, any other in the text."""
    words = frozenset(needle.encode().split()) if needle.replace(" ", "").isalpha() else frozenset()
    return _Finder(needle, words, re.compile(pattern), kind, lead)


_FINDERS = (
    _finder(Distractor.URL, "http https", rf"https?://{_LINK_END}"),
    _finder(Distractor.URL, "www", rf"www\.{_LINK_END}"),
    _finder(Distractor.URL, "com io co org ly", rf"\.(?:com|io|co|org|ly)/{_LINK_END}"),
    _finder(Distractor.URL, "10.", rf"10\.[0-9]{{4,9}}/{_LINK_END}"),
    _finder(Distractor.URL, "arxiv", r"ar[xX]iv[: ]{1,2}[0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,2})?"),
    _finder(Distractor.CITATION, "[", rf"\[(?!0){_CITED}(?:\s?[,;-]\s?{_CITED}){{0,30}}\]"),
    _finder(Distractor.CITATION, "(", r"\((?!0|[0-9]{1,3}(?:,[0-9]{3})+\))[0-9]{1,3}(?:(?:[,;] ?| ?- ?)[0-9]{1,3}){0,30}\)"),
    _finder(Distractor.CITATION, "al", rf"et al\.?,? ?[(\[]?{_YEAR}[a-z]?(?:(?:, |,| and |; | & ){_YEAR}[a-z]?){{0,30}}"),
    _finder(Distractor.CITATION, "(", rf"\((?:[A-Z][\w'-]{{1,30}}|e\.g\.,?|see )[^()0-9]{{0,60}} {_YEAR}[a-z]?(?:[;,][^()]{{0,200}})?\)"),
    _finder(Distractor.NAME, "isbn issn", r"IS[BS]N:? ?[0-9-]{8,20}"),
    _finder(Distractor.NAME, "rtx gtx", r"[RG]TX[ -]?[0-9]{3,4}(?:[ -]?Ti)?s?(?![A-Za-z0-9])"),
    _finder(Distractor.NAME, "cc", r"CC[ -](?:BY|0)(?:[ -][A-Z]{2}){0,3}[ -]?[0-9](?:\.[0-9])?(?![0-9])"),
    _finder(
        Distractor.DATE,
        _MONTHS.lower().replace("?", "").replace("|", " "),
        rf"{_MONTH}(?![a-z])\.?,?(?: [0-3]?[0-9](?:st|nd|rd|th)?(?:-[0-9]{{1,2}})?(?![0-9%.])(?:,? {_YEAR})?| {_YEAR}(?![0-9%]))?",
        8,
    ),
    _finder(Distractor.DATE, "-", rf"-(?<={_YEAR}-)[01][0-9]-[0-3][0-9](?![0-9])", 4),
    _finder(Distractor.DATE, "/", rf"/(?<=[0-9]/)[0-3]?[0-9]/{_YEAR}(?![0-9])", 2),
    _finder(Distractor.DATE, ":", r":(?<=[0-9]:)[0-5][0-9](?::[0-5][0-9]|(?= ?(?:am|pm|a\.m|p\.m|UTC?|GMT|h)(?![a-z])))", 2),
    _finder(Distractor.FORMULA, "(", r"\((?<=[A-Za-z]\()(?<![A-Za-z]{2}\()[0-9., ]{1,24}\)"),
    _finder(Distractor.FORMULA, ",", r",(?:(?<=[\[({][01],)|(?<=[\[({][-+][01],)) ?[-+]?[01][\])}]", 2),
    _finder(Distractor.NAME, "{", r"\{(?<=[A-Za-z@-]\{)[^{}]{0,48}\}"),
    _finder(Distractor.FORMULA, "(", r"\((?<=[OoΘΩ]\()[^()\n]{0,24}(?:\([^()\n]{0,24}\)[^()\n]{0,24})?\)", 1),
)


def find_regions(text: str, tokens: frozenset[bytes]) -> list[Region]:
    """Return the regions of a text with these tokens, in order of their start; they may overlap."""
    regions: list[Region] = []
    numbered = frozenset(map(int, _ENUMERATED.findall(text))) if "(" in text else frozenset()
    for finder in _FINDERS:
        if not finder.words.isdisjoint(tokens) if finder.words else finder.needle in text:
            regions += [region for match in finder.pattern.finditer(text) if (region := _region(text, finder, match, numbered))]
    return sorted(regions, key=lambda region: region.start)


_DAY_BEFORE = re.compile(r"(?<![0-9.,])[0-3]?[0-9](?:st|nd|rd|th)? (?:of )?$")


def _region(text: str, finder: _Finder, match: re.Match[str], numbered: frozenset[int]) -> Region | None:
    """Return the region of a match; a month is one only with a day or a year beside it."""
    start = match.start() - finder.lead
    if finder.lead == 8:
        day = _DAY_BEFORE.search(text, max(0, start), match.start())
        if not day and not match[0][-1].isdigit() and not match[0].endswith(("st", "nd", "rd", "th")):
            return None
        start = day.start() if day else match.start()
    return Region(max(0, start), match.end(), _kind(finder, match, numbered))


_ENUMERATED = re.compile(r"\(([0-9]{1,2})\)")


def _kind(finder: _Finder, match: re.Match[str], numbered: frozenset[int]) -> Distractor:
    """Tell (1), (2), (3) of a list from (27), a citation: the number after or before it is there too."""
    if finder.kind is Distractor.CITATION and (item := _ENUMERATED.fullmatch(match[0])):
        number = int(item[1])
        if number <= 20 and (number + 1 in numbered or number - 1 in numbered):
            return Distractor.LIST_NUMBER
    return finder.kind
