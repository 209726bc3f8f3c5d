"""Constructions that bind a name to one number of its sentence and not to another: brackets, pairs in turn, variants of one name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.language.attribution import Link
from extract.language.mentions import Mention, MentionKind
from extract.validate.agreement import siblings
from extract.validate.comparable import comparable, comparable_here
from extract.validate.series import matching_name, other_label
from extract.validate.source import Source
from extract.validate.spelling import spelled_places

Span = tuple[int, int]

_NOT_IN_LIST = r"(?!(?:for|from|of|on|in|with|by|at|under|using|while|when|which|that|where|we)\b|\d[\d.,]*[%x]?\s)"
_COMPARED = re.compile(
    r"(?:(?:\bimprov\w*\s+(?:[\w-]+\s+){1,2}over|\b(?:improv\w*|gains?|better|advantages?|speed-?ups?|increases?|reductions?|times|folds?)\s+over|[x×%]\s+(?:over|above|below)|"
    r"\b(?:than|outperform\w*|surpass\w*|exceed\w*|beat\w*|match(?:es|ed|ing)?|rival(?:s|ed|ing)?|close to|on par with|"
    r"(?:points?|times) (?:above|below|ahead of|behind)|(?:match|surpass|exceed)\w* the (?:[\w-]+\s+){1,2}of|"
    r"compar(?:e|es|ing) (?:\S+\s+){1,4}?(?:to|with|against)|similar (?:[\w-]+\s+){1,3}?(?:to|as)|"
    r"(?:performance|accuracy|results?|scores?|quality|perform\w*|is|are) similar(?:ly)? to|"
    r"(?:comparable|competitive) (?:[\w-]+\s+){0,2}?(?:to|with)|the same (?:[\w-]+\s+){1,5}as))"
    rf"\s+(?:{_NOT_IN_LIST}[^\s.;:]+\s+\(?){{0,9}}|"
    r"\b(?:against|versus|vs\.?|v\.s\.|compared (?:to|with)|relative to|in comparison (?:to|with)|in contrast to|unlike|instead of|"
    rf"rather than)\s+(?:{_NOT_IN_LIST}[^\s.;:,]+\s+\(?){{0,6}}|\b(?:as|than|to|with) (?:that|those) (?:[^\s.;:,]+\s+){{0,5}})$",
    re.IGNORECASE,
)
_RIVAL_HEAD = re.compile(
    r"\b(?:conventional|previous|prior|existing|traditional|other|earlier|standard|state-of-the-art|competing|recent)\s+(?:[\w-]+\s+){0,3}"
    r"(?:models?|methods?|algorithms?|approach|approaches|networks?|systems?|architectures?|techniques?|works?|frameworks?|detectors?|backbones?)\s+"
    r"(?:\(\s*(?:e\.g\.,?\s*)?|(?:that|which)\s+(?:\w+\s+){1,2})(?:about|over|at least|up to|around)?\s*[~<>]*$",
    re.IGNORECASE,
)
_SIGNS_OF_RIVAL_HEAD = ("(", "that", "wh")  # one of them stands in each: bracket, "that", "which"
_GAIN = re.compile(
    r"[)\s]{0,2}(?:[\w-]+\s+){0,4}?(?:higher|lower|better|worse|improve\w*|gains?|faster|slower|more|fewer|less|increase|reduction|smaller|larger)\b"
)
_SYSTEMS = frozenset((MentionKind.SYSTEM,))
_GAINED = re.compile(
    r"\b(?:by|up to|over|than|vs|v\.s|versus|against|improv\w*|gains?|higher|lower|better|worse|more|less|fewer|faster|smaller)\b|[+~]"
)
_ACTS = re.compile(
    r",?\s(?:only\s|also\s|even\s|itself\s|further\s)?(?:achiev|obtain|reach|attain|gets?|scor|has|yield|hits?|deliver|runs?|takes?|needs?|requir|uses?)"
    r"\w*\s[^.;:()]{0,90}"
)
_DIRECTLY = re.compile(r"\s(?:(?!and\b|or\b)[A-Za-z][\w@-]*\s){0,2}(?:on|for|in)\s(?:the\s)?")
_LISTED = re.compile(r"\s?(?:,|/|\||&|and|,\s?and|or)\s?")
OWNED = re.compile(r"'s?\s(?:[\w-]+\s){0,3}(?:at|of|with)\s[~<>]*")  # X's performance at 5 M frames
REACH = 110  # characters
_BY = re.compile(
    r"[)\s,]{0,3}(?:[\w-]+\s+){0,3}?(?:achieved|obtained|reported|reached|attained|produced|scored|given|held|set)\s+by\s+(?P<name>[^,;.()]{2,50})"
)


def places_of(source: Source, said: str, within: Span) -> list[Span]:
    """Return where a name stands in a stretch of the text, under any of its spellings and short forms."""
    known = source.places.get((said, within[0]))
    if known is None:
        known = source.places[said, within[0]] = _find_places(source, said, within)
    return known


def _find_places(source: Source, said: str, within: Span) -> list[Span]:
    keys = source.keys_of(said)
    named = [(m.start, m.end) for m in source.passage.mentions if m.key in keys and within[0] <= m.start < within[1] and len(keys) == 1]
    spelled = spelled_places(source.low, said, within)
    return sorted(set(named) | set(spelled))


def bound_elsewhere(source: Source, index: int, said: str, kinds: frozenset[MentionKind]) -> str | None:
    """Return the name that a number is bound to, where the given one is bound to another number or is compared with."""
    sentence = source.sentence_at(index)
    places = places_of(source, said, sentence)
    names = source.names_in(sentence, kinds)
    if not places:
        return None
    bound = _bracketed(source, index, places, kinds) or _in_row(source, index, places, names)
    return bound or _in_turn(source, index, places, names)


def goes_with(source: Source, index: int, said: str, kinds: frozenset[MentionKind]) -> Span | None:
    """Return the place of the given name where a list of names beside the list of numbers couples just these two."""
    sentence = source.sentence_at(index)
    names = source.names_in(sentence, kinds)
    found = matching_name(source, index, names)
    if found is None:
        return None
    place = (found[0].start, found[0].end)
    return place if place in places_of(source, said, sentence) else None


def right_behind(source: Source, index: int, said: str) -> Span | None:
    """Return the place of a given name that follows a number with nothing between but its measure: "90.0% top-1 on GIVEN".

    In a list of numbers before a list of names, what follows the last number says nothing.
    """
    reading = source.passage.readings[index]
    if _DIRECTLY.match(source.text, reading.end) is None:
        return None
    before = source.passage.readings[index - 1].end if index else 0
    if index and _LISTED.fullmatch(source.text, before, reading.start):
        return None
    behind = (place for place in places_of(source, said, source.sentence_at(index)) if place[0] >= reading.end)
    return next((place for place in behind if _DIRECTLY.fullmatch(source.text, reading.end, place[0])), None)


def compared_with(source: Source, index: int, said: str) -> bool:
    """Tell whether a name stands in the sentence of a number only as what something else is compared with."""
    sentence = source.sentence_at(index)
    places = places_of(source, said, sentence)
    if _GAIN.match(source.text, source.passage.readings[index].end):
        return False  # a gain over a backbone may be put down to the backbone
    if places and OWNED.fullmatch(source.text, places[-1][1], source.passage.readings[index].start):
        return False
    behind = bool(places) and source.passage.readings[index].end <= places[0][0]  # a number behind the name may well be its own
    return behind and all(is_compared(source, sentence, start) for start, _ in places)


def is_compared(source: Source, sentence: Span, at: int) -> bool:
    """Tell whether the words before a place say that what stands there is compared with: "better than X"."""
    return bool(_COMPARED.search(source.text[max(sentence[0], at - REACH) : at]))


def is_rival(source: Source, index: int, link: Link) -> bool:
    """Tell whether what a number is linked to is compared with: "MAE" in "exceeding MAE by 1.0%" is no measure."""
    return is_compared(source, source.sentence_at(index), link.start)


def is_background(source: Source, index: int) -> bool:
    """Tell whether a number belongs to others' work: it stands before the text first speaks of its own, or behind words for others."""
    reading = source.passage.readings[index]
    start, end = source.sentence_at(index)
    begins = source.own_begins
    if begins is not None and begins >= end:
        return True
    lead = slice(max(start, reading.start - 120), reading.start)
    may_lead = any(sign in source.low[lead] for sign in _SIGNS_OF_RIVAL_HEAD)
    return may_lead and _RIVAL_HEAD.search(source.text[lead]) is not None


def achieved_by(source: Source, index: int) -> str | None:
    """Return the name behind "achieved by" or "obtained by" that follows a number."""
    reading = source.passage.readings[index]
    found = _BY.match(source.text, reading.end)
    return found["name"] if found and any(char.isupper() for char in found["name"]) else None


def other_variant(source: Source, index: int, said: str, kinds: frozenset[MentionKind]) -> str | None:
    """Return the variant of a name that stands in the sentence of a number where the given one does not: B8 for B7."""
    sentence = source.sentence_at(index)
    names = source.names_in(sentence, kinds)
    return _sibling(source, index, said, names)


def acting_variant(source: Source, index: int, said: str, kinds: frozenset[MentionKind]) -> str | None:
    """Return the variant of a given name that stands right ahead of a number as the subject of its verb: "X-S gets 3, X-L gets 4"."""
    start, sentence = source.starts[index], source.sentence_at(index)
    if source.may_be_own(said) and not any(char.isdigit() for char in said):
        return None
    ahead = [m for m in source.names_in(sentence, kinds) if m.end <= start]
    if not ahead or not siblings(said, ahead[-1].text) or not _ACTS.fullmatch(source.text, ahead[-1].end, start):
        return None
    return None if is_compared(source, sentence, ahead[-1].start) else ahead[-1].text


def bracket_owner(source: Source, index: int, said: str) -> str | None:
    """Return the system that a bracket ties a number to, where it is one that something is compared with, or a value before a change.

    "the best baseline, X (error = 3)", "from 49% (X) to 24%". What stands in a sentence otherwise may well be used by the given one.
    """
    start, end, sentence = source.starts[index], source.passage.readings[index].end, source.sentence_at(index)
    is_first = source.text[max(0, start - 12) : start].rstrip().endswith("from") and source.text.startswith(" (", end)
    labelled = source.text[max(0, start - 3) : start].rstrip()[-1:] in ("=", ":")
    if not is_first and not labelled:
        return None
    names = [m for m in source.names_in(sentence, _SYSTEMS) if m.key not in source.keys_of(said)]
    if is_first:
        return next((m.text for m in names if m.start == end + 2 and source.text[m.end : m.end + 1] == ")"), None)
    opener, closer = source.text.rfind("(", sentence[0], start), source.text.find(")", end, sentence[1])
    if opener < 0 or ")" in source.text[opener:start] or _GAINED.search(source.text, opener, max(end, closer)):
        return None
    owner = next((m for m in names if m.end <= opener and not source.text[m.end : opener].strip()), None)
    return owner.text if owner is not None and is_compared(source, sentence, owner.start) else None


def _sibling(source: Source, index: int, said: str, names: list[Mention]) -> str | None:
    """A variant of the given name stands in the number's sentence, and the given one does not."""
    keys = source.keys_of(said)
    held = {m.key: m.text for m in source.passage.mentions if m.key in keys} or {said: said}
    here = {m.key for m in names}
    sentence = source.sentence_at(index)
    absent = {key: part for key, part in held.items() if key not in here and not spelled_places(source.low, part, sentence)}
    found = [m.text for m in names for part in absent.values() if siblings(part, m.text)]
    return found[0] if found else None


def _bracketed(source: Source, index: int, places: list[Span], kinds: frozenset[MentionKind]) -> str | None:
    """A (…, v1) and B (…, v2): the name before the bracket has what stands in it."""
    mine = _head(source, index)
    if mine is None or _meets(places, mine) or not _fits_kind(source, mine, kinds):
        return None
    for other in comparable(source, index):
        theirs = _head(source, other)
        if theirs is not None and theirs != mine and _meets(places, theirs):
            return source.text[mine[0] : mine[1]].split("(")[0].strip()
    return None


def _fits_kind(source: Source, span: Span, kinds: frozenset[MentionKind]) -> bool:
    """Tell whether the words before a bracket hold a name of the kind; for systems, words without any name will do (people, say)."""
    held = {m.kind for m in source.passage.mentions if span[0] <= m.start < span[1]}
    plain_words = not held - {MentionKind.SYSTEM, MentionKind.OTHER} and not re.search(r"\d", source.text[slice(*span)].split("(")[0])
    return bool(held & kinds) if MentionKind.DATASET in kinds else plain_words


def _head(source: Source, index: int) -> Span | None:
    """Return the last words before the bracket that a number stands in, with what stands in it before the number."""
    at = source.passage.readings[index].start
    opener = source.text.rfind("(", max(0, at - 60), at)
    if opener < 0 or ")" in source.text[opener:at]:
        return None
    words = re.search(r"(?:[^\s,;:()]+\s+){0,3}[^\s,;:()]+\s*$", source.text[max(0, opener - 60) : opener])
    return (max(0, opener - 60) + words.start(), at) if words else None


def _meets(places: Iterable[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in places)


def _in_row(source: Source, index: int, places: list[Span], names: list[Mention]) -> str | None:
    """As many names in a row as numbers in a row: the given name goes with another number."""
    found = matching_name(source, index, names)
    if found is None:
        spellings = [source.text[start:end] for start, end in places]
        return other_label(source, index, spellings[0], spellings[1:])
    mine, row = found
    taken = [m for m in row if _meets(places, (m.start, m.end))]
    return mine.text if taken and mine not in taken else None


def _in_turn(source: Source, index: int, places: list[Span], names: list[Mention]) -> str | None:
    """Names and numbers take turns, as many of one as of the other: A reaches v1, while B reaches v2."""
    readings = source.passage.readings
    sentence = source.sentence_at(index)
    numbers = sorted([index, *comparable_here(source, index)])
    spots = [m for m in _distinct(names) if not is_compared(source, sentence, m.start)]
    if len(spots) < 2 or len(numbers) < len(spots):
        return None
    at_names, at_numbers = [m.start for m in spots], [readings[i].start for i in numbers]
    behind = [i for i in numbers if readings[i].start > at_names[0]]
    if index in behind and len(behind) > len(spots):
        numbers, at_numbers = behind, [readings[i].start for i in behind]
    turns = len(spots) == len(numbers) and _take_turns(at_names, at_numbers)
    if not turns and not _take_several(at_names, at_numbers):
        return None
    mine = spots[numbers.index(index) * len(spots) // len(numbers)]
    taken = [m for m in spots if any(start <= m.start < end or m.start <= start < m.end for start, end in places)]
    return mine.text if taken and mine not in taken else None


def _distinct(names: list[Mention]) -> list[Mention]:
    """Return each thing once, at its first place; short forms in brackets are the same thing."""
    seen: dict[str, Mention] = {}
    for mention in names:
        seen.setdefault(mention.key, mention)
    return list(seen.values())


def _take_turns(names: list[int], numbers: list[int]) -> bool:
    names_first = [at for pair in zip(names, numbers, strict=True) for at in pair]
    numbers_first = [at for pair in zip(numbers, names, strict=True) for at in pair]
    return names_first == sorted(names_first) or numbers_first == sorted(numbers_first)


def _take_several(names: list[int], numbers: list[int]) -> bool:
    """Tell whether each name is followed by as many numbers as every other: A falls from v1 to v2 and B from v3 to v4."""
    each = len(numbers) // len(names)
    if each * len(names) != len(numbers) or each < 2:
        return False
    ends = [*names[1:], numbers[-1] + 1]
    return all(names[i] < min(group) and max(group) < ends[i] for i in range(len(names)) for group in [numbers[i * each : (i + 1) * each]])
